"""Finds expressions of time and resolves them against the publication date, the dateline or the day of the speech."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from musnad.stages.stage import Stage
from musnad.timing.calendars import Stretch
from musnad.timing.dates import POINT_KINDS, POINT_PARTICLES, read_point
from musnad.timing.lengths import LENGTH_KINDS, LENGTH_PARTICLES, WORD_KINDS, read_length, read_word
from musnad.timing.point import Length, Match, Point
from musnad.timing.resolve import Frame, Resolved, resolve
from musnad.timing.tense import looks_ahead
from musnad.timing.words import Words
from musnad.types import Document, Quotation, Reading, Span, TimeExpression

DATELINE_TOKENS = 45
"""A dateline stands in the first line of the text or straight after the headline."""

REMEMBERED = 12

POINTERS = frozenset({"this", "that", "same_before"})
POINTED = frozenset({"unit", "day", "night"})
WORD_NAMES = frozenset(kind for kind, _, _ in WORD_KINDS)
_Pattern = Callable[[Words, int], Match | None]


def read_times(document: Document, reading: Reading) -> Reading:
    """The reading with its time expressions, in text order, as t1, t2, …

    Relative expressions are read against `document.published` or the dateline; inside a quotation against the day of
    the speech where its sentence names one. Where no day is known their value is None with a reason.
    """
    words = Words(reading.folded, reading.tokens)
    matches = _matches(words)
    reader = _Reader(words, reading, _reference(document, words, matches))
    following: list[Match | None] = [*matches[1:], None]
    times = [
        reader.expression(number, match, after)
        for number, (match, after) in enumerate(zip(matches, following, strict=False), 1)
    ]
    return replace(reading, times=tuple(times))


def _matches(words: Words) -> list[Match]:
    """The longest match at each token, from left to right; none overlaps another."""
    found: list[Match] = []
    free = 0
    for index in words.starts:
        if index < free:
            continue
        best: Match | None = None
        for reader in _readers(words, index):
            match = reader(words, index)
            if match is not None and (best is None or match.last > best.last):
                best = match
        if best is not None:
            found.append(best)
            free = best.last
    return found


def _readers(words: Words, index: int) -> tuple[_Pattern, ...]:
    """The patterns that can start at a token; none for most."""
    if words.tokens[index].kind == "number":
        return (read_point, read_length)
    kinds = words.kinds(index)
    particles = {sense.entry.code for sense in kinds.get("particle", ())}
    pointers = POINTERS.isdisjoint(kinds) or not POINTED.isdisjoint(words.kinds(index + 1))
    point = pointers and not (POINT_KINDS.isdisjoint(kinds) and POINT_PARTICLES.isdisjoint(particles))
    length = not (LENGTH_KINDS.isdisjoint(kinds) and LENGTH_PARTICLES.isdisjoint(particles))
    word = not WORD_NAMES.isdisjoint(kinds)
    chosen = ((point, read_point), (length, read_length), (word, read_word))
    return tuple(reader for wanted, reader in chosen if wanted)


def _reference(document: Document, words: Words, matches: list[Match]) -> date | None:
    """The day that the text is written on: its dateline where it has one, else the publication date."""
    for match in matches:
        point = match.meaning
        if match.first >= DATELINE_TOKENS:
            break
        if isinstance(point, Point) and point.day and point.year is not None and words.hit(match.last, "dateline"):
            stated = resolve(point, Frame(None))
            following = next((each for each in matches if each.first >= match.last), None)
            if point.calendar == "hijri" and following is not None and following.first <= match.last + 1:
                stated = resolve(following.meaning, Frame(None))
            if stated.value is not None and stated.earliest is not None:
                return date.fromisoformat(stated.value[:10])
    return _day(document.published)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


class _Reader:
    """Turns matches into expressions, remembering what the text has named so far."""

    def __init__(self, words: Words, reading: Reading, reference: date | None) -> None:
        self._words = words
        self._reading = reading
        self._reference = reference
        self._spoken: list[Stretch] = []
        self._days: list[tuple[int, date]] = []
        self._sentence = 0

    def expression(self, number: int, match: Match, following: Match | None) -> TimeExpression:
        """The expression of the next match; call it in text order, with the match after it."""
        start = self._sentence_start(match.first)
        meaning = match.meaning
        resolved = resolve(meaning, self._frame(match, start))
        same = self._words.hit(match.last, "same_day")
        if same is not None and following is not None and following.first == same.last and resolved.calendar != "hijri":
            # `الجمعة الموافق 15 يونيو`: the date says which Friday.
            resolved = resolve(following.meaning, self._frame(following, start))
        self._remember(match, resolved)
        return TimeExpression(
            id=f"t{number}",
            span=self._span(match, resolved),
            type=resolved.type,
            value=resolved.value,
            earliest=resolved.earliest.isoformat() if resolved.earliest else None,
            latest=resolved.latest.isoformat() if resolved.latest else None,
            basis=resolved.basis,
            calendar=resolved.calendar,
            reason=resolved.reason or None,
            rule=meaning.rule,
        )

    def _span(self, match: Match, resolved: Resolved) -> Span:
        """The characters of a match: without clitics, and without `بعد` where the phrase is only a length."""
        meaning, index, skip = match.meaning, match.first, match.meaning.skip
        if isinstance(meaning, Length) and meaning.inner is not None and resolved.type == "duration":
            index, skip = meaning.inner
        first = self._words.tokens[index]
        begin = min(self._words.begins(index, skip), first.end - 1)
        return Span(max(begin, first.start), self._words.tokens[match.last - 1].end)

    def _sentence_start(self, index: int) -> int:
        sentences = self._reading.sentences
        while self._sentence + 1 < len(sentences) and sentences[self._sentence].last <= index:
            self._sentence += 1
        return sentences[self._sentence].first if sentences else 0

    def _frame(self, match: Match, start: int) -> Frame:
        named = next((day for index, day in reversed(self._days) if index >= start), None)
        reference = self._reference
        quotation = self._quotation(match.first)
        if quotation is not None and reference is not None:
            said = [day for index, day in self._days if start <= index < quotation.opening and day <= reference]
            reference = said[-1] if said else reference
        # What has lasted since a day began in the past, whatever the verb: `تواجه البلاد منذ السبت`.
        since = self._words.particle(match.first - 1, "since", clitics=True)
        ahead = not since and looks_ahead(self._words, match.first, start)
        return Frame(reference, ahead, named, tuple(self._spoken))

    def _quotation(self, index: int) -> Quotation | None:
        return next((each for each in self._reading.quotations if each.first <= index < each.last), None)

    def _remember(self, match: Match, resolved: Resolved) -> None:
        if resolved.value is None or resolved.earliest is None or resolved.latest is None or resolved.type == "duration":
            return
        self._spoken.append(Stretch(resolved.value, resolved.earliest, resolved.latest))
        del self._spoken[:-REMEMBERED]
        if isinstance(match.meaning, Point) and match.meaning.names_day:
            day = resolved.earliest
            if resolved.calendar == "hijri":
                day = date.fromisoformat(resolved.value[:10])
            self._days.append((match.first, day))


STAGE = Stage(
    "times", "1", needs=frozenset({"tokens", "sentences", "quotations"}), makes=frozenset({"times"}), run=read_times
)
