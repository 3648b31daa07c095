"""Where noun phrases end: runs of definite words, annexed nouns, adjectives, quoted and known names."""

from __future__ import annotations

from musnad.knowledge.names import Match, names
from musnad.naming.page import Page

_LONGEST_RUN = 5
_LONGEST_CHAIN = 2


def free(page: Page, index: int, stop: int) -> bool:
    """Whether token `index` is a word that may stand inside a noun phrase."""
    if index >= stop or page.tokens[index].kind != "word" or index in page.timed:
        return False
    return not page.words[index].function


def definite_run(page: Page, index: int, stop: int) -> int:
    """The index after the definite words without clitics before them that start at `index`: `الأمن القومي الإيراني`."""
    end = index
    while end < min(stop, index + _LONGEST_RUN) and free(page, end, stop):
        known = page.words[end]
        if not (known.definite and known.skip == 0):
            break
        honorific = known.title is not None and known.title.head.honorific
        if end > index and (honorific or _starts_anew(page, end, stop)):
            break
        end += 1
    return end


def _starts_anew(page: Page, index: int, stop: int) -> bool:
    """Whether another phrase starts: after a nationality (`وزارة الدفاع الأميركية القرار`), or with a known place."""
    if page.words[index - 1].nationality and not page.words[index].nationality:
        return True
    match = known_name(page, index, stop, generic=False)
    return match is not None and match.name.kind == "place" and not page.words[index].nationality


def adjectives(page: Page, index: int, stop: int) -> int:
    """The index after the indefinite adjectives that start at `index`: nationality or a common word in `ي` or `ية`."""
    end = index
    while end < min(stop, index + _LONGEST_CHAIN) and free(page, end, stop):
        known, form = page.words[end], page.tokens[end].form
        if known.definite or (known.verb and not known.nationality):
            break
        if not (known.nationality or (known.common and form.endswith(_ADJECTIVE_ENDINGS)) or "describing" in known.shapes):
            break
        end += 1
    return end


_ADJECTIVE_ENDINGS = ("ي", "ية", "يين", "يون", "يا", "يان", "ات")


def annexed(page: Page, index: int, stop: int) -> int:
    """The index after the complement of an annexed noun at `index`, or 0.

    A complement is a quoted phrase, a known name, definite words, or one or two nouns annexed to one of these
    (`مكتب رئيس الوزراء`).
    """
    quoted = page.quoted(index, stop)
    if quoted and not page.timed.intersection(range(index, quoted)):
        return quoted
    for chain in range(_LONGEST_CHAIN + 1):
        place = index + chain
        if not free(page, place, stop):
            return 0
        match = known_name(page, place, stop)
        end = definite_run(page, place, stop)
        if match is not None and match.name.table == "person" and chain == 0:
            return definite_run(page, match.last, stop)
        if match is not None and not (match.name.generic and match.last < end):
            return match.last
        if end > place:
            return continued(page, end, stop)
        known = page.words[place]
        if not known.plain or known.nationality:
            return 0
    return 0


def continued(page: Page, end: int, stop: int) -> int:
    """The end of a phrase that goes on with `ل`: `المجلس الأعلى للأمن القومي`, `المرصد السوري لحقوق الإنسان`."""
    if end >= stop or not free(page, end, stop):
        return end
    known = page.words[end]
    if known.preposition == "ل" and known.definite and known.skip == 1 and known.form[1] == "ل":
        return max(definite_run(page, end + 1, stop), end + 1)
    return end


def known_name(page: Page, index: int, stop: int, generic: bool = True) -> Match | None:
    """The longest known name that starts at token `index` with no clitic before it, or None."""
    for match in names().matches(page.tokens, index, stop):
        if match.skip == 0 and (generic or not match.name.generic):
            return match
    return None
