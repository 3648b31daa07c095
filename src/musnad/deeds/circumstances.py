"""Where and when: the place and the time that the deed's own sentence gives, and its status."""

from __future__ import annotations

from typing import NamedTuple, cast

from musnad.deeds.clauses import clause_end
from musnad.deeds.finding import is_finite
from musnad.deeds.parties import Parties
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.knowledge.statuses import StatusWord, status_words
from musnad.knowledge.words import word
from musnad.naming.scene import Scene, can_act
from musnad.types import Claim, Mention, Sentence, Span, TimeExpression
from musnad.types.vocabulary import EventStatus

_FARTHEST_PLACE = 16
_FARTHEST_TIME = 18
_NEXT = 4
_TERRITORIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_LASTING = frozenset({"ASSAULT", "MOBILIZE", "AID", "COERCE", "PROTEST", "COOPERATE"})
"""Types whose present tense tells of something going on; `يطالب`, `يندد` are said and done."""
_FUTURE = StatusWord("س", "planned", "clause", "future verb")


class Status(NamedTuple):
    """A status with the word that gives it; the span is None for the default."""

    status: EventStatus
    rule: str
    span: Span | None


def place_of(scene: Scene, sentence: Sentence, hit: AnchorHit, parties: Parties) -> Mention | None:
    """The place mention in which the deed happened, from its own sentence, or None."""
    if parties.places:
        return parties.places[0]
    end = clause_end(scene, hit.last, sentence.last)
    if hit.anchor.type in _TERRITORIAL:
        town = next((m for m in parties.recipients if m.kind == "place" and not can_act(scene, m)), None)
        if town is not None:
            # A town that is bombed is both recipient and place (GUIDELINES.md, 4).
            return town
    parties_ids = {m.id for m in (*parties.actors, *parties.recipients)}
    after = [m for m in _located(scene, hit.last, min(end, hit.last + _FARTHEST_PLACE)) if m.id not in parties_ids]
    if after:
        return after[0]
    country = next((m for m in parties.recipients if m.kind == "place"), None)
    if country is not None and hit.anchor.type in _TERRITORIAL:
        return country
    before = _located(scene, sentence.first, hit.first)
    rest = before[-1:] or _located(scene, end, sentence.last)[:1]
    return next((m for m in rest if m.id not in parties_ids), None)


def _located(scene: Scene, first: int, last: int) -> list[Mention]:
    return [m for m in scene.starting(first, last) if m.kind == "place" and _is_where(scene, m)]


def _is_where(scene: Scene, mention: Mention) -> bool:
    """Whether the words before a place say that something is there: `في`, `ب`, `قرب`, `شمال`."""
    governor = scene.governor(mention)
    if governor and word(governor).shapes & {"where", "direction"}:
        return True
    before = mention.lead - 1
    shapes = scene.page.words[before].shapes if before >= 0 and not mention.prefix else frozenset()
    return "direction" in shapes


def time_of(
    scene: Scene, times: tuple[TimeExpression, ...], hit: AnchorHit, claims: tuple[Claim, ...]
) -> TimeExpression | None:
    """The date or clock time, of those in its sentence, that is nearest to the anchor, after it rather than before.

    A time outside the claim in which the anchor stands says when it was told (`كشف اليوم أن إيران أنشأت مقراً`).
    """
    page = scene.page
    anchor_start, anchor_end = page.tokens[hit.first].start, page.tokens[hit.last - 1].end
    anchor = scene.page.span(hit.first, hit.last, hit.skip)
    best: tuple[float, TimeExpression] | None = None
    for time in times:
        if time.type not in {"date", "time"}:
            continue
        if any(claim.holds(anchor) != claim.holds(time.span) for claim in claims if claim.cue != anchor):
            continue
        if time.span.start >= anchor_end:
            distance = page.document.text.count(" ", anchor_end, time.span.start) * 1.0
        else:
            distance = page.document.text.count(" ", time.span.end, anchor_start) * 1.2
        if distance <= _FARTHEST_TIME and (best is None or distance < best[0]):
            best = (distance, time)
    return best[1] if best is not None else None


def status_of(scene: Scene, sentence: Sentence, hit: AnchorHit, time: TimeExpression | None) -> Status:
    """Whether the deed happened, goes on, is planned, called for, denied …, and the word that says so."""
    word = hit.word
    if word is not None and word.future:
        token = scene.page.tokens[hit.first]
        return Status("planned", "future prefix", Span(token.start, token.start + 1))
    governing = _governing(scene, sentence, hit)
    if governing is not None:
        found, position, last = governing
        return Status(found.status, f"{found.kind}: {found.word}", scene.page.span(position, last))
    ahead = _ahead(scene, sentence, hit, time)
    if ahead is not None:
        return ahead
    if hit.anchor.status:
        return Status(cast(EventStatus, hit.anchor.status), "anchor", None)
    present = word is not None and is_finite(hit) and word.form.tense == "present" and sentence.kind != "headline"
    if present and hit.anchor.type in _LASTING:
        return Status("ongoing", "present tense", None)
    return Status("happened", "default", None)


def _ahead(scene: Scene, sentence: Sentence, hit: AnchorHit, time: TimeExpression | None) -> Status | None:
    """`planned` by a future verb after the noun (`المباحثات ستعقد`) or a date still to come (`يزور … الأسبوع المقبل`)."""
    if not is_finite(hit):
        for position in range(hit.last, min(sentence.last, hit.last + _NEXT)):
            if scene.page.words[position].future:
                return Status("planned", "future verb", scene.page.span(position, position + 1))
    published = scene.page.document.published
    past = hit.word is not None and hit.word.form.tense == "past" and is_finite(hit)
    if time is not None and published and time.earliest is not None and time.earliest > published and not past:
        return Status("planned", "date to come", time.span)
    return None


def _governing(scene: Scene, sentence: Sentence, hit: AnchorHit) -> tuple[StatusWord, int, int] | None:
    """The nearest status word before the anchor whose scope reaches it."""
    page, lexicon, barriers = scene.page, status_words(), clause_words()
    for position in range(hit.first - 1, max(sentence.first - 1, hit.first - 14), -1):
        form = page.tokens[position].form
        if form in {"؛", ".", ":", "؟"}:
            return None
        distance = hit.first - position
        if page.words[position].future and not is_finite(hit):
            return _FUTURE, position, position + 1
        for found, last in lexicon.at(page.tokens, position, hit.first):
            if found.scope == "next" and hit.first - last >= _NEXT:
                continue
            if found.kind == "negation" and hit.first > last and hit.first - last > 1:
                # Negation reaches only the next verb or noun: `لم تهاجم`, `دون وقوع إصابات`.
                continue
            if found.scope == "present" and not (
                distance == 1 and hit.word is not None and hit.word.form.tense == "present"
            ):
                continue
            return found, position, last
        if form in {"،", ","} and distance > 1:
            return None
        if distance > 1 and "barrier" in barriers.get(form, ()) and form not in {"ان", "بان", "انه", "انها"}:
            return None
    return None
