"""From the quoting form, in which annotators write, to lines that hold offsets only.

In the quoting form a span is `{"t": "سوريا", "n": 2}`, the second place where that string stands, or `{"from", "n", "to"}`,
from the first words to the next place where the last words stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tools.corpus.articles import Article
from tools.corpus.layout import LAYERS, SCHEMA, Line

ROLE_WORDS = 12
"""Words of the longest role that is kept: a longer one is a sentence of the article, not a title."""

Span = dict[str, int]


class QuotingError(Exception):
    """The annotation cannot be turned into offsets; the message says where and why."""


def located(text: str, quoted: Mapping[str, Any], where: str) -> Span:
    """The offsets of a quoted span. Raises QuotingError where it does not stand in the text."""
    first = quoted["from"] if "from" in quoted else quoted["t"]
    start = -1
    for _ in range(quoted.get("n") or 1):
        start = text.find(first, start + 1)
        if start < 0:
            raise QuotingError(f"{where}: not in the text: {first}")
    if "from" not in quoted:
        return {"start": start, "end": start + len(first)}
    end = text.find(quoted["to"], start)
    if end < 0:
        raise QuotingError(f"{where}: not in the text after its first words: {quoted['to']}")
    return {"start": start, "end": end + len(quoted["to"])}


def converted(raw: Mapping[str, Any], article: Article, annotator: int) -> Line:
    """The line of one annotation file. Raises QuotingError where a quotation is not found or a field is missing."""
    document = article.document
    line: Line = {
        "schema": SCHEMA,
        "id": document.id,
        "sha256": document.sha256,
        "source": article.source,
        "outlet": document.outlet,
        "published": document.published,
        "annotator": annotator,
    }
    makers: dict[str, Callable[[Mapping[str, Any], str], Line]] = {
        "entities": lambda item, _: {**item, "sectors": item["sectors"] or [], "role": _short(item.get("role"))},
        "mentions": lambda item, text: {**item, **located(text, item, item["id"]), "entity": item["e"]},
        "times": lambda item, text: {"reason": None, **item, **located(text, item, item["id"])},
        "claims": _claim,
        "events": lambda item, text: {
            "mode": None,
            "context": [],
            **item,
            "anchor": located(text, item["anchor"], item["id"]),
        },
    }
    for layer, keys in LAYERS.items():
        try:
            made = [makers[layer](item, document.text) for item in raw[layer]]
            line[layer] = [{key: item[key] for key in keys} for item in made]
        except KeyError as lacking:
            raise QuotingError(f"{layer}: {lacking} is missing") from lacking
    return line


def _claim(item: Mapping[str, Any], text: str) -> Line:
    where = item["id"]
    chain = [{"role": link["role"], **({"mention": link["m"]} if "m" in link else {})} for link in item["chain"]]
    return {
        **item,
        "content": [located(text, quoted, f"{where} content") for quoted in item["content"]],
        "cue": located(text, item["cue"], f"{where} cue") if item.get("cue") else None,
        "chain": chain,
    }


def _short(role: str | None) -> str | None:
    return role if role and len(role.split()) <= ROLE_WORDS else None
