"""How well English questions find their Arabic articles, and how long answers take.

    python benchmarks/search/run.py --db FILE [--add]     # figures; --add first puts in the fortnight's articles
    python benchmarks/search/run.py --db URL --misses     # and every question whose article is not among the first ten

Any store that holds the articles will do, also one of the whole news data: the more it holds, the harder the questions are.
What the questions are and how they were made is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import news_files, shared_folder

from musnad.store import Store, open_store, schema
from musnad.store.asking import wanted
from musnad.store.choosing import Filters
from musnad.store.embedding import embed, missing
from musnad.store.searching import By, Searcher
from musnad.store.writing import write

TABLE = Path(__file__).resolve().parent / "questions.tsv"
AT = 10
FLOOR = 0.80
"""Recall at ten, by both and by meaning alone."""
SINCE, UNTIL = "2018-04-07", "2018-04-19"
OUTLETS = ("alarabia", "bbc", "cnn", "france24", "skynews")
_BATCH = 64
_WORDS_ASKED = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the names of the document that answers it: the corpora have some articles under two."""

    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the answers of one way, in the order of the questions."""

    wall: tuple[float, ...]
    processor: tuple[float, ...]

    def line(self, name: str) -> str:
        """Median and 99th percentile."""
        told = (f"{kind} {statistics.median(each):6.1f} {_percentile(each, 99):6.1f}" for kind, each in self._kinds())
        return f"{name:14} " + "   ".join(told)

    def _kinds(self) -> Iterator[tuple[str, tuple[float, ...]]]:
        yield "wall", self.wall
        yield "processor", self.processor


def questions() -> list[Question]:
    """The questions in the order of the table."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return [Question(question, tuple(documents.split("|"))) for question, documents in rows]


def recall(ranks: Sequence[int | None]) -> float:
    """The share of the questions whose document is among the first ten."""
    return sum(rank is not None and rank <= AT for rank in ranks) / len(ranks)


def ranks_of(searcher: Searcher, asked: Sequence[Question], by: By) -> list[int | None]:
    """The rank of each question's document among the first ten, None where it is not there."""
    found: list[int | None] = []
    for question in asked:
        names = [one.document for one in searcher.search(question.text, Filters(limit=AT), by).found]
        found.append(next((rank for rank, name in enumerate(names, 1) if name in question.documents), None))
    return found


def add_articles(store: Store, shared: Path) -> None:
    """Puts the fortnight's articles of five outlets into the store, with nothing read in them."""
    batch: list[dict[str, Any]] = []
    for article in _articles(shared):
        batch.append(_unread(article))
        if len(batch) == _BATCH:
            _write(store, batch)
            batch = []
    _write(store, batch)


def times(searcher: Searcher, asked: Sequence[str], by: By, filters: Filters | None = None) -> Times:
    """How long each answer took, once the encoder and the vectors are in memory."""
    searcher.search(asked[0], filters, by)
    wall, processor = [], []
    for question in asked:
        begun, used = time.perf_counter(), time.process_time()
        searcher.search(question, filters, by)
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return Times(tuple(wall), tuple(processor))


def words_asked(store: Store, asked: Sequence[Question]) -> list[str]:
    """For each question three words of its article's title, and for every second one the first two as a phrase."""
    with store.reading() as connection:
        documents = schema.documents
        query = sa.select(documents.c.title).where(
            documents.c.name.in_([name for question in asked for name in question.documents])
        )
        titles = sorted(filter(None, connection.scalars(query)))
    found = []
    for number, title in enumerate(titles):
        words = [word.strip('".:،؟!') for word in title.split() if wanted(word.strip('".:،؟!')).stems][:_WORDS_ASKED]
        found.append(f'"{" ".join(words[:2])}"' if number % 2 else " ".join(words))
    return [each for each in found if wanted(each)]


def _articles(shared: Path) -> Iterator[dict[str, Any]]:
    for path in news_files(shared):
        if path.name.removesuffix(".jsonl.gz") in OUTLETS:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                found = map(json.loads, lines)
                yield from (one for one in found if SINCE <= (one.get("published") or "")[:10] <= UNTIL)


def _unread(article: dict[str, Any]) -> dict[str, Any]:
    """The article as a record without layers."""
    title = article.get("title")
    document = {
        "id": article["id"],
        "sha256": "",
        "text": f"{title}\n\n{article['text']}" if title else article["text"],
        "title": title,
        "published": article["published"][:10],
        "outlet": article.get("outlet"),
        "url": article.get("url"),
    }
    layers: dict[str, Any] = {name: [] for name in ("mentions", "entities", "times", "claims", "events")}
    return {
        "schema": "musnad/1",
        "document": document,
        **layers,
        "produced_by": {"musnad": "unread", "models": {}, "resources": {}},
    }


def _write(store: Store, batch: Sequence[dict[str, Any]]) -> None:
    with store.writing() as connection:
        write(connection, batch)


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _report(store: Store, say: Callable[[str], None], *, misses: bool) -> bool:
    asked = questions()
    with store.reading() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(schema.documents)) or 0
        unembedded = missing(connection)
    say(f"{len(asked)} questions, {count:,} documents, {unembedded:,} of them without a vector")
    searcher = Searcher(store)
    good = True
    for by in (By.MEANING, By.BOTH):
        ranks = ranks_of(searcher, asked, by)
        reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
        first = sum(rank == 1 for rank in ranks) / len(ranks)
        say(f"{by:8} recall at {AT} {recall(ranks):.2f}, first {first:.2f}, mean reciprocal rank {reciprocal:.2f}")
        good = good and recall(ranks) >= FLOOR
        if misses:
            for question in (q for q, rank in zip(asked, ranks, strict=True) if rank is None):
                say(f"  not found: {question.text}  {question.documents[0]}")
    say(f"milliseconds an answer: median and 99th percentile; load of the machine {os.getloadavg()[0]:.1f}")
    words, english = words_asked(store, asked), [question.text for question in asked]
    fortnight = Filters(since=SINCE, until=UNTIL)
    say(times(searcher, words, By.WORDS).line("words"))
    say(times(searcher, words, By.WORDS, fortnight).line("words, dates"))
    say(times(searcher, english, By.MEANING).line("meaning"))
    say(times(searcher, english, By.MEANING, fortnight).line("meaning, dates"))
    say(times(searcher, words, By.BOTH).line("both"))
    return good


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options, prints the report; 1 where the recall is below its floor."""
    parser = argparse.ArgumentParser(description="English questions to Arabic passages: recall at ten; time of answers.")
    parser.add_argument("--db", required=True, metavar="URL", help="a store, such as search.db")
    parser.add_argument("--add", action="store_true", help="add the fortnight's articles and embed what has no vector")
    parser.add_argument("--misses", action="store_true", help="also tell the questions that fail")
    options = parser.parse_args(arguments)
    with open_store(options.db) as store:
        if options.add:
            shared = shared_folder()
            if not news_files(shared):
                sys.stdout.write("skipped: the development corpora are not there\n")
                return 0
            add_articles(store, shared)
            embed(store, lambda _count: None)
        return 0 if _report(store, print, misses=options.misses) else 1


if __name__ == "__main__":
    sys.exit(main())
