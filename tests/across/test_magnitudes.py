"""Numbers find the event of their sentence that says what befell the people counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musnad.across.accounts import Account, Source
from musnad.deeds.magnitudes import found_in, magnitudes_of
from musnad.types import Span

Make = Callable[..., Account]


@pytest.fixture
def account() -> Make:
    """Makes the account of the deed that a word of a text names."""

    def make(text: str, word: str, kind: str, name: str, mode: str | None = None) -> Account:
        at = text.index(word)
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        line = Span(start, len(text) if end < 0 else end)
        return Account(
            Source("d"), name, kind, mode, (), "happened", "asserted", None, None, Span(at, at + len(word)), word, line,
            line.of(text), False, False, (), (), None, None, None, None, None,
        )  # fmt: skip

    return make


def test_each_deed_has_its_own_number(account: Make) -> None:
    text = "أسفر هجوم عن مقتل 5 مدنيين وإصابة 11 بجروح، واعتقال 3 مشتبه بهم."
    accounts = (
        account(text, "هجوم", "ASSAULT", "v1"),
        account(text, "مقتل", "ASSAULT", "v2"),
        account(text, "إصابة", "ASSAULT", "v3"),
        account(text, "اعتقال", "COERCE", "v4", "arrest"),
    )
    found = magnitudes_of(text, accounts)
    assert {event: [(m.field, m.value) for m in items] for event, items in found.items()} == {
        "v2": [("killed", 5)],
        "v3": [("wounded", 11)],
        "v4": [("arrested", 3)],
    }


def test_victims_belong_to_the_attack_that_left_them(account: Make) -> None:
    text = "استهدفت غارة سوقا وأوقعت 14 قتيلا."
    found = magnitudes_of(text, (account(text, "غارة", "ASSAULT", "v1"),))
    assert [(m.field, m.value, m.who, m.text) for m in found["v1"]] == [("killed", 14, "قتيلا", "14 قتيلا")]


def test_a_toll_told_later_belongs_to_the_deed_before_it(account: Make) -> None:
    text = "وقع هجوم في المدينة.\nوبلغ عدد القتلى 52."
    found = magnitudes_of(text, (account(text, "هجوم", "ASSAULT", "v1"),))
    assert [m.value for m in found["v1"]] == [52]


@pytest.mark.parametrize(("kind", "mode"), [("CONSULT", None), ("PROTEST", "demo"), ("COERCE", "seize")])
def test_the_dead_belong_to_no_other_kind_of_event(account: Make, kind: str, mode: str | None) -> None:
    text = "حضر الوزير الاجتماع بعد مقتل 5 جنود."
    assert magnitudes_of(text, (account(text, "الاجتماع", kind, "v1", mode),)) == {}


def test_demonstrators_belong_to_the_protest(account: Make) -> None:
    text = "قتل 7 أشخاص عندما تظاهر آلاف الفلسطينيين."
    accounts = (account(text, "قتل", "ASSAULT", "v1"), account(text, "تظاهر", "PROTEST", "v2", "demo"))
    found = magnitudes_of(text, accounts)
    assert [(m.field, m.value) for m in found["v2"]] == [("demonstrators", 2000)]
    assert [m.round for m in (*found["v1"], *found["v2"])] == [False, True]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("مقتل 3 أطفال.", "child"),
        ("مقتل 3 جنود.", "soldier"),
        ("مقتل عشرات المدنيين.", "civilian"),
        ("مقتل 3 إيرانيين.", "IRN"),
        ("مقتل 3 أشخاص.", "all"),
        ("مقتل 3 في تفجير.", "all"),
    ],
)
def test_who_is_counted(text: str, group: str) -> None:
    assert [item.magnitude.group for item in found_in(text)] == [group]


@pytest.mark.parametrize(
    ("text", "rise", "period"),
    [
        ("ارتفعت حصيلة القتلى إلى 52 قتيلا.", True, False),
        ("مقتل 52 شخصا في الهجوم.", False, False),
        ("مقتل 52 شخصا منذ بداية العام.", False, True),
        ("مقتل 52 شخصا خلال عشرة أيام.", False, True),
        ("مقتل 52 شخصا خلال مواجهات.", False, False),
    ],
)
def test_tolls_that_rise_and_stretches_of_time(text: str, rise: bool, period: bool) -> None:
    assert [(item.magnitude.rise, item.magnitude.period) for item in found_in(text)] == [(rise, period)]


def test_spans_leave_proclitics_out() -> None:
    text = "أصيب جندي وخمسة مدنيين."
    assert [item.magnitude.text for item in found_in(text)] == ["جندي", "خمسة مدنيين"]
