"""Mentions from the network's spans: names and heads come from the tables, where these know the phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musnad.knowledge.names import names
from musnad.knowledge.words import Sense
from musnad.models.fitting import fitted
from musnad.models.scores import Scores, Span
from musnad.naming.linking import link
from musnad.naming.page import Candidate, Page
from musnad.naming.scan import scan, settled
from musnad.types import Entity, Mention, Sentence
from musnad.types.vocabulary import MentionKind

_RULE = "reader"


def read_phrases(
    page: Page, sentences: tuple[Sentence, ...], scores: Scores
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions that the network finds and their entities; what it does not name is kept out of the record's names."""
    known = {(candidate.first, candidate.last): candidate for candidate in scan(page, sentences)[0]}
    found = [
        span if isinstance(span, Candidate) else _candidate(page, span, scores, known)
        for span in fitted(page, list(_spans(scores)), list(known.values()))
    ]
    candidates, setting = settled(page, found)
    mentions, entities = link(page, candidates, setting)
    kinds = {entity.id: entity.kind for entity in entities}
    return tuple(replace(mention, named=kinds[mention.entity] != "group") for mention in mentions), entities


def _spans(scores: Scores) -> Iterable[Span]:
    """Names, and descriptions of groups that do not end inside one."""
    named = scores.spans("named")
    yield from named
    starts = {span.first for span in named}
    for span in scores.spans("group"):
        if span.first not in starts:
            yield span


def _candidate(page: Page, span: Span, scores: Scores, known: dict[tuple[int, int], Candidate]) -> Candidate:
    kind: MentionKind = span.label  # type: ignore[assignment]  # the labels of these taggers are kinds
    skip = clitics(page, scores, span.first)
    same = known.get((span.first, span.last))
    if same is not None and (same.kind == kind or (kind == "group" and not same.named)):
        return same._replace(score=span.score, skip=skip)
    role = _role(span, known) if kind == "person" else None
    match = next(
        (m for m in names().matches(page.tokens, span.first, span.last) if m.last == span.last and m.name.kind == kind),
        None,
    )
    sense = _sense(page, span.first, kind)
    head = sense.head if sense is not None else None
    core = span.first + 1 if head is not None and kind != "group" and span.last - span.first > 1 else -1
    return Candidate(
        span.first, span.last, skip if match is None else match.skip, kind, _RULE, span.score, named=kind != "group",
        name=match.name if match is not None else None, head=head, core=core, role=role,
    )  # fmt: skip


def clitics(page: Page, scores: Scores, word: int) -> int:
    """How many characters at the start of a word the network leaves outside a span; never all of them."""
    skip = int(scores.head("skip", word).argmax())
    return skip if skip < len(page.tokens[word].form) - 1 else 0


def _role(span: Span, known: dict[tuple[int, int], Candidate]) -> tuple[int, int] | None:
    """The office that the rules found before a person's name, when it ends where the name starts."""
    for candidate in known.values():
        if candidate.kind == "person" and candidate.role is not None and candidate.role[1] == span.first:
            return candidate.role
    return None


def _sense(page: Page, word: int, kind: MentionKind) -> Sense | None:
    known = page.words[word]
    if kind == "organization":
        return known.organization
    if kind == "place":
        return known.place
    if kind == "group":
        return known.group or known.title or known.organization
    return None
