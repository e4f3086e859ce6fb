"""Lets the tests of the formats import the generators that stand beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
