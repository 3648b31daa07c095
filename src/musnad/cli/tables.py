"""The layers of a record as tables for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from musnad.cli.right_to_left import Lines
from musnad.cli.terminal import Display
from musnad.types import Claim, Entity, Event, Record, TimeExpression

NOTHING = "–"
"""What stands in a cell without a value."""

_MENTIONS_SHOWN = 4


def record_tables(record: Record, display: Display) -> Iterator[Table]:
    """Tables of the entities, times, claims and events of a record; layers in which nothing was found say so."""
    reading = record.reading
    yield _entities(record, display)
    yield _table(
        "Times", ("id", "text", "type", "value", "days", "reason"), (_time(t, record) for t in reading.times), display
    )
    yield _table(
        "Claims",
        ("id", "speaker", "cue", "act", "stance", "content"),
        (_claim(claim, record) for claim in reading.claims),
        display,
    )
    yield _table(
        "Events",
        ("id", "type", "anchor", "actors", "recipients", "place", "time", "status", "according to"),
        (_event(event, record) for event in reading.events),
        display,
    )


def spoken_name(record: Record, mention: str | None) -> str:
    """The words of a mention by its id; empty for none."""
    found = next((m for m in record.reading.mentions if m.id == mention), None)
    return "" if found is None else found.span.of(record.document.text)


def spoken_time(record: Record, time: str | None) -> str:
    """The words of a time expression by its id; empty for none."""
    found = next((t for t in record.reading.times if t.id == time), None)
    return "" if found is None else found.span.of(record.document.text)


def plain_table(title: str | None, columns: Sequence[str]) -> Table:
    """An empty table in the house's look."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        longest = max((len(word) for word in column.split()), default=0)
        table.add_column(column, overflow="fold", min_width=longest)
    return table


def _table(title: str, columns: Sequence[str], rows: Iterator[Sequence[str]], display: Display) -> Table:
    found = list(rows)
    if not found:
        return plain_table(f"{title}: none", ())
    table = plain_table(f"{title}: {len(found)}", columns)
    table.columns[0].no_wrap = True
    for row in found:
        table.add_row(*(_cell(value, display) for value in row))
    return table


def _cell(value: str, display: Display) -> RenderableType:
    return Lines(value, display, cell=True) if value else Text(NOTHING, style="dim")


def _entities(record: Record, display: Display) -> Table:
    uses: dict[str, list[str]] = defaultdict(list)
    for mention in record.reading.mentions:
        uses[mention.entity].append(mention.id)
    rows = (_entity(entity, uses[entity.id]) for entity in record.reading.entities)
    columns = ("id", "kind", "name", "in English", "role", "country", "sectors", "mentions")
    return _table("Entities", columns, rows, display)


def _entity(entity: Entity, uses: Sequence[str]) -> tuple[str, ...]:
    sectors = " ".join(entity.sectors)
    return (
        entity.id,
        entity.kind,
        entity.name_ar,
        entity.name_en or "",
        entity.role or "",
        entity.country or "",
        sectors,
        " ".join(uses[:_MENTIONS_SHOWN]) + (f" +{len(uses) - _MENTIONS_SHOWN}" if len(uses) > _MENTIONS_SHOWN else ""),
    )


def _time(time: TimeExpression, record: Record) -> tuple[str, ...]:
    days = " … ".join(dict.fromkeys(day for day in (time.earliest, time.latest) if day))
    words = time.span.of(record.document.text)
    return time.id, words, time.type, time.value or "", "" if days == time.value else days, time.reason or ""


def _claim(claim: Claim, record: Record) -> tuple[str, ...]:
    text = record.document.text
    relays = [link for link in claim.chain if link.role == "relay"]
    speaker = spoken_name(record, claim.speaker)
    through = "".join(f"\n← {spoken_name(record, link.mention)}" for link in reversed(relays))
    cue = "" if claim.cue is None else claim.cue.of(text)
    content = " […] ".join(part.of(text) for part in claim.content)
    return claim.id, speaker + through, cue, claim.act, claim.stance, content


def _event(event: Event, record: Record) -> tuple[str, ...]:
    text = record.document.text
    when = next((time for time in record.reading.times if time.id == event.time), None)
    source = event.claim or "outlet"
    return (
        event.id,
        event.type if event.mode is None else f"{event.type}\n{event.mode}",
        event.anchor.of(text),
        "\n".join(spoken_name(record, mention) for mention in event.actors),
        "\n".join(spoken_name(record, mention) for mention in event.recipients),
        spoken_name(record, event.place),
        "" if when is None else when.value or when.span.of(text),
        event.status,
        source if event.certainty != "disputed" else f"{source}, disputed",
    )
