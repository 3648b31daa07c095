"""Numbers beside events: how many were killed, wounded, arrested, displaced or demonstrated, with bound and words.

A number is taken only where a word says what befell those whom it counts: their own name (`5 قتلى`), a deed before
them (`مقتل 16 وجرح 14`) or a verb after them (`17 شخصا قتلوا`). It then belongs to the event of its sentence that this
word names, else to the nearest event of a type that can have such a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, get_args

from musnad.deeds.counting import Casualty, Count, Page, words_of
from musnad.knowledge.words import word
from musnad.types import Magnitude, Span
from musnad.types.vocabulary import MagnitudeField

FIELDS: tuple[MagnitudeField, ...] = get_args(MagnitudeField)
_TYPES: dict[str, tuple[str, ...]] = {
    "killed": ("ASSAULT",),
    "wounded": ("ASSAULT", "PROTEST"),
    "arrested": ("COERCE", "ASSAULT"),
    "displaced": ("SANCTION", "COERCE", "ASSAULT"),
    "demonstrators": ("PROTEST",),
}
"""Types of the events that such a number can stand beside, the likeliest first."""
_REACH = 12
"""How many words may stand between a deed and the number of those whom it befell."""
_AFTER = 8
"""How many words may stand between those counted and a verb after them: `14 مقاتلا على الأقل، بينهم إيرانيون، قتلوا`."""
_PART = 4
"""How many words before a number may say that it is part of another: `بينهم على الأقل 4 أطفال`."""


class Told(Protocol):
    """What a number needs to know of an event: its type, mode and anchor, and the sentence that it stands in."""

    @property
    def event(self) -> str:
        """The event's id."""

    @property
    def type(self) -> str:
        """PLOVER's type."""

    @property
    def mode(self) -> str | None:
        """PLOVER's mode."""

    @property
    def anchor(self) -> Span:
        """The word that names it."""

    @property
    def sentence(self) -> Span:
        """The line of the text around it."""


class Found(NamedTuple):
    """A magnitude before it has its event; `word` is the span of the word that says what befell them."""

    magnitude: Magnitude
    word: Span
    sentence: Span
    toll: bool


class _Deed(NamedTuple):
    at: int
    field: str
    toll: bool = False
    said: Span | None = None


def magnitudes_of(text: str, events: Sequence[Told]) -> dict[str, tuple[Magnitude, ...]]:
    """The numbers of a document by the event that they belong to; a number that fits no event is left out."""
    found: dict[str, list[Magnitude]] = {}
    for item in found_in(text):
        event = _home(item, events)
        if event is not None:
            found.setdefault(event.event, []).append(item.magnitude)
    return {event: tuple(items) for event, items in found.items()}


def found_in(text: str) -> tuple[Found, ...]:
    """Every number of people whom something befell, in the order of the text."""
    page = Page(text)
    return tuple(item for sentence in page.sentences() for item in _Sentence(page, sentence).found())


class _Sentence:
    """One sentence with its counts, deeds and marks."""

    def __init__(self, page: Page, tokens: range) -> None:
        self._page = page
        self._tokens = tokens
        self._counts = page.counts(tokens)
        self._taken = {at for count in self._counts for at in range(count.first, count.last)}
        self._span = Span(page.tokens[tokens.start].start, page.tokens[tokens.stop - 1].end)

    def found(self) -> Iterator[Found]:
        """The numbers of the sentence whose field is said."""
        before: Found | None = None
        last = self._tokens.start
        for count in self._counts:
            part = self._marked("part", max(last, count.first - _PART), count.first)
            joined = self._joined(count, last)
            deed = self._deed(count, before if part or joined else None)
            if deed is None or self._unwanted(count, deed):
                continue
            besides = before is not None and before.magnitude.field == deed.field
            rest = besides and (joined or self._page.words.form(count.last - 1) in words_of("other"))
            before = self._magnitude(count, deed, part or rest)
            last = count.last
            yield before

    def _joined(self, count: Count, last: int) -> bool:
        """Whether a number continues the one before it: `مقتل 3 خبراء من الحزب، و4 يمنيين`."""
        if count.kind != "people" or not count.spelt or count.first - last > _REACH:
            return False
        form = self._page.words.form(count.first)
        glued = form == "و" or (form.startswith("و") and count.first == count.number)
        joined = glued or (count.first > last and self._page.words.form(count.first - 1) == "و")
        return joined and not any(self._verbal(at) for at in range(last, count.first))

    def _deed(self, count: Count, before: Found | None) -> _Deed | None:
        """What befell those counted, and the word that says so."""
        if count.kind == "victim" and count.field:
            return _Deed(count.noun, count.field, self._toll(count) is not None) if self._sound(count) else None
        if before is not None and count.kind == "people":
            return _Deed(count.noun, before.magnitude.field, said=before.word)
        near = self._preceding(count)
        if near is not None and (count.first - near.at <= 1 or not count.spelt):
            return near if self._fits(count, near) else None
        toll = self._toll(count)
        if toll is not None and count.kind in {"bare", "people"}:
            return toll
        if count.kind in {"people", "state", "bare"} and count.spelt:
            after = self._following(count)
            if after is not None and (count.kind != "bare"):
                return after
        if near is not None and self._fits(count, near):
            return near
        return _Deed(count.noun, count.field) if count.kind == "state" and count.field and count.spelt else None

    def _fits(self, count: Count, deed: _Deed) -> bool:
        """Whether a deed may govern a number from where it stands; one of nobody named must stand beside it."""
        between = range(deed.at + 1, count.first)
        if not count.spelt:
            return (
                count.kind != "victim"
                and (not between or self._page.words.form(deed.at + 1) in words_of("thereby"))
                and len(between) <= 1
            )
        return count.kind in {"people", "state"} or all(self._page.words.kinds(at) for at in between)

    def _sound(self, count: Count) -> bool:
        """Whether one victim without a number is counted at all: after `سقوط`, at a start, beside other victims."""
        if count.spelt:
            return True
        if count.value > 1:
            return True
        start, form = self._tokens.start, self._page.words.form(count.first)
        beside = any(
            c.last in {count.first, count.first - 1} or c.first == count.last for c in self._counts if c is not count
        )
        return (
            (form.startswith("و") and beside)
            or self._marked("fell", count.first - 1, count.first)
            or (count.first == start and count.last < self._tokens.stop and beside)
        )

    def _preceding(self, count: Count) -> _Deed | None:
        """The nearest deed before a number, none across another verb; two deeds together befell two lots of people."""
        for at in range(count.first - 1, max(self._tokens.start, count.first - _REACH) - 1, -1):
            deed = self._at(at, count.field if count.kind == "state" else None)
            if deed is not None and at not in self._taken:
                return None if self._double(deed) else deed
            if at not in self._taken and self._verbal(at):
                return None
        return None

    def _double(self, deed: _Deed) -> bool:
        """`مقتل وإصابة 20 شخصا`: how many of each is not said."""
        earlier = self._at(deed.at - 1, None) if deed.at > self._tokens.start else None
        return earlier is not None and earlier.field != deed.field and self._page.words.form(deed.at).startswith("و")

    def _at(self, index: int, own: str | None) -> _Deed | None:
        for casualty in self._page.casualties(index):
            if casualty.kind in {"noun", "verb"} and not self._elsewhere(casualty, index) and casualty.field != own:
                return _Deed(index, casualty.field)
        return None

    def _elsewhere(self, casualty: Casualty, index: int) -> bool:
        """A word of a deed with another sense here: `لقي` without `مصرع` after it, `حياة` without `بـ`."""
        form = self._page.words.form(index)
        if form.lstrip("وف") in words_of("meeting"):
            return not any(self._page.words.form(at) in words_of("death") for at in range(index, self._tokens.stop))
        return casualty.kind == "noun" and form in words_of("life")

    def _following(self, count: Count) -> _Deed | None:
        """The verb after those whom it befell, or `كانوا بين القتلى`."""
        words = self._page.words
        for at in range(count.last, min(count.last + _AFTER, self._tokens.stop)):
            if words.form(at).startswith("و"):
                return None
            for casualty in () if at in self._taken else self._page.casualties(at):
                if casualty.kind == "verb" and words.form(at).endswith(("وا", "ا", "ت")):
                    return None if self._elsewhere(casualty, at) else _Deed(at, casualty.field)
                if casualty.kind == "victim" and words.form(at - 1) == "بين":
                    return _Deed(at, casualty.field)
            if at not in self._taken and self._verbal(at) and words.form(at) not in words_of("being"):
                return None
        return None

    def _toll(self, count: Count) -> _Deed | None:
        """`ارتفاع عدد القتلى إلى 52`: what befell them, said between the word for a toll and the number."""
        for at in range(count.first - 1, max(self._tokens.start, count.first - _REACH) - 1, -1):
            if self._page.mark(at) == "toll":
                between = (c for i in range(at + 1, count.first) for c in self._page.casualties(i))
                field = count.field or next((c.field for c in between if c.kind in {"victim", "state", "noun"}), None)
                return _Deed(at, field, toll=True) if field else None
        return None

    def _unwanted(self, count: Count, deed: _Deed) -> bool:
        """Nobody was: `لم يقتل`, `دون مقتل أي مدني`, `لم تسقط قتيلا`."""
        first = min(deed.at, count.first)
        if deed.toll:
            return False
        before = range(max(self._tokens.start, first - 2), first)
        return any(self._page.mark(at) == "none" and at not in self._taken for at in before)

    def _marked(self, mark: str, first: int, last: int) -> bool:
        return any(self._page.mark(at) == mark for at in range(max(first, self._tokens.start), last))

    def _verbal(self, index: int) -> bool:
        form = self._page.words.form(index)
        return bool(form) and word(form).verb and not word(form).common and not self._page.mark(index)

    def _period(self, count: Count) -> bool:
        """`منذ بداية العام`, `خلال شهرين`: around the number, up to the next one."""
        begin = max(self._tokens.start, count.first - _REACH)
        for at in (*range(begin, count.first), *range(count.last, min(count.last + _REACH, self._tokens.stop))):
            if self._page.mark(at) == "period" and at not in self._taken:
                length = any(self._page.words.hits(at + step, "unit", clitics=True) for step in (1, 2, 3))
                if length or self._page.words.form(at).endswith("منذ"):
                    return True
        return False

    def _magnitude(self, count: Count, deed: _Deed, part: bool) -> Found:
        page = self._page
        value, high = count.value, count.high
        if deed.toll and high is not None and page.words.form(count.first) == "من":
            value, high = high, None
        rise = deed.toll and self._marked("rise", self._tokens.start, count.first)
        span = page.span(count.number, count.last)
        # the words for those counted may begin with the number itself: `جنديان`
        who = page.span(count.noun, count.last).of(page.text) if count.last > count.noun else ""
        magnitude = Magnitude(
            _field(deed.field), value, high, count.bound, who, span, span.of(page.text), count.group, part,
            rise, self._period(count), count.round,
        )  # fmt: skip
        return Found(
            magnitude, deed.said or page.span(deed.at, deed.at + 1), self._span, deed.toll or count.kind == "victim"
        )


def _field(name: str) -> MagnitudeField:
    return next(field for field in FIELDS if field == name)


def _home(found: Found, events: Sequence[Told]) -> Told | None:
    """The event that a number belongs to."""
    types = _TYPES[found.magnitude.field]
    fit = [a for a in events if a.type in types and _fit(a, found.magnitude.field)]
    named = [a for a in fit if a.anchor.overlaps(found.word)]
    if named:
        return min(named, key=lambda a: (types.index(a.type), a.anchor))
    inside = [a for a in fit if found.sentence.covers(a.anchor)]
    if inside:
        return min(inside, key=lambda a: (types.index(a.type), _distance(a.anchor, found.word), a.anchor))
    # Tolls are told after the deed, often in a paragraph of their own; any other number belongs to its own paragraph.
    before = [a for a in fit if a.anchor.start < found.word.start and (found.toll or a.sentence.covers(found.sentence))]
    if before or not found.toll:
        return max(before, key=lambda a: a.anchor, default=None)
    return min(fit, key=lambda a: a.anchor, default=None)


def _fit(event: Told, field: str) -> bool:
    """Whether the mode of an event lets it have such a number."""
    if event.type == "COERCE":
        return event.mode in {"arrest", "deport", None}
    return field != "arrested" or event.mode == "abduct"


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
