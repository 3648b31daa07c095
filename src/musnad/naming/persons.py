"""Persons: known leaders, names after titles, given names with what follows them, and descriptions by office."""

from __future__ import annotations

from musnad.knowledge.names import names
from musnad.knowledge.words import Sense
from musnad.naming.page import Candidate, Page
from musnad.naming.phrases import annexed, definite_run, free
from musnad.types.vocabulary import MentionKind

_LONGEST_NAME = 7
_LONGEST_TITLES = 4
_SHORTEST_UNKNOWN = 3
_PAIR = 2
_LIKELY, _FAIR, _POSSIBLE = 0.95, 0.85, 0.7


def person_at(page: Page, index: int, stop: int) -> list[Candidate]:
    """What starts at token `index` as a person: a title with or without a name after it, or a name; else nothing."""
    title = page.words[index].title
    if title is not None and free(page, index, stop):
        return _titled(page, index, stop, title)
    named = _named(page, index, stop, after_title=False)
    if named is None and _after_verb(page, index, stop):
        # `قال روبيرت فورد`: after a verb two unknown words are a name.
        named = _run(page, index, stop, after_title=True)
        named = named if named is not None and named.last > index + 1 else None
    return [named] if named is not None else []


def _after_verb(page: Page, index: int, stop: int) -> bool:
    """Whether a word that is no verb and no capital itself follows a verb on the same line."""
    if index == 0 or not free(page, index, stop) or page.words[index].verb or _capital(page, index):
        return False
    before = page.words[index - 1]
    gap = page.document.text[page.tokens[index - 1].end : page.tokens[index].start]
    return before.verb and not before.common and "\n" not in gap


def _capital(page: Page, index: int) -> bool:
    """Whether the word names a country or what stands for its government: `وتحث واشنطن كراكاس على الافراج`."""
    if page.words[index].given:
        return False
    tables = {match.name.table for match in names().matches(page.tokens, index, index + 1)}
    return bool(tables & {"country", "metonym"})


def _titled(page: Page, index: int, stop: int, title: Sense) -> list[Candidate]:
    """A title, its complement and further titles (`وزير الخارجية الأميركي السابق جون كيري`), then a name or none."""
    held = _for_somebody(page, index, stop, title)
    if held:
        return held
    end = title_end(page, index, stop, title)
    description_end = end
    for _ in range(_LONGEST_TITLES):
        further = page.words[end].title if end < stop and free(page, end, stop) else None
        if further is None or further.split.skip or _named(page, end, stop, after_title=False) is not None:
            break
        end = title_end(page, end, stop, further)
    for start in _name_starts(page, end, stop):
        named = _named(page, start, stop, after_title=start == end and not title.head.plural)
        if named is not None and named.skip == 0:
            return [named._replace(role=(index, start), rule="title+name", score=_LIKELY, head=title.head)]
    second = page.words[end + 1].title if end + 1 < stop and page.tokens[end].form in {"،", ","} else None
    if second is not None and not second.split.skip:
        appositive = _titled(page, end + 1, stop, second)
        if appositive and appositive[0].named:
            return [appositive[0]._replace(role=(index, appositive[0].first))]
    if title.head.honorific:
        return []
    alone = description_end == index + 1
    if alone and not (title.head.bare and title.split.article):
        return []
    kind: MentionKind = "group" if title.head.plural else "person"
    score = _POSSIBLE if alone else _FAIR
    return [
        Candidate(
            index,
            description_end,
            title.split.skip,
            kind,
            "title",
            score,
            named=False,
            head=title.head,
            role=(index, description_end),
        )
    ]


def _for_somebody(page: Page, index: int, stop: int, title: Sense) -> list[Candidate]:
    """`ممثل الرئيس الروسي فلاديمير بوتين`: the name is of him whose envoy it is, when the tables know his office."""
    inner = page.words[index + 1].title if index + 1 < stop else None
    if inner is None or title.split.article or not title.head.complement or not inner.split.article or inner.split.skip:
        return []
    found = _titled(page, index + 1, stop, inner)
    if not found or not found[0].named or found[0].role is None:
        return []
    known, role = found[0].name, found[0].role
    if known is None or known.role is None or not known.role.removeprefix("ال").startswith(inner.head.noun):
        return []
    outer = Candidate(
        index, role[1], title.split.skip, "person", "title", _FAIR, named=False, head=title.head, role=(index, role[1])
    )
    return [outer, *found]


def _name_starts(page: Page, end: int, stop: int) -> list[int]:
    """Where the name may start after a title: at once, after a comma, or after the body that the office is of."""
    starts = [end]
    if end < stop and page.tokens[end].form in {"،", ","} and page.words[end - 1].form != page.tokens[end].form:
        starts.append(end + 1)
    if end < stop and page.tokens[end].kind == "word" and page.tokens[end].form[0] == "ل":
        match = next((m for m in names().matches(page.tokens, end, stop) if m.preposition == "ل"), None)
        if match is not None and match.name.kind != "person":
            starts.append(match.last)
    return starts


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
    # `وزير الدفاع والإنتاج الحربي`, `وزير التكوين والتشغيل`: an office over two fields.
    if end + 1 < stop and _joins(page, end):
        end = definite_run(page, end + 1, stop)
    return max(end, definite_run(page, end, stop))


def _joins(page: Page, index: int) -> bool:
    """Whether `و` joins another definite noun to an office, and not another person or body."""
    known = page.words[index]
    joined = known.definite and known.skip == 1 and page.tokens[index].form[0] == "و"
    return joined and known.title is None and known.organization is None and known.group is None


def _for(page: Page, end: int, stop: int) -> int:
    """A title's further complement: `سفير … لدى الولايات المتحدة`, `المبعوث الأممي إلى اليمن`."""
    if end < stop and "towards" in page.words[end].shapes:
        match = (
            next((m for m in names().matches(page.tokens, end + 1, stop) if m.skip == 0), None) if end + 1 < stop else None
        )
        if match is not None:
            return match.last
    return end


def _named(page: Page, index: int, stop: int, after_title: bool) -> Candidate | None:
    """A person's name at `index`: a known one, or a run of words that can be names."""
    if index >= stop or page.tokens[index].kind != "word" or index in page.timed:
        return None
    for match in names().matches(page.tokens, index, stop):
        if match.name.table == "person":
            end = _extended(page, match.last, stop)
            if match.skip and match.last == index + 1 and (page.words[index].common or page.words[index].verb):
                continue
            found = Candidate(index, end, match.skip, "person", "known", _LIKELY, name=match.name)
            title = page.words[index].title
            if title is not None and title.split.article and end > index + 1:
                # `الملك سلمان`: the title is no part of the name (GUIDELINES.md, 1).
                return found._replace(first=index + 1, skip=0, role=(index, index + 1), head=title.head)
            return found
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
        # `عبد الله` and `أبو بكر` are two words and one name: alone they name nobody.
        accepted = length > _PAIR or (length > 1 and not compound and (not known.homograph or strong > 1))
    if not accepted or _ends_in_connector(page, end):
        return None
    score = _LIKELY if strong > 1 else (_FAIR if strong else _POSSIBLE)
    return Candidate(index, end, skip, "person", "name", score)


def _ends_in_connector(page: Page, end: int) -> bool:
    return "connector" in page.words[end - 1].shapes and page.words[end - 1].form != "عبد"


def _can_start(page: Page, index: int, after_title: bool) -> bool:
    known = page.words[index]
    if known.function or (known.title is not None and not known.title.split.skip):
        return False
    headed = known.place is not None or known.organization is not None or known.group is not None
    if "connector" in known.shapes or known.given or known.family:
        plain = known.homograph or headed or known.verb
        return not (plain and (not after_title or (known.common and headed)))
    if not after_title or _splits_to_known(page, index):
        return False
    return not (known.common or known.verb or known.definite or known.nationality or headed)


def _name_step(page: Page, index: int, stop: int, trusted: bool) -> int:
    """The index after one more word of a name at `index`, or 0: a name, a connector with its word, `الحوثي`."""
    if page.tokens[index].form == "-" and index + 1 < stop and page.glued(index) and page.glued(index + 1):
        return index + 2 if page.tokens[index + 1].kind == "word" else 0
    if page.tokens[index].kind != "word" or index in page.timed:
        return 0
    known = page.words[index]
    if "connector" in known.shapes:
        following = page.words[index + 1] if index + 1 < stop and page.tokens[index + 1].kind == "word" else None
        return index + 2 if following is not None and not following.function else 0
    return index + 1 if _continues(page, index, trusted) else 0


def _continues(page: Page, index: int, trusted: bool) -> bool:
    """Whether a word can be a further part of a name; an unknown one only where the name is trusted."""
    known = page.words[index]
    listed = known.given or known.family
    titled = known.title is not None and not known.title.split.skip
    if known.function or (titled and not (known.family and known.title and known.title.head.honorific)):
        return False
    if (known.form[0] == "و" and not listed) or (known.skip and listed):
        return False
    if known.definite:
        return known.skip == 0 and trusted and _family_like(page, index)
    if listed and not (known.homograph and known.common and not trusted):
        return True
    named = known.common or known.verb or known.nationality or known.organization or known.place or known.group
    return trusted and not named and len(known.form) >= _SHORTEST_UNKNOWN and not _splits_to_known(page, index)


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
