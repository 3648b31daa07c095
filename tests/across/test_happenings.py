"""Happenings: what makes two accounts one deed, what keeps them apart, and that order and increments change nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import permutations

import numpy as np
import pytest
from benchmarks.happenings.scoring import assigned, scores_of
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad import Document
from musnad.across import scoring
from musnad.across.accounts import Account, accounts_of
from musnad.across.columns import Columns, packed
from musnad.across.grouping import Pair, Rule, average_link, meet
from musnad.across.happenings import happenings_of, regrouped, ties_of, why
from musnad.across.likeness import likeness, score_of, weights_of
from musnad.across.overlays import Overlay, decisions_of
from musnad.across.scoring import UNIT, meetings_of, square_of
from musnad.across.traits import TOLD, traits_of
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


NUMBERS = {
    traits.key: number for number, traits in enumerate(traits_of(account for name in TEXTS for account in page(name)))
}


def columns_of(names: Iterable[str]) -> Columns:
    pages = ((name, traits_of(page(name))) for name in names)
    return Columns((name, packed(traits, [NUMBERS[item.key] for item in traits])) for name, traits in pages)


class Kept:
    """A shelf in memory: accounts with their ties, and the happenings so far."""

    def __init__(self, names: Iterable[str], happenings: Iterable[frozenset[int]]) -> None:
        self.all = columns_of(names)
        self.happenings = tuple(happenings)

    def ties(self, numbers: Collection[int]) -> Mapping[Pair, int]:
        found = ties_of(self.all, np.ones(len(self.all), np.bool_))
        return {pair: score for pair, score in found.items() if set(pair) & set(numbers)}

    def mates(self, numbers: Collection[int]) -> Iterable[frozenset[int]]:
        return [each for each in self.happenings if each & set(numbers)]

    def columns(self, numbers: Collection[int]) -> Columns:
        return self.all


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
    decisions = decisions_of(overlays).renamed({key: number for key, number in NUMBERS.items() if key[0] in names})
    before = groups_of(accounts(*old), overlays) if old else set()
    fresh = {NUMBERS[item.key] for name in new for item in traits_of(page(name))}
    after = regrouped(fresh, Kept(names, before), decisions)
    anew = frozenset(number for group in after for number in group)
    kept = {group for group in before if not group & anew}
    assert kept | set(after) == (groups_of(accounts(*names), overlays) if names else set())


def groups_of(given_accounts: Iterable[Account], overlays: Iterable[Overlay]) -> set[frozenset[int]]:
    found = happenings_of(given_accounts, overlays)
    return {frozenset(NUMBERS[account.key] for account in happening.accounts) for happening in found}


def test_scores_in_arrays_are_those_of_the_pairs_one_by_one() -> None:
    columns, traits = columns_of(TEXTS), {NUMBERS[item.key]: item for item in traits_of(accounts())}
    left, right = map(np.ravel, np.indices((len(columns), len(columns))))
    scores = scoring.scores_of(columns, left, right)
    # weights of stems are whole numbers of 1/65535
    for a, b, score in zip(
        columns["number"][left].tolist(), columns["number"][right].tolist(), scores.tolist(), strict=True
    ):
        alone = score_of(traits[a], traits[b])
        assert score < -100 * UNIT if alone == -np.inf else abs(score / UNIT - alone) < 1e-3
    rows = np.arange(len(columns))
    square = scores.reshape(len(columns), -1)
    apart = left != right
    assert (square_of(columns, rows).ravel()[apart] == square.ravel()[apart]).all()
    assert (square_of(columns, rows, square_of(columns, rows[:5])).ravel()[apart] == square.ravel()[apart]).all()


def test_accounts_meet_where_they_share_a_block() -> None:
    columns, traits = columns_of(TEXTS), {NUMBERS[item.key]: item for item in traits_of(accounts())}
    left, right = meetings_of(columns, np.ones(len(columns), np.bool_))
    found = set(zip(columns["number"][left].tolist(), columns["number"][right].tolist(), strict=True))
    assert found == {(a, b) for a in traits for b in traits if a < b and traits[a].blocks & traits[b].blocks}


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]), st.floats(-5, 5), max_size=21
)


def rule_of(scores: Mapping[Pair, float], cut: float, unmet: float) -> Rule:
    square = np.full((7, 7), -9 * UNIT, np.int64)
    for (a, b), score in scores.items():
        square[a, b] = square[b, a] = round(score * UNIT)
    return Rule(
        lambda left, right: square[left, right],
        lambda members: square[np.ix_(members, members)].astype(np.int32),
        round(cut * UNIT),
        round(unmet * UNIT),
    )


def grouped(
    scores: Mapping[Pair, float], apart: Iterable[Pair], cut: float, unmet: float, count: int = 7
) -> tuple[tuple[int, ...], ...]:
    ties = {pair: round(score * UNIT) for pair, score in scores.items() if score >= cut}
    return tuple(group.members for group in average_link(range(count), ties, apart, rule_of(scores, cut, unmet)))


APART = st.frozensets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]))


@given(scores=PAIRS, apart=APART)
def test_average_link_partitions_and_keeps_apart_what_must_be(scores: dict[Pair, float], apart: frozenset[Pair]) -> None:
    groups = grouped(scores, apart, cut=0.0, unmet=-2.0)
    assert sorted(member for group in groups for member in group) == list(range(7))
    assert not any(a in group and b in group for a, b in apart for group in groups)


@given(scores=PAIRS, apart=APART)
def test_a_square_of_sums_and_lists_of_sums_give_the_same_groups(scores: dict[Pair, float], apart: frozenset[Pair]) -> None:
    ties = {pair: round(score * UNIT) for pair, score in scores.items() if score >= 0}
    rule = rule_of(scores, 0.0, -2.0)
    squared = average_link(range(7), ties, apart, rule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("musnad.across.grouping._WHOLE", 0)
        assert average_link(range(7), ties, apart, rule) == squared


@settings(max_examples=300)
@given(scores=PAIRS, apart=APART, cut=st.sampled_from([-1.0, 0.0]), inside=st.frozensets(st.integers(0, 6)))
def test_groups_that_do_not_meet_can_be_made_apart(
    scores: dict[Pair, float], apart: frozenset[Pair], cut: float, inside: frozenset[int]
) -> None:
    ties = {pair: round(score * UNIT) for pair, score in scores.items() if score >= 0}
    rule = rule_of(scores, cut, -4.0)
    parts = [average_link(members, ties, apart, rule) for members in (inside, frozenset(range(7)) - inside)]
    crossing = [
        meet(
            one,
            other,
            [(a, b) for a in one.members for b in other.members if (min(a, b), max(a, b)) in ties],
            [(a, b) for a in one.members for b in other.members if (min(a, b), max(a, b)) in apart],
            rule,
        )
        for one in parts[0]
        for other in parts[1]
    ]
    if not any(crossing):
        whole = {group.members for group in average_link(range(7), ties, apart, rule)}
        assert whole == {group.members for part in parts for group in part}


def test_average_link_merges_the_closest_first_and_stops_below_the_cut() -> None:
    scores = {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -2.0, (2, 3): 1.0, (0, 3): -2.0, (1, 3): -2.0}
    # 2 joins 3 (1.0) and not 0 and 1, whose mean with it is 0.0
    assert grouped(scores, (), cut=0.5, unmet=-2.0, count=4) == ((0, 1), (2, 3))
    assert grouped(scores, (), cut=4.0, unmet=-2.0, count=4) == ((0,), (1,), (2,), (3,))


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
