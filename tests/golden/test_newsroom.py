"""What a person found right in records of the sample newsroom stays right (README.md in this folder)."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import musnad
from musnad.types import Document

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.json"))


def document(name: str) -> Document:
    """The article of that id, its title as the first line."""
    lines = (resources.files("musnad") / "data" / "newsroom" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    article = next(found for found in map(json.loads, lines) if found["id"] == name)
    title = article.get("title")
    text = f"{title}\n\n{article['text']}" if title else article["text"]
    return Document(name, text, title, article.get("published"), article.get("outlet"), article.get("url"))


def reading(name: str) -> dict[str, list[dict[str, Any]]]:
    """Claims, events and times of an article as a person reads them: words instead of ids."""
    data = musnad.read(document(name), using="rules").to_dict()
    words = {found["id"]: found["text"] for layer in ("mentions", "times") for found in data[layer]} | {None: None}
    claims = [
        {
            "cue": claim["cue"]["text"],
            "content": [part["text"] for part in claim["content"]],
            "form": claim["form"],
            "act": claim["act"],
            "stance": claim["stance"],
            "speaker": words[claim["speaker"]],
            "chain": [link.get("name") or words[link.get("mention")] for link in claim["chain"]],
        }
        for claim in data["claims"]
    ]
    said = {claim["id"]: stated["cue"] for claim, stated in zip(data["claims"], claims, strict=True)}
    events = [
        {
            "anchor": event["anchor"]["text"],
            "start": event["anchor"]["start"],
            "type": event["type"],
            "mode": event["mode"],
            "actors": [words[mention] for mention in event["actors"]],
            "recipients": [words[mention] for mention in event["recipients"]],
            "place": words[event["place"]],
            "time": words[event["time"]],
            "status": event["status"],
            "certainty": event["certainty"],
            "claim": said.get(event["claim"]),
        }
        for event in data["events"]
    ]
    times = [{"text": time["text"], "type": time["type"], "value": time["value"]} for time in data["times"]]
    return {"claims": claims, "events": events, "times": times}


def test_there_are_six() -> None:
    assert len(FILES) >= 6


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_was_right_is_still_read(path: Path, renew: bool) -> None:
    found = reading(path.stem)
    if renew:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.skip("written anew: read it and delete what is not right")
    approved = json.loads(path.read_text(encoding="utf-8"))
    lost = [item for layer in found for item in approved[layer] if item not in found[layer]]
    assert lost == []
