"""Spelling of single names: whether two words are one name written in two ways.

Letters that are the same beyond doubt (`ى` and `ي`, `ة` and `ه`) are so in every name. The vowels and consonants of foreign
names have no settled spelling (`غوتيريس`, `جوتيريش`), those of Arabic names have: `سالم` and `سليم`, `حسن` and `حسين`,
`أمين` and `أمينة` are two names. Which words are Arabic names, the name tables tell; which letters may change,
letter_variants does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.knowledge.tables import table
from musnad.text.folding import fold_word

PENALTY = 0.2
"""What the dearest spelling difference that still passes takes off an agreement."""

_SETTLED = 15
"""Distinct full names of the name tables from which a word is an Arabic name with one spelling of its letters."""

_SHORT_WORD = 4
"""Letters up to which a vowel more or less makes another name: `مون`, `مين`, `لي`."""

_COST_BY_LETTER, _MOST_COST, _MOST_COST_JOINED = 0.2, 1.5, 1.0
_LEAST_STEM = 3
ARTICLE = "ال"


class _Rule(NamedTuple):
    cost: float
    where: str
    foreign: bool


class _Known(NamedTuple):
    latin: str
    bearers: int


class _Classes(NamedTuple):
    """Consonants by the letter variants: letter to that of its class, what pairs become, what may be missing."""

    letters: dict[str, str]
    pairs: tuple[tuple[str, str], ...]
    dropped: frozenset[str]
    endings: str


@lru_cache(maxsize=262_144)
def agreement(a: str, b: str, native: bool = False) -> float:
    """How well two folded words without article agree as one name in two spellings: from 0, another name, to 1.

    `native`: one of them had the article, so that it is no foreign name.
    """
    if a == b or canonical(a) == canonical(b) or (skeleton(a) == skeleton(b) and not _distance(a, b, foreign=False)):
        return 1.0
    if _two_names(a, b):
        return 0.0
    foreign = not (native or settled(a) or settled(b)) or _latin_alike(a, b)
    return _within(a, b, min(_MOST_COST, _COST_BY_LETTER * max(len(a), len(b))), foreign)


@lru_cache(maxsize=65_536)
def joined_agreement(a: str, b: str) -> float:
    """The same for two whole names written as one word each, which must be closer: `ديميستورا`."""
    return 1.0 if canonical(a) == canonical(b) else _within(a, b, _MOST_COST_JOINED, foreign=True)


def stem(form: str) -> str:
    """The folded word without its article; `ألكسندر` has none."""
    if form.startswith(ARTICLE) and len(form) >= len(ARTICLE) + _LEAST_STEM and form not in _foreign_given():
        return form[len(ARTICLE) :]
    return form


@lru_cache(maxsize=65_536)
def settled(form: str) -> bool:
    """Whether the word is an Arabic name whose letters have one spelling."""
    return max(_count(form), _count(canonical(form))) >= _SETTLED


def borne(form: str) -> bool:
    """Whether the name tables have any Arab of that name."""
    return _count(form) > 0


@cache
def articled() -> frozenset[str]:
    """Given names that are always written with the article, such as `السيد` in Egypt."""
    rows = (row for row in table("given_names") if int(row["count"]) >= _SETTLED)
    return frozenset(form for row in rows if (form := fold_word(row["name"])).startswith(ARTICLE))


@lru_cache(maxsize=262_144)
def canonical(form: str) -> str:
    """The word in the spelling that is the same for all ways of writing one letter."""
    return form.translate(_one_spelling())


@lru_cache(maxsize=65_536)
def skeleton(form: str) -> str:
    """The consonants of a word, those that stand for one another in foreign names as one letter.

    Words that agree have one skeleton; the reverse does not hold.
    """
    classes = _classes()
    for pair, one in classes.pairs:
        form = form.replace(pair, one)
    bare = "".join(classes.letters.get(letter, letter) for letter in form if letter not in classes.dropped)
    return re.sub(r"(.)\1+", r"\1", bare.rstrip(classes.endings))


def _within(a: str, b: str, budget: float, foreign: bool) -> float:
    """1 less a share for the cheapest way from one word to the other, or 0 where that costs more than the budget."""
    if skeleton(a) != skeleton(b):
        return 0.0
    cost = _distance(a, b, foreign)
    return 1 - PENALTY * cost / _MOST_COST if cost <= budget else 0.0


def _distance(a: str, b: str, foreign: bool) -> float:
    """The least sum of costs of letter variants that turn one word into the other (Levenshtein); infinite without such."""
    brief = max(len(a), len(b)) <= _SHORT_WORD
    rows = [[float("inf")] * (len(b) + 1) for _ in range(len(a) + 1)]
    rows[0][0] = 0.0
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            so_far = rows[i][j]
            if so_far > _MOST_COST:
                continue
            if i < len(a) and j < len(b) and a[i] == b[j]:
                rows[i + 1][j + 1] = min(rows[i + 1][j + 1], so_far)
            for left, right in _steps(a[i : i + 2], b[j : j + 2]):
                start, end = i == 0 and j == 0, i + left == len(a) and j + right == len(b)
                place = "first" if start else "last" if end else "inner"
                cost = so_far + _cost(a[i : i + left], b[j : j + right], place, foreign, brief)
                rows[i + left][j + right] = min(rows[i + left][j + right], cost)
    return rows[-1][-1]


@lru_cache(maxsize=65_536)
def _steps(a: str, b: str) -> tuple[tuple[int, int], ...]:
    """How many of the next letters of two words some row of the table puts against each other."""
    rules = _letters()
    sizes = ((left, right) for left in range(len(a) + 1) for right in range(len(b) + 1))
    return tuple((left, right) for left, right in sizes if (a[:left], b[:right]) in rules)


@lru_cache(maxsize=65_536)
def _cost(a: str, b: str, place: str, foreign: bool, brief: bool) -> float:
    """The least cost of putting letters against each other there; infinite where no row allows it."""
    costs = [
        rule.cost
        for rule in _letters()[a, b]
        if rule.where in {"any", place} and (not rule.foreign or (foreign and not (brief and not (a and b))))
    ]
    return min(costs, default=float("inf"))


@cache
def _letters() -> dict[tuple[str, str], tuple[_Rule, ...]]:
    """The letter variants in both directions."""
    found: dict[tuple[str, str], tuple[_Rule, ...]] = {}
    for row in table("letter_variants"):
        rule = _Rule(float(row["cost"]), row["where"], row["names"] == "foreign")
        for pair in ((row["a"], row["b"]), (row["b"], row["a"])):
            found[pair] = (*found.get(pair, ()), rule)
    return found


@cache
def _one_spelling() -> dict[int, str]:
    """Single letters that stand for another at no cost, in every name and place."""
    return {
        ord(row["a"]): row["b"]
        for row in table("letter_variants")
        if row["names"] == "all" and row["where"] == "any" and not float(row["cost"]) and len(row["a"]) == 1 >= len(row["b"])
    }


@cache
def _classes() -> _Classes:
    rows = [(row["a"], row["b"], row["where"]) for row in table("letter_variants")]
    single = [(a, b) for a, b, _ in rows if len(a) == len(b) == 1]
    dropped = {a for a, b, where in rows if not b and where != "last"}
    classes: dict[str, str] = {}
    for _ in rows:
        for a, b in single:
            if {a, b} & dropped:
                dropped |= {a, b}
    for a, b in single:
        if not {a, b} & dropped:
            old, new = classes.get(b, b), classes.get(a, a)
            for letter in (*classes, a, b, old):
                if classes.get(letter, letter) == old:
                    classes[letter] = new
    # Two letters for two come first: `تز` becomes `تس` and that `س`.
    pairs = sorted(((a, b) for a, b, _ in rows if len(a) > 1 and b), key=lambda pair: -len(pair[1]))
    endings = "".join(classes.get(a, a) for a, b, where in rows if not b and where == "last")
    return _Classes(classes, tuple(pairs), frozenset(dropped), endings)


def _two_names(a: str, b: str) -> bool:
    """Whether the tables know both words as names in their own right: `علاء` and `علا`, `مارك` and `ماركو`."""
    one, other = _known().get(a), _known().get(b)
    if one is None or other is None or one.latin == other.latin:
        return False
    if min(one.bearers, other.bearers) >= _SETTLED:
        return True
    return _latin_consonants(one.latin) != _latin_consonants(other.latin)


def _latin_alike(a: str, b: str) -> bool:
    """Both known with one Latin form: `ميشيل` and `ميشال` are Michel, however many bear the name among Arabs."""
    one, other = _known().get(a), _known().get(b)
    return one is not None and other is not None and one.latin == other.latin


@cache
def _known() -> dict[str, _Known]:
    """Names of one word by folded form without article: the plain Latin form and how many full names have it.

    Foreign given names count 0: that Arabs bear them too gives their spelling no rule.
    """
    found: dict[str, _Known] = {}
    for name in ("given_names", "family_names"):
        for row in table(name):
            form = stem(fold_word(row["name"]))
            bearers = 0 if form in _foreign_given() else int(row["count"])
            before = found.get(form)
            if " " not in form and (before is None or before.bearers < bearers):
                found[form] = _Known(_plain_latin(row["latin"]), bearers)
    return found


@cache
def _foreign_given() -> frozenset[str]:
    return frozenset(fold_word(row["name"]) for row in table("foreign_given_names"))


def _count(form: str) -> int:
    known = _known().get(form)
    return known.bearers if known else 0


def _plain_latin(latin: str) -> str:
    """Lower case without accents, `y` as `i`, doubled letters once."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", latin.lower()) if "a" <= c <= "z")
    return re.sub(r"(.)\1", r"\1", letters.replace("y", "i").replace("ck", "k").replace("ph", "f"))


def _latin_consonants(latin: str) -> str:
    """The consonants of a Latin form, and whether it ends with a vowel: Marc and Mark, but Marco."""
    bare = re.sub("[aeiouhw]", "", latin.replace("c", "k").replace("x", "ks").replace("j", "g").replace("z", "s"))
    return bare + ("+" if latin[-1:] in set("aiou") else "")
