"""Where something was said: in a statement, at a press conference, on an account of a social network."""

from __future__ import annotations

from typing import cast

from musnad.knowledge.phrases import phrases
from musnad.naming.page import Page
from musnad.types import Channel, Claim, Sentence, Span
from musnad.types.vocabulary import ChannelKind


def channel_of(page: Page, sentence: Sentence, claim: Claim) -> Channel | None:
    """The channel that the sentence of the cue names outside what is said, the nearest to the cue; None for none."""
    if claim.cue is None:
        return None
    index, best, found = phrases("channels"), None, None
    at = sentence.first
    while at < sentence.last:
        hit = next(index.at(page.tokens, at, sentence.last), None)
        if hit is None or claim.holds(page.span(hit.first, hit.last, hit.skip)):
            at += 1
            continue
        span = page.span(hit.first, hit.last, hit.skip)
        distance = _distance(span, claim.cue)
        if best is None or distance < best:
            best, found = distance, Channel(cast(ChannelKind, hit.phrase.row["kind"]), span)
        at = hit.last
    return found


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
