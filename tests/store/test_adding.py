from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.batch import adding
from musnad.store import Store, reading
from musnad.types import Document, Problem, Reading, Record

Item = Document | Problem
DOCUMENTS = tuple(Document(f"d{number}", f"نص {number}") for number in range(10))
DEFECT = Problem("a:1", "bad-date", "no date", "d1")


def unread(items: Iterable[Item]) -> Iterator[Record | Problem]:
    """In the place of a reader: records in which nothing was found."""
    return (item if isinstance(item, Problem) else Record(item, Reading(), {"musnad": "test"}) for item in items)


def names(store: Store) -> list[str]:
    with store.reading() as connection:
        return [one.record["document"]["id"] for one in reading.records(connection)]


def problems(store: Store) -> list[tuple[Any, ...]]:
    with store.reading() as connection:
        return [(row["source"], row["kind"], row["document"]) for row in reading.problems(connection)]


def run(store: Store, *items: Item) -> adding.Step:
    """All steps of a run as one."""
    steps = list(adding.add(store, items, read=unread))
    told = tuple(problem for step in steps for problem in step.problems)
    return adding.Step(sum(step.added for step in steps), sum(step.present for step in steps), told)


def test_what_is_there_is_not_read_and_its_problems_are_not_told_again(store: Store) -> None:
    assert run(store, *DOCUMENTS[:2], DEFECT) == adding.Step(2, 0, (DEFECT,))
    assert run(store, *DOCUMENTS[:2], DEFECT, DOCUMENTS[2]) == adding.Step(1, 2, ())
    assert names(store) == ["d0", "d1", "d2"]
    assert problems(store) == [("a:1", "bad-date", "d1")]


def test_what_cannot_be_read_is_a_problem_and_tried_again(store: Store) -> None:
    def failing(items: Iterable[Item]) -> Iterator[Record | Problem]:
        for item in unread(items):
            failed = isinstance(item, Record) and item.document.id == "d0"
            yield Problem("d0", "record", "failed", "d0") if failed else item

    list(adding.add(store, DOCUMENTS[:2], read=failing))
    assert names(store) == ["d1"]
    assert problems(store) == [("d0", "record", "d0")]
    assert run(store, *DOCUMENTS[:2]) == adding.Step(1, 1, ())


@pytest.mark.parametrize("spoilt", [{"text": "نص\0"}, {"title": "\ud800"}, {"id": "ا" * 501}, {"outlet": "ا" * 501}])
def test_what_no_database_holds_is_a_problem_and_the_rest_is_stored(store: Store, spoilt: dict[str, str]) -> None:
    told = run(store, replace(DOCUMENTS[0], **spoilt), DOCUMENTS[1])
    assert (told.added, [problem.kind for problem in told.problems]) == (1, ["unreadable-input"])
    assert names(store) == ["d1"]


def test_long_messages_are_cut(store: Store) -> None:
    long = Problem("ا" * 5000, "input", "".join(chr(0x621 + n % 26 + n // 26 % 9) for n in range(5000)))
    run(store, long)
    assert len(problems(store)) == 1


@given(st.lists(st.integers(0, 3), max_size=300))
def test_batches_hold_everything_in_order_and_never_part_a_document_from_its_problems(after: list[int]) -> None:
    items: list[Record | Problem] = []
    for number, defects in enumerate(after):
        items.append(Record(Document(f"d{number}", "نص"), Reading()))
        items += [Problem(f"{number}", "bad-date", "no date", f"d{number}")] * defects
    batches = list(adding._batches(iter(items)))
    assert [item for batch in batches for item in batch] == items
    assert all(isinstance(batch[0], Record) for batch in batches)
    sizes = [sum(isinstance(item, Record) for item in batch) for batch in batches]
    assert all(size == adding.BATCH for size in sizes[:-1])
    assert all(0 < size <= adding.BATCH for size in sizes)
