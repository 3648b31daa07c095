"""The pipelines that ship, by name."""

from __future__ import annotations

from functools import cache

from musnad.errors import PipelineError
from musnad.pipeline.pipeline import Pipeline
from musnad.stages import claims, events, folding, mentions, quotations, selection, sentences, times

READERS = ("rules",)
"""Names of the readers that can be asked for; the first is the default."""


def reader(name: str = READERS[0]) -> Pipeline:
    """The pipeline of that name, built once a process; raises PipelineError for a name that is not in READERS."""
    return _built(name)


@cache
def _built(name: str) -> Pipeline:
    if name not in READERS:
        raise PipelineError(f"no reader is called {name!r}; choose one of {', '.join(READERS)}")
    return Pipeline(
        name,
        [stage.STAGE for stage in (folding, sentences, quotations, times, mentions, claims, events, selection)],
    )
