"""The told accounts of a document as a row of bytes: what happenings are put together from, without reading the record."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from musnad.across.accounts import Account, Party, Source, Voice
from musnad.across.traits import Traits
from musnad.store import schema
from musnad.store.packing import portions
from musnad.types import Magnitude, Span

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """An account with what its happening needs besides (`across.happenings.Member`), and its magnitudes."""

    account: Account
    place: Party | None
    dated: bool
    opens: bool
    magnitudes: tuple[Magnitude, ...]


def folded(traits: Iterable[Traits], magnitudes: Mapping[str, Sequence[Magnitude]]) -> bytes:
    """The accounts of one document with these traits, and their magnitudes by event; texts are kept as offsets."""
    parties: dict[Party, int] = {}
    voices: dict[Voice, int] = {}

    def party(one: Party | None) -> int | None:
        return None if one is None else parties.setdefault(one, len(parties))

    rows: dict[str, Row] = {}
    for item in traits:
        account = item.account
        rows[account.event] = [
            account.type, account.mode, account.context, account.status, account.certainty, account.intensity, account.quad,
            account.anchor, account.sentence, account.headline, account.lead, [party(one) for one in account.actors],
            [party(one) for one in account.recipients], party(account.place), account.earliest, account.latest,
            account.happening, voices.setdefault(account.voice, len(voices)) if account.voice else None,
            item.place is not None, item.dated, item.opens, [_magnitude(one) for one in magnitudes.get(account.event, ())],
        ]  # fmt: skip
    said = [[one.claim, party(one.speaker), one.relays, one.act, one.form, one.stance, one.content] for one in voices]
    named = [
        [
            one.key, one.kind, one.name_ar, one.name_en, one.country, one.sectors, one.span, one.lat, one.lon, one.precision,
            one.admin1,
        ]
        for one in parties
    ]  # fmt: skip
    return zlib.compress(orjson.dumps([named, said, rows], default=tuple))


def kept(connection: sa.Connection, wanted: Mapping[int, Iterable[str]]) -> Iterator[tuple[int, Kept]]:
    """The accounts of these events of compared documents, both by document, with the document's number."""
    documents, traits = schema.documents, schema.traits
    fields = [documents.c[name] for name in ("id", "name", "outlet", "published", "text")]
    joined = sa.select(*fields, traits.c.accounts).join(traits, traits.c.document == documents.c.id)
    for some in portions(sorted(wanted)):
        for row in connection.execute(joined.where(documents.c.id.in_(some))):
            source = Source(row.name, row.outlet, row.published)
            page = _Page(source, row.text, orjson.loads(zlib.decompress(row.accounts)))
            yield from ((row.id, page.kept(event)) for event in sorted(wanted[row.id]))


class _Page:
    """The accounts of one document, put together again when they are asked for."""

    def __init__(self, source: Source, text: str, data: Row) -> None:
        self._source, self._text = source, text
        self._named, self._said, self._rows = data
        self._parties: dict[int, Party] = {}
        self._voices: dict[int, Voice] = {}

    def kept(self, event: str) -> Kept:
        """The account of an event."""
        (
            kind, mode, context, status, certainty, intensity, quad, anchor, sentence, headline, lead, actors, recipients,
            place, earliest, latest, happening, voice, placed, dated, opens, magnitudes,
        ) = self._rows[event]  # fmt: skip
        anchor, sentence = Span(*anchor), Span(*sentence)
        account = Account(
            self._source, event, kind, mode, tuple(context), status, certainty, intensity, quad, anchor,
            anchor.of(self._text), sentence, sentence.of(self._text), headline, lead, tuple(map(self._party, actors)),
            tuple(map(self._party, recipients)), None if place is None else self._party(place), earliest, latest, happening,
            None if voice is None else self._voice(voice),
        )  # fmt: skip
        return Kept(account, account.place if placed else None, dated, opens, tuple(map(self._magnitude, magnitudes)))

    def _party(self, at: int) -> Party:
        if at not in self._parties:
            key, kind, arabic, english, country, sectors, span, *pin = self._named[at]
            span = Span(*span)
            self._parties[at] = Party(key, kind, arabic, english, country, tuple(sectors), span.of(self._text), span, *pin)
        return self._parties[at]

    def _voice(self, at: int) -> Voice:
        if at not in self._voices:
            claim, speaker, relays, act, form, stance, content = self._said[at]
            self._voices[at] = Voice(
                claim, None if speaker is None else self._party(speaker), tuple(relays), act, form, stance,
                tuple(Span(*part) for part in content),
            )  # fmt: skip
        return self._voices[at]

    def _magnitude(self, row: Row) -> Magnitude:
        field, value, high, bound, who, span, *rest = row
        span = Span(*span)
        return Magnitude(field, value, high, bound, who, span, span.of(self._text), *rest)


def _magnitude(one: Magnitude) -> Row:
    row = [getattr(one, name) for name in ("field", "value", "high", "bound", "who", "span")]
    return [*row, one.group, one.part, one.rise, one.period, one.round]
