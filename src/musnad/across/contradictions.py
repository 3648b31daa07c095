"""Values of one field of one happening that cannot both be true, told by different voices and not superseded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from musnad.across.accounts import kilometres
from musnad.across.series import GROWING, Figure, figures_of, supersedes
from musnad.across.versions import Value, Version
from musnad.deeds.magnitudes import FIELDS

_APART = 100.0
"""Kilometres between two places that are not one: pins of one city's quarters and its airport lie closer."""
_SHARP = frozenset({"city", "district", "site"})
_NAMED = frozenset({"organization", "person", "place"})
_BORNE_OUT = 2
"""Documents that must name an actor or a place: one alone is as often misread as of another opinion."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sets of values of one field that exclude each other, each by date; `group` is who is counted, "" of no number."""

    field: str
    group: str
    left: tuple[Value, ...]
    right: tuple[Value, ...]


def contradictions_of(versions: Iterable[Version]) -> tuple[Contradiction, ...]:
    """What contradicts what among the versions of one happening, in their order."""
    found: list[Contradiction] = []
    told = {version.field: version for version in versions}
    actors, whether = (told.get(field, Version(field, ())) for field in ("actor", "whether"))
    for version in told.values():
        if version.field in FIELDS:
            found.extend(_numbers(version))
        elif version.field == "whether":
            found.extend(_whether(version, actors))
        elif version.field == "actor":
            found.extend(_guilt(version, whether))
            found.extend(_exclusive(version, _strangers, least=_BORNE_OUT))
        elif version.field == "place":
            found.extend(_exclusive(version, _far, least=_BORNE_OUT))
        elif version.field == "date":
            near = tuple(_exclusive(version, _other_day, least=_BORNE_OUT))
            found.extend(near or _exclusive(version, _other_night))
    return tuple(found)


def _numbers(version: Version) -> Iterator[Contradiction]:
    # `عشرات` is too round to contradict anything.
    grows = version.field in GROWING
    figures = figures_of(value for value in version.values if not value.round)
    for one, other in combinations(figures, 2):
        lower, higher = sorted((one, other), key=lambda figure: figure.low)
        if (
            (one.group, one.period) != (other.group, other.period)
            or lower.high >= higher.low
            or supersedes(higher, lower, grows)
            or supersedes(lower, higher, grows)
        ):
            continue
        if _two_voices(one, other):
            yield Contradiction(version.field, one.group, one.values, other.values)


def _two_voices(one: Figure, other: Figure) -> bool:
    """Whether two figures are told by two voices: of two origins, or by two named parties in one document."""
    return any(_independent(left, right) for left in one.values for right in other.values)


def _independent(left: Value, right: Value) -> bool:
    if left.origin != right.origin:
        return True
    return left.party is not None and right.party is not None and left.party != right.party


def _whether(version: Version, actors: Version) -> Iterator[Contradiction]:
    """That it happened, against denials and retractions by another voice; by the side accused they are `_guilt`."""
    yield from _opposed(
        "whether",
        (value for value in version.values if value.value == "happened"),
        (
            value
            for value in version.values
            if value.value in {"denied", "retracted", "negated"} and not any(_answers(value, one) for one in actors.values)
        ),
    )


def _guilt(actors: Version, whether: Version) -> Iterator[Contradiction]:
    """Who is said to have done it, against denials by that side, of having done it or that it happened."""
    denials = [value for value in (*actors.values, *whether.values) if value.value == "denied"]
    accused = [value for value in actors.values if value.value != "denied"]
    own = [denial for denial in denials if any(_answers(denial, value) for value in accused)]
    yield from _opposed("actor", (value for value in accused if any(_answers(denial, value) for denial in own)), own)
    # A side that several documents let deny its guilt was accused, even where no actor was read.
    unread = [value for value in actors.values if value.value == "denied" and value not in own]
    if not own and len({value.document for value in unread}) >= _BORNE_OUT:
        yield from _opposed("actor", (value for value in whether.values if value.value == "happened"), unread)


def _opposed(field: str, told: Iterable[Value], against: Iterable[Value]) -> Iterator[Contradiction]:
    told, against = tuple(told), tuple(against)
    left = tuple(value for value in told if any(_independent(value, other) for other in against))
    right = tuple(value for value in against if any(_independent(value, other) for other in told))
    if left and right:
        yield Contradiction(field, "", left, right)


def _answers(denial: Value, accusation: Value) -> bool:
    """Whether a denial is that of the side that an account names as the actor."""
    speaker, actor = denial.speaker, accusation.subject
    if speaker is None or actor is None:
        return False
    return speaker.key == actor.key or (speaker.country is not None and speaker.country == actor.country)


def _exclusive(version: Version, excludes: Callable[[Value, Value], bool], least: int = 1) -> Iterator[Contradiction]:
    """Pairs of values that exclude each other, where neither document also tells what the other one does.

    `least` documents must tell each side.
    """
    by_document: dict[str, list[Value]] = {}
    by_value: dict[tuple[int | str, int | str | None], list[Value]] = {}
    for value in version.values:
        by_document.setdefault(value.document, []).append(value)
        by_value.setdefault((value.value, value.latest), []).append(value)
    for ours, theirs in combinations(by_value.values(), 2):
        pairs = [
            (left, right)
            for left in ours
            for right in theirs
            if _independent(left, right)
            and all(excludes(one, right) for one in by_document[left.document])
            and all(excludes(left, one) for one in by_document[right.document])
        ]
        if len({left.document for left, _ in pairs}) >= least and len({right.document for _, right in pairs}) >= least:
            left, right = (tuple(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
            yield Contradiction(version.field, "", left, right)


def _strangers(left: Value, right: Value) -> bool:
    """Whether two actors are known and have nothing in common, not even the country."""
    one, other = left.subject, right.subject
    if (
        one is None
        or other is None
        or "denied" in {left.value, right.value}
        or one.kind not in _NAMED
        or other.kind not in _NAMED
        or one.key == other.key
    ):
        return False
    if "MED" in {*one.sectors, *other.sectors}:
        return False  # who reports it is read as who did it
    return one.country is not None and other.country is not None and one.country != other.country


def _far(left: Value, right: Value) -> bool:
    one, other = left.subject, right.subject
    if one is None or other is None or one.precision not in _SHARP or other.precision not in _SHARP:
        return False
    distance = kilometres(one, other)
    return distance is not None and distance > _APART


def _days_apart(left: Value, right: Value) -> int:
    """How many days lie between two single days; 0 where one is a longer stretch, which leaves too much open."""
    if left.value != (left.latest or left.value) or right.value != (right.latest or right.value):
        return 0
    return abs((date.fromisoformat(str(left.value)) - date.fromisoformat(str(right.value))).days)


def _other_day(left: Value, right: Value) -> bool:
    return _days_apart(left, right) > 0


def _other_night(left: Value, right: Value) -> bool:
    """Whether two days are further apart than the night in which a deed may fall."""
    return _days_apart(left, right) > 1
