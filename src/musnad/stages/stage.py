"""What a stage is: a pure function with a name, a version, and the layers that it needs and makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from musnad.types import Document, Reading

Layer = str
"""The name of a field of `Reading`."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a pipeline; `run` returns the reading with the layers of `makes` filled in.

    `model` gives the digest of the weights that the stage runs, where it runs any.
    """

    name: str
    version: str
    needs: frozenset[Layer]
    makes: frozenset[Layer]
    run: Callable[[Document, Reading], Reading]
    model: Callable[[], str] | None = None
