"""The articles that annotations point into: they lie outside the repository and are read where they are at hand."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.corpus.layout import ROOT

from musnad.ingest.dates import iso_date
from musnad.ingest.draft import headed
from musnad.types.document import Document


@dataclass(frozen=True, slots=True)
class Article:
    """A document as `musnad read` sees it, and the name of the corpus file that it came from."""

    document: Document
    source: str


def shared_folder() -> Path:
    """The folder that MUSNAD_SHARED names (relative names count from the repository), else `../shared` beside it."""
    return ROOT / os.environ.get("MUSNAD_SHARED", "../shared")


def corpus_file(source: str) -> Path:
    """Where the corpus file of that name lies, if it is there."""
    return shared_folder() / "data" / "news" / source


def articles(paths: Iterable[Path], ids: Collection[str]) -> dict[str, Article]:
    """The articles with the given ids by id; of ids that the files do not have nothing is returned."""
    found: dict[str, Article] = {}
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                given = json.loads(line)
                if given["id"] in ids:
                    title = (given.get("title") or "").strip() or None
                    published = iso_date(given["published"]) if given.get("published") else None
                    text = headed(title, given["text"])
                    document = Document(given["id"], text, title, published, given.get("outlet"), given.get("url"))
                    found[given["id"]] = Article(document, path.name)
    return found
