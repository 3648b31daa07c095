"""Says of each claim what the stations of its chain are, where it was said, and inside which other claim it is told."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from musnad.attribution.channels import channel_of
from musnad.attribution.links import Stations
from musnad.attribution.nesting import around
from musnad.naming.scene import scene_of
from musnad.stages.stage import Stage
from musnad.types import Claim, Document, Reading, Trace


def read_chains(document: Document, reading: Reading) -> Reading:
    """The reading with the kind, source and cue of every link, the channel of every claim and what it stands inside."""
    if not reading.claims:
        return reading
    scene = scene_of(document, reading)
    stations = Stations(scene, reading.sentences)
    starts = [sentence.start for sentence in reading.sentences]
    claims = []
    for claim in reading.claims:
        anchor = claim.cue or claim.content[0]
        sentence = reading.sentences[max(0, bisect_right(starts, anchor.start) - 1)]
        channel = channel_of(scene.page, sentence, claim)
        claims.append(replace(claim, chain=stations.of(claim), channel=channel, inside=around(claim, reading.claims)))
    traces = tuple(trace for claim in claims for trace in _traces(claim))
    return replace(reading, claims=tuple(claims), traces=reading.traces + traces)


def _traces(claim: Claim) -> list[Trace]:
    found = [
        Trace(claim.id, "chain", link.sort or link.kind or link.role, f"link: {link.role}", link.cue)
        for link in claim.chain
        if link.mention is not None
    ]
    if claim.channel is not None:
        found.append(Trace(claim.id, "channel", claim.channel.kind, "channels.tsv", claim.channel.span))
    if claim.inside is not None:
        found.append(Trace(claim.id, "inside", claim.inside, "cue stands in its content", claim.cue))
    return found


STAGE = Stage(
    "chains",
    "1",
    needs=frozenset({"tokens", "sentences", "mentions", "entities", "claims"}),
    makes=frozenset({"claims"}),
    run=read_chains,
)
