"""What is said of a happening, what contradicts what, and which number took the place of which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from musnad.across.accounts import Account, Party, Source, Voice
from musnad.across.contradictions import contradictions_of
from musnad.across.series import series_of
from musnad.across.versions import Version, denials_of, versions_of
from musnad.types import Magnitude, Span

RUSSIA = Party("Q159", "place", "روسيا", "Russia", "RUS", ("GOV",), "روسيا", Span(0, 5))
SYRIA = Party("Q858", "place", "سوريا", "Syria", "SYR", ("GOV",), "سوريا", Span(0, 5))
ISRAEL = Party("Q801", "place", "إسرائيل", "Israel", "ISR", ("GOV",), "إسرائيل", Span(0, 7))


@dataclass(frozen=True)
class Told:
    accounts: tuple[Account, ...]


def account(document: str, day: str, voice: Voice | None = None, actors: tuple[Party, ...] = ()) -> Account:
    words = "وقع هجوم"
    return Account(
        Source(document, "صحيفة الفجر", day), "v1", "ASSAULT", None, (), "happened", "asserted", None, None, Span(4, 8),
        "هجوم", Span(0, 8), words, False, True, actors, (), None, None, None, None, voice,
    )  # fmt: skip


def voice(speaker: Party | None, act: str = "state", relays: tuple[str, ...] = ()) -> Voice:
    return Voice("c1", speaker, relays, act, "indirect", "neutral", (Span(0, 8),))


def number(value: int, bound: str = "exact", **more: object) -> Magnitude:
    plain = Magnitude("killed", value, None, "exact", "قتلى", Span(0, 2), "x قتلى")
    return replace(plain, bound=bound, **more)  # type: ignore[arg-type]  # fields by name, for short rows


def versions(*told: tuple[Account, Magnitude | None], origins: dict[str, str] | None = None) -> tuple[Version, ...]:
    numbers = {one.key: (magnitude,) for one, magnitude in told if magnitude}
    return versions_of(Told(tuple(one for one, _ in told)), numbers, origins or {})


def test_a_value_says_who_tells_it_and_through_whom() -> None:
    found = versions((account("d1", "2018-04-07", voice(SYRIA, relays=("وكالة البرق",))), number(5)))
    value = found[0].values[0]
    assert (found[0].field, value.value, value.claim, value.party) == ("killed", 5, "c1", "Q858")
    assert value.chain == ("صحيفة الفجر", "وكالة البرق", "سوريا")
    assert value.origin == "d1"


def test_a_word_only_of_marks_before_the_deed_is_no_word() -> None:
    one = account("d1", "2018-04-07")
    marked = replace(one, words="ـــ هجوم", anchor=Span(4, 8))
    assert versions((marked, None))[-1].values[0].value == "happened"


CASES: list[tuple[str, Magnitude, str, Magnitude, bool]] = [
    ("2018-04-08", number(7), "2018-04-09", number(5), True),
    ("2018-04-08", number(5), "2018-04-09", number(7), False),
    ("2018-04-08", number(5), "2018-04-09", number(5), False),
    ("2018-04-08", number(7), "2018-04-09", number(5, "at_least"), False),
    ("2018-04-08", number(7), "2018-04-09", number(5, "more_than"), False),
    ("2018-04-08", number(7), "2018-04-09", number(8, "about"), False),
    ("2018-04-08", number(70), "2018-04-09", number(40, "about"), True),
    ("2018-04-08", number(70), "2018-04-09", number(40, "at_most"), True),
    ("2018-04-08", number(7), "2018-04-09", number(5, group="child"), False),
    ("2018-04-08", number(7), "2018-04-09", number(5, part=True), False),
    ("2018-04-08", number(7), "2018-04-09", number(5, period=True), False),
    ("2018-04-08", number(7), "2018-04-09", number(20, "at_least", round=True), False),
]


@pytest.mark.parametrize(("day", "first", "later_day", "later", "expected"), CASES)
def test_numbers_that_exclude_each_other(
    day: str, first: Magnitude, later_day: str, later: Magnitude, expected: bool
) -> None:
    found = versions((account("d1", day), first), (account("d2", later_day), later))
    assert bool(contradictions_of(found)) is expected


def test_documents_of_one_origin_are_one_voice() -> None:
    told = ((account("d1", "2018-04-08"), number(7)), (account("d2", "2018-04-09"), number(5)))
    assert contradictions_of(versions(*told, origins={"d1": "o", "d2": "o"})) == ()
    assert [c.field for c in contradictions_of(versions(*told))] == ["killed"]


def test_two_sides_contradict_each_other_whoever_came_later() -> None:
    found = versions(
        (account("d1", "2018-04-08", voice(ISRAEL)), number(5)), (account("d2", "2018-04-09", voice(SYRIA)), number(9))
    )
    assert len(contradictions_of(found)) == 1


def test_a_toll_long_after_the_deed_no_longer_grows() -> None:
    old = tuple(
        replace(account(n, d), earliest="2017-04-04", latest="2017-04-04")
        for n, d in (("d1", "2018-04-08"), ("d2", "2018-04-09"))
    )
    assert [c.field for c in contradictions_of(versions((old[0], number(80)), (old[1], number(100))))] == ["killed"]


def test_the_series_says_what_took_whose_place() -> None:
    found = versions(
        (account("d1", "2018-04-07"), number(5)),
        (account("d2", "2018-04-08"), number(7)),
        (account("d3", "2018-04-09"), number(9)),
    )
    figures = [(figure.first, figure.low, figure.by) for figure in series_of(found, "killed")]
    assert figures == [("2018-04-07", 5, (7, 7)), ("2018-04-08", 7, (9, 9)), ("2018-04-09", 9, None)]


def test_a_correction_that_others_take_over_supersedes() -> None:
    told = ((account("d1", "2018-04-07"), number(4)), (account("d2", "2018-04-08"), number(2)))
    assert len(contradictions_of(versions(*told))) == 1
    assert contradictions_of(versions(*told, (account("d3", "2018-04-08"), number(2)))) == ()


def test_a_denial_speaks_against_those_that_tell_it() -> None:
    found = versions((account("d1", "2018-04-07"), None), (account("d2", "2018-04-08", voice(SYRIA, "deny")), None))
    assert [(denial.value.document, denial.against) for denial in denials_of(found)] == [("d2", (("d1", "v1"),))]
    assert [c.field for c in contradictions_of(found)] == ["whether"]


def test_the_side_accused_denies_its_guilt() -> None:
    found = versions(
        (account("d1", "2018-04-07", voice(ISRAEL), (RUSSIA,)), None),
        (account("d2", "2018-04-08", voice(RUSSIA, "deny")), None),
    )
    contradictions = contradictions_of(found)
    assert [(c.field, c.left[0].value, c.right[0].value) for c in contradictions] == [("actor", "Q159", "denied")]


def test_actors_need_two_documents_on_each_side() -> None:
    make: Callable[[str, Party], tuple[Account, None]] = lambda name, who: (account(name, "2018-04-08", None, (who,)), None)  # noqa: E731 - one line, used here alone
    told = [make("d1", RUSSIA), make("d2", RUSSIA), make("d3", ISRAEL)]
    assert contradictions_of(versions(*told)) == ()
    assert [c.field for c in contradictions_of(versions(*told, make("d4", ISRAEL)))] == ["actor"]


@pytest.mark.parametrize(("other", "expected"), [("2018-04-08", False), ("2018-04-10", True)])
def test_days_further_apart_than_a_night(other: str, expected: bool) -> None:
    told = [
        (replace(account(n, "2018-04-12"), earliest=d, latest=d), None) for n, d in (("d1", "2018-04-07"), ("d2", other))
    ]
    assert bool(contradictions_of(versions(*told))) is expected
