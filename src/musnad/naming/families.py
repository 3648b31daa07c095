"""Name families: whether two written names of persons can be one person's.

The press writes one man in many ways: `أحمد` and `احمد`, `عبد الله` and `عبدالله`, `الدكتور محمد مرسي` and `مرسي`,
`غوتيريس` and `جوتيريش`, `أبو مازن` and `محمود عباس`. A name is read into parts (titles off, `أبو` and `عبد` joined to
the next word, `بن` and `آل` left out), and the parts of two names are laid side by side; `spelling` compares the words.

Pure functions over the tables letter_variants, name_particles, nicknames, titles, given_names and family_names. What they
say is about names, not persons: two men who share a full name are the same here, and the linker has to part them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.knowledge.tables import table, values
from musnad.knowledge.words import word
from musnad.naming.spelling import (
    ARTICLE,
    PENALTY,
    agreement,
    articled,
    borne,
    canonical,
    joined_agreement,
    settled,
    skeleton,
    stem,
)
from musnad.text.folding import fold_word

SAME = 0.6
"""The least score of two names that count as one person's."""

_WHOLE, _MIDDLE_LEFT_OUT, _END_LEFT_OUT, _LEADING_LEFT_OUT, _SHORT, _TURNED = 1.0, 0.95, 0.9, 0.85, 0.8, 0.8
_BY_NAME = 0.95
_DOUBTFUL, _RELATED, _OTHER = 0.5, 0.3, 0.0
"""Scores by how the parts of two names agree, before the spelling takes its share; an order, not probabilities."""

_LONGEST_TITLE = 4
_LEAST_FUSED = 3
_FULL = 2
"""Words of the shortest full name."""

_PUNCTUATION = re.compile(r"[-‐-―_/.,،;:()\[\]{}\"'«»“”‘’`]+")
_NOBLE = frozenset({"ELI", "REL"})


class _Particle(NamedTuple):
    kind: str
    value: str = ""


_NO_PARTICLE = _Particle("")


class _Part(NamedTuple):
    """One word of a name, folded, without article; a kunya has a blank inside.

    `born`: a `بن` stood before it; `articled`: it had the article; `fused`: with the particle before it in one word.
    """

    form: str
    born: bool = False
    articled: bool = False
    fused: str = ""

    @property
    def kunya(self) -> bool:
        return " " in self.form


class _Parsed(NamedTuple):
    """A name without titles; `joined` is all of it in one word, `joins` how many words that were."""

    parts: tuple[_Part, ...]
    joined: str = ""
    joins: int = 0
    noble: bool = False
    generation: str = ""


@lru_cache(maxsize=65_536)
def same_name(a: str, b: str) -> float:
    """How well two names agree as names of one person, from 0 to 1; from `SAME` on they count as one person's.

    Symmetric. 1 is the same name in another spelling; a name in the middle left out, a short form (`الأسد`) or a
    by-name of the tables take something off. An empty name agrees with nothing.
    """
    first, second = _parsed(a), _parsed(b)
    if not first.parts or not second.parts:
        return _OTHER
    score = max(_compared(x, y) for x in _without_kunya(first, second) for y in _without_kunya(second, first))
    if score < SAME:
        score = max([score, *(_BY_NAME * _compared(x, y) for x, y in _by_names(first, second))])
    return round(score, 3)


@lru_cache(maxsize=65_536)
def family_key(name: str) -> frozenset[str]:
    """The keys under which to file a name: two names that `same_name` takes for one person's share one of them.

    One key a word: its consonants, those that stand for one another written alike; of by-names also those of the
    full names. Coarse on purpose: names that share a key are to be compared, no more.
    """
    parsed = _parsed(name)
    keys: set[str] = set()
    for one in (parsed, *_named_otherwise(parsed)):
        for part in one.parts:
            whole = ARTICLE + part.form if part.articled else ""
            keys.update(skeleton(form) for form in (part.form, part.fused, whole, *_shorter(part.form)) if form)
        keys.add(skeleton(one.joined))
    return frozenset(keys)


@lru_cache(maxsize=65_536)
def _parsed(name: str) -> _Parsed:
    forms, noble = _untitled(_words(name))
    parts: list[_Part] = []
    generation, born, before = "", False, ""
    words = _compounds(forms)
    for index, form in enumerate(words):
        particle = _particle(form)
        alone = not parts and index == len(words) - 1
        if particle.kind == "generation" and parts:
            generation = particle.value
        elif particle.kind in {"lineage", "clan", "foreign"} and not alone:
            born, before = born or particle.kind == "lineage", form
        else:
            bare = form if " " in form else stem(form)
            parts.append(_Part(bare, born, bare != form, before + form if before else ""))
            born, before = False, ""
    return _Parsed(tuple(parts), "".join(forms), len(forms), noble, generation)


def _words(name: str) -> list[str]:
    """The folded words, punctuation as blanks; NFC first, as a hamza may come as a mark of its own."""
    return _PUNCTUATION.sub(" ", fold_word(unicodedata.normalize("NFC", name))).split()


def _untitled(forms: list[str]) -> tuple[list[str], bool]:
    """The name without the titles before it; whether one was of a prince or cleric, who go by the given name."""
    rest, noble = forms, False
    while len(rest) > 1:
        length, sectors = _title(rest)
        if length == 0 and not (rest is not forms and _attribute(rest)):
            break
        # `السيد البدوي` is a given name and a family name, not a title before one.
        if length == len(rest) - 1 and rest[0] in articled():
            break
        noble = noble or bool(_NOBLE & set(sectors))
        rest = rest[max(length, 1) :]
    return rest, noble


def _title(forms: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many words at the start are a title, never all of them, and its sectors."""
    for length in range(min(_LONGEST_TITLE, len(forms) - 1), 0, -1):
        sectors = _titles().get(tuple(forms[:length]))
        if sectors is None:
            continue
        # `أمين الجميل`, `سيد قطب`: without the article such words are given names.
        bare = length == 1 and not forms[0].startswith(ARTICLE) and word(forms[0]).given
        role = forms[1].startswith(ARTICLE) and _attribute(forms[1:])
        return (0, ()) if bare and not role else (length, sectors)
    return 0, ()


def _attribute(forms: Sequence[str]) -> bool:
    """Whether the first word goes with a title before it: `وزير الخارجية`, `الرئيس الروسي`, `الفريق أول ركن`."""
    if len(forms) < _FULL or _particle(forms[0]).kind:
        return False
    known = word(forms[0])
    if known.nationality:
        return True
    return (known.plain or (known.definite and known.common)) and not settled(stem(forms[0]))


@cache
def _titles() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Titles with and without article, as words, and their sectors."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in table("titles"):
        for spelling in (row["title"], *values(row["variants"])):
            forms = tuple(_words(spelling))
            if not forms:
                continue
            found[forms] = values(row["sectors"])
            if not forms[0].startswith(ARTICLE):
                found[(ARTICLE + forms[0], *forms[1:])] = values(row["sectors"])
    return found


def _compounds(forms: Sequence[str]) -> list[str]:
    """`عبد الله`, `سيف الدين` as one word, `أبي بكر` and `أبوبكر` as `أبو بكر`, however they were written."""
    found: list[str] = []
    index = 0
    while index < len(forms):
        form, particle = forms[index], _particle(forms[index])
        following = forms[index + 1] if index + 1 < len(forms) else ""
        if particle.kind in {"kunya", "servant"} and following and not _particle(following).kind:
            form = f"{particle.value} {stem(following)}" if particle.kind == "kunya" else form + _usual(following)
            index += 1
        elif particle.kind in {"kunya", "servant"} and _particle(following).kind == "second":
            form += following
            index += 1
        elif particle.kind == "second" and found and " " not in found[-1]:
            form = found.pop() + form
        else:
            form = _taken_apart(form)
        found.append(form)
        index += 1
    return found


def _taken_apart(form: str) -> str:
    """`أبوبكر`, `عبدالرحمان` as their words would be joined; `أميرة` and `أبيض` stay what they are."""
    for written, particle in _particles().items():
        rest = form[len(written) :]
        if not form.startswith(written) or len(rest) < _LEAST_FUSED or len(written) < _LEAST_FUSED:
            continue
        if particle.kind == "servant":
            return written + _usual(rest)
        if particle.kind == "kunya" and (written == particle.value or rest.startswith(ARTICLE)):
            return f"{particle.value} {stem(rest)}"
    return form


def _usual(form: str) -> str:
    """The usual spelling of the second word of a compound: `الرحمن` for `الرحمان`."""
    particle = _other_words("spelling").get(form)
    return particle or form


@cache
def _particles() -> dict[str, _Particle]:
    """The words that are no names of their own, by canonical form."""
    return {
        canonical(fold_word(row["word"])): _Particle(row["kind"], fold_word(row["value"]))
        for row in table("name_particles")
        if row["kind"] not in {"leading", "letter", "spelling"}
    }


def _particle(form: str) -> _Particle:
    return _particles().get(canonical(form), _NO_PARTICLE)


@cache
def _other_words(kind: str) -> dict[str, str]:
    """The words of a kind that may also be names, with their values."""
    return {fold_word(row["word"]): fold_word(row["value"]) for row in table("name_particles") if row["kind"] == kind}


def _without_kunya(name: _Parsed, other: _Parsed) -> Iterator[_Parsed]:
    """The name; where it has a kunya beside a full name and the other has none, the full name alone."""
    yield name
    if len(name.parts) <= _FULL or any(part.kunya for part in other.parts):
        return
    if name.parts[0].kunya:
        yield name._replace(parts=name.parts[1:])
    elif name.parts[-1].kunya:
        yield name._replace(parts=name.parts[:-1])


def _by_names(a: _Parsed, b: _Parsed) -> Iterator[tuple[_Parsed, _Parsed]]:
    for name in _named_otherwise(a):
        yield name, b
    for name in _named_otherwise(b):
        yield a, name


def _named_otherwise(name: _Parsed) -> tuple[_Parsed, ...]:
    """The other names of whoever bears the by-name, then the name with its short given name in full."""
    persons, given = _nicknames()
    found = persons.get(_canonical(name), ())
    if len(name.parts) > 1:
        full = given.get(canonical(name.parts[0].form), ())
        found += tuple(name._replace(parts=(_Part(form), *name.parts[1:])) for form in full)
    return found


@cache
def _nicknames() -> tuple[dict[tuple[str, ...], tuple[_Parsed, ...]], dict[str, tuple[str, ...]]]:
    persons: dict[tuple[str, ...], tuple[_Parsed, ...]] = {}
    given: dict[str, tuple[str, ...]] = {}
    for row in table("nicknames"):
        if row["kind"] == "given":
            given[canonical(fold_word(row["nickname"]))] = tuple(fold_word(name) for name in values(row["names"]))
        else:
            persons[_canonical(_parsed(row["nickname"]))] = tuple(_parsed(name) for name in values(row["names"]))
    return persons, given


def _canonical(name: _Parsed) -> tuple[str, ...]:
    return tuple(canonical(part.form) for part in name.parts)


def _compared(a: _Parsed, b: _Parsed) -> float:
    """The score of two names as they stand, without by-names."""
    if a.generation and b.generation and a.generation != b.generation:
        return _RELATED
    if len(a.parts) < len(b.parts):
        a, b = b, a
    score = _single(a, b) if len(b.parts) == 1 else _aligned(a.parts, b.parts)
    if score < SAME and a.joins != b.joins:
        # `دي ميستورا` and `ديميستورا`: the same letters in another number of words.
        score = max(score, joined_agreement(a.joined, b.joined))
    return score


def _single(long: _Parsed, short: _Parsed) -> float:
    """A name of one word against another: the family name, or the given name of a prince."""
    alone, start, end = short.parts[0], long.parts[0], long.parts[-1]
    if len(long.parts) == 1:
        return _agree(alone, start)
    last = max(_agree(alone, end), _fused(alone, end))
    if last:
        return _SHORT * (1 - PENALTY + PENALTY * last)
    first = _agree(alone, start)
    if first:
        # `الملك سلمان`; `كيم`, whose family name comes first; but `محمد` may be anybody.
        ruler = short.noble and (long.noble or long.parts[1].born)
        return _SHORT * first if ruler or not (short.noble or settled(alone.form)) else _DOUBTFUL
    return _RELATED if any(_agree(alone, part) for part in long.parts) else _OTHER


def _agree(a: _Part, b: _Part) -> float:
    """How well two words agree; one that had the article is no foreign name, and `الدين` may be left out."""
    found = agreement(a.form, b.form, a.articled or b.articled)
    if not found and a.articled != b.articled:
        # `أليكساندر` looks as if it had the article, `ألكسندر` the tables know.
        one, other = (a, b) if a.articled else (b, a)
        found = agreement(ARTICLE + one.form, other.form) if other.form.startswith(ARTICLE) else 0.0
    if found:
        return found
    return 1 - PENALTY if a.form in _shorter(b.form) or b.form in _shorter(a.form) else 0.0


def _fused(a: _Part, b: _Part) -> float:
    """`بن كيران` and `بنكيران`: one with its particle in one word, the other written so."""
    return max(agreement(a.fused or a.form, b.form), agreement(a.form, b.fused or b.form))


@lru_cache(maxsize=65_536)
def _shorter(form: str) -> frozenset[str]:
    """The word without a second half that is often left out: `سعد` for `سعد الدين`."""
    ends = (word for word, value in _particles().items() if value == _Particle("second", "optional"))
    return frozenset(form.removesuffix(end) for end in ends if form.endswith(end))


def _aligned(long: Sequence[_Part], short: Sequence[_Part]) -> float:
    """Names of several words: given and last name agree and the middle fits, or one goes on where the other ends."""
    given, last = _agree(long[0], short[0]), _agree(long[-1], short[-1])
    more = len(long) > len(short)
    if given and long[1].born and short[1].born and not _agree(long[1], short[1]):
        # `خالد بن بندر بن سلطان` is no `خالد بن سلطان`: after `بن` comes the father.
        return _RELATED
    if given and last:
        middle = _fit(long[1:-1], short[1:-1])
        return (_MIDDLE_LEFT_OUT if more else _WHOLE) * middle * min(given, last) if middle else _RELATED
    if given and more and (start := _each(long[: len(short)], short)):
        # `محمد بن سالم` is not the beginning of `محمد سالم باسندوة`, nor `أحمد العيسى` that of `أحمد عيسى عوض`.
        alike = all((x.born, x.articled) == (y.born, y.articled) for x, y in zip(long[1:], short[1:], strict=False))
        return _END_LEFT_OUT * start if alike else _DOUBTFUL
    if last and more and not long[1].born and (end := _each(long[-len(short) :], short)):
        # `علي عبد الله صالح` may be the father of `أحمد علي عبد الله صالح`; `طيب أردوغان` is no father.
        return _LEADING_LEFT_OUT * end if _may_lack_first(long, short) else _DOUBTFUL
    if len(long) == _FULL and not any(settled(part.form) for part in (*long, *short)):
        # `شينزو آبي` and `آبي شينزو`: the family name comes first in Japan and Hungary.
        return max(_TURNED * _each(long, short[::-1]), _RELATED if given or last else _OTHER)
    return _RELATED if given or last else _OTHER


def _may_lack_first(long: Sequence[_Part], short: Sequence[_Part]) -> bool:
    """`محمد` before another given name is often left out; of foreign names any first name is."""
    return long[0].form in _other_words("leading") or not (borne(long[0].form) or borne(short[0].form))


def _each(long: Sequence[_Part], short: Sequence[_Part]) -> float:
    """The worst agreement of the words in order, 0 where one pair does not agree."""
    return min(_agree(x, y) for x, y in zip(long, short, strict=True))


def _fit(long: Sequence[_Part], short: Sequence[_Part]) -> float:
    """The worst agreement of the shorter's names in the middle with some of the longer in order; 1 without any."""
    worst, at = 1.0, 0
    for part in short:
        for index in range(at, len(long)):
            found = 1.0 if _is_initial(part.form, long[index].form) else _agree(part, long[index])
            if found:
                worst, at = min(worst, found), index + 1
                break
        else:
            return 0.0
    return worst


def _is_initial(a: str, b: str) -> bool:
    """A letter for a name: `و.` for `ووكر`, and for `دبليو`, the English name of the letter."""
    if min(len(a), len(b)) != 1:
        return False
    letters = _other_words("letter")
    return a[0] == b[0] or letters.get(a) == b or letters.get(b) == a
