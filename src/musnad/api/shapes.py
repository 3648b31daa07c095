"""The shapes of answers (CONTRACT.md) for OpenAPI: what the pages and programs find in the JSON data of the store."""

from __future__ import annotations

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from musnad.types.vocabulary import (
    Calendar,
    Certainty,
    ClaimForm,
    EventStatus,
    LinkRole,
    MentionKind,
    QuadClass,
    SpeechAct,
    Stance,
    TimeBasis,
    TimeType,
)


class SpanShape(TypedDict):
    """Characters of a document's text, half-open."""

    start: int
    end: int
    text: str


class DocumentShape(TypedDict):
    """A document with its text, which all offsets count."""

    id: str
    sha256: str
    text: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None


class MentionShape(SpanShape):
    """A phrase that names somebody or somewhere."""

    id: str
    kind: MentionKind
    entity: str
    score: float


class GeoShape(TypedDict):
    """Where a place is."""

    geonames: int | None
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    precision: str


class EntityShape(TypedDict):
    """What several mentions of a document name."""

    id: str
    kind: MentionKind
    name_ar: str
    name_en: str | None
    role: str | None
    country: str | None
    sectors: list[str]
    ids: dict[str, str]
    geo: GeoShape | None
    reason: NotRequired[str]


class TimeShape(SpanShape):
    """An expression of time."""

    id: str
    type: TimeType
    value: str | None
    earliest: str | None
    latest: str | None
    basis: TimeBasis
    calendar: Calendar | None
    reason: str | None


class LinkShape(TypedDict):
    """One station of a chain."""

    role: LinkRole
    name: NotRequired[str | None]
    mention: NotRequired[str]
    cue: NotRequired[SpanShape]


class ClaimShape(TypedDict):
    """What is laid at somebody's door."""

    id: str
    content: list[SpanShape]
    cue: SpanShape | None
    form: ClaimForm
    speaker: str | None
    chain: list[LinkShape]
    act: SpeechAct
    stance: Stance
    score: float


class EventShape(TypedDict):
    """A deed."""

    id: str
    type: str
    mode: str | None
    context: list[str]
    cameo: str | None
    quad: QuadClass | None
    intensity: float | None
    anchor: SpanShape
    actors: list[str]
    recipients: list[str]
    place: str | None
    time: str | None
    status: EventStatus
    claim: str | None
    certainty: Certainty
    happening: str | None
    score: float


class RecordShape(TypedDict):
    """`musnad/1`: a document with everything that was read in it."""

    schema: Literal["musnad/1"]
    document: DocumentShape
    mentions: list[MentionShape]
    entities: list[EntityShape]
    times: list[TimeShape]
    claims: list[ClaimShape]
    events: list[EventShape]
    produced_by: dict[str, Any]


class DocumentRow(TypedDict):
    """A document of a list, without its text; `origin` names the documents that share its text, where there are others."""

    id: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    sha256: str
    origin: str | None
    claims: int
    events: int


class RowOfDocument(TypedDict):
    """What every row of a layer begins with."""

    document: str
    published: str | None
    outlet: str | None


class MentionRow(RowOfDocument):
    """A mention with its entity."""

    mention: str
    start: int
    end: int
    text: str
    key: str
    kind: MentionKind
    name_ar: str
    name_en: str | None
    role: str | None
    country: str | None
    sectors: str | None
    lat: float | None
    lon: float | None


class ClaimRow(RowOfDocument):
    """A claim with its speaker; several relays are separated by ` | `."""

    claim: str
    speaker: str | None
    speaker_key: str | None
    act: SpeechAct
    form: ClaimForm
    stance: Stance
    relays: str | None
    cue: str | None
    start: int
    end: int
    content: str


class EventRow(RowOfDocument):
    """An event with its parties; several are separated by ` | `."""

    event: str
    type: str
    mode: str | None
    context: str | None
    cameo: str | None
    quad: str | None
    intensity: float | None
    status: EventStatus
    certainty: Certainty
    anchor: str
    start: int
    end: int
    actors: str | None
    actor_keys: str | None
    recipients: str | None
    recipient_keys: str | None
    place: str | None
    place_key: str | None
    country: str | None
    lat: float | None
    lon: float | None
    earliest: str | None
    latest: str | None
    claim: str | None
    speaker: str | None
    speaker_key: str | None
    stance: str | None
    headline: bool
    sentence: str


class EntityRow(TypedDict):
    """Somebody or somewhere that documents name; `documents` counts them."""

    key: str
    kind: MentionKind
    name_ar: str
    name_en: str | None
    country: str | None
    sectors: list[str]
    documents: int


class NamedForm(TypedDict):
    """A form in which documents name an entity, folded."""

    form: str
    documents: int


class EntityTold(EntityRow):
    """One of them with its forms."""

    forms: list[NamedForm]


class PartyShape(TypedDict):
    """A party of a happening."""

    entity: str
    name_ar: str
    name_en: str | None
    country: str | None
    sectors: list[str]


class PlaceShape(TypedDict):
    """Where a happening was."""

    name_ar: str
    name_en: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


class DocumentOfHappening(TypedDict):
    """A document that tells a happening."""

    id: str
    role: Literal["main", "mention"]
    events: list[str]


class ValueShape(TypedDict):
    """One account's word for a field."""

    value: int | float | str
    bound: str
    document: str
    event: str
    claim: str | None
    who: str | None
    span: SpanShape


class VersionShape(TypedDict):
    """A field with all that is said of it."""

    field: str
    values: list[ValueShape]


class HappeningShape(TypedDict):
    """`musnad-happening/1`: what events of one or many documents report."""

    schema: Literal["musnad-happening/1"]
    id: str
    type: str
    mode: str | None
    earliest: str | None
    latest: str | None
    place: PlaceShape | None
    actors: list[PartyShape]
    recipients: list[PartyShape]
    documents: list[DocumentOfHappening]
    origins: list[list[str]]
    versions: list[VersionShape]


class ContradictionShape(TypedDict):
    """Values that cannot be true together."""

    field: str
    group: str | None
    left: list[ValueShape]
    right: list[ValueShape]


class DenialShape(TypedDict):
    """A denial with the accounts, document and event, that it is against."""

    value: ValueShape
    against: list[list[str]]


class FigureShape(TypedDict):
    """A figure of a series; an open end is null."""

    group: str
    low: float | None
    high: float | None
    first: str | None
    superseded_by: list[float | None] | None
    values: list[ValueShape]


class ComparisonShape(HappeningShape):
    """A happening with what contradicts what."""

    contradictions: list[ContradictionShape]
    denials: list[DenialShape]
    series: dict[str, list[FigureShape]]


OriginMatch = TypedDict("OriginMatch", {"document": str, "start": int, "end": int, "with": str})
"""Characters of a document that the one named by `with` has too."""


class OriginShape(TypedDict):
    """`musnad-origin/1`: documents that have one text between them."""

    schema: Literal["musnad-origin/1"]
    kind: Literal["duplicate", "copy", "wire"]
    documents: list[str]
    first: str | None
    evidence: list[OriginMatch]


class PlainSpan(TypedDict):
    """Characters of a document's text."""

    start: int
    end: int


class FoundShape(TypedDict):
    """`musnad-found/1`: a document that a search found."""

    schema: Literal["musnad-found/1"]
    document: str
    outlet: str | None
    published: str | None
    title: str | None
    by: Literal["words", "meaning", "both"]
    score: float
    passage: SpanShape
    hits: list[PlainSpan]


class ProblemRow(TypedDict):
    """Why a source gave no document, or a document with a defect."""

    source: str
    kind: str
    message: str
    document: str | None


class OutletRow(TypedDict):
    """The documents of one outlet (null: unknown)."""

    outlet: str | None
    documents: int
    since: str | None
    until: str | None


class MakerRow(TypedDict):
    """The readings of one maker."""

    made_by: str
    current: int
    old: int
    waiting: int


class StatusShape(TypedDict):
    """`musnad-status/1`: what is in the store."""

    schema: Literal["musnad-status/1"]
    migrations: list[str]
    bytes: int
    outlets: list[OutletRow]
    makers: list[MakerRow]
    problems: dict[str, int]
    rows: dict[str, int]
