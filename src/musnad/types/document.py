"""What is read: a document, and what went wrong when one could not be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One article as its reader saw it; every offset of a record counts code points of `text`.

    `title`, where there is one, is the first line of `text`. `published` is an ISO 8601 date or None.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def body_start(self) -> int:
        """The offset of the first character after the title."""
        return len(self.title) if self.title and self.text.startswith(self.title) else 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a source gave no document, or a document with a defect; stored beside the document, never instead of a message.

    `kind` is the `kind` of an error in `musnad.errors` or of a warning; `source` is a path, with `:LINE` for JSON Lines.
    """

    source: str
    kind: str
    message: str
    document: str | None = None
