"""An article with what was read in it marked: who, when, what is said, by which cue, and what is done."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.style import Style
from rich.text import Text

from musnad.cli.right_to_left import Lines
from musnad.cli.tables import record_tables
from musnad.cli.terminal import PAGE, Display, directions_detected
from musnad.types import Record, Span

# Colours carry their own letters' colour, so that they read on a dark and on a light terminal. Claim content is only
# underlined and so combines with all of them.
STYLES = {
    "person": Style(color="#000000", bgcolor="#f2c879"),
    "organization": Style(color="#000000", bgcolor="#9fd3a7"),
    "place": Style(color="#000000", bgcolor="#96c5ea"),
    "group": Style(color="#000000", bgcolor="#cdbdea"),
    "time": Style(color="#000000", bgcolor="#dcdcdc"),
    "content": Style(underline=True),
    "cue": Style(color="#ffffff", bgcolor="#2456b0", bold=True),
    "event": Style(color="#ffffff", bgcolor="#b3261e", bold=True),
    "both": Style(color="#ffffff", bgcolor="#7b2a9d", bold=True),
}
"""What each kind of highlight looks like."""

_LEGEND = (
    ("person", "person"),
    ("organization", "organization"),
    ("place", "place"),
    ("group", "group"),
    ("time", "time"),
    ("cue", "cue"),
    ("event", "event"),
    ("both", "cue and event"),
    ("content", "what is claimed"),
)


def print_article(console: Console, record: Record, display: Display) -> None:
    """The article with its highlights and a legend, then the records beneath."""
    print_heading(console, record, display)
    with directions_detected(display, console.file):
        for line in Lines(highlighted(record), display).lines(min(console.width, PAGE)):
            console.print(line, soft_wrap=True)
    if console.is_terminal:
        console.print()
        console.print(legend())
    for table in record_tables(record, display):
        console.print()
        console.print(table)
    console.print()


def print_heading(console: Console, record: Record, display: Display) -> None:
    """A rule with the id, outlet and date of the document."""
    document = record.document
    told = [document.id, document.outlet or "outlet not known", document.published or "date not known"]
    title = "  ·  ".join(Lines(part, display, cell=True).lines(len(part))[0].plain.strip() for part in told)
    console.rule(Text(title, style="bold"), characters="─", style="dim")


def legend() -> Text:
    """One line that shows each style with its meaning."""
    text = Text()
    for style, meaning in _LEGEND:
        text.append(f" {meaning} ", STYLES[style])
        text.append(" ")
    return text


def highlighted(record: Record) -> Text:
    """The text of the document with a style on every span; inner spans show over outer ones."""
    text = Text(record.document.text)
    for name, span in _layers(record):
        text.stylize(STYLES[name], span.start, span.end)
    return text


def _layers(record: Record) -> Iterator[tuple[str, Span]]:
    """Highlights from the lowest to the highest: longer mentions first, so that a name shows in a description."""
    reading = record.reading
    for time in reading.times:
        yield "time", time.span
    for mention in sorted(reading.mentions, key=lambda mention: mention.span.start - mention.span.end):
        yield mention.kind, mention.span
    cues = [claim.cue for claim in reading.claims if claim.cue is not None]
    cues += [link.cue for claim in reading.claims for link in claim.chain if link.cue is not None]
    anchors = [event.anchor for event in reading.events]
    for cue in cues:
        yield "cue", cue
    for anchor in anchors:
        yield "both" if any(anchor.overlaps(cue) for cue in cues) else "event", anchor
    for claim in reading.claims:
        for part in claim.content:
            yield "content", part
