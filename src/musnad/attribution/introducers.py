"""What introduces the words that a cue attributes: `أن`, a colon, a quotation, a preposition, or nothing (an object)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from musnad.knowledge.cues import CueHit, cues
from musnad.naming.scene import Scene
from musnad.text.clitics import splits
from musnad.types import Quotation

IntroducerKind = Literal["that", "colon", "quote", "phrase"]

_FARTHEST = 45
_FARTHEST_FOR_NOUNS = 8
_LEAST_QUOTED = 3
"""A shorter quotation after a cue is a quoted name (`وكالة "إسنا"`), not speech."""

_LONGEST_NAME = 6
_NEAR = 4
"""Words between the subject and a preposition that can still introduce its words: `أعلن الوزير اليوم عن …`."""

_THAT = frozenset(
    start + pronoun for start in ("ان", "بان") for pronoun in ("", "ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم")
)
"""Folded `أن`/`إن`/`بأن` with the pronoun that they may carry: one paradigm, closed."""


class Introducer(NamedTuple):
    """The content starts at token `start`, `skip` folded characters into it; `at` is where the introducer stands."""

    kind: IntroducerKind
    at: int
    start: int
    skip: int = 0
    marker: str = ""


def is_that(form: str) -> bool:
    """Whether a folded word is `أن`, `إن` or `بأن`, with or without a pronoun."""
    return form in _THAT


def introducer(scene: Scene, hit: CueHit, stop: int, quotes: dict[int, Quotation]) -> Introducer | None:
    """What introduces the content of a speech cue before token `stop`, or None: then the word is no cue here."""
    tokens = scene.page.tokens
    noun = hit.cue.pos == "noun"
    limit = min(stop, hit.last + (_FARTHEST_FOR_NOUNS if noun else _FARTHEST))
    phrase: Introducer | None = None
    acted = False
    subject = next(
        (m for m in scene.outermost(hit.last, min(limit, hit.last + 2)) if m.kind != "place" or not hit.cue.event), None
    )
    reach = subject.last if subject is not None else hit.last
    index = hit.last
    while index < limit:
        form = tokens[index].form
        acted = acted or (phrase is not None and index > phrase.start and scene.page.words[index].verb)
        if is_that(form):
            if phrase is not None and acted:
                return phrase
            return Introducer("that", index, index + 1, marker=form) if _wants_that(hit) else phrase
        if form == ":" and not noun:
            return Introducer("colon", index, index + 1, marker=form)
        quotation = quotes.get(index)
        if quotation is not None:
            named = index in scene.covered or (
                index + 1 in scene.covered and quotation.last - quotation.first <= _LONGEST_NAME
            )
            if (
                not named
                and quotation.last - quotation.first >= _LEAST_QUOTED
                and "quote" in hit.cue.complements
                and phrase is None
            ):
                return Introducer("quote", index, index + 1, marker=form)
            index = quotation.last if quotation.last < limit else index
        if phrase is None and (hit.cue.event or index - reach <= _NEAR):
            phrase = _phrase(scene, hit, index, stop)
        if form in {"؛", ";"} or (index > hit.last and _takes_over(scene, index, stop)):
            return phrase
        if phrase is not None and form in {"،", ","} and index > phrase.start:
            return phrase
        index += 1
    return phrase


def _wants_that(hit: CueHit) -> bool:
    return any(complement.split()[-1] in {"ان", "بان"} for complement in hit.cue.complements)


def _takes_over(scene: Scene, index: int, stop: int) -> bool:
    """Whether a finite verb of speech stands here: what follows is said by its subject."""
    for hit in cues().at(scene.page.tokens, index, stop):
        if hit.word is None or hit.cue.pos != "verb" or hit.word.form.tense == "participle":
            continue
        if hit.word.form.person != "1s" and any(c in hit.cue.complements for c in ("ان", "بان", ":")):
            following = min(stop, index + 12)
            return any(is_that(t.form) or t.form == ":" for t in scene.page.tokens[index + 1 : following])
    return False


def _phrase(scene: Scene, hit: CueHit, index: int, stop: int) -> Introducer | None:
    """A prepositional complement at token `index` (`اتهم … ب…`, `دعا … إلى …`), where the cue takes one and no clause."""
    page = scene.page
    token = page.tokens[index]
    if token.kind != "word" or index in page.timed or page.words[index].plain:
        return None
    if hit.word is not None and hit.word.pronoun and not hit.cue.event and hit.cue.pos != "noun":
        return None
    if hit.cue.role == "relay":
        return None
    if index in scene.covered and not any("ب" in m.prefix or "ل" in m.prefix for m in scene.leads.get(index, ())):
        return None
    if token.form in hit.cue.complements and page.words[index].function == "prep" and index + 1 < stop:
        return None if is_that(page.tokens[index + 1].form) else Introducer("phrase", index, index + 1, marker=token.form)
    for split in splits(token.form):
        if split.preposition and split.preposition in hit.cue.complements and not split.conjunction and index > hit.last - 1:
            if page.words[index].function:
                return None
            return Introducer("phrase", index, index, split.skip, split.preposition)
    return None
