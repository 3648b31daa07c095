"""The sample newsroom as documents."""

from __future__ import annotations

from importlib import resources

import orjson
import pytest

from musnad.types import Document


@pytest.fixture(scope="session")
def newsroom() -> tuple[Document, ...]:
    """Every article of the sample newsroom, its title as the first line."""
    lines = (resources.files("musnad") / "data" / "newsroom" / "articles.jsonl").read_bytes().splitlines()
    return tuple(_document(orjson.loads(line)) for line in lines)


def _document(article: dict[str, str]) -> Document:
    title = article.get("title")
    text = f"{title}\n\n{article['text']}" if title else article["text"]
    return Document(article["id"], text, title, article.get("published"), article.get("outlet"), article.get("url"))
