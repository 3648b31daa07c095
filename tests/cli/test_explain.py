from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad import read_text
from musnad.cli.evidence import LAYERS, explanation, known_ids


def test_every_id_of_a_record_is_explained_by_characters_of_the_text(article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    record = read_text(text, published="2024-01-16")
    data = record.to_dict()
    for layer in LAYERS:
        assert data[layer], layer
        for item in data[layer]:
            found = explanation(record, item["id"])
            assert found is not None
            assert found.sentences
            assert {field.field for field in found.fields} >= item.keys() - {"id", "start", "end", "text"}
            assert all(0 <= span.start < span.end <= len(record.document.text) for span in found.spans)
            assert any(reason.rule != "not noted" for field in found.fields for reason in field.reasons)


def test_json_names_the_rule_and_the_characters_of_each_field(invoke: Callable[..., Any], article: Path) -> None:
    result = invoke("explain", article, "c1", "--published", "2024-01-16", "--format", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["schema"] == "musnad-explanation/1"
    assert told["record"]["id"] == "c1"
    fields = {field["field"]: field for field in told["fields"]}
    assert fields["cue"]["reasons"][0]["span"]["text"] == "قال"
    assert fields["act"]["reasons"][0]["rule"]
    assert told["sentences"][0]["text"].startswith("قال وزير الخارجية")


def test_text_shows_the_sentence_with_the_characters_marked(invoke: Callable[..., Any], article: Path) -> None:
    result = invoke("explain", article, "c1", "--published", "2024-01-16")
    assert result.exit_code == 0
    assert "claim c1" in result.stdout
    assert "⟦قال⟧" in result.stdout
    for field in ("content", "cue", "form", "speaker", "chain", "act", "stance"):
        assert field in result.stdout


@pytest.mark.parametrize("name", ["m1", "e1", "t1", "v1"])
def test_all_kinds_of_record_can_be_shown(invoke: Callable[..., Any], article: Path, name: str) -> None:
    result = invoke("explain", article, name, "--published", "2024-01-16", env={"FORCE_COLOR": "1"})
    assert result.exit_code == 0
    assert name in result.stdout


def test_an_unknown_id_is_wrong_usage_and_says_which_there_are(invoke: Callable[..., Any], article: Path) -> None:
    result = invoke("explain", article, "v99")
    assert result.exit_code == 2
    assert "m1–m" in result.stderr
    assert known_ids(read_text("، ،")) == ""


def test_one_of_several_documents_must_be_named(invoke: Callable[..., Any], corpus: Path, tmp_path: Path) -> None:
    several = invoke("explain", corpus, "c1")
    assert several.exit_code == 2
    assert "--document" in several.stderr
    one = invoke("explain", corpus, "c1", "--document", "a2", "--format", "json")
    assert one.exit_code == 0
    assert json.loads(one.stdout)["document"] == "a2"
    assert invoke("explain", corpus, "c1", "--document", "a9").exit_code == 2
    assert invoke("explain", tmp_path / "none.txt", "c1").exit_code == 3
