"""Texts that are posted: read as `musnad read -` reads them, refused with a reason, and shown harmlessly."""

from __future__ import annotations

import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.api.asking import HOSTILE, Client

TEXT = "قال وزير الخارجية الأردني أيمن الصفدي اليوم الثلاثاء إن الأردن «لن يقبل» بإغلاق المعبر."


def test_a_posted_article_is_read(client: Client) -> None:
    article = {"id": "a1", "text": TEXT, "title": "عنوان", "published": "2024-01-16", "outlet": "العربية"}
    record = client.ask("POST", "/api/read", article).json
    assert record["schema"] == "musnad/1"
    assert record["document"]["text"] == f"عنوان\n\n{TEXT}"
    assert {"id": "a1", "published": "2024-01-16", "outlet": "العربية"}.items() <= record["document"].items()
    assert record["times"][0]["value"] == "2024-01-16"
    assert record["claims"]
    for mention in record["mentions"]:
        assert record["document"]["text"][mention["start"] : mention["end"]] == mention["text"]


def test_plain_text_and_html_are_read_too(client: Client) -> None:
    plain = client.ask("POST", "/api/read?published=2024-01-16", TEXT.encode(), content_type="text/plain; charset=utf-8")
    assert plain.json["document"]["text"] == TEXT
    page = f"<html><body><article><h1>عنوان</h1><p>{TEXT} {TEXT}</p></article></body></html>"
    read = client.ask("POST", "/api/read?outlet=x", page.encode(), content_type="text/html")
    assert TEXT in read.json["document"]["text"]
    assert client.ask("POST", "/api/read", TEXT.encode("cp1256"), content_type="text/plain").json["document"]["text"] == TEXT


def test_nothing_is_stored(client: Client) -> None:
    before = client.get("status").json["rows"]
    assert client.ask("POST", "/api/read", {"text": TEXT}).status == 200
    assert client.get("status").json["rows"] == before


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "bad-request", 400),
        (b"[]", "invalid", 422),
        (b"null", "invalid", 422),
        (b'{"text": 5}', "invalid", 422),
        (b'{"text": ""}', "invalid", 422),
        (b'{"text": "..."}', "unreadable", 422),
        (b'{"text": "\\ud800"}', "bad-request", 400),
        ('{"text": "قال", "published": "yesterday"}'.encode(), "invalid", 422),
        (b"\xff\xfe", "bad-request", 400),
        (b"[" * 10_000, "bad-request", 400),
    ],
)
def test_what_is_no_article_is_refused(client: Client, body: bytes, kind: str, status: int) -> None:
    answer = client.ask("POST", "/api/read", body, content_type="application/json")
    assert (answer.status, answer.json["kind"]) == (status, kind)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json) == {"type", "kind", "title", "status", "detail", "errors"}


def test_media_types_and_several_articles_are_refused(client: Client) -> None:
    assert client.ask("POST", "/api/read", TEXT.encode(), content_type="application/pdf").status == 415
    assert client.ask("POST", "/api/read", TEXT.encode()).status == 415
    two = "\n".join(json.dumps({"text": TEXT, "id": name}) for name in "ab").encode()
    assert client.ask("POST", "/api/read", two, content_type="text/plain").json["kind"] == "unreadable"
    bomb = gzip.compress(b"x" * 50_000_000)
    assert client.ask("POST", "/api/read", bomb, content_type="text/plain").json["kind"] in {"unreadable", "too-large"}


def test_a_hostile_article_comes_back_as_it_is_and_as_data(client: Client) -> None:
    for answer in (
        client.get(f"documents/{HOSTILE.id}"),
        client.get("documents", outlet=HOSTILE.outlet),
        client.get("search", q="الأردن", outlet=HOSTILE.outlet),
        client.get("exports/records", outlet=HOSTILE.outlet),
        client.get("exports/documents", outlet=HOSTILE.outlet, format="csv"),
        client.get("claims", document=HOSTILE.id),
    ):
        assert answer.status == 200
        # never a media type that a browser runs, and none that it may guess
        assert answer.headers["content-type"].split(";")[0] in {"application/json", "application/x-ndjson", "text/csv"}
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"documents/{HOSTILE.id}").json["document"]["text"] == HOSTILE.text
    missing = client.get("documents/<script>alert(1)</script>")
    assert (missing.status, missing.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.slow
@settings(max_examples=60)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_any_text_is_read_or_refused(open_port: int, text: str) -> None:
    answer = Client(open_port).ask("POST", "/api/read?offsets=utf-16", {"text": text})
    assert answer.status in {200, 422}
    if answer.status == 200:
        units = answer.json["document"]["text"].encode("utf-16-le")
        for mention in answer.json["mentions"]:
            assert units[2 * mention["start"] : 2 * mention["end"]].decode("utf-16-le") == mention["text"]


def test_many_at_once_are_all_answered(client: Client) -> None:
    def ask(number: int) -> int:
        if number % 4 == 0:
            return int(client.ask("POST", "/api/read", {"text": f"{TEXT} {number}"}).status)
        path = ("search?q=%D8%A7%D9%84%D8%A3%D8%B1%D8%AF%D9%86", "happenings", "exports/events?limit=5")[number % 4 - 1]
        return int(client.ask("GET", f"/api/{path}").status)

    with ThreadPoolExecutor(24) as threads:
        found = list(threads.map(ask, range(72)))
    assert set(found) <= {200, 429}
    assert found.count(200) > 30
