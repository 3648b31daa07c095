"""Bodies, places and groups: a head noun with its complement, or a known name."""

from __future__ import annotations

from musnad.knowledge.names import Match, names
from musnad.knowledge.words import Sense
from musnad.naming.credibility import credible
from musnad.naming.page import Candidate, Page
from musnad.naming.phrases import adjectives, annexed, continued, definite_run, free, known_name
from musnad.text.folding import fold_word
from musnad.types.vocabulary import MentionKind

_SURE, _LIKELY, _FAIR, _POSSIBLE = 0.97, 0.92, 0.85, 0.7
_LONGEST_UNKNOWN_PLACE = 3
_REGIONS = frozenset({"city", "admin1", "district", "region"})
_ARMED = frozenset({"MIL"})


def known_at(page: Page, index: int, stop: int, shortest: int, before: Candidate | None = None) -> Candidate | None:
    """The known body, place or person of at least `shortest` tokens that starts at token `index`.

    `before` is the candidate that ends there, if any: a name joined to a known one of its kind needs no other sign
    (`داعش والنصرة`, `عدن ولحج وأبين`).
    """
    for match in names().matches(page.tokens, index, stop):
        joined = before is not None and before.named and before.kind == match.name.kind and match.skip == 1
        joined = joined and not (page.words[index].verb and match.name.generic)
        if match.last - index >= shortest and (joined or credible(page, index, match)):
            name = match.name
            # `القوات الحكومية السورية` goes on with adjectives; a complete name does not (GUIDELINES.md, 1).
            return Candidate(
                index, match.last, match.skip, name.kind, f"known {name.table}", _SURE, name=name, generic=name.generic
            )
    return None


def body_at(page: Page, index: int, stop: int) -> Candidate | None:
    """An organisation that a head noun starts at token `index`: `وزارة الدفاع`, `الجيش السوري`, or the bare `الجيش`."""
    sense = page.words[index].organization
    if sense is None or not free(page, index, stop) or _names_region(page, index, stop) or _holds(page, index, stop):
        return None
    if (
        page.words[index].verb
        and not sense.split.article
        and sense.split.skip == 0
        and not _has_complement(page, index, stop)
    ):
        return None
    return _definite_body(page, index, stop, sense) if sense.split.article else _annexed_body(page, index, stop, sense)


def _holds(page: Page, index: int, stop: int) -> bool:
    """Whether a noun such as `مواقع` stands before the body that holds it, which is the mention then."""
    if not page.words[index].shapes & {"holding", "front"} or page.words[index].definite or index + 1 >= stop:
        return False
    owner = page.words[index + 1]
    known = known_name(page, index + 1, stop)
    if known is not None:
        return known.name.kind in {"organization", "person"} or "front" in page.words[index].shapes
    return (owner.organization is not None or owner.group is not None) and owner.skip == 0


def _names_region(page: Page, index: int, stop: int) -> bool:
    """Whether a noun that heads bodies and places (`محافظة`, `مديرية`) names a place here."""
    place = page.words[index].place
    if place is None or (page.quoted(index + 1, stop) and place.head.precision not in _REGIONS):
        return False
    body = page.words[index].organization
    if body is not None and "MED" in body.head.sectors and known_outlet(page, index + 1, stop):
        return False
    if place.head.precision in _REGIONS:
        return True
    end, _, match = _place_name(page, index + 1, stop)
    return bool(end) and match is not None


def known_outlet(page: Page, index: int, stop: int) -> bool:
    """Whether an outlet's name starts at token `index`: after `قناة` the word `الجزيرة` is one."""
    return any(m.name.table == "outlet" and not m.skip for m in names().matches(page.tokens, index, stop))


def _has_complement(page: Page, index: int, stop: int) -> bool:
    return annexed(page, index + 1, stop) > 0


def _annexed_body(page: Page, index: int, stop: int, sense: Sense) -> Candidate | None:
    end = annexed(page, index + 1, stop)
    if not end:
        end = adjectives(page, index + 1, stop)
        if end == index + 1:
            return None
        return Candidate(index, end, sense.split.skip, "group", "body+adjective", _POSSIBLE, named=False, head=sense.head)
    inner = known_name(page, index + 1, stop)
    name = inner.name if inner is not None and inner.last == end else None
    troops = page.words[index].group is not None and bool(_ARMED & set(sense.head.sectors))
    kind: MentionKind = "group" if troops and not _names_army(page, index + 1) else "organization"
    return Candidate(
        index, end, sense.split.skip, kind, "body+complement", _LIKELY, named=kind == "organization",
        name=name if name and name.kind == "organization" else None, head=sense.head, core=index + 1,
    )  # fmt: skip


def _names_army(page: Page, index: int) -> bool:
    """`قوات الجيش اليمني`: troops annexed to an army are that army."""
    inner = page.words[index].organization
    return inner is not None and inner.split.article


def _definite_body(page: Page, index: int, stop: int, sense: Sense) -> Candidate | None:
    skip = sense.split.skip
    found = (m for m in names().matches(page.tokens, index, stop) if m.skip == skip and m.name.kind == "organization")
    match = next(found, None)
    end = definite_run(page, index + 1, stop) if sense.head.definite else index + 1
    if match is not None and (match.last >= end or (match.last > index + 1 and not page.words[match.last].nationality)):
        return Candidate(index, match.last, match.skip, "organization", "known", _SURE, name=match.name, head=sense.head)
    if end > index + 1:
        # Nationality closes a name: in `القوات الأمريكية المنتشرة` the last adjective is outside.
        national = next((n + 1 for n in range(end - 1, index, -1) if page.words[n].nationality), 0)
        end = national or end
        if page.tokens[end - 1].kind == "word":
            end = continued(page, end, stop)
        return Candidate(
            index, end, sense.split.skip, "organization", "body+adjectives", _LIKELY if national else _FAIR,
            named=bool(national) or not sense.head.national, head=sense.head,
        )  # fmt: skip
    quoted = page.quoted(index + 1, stop)
    if quoted and quoted > index + 2:
        return None
    if sense.head.bare:
        # A government or parliament is named by its bare noun; other bodies only where they act.
        named = bool({"GOV", "LEG"} & set(sense.head.sectors))
        return Candidate(index, index + 1, skip, "organization", "bare body", _POSSIBLE, named=named, head=sense.head)
    return None


def place_at(page: Page, index: int, stop: int) -> Candidate | None:
    """A place that a head noun starts at token `index` (`مدينة زنجبار`), or the bare definite noun (`المدينة`)."""
    sense = page.words[index].place
    if sense is None or not free(page, index, stop) or "direction" in page.words[index].shapes or _holds(page, index, stop):
        return _own_country(page, index, stop)
    skip = sense.split.skip
    if sense.split.article:
        end = definite_run(page, index + 1, stop)
        if end > index + 1 and page.words[end - 1].nationality:
            # One region has a name (`الضفة الغربية`); `المدن العراقية` are any of them.
            single = sense.split.stem == fold_word(sense.head.noun)
            return Candidate(index, end, skip, "place", "place+adjective", _FAIR, named=single, head=sense.head)
        return Candidate(index, index + 1, skip, "place", "bare place", _POSSIBLE, named=False, head=sense.head)
    end, core, match = _place_name(page, index + 1 + _town_follows(page, index, stop), stop)
    if not end:
        return None
    return Candidate(
        index, end, skip, "place", "place+name", _LIKELY, head=sense.head, core=core, name=match.name if match else None
    )


def _town_follows(page: Page, index: int, stop: int) -> bool:
    """Whether the type noun of a town stands between that of a site and the name: `مطار مدينة النجف`."""
    site, town = page.words[index].place, page.words[index + 1].place if index + 1 < stop else None
    if site is None or town is None or not site.head.of_town:
        return False
    return town.head.precision == "city" and not (town.split.article or town.split.skip)


def _own_country(page: Page, index: int, stop: int) -> Candidate | None:
    """`بلاده`, `بلادها`: the country of whoever was named before."""
    own = page.words[index].own_country
    if own is None or not free(page, index, stop):
        return None
    return Candidate(index, index + 1, own.skip, "place", "own country", _POSSIBLE, named=False)


def _with_type_noun(page: Page, index: int, end: int) -> Match | None:
    """The gazetteer's match of a type noun and the quoted words after it: `ملعب "الملز"` is the row `ملعب الملز`."""
    tokens = (page.tokens[index - 1], *page.tokens[index + 1 : end - 1])
    matches = names().matches(tokens, 0, len(tokens))
    return next((m for m in matches if m.last == len(tokens) and m.name.kind == "place"), None)


def _place_name(page: Page, index: int, stop: int) -> tuple[int, int, Match | None]:
    """The end of a place's name after its type noun, where it starts, and the gazetteer's match."""
    quoted = page.quoted(index, stop)
    if quoted:
        return quoted, index + 1, _with_type_noun(page, index, quoted) or known_name(page, index + 1, quoted - 1)
    if not free(page, index, stop):
        return 0, index, None
    match = next((m for m in names().matches(page.tokens, index, stop) if m.skip == 0 and m.name.kind == "place"), None)
    if match is not None:
        return match.last, index, match
    known = page.words[index]
    if known.definite and known.skip == 0:
        return definite_run(page, index, min(stop, index + _LONGEST_UNKNOWN_PLACE)), index, None
    if known.function or known.verb or known.nationality or known.definite:
        return 0, index, None
    if known.common and not (known.given or known.family):
        return 0, index, None
    end = index + 1
    if (
        end < stop
        and free(page, end, stop)
        and page.words[end].definite
        and page.words[end].skip == 0
        and not page.words[end].common
    ):
        end += 1
    return end, index, None


def group_at(page: Page, index: int, stop: int) -> Candidate | None:
    """People as a collective or an unnamed actor at token `index`, with what describes them: `مصدر في الشرطة`."""
    sense = page.words[index].group
    if sense is None or not free(page, index, stop):
        return _people_at(page, index, stop)
    if _holds(page, index, stop) or (page.words[index].nationality and not sense.head.plural):
        return None
    if "direction" in page.words[index].shapes:
        return None
    if sense.split.preposition == "ب" and "leading" in page.words[index].shapes:
        return None
    if page.words[index].verb and not sense.split.article and not sense.head.plural and not sense.head.source:
        return None
    first, skip = index, sense.split.skip
    if not sense.split.article and not sense.pronoun:
        first, skip = _with_quantity(page, index, skip)
    end = _described(page, index, stop, sense)
    if end == index + 1 and first == index and _is_adjective(page, index, sense):
        return None
    rule = "group" if end > index + 1 or first < index else "bare group"
    return Candidate(first, end, skip, "group", rule, _FAIR, named=False, head=sense.head, pronoun=sense.pronoun, core=index)


def _is_adjective(page: Page, index: int, sense: Sense) -> bool:
    """Whether a bare singular describes the noun before it: `بيان صحافي`, `مصدر عسكري`."""
    if index == 0 or sense.head.plural or sense.split.skip or sense.split.article:
        return False
    before = page.words[index - 1]
    return before.common and not before.function and not before.definite and page.tokens[index - 1].kind == "word"


def quantity_at(page: Page, index: int, stop: int) -> Candidate | None:
    """Some of a body or a people: `العشرات من تنظيم داعش`, `عدد من المحتجين`, `آلاف الأشخاص` without a listed noun."""
    if "quantifier" not in page.words[index].shapes or not free(page, index, stop) or index + 2 >= stop:
        return None
    # `العدد الكبير من المدنيين`
    of = definite_run(page, index + 1, min(stop, index + 2)) if page.words[index].definite else index + 1
    if of + 1 >= stop or page.tokens[of].form != "من":
        return None
    inner = body_at(page, of + 1, stop) or known_at(page, of + 1, stop, 1) or group_at(page, of + 1, stop)
    if inner is None or inner.skip or inner.kind not in {"organization", "group"}:
        return None
    return Candidate(index, inner.last, 0, "group", "quantity", _FAIR, named=False, head=inner.head, core=of)


def _people_at(page: Page, index: int, stop: int) -> Candidate | None:
    """Members of a nation in the plural: `السعوديون`, `الأكراد`."""
    known = page.words[index]
    if not known.nationality or not free(page, index, stop):
        return None
    form = page.tokens[index].form
    if not known.definite or form.endswith(("ي", "ية", "يا", "ان")):
        return None
    if (
        index > 0
        and page.words[index - 1].definite
        and page.words[index - 1].skip == 0
        and not page.words[index - 1].function
    ):
        return None
    return Candidate(index, index + 1, known.skip, "group", "nationals", _FAIR, named=False, core=index)


def _with_quantity(page: Page, index: int, skip: int) -> tuple[int, int]:
    """Moves the start over a number or quantifier before the noun: `49 مسلحا`, `نحو مئتي شخص`, `عدد من عناصر`."""
    first = index
    while first > 0 and first > index - 5:
        before = page.words[first - 1]
        token = page.tokens[first - 1]
        if token.kind == "number" or before.number or before.shapes & {"quantifier", "number_unit"}:
            first -= 1
        elif token.form == "من" and first > 1 and "quantifier" in page.words[first - 2].shapes:
            first -= 2
        else:
            break
    return (first, 0) if first < index and skip == 0 else (index, skip)


def _described(page: Page, index: int, stop: int, sense: Sense) -> int:
    """The index after what describes a group noun."""
    end = index + 1
    if sense.pronoun:
        return definite_run(page, end, stop)
    if sense.split.article:
        end = definite_run(page, end, stop)
    else:
        # The nun of `مسلحون` drops before a complement: with it nothing is annexed.
        free_standing = sense.split.stem.endswith(("ون", "ين")) or _is_singular_adjective(page, end)
        complement = 0 if free_standing else annexed(page, end, stop)
        end = complement or adjectives(page, end, stop)
    return _member_of(page, end, stop)


def _is_singular_adjective(page: Page, index: int) -> bool:
    return index < len(page.words) and bool(page.words[index].nationality) and not page.words[index].definite


def _member_of(page: Page, end: int, stop: int) -> int:
    """The index after `من`/`في` and a body: `مصدر في القيادة`, `عناصر من تنظيم داعش`, `أعضاء بمجلس النواب`."""
    if end >= stop or page.tokens[end].kind != "word":
        return end
    if page.tokens[end].form in {"من", "في"} and end + 1 < stop and "direction" not in page.words[end + 1].shapes:
        inner = body_at(page, end + 1, stop) or known_at(page, end + 1, stop, 1)
        if inner is not None and inner.kind == "organization" and inner.skip == 0 and not inner.generic:
            return inner.last
    return end
