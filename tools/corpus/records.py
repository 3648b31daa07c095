"""Records of the contract from annotations and texts, as the scorer reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tools.corpus.articles import Article
from tools.corpus.layout import Line

from musnad.types.record import document_data


def record(line: Line, article: Article) -> dict[str, Any]:
    """One annotated article with its text and the text of each span; fields that nobody annotates are left out."""
    document = article.document
    kinds = {entity["id"]: entity["kind"] for entity in line["entities"]}

    def quoted(span: Mapping[str, Any]) -> dict[str, Any]:
        start, end = span["start"], span["end"]
        return {"start": start, "end": end, "text": document.text[start:end]}

    def spanned(item: Mapping[str, Any]) -> dict[str, Any]:
        return {"id": item["id"], **quoted(item), **{key: value for key, value in item.items() if key not in _SPAN}}

    def claim(item: Mapping[str, Any]) -> dict[str, Any]:
        chain = [{**link, "name": document.outlet} if link["role"] == "outlet" else link for link in item["chain"]]
        cue = quoted(item["cue"]) if item["cue"] else None
        return {**item, "content": [quoted(span) for span in item["content"]], "cue": cue, "chain": chain}

    return {
        "schema": "musnad/1",
        "document": document_data(document),
        "mentions": [{**spanned(item), "kind": kinds[item["entity"]]} for item in line["mentions"]],
        "entities": line["entities"],
        "times": [spanned(item) for item in line["times"]],
        "claims": [claim(item) for item in line["claims"]],
        "events": [{**item, "anchor": quoted(item["anchor"])} for item in line["events"]],
    }


_SPAN = ("id", "start", "end")
