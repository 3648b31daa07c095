"""What one word can be: function word, title, head noun, group, nationality, personal name, verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.knowledge.gazetteer import gazetteer
from musnad.knowledge.tables import table, values
from musnad.text.clitics import CACHED_WORDS, Split, splits, suffixed
from musnad.text.folding import fold_word


class Head(NamedTuple):
    """A common noun that heads a name or names a group: its row's properties that the stages ask for."""

    noun: str
    sectors: tuple[str, ...] = ()
    definite: bool = False
    national: bool = False
    bare: bool = False
    sport: bool = False
    source: bool = False
    casualty: bool = False
    complement: bool = False
    honorific: bool = False
    precision: str = ""
    plural: bool = False
    of_town: bool = False


class Sense(NamedTuple):
    """A head found in a word: after `split` of the word; `pronoun` is what is written onto it (`أنصاره`)."""

    head: Head
    split: Split
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Everything that the tables know about one folded form; senses are of the least split analysis that has one."""

    form: str
    function: str = ""
    title: Sense | None = None
    organization: Sense | None = None
    place: Sense | None = None
    group: Sense | None = None
    nationality: tuple[str, ...] = ()
    given: bool = False
    family: bool = False
    homograph: bool = False
    common: bool = False
    plain: bool = False
    number: bool = False
    everyday: bool = False
    verb: bool = False
    future: bool = False
    definite: bool = False
    skip: int = 0
    preposition: str = ""
    shapes: frozenset[str] = frozenset()
    own_country: Split | None = None


_SHORTEST_NOUN = 3
_EVERYDAY = 0.4
"""Least share of bare uses among articled ones that makes an everyday word: `ميادين` has it, `موصل` has not."""


@lru_cache(maxsize=CACHED_WORDS)
def word(form: str) -> Word:
    """What the tables know about a folded word form."""
    analyses = splits(form)
    lexicons = _lexicons()
    # `وال` in `واليا` is no article, nor is the start of `التقى` or `ألغى`.
    articled = next((split for split in analyses if split.article and len(split.stem) >= _SHORTEST_NOUN), None)
    if articled is not None and form[articled.skip :] in lexicons.verbs:
        articled = None
    name = next((split for split in analyses if not split.article and _is_name(split.full)), None)
    nation = next((codes for split in analyses if (codes := gazetteer().nationality(split.stem))), ())
    return Word(
        form=form,
        function=_function(form),
        title=_sense(analyses, lexicons.titles),
        organization=_sense(analyses, lexicons.organizations),
        place=_sense(analyses, lexicons.places),
        group=_sense(analyses, lexicons.groups, pronouns=True),
        nationality=nation,
        given=name is not None and (name.stem in lexicons.given or _is_servant(name.stem)),
        family=name is not None and name.stem in lexicons.family,
        homograph=form in lexicons.homographs,
        common=any(_is_common(split.stem) for split in analyses),
        plain=form in lexicons.common,
        number=form in lexicons.numbers,
        everyday=any(split.stem in lexicons.everyday for split in analyses),
        verb=_is_verb(form),
        future=_is_future(form),
        definite=articled is not None,
        skip=articled.skip if articled else (name.skip if name else 0),
        preposition=articled.preposition if articled else (name.preposition if name else ""),
        shapes=lexicons.shapes.get(form) or _clitic_shapes(analyses),
        own_country=next((split for split in analyses if not split.article and _is_own_country(split.stem)), None),
    )


def _clitic_shapes(analyses: tuple[Split, ...]) -> frozenset[str]:
    """What a small word is behind a conjunction or preposition: `لمواقع`, `ونحو`."""
    shapes = _lexicons().shapes
    return (
        next((shapes[split.stem] for split in analyses[1:] if split.stem in shapes and not split.article), frozenset())
        & _SHIFTABLE
    )


_SHIFTABLE = frozenset({"holding", "quantifier", "leading", "front"})


def _is_own_country(stem: str) -> bool:
    """`بلاده`, `بلادها`: the word for country with a pronoun."""
    shapes = _lexicons().shapes
    return any("country" in shapes.get(bare, ()) for bare, _ in suffixed(stem)[1:])


def _is_common(stem: str) -> bool:
    """A common noun, bare, with a pronoun (`طاقتها`) or in the accusative (`جميعا`)."""
    common = _lexicons().common
    if stem in common or (stem.endswith("ا") and stem[:-1] in common):
        return True
    return any(bare in common for bare, _ in suffixed(stem)[1:] if len(bare) > 2)  # noqa: PLR2004 - a shorter rest fits anything


def _is_verb(form: str) -> bool:
    """A form of a verb in the tables, or an imperfect by its shape: future `س` and a prefix, `ي…ون`, `ي…ها`."""
    verbs = _lexicons().verbs
    for skip in (0, 1, 2):
        rest = form[skip:]
        if skip and (form[skip - 1] not in "وفس" or len(rest) < 3):  # noqa: PLR2004 - no verb form is shorter
            break
        if rest in verbs or any(bare in verbs for bare, _ in suffixed(rest)[1:]):
            return True
        if skip and form[skip - 1] == "س" and rest[0] in "يتن" and len(rest) > 4:  # noqa: PLR2004 - letters of the shortest such form
            return True
        if rest[0] == "ي" and len(rest) > 4 and rest.endswith(("ون", "ونه", "ها", "هم", "وا")):  # noqa: PLR2004 - letters of the shortest such form
            return True
    return False


def _is_future(form: str) -> bool:
    """An imperfect with the prefix `س`: `سيلتقي`; not a verb whose first letter it is (`سيطر`)."""
    verbs = _lexicons().verbs
    rest = form[1:] if form[0] in "وف" else form
    if len(rest) < 5 or rest[0] != "س" or rest[1] not in "يتن" or rest in verbs:  # noqa: PLR2004 - `سيلقي` is the shortest kind
        return False
    return rest[1:] in verbs or any(bare in verbs for bare, _ in suffixed(rest[1:])[1:])


def _is_name(stem: str) -> bool:
    lexicons = _lexicons()
    return stem in lexicons.given or stem in lexicons.family or _is_servant(stem)


def _is_servant(stem: str) -> bool:
    """A name of `عبد` written as one word: `عبدالوهاب`."""
    return stem.startswith("عبدال") and len(stem) > len("عبدال") + 2


def _function(form: str) -> str:
    lexicons = _lexicons()
    found = lexicons.functions.get(form)
    if found is None and form[0] in "وف" and len(form) > 2:  # noqa: PLR2004 - a conjunction and at least two letters
        found = lexicons.functions.get(form[1:])
    return found or ""


def _sense(analyses: tuple[Split, ...], heads: dict[str, Head], pronouns: bool = False) -> Sense | None:
    for split in analyses:
        head = heads.get(split.stem)
        if head is None and split.stem.endswith("ا"):
            # The accusative after a number: `49 مسلحا`.
            head = heads.get(split.stem[:-1])
        if head is not None:
            return Sense(head, split)
        if pronouns and not split.article:
            for bare, pronoun in suffixed(split.stem)[1:]:
                head = heads.get(bare)
                if head is not None:
                    return Sense(head, split, pronoun)
    return None


@dataclass(frozen=True, slots=True)
class _Lexicons:
    functions: dict[str, str]
    titles: dict[str, Head]
    organizations: dict[str, Head]
    places: dict[str, Head]
    groups: dict[str, Head]
    given: frozenset[str]
    family: frozenset[str]
    homographs: frozenset[str]
    common: frozenset[str]
    everyday: frozenset[str]
    numbers: frozenset[str]
    verbs: frozenset[str]
    shapes: dict[str, frozenset[str]]


@cache
def _lexicons() -> _Lexicons:
    homographs = frozenset(fold_word(row["word"]) for row in table("name_homographs"))
    counts = tuple(table("generated/common_words"))
    return _Lexicons(
        functions={fold_word(row["word"]): row["class"] for row in table("function_words")},
        titles=dict(_titles()),
        organizations=dict(_organization_heads()),
        places=dict(_place_heads()),
        groups=dict(_group_nouns()),
        given=frozenset(_name_forms("given_names")) | frozenset(_name_forms("foreign_given_names")),
        family=frozenset(_name_forms("family_names")),
        homographs=homographs,
        common=frozenset(row["form"] for row in counts),
        everyday=frozenset(row["form"] for row in counts if int(row["bare"]) >= _EVERYDAY * int(row["articled"])),
        numbers=frozenset(fold_word(row["word"]) for row in table("number_words")),
        verbs=frozenset(_verb_forms()),
        shapes=_shapes(),
    )


def _shapes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("phrase_words"):
        found.setdefault(fold_word(row["word"]), set()).add(row["class"])
    return {form: frozenset(classes) for form, classes in found.items()}


def _name_forms(name: str) -> Iterator[str]:
    return (fold_word(row["name"]) for row in table(name))


def _verb_forms() -> Iterator[str]:
    for name in ("generated/cue_forms", "generated/anchor_forms", "generated/verb_forms"):
        for row in table(name):
            if row["pos"] in {"verb", "verb_phrase"} and row["tense"] in {"past", "present"}:
                yield fold_word(row["form"])


def _titles() -> Iterator[tuple[str, Head]]:
    for row in table("titles"):
        head = Head(
            row["title"], values(row["sectors"]), complement=row["complement"] == "yes",
            honorific=row["honorific"] == "yes", bare=row["speaker"] == "yes",
        )  # fmt: skip
        for spelling in (row["title"], *values(row["variants"])):
            yield _bare(spelling), head
        for spelling in values(row["plural"]):
            yield _bare(spelling), head._replace(plural=True)


def _organization_heads() -> Iterator[tuple[str, Head]]:
    for row in table("organization_heads"):
        head = Head(
            row["head"], values(row["sectors"]), definite=row["definite"] != "no", national=row["definite"] == "national",
            bare=row["bare"] == "yes", sport=row["sport"] == "yes",
        )  # fmt: skip
        for spelling in (row["head"], *values(row["variants"])):
            yield _bare(spelling), head


def _place_heads() -> Iterator[tuple[str, Head]]:
    for row in table("place_heads"):
        for spelling in (row["head"], *values(row["variants"])):
            yield _bare(spelling), Head(row["head"], precision=row["precision"], of_town=row["of_town"] == "yes")


def _group_nouns() -> Iterator[tuple[str, Head]]:
    for row in table("group_nouns"):
        head = Head(row["noun"], values(row["sectors"]), source=row["source"] == "yes", casualty=row["casualty"] == "yes")
        yield _bare(row["noun"]), head
        for spelling in values(row["plural"]):
            yield _bare(spelling), head._replace(plural=True)


def _bare(spelling: str) -> str:
    """A head's folded form without its article: the article of the text is a property of the phrase."""
    folded = fold_word(spelling)
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded  # noqa: PLR2004 - `ال` and three letters


@cache
def _latin() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("family_names", "foreign_given_names", "given_names"):
        for row in table(name):
            found[fold_word(row["name"])] = row["latin"]
    return found


def latin(forms: tuple[str, ...]) -> str | None:
    """A Latin spelling of a personal name from the name tables, or None when a part of it is in none of them."""
    table_of = _latin()
    parts = [table_of.get(form) for form in forms]
    return (
        " ".join(part.capitalize() if part.islower() else part for part in parts if part) if forms and all(parts) else None
    )
