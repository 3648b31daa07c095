"""Persons: known leaders, names after titles, given names with what follows them, and descriptions by office."""

from __future__ import annotations

from musnad.knowledge.names import names
from musnad.naming.page import Candidate, Page
from musnad.naming.phrases import annexed, definite_run, free
from musnad.knowledge.words import Sense

_LONGEST_NAME = 7
_LONGEST_TITLES = 4
_SHORTEST_UNKNOWN = 3
_LIKELY, _FAIR, _POSSIBLE = 0.95, 0.85, 0.7


def person_at(page: Page, index: int, stop: int) -> list[Candidate]:
    """What starts at token `index` as a person: a title with or without a name after it, or a name; else nothing."""
    title = page.words[index].title
    if title is not None and free(page, index, stop):
        return _titled(page, index, stop, title)
    named = _named(page, index, stop, after_title=False)
    return [named] if named is not None else []


def _titled(page: Page, index: int, stop: int, title: Sense) -> list[Candidate]:
    """A title, its complement and further titles (`وزير الخارجية الأميركي السابق جون كيري`), then a name or none."""
    end = title_end(page, index, stop, title)
    description_end = end
    for _ in range(_LONGEST_TITLES):
        further = page.words[end].title if end < stop and free(page, end, stop) else None
        if further is None or further.split.skip or _named(page, end, stop, after_title=False) is not None:
            break
        end = title_end(page, end, stop, further)
    named = _named(page, end, stop, after_title=True)
    if named is not None:
        return [named._replace(role=(index, end), rule="title+name", score=_LIKELY, head=title.head)]
    if title.head.honorific:
        return []
    alone = description_end == index + 1
    if alone and not (title.head.bare and title.split.article):
        return []
    kind = "group" if title.head.plural else "person"
    score = _POSSIBLE if alone else _FAIR
    return [
        Candidate(
            index, description_end, title.split.skip, kind, "title", score, named=False, head=title.head, role=(index, description_end)
        )
    ]


def title_end(page: Page, index: int, stop: int, title: Sense) -> int:
    """The index after a title and what is annexed to it or describes it: `المتحدث باسم الجيش`, `وزير الدفاع السعودي`."""
    end = index + 1
    if end < stop and "spokesman" in page.words[end].shapes:
        return _complement(page, end + 1, stop) or end + 1
    if title.split.article:
        end = definite_run(page, end, stop)
        if end < stop and "spokesman" in page.words[end].shapes:
            return _complement(page, end + 1, stop) or end + 1
        return _for(page, end, stop)
    if not title.head.complement:
        return end
    return _for(page, _complement(page, end, stop) or end, stop)


def _complement(page: Page, index: int, stop: int) -> int:
    end = annexed(page, index, stop)
    if not end:
        return 0
    # `وزير الدفاع والإنتاج الحربي`: a second definite noun after `و`, when a definite adjective closes the pair.
    if end + 1 < stop and page.words[end].definite and page.words[end].skip == 1 and page.tokens[end].form[0] == "و":
        further = definite_run(page, end + 1, stop)
        if further > end + 1:
            end = further
    return max(end, definite_run(page, end, stop))


def _for(page: Page, end: int, stop: int) -> int:
    """A title's further complement: `سفير … لدى الولايات المتحدة`, `المبعوث الأممي إلى اليمن`."""
    if end < stop and page.tokens[end].form in _TOWARDS:
        match = next((m for m in names().matches(page.tokens, end + 1, stop) if m.skip == 0), None) if end + 1 < stop else None
        if match is not None:
            return match.last
    return end


_TOWARDS = frozenset({"لدى", "الى", "في"})


def _named(page: Page, index: int, stop: int, after_title: bool) -> Candidate | None:
    """A person's name at `index`: a known one, or a run of words that can be names."""
    if index >= stop or page.tokens[index].kind != "word" or index in page.timed:
        return None
    for match in names().matches(page.tokens, index, stop):
        if match.name.table == "person":
            end = _extended(page, match.last, stop)
            if match.skip and match.last == index + 1 and (page.words[index].common or page.words[index].verb):
                continue
            return Candidate(index, end, match.skip, "person", "known", _LIKELY, name=match.name)
    return _run(page, index, stop, after_title)


def _run(page: Page, index: int, stop: int, after_title: bool) -> Candidate | None:
    known = page.words[index]
    skip = 0 if after_title or not known.definite else -1
    compound = "connector" in known.shapes and known.skip == 0 and index + 1 < stop and page.words[index + 1].definite
    if not known.given and not after_title and not compound:
        return None
    if known.given and not after_title:
        skip = known.skip
    if skip < 0 or not _can_start(page, index, after_title):
        return None
    end, strong = index + 1, int(known.given or known.family)
    if compound:
        end, strong = index + 2, 1
    while end < min(stop, index + _LONGEST_NAME):
        step = _name_step(page, end, stop, after_title or strong > 0)
        if not step:
            break
        strong += int(page.words[end].given or page.words[end].family)
        end = step
    length = end - index
    if after_title:
        accepted = strong > 0 or length > 1 or len(page.tokens[index].form) >= _SHORTEST_UNKNOWN
    else:
        accepted = length > 2 or (length > 1 and not compound and (not known.homograph or strong > 1))
    if not accepted or _only_connectors(page, index, end):
        return None
    score = _LIKELY if strong > 1 else (_FAIR if strong else _POSSIBLE)
    return Candidate(index, end, skip, "person", "name", score)


def _only_connectors(page: Page, index: int, end: int) -> bool:
    return "connector" in page.words[end - 1].shapes and page.words[end - 1].form != "عبد"


def _can_start(page: Page, index: int, after_title: bool) -> bool:
    known = page.words[index]
    if known.function and not known.given:
        return False
    if "connector" in known.shapes or known.given or known.family:
        return not (known.homograph and not after_title and not known.given)
    if not after_title:
        return False
    return not (known.common or known.verb or known.definite or known.nationality or known.organization or known.place or known.group)


def _name_step(page: Page, index: int, stop: int, trusted: bool) -> int:
    """The index after one more word of a name at `index`, or 0: a name, a connector with its word, a definite family name."""
    if page.tokens[index].form == "-" and index + 1 < stop and page.glued(index) and page.glued(index + 1):
        return index + 2 if page.tokens[index + 1].kind == "word" else 0
    if page.tokens[index].kind != "word" or index in page.timed:
        return 0
    known = page.words[index]
    if "connector" in known.shapes:
        following = page.words[index + 1] if index + 1 < stop and page.tokens[index + 1].kind == "word" else None
        return index + 2 if following is not None and not following.function else 0
    if known.function or known.title is not None and known.title.split.skip == 0 and not known.family:
        return 0
    if known.definite:
        return index + 1 if known.skip == 0 and trusted and _family_like(page, index) else 0
    if known.verb and not (known.given or known.family):
        return 0
    if known.skip == 0 and (known.given or known.family) and not (known.homograph and known.common and not trusted):
        return index + 1
    unknown = not (known.common or known.nationality or known.organization or known.place or known.group)
    return index + 1 if trusted and unknown and len(known.form) >= _SHORTEST_UNKNOWN and not _splits_to_known(page, index) else 0


def _family_like(page: Page, index: int) -> bool:
    """Whether a definite word can be a family name: `الحوثي`, `السبسي`; not an adjective such as `السوري` or `السابق`."""
    known = page.words[index]
    if known.nationality or "former" in known.shapes:
        return False
    return known.family or known.given or not known.common


def _splits_to_known(page: Page, index: int) -> bool:
    """Whether the word is a conjunction or preposition on something known: `وروسيا`, `بدمشق`, `والتقى`."""
    form = page.tokens[index].form
    return form[0] in "وفبل" and any(m.skip for m in names().matches(page.tokens, index, index + 1))


def _extended(page: Page, end: int, stop: int) -> int:
    """The end of a known name with what the text adds to it: `علي عبد الله صالح`, `خالد بن سلمان بن عبد العزيز`."""
    while end + 1 < stop and page.tokens[end].form == "بن":
        step = _name_step(page, end, stop, trusted=True)
        if not step:
            break
        end = step
        if page.tokens[end - 1].form == "عبد" and end < stop and page.words[end].definite:
            end += 1
    return end
