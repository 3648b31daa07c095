"""A pipeline checks the order of its stages when it is built and runs them over a document."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from musnad.errors import PipelineError
from musnad.knowledge.tables import resource_digests
from musnad.stages.stage import Stage
from musnad.types import Document, Reading, Record


class Pipeline:
    """Stages in order, ready to read documents; building one in an impossible order raises PipelineError."""

    def __init__(self, name: str, stages: Iterable[Stage]) -> None:
        self.name = name
        self.stages = tuple(stages)
        made: set[str] = set()
        for stage in self.stages:
            missing = stage.needs - made
            if missing:
                raise PipelineError(
                    f"pipeline {name}: stage {stage.name} needs {', '.join(sorted(missing))}, which no earlier stage makes"
                )
            made |= stage.makes

    def run(self, document: Document) -> Reading:
        """All layers of annotation over the document."""
        reading = Reading()
        for stage in self.stages:
            reading = stage.run(document, reading)
        return reading

    def read(self, document: Document) -> Record:
        """The record of the document: the same document and version give the same record."""
        return Record(document, self.run(document), self.produced_by())

    def produced_by(self) -> dict[str, Any]:
        """What made the records: package and stage versions, and the digests of the tables that were used."""
        return {
            "musnad": version("musnad"),
            "reader": self.name,
            "models": {stage.name: stage.model() for stage in self.stages if stage.model is not None},
            "stages": {stage.name: stage.version for stage in self.stages},
            "resources": resource_digests(),
        }
