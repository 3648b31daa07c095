"""The gazetteer in one mapped file: what it holds, how small and how fast it is, and that it follows its tables."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.gazetteer import FILE, SOURCES, Gazetteer, gazetteer
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word
from musnad.text.tokens import forms

DATA = Path(str(resources.files("musnad") / "data"))
FIRST_LOOK_UP = """
import time
from musnad.knowledge.gazetteer import gazetteer
start = time.process_time()
assert list(gazetteer().starting("حلب"))
print(time.process_time() - start)
"""


@pytest.mark.parametrize("name", SOURCES)
def test_it_was_made_from_the_tables_as_they_are(name: str) -> None:
    now = hashlib.sha256((DATA / f"{name}.tsv").read_bytes()).hexdigest()
    assert gazetteer().digest(name) == now, f"{name}.tsv has changed: run python tools/build_gazetteer.py"


def test_it_is_small_and_ready_at_once() -> None:
    assert (DATA / FILE).stat().st_size < 40_000_000
    done = subprocess.run([sys.executable, "-c", FIRST_LOOK_UP], capture_output=True, check=True)
    assert float(done.stdout) < 0.2


def test_it_holds_every_kind_of_name() -> None:
    rows = list(gazetteer().rows("place"))
    assert len(rows) >= 25_000
    assert {row.kind for row in rows} >= {"city", "admin1", "district", "region", "water", "site", "camp"}
    assert len(list(gazetteer().rows("country"))) > 240
    assert {row.name_ar for row in gazetteer().rows("metonym")} >= {"الكرملين", "البيت الأبيض"}


@pytest.mark.parametrize(
    ("spelling", "table_name", "country"),
    [
        ("القرن الأفريقي", "place", ""),
        ("البحر الأحمر", "place", ""),
        ("قطاع غزة", "place", "PSE"),
        ("الضفة الغربية", "place", "PSE"),
        ("الكرملين", "metonym", "RUS"),
        ("واشنطن", "metonym", "USA"),
        ("بعبدا", "metonym", "LBN"),
        ("قصر الشعب", "metonym", "SYR"),
        ("السودان", "country", "SDN"),
    ],
)
def test_names_are_found_by_their_words(spelling: str, table_name: str, country: str) -> None:
    first, *rest = forms(spelling)
    assert any(
        words == tuple(rest) and row.table == table_name and row.country == country
        for words, row in gazetteer().starting(first)
    )


def test_every_spelling_of_the_table_leads_to_its_row() -> None:
    """All but those that open with a type noun, which is read apart."""
    for cells in list(table("generated/places"))[::97]:
        for spelling in (cells["name_ar"], *values(cells["variants"])):
            first, *rest = (form for form in forms(spelling) if form != "-")
            found = [row for words, row in gazetteer().starting(first) if words == tuple(rest)]
            wanted = (cells["name_ar"], cells["country"], cells["lat"])
            assert spelling.split()[0] in {"مدينة", "محافظة", "ولاية"} or wanted in {
                (row.name_ar, row.country, row.lat) for row in found
            }


@pytest.mark.parametrize(
    ("word", "codes"), [("سورية", ("SYR",)), ("روسيين", ("RUS",)), ("سعودي", ("SAU",)), ("كتاب", ()), ("حلب", ())]
)
def test_adjectives_of_nationality(word: str, codes: tuple[str, ...]) -> None:
    assert gazetteer().nationality(fold_word(word)) == codes


@pytest.mark.parametrize("content", [None, b"", b"no trie"])
def test_a_missing_or_broken_file_says_what_to_do(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "generated").mkdir(parents=True)
    if content is not None:
        (tmp_path / "data" / FILE).write_bytes(content)
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(KnowledgeError, match="install musnad again"):
        Gazetteer()


@pytest.mark.parametrize("word", ["\0", "حلب\0", "\ud800", "حلب\udfff", ""])
def test_words_that_cannot_be_asked_for_have_no_rows(word: str) -> None:
    assert gazetteer().nationality(word) == ()
    assert list(gazetteer().starting(word)) == []
