"""Whatever the bytes are, documents and problems come out, and they can be written as JSON."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import asdict

from benchmarks.fuzz.inputs import Fuzzed
from benchmarks.fuzz.run import Tally, feed, run
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from musnad.ingest import decode, documents
from musnad.ingest.draft import has_letters, headed
from musnad.ingest.mending import mend
from musnad.ingest.streams import lines_of
from musnad.types import Document

ARABIC = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآ ،.؟«»\n"), max_size=200)
WORD = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآ"), min_size=3, max_size=9)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "title", "x"]), inner),
    max_leaves=8,
)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes) -> None:
    found = list(documents(["-"], stdin=io.BytesIO(data)))
    assert found
    for item in found:
        json.dumps(asdict(item), ensure_ascii=False).encode()
        if isinstance(item, Document):
            assert has_letters(item.text)
            assert item.text.startswith(item.title or "")


@QUICK
@given(st.binary(max_size=2000))
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00")
@example(b"\x1f\x8b")
@example(b'{"')
@example(b"<p")
def test_random_bytes(data: bytes) -> None:
    check(data)


@QUICK
@given(
    st.binary(max_size=200),
    st.sampled_from([b"<html><body><p>", b'{"text": "', b"\x1f\x8b\x08\x00", b"\xff\xfe", b"[{"]),
)
def test_random_bytes_after_a_beginning(data: bytes, beginning: bytes) -> None:
    check(beginning + data)


@QUICK
@given(ARABIC, st.integers(0, 400), st.sampled_from(["utf-8", "utf-16", "cp1256"]))
def test_cut_text(text: str, length: int, encoding: str) -> None:
    check(text.encode(encoding)[:length])


@QUICK
@given(JSON)
def test_any_json(value: object) -> None:
    check(json.dumps(value).encode())


@QUICK
@given(ARABIC, st.integers(0, 300))
def test_cut_gzip(text: str, length: int) -> None:
    check(gzip.compress(text.encode())[:length])


@QUICK
@given(st.text(max_size=300))
def test_a_line_of_json_keeps_title_and_text(text: str) -> None:
    line = json.dumps({"title": text[:20], "text": text}).encode()
    for item in documents(["-"], stdin=io.BytesIO(line)):
        if isinstance(item, Document) and mend(text) is None and mend(text[:20]) is None:
            assert item.text == headed(text[:20], text)


@QUICK
@given(st.lists(WORD, min_size=3, max_size=40))
def test_every_encoding_gives_the_same_text(words: list[str]) -> None:
    body = " ".join(words)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"):
        assert decode(body.encode(encoding), "x").text == body


@QUICK
@given(ARABIC)
def test_arabic_is_never_mended(text: str) -> None:
    assert mend(text) is None


@QUICK
@given(st.lists(st.binary(max_size=20)), st.integers(1, 30))
def test_lines_are_those_of_split(pieces: list[bytes], limit: int) -> None:
    lines = b"".join(pieces).split(b"\n")
    expected = lines[:-1] if lines[-1] == b"" else lines
    assert [line for _, line in lines_of(iter(pieces), limit)] == [line if len(line) <= limit else None for line in expected]


def test_the_benchmark_finds_no_failure() -> None:
    tallies = run(200, seed=1, read=None)
    assert sum(tally.inputs for tally in tallies.values()) > 150
    assert [text for tally in tallies.values() for text in tally.failures] == []


def test_the_benchmark_notices_what_it_looks_for() -> None:
    tally = Tally()

    def failing(_: Document) -> None:
        raise ValueError

    feed(Fuzzed("نص".encode()), tally, failing)
    feed(Fuzzed("نص".encode(), unreadable=True), tally, None)
    assert len(tally.failures) == 2
