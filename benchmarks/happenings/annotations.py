"""The annotated events and the accounts that the reader makes of their documents, matched by their anchors."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import orjson

from musnad.across.accounts import Account, accounts_of
from musnad.pipeline import rules_alone
from musnad.types import Document, Record, Span

Half = Literal["dev", "sealed"]
GOLD = Path(__file__).with_name("gold.tsv")
OUTLETS = frozenset({"alarabia", "bbc", "cnn", "france24", "skynews"})


@dataclass(frozen=True, slots=True)
class Told:
    """One annotated event: where its anchor stands, its type, and which happening it is."""

    document: str
    anchor: Span
    word: str
    type: str
    happening: str

    @property
    def key(self) -> tuple[str, str]:
        """A name of the event that is unique in the benchmark."""
        return self.document, f"{self.anchor.start}:{self.anchor.end}"


def annotated(half: Half, path: Path = GOLD) -> tuple[Told, ...]:
    """The annotated events of one half in the order of the table."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_told(row) for row in rows if row["split"] == half)


def _told(row: dict[str, str]) -> Told:
    anchor = Span(int(row["start"]), int(row["end"]))
    return Told(row["document"], anchor, row["word"], row["type"], row["happening"])


def articles(files: Iterable[Path], documents: Iterable[str]) -> tuple[dict[str, str | None], ...]:
    """The articles of the given ids from the news files, sorted by id."""
    wanted = frozenset(documents)
    found: dict[str, dict[str, str | None]] = {}
    for path in files:
        if path.name.split(".")[0] in OUTLETS:
            with gzip.open(path, "rb") as lines:
                for line in lines:
                    article = orjson.loads(line)
                    if article["id"] in wanted:
                        found[article["id"]] = article
    return tuple(article for _, article in sorted(found.items()))


def accounts_in(records: Path, documents: Iterable[str]) -> tuple[Account, ...]:
    """The accounts of the given documents from a file of records, one a line."""
    wanted = frozenset(documents)
    found: list[Account] = []
    with records.open("rb") as lines:
        for line in lines:
            record = orjson.loads(line)
            if record["document"]["id"] in wanted:
                found += accounts_of(record)
    return tuple(found)


def accounts_of_articles(files: Iterable[Path], documents: Iterable[str]) -> tuple[Account, ...]:
    """The accounts that the rules reader makes of the given documents in the news files."""
    pipeline = rules_alone()
    found: list[Account] = []
    for article in articles(files, documents):
        title, body = (article.get("title") or "").strip(), (article["text"] or "").strip()
        text = f"{title}\n\n{body}" if title else body
        document = Document(str(article["id"]), text, title or None, article.get("published"), article.get("outlet"))
        found += accounts_of(Record(document, pipeline.run(document), {}).to_dict())
    return tuple(found)


def matched(told: Iterable[Told], accounts: Iterable[Account]) -> dict[tuple[str, str], Told]:
    """For the keys of accounts, the annotated event whose anchor each overlaps; one to one, the largest overlap first."""
    told = tuple(told)
    by_document: defaultdict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_document[account.source.document].append(account)
    shares = sorted(
        (min(t.anchor.end, a.anchor.end) - max(t.anchor.start, a.anchor.start), t.key, a.key)
        for t in told
        for a in by_document[t.document]
        if t.anchor.overlaps(a.anchor)
    )
    events = {t.key: t for t in told}
    found: dict[tuple[str, str], Told] = {}
    taken: set[tuple[str, str]] = set()
    for _, event, reader in reversed(shares):
        if event not in taken and reader not in found:
            found[reader] = events[event]
            taken.add(event)
    return found


def given(told: Iterable[Told], accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts as they would be had the reader found each annotated event and no other anchor there.

    An event that the reader missed takes parties, place, time and line of the account nearest in its document; its type
    and anchor are the annotated ones. Events of documents without any account cannot be made and are left out.
    """
    accounts, told = tuple(accounts), tuple(told)
    pairs = matched(told, accounts)
    found = {a.key: replace(a, type=pairs[a.key].type) if a.key in pairs else a for a in accounts}
    by_document: defaultdict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_document[account.source.document].append(account)
    met = {event.key for event in pairs.values()}
    for event in told:
        if event.key not in met and (mates := by_document[event.document]):
            near = min(mates, key=lambda mate: (_distance(mate.anchor, event.anchor), mate.anchor))
            copy = replace(
                near, event=f"gold-{event.anchor.start}", type=event.type, mode=None, anchor=event.anchor,
                word=event.word, status="happened", happening=None,
            )  # fmt: skip
            found[copy.key] = copy
    return tuple(account for _, account in sorted(found.items()))


def _distance(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)
