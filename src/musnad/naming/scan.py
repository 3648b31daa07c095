"""Scans the sentences for mention candidates; the longest and surest reading of each place in the text wins."""

from __future__ import annotations

from musnad.knowledge.names import names
from musnad.naming.bodies import body_at, group_at, known_at, place_at, quantity_at
from musnad.naming.geography import located
from musnad.naming.identity import identified
from musnad.naming.page import Candidate, Page
from musnad.naming.persons import person_at
from musnad.naming.setting import Setting, setting_of, with_options
from musnad.text.folding import fold_word
from musnad.types import Sentence

_FAIR = 0.85


def scan(page: Page, sentences: tuple[Sentence, ...]) -> tuple[list[Candidate], Setting]:
    """All candidates of a document in text order, and its setting; names inside a description follow it."""
    found: list[Candidate] = []
    for sentence in sentences:
        _scan_range(page, sentence.first, sentence.last, found, nested=False)
    _short_forms(page, found)
    return settled(page, found)


def settled(page: Page, found: list[Candidate]) -> tuple[list[Candidate], Setting]:
    """The candidates in text order with known persons and places chosen, and the setting that they show."""
    found = with_options(page, found)
    setting = setting_of(page, found)
    found = located(page, identified(page, found, setting), setting)
    found.sort(key=lambda candidate: (candidate.first, candidate.skip, -candidate.last))
    return found, setting


def _scan_range(page: Page, first: int, last: int, found: list[Candidate], nested: bool) -> None:
    index = first
    while index < last:
        if page.tokens[index].kind == "punctuation" or index in page.timed:
            index += 1
            continue
        before = found[-1] if found and found[-1].last == index and index > first else None
        candidates = _at(page, index, last, nested, before)
        for candidate in candidates:
            found.append(candidate)
            _inside(page, candidate, found)
        index = max((candidate.last for candidate in candidates), default=index + 1)


def _at(page: Page, index: int, last: int, nested: bool, before: Candidate | None) -> list[Candidate]:
    """The candidates that start at one token: one, or a description with the person it introduces."""
    known = names().starts(page.tokens[index].form)
    several = known_at(page, index, last, shortest=2, before=before) if known else None
    persons = person_at(page, index, last)
    body = body_at(page, index, last)
    if several is not None and body is not None and several.kind == "organization":
        extra = range(several.last, body.last)
        if not any(page.words[place].nationality for place in extra):
            # A complete known name: what follows is no part of it (`جامعة الدول العربية الاعتداء`).
            body = None
    best = max(
        (candidate for candidate in (several, persons[0] if persons else None, body) if candidate is not None),
        key=lambda candidate: (candidate.last, candidate.score),
        default=None,
    )
    if best is not None and (best.last > index + 1 or best.name is not None):
        return persons if persons and best is persons[0] else [best]
    place = place_at(page, index, last)
    if place is not None and place.named:
        return [place]
    single = known_at(page, index, last, shortest=1, before=before) if known else None
    if single is not None:
        return [single]
    if best is not None:
        return persons if persons and best is persons[0] else [best]
    group = None if nested else (quantity_at(page, index, last) or group_at(page, index, last))
    return [candidate for candidate in (group or place,) if candidate is not None]


def _inside(page: Page, candidate: Candidate, found: list[Candidate]) -> None:
    """Names inside a description are mentions too; a name inside a name is not (GUIDELINES.md, 1)."""
    if candidate.role is not None:
        _names_only(page, candidate.role[0] + 1, candidate.role[1], found)
    elif not candidate.named and candidate.last > candidate.first + 1:
        start = candidate.core + 1 if candidate.core >= 0 else candidate.first + 1
        _names_only(page, start, candidate.last, found)


def _names_only(page: Page, first: int, last: int, found: list[Candidate]) -> None:
    inner: list[Candidate] = []
    _scan_range(page, first, last, inner, nested=True)
    found.extend(
        candidate for candidate in inner if (candidate.named and candidate.kind != "person") or candidate.name is not None
    )


def _short_forms(page: Page, found: list[Candidate]) -> None:
    """Adds the family names by which the text calls again a person whom it has named in full: `شمخاني`, `ماي`."""
    surnames: dict[str, Candidate] = {}
    covered: set[int] = set()
    for candidate in found:
        single = candidate.last == candidate.first + 1 and candidate.rule.startswith("known ")
        if (candidate.named or candidate.kind != "person") and not (single and candidate.kind != "place"):
            covered.update(range(candidate.first, candidate.last))
        if candidate.kind == "person" and candidate.named and candidate.last - candidate.first > 1:
            surnames.setdefault(page.tokens[candidate.last - 1].form, candidate)
            for short in candidate.name.short if candidate.name is not None else ():
                surnames.setdefault(fold_word(short), candidate)
    if not surnames:
        return
    again: list[Candidate] = []
    for index, known in enumerate(page.words):
        if index in covered or index in page.timed or page.tokens[index].kind != "word":
            continue
        match = _surname(page, index, surnames)
        if match is None:
            continue
        skip, full = match
        if known.function or (known.common and not known.family and skip):
            continue
        again.append(Candidate(index, index + 1, skip, "person", "family name", _FAIR, name=full.name, head=full.head))
    # A family name wins over a body of that name: `قال فورد` after `روبيرت فورد` is no car maker.
    taken = {(candidate.first, candidate.last) for candidate in again}
    found[:] = [candidate for candidate in found if (candidate.first, candidate.last) not in taken] + again


def _surname(page: Page, index: int, surnames: dict[str, Candidate]) -> tuple[int, Candidate] | None:
    form = page.tokens[index].form
    for skip in range(min(3, len(form))):
        rest = form[skip:]
        if skip and form[skip - 1] not in "وفبلك":
            return None
        if rest in surnames:
            return skip, surnames[rest]
        if skip and form[skip - 1] == "ل" and "ا" + rest in surnames and rest.startswith("ل"):
            return skip, surnames["ا" + rest]
    return None
