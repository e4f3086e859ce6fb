"""Run the command line with ``python -m peelgraph.cli``."""

from peelgraph.cli.main import main

main()
