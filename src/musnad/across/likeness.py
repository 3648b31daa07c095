"""Whether two events are one happening: features of a pair, few and weighed, with the reasons in words.

The weights stand in `data/likeness_weights.tsv`, fitted by `tools/fit_likeness.py` as a logistic regression on the
development half of `benchmarks/happenings`. A score is a logarithm of odds: above 0 the two are rather one than two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from musnad.across.accounts import Account, Party, kilometres
from musnad.across.traits import Side, Traits, traits_of
from musnad.across.wording import shared
from musnad.knowledge.tables import table

Vectors = Callable[[Account, Account], float]
"""How alike the sentences of two accounts are in meaning, as cosine of their vectors."""

CLOSE_KILOMETRES = 30.0
"""Kilometres within which two named places may be one scene: a town and its suburb."""
LONG_GAP = 14
"""Days beyond which a gap says no more."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two accounts are: `score` in log odds, `reasons` by weight, each with its value and what it adds."""

    score: float
    reasons: tuple[str, ...]


def likeness(a: Account, b: Account, vector: float | None = None) -> Likeness:
    """How alike two accounts are, seen without the rest of their documents; `vector` is the cosine of their meanings."""
    found = {traits.key: traits for traits in traits_of((a, b))}
    if a.key not in found or b.key not in found:
        return Likeness(-math.inf, ("a deed that is only called for, supposed or habitual is no happening",))
    return explained(found[a.key], found[b.key], vector)


def explained(a: Traits, b: Traits, vector: float | None = None) -> Likeness:
    """The score of two accounts and what it is made of, the heaviest reason first."""
    weights, features = weights_of(), features_of(a, b, vector)
    if not a.families & b.families:
        return Likeness(-math.inf, (f"{a.account.type} and {b.account.type} cannot be one deed",))
    parts = sorted(((weights[name] * value, name, value) for name, value in features.items()), key=_heaviest)
    reasons = tuple(f"{_meanings()[name]} {_shown(value)} ({part:+.2f})" for part, name, value in parts if value and part)
    return Likeness(score_of(a, b, vector), reasons)


def score_of(a: Traits, b: Traits, vector: float | None = None) -> float:
    """The log odds that two accounts are one happening; the order of the two does not matter."""
    if not a.families & b.families:
        return -math.inf
    weights = weights_of()
    return math.fsum(weights[name] * value for name, value in features_of(a, b, vector).items())


def forbidden(a: Traits, b: Traits) -> bool:
    """Whether one document itself tells the two as distinct deeds: on days or in places that cannot be one.

    How many were killed forbids nothing: the number of the first hour and the last are of one happening.
    """
    if a.account.source != b.account.source or a.account.happening == b.account.happening:
        return False
    return _days_apart(a, b) or _where(a.place, b.place) == "place_apart"


@cache
def weights_of() -> Mapping[str, float]:
    """The weight of each feature by name; of `cut`, `link` and `unmet` its threshold."""
    return {row["feature"]: float(row["weight"]) for row in table("likeness_weights")}


def features_of(a: Traits, b: Traits, vector: float | None = None) -> dict[str, float]:
    """The features of a pair that are not 0, by name."""
    found = {"base": 1.0}
    found["same_type" if a.account.type == b.account.type else "other_type"] = 1.0
    if a.account.mode and b.account.mode:
        found["same_mode" if a.account.mode == b.account.mode else "other_mode"] = 1.0
    if a.word == b.word:
        found["same_word"] = 1.0
    _compare_sides(found, a, b)
    if where := _where(a.place, b.place):
        found[where] = 1.0
    _compare_days(found, a, b)
    found["near"], found["line"] = shared(a.near, b.near), shared(a.line, b.line)
    _compare_documents(found, a, b)
    if vector is not None:
        found["vector"] = vector
    return {name: value for name, value in found.items() if value}


def _compare_sides(found: dict[str, float], a: Traits, b: Traits) -> None:
    if relation := _relation(a.actors, b.actors):
        found[f"actors_{relation}"] = 1.0
    # other recipients speak for nothing: one account names the town, the next its dead
    if (relation := _relation(a.recipients, b.recipients)) not in ("", "other"):
        found[f"recipients_{relation}"] = 1.0
    if a.countries and b.countries:
        found["countries_shared" if a.countries & b.countries else "countries_other"] = 1.0
    crossed = (a.actors.named & b.recipients.named) | (a.recipients.named & b.actors.named)
    if crossed and "actors_same" not in found:
        found["crossed"] = 1.0


def _relation(a: Side, b: Side) -> str:
    if not a or not b:
        return ""
    if a.named & b.named:
        return "same"
    if a.described & b.described:
        return "described"
    if a.countries & b.countries:
        return "country"
    return "other"


def _where(a: Party | None, b: Party | None) -> str:
    """How two places lie: the same, one in the other, close, in one country, apart; empty where one is not known."""
    if a is None or b is None:
        return ""
    if a.key == b.key:
        return "place_same"
    if _holds(a, b) or _holds(b, a):
        return "place_inside"
    distance = kilometres(a, b)
    fine = "country" not in (a.precision, b.precision)
    if distance is not None and distance <= CLOSE_KILOMETRES and fine:
        return "place_close"
    if a.country and b.country and a.country != b.country:
        return "place_apart"
    if distance is None or not a.country or not b.country:
        return ""
    return "place_country"


def _holds(a: Party, b: Party) -> bool:
    """Whether place `a` is the country or the first-level region of place `b`."""
    if not a.country or a.country != b.country or b.precision in (None, "country"):
        return False
    if a.precision == "country":
        return True
    return a.precision == "admin1" and b.precision != "admin1" and a.admin1 is not None and a.admin1 == b.admin1


def _gap(a: Traits, b: Traits) -> int | None:
    """Days between the two, 0 when they overlap; None where a day is not known."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max(0, a.first - b.last, b.first - a.last)


def _days_apart(a: Traits, b: Traits) -> bool:
    return a.dated and b.dated and bool(_gap(a, b))


def _compare_days(found: dict[str, float], a: Traits, b: Traits) -> None:
    gap = _gap(a, b)
    if gap is None:
        return
    if a.dated and b.dated:
        found["days_apart" if gap else "days_same"] = math.log1p(min(gap, LONG_GAP)) if gap else 1.0
    elif gap:
        # a report follows its deed: a day that is only that of publication counts as a soft hint
        found["days_gap"] = math.log1p(min(gap, LONG_GAP))


def _compare_documents(found: dict[str, float], a: Traits, b: Traits) -> None:
    if a.account.source == b.account.source:
        found["document"] = 1.0
        if a.account.sentence == b.account.sentence:
            found["sentence"] = 1.0
        if "same_type" in found:
            found["document_type"] = 1.0
            found["document_word"] = float(a.word == b.word)
            found["document_opens"] = float(_opens(a) or _opens(b))
        return
    head = shared(a.head, b.head)
    found["head"] = head
    if "same_type" in found:
        found["head_type"] = head
    if "same_mode" in found:
        found["head_mode"] = head
    if _opens(a) and _opens(b):
        found["both_open"] = head
    if a.scene & b.scene:
        found["scene"] = 1.0


def _opens(traits: Traits) -> bool:
    return traits.account.headline or traits.account.lead


def _heaviest(part: tuple[float, str, float]) -> tuple[float, str]:
    return -abs(part[0]), part[1]


def _shown(value: float) -> str:
    return "" if value == 1 else f"{value:.2f}"


@cache
def _meanings() -> Mapping[str, str]:
    return {row["feature"]: row["meaning"] for row in table("likeness_weights")}
