"""Namings: which outlet calls an actor what, in whose voice, and whether that is a choice."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from musnad.across.accounts import Naming, Party, Source
from musnad.across.names import Namer, Names, Use, namings_by
from musnad.across.significance import chance, corrected, interval
from musnad.text.folding import fold_word
from musnad.types import Span

HOUTHIS = Party("organization:الحوثيون", "organization", "الحوثيون", "Houthis", "YEM", ("REB",), "", Span(0, 1))


def naming(
    form: str, document: str, outlet: str = "ا", speaker: str | None = None, stance: str | None = None, count: int = 1
) -> Naming:
    source = Source(document, outlet, f"2018-0{1 + len(document) % 2}-05")
    return Naming(source, replace(HOUTHIS, form=form), fold_word(form), speaker, stance, count)


def of(names: tuple[Namer, ...], key: str) -> Namer:
    return next(each for each in names if each.key == key)


def use(namer: Namer, form: str) -> Use:
    return next(each for each in namer.forms if each.spelling == form)


def two_papers() -> list[Naming]:
    loaded = [naming("ميليشيات الحوثي", f"d{n}", "ا") for n in range(12)]
    plain = [naming("الحوثيون", f"e{n}", "ب") for n in range(12)]
    return [*loaded, *plain, naming("الحوثيون", "d1", "ا")]


def test_a_preference_is_told_from_chance() -> None:
    found = namings_by(two_papers())
    loaded = use(of(found.own, "ا"), "ميليشيات الحوثي")
    assert (loaded.documents, loaded.share, loaded.elsewhere, loaded.tendency) == (12, 1.0, 0.0, "more")
    assert loaded.q is not None
    assert loaded.q < 0.001
    assert use(of(found.own, "ب"), "ميليشيات الحوثي").tendency == "less"


def test_a_form_that_an_outlet_shuns_is_shown_there() -> None:
    shunned = use(of(namings_by(two_papers()).own, "ب"), "ميليشيات الحوثي")
    assert (shunned.mentions, shunned.documents) == (0, 0)


def test_one_article_that_repeats_itself_makes_no_preference() -> None:
    one = [naming("ميليشيات الحوثي", "d0", "ا", count=40)]
    rest = [naming("الحوثيون", f"{paper}{n}", paper) for paper in "اب" for n in range(8)]
    found = namings_by([*one, *rest])
    loaded = use(of(found.own, "ا"), "ميليشيات الحوثي")
    assert (loaded.mentions, loaded.documents, loaded.q, loaded.tendency) == (40, 1, None, None)


def test_own_words_stand_apart_from_quoted_ones_and_speakers() -> None:
    own = naming("الحوثيون", "d1")
    quoted = naming("أنصار الله", "d1", speaker="Q1", stance="neutral")
    rumour = naming("أنصار الله", "d2", stance="neutral")
    found = namings_by([own, quoted, rumour], people={"Q1": "المتحدث"})
    assert [each.spelling for each in of(found.own, "ا").forms] == ["الحوثيون"]
    assert use(of(found.quoted, "ا"), "أنصار الله").documents == 2
    assert [(each.key, each.name, each.documents) for each in found.speakers] == [("Q1", "المتحدث", 1)]


def test_unnamed_sources_are_not_one_speaker() -> None:
    assert namings_by([naming("الحوثيون", "d1", speaker="group:مصادر", stance="neutral")]).speakers == ()


@pytest.mark.parametrize(
    ("form", "side"),
    [
        ("ميليشيات الحوثي", "negative"),
        ("أنصار الله", "positive"),
        ("الحوثيون", None),
        ("قادة ميليشيات الحوثي", "negative"),
        ("#ميليشيات_الحوثي", "negative"),
    ],
)
def test_loaded_names_are_known(form: str, side: str | None) -> None:
    assert namings_by([naming(form, "d1")]).forms[0].loaded == side


def test_the_longest_known_name_decides_the_side() -> None:
    state = replace(HOUTHIS, key="organization:داعش", name_ar="داعش")
    forms = ("تنظيم الدولة الإسلامية", "الدولة الإسلامية", "داعش")
    given = [Naming(Source("d", "ا"), replace(state, form=form), fold_word(form), None, None, 1) for form in forms]
    sides = {each.spelling: each.loaded for each in namings_by(given).forms}
    assert sides == {"تنظيم الدولة الإسلامية": None, "الدولة الإسلامية": "positive", "داعش": "negative"}


def test_what_the_sentence_does_to_a_form_makes_no_second_form() -> None:
    given = [naming("الحوثيون", "d1"), naming("لحوثيون", "d2"), naming("الحوثيين", "d3"), naming('"الحوثيون"', "d4")]
    (form,) = namings_by(given).forms
    assert (form.spelling, form.documents) == ("الحوثيون", 4)


def test_copies_in_one_outlet_count_once() -> None:
    given = [naming("الحوثيون", f"d{n}") for n in range(3)]
    assert of(namings_by(given, origins={f"d{n}": "wire" for n in range(3)}).own, "ا").documents == 1


def test_sides_are_summed_over_forms() -> None:
    given = [naming("ميليشيا الحوثي", "d1"), naming("ميليشيات الحوثي", "d2"), naming("الحوثيون", "d3")]
    (sides,) = of(namings_by(given).own, "ا").sides
    assert (sides.form, sides.loaded, sides.documents, round(sides.share, 3)) == ("negative", "negative", 2, 0.667)


def test_months_give_counts_and_what_they_are_of() -> None:
    periods = use(of(namings_by([naming("الحوثيون", "d1"), naming("أنصار الله", "d22")]).own, "ا"), "الحوثيون").periods
    assert [(each.period, each.documents, each.of) for each in periods] == [("2018-01", 1, 1), ("2018-02", 0, 1)]


def test_the_order_of_namings_does_not_matter() -> None:
    given = [naming("الحوثيون", "d1"), naming("أنصار الله", "d1"), naming("لحوثيون", "d2", "ب")]
    answers: set[Names] = {namings_by(each) for each in permutations(given)}
    assert len(answers) == 1


def test_nothing_named_is_an_empty_answer() -> None:
    assert namings_by([]).to_dict() == {
        "keys": [], "name_ar": "", "name_en": None, "mentions": 0, "documents": 0, "forms": [], "own": [], "quoted": [],
        "speakers": [],
    }  # fmt: skip


def test_the_interval_is_wilsons() -> None:
    # 10 of 20: textbook value, e.g. R's prop.test(10, 20, correct = FALSE)
    low, high = interval(10, 20)
    assert (round(low, 4), round(high, 4)) == (0.2993, 0.7007)
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(0, 5)[0] == 0.0
    assert 0.4 < interval(0, 5)[1] < 0.5


def test_the_chance_is_fishers() -> None:
    # Fisher's tea: three of four cups right; R's fisher.test gives 0.4857
    assert round(chance(3, 4, 1, 4), 4) == 0.4857
    assert round(chance(8, 10, 1, 6), 4) == 0.0350
    assert chance(5, 10, 50, 100) == pytest.approx(1.0)


def test_many_looks_are_corrected() -> None:
    assert corrected([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.02, 0.04, 0.04, 0.02))
    assert corrected([]) == ()
