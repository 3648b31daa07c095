"""Which documents share a text: fingerprints and links of the store, and the groups of one origin that follow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
import sqlalchemy as sa

from musnad.across.copies import COMMON, PROPOSING, Link, Match, Origin, Page, link_of, origins_among, prints_of
from musnad.store import schema
from musnad.store.packing import portions
from musnad.store.writing import add_missing

_SIGN = 1 << 63


def compare(connection: sa.Connection, numbers: Sequence[int]) -> None:
    """Finds what new documents share with all that are there, and renews the origins that this touches."""
    pages = _pages(connection, numbers)
    candidates = _candidates(connection, pages)
    others = {number for pair in candidates for number in pair} - pages.keys()
    pages |= _pages(connection, sorted(others))
    links = []
    for one, other in sorted(candidates):
        link = link_of(pages[one], pages[other])
        if link is not None:
            links.append(_link_row(link, {pages[one].document: one, pages[other].document: other}))
    add_missing(connection, schema.links, links)
    if links:
        _renew(connection, {number for row in links for number in (row["one"], row["other"])})


def origins_of(connection: sa.Connection, documents: Iterable[int] | None = None) -> Iterator[Origin]:
    """The origins of the store by id, or those that have one of the documents of these numbers."""
    table, members = schema.origins, schema.origin_members
    query = sa.select(table.c.id).order_by(table.c.id)
    if documents is not None:
        query = query.where(sa.exists().where(members.c.origin == table.c.id, members.c.document.in_(list(documents))))
    for name in list(connection.scalars(query)):
        held = sa.select(members.c.document).where(members.c.origin == name)
        yield from _grouped(connection, set(connection.scalars(held)))


def _candidates(connection: sa.Connection, pages: dict[int, Page]) -> set[tuple[int, int]]:
    """Pairs of a new document and any other that share enough rare fingerprints, or the whole text."""
    table, documents = schema.fingerprints, schema.documents
    prints = {number: _prints(page) for number, page in pages.items()}
    rows = [{"print": each, "document": number} for number, found in prints.items() for each in found]
    add_missing(connection, table, rows)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for some in portions(sorted({each for found in prints.values() for each in found})):
        for value, number in connection.execute(sa.select(*table.c).where(table.c.print.in_(some))):
            holders[value].append(number)
    pairs: set[tuple[int, int]] = set()
    for number, found in prints.items():
        shared: Counter[int] = Counter()
        for each in found:
            if len(holders[each]) <= COMMON:
                shared.update(holders[each])
        pairs.update(_pair(number, other) for other, n in shared.items() if n >= PROPOSING and other != number)
    twins = documents.alias()
    for some in portions(sorted(pages)):
        same = sa.select(documents.c.id, twins.c.id).join(twins, documents.c.sha256 == twins.c.sha256)
        found_twins = connection.execute(same.where(documents.c.id.in_(some), documents.c.id != twins.c.id))
        pairs.update(_pair(one, other) for one, other in found_twins)
    return pairs


def _renew(connection: sa.Connection, numbers: set[int]) -> None:
    """Groups anew all documents that links lead to from these."""
    reached = _reached(connection, numbers)
    found = list(_grouped(connection, reached))
    documents, table, members = schema.documents, schema.origins, schema.origin_members
    names: dict[str, int] = {}
    for some in portions(sorted(reached)):
        gone = sa.select(members.c.origin).where(members.c.document.in_(some)).distinct()
        connection.execute(sa.delete(table).where(table.c.id.in_(gone)))
        connection.execute(sa.update(documents).where(documents.c.id.in_(some)).values(origin=None))
        query = sa.select(documents.c.name, documents.c.id).where(documents.c.id.in_(some))
        names.update((row[0], row[1]) for row in connection.execute(query))
    for origin in found:
        connection.execute(sa.insert(table), [{"id": origin.id, "kind": origin.kind, "first": names[origin.first]}])
        held = [{"origin": origin.id, "document": names[name], "start": None, "end": None} for name in origin.documents]
        connection.execute(sa.insert(members), held)
        for some in portions([names[name] for name in origin.documents]):
            connection.execute(sa.update(documents).where(documents.c.id.in_(some)).values(origin=origin.id))


def _reached(connection: sa.Connection, numbers: set[int]) -> set[int]:
    """The documents, and all that links lead to from them."""
    table = schema.links
    reached, edge = set(numbers), set(numbers)
    while edge:
        found: set[int] = set()
        for some in portions(sorted(edge)):
            query = sa.select(table.c.one, table.c.other).where(sa.or_(table.c.one.in_(some), table.c.other.in_(some)))
            found.update(number for pair in connection.execute(query) for number in pair)
        edge = found - reached
        reached |= edge
    return reached


def _grouped(connection: sa.Connection, numbers: set[int]) -> tuple[Origin, ...]:
    """The origins of documents of which all links stay among them."""
    pages = _pages(connection, sorted(numbers))
    table = schema.links
    links = []
    for some in portions(sorted(numbers)):
        for row in connection.execute(sa.select(table).where(table.c.one.in_(some), table.c.other.in_(sorted(numbers)))):
            links.append(_link(row, pages))
    return origins_among(links, pages.values())


def _link_row(link: Link, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "one": numbers[link.document],
        "other": numbers[link.other],
        "kind": link.kind,
        "first": numbers[link.first] if link.first else None,
        "share": link.share,
        "passages": orjson.dumps([(m.start, m.end, m.other_start, m.other_end) for m in link.matches]).decode(),
    }


def _link(row: sa.Row[Any], pages: dict[int, Page]) -> Link:
    one, other = pages[row.one].document, pages[row.other].document
    first = pages[row.first].document if row.first is not None else None
    passages = orjson.loads(row.passages)
    matches = tuple(Match(one, start, end, other, begin, stop) for start, end, begin, stop in passages)
    return Link(row.kind, one, other, first, row.share, matches)


def _pages(connection: sa.Connection, numbers: Sequence[int]) -> dict[int, Page]:
    documents = schema.documents
    pages: dict[int, Page] = {}
    for some in portions(numbers):
        query = sa.select(documents).where(documents.c.id.in_(some))
        for row in connection.execute(query):
            pages[row.id] = Page(row.name, row.text, row.outlet, row.published)
    return pages


def _prints(page: Page) -> list[int]:
    """The fingerprints of a text as signed numbers of 64 bits, which is what databases have."""
    return [value - 2 * _SIGN if value >= _SIGN else value for value in prints_of(page).tolist()]


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
