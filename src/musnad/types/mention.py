"""Who and where: mentions in the text and the entities that they name."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.types.span import Span
from musnad.types.vocabulary import MentionKind


@dataclass(frozen=True, slots=True)
class Geo:
    """A point on the map for a place; degrees in WGS 84, `precision` is city, admin1, region, water, site or country."""

    lat: float
    lon: float
    country: str | None
    precision: str
    geonames: int | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names or describes somebody or somewhere.

    `first:last` are its tokens, half-open (a fused preposition or conjunction belongs to the first token but not to the
    span). `key` names the knowledge-base row that matched ("org:حزب الله") or is None. `named` tells names from
    descriptions. `head` is the folded head noun of a description. `lead` is the token at which the whole phrase starts,
    title included, and `prefix` the clitics written onto that token (`و`, `ل`, `ول`).
    """

    id: str
    span: Span
    kind: MentionKind
    entity: str
    first: int
    last: int
    score: float
    rule: str
    named: bool = True
    key: str | None = None
    head: str | None = None
    lead: int = 0
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the mentions of a document name."""

    id: str
    kind: MentionKind
    name_ar: str
    name_en: str | None = None
    role: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    ids: dict[str, str] = field(default_factory=dict)
    geo: Geo | None = None
    reason: str | None = None
