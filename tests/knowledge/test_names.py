"""Known names: the longest that starts at a token, behind whatever clitics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from musnad.knowledge.names import known, names
from musnad.types import Token

Tokens = Callable[[str], tuple[Token, ...]]


@pytest.mark.parametrize(
    ("text", "key", "skip", "words", "preposition"),
    [
        ("سوريا", "country:SYR", 0, 1, ""),
        ("وسوريا", "country:SYR", 1, 1, ""),
        ("لسوريا", "country:SYR", 1, 1, "ل"),
        ("ولسوريا", "country:SYR", 2, 1, "ل"),
        ("بالعراق", "country:IRQ", 1, 1, "ب"),
        ("للجزائر", "country:DZA", 1, 1, "ل"),
        ("وللجزائر", "country:DZA", 2, 1, "ل"),
        ("الولايات المتحدة", "country:USA", 0, 2, ""),
        ("الولايات المتحدة الأميركية", "country:USA", 0, 3, ""),
        ("للولايات المتحدة", "country:USA", 1, 2, "ل"),
        ("كوريا الشمالية", "country:PRK", 0, 2, ""),
        ("الأمم المتحدة", "organization:الأمم المتحدة", 0, 2, ""),
        ("فلاديمير بوتين", "person:فلاديمير بوتين", 0, 2, ""),
    ],
)
def test_first_match(tokens: Tokens, text: str, key: str, skip: int, words: int, preposition: str) -> None:
    read = tokens(text)
    first = next(iter(names().matches(read, 0, len(read))))
    assert (first.name.key, first.skip, first.last, first.preposition) == (key, skip, words, preposition)


def test_the_longest_comes_first(tokens: Tokens) -> None:
    read = tokens("جمهورية الكونغو الديمقراطية")
    ends = [match.last for match in names().matches(read, 0, len(read))]
    assert ends == sorted(ends, reverse=True)
    assert ends[0] == 3


def test_a_name_does_not_reach_past_the_end_that_is_given(tokens: Tokens) -> None:
    assert not [match for match in names().matches(tokens("الولايات المتحدة"), 0, 1) if match.name.key == "country:USA"]


def test_everyday_words_are_no_names(tokens: Tokens) -> None:
    for word in ("قصف", "كتاب", "سيارة"):
        assert not list(names().matches(tokens(word), 0, 1))


def test_hyphens_inside_foreign_names_do_not_matter(tokens: Tokens) -> None:
    for text in ("بان كي مون", "بان كي-مون"):
        read = tokens(text)
        found = [match for match in names().matches(read, 0, len(read)) if match.name.kind == "person"]
        assert {match.last for match in found} == {len(read)}


def test_a_short_form_alone_is_no_name(tokens: Tokens) -> None:
    ambiguous = [name for name in known("person").values() if "صالح" in name.short]
    assert ambiguous
    assert not [match for match in names().matches(tokens("صالح"), 0, 1) if match.name in ambiguous]


def test_small_towns_and_everyday_words_are_generic() -> None:
    places = list(known("place").values())
    assert any(place.generic for place in places)
    assert not [place for place in places if place.name_ar == "حلب" and place.country == "SYR" and place.generic]


def test_countries_are_governments_on_the_map() -> None:
    for name in known("country").values():
        assert name.sectors == ("GOV",)
        assert name.geo is not None
        assert name.geo.precision == "country"


def test_a_metonym_is_a_place_of_its_government() -> None:
    kremlin = known("metonym")["metonym:الكرملين"]
    assert (kremlin.kind, kremlin.country) == ("place", "RUS")
    assert "GOV" in kremlin.sectors
