"""Finds mentions and links them to entities inside the document."""

from __future__ import annotations

from dataclasses import replace

from musnad.naming.linking import link
from musnad.naming.page import page_of
from musnad.naming.scan import scan
from musnad.stages.stage import Stage
from musnad.types import Document, Reading


def read_mentions(document: Document, reading: Reading) -> Reading:
    """The reading with every phrase that names or describes somebody or somewhere, and the entities that they name."""
    page = page_of(document, reading)
    candidates, setting = scan(page, reading.sentences)
    mentions, entities = link(page, candidates, setting)
    return replace(reading, mentions=mentions, entities=entities)


STAGE = Stage(
    "mentions",
    "1",
    needs=frozenset({"tokens", "sentences", "times"}),
    makes=frozenset({"mentions", "entities"}),
    run=read_mentions,
)
