"""Records: the same bytes each time, sound for every article, and for any text at all."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

import musnad
from musnad.knowledge.tables import table
from musnad.types import Document
from musnad.types.verification import problems_of

TEXT = "قال علي شمخاني أمس إن إيران ستواصل التعاون مع روسيا في سوريا."
SCRIPT = """
import sys, orjson, musnad
sys.stdout.buffer.write(orjson.dumps(musnad.read_text(sys.argv[1], published="2017-01-10", outlet="العربية").to_dict()))
"""


def dumped(document: Document) -> bytes:
    return orjson.dumps(musnad.read(document).to_dict())


def test_the_same_article_gives_the_same_bytes(newsroom: tuple[Document, ...]) -> None:
    for document in newsroom[:10]:
        assert dumped(document) == dumped(document)


def test_another_process_gives_the_same_bytes() -> None:
    here = orjson.dumps(musnad.read_text(TEXT, published="2017-01-10", outlet="العربية").to_dict())
    command = [sys.executable, "-c", SCRIPT, TEXT]
    there = subprocess.run(
        command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    )
    assert there.stdout == here


def test_every_article_of_the_newsroom_gives_a_sound_record(newsroom: tuple[Document, ...]) -> None:
    found = {document.id: problems_of(orjson.loads(dumped(document))) for document in newsroom}
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_a_title_becomes_the_first_line() -> None:
    record = musnad.read_text("  وصل الوفد. \n", title=" زيارة ", id="x")
    assert record.document.text == "زيارة\n\nوصل الوفد."
    assert (record.document.id, record.document.title) == ("x", "زيارة")
    assert musnad.read_text("وصل الوفد.", title=" ").document.title is None


@pytest.mark.parametrize("text", ["", " \n\n", "...", "«»", "\u064b\u0651", "\u202b\u202c", "a", "12", "\ud800"])
def test_texts_with_nothing_to_read(text: str) -> None:
    data = musnad.read(Document("d", text)).to_dict()
    assert data["claims"] == data["events"] == []
    assert problems_of(data) == []


@cache
def words() -> list[str]:
    """Words of the tables: cues, anchors, heads, titles, names, clause and status words."""
    columns = {
        "cues": "lemma", "anchors": "lemma", "clause_words": "word", "function_words": "word", "group_nouns": "noun",
        "organization_heads": "head", "place_heads": "head", "titles": "title", "countries": "name_ar",
        "metonyms": "name_ar", "status_words": "word", "phrase_words": "word", "persons": "name_ar",
        "organizations": "name_ar", "outlets": "name_ar",
        "weekdays": "name", "generated/cue_forms": "form", "generated/anchor_forms": "form",
    }  # fmt: skip
    found: list[str] = []
    for name, column in columns.items():
        rows = [row.get(column) or next(iter(row.values())) for row in table(name)]
        found += [cell.removesuffix("+") for cell in rows[:: max(1, len(rows) // 60)]]
    return found


MARKS = [
    "،", "؛", ".", ":", "؟", "...", "…", '"', "«", "»", "“", "”", "(", ")", "-", "\n", "\n\n", "أن", "إن", "بأن", "أنه",
    "عن", "في", "على", "إلى", "من", "التي", "الذي", "لم", "قد", "س", "و", "أمس", "12", "2017", "#", "_", "\u0640", "\u200f",
]  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Words of the tables in any order between marks, or any text at all."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.text(max_size=80))
    pool = st.sampled_from(MARKS) | st.sampled_from(words())
    clitics = st.sampled_from(["", "", "", "و", "ف", "ب", "ل", "لل", "س"])
    pieces = draw(st.lists(st.tuples(clitics, pool), max_size=40))
    return " ".join(clitic + piece for clitic, piece in pieces)


@given(text=articles(), titled=st.booleans())
def test_any_text_gives_a_sound_record(text: str, titled: bool) -> None:
    title, body = text.split("\n", maxsplit=1)[0].strip(), text.strip()
    whole = f"{title}\n\n{body}" if titled and title else text
    data = musnad.read(Document("d", whole, title if titled and title else None, "2017-01-10", "العربية")).to_dict()
    assert problems_of(data) == []
