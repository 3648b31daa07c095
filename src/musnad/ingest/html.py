"""Web pages: the article in them, by trafilatura, and its date, by htmldate."""

from __future__ import annotations

import logging
from typing import Any

import trafilatura
from trafilatura.settings import Document as Page

from musnad.errors import EmptyInput, UnreadableInput
from musnad.ingest.decoding import tidy
from musnad.ingest.draft import Draft, has_letters, headed

MAX_TAGS = 60_000
"""Tags of a page, both ends counted: a long live report has some 20,000, and trafilatura's time grows with their square
(100,000 empty links take 4 s)."""

_DATE = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-12-31"}
"""What htmldate may do: take the date from the markup, not guess it from the words; and the bounds are fixed because
its own upper one is the day on which it runs, and the same page must give the same document tomorrow."""

# Both log an error for every page that they reject; here that is a problem beside the document.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def html_draft(markup: str, source: str) -> Draft:
    """The article of a page, a line for each paragraph under the title, with what the page says of itself.

    Raises UnreadableInput when the page is too large or its markup breaks the parser (which stops at 256 levels of
    nesting), EmptyInput when no article is found in it.
    """
    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise UnreadableInput(f"{source}: {tags:,} tags, and no article has more than {MAX_TAGS:,}; give its text")
    page = _extracted(markup, source)
    body = tidy((page.text or "") if page is not None else "").strip()
    if page is None or not has_letters(body):
        raise EmptyInput(f"{source}: no article in this page; give the article as text")
    title = _one_line(page.title)
    if title is not None:
        first, _, rest = body.partition("\n")
        body = rest if _one_line(first) == title else body
    return Draft(
        headed(title, body),
        title=title,
        published=_one_line(page.date),
        outlet=_one_line(page.sitename),
        url=_one_line(page.url),
    )


def _extracted(markup: str, source: str) -> Page | None:
    options: dict[str, Any] = {"with_metadata": True, "include_comments": False, "date_extraction_params": _DATE}
    try:
        page = trafilatura.bare_extraction(markup, **options)
    except Exception as error:
        # whatever hostile markup makes the two libraries and lxml raise, RecursionError and AssertionError among it
        raise UnreadableInput(f"{source}: the markup cannot be read ({type(error).__name__}: {error})") from error
    return page if isinstance(page, Page) else None


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
