"""Where ingest and knowledge meet: documents of the paths that a command was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from musnad.ingest import KnownOutlets, documents
from musnad.knowledge.tables import table
from musnad.types import Document, Problem


def documents_of(
    paths: Sequence[str | Path], *, published: str | None = None, outlet: str | None = None
) -> Iterator[Document | Problem]:
    """The documents with their problems; outlets are known by the table of outlets."""
    known = KnownOutlets.from_rows(table("outlets"))
    return documents(paths, published=published, outlet=outlet, known_outlets=known)
