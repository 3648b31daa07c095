"""`musnad search`: documents of a store by words, by meaning in any language, or by both."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli.exits import ExitCode, orderly, say
from musnad.cli.filters import (
    ACTOR,
    COUNTRY,
    DB,
    FORMAT,
    LIMIT,
    OUTLETS,
    PLACE,
    SINCE,
    SPEAKER,
    STANCE,
    TYPE,
    UNTIL,
    TableFormat,
    filters_of,
)
from musnad.cli.options import BIDI, epilog
from musnad.cli.terminal import PAGE, Bidi

if TYPE_CHECKING:
    from rich.text import Text

    from musnad.store.searching import Answer, Found

EPILOG = epilog(
    ("musnad search 'الهجوم الكيماوي دوما' --db news.db", "by words in any inflection, and by meaning"),
    (
        "musnad search '\"الخوذ البيضاء\"' --by words --outlet العربية --db news.db",
        "a phrase as it is written, in one outlet",
    ),
    ("musnad search 'who shot down the drone?' --since 2018-04-01 --db news.db", "in English; `musnad embed` comes first"),
    ("musnad search '' --type ASSAULT --actor Russia --db news.db", "filters alone, the newest first"),
)

_HIT = "bold underline"


class By(StrEnum):
    """What is compared."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


def search(
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION",
            help='Words that must all stand in the document, "phrases" in quotation marks, or a question in any language; '
            "'' for filters alone.",
        ),
    ],
    *,
    db: DB,
    by: Annotated[
        By, typer.Option("--by", help="Compare words, meaning (needs `musnad embed`), or both and put them together.")
    ] = By.BOTH,
    outlet: OUTLETS = None,
    since: SINCE = None,
    until: UNTIL = None,
    actor: ACTOR = None,
    place: PLACE = None,
    country: COUNTRY = None,
    type: TYPE = None,  # noqa: A002 - the name of the option
    speaker: SPEAKER = None,
    stance: STANCE = None,
    limit: LIMIT = 10,
    form: FORMAT = TableFormat.TABLE,
    bidi: BIDI = Bidi.AUTO,
) -> None:
    """Find documents by words, by meaning in Arabic or English, or by both; within filters.

    Each comes with the passage that fits best and the places of the words in the document's text.
    """
    filters = filters_of(
        outlets=outlet, since=since, until=until, actor=actor, place=place, country=country, type=type,
        speaker=speaker, stance=stance, limit=limit,
    )  # fmt: skip
    with orderly():
        from musnad.store import open_store, searching

        with open_store(db, create=False) as store:
            answer = searching.Searcher(store).search(question, filters, searching.By(by.value))
        if answer.note:
            say(answer.note)
        _FORMS[form](answer, bidi)
    raise typer.Exit(ExitCode.DONE)


def _write_json(answer: Answer, _bidi: Bidi) -> None:
    import orjson

    from musnad.store.answers import found_data

    for found in answer.found:
        sys.stdout.write(orjson.dumps(found_data(found, answer)).decode() + "\n")


def _write_csv(answer: Answer, _bidi: Bidi) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("document", "outlet", "published", "title", "score", "start", "end", "passage", "hits"))
    for found in answer.found:
        hits = " ".join(f"{hit.start}-{hit.end}" for hit in found.hits)
        place = (found.passage.start, found.passage.end, found.text, hits)
        writer.writerow((found.document, found.outlet, found.published, found.title, found.score, *place))


def _print(answer: Answer, bidi: Bidi) -> None:
    from musnad.cli.right_to_left import Lines
    from musnad.cli.terminal import console_for, directions_detected, display_for

    console = console_for(sys.stdout)
    display = display_for(bidi, sys.stdout)
    if not answer.found:
        console.print("nothing found")
    for number, found in enumerate(answer.found, 1):
        about = ", ".join(filter(None, (found.outlet, found.published)))
        width = min(console.width, PAGE)
        with directions_detected(display, console.file):
            console.print(f"{number}. {found.document}  {found.score:.3f}", style="bold")
            for line in (*Lines(about, display).lines(width), *Lines(_marked(found), display).lines(width)):
                console.print(line, soft_wrap=True)
        console.print()


def _marked(found: Found) -> Text:
    """The passage on one line, as long as before, with its hits marked."""
    from rich.text import Text

    text = Text(found.text.replace("\n", " "))
    for hit in found.hits:
        if found.passage.covers(hit):
            text.stylize(_HIT, hit.start - found.passage.start, hit.end - found.passage.start)
    return text


_FORMS = {TableFormat.JSON: _write_json, TableFormat.CSV: _write_csv, TableFormat.TABLE: _print}
