"""A store for others: JSON Lines of records, CSV and Parquet of their layers, always in the same order."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Literal, TextIO

import orjson
import sqlalchemy as sa

from musnad.across.accounts import Account, Party, accounts_of, actor_key
from musnad.store.reading import problems, records

Row = dict[str, Any]
Kind = Literal["string", "int64", "float64", "bool"]
Layer = Literal["records", "documents", "mentions", "claims", "events", "problems"]

_BETWEEN = " | "
"""Stands between several values in one cell: no Arabic name holds it."""

_ROW_GROUP = 4096

_OF_DOCUMENT: dict[str, Kind] = {"document": "string", "published": "string", "outlet": "string"}

COLUMNS: dict[Layer, dict[str, Kind]] = {
    "records": {**_OF_DOCUMENT, "record": "string"},
    "documents": {
        **_OF_DOCUMENT,
        **dict.fromkeys(("title", "url", "sha256", "text"), "string"),
        **dict.fromkeys(("mentions", "claims", "events"), "int64"),
    },
    "mentions": {
        **_OF_DOCUMENT,
        "mention": "string",
        **dict.fromkeys(("start", "end"), "int64"),
        **dict.fromkeys(("text", "key", "kind", "name_ar", "name_en", "role", "country", "sectors"), "string"),
        **dict.fromkeys(("lat", "lon"), "float64"),
    },
    "claims": {
        **_OF_DOCUMENT,
        **dict.fromkeys(("claim", "speaker", "speaker_key", "act", "form", "stance", "relays", "cue"), "string"),
        **dict.fromkeys(("start", "end"), "int64"),
        "content": "string",
    },
    "events": {
        **_OF_DOCUMENT,
        **dict.fromkeys(("event", "type", "mode", "context", "cameo", "quad"), "string"),
        "intensity": "float64",
        **dict.fromkeys(("status", "certainty", "anchor"), "string"),
        **dict.fromkeys(("start", "end"), "int64"),
        **dict.fromkeys(("actors", "actor_keys", "recipients", "recipient_keys"), "string"),
        **dict.fromkeys(("place", "place_key", "country"), "string"),
        **dict.fromkeys(("lat", "lon"), "float64"),
        **dict.fromkeys(("earliest", "latest", "claim", "speaker", "speaker_key", "stance"), "string"),
        "headline": "bool",
        "sentence": "string",
    },
    "problems": dict.fromkeys(("source", "kind", "message", "document"), "string"),
}
"""The columns of each layer in CSV and Parquet."""

LAYERS: tuple[Layer, ...] = tuple(COLUMNS)


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Each row as a line of JSON."""
    return (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE).decode() for row in rows)


def record_rows(
    connection: sa.Connection, where: Sequence[sa.ColumnElement[bool]] = (), *, limit: int | None = None
) -> Iterator[Row]:
    """The current records themselves (CONTRACT.md), by date of publication and name."""
    return (stored.record for stored in records(connection, where, limit=limit))


def rows(
    connection: sa.Connection,
    layer: Layer,
    where: Sequence[sa.ColumnElement[bool]] = (),
    *,
    limit: int | None = None,
) -> Iterator[Row]:
    """The rows of a layer with the fields of COLUMNS, by document and their order in it; `limit` counts documents."""
    if layer == "problems":
        return (dict(row) for row in islice(problems(connection), limit))
    make = _MAKERS[layer]
    return (row for record in record_rows(connection, where, limit=limit) for row in make(record))


def write_csv(target: TextIO, layer: Layer, found: Iterable[Row]) -> int:
    """Writes rows as CSV with a line of column names, and gives their number; nothing stands for None."""
    writer = csv.DictWriter(target, list(COLUMNS[layer]), lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in found:
        writer.writerow({name: _cell(value) for name, value in row.items()})
        count += 1
    return count


def write_parquet(target: Path, layer: Layer, found: Iterable[Row]) -> int:
    """Writes rows as a Parquet file that is whole or not there, and gives their number."""
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        count = _write_parquet(part, layer, found)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def parquet_bytes(layer: Layer, found: Iterable[Row]) -> bytes:
    """Rows as the bytes of a Parquet file."""
    target = io.BytesIO()
    _write_parquet(target, layer, found)
    return target.getvalue()


def _write_parquet(target: Path | io.BytesIO, layer: Layer, found: Iterable[Row]) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    types = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS[layer].items()])
    waiting, count = iter(found), 0
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        while some := list(islice(waiting, _ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count


def _cell(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value


def _of_document(record: Mapping[str, Any]) -> Row:
    document = record["document"]
    return {"document": document["id"], "published": document["published"], "outlet": document["outlet"]}


def _record(record: Mapping[str, Any]) -> Iterator[Row]:
    yield {**_of_document(record), "record": orjson.dumps(record).decode()}


def _document(record: Mapping[str, Any]) -> Iterator[Row]:
    taken = {name: record["document"][name] for name in ("title", "url", "sha256", "text")}
    yield {**_of_document(record), **taken, **{name: len(record[name]) for name in ("mentions", "claims", "events")}}


def _mentions(record: Mapping[str, Any]) -> Iterator[Row]:
    entities = {entity["id"]: entity for entity in record["entities"]}
    for mention in record["mentions"]:
        entity = entities[mention["entity"]]
        geo = entity["geo"] or {}
        yield {
            **_of_document(record),
            "mention": mention["id"],
            **{name: mention[name] for name in ("start", "end", "text")},
            "key": actor_key(entity),
            **{name: entity[name] for name in ("kind", "name_ar", "name_en", "role", "country")},
            "sectors": _joined(entity["sectors"]),
            "lat": geo.get("lat"),
            "lon": geo.get("lon"),
        }


def _claims(record: Mapping[str, Any]) -> Iterator[Row]:
    entities = {entity["id"]: entity for entity in record["entities"]}
    spoken = {mention["id"]: entities[mention["entity"]] for mention in record["mentions"]}
    for claim in record["claims"]:
        speaker = spoken.get(claim["speaker"])
        relays = [link for link in claim["chain"] if link["role"] == "relay"]
        yield {
            **_of_document(record),
            "claim": claim["id"],
            "speaker": speaker["name_ar"] if speaker else None,
            "speaker_key": actor_key(speaker) if speaker else None,
            **{name: claim[name] for name in ("act", "form", "stance")},
            "relays": _joined(spoken[link["mention"]]["name_ar"] for link in relays if link.get("mention")),
            "cue": claim["cue"]["text"] if claim["cue"] else None,
            "start": min(part["start"] for part in claim["content"]),
            "end": max(part["end"] for part in claim["content"]),
            "content": " […] ".join(part["text"] for part in claim["content"]),
        }


def _events(record: Mapping[str, Any]) -> Iterator[Row]:
    for event, account in zip(record["events"], accounts_of(record), strict=True):
        yield {
            **_of_document(record),
            "event": account.event,
            "type": account.type,
            "mode": account.mode,
            "context": _joined(account.context),
            "cameo": event["cameo"],
            "quad": account.quad,
            "intensity": account.intensity,
            "status": account.status,
            "certainty": account.certainty,
            "anchor": account.word,
            "start": account.anchor.start,
            "end": account.anchor.end,
            "actors": _joined(party.name_ar for party in account.actors),
            "actor_keys": _joined(party.key for party in account.actors),
            "recipients": _joined(party.name_ar for party in account.recipients),
            "recipient_keys": _joined(party.key for party in account.recipients),
            **_place(account.place),
            "earliest": account.earliest,
            "latest": account.latest,
            **_voice(account),
            "headline": account.headline,
            "sentence": account.words,
        }


def _place(place: Party | None) -> Row:
    if place is None:
        return dict.fromkeys(("place", "place_key", "country", "lat", "lon"))
    return {
        "place": place.name_ar,
        "place_key": place.key,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
    }


def _voice(account: Account) -> Row:
    voice = account.voice
    speaker = voice.speaker if voice else None
    return {
        "claim": voice.claim if voice else None,
        "speaker": speaker.name_ar if speaker else None,
        "speaker_key": speaker.key if speaker else None,
        "stance": voice.stance if voice else None,
    }


def _joined(values: Iterable[str]) -> str | None:
    return _BETWEEN.join(values) or None


_MAKERS: dict[Layer, Callable[[Mapping[str, Any]], Iterator[Row]]] = {
    "records": _record,
    "documents": _document,
    "mentions": _mentions,
    "claims": _claims,
    "events": _events,
}
