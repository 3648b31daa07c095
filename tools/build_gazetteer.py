"""Write src/musnad/data/generated/gazetteer.marisa, the file of places that the package maps into memory.

Inputs: generated/places.tsv (tools/build_places.py), countries.tsv and metonyms.tsv of the package.

    python tools/build_gazetteer.py             writes the file
    python tools/build_gazetteer.py --check     exits 1 when the file was made from other tables
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from marisa_trie import BytesTrie

from musnad.knowledge.gazetteer import ADJECTIVE, CELL, DIGEST, FILE, LIST, SOURCES, WHOLE_TABLE, Row
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word
from musnad.text.tokens import forms

DATA = Path(__file__).resolve().parents[1] / "src" / "musnad" / "data"
TYPE_NOUNS = frozenset({"مدينة", "محافظة", "ولاية"})
ENDINGS = ("", "ة", "ان", "ين", "ون", "تان", "تين", "ات", "ا")
"""What an adjective of nationality takes in gender, number and case."""
ARTICLE = "ال"
SHORTEST_ARTICLED = 5

Entry = tuple[str, bytes]


def main() -> int:
    """Write the file, or with --check compare its sources; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare the tables with those that the file was made from")
    output = DATA / FILE
    if parser.parse_args().check:
        same = output.exists() and is_current(output)
        print(f"{output.name} is up to date" if same else f"{output.name} was made from other tables", file=sys.stderr)
        return 0 if same else 1
    BytesTrie(sorted(set(entries()))).save(str(output))
    return 0


def is_current(path: Path) -> bool:
    """Whether the file was made from the tables as they are."""
    trie = BytesTrie()
    trie.mmap(str(path))
    return all(trie.get(DIGEST + name, [b""])[0] == digest(name) for name in SOURCES)


def entries() -> Iterator[Entry]:
    """All keys with their values: spellings, whole small tables, adjectives, digests."""
    for row, spellings in (*places(), *countries(), *metonyms()):
        value = CELL.join(row).encode("utf-8")
        for words in {tuple(form for form in forms(spelling) if form != "-") for spelling in spellings}:
            if words:
                yield " ".join((*words, "")), value
        if row.table != "place":
            yield WHOLE_TABLE + row.table, value
    for form, codes in adjectives().items():
        yield f"{form} ", CELL.join((ADJECTIVE, LIST.join(codes))).encode("ascii")
    for name in SOURCES:
        yield DIGEST + name, digest(name)


def places() -> Iterator[tuple[Row, list[str]]]:
    """Rows below the level of the country; the type noun is read apart: `مدينة زنجبار` may be either Zanzibar."""
    capitals = [(cells["country"], spelt(cells)) for cells in table("metonyms") if cells["kind"] == "capital"]
    for cells in table("generated/places"):
        spellings = [spelling for spelling in spelt(cells) if spelling.split()[0] not in TYPE_NOUNS]
        if cells["kind"] == "city":
            # A spelling under which a capital stands for its government is one of the city: `دكار`.
            more = (other for country, other in capitals if country == cells["country"] and set(other) & set(spellings))
            spellings = list(dict.fromkeys((*spellings, *(spelling for names in more for spelling in names))))
        yield Row("place", **{name: cell for name, cell in cells.items() if name != "variants"}), spellings


def countries() -> Iterator[tuple[Row, list[str]]]:
    """Countries with their centroids."""
    for cells in table("countries"):
        row = Row(
            "country", cells["name_ar"], cells["name_en"], cells["iso3"],
            lat=cells["lat"], lon=cells["lon"], geonames=cells["geonames"], kind="country", sectors="GOV",
        )  # fmt: skip
        yield row, spelt(cells)


def metonyms() -> Iterator[tuple[Row, list[str]]]:
    """Capitals and buildings that stand for a government."""
    for cells in table("metonyms"):
        sectors = cells["sector"] or "GOV"
        yield Row("metonym", cells["name_ar"], country=cells["country"], kind=cells["kind"], sectors=sectors), spelt(cells)


def spelt(cells: dict[str, str]) -> list[str]:
    """The name and the variants of a row."""
    return list(dict.fromkeys((cells["name_ar"], *values(cells["variants"]))))


def adjectives() -> dict[str, list[str]]:
    """Every inflected form of every adjective of nationality and name of a people, without article → ISO codes."""
    found: dict[str, dict[str, None]] = {}
    for cells in table("countries"):
        singles = [fold_word(adjective) for adjective in values(cells["adjective"])]
        inflected = [single + ending for single in singles if " " not in single for ending in ENDINGS]
        for form in (*inflected, *map(bare, values(cells["people"]))):
            found.setdefault(form, {})[cells["iso3"]] = None
    return {form: list(codes) for form, codes in found.items()}


def bare(spelling: str) -> str:
    """The folded form without its article, which is a property of the phrase."""
    folded = fold_word(spelling)
    return folded.removeprefix(ARTICLE) if len(folded) >= SHORTEST_ARTICLED else folded


def digest(name: str) -> bytes:
    """SHA-256 of a table of the package, in hexadecimal digits."""
    return hashlib.sha256((DATA / f"{name}.tsv").read_bytes()).hexdigest().encode("ascii")


if __name__ == "__main__":
    raise SystemExit(main())
