"""Finds expressions of time and resolves them against the publication date, the dateline or the day of the speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from musnad.stages.stage import Stage
from musnad.timing.beside import agrees, dates_beside
from musnad.timing.calendars import DAYS_IN_WEEK, Stretch
from musnad.timing.dates import POINT_KINDS, POINT_PARTICLES, read_point
from musnad.timing.frame import Frame, Resolved
from musnad.timing.iso import day_of
from musnad.timing.lengths import LENGTH_KINDS, LENGTH_PARTICLES, WORD_KINDS, read_length, read_word
from musnad.timing.point import Length, Match, Point, Word
from musnad.timing.recurring import read_recurring
from musnad.timing.resolve import resolve
from musnad.timing.tense import looks_ahead, promises, turns_back
from musnad.timing.words import Words
from musnad.types import Document, Quotation, Reading, Span, TimeExpression

DATELINE_TOKENS = 45
"""A dateline stands in the first line of the text or straight after the headline."""

REMEMBERED = 12
SHORT_NUMBER = 3
NOTHING: frozenset[str] = frozenset()
NEARBY_TOKENS = 80
NEARBY_DAYS = 8
ADJACENT = 6
COMING_TOKENS = 6
NEXT_HIJRI = 8
STORY_DAYS = 4
PART_LETTERS = 2
HOUR = re.compile(r"T(\d\d):")

POINTERS = frozenset({"this", "that", "same_before"})
POINTED = frozenset({"unit", "day", "night", "weekday"})
RECURRING = frozenset({"weekday", "weekday_bare", "unit"})
WORD_NAMES = frozenset(kind for kind, _, _ in WORD_KINDS)
_Pattern = Callable[[Words, int], Match | None]


def read_times(document: Document, reading: Reading) -> Reading:
    """The reading with its time expressions, in text order, as t1, t2, …

    Relative expressions are read against `document.published` or the dateline; inside a quotation against the day of
    the speech where its sentence names one. Where no day is known their value is None with a reason.
    """
    words = Words(reading.folded, reading.tokens)
    matches = _matches(words)
    reader = _Reader(words, reading, _reference(document, words, matches), matches)
    return replace(reading, times=tuple(reader.expression(number) for number in range(len(matches))))


def _matches(words: Words) -> list[Match]:
    """The longest match at each token, from left to right; none overlaps another."""
    found: list[Match] = []
    free = 0
    recurring: Match | None = None
    for index in words.starts:
        if index < free:
            continue
        best = read_recurring(words, index, recurring) if not RECURRING.isdisjoint(words.kinds(index)) else None
        recurring = best or recurring
        for reader in _readers(words, index) if best is None else ():
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
        return (read_point, read_length) if _among_times(words, index) else ()
    kinds = words.kinds(index)
    particles = {sense.entry.code for sense in kinds["particle"]} if "particle" in kinds else NOTHING
    pointers = POINTERS.isdisjoint(kinds) or not POINTED.isdisjoint(words.kinds(index + 1))
    point = pointers and not (POINT_KINDS.isdisjoint(kinds) and POINT_PARTICLES.isdisjoint(particles))
    length = not (LENGTH_KINDS.isdisjoint(kinds) and LENGTH_PARTICLES.isdisjoint(particles))
    word = not WORD_NAMES.isdisjoint(kinds) or "edge" in kinds
    chosen = ((point, read_point), (length, read_length), (word, read_word))
    return tuple(reader for wanted, reader in chosen if wanted)


def _among_times(words: Words, index: int) -> bool:
    """Whether a number can be a time at all: it has four figures, or something around it has to do with time."""
    if len(words.form(index)) > SHORT_NUMBER or words.form(index + 1) in {":", "/", "-", "\\"}:
        return True
    return any(words.kinds(near) for near in (index - 1, index + 1, index + 2, index + 3, index + 4))


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
    return day_of(document.published)


class _Reader:
    """Turns matches into expressions, remembering what the text has named so far."""

    def __init__(self, words: Words, reading: Reading, reference: date | None, matches: Sequence[Match]) -> None:
        self._words = words
        self._reading = reading
        self._reference = reference
        self._spoken: list[Stretch] = []
        self._days: list[tuple[int, date]] = []
        self._sentence = 0
        self._since = (-1, date.min)
        self._matches = matches
        self._places = {match.first: number for number, match in enumerate(matches)}
        self._recurring = tuple(match.first for match in matches if _recurs(match))
        self._last = (-ADJACENT - 1, "")
        self._hour: tuple[int, int | None] = (-1, None)
        self._coming = -1
        self._hijri = False
        self._sets: list[int] = []

    def expression(self, number: int) -> TimeExpression:
        """The expression of the match of that number; call it in text order."""
        matches = self._matches
        match = matches[number]
        following = matches[number + 1] if number + 1 < len(matches) else None
        start = self._sentence_start(match.first)
        meaning = match.meaning
        resolved = self._beside(number, start) or resolve(meaning, self._frame(match, start, following))
        self._remember(match, resolved)
        self._last = (match.last, resolved.value or "")
        hour = HOUR.search(self._last[1])
        self._hour = (match.first, int(hour[1])) if hour else self._hour
        if resolved.earliest is not None and self._reference is not None and resolved.earliest > self._reference:
            self._coming = match.last
        return TimeExpression(
            id=f"t{number + 1}",
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

    def _beside(self, number: int, start: int) -> Resolved | None:
        """What a date beside the name of a day says about it: `الجمعة الموافق 15 يونيو` names a Friday."""
        point = self._matches[number].meaning
        again = self._same_weekday(self._matches[number], start)
        if again is not None:
            return again
        for beside in dates_beside(self._words, self._matches, number):
            found = resolve(beside.match.meaning, self._frame(beside.match, start, None))
            if isinstance(point, Point) and found.value is not None and agrees(point, found, self._reference, beside):
                when = date.fromisoformat(found.value[:10])
                return replace(found, earliest=when, latest=when, calendar="gregorian")
        return None

    def _same_weekday(self, match: Match, start: int) -> Resolved | None:
        """`الخميس 25 ماي على الساعة 19 أي يوم الخميس على الساعة الثامنة`: the day that the sentence named before."""
        point = match.meaning
        if not isinstance(point, Point) or not point.weekday or point.month or point.shift or point.part or point.clock:
            return None
        if self._words.hit(match.first - 1, "equates", clitics=True) is None:
            return None
        named = [day for index, day in self._days if index >= start and day.isoweekday() == point.weekday]
        return Resolved("date", named[-1].isoformat(), named[-1], named[-1], "relative") if named else None

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

    def _frame(self, match: Match, start: int, following: Match | None) -> Frame:
        point = match.meaning
        bare = isinstance(point, Point) and bool(point.clock or point.alone) and not point.names_day
        named = (self._day_straight_after(match, start) or self._day_of_clock(match, start, following)) if bare else None
        reference = self._reference
        quotation = self._quotation(match.first)
        if quotation is not None and reference is not None:
            said = [day for index, day in self._days if start <= index < quotation.opening and day <= reference]
            reference = said[-1] if said else reference
        # What has lasted since a day began in the past, whatever the verb: `تواجه البلاد منذ السبت`.
        since = self._words.particle(match.first - 1, "since", clitics=True)
        toward = any(self._words.hit(match.first - back, "toward", clitics=True) for back in (1, 2))
        ahead = not since and (
            toward
            or looks_ahead(self._words, match.first, start)
            or promises(self._words, self._end_of_range(match, following))
            or self._follows_coming(match, start)
        )
        timetable = bare and self._in_timetable(match, start, following)
        part, hour = self._just_before(match, start)
        spoken = tuple(self._spoken)
        near = following is not None and following.first - match.last <= NEXT_HIJRI
        beside = near and following is not None and getattr(following.meaning, "calendar", "") == "hijri"
        begun = self._range(match)
        return Frame(reference, ahead, named, timetable, part, hour, begun, self._hijri, beside, spoken)

    def _end_of_range(self, match: Match, following: Match | None) -> int:
        """The token after a match, or after the range that it begins."""
        ranged = following is not None and self._words.particle(match.last, "to") and following.first == match.last + 1
        return following.last if ranged and following is not None else match.last

    def _follows_coming(self, match: Match, start: int) -> bool:
        """Whether a day to come stands before in the sentence: `حصة يوم غد وحصة ثانية يوم السبت`."""
        near = start < self._coming and match.first - self._coming <= COMING_TOKENS
        return near and not any(turns_back(self._words, index) for index in range(self._coming, match.first))

    def _just_before(self, match: Match, start: int) -> tuple[str, int | None]:
        """Part of the day straight before (`مساء الثلاثاء على الساعة الثامنة`), and the last hour named in the sentence."""
        last, value = self._last
        index, hour = self._hour
        named = hour if index >= start else None
        part = value.rpartition("T")[2] if match.first - last <= ADJACENT else ""
        return (f"T{part}" if len(part) == PART_LETTERS and part.isalpha() else ""), named

    def _range(self, match: Match) -> date | None:
        """The day that a range or pair begins with, where a match ends it: Monday in `من الاثنين إلى الجمعة`."""
        if not self._days:
            return None
        day, gap = self._days[-1][1], match.first - self._last[0]
        point = match.meaning
        ranged = gap == 1 and self._words.particle(match.first - 1, "to", clitics=True)
        # `يومي السبت والأحد` are two days that follow one another.
        paired = gap == 0 and isinstance(point, Point) and point.weekday == day.isoweekday() % DAYS_IN_WEEK + 1
        return day if ranged or paired else None

    def _day_straight_after(self, match: Match, start: int) -> date | None:
        """The day that follows a clock time and the same time in another zone: `02:00 (06:00 بتوقيت غرينتش) الخميس`."""
        last = match.last
        for other in self._matches[self._places.get(match.first, len(self._matches)) + 1 :]:
            point, gap = other.meaning, other.first - last
            joined = gap == 0 or (gap == 1 and self._words.form(last) in {"(", ")"})
            if not isinstance(point, Point) or not joined:
                return None
            if point.weekday and not (point.clock or point.month):
                return resolve(point, self._frame(other, start, None)).earliest
            if point.clock is None or point.names_day:
                return None
            last = other.last
        return None

    def _day_of_clock(self, match: Match, start: int, following: Match | None) -> date | None:
        """The day of a clock time that names none: its sentence's, the one straight after it, else the last one nearby."""
        here = (*self._days, self._since) if self._since[0] > (self._days or [self._since])[-1][0] else self._days
        named = next((day for index, day in reversed(here) if index >= start), None)
        if named is not None or self._reference is None:
            return named
        point = match.meaning
        if isinstance(point, Point) and point.zone == "Z" and self._words.hit(match.first - 1, "toward", clitics=True):
            # `بحلول الساعة 0718 بتوقيت غرينتش` stands in the market report of the day.
            return self._reference
        if following is not None and self._joined(match.last, following.first):
            point = following.meaning
            if isinstance(point, Point) and point.names_day:
                found = resolve(point, Frame(self._reference, spoken=tuple(self._spoken)))
                return found.earliest if found.calendar != "hijri" else None
        near = (day for index, day in reversed(self._days) if match.first - index <= NEARBY_TOKENS)
        return next((day for day in near if abs((day - self._reference).days) <= NEARBY_DAYS), None)

    def _joined(self, last: int, first: int) -> bool:
        """Whether only small words of time stand between two tokens, and no clause as in `على أن يصلوا غدا`."""
        words = self._words
        return first - last <= ADJACENT // 2 and all(
            words.kinds(index) or words.tokens[index].kind != "word" for index in range(last, first)
        )

    def _in_timetable(self, match: Match, start: int, following: Match | None) -> bool:
        """Whether a clock time recurs: a day of every week or year in its sentence, or `يوميا` beside it."""
        end = self._reading.sentences[self._sentence].last if self._reading.sentences else 0
        if any(start <= index < end for index in self._recurring):
            return True
        if self._opening_hours(match, start):
            return True
        if any(index >= start and match.first - index <= ADJACENT for index in self._sets):
            self._sets.append(match.last)
            return True
        return following is not None and following.first - match.last <= ADJACENT // 2 and _repeats(following)

    def _opening_hours(self, match: Match, start: int) -> bool:
        """Whether a clock time is one of a range of opening hours: `تفتح أبوابها من الثامنة صباحا وإلى العاشرة مساء`."""
        words = self._words
        if any(start <= index for index, _ in self._days) or not self._ranged(match):
            return False
        before = range(start, match.first)
        if any(words.hit(index, "one_day", clitics=True) for index in before):
            # `تفتح مراكز الاقتراع أبوابها من الساعة الثامنة إلى الساعة 16,00`
            return False
        return any(words.hit(index, "opening_hours", clitics=True) for index in before)

    def _ranged(self, match: Match) -> bool:
        """Whether a clock time begins or ends a range of two."""
        words, number = self._words, self._places.get(match.first, 0)
        begins = words.past(match.last, "to")
        after = self._matches[number + 1] if number + 1 < len(self._matches) else None
        before = self._matches[number - 1] if number else None
        opens = after is not None and _is_clock(after) and match.last < begins == after.first
        return opens or (before is not None and _is_clock(before) and words.past(before.last, "to") == match.first)

    def _quotation(self, index: int) -> Quotation | None:
        return next((each for each in self._reading.quotations if each.first <= index < each.last), None)

    def _remember(self, match: Match, resolved: Resolved) -> None:
        if resolved.type == "set" and _repeats(match):
            self._sets.append(match.last)
        if resolved.value is None or resolved.earliest is None or resolved.latest is None or resolved.type == "duration":
            return
        self._spoken.append(Stretch(resolved.value, resolved.earliest, resolved.latest))
        del self._spoken[:-REMEMBERED]
        point = match.meaning
        if isinstance(point, Point) and (point.names_day or point.clock):
            day = resolved.earliest
            self._hijri = resolved.calendar == "hijri"
            if self._hijri:
                day = date.fromisoformat(resolved.value[:10])
            if not self._words.particle(match.first - 1, "since", clitics=True):
                self._days.append((match.first, day))
            else:
                self._since = (match.first, day)
            self._dated_story(point, day)

    def _dated_story(self, point: Point, day: date) -> None:
        """`اليوم الخميس` in Saturday's issue says on which day the rest of the story is told."""
        if point.offset == 0 and point.weekday and self._reference is not None:
            ago = (self._reference - day).days
            if 0 < ago <= STORY_DAYS:
                self._reference = day


def _is_clock(match: Match) -> bool:
    return isinstance(match.meaning, Point) and match.meaning.clock is not None


def _recurs(match: Match) -> bool:
    """Whether a match is a weekday of every week, or a day of every month or year."""
    meaning = match.meaning
    if isinstance(meaning, Word):
        return meaning.value.startswith("XXXX")
    return isinstance(meaning, Point) and bool(meaning.every and meaning.names_day)


def _repeats(match: Match) -> bool:
    """Whether a match says that something happens every day or on a weekday of every week."""
    meaning = match.meaning
    if isinstance(meaning, Word):
        return meaning.type == "set" and (meaning.value == "P1D" or meaning.value.startswith("XXXX"))
    if isinstance(meaning, Length):
        return meaning.kind == "set" and meaning.amount is not None and meaning.amount.value() == "P1D"
    return meaning.every == "W"


STAGE = Stage(
    "times", "1", needs=frozenset({"tokens", "sentences", "quotations"}), makes=frozenset({"times"}), run=read_times
)
