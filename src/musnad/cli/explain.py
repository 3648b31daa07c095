"""`musnad explain`: why a record says what it says."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from musnad.cli.exits import ExitCode, orderly, say
from musnad.cli.options import (
    BIDI,
    DEFAULT_READER,
    OUTLET,
    PUBLISHED,
    READER,
    AnswerFormat,
    check_date,
    check_reader,
    epilog,
)
from musnad.cli.terminal import Bidi, console_for, display_for
from musnad.types import Document, Problem, Record, Span

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from musnad.cli.evidence import Explanation, FieldReasons, Reason

EPILOG = epilog(
    ("musnad explain article.txt v1 --published 2017-01-10", "which words and rules made the first event"),
    ("musnad explain news.jsonl c2 --document nr-002-ufuq", "the second claim of one article among many"),
    ("musnad explain article.txt t1 --format json", "for a program"),
)


def explain(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The article, as `musnad read` takes it; - for standard input.")
    ],
    name: Annotated[str, typer.Argument(metavar="ID", help="A mention, entity, time, claim or event: m1, e1, t1, c1, v1.")],
    *,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="ID", help="Which document, where PATH holds several."),
    ] = None,
    published: PUBLISHED = None,
    outlet: OUTLET = None,
    reader: READER = DEFAULT_READER,
    form: Annotated[AnswerFormat, typer.Option("--format", help="For people or for programs.")] = AnswerFormat.TEXT,
    bidi: BIDI = Bidi.AUTO,
) -> None:
    """Show which cue, rule or row of a table, and which characters, gave each field its value, and what was rejected.

    The article is read again; give the same options as for `musnad read`.
    """
    check_date(published)
    check_reader(reader)
    with orderly():
        from musnad import read
        from musnad.cli.evidence import explanation, known_ids
        from musnad.cli.inputs import documents_of

        record = read(_chosen(documents_of([path], published=published, outlet=outlet), document), using=reader)
        found = explanation(record, name)
        if found is None:
            there = known_ids(record) or "nothing"
            raise typer.BadParameter(f"document {record.document.id} has no {name}; it has {there}", param_hint="'ID'")
        if form is AnswerFormat.JSON:
            _print_json(record, found)
        else:
            _print_text(record, found, bidi)


def _chosen(items: Iterable[Document | Problem], wanted: str | None) -> Document:
    """The document asked for; ends the command where it is not there, or where several are and none was named."""
    chosen: Document | None = None
    for item in items:
        if isinstance(item, Problem):
            if item.document is None or item.document == wanted or wanted is None:
                say(item.message)
            continue
        if wanted is not None and item.id == wanted:
            return item
        if wanted is None and chosen is not None:
            raise typer.BadParameter(
                f"there are several documents, {chosen.id} and {item.id} among them; name one",
                param_hint="'--document'",
            )
        chosen = item
    if chosen is None:
        raise typer.Exit(ExitCode.NOTHING_READ)
    if wanted is not None:
        raise typer.BadParameter(f"there is no document {wanted!r}", param_hint="'--document'")
    return chosen


def _print_json(record: Record, found: Explanation) -> None:
    import orjson

    text = record.document.text
    data = {
        "schema": "musnad-explanation/1",
        "document": record.document.id,
        "record": found.data,
        "fields": [
            {
                "field": field.field,
                "value": field.value,
                "reasons": [_reason(reason, text) for reason in field.reasons],
            }
            for field in found.fields
        ],
        "sentences": [_span(Span(s.start, s.end), text) for s in found.sentences],
    }
    sys.stdout.write(orjson.dumps(data).decode() + "\n")


def _reason(reason: Reason, text: str) -> dict[str, Any]:
    rejected = [{"value": r.value, "score": round(r.score, 3), "span": _span(r.span, text)} for r in reason.rejected]
    return {"rule": reason.rule, "span": _span(reason.span, text), "rejected": rejected}


def _span(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def _print_text(record: Record, found: Explanation, bidi: Bidi) -> None:
    from musnad.cli.article import print_heading
    from musnad.cli.evidence import LAYERS
    from musnad.cli.right_to_left import Lines
    from musnad.cli.tables import plain_table
    from musnad.cli.terminal import PAGE, directions_detected

    console = console_for(sys.stdout)
    display = display_for(bidi, sys.stdout)
    print_heading(console, record, display)
    console.print(f"{LAYERS[found.layer]} {found.data['id']}", style="bold")
    console.print()
    with directions_detected(display, sys.stdout):
        for sentence in found.sentences:
            marked = _marked(record.document.text, Span(sentence.start, sentence.end), found, console)
            for line in Lines(marked, display).lines(min(console.width, PAGE)):
                console.print(line, soft_wrap=True)
            console.print()
    table = plain_table(None, ("field", "value", "because", "read from", "rejected"))
    for field in found.fields:
        table.add_row(*(Lines(part, display, cell=True, mixed=True) for part in _row(record, field)))
    console.print(table)


def _row(record: Record, field: FieldReasons) -> tuple[str, ...]:
    text = record.document.text
    rules = list(dict.fromkeys(reason.rule for reason in field.reasons))
    words = list(dict.fromkeys(reason.span for reason in field.reasons if reason.span is not None))
    places = "\n".join(f"{span.start}:{span.end} {span.of(text)}" for span in words)
    others = dict.fromkeys(f"{r.value} {r.score:.2f}" for reason in field.reasons for r in reason.rejected)
    return field.field, _told(field.value, record), "\n".join(rules) or "–", places or "–", "\n".join(others) or "–"


def _told(value: object, record: Record) -> str:
    """A stored value in few words: spans by their text, mentions by id and text."""
    from musnad.cli.tables import spoken_name, spoken_time

    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, list):
        return "\n".join(_told(part, record) for part in value)
    if isinstance(value, dict):
        if "text" in value and "start" in value:
            return str(value["text"])
        return ", ".join(f"{key} {_told(part, record)}" for key, part in value.items() if part is not None)
    spoken = spoken_name(record, value) or spoken_time(record, value) if isinstance(value, str) else ""
    return f"{value} {spoken}" if spoken else str(value)


def _marked(text: str, sentence: Span, found: Explanation, console: Console) -> Text:
    """The sentence with the characters of the evidence underlined, or in ⟦ ⟧ where nothing can be underlined."""
    from rich.text import Text

    inside = [Span(max(s.start, sentence.start), min(s.end, sentence.end)) for s in found.spans if s.overlaps(sentence)]
    if console.color_system is None:
        shown = sentence.of(text)
        for at, mark in sorted([(s.start, "⟦") for s in inside] + [(s.end, "⟧") for s in inside], reverse=True):
            shown = shown[: at - sentence.start] + mark + shown[at - sentence.start :]
        return Text(shown)
    marked = Text(sentence.of(text))
    said = {r.span for field in found.fields if field.field in {"content", "claim"} for r in field.reasons}
    for span in found.spans:
        start, end = max(span.start - sentence.start, 0), min(span.end - sentence.start, len(marked))
        if start < end:
            marked.stylize("underline" if span in said else "bold underline reverse", start, end)
    return marked
