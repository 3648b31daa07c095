"""What the API answers: the same JSON as the command line, page by page or line by line, with ETags and both offsets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.api.asking import HOSTILE, Client
from typer.testing import CliRunner

from musnad.cli.application import app
from musnad.store import Store

Run = Callable[..., list[Any]]

# address, query, and the command that gives the same objects
SAME: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("happenings", {}, "happenings --limit 1000"),
    ("happenings", {"type": "ASSAULT", "least": 2}, "happenings --type ASSAULT --least 2"),
    ("origins", {}, "origins --limit 1000"),
    ("timelines", {}, "timeline"),
    ("networks", {"by": "none", "level": "country"}, "network --by none --level country"),
    ("search", {"q": "الوزير", "limit": 5, "by": "words"}, "search الوزير --limit 5 --by words"),
    ("exports/records", {}, "export"),
    ("exports/events", {"type": "ASSAULT"}, "export --layer events --type ASSAULT"),
    ("exports/claims", {"stance": "distanced"}, "export --layer claims --stance distanced"),
    ("exports/problems", {}, "export --layer problems"),
)
LISTS = (
    "documents", "mentions", "claims", "events", "entities", "happenings", "origins", "timelines", "networks", "outlets",
    "problems",
)  # fmt: skip


@pytest.fixture
def db(new_store: Callable[[], Store]) -> Iterator[str]:
    with new_store() as store:
        yield str(store.url.database)


@pytest.fixture
def run(db: str) -> Run:
    def command(*words: str) -> list[Any]:
        result = CliRunner().invoke(app, [*words, "--db", db], prog_name="musnad")
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return command


@pytest.mark.parametrize(("path", "query", "words"), SAME, ids=[f"{row[0]} {row[1]}" for row in SAME])
def test_answers_are_those_of_the_command_line(
    client: Client, run: Run, path: str, query: dict[str, Any], words: str
) -> None:
    form = [] if words.startswith("export") else ["--format", "json"]
    expected = run(*words.split(), *form)
    assert client.get(path, **query, format="jsonl").lines == expected
    assert expected


def test_single_answers_are_those_of_the_command_line(client: Client, run: Run) -> None:
    happening = client.get("happenings", limit=1).json["items"][0]
    name, told = happening["id"], happening["documents"][0]
    assert client.get(f"happenings/{name}").json == happening
    assert client.get(f"happenings/{name}/reports").json["items"] == run("timeline", "--happening", name, "--format", "json")
    expected = run("compare", name, "--format", "json")
    assert [client.get(f"comparisons/{name}").json] == expected
    assert [client.get(f"comparisons/{told['id']}/{told['events'][0]}").json] == expected
    outlet = client.get("outlets").json["items"][0]["outlet"]
    assert [client.get(f"outlets/{outlet}").json] == run("outlet", outlet, "--format", "json")
    actor = client.get("entities", limit=1).json["items"][0]["name_ar"]
    assert [client.get("names", actor=actor).json] == run("names", actor, "--format", "json")
    status = client.get("status").json
    assert status["schema"] == "musnad-status/1"
    assert status["rows"] == run("status", "--format", "json")[0]["rows"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", [{}, {"offsets": "utf-16"}], ids=str)
def test_pages_put_together_are_the_whole(client: Client, path: str, query: dict[str, str]) -> None:
    whole = client.get(path, format="jsonl", **query)
    assert whole.headers["content-type"] == "application/x-ndjson"
    found: list[Any] = []
    cursor = None
    size = max(1, len(whole.lines) // 3)
    while True:
        page = client.get(path, limit=size, cursor=cursor, **query).json
        assert len(page["items"]) <= size
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole.lines
    assert found
    assert client.get(path, limit=3, format="jsonl", **query).lines == found[:3]


def test_the_newest_documents_are_the_oldest_turned_around(client: Client) -> None:
    newest = client.get("documents", order="newest", format="jsonl").lines
    assert newest == client.get("documents", format="jsonl").lines[::-1]
    first = client.get("documents", order="newest", limit=30).json
    rest = client.get("documents", order="newest", cursor=first["next"]).json
    assert first["items"] + rest["items"] == newest


def test_events_and_claims_are_chosen_themselves(client: Client) -> None:
    events = client.get("events", format="jsonl").lines
    assaults = client.get("events", type="ASSAULT", format="jsonl").lines
    assert assaults == [row for row in events if row["type"] == "ASSAULT"] != []
    distanced = client.get("claims", stance="distanced", format="jsonl").lines
    assert distanced == [row for row in client.get("claims", format="jsonl").lines if row["stance"] == "distanced"] != []
    held = {(row["document"], row["claim"]) for row in distanced}
    assert [(row["document"], row["claim"]) in held for row in events] == [
        row in client.get("events", stance="distanced", format="jsonl").lines for row in events
    ]
    named = client.get("entities", kind="person", limit=1).json["items"][0]
    mentions = client.get("mentions", entity=named["key"], format="jsonl").lines
    assert {row["key"] for row in mentions} == {named["key"]}
    assert len({row["document"] for row in mentions}) == named["documents"]
    document = events[0]["document"]
    record = client.get(f"documents/{document}").json
    for layer in ("mentions", "claims", "events"):
        assert len(client.get(layer, document=document, limit=1000).json["items"]) == len(record[layer])


def test_filters_are_checked(client: Client) -> None:
    for query, where in (
        ({"since": "yesterday"}, "query.since"),
        ({"type": "assault"}, "query.type"),
        ({"stance": "no"}, "query.stance"),
        ({"limit": 0}, "query.limit"),
        ({"limit": 1001}, "query.limit"),
        ({"country": "Syria"}, "query.country"),
        ({"outlett": "x"}, "query.outlett"),
    ):
        answer = client.get("events", **query)
        assert (answer.status, answer.json["errors"][0]["where"]) == (422, where)
    assert client.get("exports/problems", type="ASSAULT").status == 422
    assert client.get("exports/events", format="csv", offsets="utf-16").status == 422
    assert client.get("events", outlet=["x"] * 51).status == 422


def test_cursors_are_good_for_their_own_question_only(client: Client) -> None:
    cursor = client.get("events", limit=1).json["next"]
    assert client.get("events", limit=2, cursor=cursor).status == 200
    for path, query in (("claims", {}), ("events", {"type": "ASSAULT"})):
        answer = client.get(path, cursor=cursor, **query)
        assert (answer.status, answer.json["kind"]) == (400, "bad-cursor")
    for broken in ("x", cursor[:-4], "W10", "bnVsbA", "٣", "%00"):
        assert client.get("events", cursor=broken).status == 400


@pytest.mark.parametrize("path", ["documents", "documents/nr-007-ufuq", "status", "outlets", "happenings"])
def test_what_a_client_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for given in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, {"if-none-match": given})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, {"if-none-match": '"other"'}).body == first.body


def test_csv_is_what_the_command_line_writes(client: Client, db: str) -> None:
    for layer in ("documents", "mentions", "claims", "events", "records", "problems"):
        result = CliRunner().invoke(app, ["export", "--format", "csv", "--layer", layer, "--db", db], prog_name="musnad")
        answer = client.get(f"exports/{layer}", format="csv")
        assert answer.body.decode() == result.stdout
        assert answer.headers["content-disposition"] == f'attachment; filename="{layer}.csv"'


def test_offsets_in_utf16_are_those_of_javascript(client: Client) -> None:
    units = HOSTILE.text.encode("utf-16-le", "surrogatepass")

    def cut(start: int, end: int) -> str:
        return units[2 * start : 2 * end].decode("utf-16-le")

    record = client.get(f"documents/{HOSTILE.id}", offsets="utf-16").json
    plain = client.get(f"documents/{HOSTILE.id}").json
    assert record["mentions"] != plain["mentions"]
    spans = [*record["mentions"], *(part for claim in record["claims"] for part in claim["content"])]
    spans += [event["anchor"] for event in record["events"]]
    assert all(cut(span["start"], span["end"]) == span["text"] for span in spans)
    rows = client.get("mentions", document=HOSTILE.id, offsets="utf-16").json["items"]
    assert [cut(row["start"], row["end"]) for row in rows] == [row["text"] for row in rows] != []
    found = client.get("search", q="الأردن الصفدي", offsets="utf-16", by="words").json["items"][0]
    assert found["document"] == HOSTILE.id
    assert cut(found["passage"]["start"], found["passage"]["end"]) == found["passage"]["text"]
    assert {cut(hit["start"], hit["end"]) for hit in found["hits"]} == {"الأردن", "الصفدي"}
    timeline = client.get("timelines", offsets="utf-16", outlet=HOSTILE.outlet).json["items"]
    for row in timeline:
        quote = row["quote"]
        assert cut(quote["start"], quote["end"]) == quote["text"]
        assert cut(quote["anchor_start"], quote["anchor_end"]) == quote["anchor"]
    happening = client.get("happenings", offsets="utf-16", outlet=HOSTILE.outlet).json["items"]
    values = [value for each in happening for version in each["versions"] for value in version["values"]]
    assert all(cut(value["span"]["start"], value["span"]["end"]) == value["span"]["text"] for value in values)


def test_long_addresses_and_nul_are_refused(client: Client) -> None:
    assert client.get("search", q="x" * 501).status == 422
    assert client.ask("GET", "/api/search?" + urlencode({"q": "x" * 9000})).json["kind"] == "address-too-long"
    assert client.ask("GET", "/api/documents/%00").json["kind"] == "bad-request"
    assert client.ask("GET", "/api/documents?actor=%00").json["kind"] == "bad-request"
