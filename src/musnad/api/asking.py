"""What may be asked: the filters of the command line and how an answer is given, as parameters of addresses."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from musnad.api import cursors
from musnad.api.offsets import Offsets
from musnad.store.choosing import Filters
from musnad.types.vocabulary import MODES, MentionKind, Stance

MOST = 1000
"""Items of a page, and of the documents that a search gives."""
_LONGEST_NAME = 300
_OUTLETS = 50
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(given: str) -> str:
    if not _DAY.fullmatch(given):
        raise ValueError("write a date as 2017-01-10")
    date.fromisoformat(given)
    return given


def _event_type(given: str) -> str:
    if given not in MODES:
        raise ValueError(f"there is {', '.join(MODES)}")
    return given


Name = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_NAME)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Country = Annotated[str, StringConstraints(pattern="^[A-Za-z]{3}$")]
EventType = Annotated[str, AfterValidator(_event_type), WithJsonSchema({"type": "string", "enum": list(MODES)})]


class Format(StrEnum):
    """A page of a list, or all of it with an item a line."""

    JSON = "json"
    JSONL = "jsonl"


class Question(BaseModel):
    """Parameters of an address; one that is not known is an error, not silence."""

    model_config = ConfigDict(extra="forbid")


class Counted(Question):
    """An answer with offsets."""

    offsets: Offsets = Field(Offsets.CODE_POINTS, description="What start and end count.")


class Paged(Counted):
    """A list."""

    limit: int | None = Field(None, ge=1, le=MOST, description="At most so many; else 50 a page, and all in JSON Lines.")
    cursor: str | None = Field(None, max_length=cursors.LONGEST, description="What `next` of the part before holds.")
    format: Format = Field(Format.JSON, description="A page, or JSON Lines.")


class Published(Question):
    """Documents by outlet and date."""

    outlet: list[Name] = Field([], max_length=_OUTLETS, description="Documents of this outlet, or of one of several.")
    since: Day | None = Field(None, description="Published on this day or later.")
    until: Day | None = Field(None, description="Published on this day or earlier.")

    def filters(self, limit: int | None = None) -> Filters:
        """The filters as the store takes them."""
        return Filters(tuple(self.outlet), self.since, self.until, limit=limit)


class Acted(Published):
    """What happened."""

    actor: Name | None = Field(None, description="Who acts or suffers: a name in Arabic or English, or a key (Q41521).")
    place: Name | None = Field(None, description="Where: a name in Arabic or English, or a key (geonames:…).")
    country: Country | None = Field(None, description="Country of the place, such as SYR.")
    type: EventType | None = Field(None, description="Type of event, such as ASSAULT.")

    def filters(self, limit: int | None = None) -> Filters:
        """The filters as the store takes them."""
        country = self.country.upper() if self.country else None
        return Filters(tuple(self.outlet), self.since, self.until, self.actor, self.place, country, self.type, limit=limit)


class Said(Acted):
    """What happened, and who says so."""

    speaker: Name | None = Field(None, description="Who says it: a name or a key.")
    stance: Stance | None = Field(None, description="How the outlet stands to what is said.")

    def filters(self, limit: int | None = None) -> Filters:
        """The filters as the store takes them."""
        country = self.country.upper() if self.country else None
        return Filters(
            tuple(self.outlet), self.since, self.until, self.actor, self.place, country, self.type, self.speaker,
            self.stance, limit,
        )  # fmt: skip


class DocumentsQuestion(Said, Paged):
    """`GET /api/documents`."""

    order: Literal["oldest", "newest"] = Field("oldest", description="By date of publication; unknown dates are oldest.")


class RowsQuestion(Said, Paged):
    """`GET /api/claims` and `/api/events`."""

    document: Name | None = Field(None, description="In this document.")


class MentionsQuestion(RowsQuestion):
    """`GET /api/mentions`."""

    entity: Name | None = Field(None, description="Of this entity, by key.")


class EntitiesQuestion(Paged):
    """`GET /api/entities`."""

    name: Name | None = Field(None, description="Called so in Arabic or English or by a text, or a key.")
    kind: MentionKind | None = Field(None, description="Of this kind.")
    country: Country | None = Field(None, description="Of this country.")


class HappeningsQuestion(Said, Paged):
    """`GET /api/happenings`."""

    least: int = Field(1, ge=1, le=1_000_000, description="Told by at least so many documents.")


class OriginsQuestion(Published, Paged):
    """`GET /api/origins`."""

    document: Name | None = Field(None, description="The origin of this document.")


class NamesQuestion(Published):
    """`GET /api/names`."""

    actor: Name = Field(description="A name in Arabic or English, or a key (Q41521).")


class TimelineQuestion(Acted, Paged):
    """`GET /api/timelines`."""

    happenings: int = Field(200, ge=1, le=5000, description="How many happenings are taken, those of most documents first.")


class NetworkQuestion(TimelineQuestion):
    """`GET /api/networks`."""

    happenings: int = Field(2000, ge=1, le=5000, description="How many happenings are taken, those of most documents first.")
    by: Literal["day", "week", "month", "year", "none"] = Field("week", description="Periods; none sums them all.")
    level: Literal["actor", "country", "role"] = Field("actor", description="What stands for a party.")


class SearchQuestion(Said, Paged):
    """`GET /api/search`."""

    q: str = Field("", max_length=500, description='Words, "phrases", or a question in any language; empty: filters alone.')
    by: Literal["words", "meaning", "both"] = Field("both", description="Compare words, meaning, or both.")


class ExportQuestion(Said, Counted):
    """`GET /api/exports/{layer}`."""

    limit: int | None = Field(None, ge=1, le=1 << 31, description="At most so many documents.")
    format: Literal["jsonl", "csv"] = Field("jsonl", description="JSON Lines, or a table.")
