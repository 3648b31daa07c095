"""Days as ISO 8601 writes them."""

from __future__ import annotations

from datetime import date


def day_of(text: str | None) -> date | None:
    """The day that a text begins with, None for what is none: a document from elsewhere may say `17/11/2016`."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
