"""What a server answers, as the plain values that the embedded engine gives."""

from __future__ import annotations

from typing import Any


def from_server(value: Any) -> Any:
    """Return a value of the driver as a plain one: dates and times of the standard library, lists and maps of them."""
    if isinstance(value, list):
        return [from_server(item) for item in value]
    if isinstance(value, dict):
        return {key: from_server(item) for key, item in value.items()}
    native = getattr(value, "to_native", None)
    return native() if native is not None else value
