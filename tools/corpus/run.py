"""Keep the annotated corpus in data/annotations: add annotations, check them, join them with their texts, count.

    python tools/corpus/run.py add --articles FILE… --annotations DIR [--annotator 2]
    python tools/corpus/run.py check [--doubts]
    python tools/corpus/run.py records --split train|development|test|second > RECORDS.jsonl
    python tools/corpus/run.py agreement [--write]
    python tools/corpus/run.py statistics [--write]

The articles lie in MUSNAD_SHARED, else ../shared; `check` and `statistics` do what they can without them. `--write` puts the
tables into data/annotations/README.md. Exit status 1 when an annotation has an error or articles are missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.corpus import articles, figures, layout, shape, splitting, wording
from tools.corpus.articles import Article
from tools.corpus.copies import copies
from tools.corpus.layout import FOLDER, SECOND, SPLITS, Line
from tools.corpus.quoting import QuotingError, converted
from tools.corpus.records import record


def texts_of(lines: Iterable[Line]) -> dict[str, Article]:
    """The articles of the lines as far as the files that they name are at hand."""
    wanted = {line["id"] for line in lines}
    paths = sorted({articles.corpus_file(line["source"]) for line in lines})
    return articles.articles([path for path in paths if path.exists()], wanted)


def looked_at(line: Line, texts: dict[str, Article]) -> list[shape.Finding]:
    """All problems and doubts of a line; those of its wording only where its text is at hand and its shape is sound."""
    found = shape.findings(line)
    if line["id"] in texts and not any(finding.certain for finding in found):
        found += wording.findings(line, texts[line["id"]])
    return found


def misplaced(
    corpus: dict[str, list[Line]], table: dict[str, layout.Assignment], texts: dict[str, Article]
) -> list[shape.Finding]:
    """What is wrong between the files: order, articles twice or in another split than the table says, parted groups."""
    found: list[shape.Finding] = []
    for name, lines in corpus.items():
        ids = [line["id"] for line in lines]
        if ids != sorted(set(ids)):
            found.append(shape.Finding(name, "file", "the ids are not sorted, or one stands twice"))
        annotator = 2 if name == SECOND else 1
        found += [shape.Finding(one["id"], name, "the wrong annotator") for one in lines if one["annotator"] != annotator]
    placed = [(line["id"], name) for name in SPLITS for line in corpus[name]]
    ids = [name for name, _ in placed]
    found += [shape.Finding(name, "splits", "stands in two splits") for name in sorted(set(ids)) if ids.count(name) > 1]
    for name, split in placed:
        if name not in table or table[name].split != split:
            found.append(shape.Finding(name, split, "the table of splits does not say so"))
    found += [shape.Finding(name, "splits.tsv", "is not annotated") for name in sorted(table.keys() - set(ids))]
    seconds = {line["id"] for line in corpus[SECOND]}
    found += [shape.Finding(name, SECOND, "has no first annotation") for name in sorted(seconds - set(ids))]
    for link in [*splitting.links([line for split in SPLITS for line in corpus[split]]), *copies(texts)]:
        splits = {table[name].split for name in (link.first, link.second) if name in table}
        if len(splits) > 1:
            found.append(shape.Finding(link.first, "splits", f"is parted from {link.second}"))
    return found


def add(options: argparse.Namespace) -> int:
    """Convert annotation files, leave out those with errors, merge the rest, assign splits, write all files."""
    raws = {}
    for path in sorted(Path(options.annotations).glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            raws[raw["id"]] = raw
        except (json.JSONDecodeError, KeyError) as error:
            sys.stdout.write(f"{path.name}: no annotation: {error}\n")
    texts = articles.articles(map(Path, options.articles), raws.keys())
    corpus = layout.read_corpus(options.folder)
    held = {line["id"]: line for name in (SPLITS if options.annotator == 1 else [SECOND]) for line in corpus[name]}
    refused = 0
    for name, raw in sorted(raws.items()):
        found, line = _one(raw, texts, options.annotator)
        problems = [finding for finding in found if finding.certain]
        sys.stdout.writelines(f"{problem}\n" for problem in problems)
        if problems or line is None:
            refused += 1
        else:
            held[name] = line
    lines = list(held.values())
    if options.annotator == 1:
        copied = copies({**texts_of(lines), **{name: texts[name] for name in held.keys() & texts.keys()}})
        table = splitting.assigned(lines, layout.read_splits(options.folder), copied)
        layout.write_splits(table, options.folder)
        for split in SPLITS:
            layout.write_lines(
                options.folder / f"{split}.jsonl", [line for line in lines if table[line["id"]].split == split]
            )
    else:
        layout.write_lines(options.folder / f"{SECOND}.jsonl", lines)
    sys.stdout.write(f"{len(raws) - refused} annotations added or renewed, {refused} refused, {len(lines)} held\n")
    return int(refused > 0)


def _one(raw: dict[str, object], texts: dict[str, Article], annotator: int) -> tuple[list[shape.Finding], Line | None]:
    name = str(raw["id"])
    if name not in texts:
        return [shape.Finding(name, "article", "is not in the files of articles")], None
    try:
        line = converted(raw, texts[name], annotator)
    except QuotingError as error:
        return [shape.Finding(name, "quotation", str(error))], None
    return looked_at(line, texts), line


def check(options: argparse.Namespace) -> int:
    """List every problem, and with --doubts what deserves a second look."""
    corpus = layout.read_corpus(options.folder)
    lines = [line for held in corpus.values() for line in held]
    texts = texts_of(lines)
    found = misplaced(corpus, layout.read_splits(options.folder), texts)
    for line in lines:
        found += looked_at(line, texts)
    problems = [finding for finding in found if finding.certain]
    shown = found if options.doubts else problems
    sys.stdout.writelines(f"{'problem' if finding.certain else 'doubt'}: {finding}\n" for finding in shown)
    read = sum(line["id"] in texts for line in lines)
    sys.stdout.write(
        f"{len(lines)} annotations, {read} with their text: {len(problems)} problems, {len(found) - len(problems)} doubts\n"
    )
    return int(bool(problems))


def records(options: argparse.Namespace) -> int:
    """Print the records of one split; articles without text are named on the error stream."""
    lines = layout.read_lines(options.folder / f"{options.split}.jsonl")
    texts = texts_of(lines)
    missing = [line["id"] for line in lines if line["id"] not in texts]
    for line in lines:
        if line["id"] in texts:
            sys.stdout.write(json.dumps(record(line, texts[line["id"]]), ensure_ascii=False) + "\n")
    sys.stderr.writelines(f"no text of {name}\n" for name in missing)
    return int(bool(missing))


def agreement(options: argparse.Namespace) -> int:
    """Print the agreement of the two annotators over the articles that both annotated."""
    corpus = layout.read_corpus(options.folder)
    first = {line["id"]: line for split in SPLITS for line in corpus[split]}
    second = {line["id"]: line for line in corpus[SECOND] if line["id"] in first}
    texts = texts_of(second.values())
    common = sorted(second.keys() & texts.keys())
    scorer = articles.shared_folder() / "tools" / "score.py"
    if not common or not scorer.exists():
        sys.stderr.write("no second annotations, or neither texts nor scorer at hand\n")
        return 1
    pairs = [[record(side[name], texts[name]) for name in common] for side in (first, second)]
    table = figures.agreement_table(figures.agreement(scorer, *pairs))
    return _told("agreement", f"{len(common)} articles:\n\n{table}", options)


def statistics(options: argparse.Namespace) -> int:
    """Print counts by split."""
    corpus = layout.read_corpus(options.folder)
    texts = texts_of([line for split in SPLITS for line in corpus[split]])
    return _told("statistics", figures.statistics_tables(corpus, texts), options)


def _told(section: str, text: str, options: argparse.Namespace) -> int:
    sys.stdout.write(f"{text}\n")
    if options.write:
        page = options.folder / "README.md"
        start, end = f"<!-- {section}:start -->\n", f"\n<!-- {section}:end -->"
        before, _, rest = page.read_text(encoding="utf-8").partition(start)
        _, _, after = rest.partition(end)
        page.write_text(f"{before}{start}{text}{end}{after}", encoding="utf-8", newline="\n")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status comes back."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the annotated corpus lies")
    commands = parser.add_subparsers(required=True)
    adding = commands.add_parser("add", help="convert annotation files and merge those without errors")
    adding.add_argument("--articles", nargs="+", required=True, help="JSON Lines of articles, plain or .gz")
    adding.add_argument("--annotations", required=True, help="folder of annotation files in the quoting form")
    adding.add_argument("--annotator", type=int, choices=(1, 2), default=1)
    adding.set_defaults(command=add)
    checking = commands.add_parser("check", help="list problems")
    checking.add_argument("--doubts", action="store_true", help="and doubts")
    checking.set_defaults(command=check)
    joining = commands.add_parser("records", help="print records with texts")
    joining.add_argument("--split", choices=(*SPLITS, SECOND), required=True)
    joining.set_defaults(command=records)
    for name, command in (("agreement", agreement), ("statistics", statistics)):
        telling = commands.add_parser(name, help=f"print tables of {name}")
        telling.add_argument("--write", action="store_true", help="put them into the README too")
        telling.set_defaults(command=command)
    options = parser.parse_args(arguments)
    return int(options.command(options))


if __name__ == "__main__":
    sys.exit(main())
