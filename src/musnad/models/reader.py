"""Reads one document with the network: from the rules' reading to the reader's own mentions, claims and events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from musnad.models.deeds import Deeds
from musnad.models.inputs import Inputs, inputs_of
from musnad.models.phrases import read_phrases
from musnad.models.pieces import Pieces
from musnad.models.roads import carried
from musnad.models.scores import Output, Scores
from musnad.models.signs import signs_of
from musnad.models.speech import Speech
from musnad.models.tracing import traces_of
from musnad.models.windows import windows
from musnad.naming.page import page_of
from musnad.types import Document, Reading

Run = Callable[[list[Inputs]], list[Output]]
"""What a session of the network, in whatever runtime, computes for each window."""


def scores_of(document: Document, reading: Reading, pieces: Pieces, run: Run, blind: bool = False) -> Scores:
    """What the network says about a document that the rules have read; `blind` hides their reading from it."""
    ids = pieces.of(document.text, reading.tokens)
    found = windows([len(each) for each in ids], reading.sentences)
    signs = signs_of(reading)
    inputs = [inputs_of(window, ids, signs, pieces, blind) for window in found]
    return Scores(found, inputs, run(inputs))


def read_scores(document: Document, reading: Reading, scores: Scores) -> Reading:
    """The reading with the mentions, claims and events that the scores say; times are the rules'."""
    page = page_of(document, reading)
    mentions, entities = read_phrases(page, reading.sentences, scores)
    by_word = {mention.first: mention for mention in mentions}
    claims = carried(reading, Speech(page, scores, by_word, document.outlet).claims(), mentions)
    starts = np.array([token.start for token in reading.tokens])
    times = {int(np.searchsorted(starts, time.span.start, "right")) - 1: time for time in reading.times}
    events = Deeds(page, scores, by_word, times, claims, reading.sentences).events()
    found = replace(reading, mentions=mentions, entities=entities, claims=claims, events=events)
    return replace(found, traces=traces_of(found, document.text, scores))
