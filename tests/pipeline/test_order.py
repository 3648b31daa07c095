"""A pipeline checks its order when it is built, and its stages keep to their own layers."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from musnad.errors import PipelineError
from musnad.pipeline import READERS, Pipeline, reader
from musnad.stages import (
    chains,
    claims,
    doubt,
    events,
    folding,
    grounds,
    magnitudes,
    mentions,
    quotations,
    selection,
    sentences,
    times,
)
from musnad.stages.stage import Stage
from musnad.types import Document, Reading

RULES = (folding, sentences, quotations, times, mentions, claims, events)
FINISHING = (selection, chains, doubt, magnitudes, grounds)
STAGES = [stage.STAGE for stage in (*RULES, *FINISHING)]


def test_every_stage_needs_what_an_earlier_one_makes() -> None:
    assert Pipeline("whole", STAGES).stages == tuple(STAGES)


@pytest.mark.parametrize("left_out", [stage.STAGE.name for stage in RULES])
def test_a_missing_stage_is_noticed_when_the_pipeline_is_built(left_out: str) -> None:
    with pytest.raises(PipelineError, match="which no earlier stage makes"):
        Pipeline("gap", [stage for stage in STAGES if stage.name != left_out])


@pytest.mark.parametrize("index", range(1, len(STAGES)))
def test_a_stage_cannot_come_first(index: int) -> None:
    with pytest.raises(PipelineError, match=f"pipeline wrong: stage {STAGES[index].name} needs"):
        Pipeline("wrong", [STAGES[index], *STAGES[:index]])


def test_a_reader_that_nobody_knows() -> None:
    with pytest.raises(PipelineError, match=r"no reader is called 'oracle'; choose one of trained, rules"):
        reader("oracle")


def test_a_reader_is_built_once() -> None:
    assert reader() is reader()
    assert reader().name == READERS[0]


def test_layers_are_fields_of_the_reading() -> None:
    layers = {field.name for field in fields(Reading)}
    for stage in STAGES:
        assert stage.needs | stage.makes <= layers


def test_a_stage_returns_only_its_own_layers(newsroom: tuple[Document, ...]) -> None:
    for document in newsroom[:6]:
        reading = Reading()
        for stage in STAGES:
            before, reading = reading, stage.run(document, reading)
            changed = {
                field.name for field in fields(Reading) if getattr(before, field.name) != getattr(reading, field.name)
            }
            assert changed <= stage.makes | {"traces"}, stage.name


def test_a_reader_names_what_made_its_records() -> None:
    produced = reader().produced_by()
    assert produced["reader"] == "trained"
    rules, finishing = ([stage.STAGE.name for stage in stages] for stages in (RULES, FINISHING))
    assert list(produced["stages"]) == [*rules, "reader", *finishing]
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", produced["models"]["reader"])
    assert reader("rules").produced_by()["models"] == {}
    assert "cues" in produced["resources"]


def test_a_pipeline_runs_its_stages_in_order() -> None:
    seen: list[str] = []

    def noting(name: str) -> Stage:
        def run(document: Document, reading: Reading) -> Reading:
            seen.append(name)
            return reading

        return Stage(name, "1", frozenset(), frozenset(), run)

    Pipeline("two", [noting("first"), noting("second")]).run(Document("d", "نص"))
    assert seen == ["first", "second"]
