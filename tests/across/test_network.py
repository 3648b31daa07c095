"""Relations: signed and dated, once a happening, with independent roads; what is no relation is none."""

from __future__ import annotations

from functools import partial

import pytest
from tests.across.tellings import ARMY, REBELS, RUSSIA, Reported, account, party

from musnad.across.accounts import Voice
from musnad.across.answers import By, days_of, period_of, periods_between, roads_of
from musnad.across.network import Relation, course_of, relations_of

none: dict[str, str] = {}
by_week = partial(relations_of, origins=none)


def ends(relations: tuple[Relation, ...]) -> list[tuple[str, str, bool]]:
    return [(each.actor.key, each.recipient.key, each.mutual) for each in relations]


def test_ten_copies_are_one_deed_of_one_origin() -> None:
    copies = tuple(account(f"d{n}", (ARMY,), (REBELS,)) for n in range(10))
    (found,) = relations_of([Reported(copies)], {f"d{n}": "wire" for n in range(10)})
    assert (found.happenings, found.documents, found.origins, found.single) == (1, 10, 1, 1)
    assert (found.period, found.sum, found.conflict) == ("2018-W15", -9.0, 1)


def test_intensity_has_a_sign_and_is_averaged_over_happenings() -> None:
    help_ = account("d2", (ARMY,), (REBELS,), type="AID")
    deeds = [Reported((account("d1", (ARMY,), (REBELS,)),)), Reported((help_,), id="h-2", type="AID")]
    (found,) = by_week(deeds)
    assert (found.sum, found.mean, found.conflict, found.cooperation) == (1.0, 0.5, 1, 1)


def test_joint_bombing_is_no_conflict_between_those_who_bomb() -> None:
    assert by_week([Reported((account("d1", (ARMY, RUSSIA)),))]) == ()


def test_clashes_and_talks_are_mutual_and_counted_once() -> None:
    clash = Reported((account("d1", (REBELS, ARMY), word="اشتباكات"),))
    talks = Reported((account("d2", (RUSSIA, ARMY), type="CONSULT", word="بحث"),), id="h-2", type="CONSULT")
    assert ends(by_week([clash, talks])) == [("army", "rebels", True), ("army", "russia", True)]


@pytest.mark.parametrize("status", ["negated", "planned", "called_for", "hypothetical"])
def test_what_was_not_done_is_no_relation(status: str) -> None:
    assert by_week([Reported((account("d1", (ARMY,), (REBELS,), status=status),))]) == ()


def test_rival_accounts_of_who_did_it_keep_their_own_sources() -> None:
    told = (account("d1", (ARMY,), (REBELS,)), account("d2", (RUSSIA,), (REBELS,)), account("d3", (RUSSIA,), (REBELS,)))
    assert [(r.actor.key, r.documents) for r in by_week([Reported(told)])] == [("army", 1), ("russia", 2)]


def test_a_denial_marks_the_happening_as_disputed() -> None:
    told = (account("d1", (ARMY,), (REBELS,)), account("d2", (ARMY,), (REBELS,), status="negated"))
    (found,) = by_week([Reported(told)])
    assert (found.disputed, found.documents) == (1, 1)


def test_towns_suffer_but_do_not_act_and_capitals_act_as_states() -> None:
    town = party("town", "SYR", "place", precision="city")
    capital = party("geonames:524901", "RUS", "place", precision="city", name="موسكو")
    found = by_week([Reported((account("d1", (town, capital), (town,)),))])
    assert [(each.actor.country, each.recipient.key) for each in found] == [("RUS", "town")]
    assert found[0].actor.name_ar == "روسيا"


def test_an_actor_has_no_relation_with_itself_but_a_country_has() -> None:
    own, inner = account("d1", (ARMY,), (ARMY,)), account("d2", (ARMY,), (REBELS,))
    assert by_week([Reported((own,))]) == ()
    assert ends(by_week([Reported((inner,))], level="country")) == [("SYR", "SYR", False)]
    assert ends(by_week([Reported((inner,))], level="role")) == [("SYR", "SYR REB", False)]


def test_a_deed_dated_to_a_year_belongs_to_no_week() -> None:
    wide = Reported((account("d1", (ARMY,), (REBELS,)),), earliest="2011-01-01", latest="2011-12-31")
    (found,) = by_week([wide])
    assert (found.period, found.first, found.last) == (None, "2011-01-01", "2011-12-31")
    assert by_week([wide], by="year")[0].period == "2011"


def test_a_deed_without_a_day_is_dated_by_its_report_and_says_so() -> None:
    (found,) = by_week([Reported((account("d1", (ARMY,), (REBELS,)),), earliest=None, latest=None)])
    assert (found.period, found.by_report) == ("2018-W15", 1)


def test_the_course_of_a_relation_has_no_gaps() -> None:
    deeds = [
        Reported(
            (account(f"d{day}", (ARMY,), (REBELS,)),), id=f"h-{day}", earliest=f"2018-04-{day}", latest=f"2018-04-{day}"
        )
        for day in ("02", "17")
    ]
    course = course_of(by_week(deeds), "army", "rebels")
    assert [(week.period, week.happenings, week.mean) for week in course] == [
        ("2018-W14", 1, -9.0), ("2018-W15", 0, None), ("2018-W16", 1, -9.0),
    ]  # fmt: skip
    assert course_of(by_week(deeds), "rebels", "army") == ()


def test_relations_do_not_depend_on_the_order_of_happenings() -> None:
    deeds = [Reported((account(f"d{n}", (ARMY,), (REBELS, RUSSIA)),), id=f"h-{n}") for n in range(4)]
    assert by_week(deeds) == by_week(reversed(deeds))


def test_documents_that_relay_one_agency_are_one_road() -> None:
    voices = [Voice("c1", None, (name,), "state", "indirect", "neutral", ()) for name in ("رويترز", "وكالة رويترز", "جاره")]
    told = [account(f"d{n}", (ARMY,), voice=voice) for n, voice in enumerate(voices)]
    assert roads_of(told, {}) == (("d0", "d1"), ("d2",))


@pytest.mark.parametrize(
    ("by", "period", "days"),
    [
        ("day", "2018-12-31", ("2018-12-31", "2018-12-31")),
        ("week", "2019-W01", ("2018-12-31", "2019-01-06")),
        ("month", "2018-12", ("2018-12-01", "2018-12-31")),
        ("year", "2018", ("2018-01-01", "2018-12-31")),
    ],
)
def test_periods_and_their_days(by: By, period: str, days: tuple[str, str]) -> None:
    assert period_of("2018-12-31", by) == period
    assert days_of(period) == days
    assert periods_between(period, period) == (period,)


def test_a_relation_is_plain_json_in_the_order_of_its_fields() -> None:
    data = by_week([Reported((account("d1", (ARMY,), (REBELS,)),))])[0].to_dict()
    assert list(data)[:4] == ["period", "first", "last", "actor"]
    assert data["types"] == [["ASSAULT", 1]]
    assert data["actor"] == {"key": "army", "kind": "organization", "name_ar": "army", "name_en": None, "country": "SYR"}
