"""Happenings: what makes two accounts one deed, what keeps them apart, and that order and increments change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import permutations

import numpy as np
import pytest
from benchmarks.happenings.scoring import assigned, scores_of
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad import Document
from musnad.across.accounts import Account, accounts_of
from musnad.across.grouping import average_link, components
from musnad.across.happenings import grouped, happenings_of, touched, why
from musnad.across.likeness import likeness, weights_of
from musnad.across.overlays import AccountKey, Overlay
from musnad.across.traits import TOLD, Traits, traits_of
from musnad.pipeline import rules_alone
from musnad.types import Record

TEXTS = {
    "strike-1": ("2018-03-12", "غارات روسية على إدلب\n\nقصفت الطائرات الروسية مدينة إدلب يوم الاثنين وقتلت خمسة مدنيين."),
    "strike-2": (
        "2018-03-12",
        "قصف روسي على إدلب\n\nقصفت الطائرات الروسية مدينة إدلب يوم الاثنين ما أدى إلى مقتل سبعة مدنيين.",
    ),
    "strike-3": (
        "2018-03-13",
        "ارتفاع قتلى إدلب\n\nقصفت الطائرات الروسية مدينة إدلب أمس الاثنين وارتفع عدد القتلى إلى تسعة مدنيين.",
    ),
    "visit-1": (
        "2018-03-12",
        "ميركل تزور باريس\n\nزارت المستشارة الألمانية أنجيلا ميركل باريس والتقت الرئيس إيمانويل ماكرون.",
    ),
    "visit-2": ("2018-03-12", "ماكرون يستقبل ميركل\n\nالتقى الرئيس إيمانويل ماكرون المستشارة أنجيلا ميركل في باريس."),
    "bomb": ("2018-03-12", "تفجير في كابول\n\nفجر انتحاري نفسه في كابول يوم الاثنين وقتل عشرين شخصا."),
    "arrest": ("2018-03-20", "اعتقال صحفي في القاهرة\n\nاعتقلت الشرطة المصرية صحفيا في القاهرة يوم الثلاثاء."),
    "appeal": ("2018-03-13", "دعوة إلى وقف القصف\n\nدعت فرنسا روسيا إلى وقف القصف على إدلب."),
}


@cache
def page(name: str) -> tuple[Account, ...]:
    published, text = TEXTS[name]
    document = Document(name, text, text.partition("\n")[0], published, "الصحيفة")
    return accounts_of(Record(document, rules_alone().run(document), {}).to_dict())


def accounts(*names: str) -> tuple[Account, ...]:
    return tuple(account for name in names or TEXTS for account in page(name))


def first(name: str, kind: str) -> Account:
    return next(account for account in page(name) if account.type == kind and account.lead)


class Kept:
    """A shelf in memory, with blocks as a store would keep them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.pages = {name: page(name) for name in names}

    def sharing(self, blocks: frozenset[str]) -> Iterable[Traits]:
        return [item for own in self.pages.values() for item in traits_of(own) if item.blocks & blocks]

    def holding(self, keys: frozenset[AccountKey]) -> Iterable[Traits]:
        return [item for own in self.pages.values() for item in traits_of(own) if item.key in keys]


def test_two_reports_of_one_strike_are_one_happening_and_another_deed_is_not() -> None:
    home = {account.key: happening for happening in happenings_of(accounts()) for account in happening.accounts}
    strike = home[first("strike-1", "ASSAULT").key]
    assert home[first("strike-2", "ASSAULT").key] is strike
    assert home[first("strike-3", "ASSAULT").key] is strike
    assert home[first("bomb", "ASSAULT").key] is not strike
    assert strike.type == "ASSAULT"
    assert strike.place is not None
    assert strike.place.country == "SYR"


def test_every_told_account_is_in_exactly_one_happening() -> None:
    inside = [account.key for happening in happenings_of(accounts()) for account in happening.accounts]
    assert sorted(inside) == sorted(account.key for account in accounts() if account.status in TOLD)


def test_a_deed_that_is_only_called_for_is_no_happening() -> None:
    called = [replace(account, status="called_for") for account in page("strike-1")]
    assert happenings_of(called) == ()
    assert likeness(called[0], first("strike-2", "ASSAULT")).score == float("-inf")


def test_a_document_is_main_in_one_happening_at_most() -> None:
    found = happenings_of(accounts())
    mains = [document for happening in found for document in happening.main]
    assert len(mains) == len(set(mains))
    strike = next(h for h in found if first("strike-1", "ASSAULT") in h.accounts)
    assert "strike-1" in strike.main


def test_the_id_is_that_of_the_smallest_account() -> None:
    for happening in happenings_of(accounts()):
        alone = happenings_of([min(happening.accounts, key=lambda account: account.key)])
        assert [one.id for one in alone] == [happening.id]


def test_likeness_does_not_depend_on_the_order_of_the_two() -> None:
    a, b = first("strike-1", "ASSAULT"), first("strike-2", "ASSAULT")
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, b).score > likeness(a, first("bomb", "ASSAULT")).score
    assert any("place is the same" in reason for reason in likeness(a, b).reasons)


def test_a_place_inside_another_speaks_for_one_deed_and_another_country_against() -> None:
    a = first("strike-1", "ASSAULT")
    assert a.place is not None
    country = replace(a.place, key="geonames:163843", precision="country")
    abroad = replace(a.place, key="geonames:1", country="YEM", lat=15.0, lon=44.0)
    other = first("strike-2", "ASSAULT")
    inside = likeness(replace(a, place=country), other).score
    outside = likeness(replace(a, place=abroad), other).score
    assert outside < inside < likeness(a, other).score


def test_the_number_of_the_killed_forbids_nothing_but_days_that_a_document_tells_apart_do() -> None:
    a = first("strike-1", "ASSAULT")
    twin = replace(a, event="v99", words=a.words.replace("خمسة", "تسعة"), happening="h98")
    assert len(happenings_of([a, twin])) == 1
    dated = replace(a, earliest="2018-03-12", latest="2018-03-12")
    later = replace(dated, event="v99", earliest="2018-03-14", latest="2018-03-14", happening="h98")
    assert len(happenings_of([dated, later])) == 2


def test_meaning_counts_as_the_caller_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = first("strike-1", "ASSAULT"), first("strike-2", "ASSAULT")
    weights = {**weights_of(), "vector": 2.0}
    monkeypatch.setattr("musnad.across.likeness.weights_of", lambda: weights)
    assert likeness(a, b, 0.5).score == pytest.approx(likeness(a, b).score + 1.0)


def test_why_names_the_account_that_is_most_alike_and_the_reasons() -> None:
    strike = next(h for h in happenings_of(accounts()) if first("strike-1", "ASSAULT") in h.accounts)
    found = why(strike, first("strike-1", "ASSAULT"), pages=accounts())
    assert found.other in {account.key for account in strike.accounts}
    assert found.likeness is not None
    assert any("headlines and leads" in reason for reason in found.likeness.reasons) or found.other[0] == "strike-1"
    assert not found.by_hand


def test_overlays_win_over_likeness_and_outlast_new_documents() -> None:
    a, b, bomb = first("strike-1", "ASSAULT"), first("strike-2", "ASSAULT"), first("bomb", "ASSAULT")
    overlays = [Overlay("split", a.key, b.key), Overlay("merge", a.key, bomb.key)]
    for names in (("strike-1", "strike-2", "bomb"), tuple(TEXTS)):
        home = {x.key: h for h in happenings_of(accounts(*names), overlays) for x in h.accounts}
        assert home[a.key] is not home[b.key]
        assert home[a.key] is home[bomb.key]
        assert why(home[a.key], a, overlays=overlays).by_hand


def test_the_later_of_two_decisions_holds_and_a_split_stops_a_merge_that_would_undo_it() -> None:
    a, b, bomb = first("strike-1", "ASSAULT"), first("strike-2", "ASSAULT"), first("bomb", "ASSAULT")
    undone = [Overlay("split", a.key, b.key), Overlay("merge", b.key, a.key)]
    home = {x.key: h.id for h in happenings_of(accounts(), undone) for x in h.accounts}
    assert home[a.key] == home[b.key]
    clash = [Overlay("merge", a.key, bomb.key), Overlay("merge", b.key, bomb.key), Overlay("split", a.key, b.key)]
    home = {x.key: h.id for h in happenings_of(accounts(), clash) for x in h.accounts}
    assert home[a.key] != home[b.key]


NAMES = st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, unique=True)
KEYS = st.sampled_from([account.key for account in accounts() if account.status in TOLD])
OVERLAYS = st.lists(st.builds(Overlay, st.sampled_from(["merge", "split"]), KEYS, KEYS), max_size=3)


@settings(max_examples=40, deadline=None)
@given(names=NAMES, overlays=OVERLAYS, data=st.data())
def test_the_order_of_the_accounts_changes_nothing(names: list[str], overlays: list[Overlay], data: st.DataObject) -> None:
    given_order = accounts(*names)
    other = data.draw(st.permutations(given_order))
    assert happenings_of(given_order, overlays) == happenings_of(other, overlays)


@settings(max_examples=40, deadline=None)
@given(names=NAMES, overlays=OVERLAYS, at=st.integers(0, 8))
def test_grouping_only_what_new_documents_touch_gives_the_whole_run(
    names: list[str], overlays: list[Overlay], at: int
) -> None:
    old, new = names[:at], names[at:]
    before = happenings_of(accounts(*old), overlays) if old else ()
    part = touched(traits_of(accounts(*new) if new else ()), Kept(old), overlays)
    after = grouped(part, overlays)
    keys = {traits.key for traits in part}
    kept = [h for h in before if not keys & {account.key for account in h.accounts}]
    whole = happenings_of(accounts(*names), overlays)
    assert tuple(sorted([*kept, *after], key=lambda h: h.id)) == whole


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]), st.floats(-5, 5), max_size=21
)


@given(scores=PAIRS, apart=st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1])))
def test_average_link_partitions_and_keeps_apart_what_must_be(
    scores: dict[tuple[int, int], float], apart: frozenset[tuple[int, int]]
) -> None:
    groups = average_link(range(7), scores, apart, cut=0.0, unmet=-2.0)
    assert sorted(member for group in groups for member in group) == list(range(7))
    assert not any(a in group and b in group for a, b in apart for group in groups)


def test_average_link_merges_the_closest_first_and_stops_below_the_cut() -> None:
    scores = {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -2.0, (2, 3): 1.0}
    # 2 joins 3 (1.0) and not 0 and 1, whose mean with it is 0.0: equal means go to the smaller numbers
    assert average_link(range(4), scores, (), cut=0.5, unmet=-2.0) == ((0, 1), (2, 3))
    assert average_link(range(4), scores, (), cut=4.0, unmet=-2.0) == ((0,), (1,), (2,), (3,))


def test_components_follow_chains() -> None:
    assert components(5, [(3, 4), (0, 3)]) == ((0, 3, 4), (1,), (2,))


def test_traits_take_the_headline_from_their_own_document_alone() -> None:
    alone = {traits.key: traits for traits in traits_of(page("strike-1"))}
    among = {traits.key: traits for traits in traits_of(accounts())}
    assert all(among[key] == traits for key, traits in alone.items())


def test_the_scores_of_clusters_are_those_of_an_example_worked_by_hand() -> None:
    key = [frozenset("abc"), frozenset("de")]
    response = [frozenset("ab"), frozenset("cde")]
    scores = scores_of(key, response)
    # MUC: one link of three is cut on either side; B3: (2/3 + 2/3 + 1/3 + 1 + 1) / 5; CEAF-e: pairs share 4/5 and 4/5
    assert scores.muc.f1 == pytest.approx(2 / 3)
    assert scores.b3.recall == pytest.approx((4 / 3 + 1 / 3 + 2) / 5)
    assert scores.ceafe.f1 == pytest.approx(4 / 5)
    assert scores.over_count == 1


def test_an_event_that_was_not_found_costs_recall_and_no_precision() -> None:
    scores = scores_of([frozenset("abc")], [frozenset("ab")])
    assert scores.b3.precision == 1
    assert scores.b3.recall == pytest.approx(4 / 9)


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3))
def test_the_best_pairing_is_the_best_of_all_pairings(rows: list[list[int]]) -> None:
    best = max(sum(row[column] for row, column in zip(rows, order, strict=True)) for order in permutations(range(4), 3))
    assert assigned(np.array(rows, dtype=float)) == pytest.approx(best)
