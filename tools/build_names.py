"""Write given_names.tsv and family_names.tsv from the name pairs of the package arabic_name_romanizer.

    python tools/build_names.py --measure NEWS_DIR   counts the names in news text: name_usage.tsv
    python tools/build_names.py                      writes given_names.tsv and family_names.tsv
    python tools/build_names.py --check              exits 1 when the two files on disk differ

The package keeps its Arabic in folded letters (hamza, final ya and ta marbuta levelled). The usual spelling comes from
name_usage.tsv, where the news has the word, else from the Latin form: a final h that Latin writes as a is a ta marbuta.
NEWS_DIR holds `*.jsonl.gz` with `title` and `text`. It is needed for `--measure` alone.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data"
PACKAGE = "arabic_name_romanizer"
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
# Letters of printed Arabic only: the press does not write the extra letters of Persian and Urdu.
PRINTED = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
# Its rows from Wikidata alone are read: their licence (CC0) is plain.
SOURCE = "Wikidata (labels of people), by way of arabic_name_romanizer 0.2.0"
USAGE_HEAD = [
    "How the news writes the words that occur in names",
    (
        "source: counted by tools/build_names.py --measure in the 2015–2018 articles of antcorpus/antcorpus.data "
        "and antcorpus/antcorpus.multisource.data"
    ),
    "licence: CC0-1.0 (figures)",
    "column key: the word in folded letters",
    "column spelling: its usual spelling, next to given names if it stands there",
    "column uses: how often it occurs",
    "column in_names: how often a frequent given name stands beside it",
    "column inflected: how often it has an ending of name_inflections.tsv, the article taken off",
]
GIVEN_CAP = 8_000
FAMILY_CAP = 18_000
# A given name this frequent in the pairs marks its neighbours in running text as parts of a name.
ANCHOR_COUNT = 60
# Names take no pronoun and hardly a tanwin: a word with this many inflected forms for each bare use is a common word
# (قرارها beside قرار). Below FREQUENT uses the ratio says nothing.
FREQUENT, INFLECTED = 30, 0.1
# A frequent common word that the pairs have a few times only is no name at all.
RARE_NAME, WORD_USES, VERY_FREQUENT = 8, 200, 1_000


@dataclass
class Unit:
    """One given or family name: `count` full names that hold it and its Latin forms with their counts."""

    count: int = 0
    latin: Counter[str] = field(default_factory=Counter)

    def best_latin(self) -> str:
        """The commonest Latin form; the first in the alphabet among equals."""
        return min(self.latin, key=lambda form: (-self.latin[form], form))


@dataclass(frozen=True)
class Usage:
    """How the news writes a name: usual spelling, its uses, those beside a given name, its inflected forms."""

    spelling: str
    uses: int
    in_names: int
    inflected: int

    @property
    def common_word(self) -> bool:
        """True where the word is inflected as nouns and adjectives are."""
        return self.uses >= FREQUENT and self.inflected >= INFLECTED * self.uses


def fold(text: str) -> str:
    """The letters of `text` levelled as the package levels its keys."""
    return text.translate(FOLD)


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file by column name; empty when the file does not exist."""
    path = DATA / name
    if not path.exists():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


def render(head: Iterable[str], columns: list[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A data file's text: comment lines, header, rows in code-point order."""
    lines = [f"# {line}" for line in head] + ["\t".join(columns)]
    return "\n".join(lines + ["\t".join(row) for row in sorted(set(rows))]) + "\n"


def open_names() -> sqlite3.Connection:
    """The package's name index, read-only. Raises FileNotFoundError when the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"install {PACKAGE} first")
    path = Path(spec.origin).parent / "resources" / "names.sqlite3"
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def read_units(names: sqlite3.Connection) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Given and family names by folded key, counted over the distinct full names that begin and end with them."""
    by_role: dict[str, dict[str, Unit]] = {"given": defaultdict(Unit), "surname": defaultdict(Unit)}
    query = (
        "SELECT arabic_key, latin, role, SUM(count) FROM units "
        "WHERE role != 'unknown' AND source = 'wikidata' GROUP BY 1, 2, 3"
    )
    for key, latin, role, count in names.execute(query):
        if PRINTED.fullmatch(key) and len(key) > 1:
            by_role[role][key].latin[latin] += count
    given, family = by_role["given"], by_role["surname"]
    for (full,) in names.execute("SELECT DISTINCT arabic_key FROM full_names WHERE source = 'wikidata'"):
        tokens = full.split()
        if len(tokens) < 2:
            continue
        first = next((part for part in heads(tokens) if part in given), None)
        last = next((part for part in tails(tokens) if part in family), None)
        if first is not None:
            given[first].count += 1
        if last is not None:
            family[last].count += 1
    return dict(given), dict(family)


def heads(tokens: list[str]) -> Iterator[str]:
    """The beginnings of a full name, longest first: a unit such as عبد الله has several tokens."""
    return (" ".join(tokens[:size]) for size in range(min(4, len(tokens) - 1), 0, -1))


def tails(tokens: list[str]) -> Iterator[str]:
    """The endings of a full name, longest first: آل ثاني, بن علي."""
    return (" ".join(tokens[-size:]) for size in range(min(4, len(tokens) - 1), 0, -1))


def news_words(folder: Path) -> Iterator[list[str]]:
    """The words of each article of `folder`, in order, without vowel marks; one list per line of text."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                article = json.loads(line)
                for piece in f"{article['title']}\n{article['text']}".splitlines():
                    yield WORD.findall(MARKS.sub("", piece))


def measure(folder: Path) -> str:
    """The text of name_usage.tsv: every name of the pairs that occurs at least twice in the news of `folder`."""
    given, family = read_units(open_names())
    barred = {row["word"] for row in read_rows("function_words.tsv")}
    homographs = {fold(row["word"]) for row in read_rows("name_homographs.tsv")}
    wanted = {token for key in (*given, *family) for token in key.split()}
    anchors = {key for key, unit in given.items() if unit.count >= ANCHOR_COUNT and key not in homographs}
    anchors |= {fold(row["name"]) for row in read_rows("foreign_given_names.tsv")} - homographs
    every: Counter[str] = Counter()
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for words in news_words(folder):
        every.update(words)
        keys = ["", *(fold(word) for word in words), ""]
        for place, word in enumerate(words, start=1):
            key = keys[place]
            if key in wanted and word not in barred:
                uses[key][word] += 1
                if keys[place - 1] in anchors or keys[place + 1] in anchors:
                    beside[key][word] += 1
    endings = [(row["ending"], row["after"]) for row in read_rows("name_inflections.tsv")]
    rows = []
    for key, spellings in uses.items():
        total = sum(spellings.values())
        if total > 1:
            spelling = min(spellings, key=lambda s: (-beside[key][s], -spellings[s], s))
            inflected = sum(every[form] for form in inflections(spelling, endings) if form not in barred)
            rows.append((key, spelling, str(total), str(sum(beside[key].values())), str(inflected)))
    return render(USAGE_HEAD, ["key", "spelling", "uses", "in_names", "inflected"], rows)


def inflections(word: str, endings: list[tuple[str, str]]) -> set[str]:
    """The forms of `word`, without its article, that a common noun or adjective would have in print."""
    stem = word[2:] if word.startswith("ال") and len(word) > 4 else word
    forms = set()
    for ending, after in endings:
        if after == "any" or stem.endswith(after):
            cut = stem[: -len(after)] if after == "ة" else stem
            forms.add(cut + ending)
    return forms - {word}


def read_usage() -> dict[str, Usage]:
    """name_usage.tsv by folded key."""
    return {
        row["key"]: Usage(row["spelling"], int(row["uses"]), int(row["in_names"]), int(row["inflected"]))
        for row in read_rows("name_usage.tsv")
    }


def spell_by_latin(token: str, latin: str) -> str:
    """The likely spelling of a folded token that the news lacks, read off its Latin form."""
    bare = re.sub(r"^(?:al|el|ad|ar|as|ash|at|an)[- ]|[^a-z]", "", latin.lower()) or "x"
    article, stem = ("ال", token[2:]) if token.startswith("ال") and len(token) > 4 else ("", token)
    if stem.startswith("ا") and bare[0] in "aeiou":
        stem = ("إ" if bare[0] in "ei" else "أ") + stem[1:]
    if stem.endswith("ه") and re.search("(?:a|ah|at|eh|e)$", bare) and not re.search("eh$|[dz]eh?$", bare):
        stem = stem[:-1] + "ة"
    elif stem.endswith("ي") and re.search("[ao]$", bare):
        stem = stem[:-1] + "ى"
    return article + stem


def spell(key: str, latin: str, usage: dict[str, Usage]) -> str:
    """The press spelling of a folded name; the parts of عبد الرحمن are spelled one by one."""
    parts = key.split()
    if len(parts) > 1:
        return " ".join(usage[part].spelling if part in usage else part for part in parts)
    return usage[key].spelling if key in usage else spell_by_latin(key, latin)


def is_word(unit: Unit, name: str, seen: Usage, known: set[str]) -> bool:
    """True for an everyday word that got into the pairs by chance."""
    if unit.count >= RARE_NAME or seen.uses < WORD_USES or name in known:
        return False
    return seen.common_word or (seen.uses >= VERY_FREQUENT and unit.count < 3)


def build_given(units: dict[str, Unit], usage: dict[str, Usage]) -> str:
    """The text of given_names.tsv: names that begin two full names or more, and the foreign names of the hand list."""
    barred = {row["word"] for row in read_rows("function_words.tsv")}
    homographs = {row["word"] for row in read_rows("name_homographs.tsv")}
    foreign = {row["name"]: row["latin"].split("|")[0] for row in read_rows("foreign_given_names.tsv")}
    known = set(foreign) | names_of_persons(with_short=True)
    rows: dict[str, tuple[str, str, str, str]] = {}
    for key in sorted(units, key=lambda k: (-units[k].count, k)):
        unit = units[key]
        name = spell(key, unit.best_latin(), usage)
        seen = usage.get(key, Usage(name, 0, 0, 0))
        if unit.count < 2 or name in barred or name in rows or is_word(unit, name, seen, known):
            continue
        if len(rows) >= GIVEN_CAP - len(foreign):
            break
        doubtful = name not in foreign and seen.common_word
        latin = foreign.get(name, unit.best_latin())
        rows[name] = (name, latin, str(unit.count), "yes" if name in homographs or doubtful else "no")
    for name, latin in foreign.items():
        rows.setdefault(name, (name, latin, "0", "yes" if name in homographs else "no"))
    head = [
        "Given names in the spelling of the Arabic press",
        f"source: {SOURCE}; foreign_given_names.tsv; spelling and ambiguity from name_usage.tsv",
        "licence: CC0-1.0",
        "column name: usual spelling; several tokens where they make one name (عبد الله)",
        "column latin: commonest Latin form",
        "column count: distinct full names of the pairs that begin with it; 0 for a foreign name from the hand list",
        (
            "column ambiguous: yes where it is also a frequent ordinary word: name_homographs.tsv has it, "
            "or the news inflects it as it does nouns and adjectives"
        ),
    ]
    return render(head, ["name", "latin", "count", "ambiguous"], rows.values())


def build_family(units: dict[str, Unit], usage: dict[str, Usage]) -> str:
    """The text of family_names.tsv: names that end two full names or more, then those that the news prints."""
    barred = {row["word"] for row in read_rows("function_words.tsv")}
    homographs = {row["word"] for row in read_rows("name_homographs.tsv")}
    known, sure = names_of_persons(with_short=True), names_of_persons(with_short=False)
    rows: dict[str, tuple[str, str, str, str]] = {}
    for key in sorted(units, key=lambda k: (-units[k].count, -(usage[k].in_names if k in usage else 0), k)):
        unit = units[key]
        name = spell(key, unit.best_latin(), usage)
        printed = key in usage and usage[key].in_names > 0
        if unit.count < 1 or (unit.count < 2 and not printed) or name in barred or name in rows:
            continue
        seen = usage.get(key, Usage(name, 0, 0, 0))
        if is_word(unit, name, seen, known):
            continue
        if len(rows) >= FAMILY_CAP:
            break
        flag = "yes" if name in homographs or (seen.common_word and name not in sure) else "no"
        rows[name] = (name, unit.best_latin(), str(unit.count), flag)
    head = [
        "Family names in the spelling of the Arabic press",
        f"source: {SOURCE}; spelling and ambiguity from name_usage.tsv",
        "licence: CC0-1.0",
        "column name: usual spelling; several tokens where they make one name (بن علي)",
        "column latin: commonest Latin form",
        "column count: distinct full names of the pairs that end with it",
        (
            "column ambiguous: yes where it is also a frequent ordinary word: name_homographs.tsv has it, "
            "or the news inflects it as it does nouns and adjectives"
        ),
    ]
    return render(head, ["name", "latin", "count", "ambiguous"], rows.values())


def names_of_persons(with_short: bool) -> set[str]:
    """The words of the names in persons.tsv; `with_short` adds the bare forms that the file calls ambiguous."""
    names: set[str] = set()
    for row in read_rows("persons.tsv"):
        forms = {row["name_ar"], *row["variants"].split("|")}
        short = set(row["short"].split("|"))
        names |= {form for form in forms - short if " " not in form}
        if with_short:
            names |= short | {form.split()[-1] for form in forms}
    return names


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0, or 1 when `--check` finds a file that differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files on disk, write nothing")
    parser.add_argument("--measure", type=Path, metavar="NEWS_DIR", help="count names in news, write name_usage.tsv")
    options = parser.parse_args(arguments)
    if options.measure:
        (DATA / "name_usage.tsv").write_text(measure(options.measure), encoding="utf-8")
        return 0
    given, family = read_units(open_names())
    usage = read_usage()
    status = 0
    texts = {"given_names.tsv": build_given(given, usage), "family_names.tsv": build_family(family, usage)}
    for name, text in texts.items():
        path = DATA / name
        if not options.check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{name} differs from what the script makes", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())
