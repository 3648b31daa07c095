"""What the stages know about a document so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from musnad.types.claim import Claim
from musnad.types.event import Event
from musnad.types.folded import Folded
from musnad.types.mention import Entity, Mention
from musnad.types.span import Span
from musnad.types.time import TimeExpression
from musnad.types.token import Quotation, Sentence, Token


class Rejected(NamedTuple):
    """What a field could have been and is not: a label or the words of a mention, and how likely it was."""

    value: str
    score: float
    span: Span | None = None


class Trace(NamedTuple):
    """Why one field of one record has its value: the rule or lexicon row, and the characters that it read.

    `rejected` are the likeliest of what was not chosen, where a choice was made among scored candidates.
    """

    record: str
    field: str
    value: str
    rule: str
    span: Span | None
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All layers of annotation over one document; a stage returns a copy with its own layers filled in."""

    folded: Folded = Folded("", 0)
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    traces: tuple[Trace, ...] = ()
