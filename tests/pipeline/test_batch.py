"""Many documents: in order, problems between them, the same with one process and with two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import musnad
from musnad.batch import parallel
from musnad.errors import EvidenceError
from musnad.pipeline import Pipeline
from musnad.stages.stage import Stage
from musnad.types import Document, Problem, Reading, Record


def test_order_is_kept_and_problems_pass_through(newsroom: tuple[Document, ...]) -> None:
    problem = Problem("a.txt", "empty-input", "nothing to read")
    items: list[Document | Problem] = [newsroom[0], problem, newsroom[1], problem]
    results = list(musnad.read_many(items))
    assert results[1] is problem
    assert results[3] is problem
    assert [result.document.id for result in results if isinstance(result, Record)] == [newsroom[0].id, newsroom[1].id]


@pytest.mark.parametrize("count", [0, 1, parallel._CHUNK, parallel._CHUNK + 1])
def test_as_many_come_out_as_go_in(count: int) -> None:
    documents = [Document(str(number), "وصل الوفد.") for number in range(count)]
    results = list(musnad.read_many(documents))
    assert [result.document.id for result in results if isinstance(result, Record)] == [
        str(number) for number in range(count)
    ]


def test_one_and_two_processes_agree(newsroom: tuple[Document, ...]) -> None:
    items: list[Document | Problem] = [*newsroom, Problem("a.txt", "empty-input", "nothing to read"), *newsroom[:3]]
    alone, together = list(musnad.read_many(items)), list(musnad.read_many(items, processes=2))
    assert [_shown(item) for item in alone] == [_shown(item) for item in together]


def test_documents_are_taken_a_few_at_a_time() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Document]:
        while True:
            taken.append(1)
            yield Document(str(len(taken)), "وصل الوفد.")

    results = musnad.read_many(endless())
    next(results)
    assert len(taken) == parallel._CHUNK


def test_a_failure_of_reading_becomes_a_problem() -> None:
    def failing(document: Document, reading: Reading) -> Reading:
        raise EvidenceError("claim c1 has no content span")

    pipeline = Pipeline("failing", [Stage("claims", "1", frozenset(), frozenset({"claims"}), failing)])
    found = parallel._read_one(pipeline, Document("d", "نص"))
    assert found == Problem("d", "evidence", "claim c1 has no content span", "d")


def _shown(item: Record | Problem) -> object:
    return item if isinstance(item, Problem) else item.to_dict()
