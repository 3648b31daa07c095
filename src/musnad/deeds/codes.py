"""PLOVER's quad class and intensity of an event, and the CAMEO code that its crosswalk gives."""

from __future__ import annotations

from musnad.knowledge.anchors import Scale, cameo_codes, scales


def scale_of(kind: str, mode: str | None) -> Scale:
    """The scale of a type and mode, the type's where the mode has none of its own."""
    return scales().get((kind, mode or "")) or scales()[kind, ""]


def cameo_of(kind: str, mode: str | None, context: tuple[str, ...]) -> str | None:
    """The CAMEO code of the crosswalk's row that fits best: with mode and context, then without; None for no row."""
    codes = cameo_codes()
    for each in (*context, ""):
        for key in ((kind, mode or "", each), (kind, "", each)):
            if key in codes:
                return codes[key]
    return None
