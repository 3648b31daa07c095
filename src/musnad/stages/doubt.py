"""Says how sure the text is of each event, by which words, and what its denials deny."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from musnad.deeds.denials import Denials
from musnad.deeds.doubt import Doubt
from musnad.naming.page import page_of
from musnad.stages.stage import Stage
from musnad.types import Document, Event, Reading, Trace


def read_doubt(document: Document, reading: Reading) -> Reading:
    """The reading with the epistemic standing and status cue of every event, and with what each denial denies.

    What somebody in the article denies is disputed wherever the article tells it (GUIDELINES.md, 4).
    """
    page = page_of(document, reading)
    denials = Denials(page, reading.claims, reading.events)
    claims = tuple(replace(claim, denies=denials.of(claim)) for claim in reading.claims)
    denied = {name for claim in claims for name in claim.denies}
    doubt = Doubt(page, reading.sentences, {claim.id: claim for claim in claims})
    starts = [token.start for token in reading.tokens]
    events = []
    for event in reading.events:
        first = bisect_right(starts, event.anchor.start) - 1
        last = bisect_right(starts, event.anchor.end - 1)
        epistemic = doubt.of(event, first, last)
        certainty = "disputed" if event.id in denied else event.certainty
        cue = doubt.status_cue(event, first)
        events.append(replace(event, epistemic=epistemic, cue=cue, certainty=certainty))
    traces = tuple(trace for event in events for trace in _traces(event))
    return replace(reading, claims=claims, events=tuple(events), traces=reading.traces + traces)


def _traces(event: Event) -> list[Trace]:
    found = []
    if event.epistemic is not None and event.epistemic.cue is not None:
        found.append(Trace(event.id, "epistemic", event.epistemic.degree, "word of doubt or cue", event.epistemic.cue))
    if event.cue is not None:
        found.append(Trace(event.id, "cue", event.status, "status_words.tsv", event.cue))
    return found


STAGE = Stage(
    "doubt",
    "1",
    needs=frozenset({"tokens", "sentences", "quotations", "times", "claims", "events"}),
    makes=frozenset({"claims", "events"}),
    run=read_doubt,
)
