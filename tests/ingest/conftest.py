"""What the tests of ingest share: an article of our own and a run that tells documents from problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from musnad.ingest import documents
from musnad.types import Document, Problem

BODY = (
    "قال وزير الخارجية اليوم إن الوفد وصل إلى العاصمة صباحا، وإن المحادثات تبدأ غدا.\n"
    "وأضاف الوزير: «نأمل أن تنتهي المحادثات إلى اتفاق»، بحسب بيان للوزارة."
)

Run = Callable[..., tuple[list[Document], list[Problem]]]


@pytest.fixture
def body() -> str:
    return BODY


@pytest.fixture
def run() -> Run:
    """Documents and problems of some paths."""

    def read(
        *paths: str | Path,
        **options: Any,  # noqa: ANN401 (the options of documents(), of several types)
    ) -> tuple[list[Document], list[Problem]]:
        found = list(documents(paths, **options))
        return [d for d in found if isinstance(d, Document)], [p for p in found if isinstance(p, Problem)]

    return read
