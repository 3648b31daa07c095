"""How many time expressions of real articles are found and resolved, side by side with dateparser.

    python benchmarks/times/run.py [--test] [--errors]

Development half by default. The articles come from the development corpora (MUSNAD_SHARED, else ../shared); without
them the benchmark says so and ends with exit status 0. dateparser comes with the extra `dev`; without it only Musnad is
shown. What is counted, and how, is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.shared import news_files, shared_folder, shown
from benchmarks.times.annotations import Annotated, Expression, annotated

from musnad.pipeline import Pipeline, reader
from musnad.types import Document, Span, TimeExpression

Dated = tuple[Span, date | None]
"""Where an expression was found, and the first day that it was resolved to."""
Finder = Callable[[Document], list[Dated]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 in percent."""

    right: int
    found: int
    gold: int

    def __str__(self) -> str:
        """One cell of the table."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * self.right / max(self.found + self.gold, 1)
        return f"precision {precision:6.1%}   recall {recall:6.1%}   F1 {f1:6.1%}"


def up_to_times() -> Pipeline:
    """The stages of the default reader up to the one that finds times."""
    stages = reader().stages
    last = next(number for number, stage in enumerate(stages) if "times" in stage.makes)
    return Pipeline("times", stages[: last + 1])


def paired(gold: Sequence[Expression], found: Sequence[TimeExpression]) -> dict[int, TimeExpression]:
    """For each annotated expression, by its place in `gold`, the found one that shares most with it; one to one."""
    shares = [
        (min(g.span.end, f.span.end) - max(g.span.start, f.span.start), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if g.span.overlaps(f.span)
    ]
    pairs: dict[int, TimeExpression] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shares, key=lambda share: (-share[0], share[1], share[2])):
        if i not in pairs and j not in taken:
            pairs[i] = found[j]
            taken.add(j)
    return pairs


def right(gold: Expression, found: TimeExpression | None) -> bool:
    """Whether the expression was found with the annotated value."""
    return found is not None and gold.says(found.value, found.earliest, found.latest)


def measure(articles: Sequence[Annotated], errors: bool) -> None:
    """Print span and value rates in complete stretches, and value accuracy over all expressions by kind."""
    pipeline = up_to_times()
    spans = values = found_in = gold_in = 0
    by_kind: dict[str, Counter[bool]] = {}
    for article in articles:
        found = list(pipeline.run(article.document).times)
        gold, end = article.expressions, article.complete
        pairs = paired(gold, found)
        inside = [i for i, expression in enumerate(gold) if expression.span.start < end]
        gold_in += len(inside)
        found_in += sum(item.span.start < end for item in found)
        spans += sum(i in pairs for i in inside)
        values += sum(right(gold[i], pairs.get(i)) for i in inside)
        for i, expression in enumerate(gold):
            good = right(expression, pairs.get(i))
            for kind in ("all", expression.type, expression.calendar):
                by_kind.setdefault(kind, Counter())[good] += 1
        if errors:
            show_errors(article, pairs, found)
    print(f"complete stretches: {gold_in} annotated, {found_in} found")
    print(f"  span    {Rates(spans, found_in, gold_in)}")
    print(f"  value   {Rates(values, found_in, gold_in)}")
    print("value right, of all annotated expressions (one that is not found is wrong)")
    for kind, tally in by_kind.items():
        print(f"  {kind:<10} {tally[True]:4} of {tally.total():4}   {tally[True] / tally.total():6.1%}")


def show_errors(article: Annotated, pairs: dict[int, TimeExpression], found: Sequence[TimeExpression]) -> None:
    """Print what was missed, resolved otherwise, or found where nothing is annotated, each with its surroundings."""
    text, lines = article.document.text, []
    for i, gold in enumerate(article.expressions):
        item = pairs.get(i)
        if not right(gold, item):
            got = f"{item.span.of(text)} = {item.value} ({item.rule})" if item else "not found"
            lines.append((gold.span, f"{gold.text} = {gold.value} ({gold.type}), {got}"))
    matched = {item.span for item in pairs.values()}
    lines += [
        (item.span, f"nothing, {item.span.of(text)} = {item.value} ({item.rule})")
        for item in found
        if item.span.start < article.complete and item.span not in matched
    ]
    if lines:
        print(f"{article.document.id}, {article.document.published}")
    for span, line in sorted(lines):
        around = text[max(0, span.start - 30) : span.end + 20].replace("\n", " ")
        print(f"  {line}   | {around}")


def musnad_finder() -> Finder:
    """Musnad as the comparison sees it: spans, and the first day of each value; the present is the publication date."""
    pipeline = up_to_times()

    def find(document: Document) -> list[Dated]:
        found: list[Dated] = []
        for item in pipeline.run(document).times:
            first = document.published if item.value == "PRESENT_REF" else item.earliest
            found.append((item.span, date.fromisoformat(first) if first else None))
        return found

    return find


def dateparser_finder() -> Finder:
    """What dateparser finds in Arabic text, relative to the publication date; it gives no offsets: they are sought."""
    search = importlib.import_module("dateparser.search").search_dates

    def find(document: Document) -> list[Dated]:
        base = datetime.fromisoformat(document.published or "")
        results = search(document.text, languages=["ar"], settings={"RELATIVE_BASE": base})
        found: list[Dated] = []
        at = 0
        for quoted, moment in results or ():
            start = document.text.find(quoted, at)
            if start >= 0:
                at = start + len(quoted)
                found.append((Span(start, at), moment.date()))
        return found

    return find


def compare(articles: Sequence[Annotated]) -> None:
    """Print accuracy of the first day and speed of Musnad and dateparser on the same complete stretches."""
    stretches = [
        (replace(article.document, text=article.document.text[: article.complete]), article)
        for article in articles
        if article.complete
    ]
    finders = {"musnad": musnad_finder()}
    if find_spec("dateparser"):
        finders["dateparser"] = dateparser_finder()
    characters = sum(len(document.text) for document, _ in stretches)
    print("first day right, of the dates and times in complete stretches that have one; both read the same stretches")
    speeds: dict[str, float] = {}
    for name, find in finders.items():
        find(stretches[0][0])
        found, start = [], time.perf_counter()
        for document, _ in stretches:
            found.append(find(document))
        seconds = time.perf_counter() - start
        speeds[name] = characters / seconds
        hits, days, touching = first_days(found, [article for _, article in stretches])
        total = sum(map(len, found))
        print(
            f"  {name:<10} {hits:4} of {days:4}   {hits / days:6.1%}   "
            f"{touching} of {total} found where a time is annotated   "
            f"{total / seconds:8,.0f} expressions/s   {speeds[name]:10,.0f} characters/s"
        )
    if len(speeds) > 1:
        print(f"  musnad reads {speeds['musnad'] / speeds['dateparser']:.1f} times the characters a second")
    else:
        print("  dateparser is not installed (extra `dev`): no comparison")


def first_days(found: Sequence[list[Dated]], articles: Sequence[Annotated]) -> tuple[int, int, int]:
    """How many annotated days were met, how many there are, and how many findings touch an annotated expression.

    Generous to both: a finding that spans several expressions may meet each of them.
    """
    hits = days = touching = 0
    for items, article in zip(found, articles, strict=True):
        gold = [item for item in article.expressions if item.span.start < article.complete]
        touching += sum(any(span.overlaps(expression.span) for expression in gold) for span, _ in items)
        for expression in gold:
            day = expression.earliest()
            if day is not None:
                days += 1
                hits += any(span.overlaps(expression.span) and met == day for span, met in items)
    return hits, days, touching


def main() -> int:
    """Run the benchmark; the exit status is 1 when an article is not as it was annotated."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--test", action="store_true", help="the half that nobody develops on")
    parser.add_argument("--errors", action="store_true", help="show every expression that went wrong")
    options = parser.parse_args()
    files = news_files(shared_folder())
    if not files:
        print(f"benchmark skipped: no development corpora in {shown(shared_folder())}")
        return 0
    half = "test" if options.test else "dev"
    articles, changed = annotated(files, half)
    if changed:
        print(f"not as annotated, left out: {', '.join(changed)}", file=sys.stderr)
    print(f"{half}: {sum(len(article.expressions) for article in articles)} expressions in {len(articles)} articles")
    measure(articles, options.errors)
    compare(articles)
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
