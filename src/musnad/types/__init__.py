"""The types that everything shares: small, frozen, fully typed."""

from musnad.types.claim import Channel, Claim, Link
from musnad.types.document import Document, Problem
from musnad.types.event import Epistemic, Event
from musnad.types.folded import Folded
from musnad.types.magnitude import Magnitude
from musnad.types.mention import Entity, Geo, Mention
from musnad.types.reading import Reading, Rejected, Trace
from musnad.types.record import Record
from musnad.types.span import Span
from musnad.types.time import TimeExpression
from musnad.types.token import Quotation, Sentence, Token

__all__ = [
    "Channel",
    "Claim",
    "Document",
    "Entity",
    "Epistemic",
    "Event",
    "Folded",
    "Geo",
    "Link",
    "Magnitude",
    "Mention",
    "Problem",
    "Quotation",
    "Reading",
    "Record",
    "Rejected",
    "Sentence",
    "Span",
    "TimeExpression",
    "Token",
    "Trace",
]
