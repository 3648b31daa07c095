"""Profiles: whom an outlet cites, how far it names them, and whether it is first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.across.tellings import ARMY, Reported, account

from musnad.across.accounts import Party, Source, Voice
from musnad.across.profiles import naming_of, profile_of
from musnad.types import Span


def speaker(form: str, kind: str = "person", sectors: tuple[str, ...] = ()) -> Party:
    return Party(f"{kind}:{form}", kind, form, None, None, sectors, form, Span(0, 1))


def voice(who: Party | None, claim: str = "c1", relays: tuple[str, ...] = (), stance: str = "neutral") -> Voice:
    return Voice(claim, who, relays, "state", "indirect", stance, ())


OURS, THEIRS = Source("d1", "ا", "2018-04-15"), Source("e1", "ب", "2018-04-15")


@pytest.mark.parametrize(
    ("who", "naming"),
    [
        (speaker("شويغو"), "named"),
        (speaker("الأمم المتحدة", "organization"), "named"),
        (speaker("مصادر مطلعة", "group"), "unnamed"),
        (speaker("المصادر", "group"), "unnamed"),
        (speaker("مسؤول أميركي", "group"), "unnamed"),
        (speaker("وزير الدفاع الروسي", "group"), "described"),
        (speaker("القوات الروسية", "group"), "described"),
        (None, "nobody"),
    ],
)
def test_how_far_a_speaker_is_named(who: Party | None, naming: str) -> None:
    assert naming_of(voice(who)) == naming


def test_shares_come_with_counts_and_with_the_other_outlets() -> None:
    voices = [
        (OURS, voice(speaker("مصادر", "group"), "c1")), (OURS, voice(speaker("شويغو"), "c2", stance="distanced")),
        (THEIRS, voice(speaker("شويغو"), "c1")), (THEIRS, voice(None, "c2")),
    ]  # fmt: skip
    profile = profile_of("ا", voices)
    assert (profile.unnamed.count, profile.unnamed.of, profile.unnamed.share, profile.unnamed.elsewhere) == (1, 2, 0.5, 0.0)
    assert (profile.distanced.count, profile.distanced.elsewhere) == (1, 0.0)
    assert (profile.nobody.count, profile.nobody.elsewhere) == (0, 0.5)


def test_speakers_and_media_are_counted_by_documents() -> None:
    shoigu, other = speaker("شويغو"), Source("d2", "ا", "2018-04-16")
    voices = [
        (OURS, voice(shoigu, "c1")), (OURS, voice(shoigu, "c2", stance="distanced")), (other, voice(shoigu, "c1")),
        (OURS, voice(None, "c3", ("وكالة رويترز",))), (other, voice(speaker("رويترز", "organization", ("MED",)), "c2")),
        (other, voice(None, "c3", ("الصحفيين",))),
    ]  # fmt: skip
    profile = profile_of("ا", voices)
    first = profile.speakers[0]
    assert (first.key, first.claims, first.documents, first.distanced) == ("person:شويغو", 3, 2, 1)
    assert [(each.name, each.claims, each.documents) for each in profile.media] == [("رويترز", 2, 2)]
    assert profile.relayed.count == 2


def reported(**days: str) -> Reported:
    made = [
        replace(account(f"{outlet}{day}", (ARMY,)), source=Source(f"{outlet}{day}", outlet, f"2018-04-{day}"))
        for outlet, day in days.items()
    ]
    return Reported(tuple(made))


def test_first_same_day_later_and_alone() -> None:
    happenings = [
        reported(a="10", b="12"),
        reported(a="12", b="12"),
        reported(a="13", b="10"),
        reported(a="14"),
        reported(b="1"),
    ]
    profile = profile_of("a", [], happenings[:4])
    assert (profile.happenings, profile.alone.count, profile.first.of) == (4, 1, 3)
    assert (profile.first.count, profile.same_day.count, profile.later.count) == (1, 1, 1)
    assert profile.lag == 0.0
    assert [(each.outlet, each.happenings) for each in profile.predecessors] == [("b", 1)]


def test_copied_is_what_another_outlet_published_first() -> None:
    sources = [OURS, THEIRS, Source("d2", "ا"), Source("d3", "ا")]
    origins = {"d1": ("e1", "d1"), "e1": ("e1", "d1"), "d2": ("d2", "d3"), "d3": ("d2", "d3")}
    assert (
        profile_of("ا", [], (), origins, sources).copied.count,
        profile_of("ب", [], (), origins, sources).copied.count,
    ) == (1, 0)


def test_an_outlet_without_claims_has_counts_and_no_shares() -> None:
    share = profile_of("ا", []).to_dict()["unnamed"]
    assert share == {"count": 0, "of": 0, "share": None, "low": None, "high": None, "elsewhere": None}


def test_a_branch_that_cites_its_own_house_relays_nobody() -> None:
    branch = Source("d1", "بي بي سي عربي", "2018-04-15")
    profile = profile_of(
        "بي بي سي عربي", [(branch, voice(None, "c1", ("بي بي سي",))), (branch, voice(None, "c2", ("رويترز",)))]
    )
    assert [each.name for each in profile.media] == ["رويترز"]
