"""What cannot be built: spans outside the text, claims and events without characters that carry them."""

from __future__ import annotations

import dataclasses

import pytest

from musnad.errors import EvidenceError, MusnadError, RecordError, SpanError
from musnad.types import Claim, Document, Event, Folded, Link, Span


def claim(content: tuple[Span, ...]) -> Claim:
    return Claim("c1", content, None, "indirect", None, (Link("outlet"),), "state", "neutral", 0.5)


def event(anchor: Span) -> Event:
    return Event("v1", "ASSAULT", anchor, (), (), "happened", "asserted")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (3, 5), (5, 6)])
def test_a_span_stands_in_its_text(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"span {start}:{end} does not fit a text of 4 code points"):
        Span.within("روسي", start, end)


def test_a_span_gives_its_characters() -> None:
    assert Span.within("قال الوزير", 4, 10).of("قال الوزير") == "الوزير"


def test_spans_compare() -> None:
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 3).covers(Span(0, 3))
    assert not Span(0, 3).covers(Span(2, 4))


def test_a_claim_has_content() -> None:
    with pytest.raises(EvidenceError, match="claim c1 has no content span"):
        claim(())


def test_a_claim_holds_what_stands_in_one_of_its_parts() -> None:
    found = claim((Span(0, 5), Span(10, 20)))
    assert found.holds(Span(12, 15))
    assert not found.holds(Span(4, 11))


@pytest.mark.parametrize("anchor", [Span(3, 3), Span(4, 3)])
def test_an_event_has_an_anchor(anchor: Span) -> None:
    with pytest.raises(EvidenceError, match="event v1 has an empty anchor"):
        event(anchor)


def test_errors_of_evidence_are_errors_of_records() -> None:
    assert issubclass(EvidenceError, RecordError)
    assert issubclass(SpanError, RecordError)
    assert issubclass(RecordError, MusnadError)
    assert (EvidenceError.kind, SpanError.kind) == ("evidence", "span")


def test_types_are_frozen() -> None:
    for value, field in ((claim((Span(0, 1),)), "content"), (event(Span(0, 1)), "anchor"), (Document("d", "x"), "text")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, field, None)


def test_the_body_starts_after_the_title() -> None:
    assert Document("d", "عنوان\n\nنص", "عنوان").body_start == len("عنوان")
    assert Document("d", "نص", "عنوان").body_start == 0
    assert Document("d", "نص").body_start == 0


def test_the_digest_of_any_text() -> None:
    assert len(Document("d", "نص \ud800").sha256) == 64
    assert Document("a", "نص").sha256 == Document("b", "نص").sha256


def test_a_folded_text_in_step_is_its_own_map() -> None:
    folded = Folded("قال", 3)
    assert folded.span(1, 3) == (1, 3)
    assert folded.offset(3) == 3
