"""The warnings of this package: kinds of `Problem` that come with a document instead of in its place.

A source that gives no document has the `kind` of an error of `musnad.errors`.
"""

from __future__ import annotations

from musnad.errors import InputError
from musnad.types import Problem

DAMAGED_TEXT = "damaged-text"
"""Some characters could not be decoded and stand as U+FFFD, or the end is missing."""

MENDED_TEXT = "mended-text"
"""The text was UTF-8 read in a Windows code page; it has been put right."""

BAD_DATE = "bad-date"
"""The publication date given cannot be understood; the document has none, or the one that the caller gave."""

BAD_FIELD = "bad-field"
"""A field of a record has the wrong type and was left out."""


def problem_of(source: str, error: InputError) -> Problem:
    """The problem that stands for an error which left nothing to read."""
    return Problem(source, error.kind, str(error))
