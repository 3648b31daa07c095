"""Whether a known name really stands where a word is spelt like it."""

from __future__ import annotations

from musnad.knowledge.names import NEAR, Match, names
from musnad.naming.page import Page

_SHORTEST_SAFE_NAME = 3
"""A known name of more letters behind a clitic is that name: `لتركيا`; a shorter one may be chance (`بقم`)."""
_GREAT_TOWN = 200_000
_SURE_TOWN = 50_000
"""Inhabitants from which a town that is spelt like an everyday word may stand without a type noun: `في مشهد`."""


def credible(page: Page, index: int, match: Match) -> bool:
    """Whether a known name stands at token `index` rather than an everyday word that is spelt like it."""
    known, single = page.words[index], match.last == index + 1
    if match.skip and known.given and not known.skip:
        return False
    if match.name.table == "person" and not single:
        return True
    if single and (known.function or _clitic_by_chance(page, index, match)):
        return False
    if match.name.table in {"place", "country"}:
        return _credible_place(page, index, match, single)
    if match.name.generic:
        return _enclosed(page, index, match.last) or (not single and match.name.table != "outlet")
    if match.name.table == "outlet" and single and (known.common or known.place):
        return _enclosed(page, index, match.last)
    return True


def _credible_place(page: Page, index: int, match: Match, single: bool) -> bool:
    name, known = match.name, page.words[index]
    if single and name.population >= _GREAT_TOWN and not known.common:
        # `عدن` is spelt like a verb, and is the port all the same.
        return True
    if single and _reads_otherwise(page, index, match):
        sure = name.table == "country" or name.population >= _SURE_TOWN
        return (sure and _located(page, index, match)) or (match.skip == 0 and _fronted(page, index))
    if name.table == "place" and (name.generic or name.small):
        nowhere_else = name.country in NEAR and not name.generic and _unknown(page, index)
        return nowhere_else or (_located(page, index, match) and not (single and (known.everyday or known.given)))
    return True


def _clitic_by_chance(page: Page, index: int, match: Match) -> bool:
    """Whether what looks like a clitic before a name is not one: `بحماس كبير` is enthusiasm, `والي` a governor."""
    if match.preposition == "ب" and page.words[index].common and match.name.table == "organization":
        return True
    return bool(match.skip) and _reads_whole(page, index, match)


def _unknown(page: Page, index: int) -> bool:
    """Whether no other table knows the word: then a small town of the region is what it names (`صرواح`)."""
    known = page.words[index]
    return not (
        known.common or known.verb or known.function or known.given or known.family or known.group or known.nationality
    )


def _reads_otherwise(page: Page, index: int, match: Match) -> bool:
    """Whether a place's name is also an everyday word here: `الميادين` squares, `مشهد` scene, `تدمر` destroys, `مالي`."""
    known = page.words[index]
    if match.name.table == "country":
        return known.homograph and known.common
    return known.everyday or (known.verb and not known.definite)


def _reads_whole(page: Page, index: int, match: Match) -> bool:
    """Whether the token makes sense without splitting: `والي` governor, `فرح` joy; a fused article never does."""
    known = page.words[index]
    form = page.tokens[index].form
    if form.startswith(("لل", "ولل", "بال", "وال", "وبال", "فال", "كال")):
        return False
    safe = match.name.table != "place" or match.name.population >= _SURE_TOWN
    if safe and len(form) - match.skip > _SHORTEST_SAFE_NAME:
        return False
    return (
        bool(known.common and known.skip == 0 and not form.startswith("و")) or known.verb or (known.given and not known.skip)
    )


def _located(page: Page, index: int, match: Match) -> bool:
    """Whether a word before the name shows that a place follows."""
    if match.preposition == "ب":
        return True
    before = index - 1 - (index > 1 and page.tokens[index - 1].form == "#")
    shown = before >= 0 and match.skip == 0 and bool(page.words[before].shapes & {"locative", "front"})
    return shown or (match.name.table == "country" and _in_company(page, index, match))


def _fronted(page: Page, index: int) -> bool:
    """Whether a place must follow what stands before: `جبهة حرض`."""
    return index > 0 and "front" in page.words[index - 1].shapes


def _in_company(page: Page, index: int, match: Match) -> bool:
    """Whether `و` joins the name to a country: `حدودها مع مالي والنيجر`, `النيجر ومالي`."""
    if match.skip == 0 and match.last < len(page.tokens) and _country(page, match.last, joined=True):
        return True
    return match.skip == 1 and page.tokens[index].form[0] == "و" and index > 0 and _country(page, index - 1, joined=False)


def _country(page: Page, index: int, joined: bool) -> bool:
    """Whether token `index` names a country and is spelt like nothing else, with `و` before it or without."""
    if page.words[index].homograph or (joined and page.tokens[index].form[0] != "و"):
        return False
    found = names().matches(page.tokens, index, index + 1)
    return any(match.name.table == "country" and match.skip == int(joined) for match in found)


def _enclosed(page: Page, first: int, last: int) -> bool:
    before = page.tokens[first - 1].form if first else ""
    after = page.tokens[last].form if last < len(page.tokens) else ""
    return before in {'"', "«", "“", "(", "‘", "'"} and after in {'"', "»", "”", ")", "’", "'"}
