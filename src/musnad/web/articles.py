"""The page of an article: its text as printed with what was read in it, and every record beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from musnad.across.accounts import actor_key
from musnad.api import Refusal, needs
from musnad.api.answering import store_of
from musnad.store import reading, summing, telling
from musnad.store.choosing import Filters
from musnad.web.frame import Spoken, page
from musnad.web.segments import lines, marks_of

router = APIRouter(dependencies=[needs("reader")])

Json = dict[str, Any]

_MARKS = ("mention", "claim", "event", "time")
"""The layers that can be switched on and off; cues go with claims."""


@router.get("/{lang}/documents/{name:path}")
def article(request: Request, lang: Spoken, name: str) -> Response:
    """One article: the text, highlights, claims with their chains, events, entities, times."""
    with store_of(request).reading() as connection:
        stored = reading.record_named(connection, name)
        if stored is None:
            raise Refusal("not-found", f"{name[:100]}: there is no document of this id")
        record = stored.record
        happenings = summing.happenings_of(connection, name)
        origin = next((each.origin for each in telling.origins_told(connection, Filters(), name)), None)
        copies = summing.titles(connection, origin.documents if origin else ())
    document = record["document"]
    title = document["title"]
    whole = list(lines(document["text"], marks_of(record)))
    headed = bool(title) and document["text"].startswith(title) and "\n" not in title
    return page(
        request,
        lang,
        "article.html",
        document=document,
        heading=whole[0] if headed else (),
        body=whole[1:] if headed else whole,
        view=View(record),
        happenings=happenings,
        origin=origin,
        copies=[copies[each] for each in origin.documents if each != name] if origin else [],
        first=copies.get(origin.documents[0]) if origin else None,
        marks=_MARKS,
        made_by=record["produced_by"],
    )


class View:
    """A record by the ids that its parts name each other by, as the page asks for it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.claims: list[Json] = record["claims"]
        self.events: list[Json] = record["events"]
        self.times: list[Json] = record["times"]
        self.text: str = record["document"]["text"]
        self._mentions: dict[str, Json] = {each["id"]: each for each in record["mentions"]}
        self._entities: dict[str, Json] = {each["id"]: each for each in record["entities"]}
        self._times: dict[str, Json] = {each["id"]: each for each in record["times"]}
        self._of_entity: dict[str, list[Json]] = defaultdict(list)
        for mention in record["mentions"]:
            self._of_entity[mention["entity"]].append(mention)
        self.entities = sorted(self._entities.values(), key=lambda each: -len(self._of_entity[each["id"]]))
        self._inside: dict[str, list[str]] = defaultdict(list)
        for event in self.events:
            if event["claim"]:
                self._inside[event["claim"]].append(event["id"])

    def mention(self, name: str | None) -> Json | None:
        """A mention by id."""
        return self._mentions.get(name) if name else None

    def entity(self, mention: str | None) -> Json | None:
        """The entity of a mention, with its key across documents."""
        found = self._mentions.get(mention or "")
        entity = self._entities.get(found["entity"]) if found else None
        return {**entity, "key": actor_key(entity)} if entity else None

    def mentions_of(self, entity: str) -> list[Json]:
        """The mentions of an entity in the order of the text."""
        return self._of_entity[entity]

    def key(self, entity: Mapping[str, Any]) -> str:
        """The key of an entity across documents."""
        return actor_key(entity)

    def time(self, name: str | None) -> Json | None:
        """An expression of time by id."""
        return self._times.get(name) if name else None

    def events_in(self, claim: str) -> list[str]:
        """The events that stand in a claim."""
        return self._inside[claim]

    def start_of(self, record: str) -> int | None:
        """Where a record named by another one begins, for links from one to the other."""
        for claim in self.claims:
            if claim["id"] == record:
                return int(claim["content"][0]["start"])
        return next((int(each["anchor"]["start"]) for each in self.events if each["id"] == record), None)
