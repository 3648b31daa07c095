"""The pipelines that ship, by name."""

from __future__ import annotations

from functools import cache

from musnad.errors import PipelineError
from musnad.models.stage import stage_of
from musnad.pipeline.pipeline import Pipeline
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

_FINISHING = (selection, chains, doubt, magnitudes, grounds)
"""What follows once mentions, claims and events are read, by whichever reader."""
_RULES = (folding, sentences, quotations, times, mentions, claims, events)

READERS = ("trained", "rules")
"""Names of the readers that can be asked for; the first is the default: docs/model-card.md says why."""


def reader(name: str = READERS[0]) -> Pipeline:
    """The pipeline of that name, built once a process; raises PipelineError for a name that is not in READERS."""
    return _built(name)


@cache
def _built(name: str) -> Pipeline:
    if name not in READERS:
        raise PipelineError(f"no reader is called {name!r}; choose one of {', '.join(READERS)}")
    stages = [stage.STAGE for stage in _RULES]
    if name != "rules":
        stages.append(stage_of(name))
    return Pipeline(name, [*stages, *(stage.STAGE for stage in _FINISHING)])


@cache
def rules_alone() -> Pipeline:
    """The rules with every description that they saw, also those that no claim or event points at."""
    return Pipeline("rules", [stage.STAGE for stage in _RULES])
