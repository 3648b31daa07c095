"""Musnad reads Arabic news into evidence: who did what to whom, where and when, and according to whom.

`read(document)` gives the record of one document, `read_text(text)` that of a bare text; `read_many` reads many over
several processes. `musnad.types` holds the types that they give.
"""

from musnad.batch import read_many
from musnad.pipeline import READERS, reader
from musnad.types import Document, Problem, Record

__all__ = ["Document", "Problem", "Record", "read", "read_many", "read_text", "reader"]


def read(document: Document, *, using: str = READERS[0]) -> Record:
    """The record of a document; `using` names the reader. Raises MusnadError subclasses only."""
    return reader(using).read(document)


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str = "text",  # noqa: A002 - the record's own name for it
) -> Record:
    """The record of a text; a title becomes its first line. `published` is an ISO 8601 date and resolves relative times."""
    body = text.strip()
    whole = f"{title.strip()}\n\n{body}" if title and title.strip() else body
    return read(Document(id, whole, title.strip() if title and title.strip() else None, published, outlet))
