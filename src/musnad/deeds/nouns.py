"""The parties of a verbal noun: annexed, by adjective, by pronoun, or the subject of its light verb."""

from __future__ import annotations

from musnad.attribution.introducers import is_that
from musnad.attribution.speakers import actor_by_adjective, coordinated
from musnad.deeds.clauses import clause_start
from musnad.deeds.parties import ARMED, Parties, agents, joined_before
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.knowledge.cues import cues
from musnad.naming.scene import Scene, can_act
from musnad.text.clitics import suffixed
from musnad.types import Mention, Sentence

_LONGEST_ADJECTIVES = 3


def nominal_parties(
    scene: Scene, sentence: Sentence, hit: AnchorHit, end: int, topic: Mention | None, found: Parties
) -> None:
    """Adds to `found` the parties of a verbal noun; `topic` is who its pronoun stands for if nobody nearer does."""
    annexed = _annexed(scene, hit)
    role = hit.anchor.parties.get("gen")
    if annexed is not None and role is not None:
        joined = [annexed, *coordinated(scene, annexed, end)]
        second = next(
            (
                m
                for m in scene.outermost(joined[-1].last, min(end, joined[-1].last + 2))
                if not scene.governor(m) and not m.prefix
            ),
            None,
        )
        side = _side(scene, hit, annexed, second) if role == "either" else role
        if side == "actor" and not can_act(scene, annexed):
            # `معركة درنة`: a town does not fight, it is where they fight.
            side = "place"
        found.add(side, joined, f"annexed to the noun as {side}")
        if side == "actor" and second is not None and annexed.last == second.lead:
            found.add("recipient", [second], "object of the verbal noun")
    elif hit.word is not None and hit.word.pronoun:
        antecedent = _possessor(scene, sentence, hit) or topic
        if antecedent is not None:
            found.add("recipient" if role == "recipient" else "actor", [antecedent], "pronoun on the noun")
    else:
        last = _adjectives_end(scene, hit.last, end)
        by_adjective = actor_by_adjective(scene, hit.last, last, armed=hit.anchor.type in {"ASSAULT", "MOBILIZE"})
        if by_adjective is not None:
            found.add("actor", [by_adjective], "adjective of nationality")
    agents(scene, hit, end, found)
    if not found.actors:
        _participle_or_origin(scene, sentence, hit, found)
    if not found.actors and hit.word is not None and hit.word.preposition == "ل" and topic is not None:
        # `تظاهر … للتنديد بـ…`: a purpose is that of whoever acts in the main clause.
        found.add("actor", [topic], "purpose of the actor")
    if not found.actors:
        _light_subject(scene, sentence, hit, topic, found)


def _participle_or_origin(scene: Scene, sentence: Sentence, hit: AnchorHit, found: Parties) -> None:
    """The actor of `هتافات منددة بـ…` stands before it, that of `بدعوة من …`, `بدعم من …` after `من`."""
    if "subj" in hit.anchor.parties:
        before = [m for m in scene.outermost(sentence.first, hit.first) if not scene.governor(m)]
        if before:
            found.add("actor", [before[-1]], "subject of the participle")
        return
    if hit.word is not None and hit.word.preposition == "ب" and hit.last < sentence.last:
        origin = next(
            (m for m in scene.starting(hit.last, min(sentence.last, hit.last + 2)) if scene.governor(m) == "من"), None
        )
        if origin is not None:
            found.add("actor", [origin, *coordinated(scene, origin, sentence.last)], "after من")


def _adjectives_end(scene: Scene, index: int, end: int) -> int:
    stop = index
    while (
        stop < min(end, index + _LONGEST_ADJECTIVES)
        and (scene.page.words[stop].nationality or scene.page.words[stop].common)
        and not scene.page.words[stop].function
    ):
        stop += 1
    return stop


def _annexed(scene: Scene, hit: AnchorHit) -> Mention | None:
    """The phrase right after a verbal noun, with nothing but an adjective of its own between: `قصف الطيران`."""
    if hit.word is not None and (hit.word.article or hit.word.pronoun):
        return None
    following = [m for m in scene.leads.get(hit.last, ()) if not m.prefix]
    return following[0] if following else None


def _side(scene: Scene, hit: AnchorHit, mention: Mention, second: Mention | None) -> str:
    """Whether who is annexed to a noun that allows both does or suffers: `اغتيال إسرائيل لـ…`, `اغتيال مغنية`."""
    entity = scene.entities[mention.entity]
    if second is not None and mention.last == second.lead:
        return "actor"
    follower = next(iter(scene.leads.get(mention.last, ())), None)
    if follower is not None and follower.prefix == "ل":
        return "actor"
    if mention.kind == "place":
        return (
            "actor"
            if entity.geo is not None and entity.geo.precision == "country" and "على" in hit.anchor.parties
            else "recipient"
        )
    if set(entity.sectors) & ARMED and mention.kind != "person":
        return "actor" if hit.anchor.mode != "targeted" else "recipient"
    return "recipient"


def _possessor(scene: Scene, sentence: Sentence, hit: AnchorHit) -> Mention | None:
    earlier = [m for m in scene.outermost(sentence.first, hit.first) if not scene.governor(m) and m.kind != "place"]
    return earlier[-1] if earlier else None


def _light_subject(scene: Scene, sentence: Sentence, hit: AnchorHit, topic: Mention | None, found: Parties) -> None:
    """The subject of the light verb whose object the noun is: `شنت الطائرات غارات`, `غارات شنتها الطائرات`."""
    page, words = scene.page, clause_words()
    for position in range(hit.last, min(sentence.last, hit.last + 5)):
        # `غارات شنتها الطائرات`, `الزيارة التي قام بها الوزير`
        with_pronoun = any("light" in words.get(bare, ()) for bare, _ in suffixed(page.tokens[position].form)[1:])
        before_pronoun = position + 1 < sentence.last and page.tokens[position + 1].form in {"بها", "به", "بهما"}
        if with_pronoun or (before_pronoun and "light" in words.get(page.tokens[position].form, ())):
            subject = next(
                (m for m in scene.outermost(position + 1, min(sentence.last, position + 4)) if not scene.governor(m)),
                None,
            )
            if subject is not None:
                found.add("actor", [subject, *coordinated(scene, subject, sentence.last)], "subject of the light verb")
                return
    for position in range(hit.first - 1, max(sentence.first - 1, hit.first - 13), -1):
        form = page.tokens[position].form
        if form in {"؛", ".", ":"} or is_that(form):
            return
        classes = words.get(form) or (words.get(form[1:]) if form[0] in "وفس" else None) or frozenset()
        if "passive" in classes:
            return
        if "light" in classes and not (hit.anchor.type == "ASSAULT" and _is_speech(scene, position)):
            between = [m for m in scene.outermost(position + 1, hit.first) if not scene.governor(m)]
            subject = between[0] if between else _before_light(scene, sentence, position)
            earlier = [] if between or subject is None else joined_before(scene, subject)
            if subject is None and form[0] == "و":
                subject = topic
            if subject is not None:
                everyone = [*earlier, subject, *coordinated(scene, subject, hit.first)]
                found.add("actor", everyone, "subject of the light verb")
            return
    _complement_of(scene, sentence, hit, found)


def _complement_of(scene: Scene, sentence: Sentence, hit: AnchorHit, found: Parties) -> None:
    """A verbal noun behind a preposition has the subject of its verb: `لعبتا دوراً في الدفاع`, `أدت إلى …` does not."""
    before = hit.first - 1
    prepositional = (hit.word is not None and hit.word.preposition == "ب") or (
        before >= sentence.first and scene.page.tokens[before].form in {"في", "على", "عن", "من"}
    )
    if not prepositional or hit.anchor.parties.get("gen") == "actor":
        return
    for position in range(before, max(sentence.first - 1, hit.first - 8), -1):
        known = scene.page.words[position]
        if scene.page.tokens[position].kind == "punctuation" or is_that(known.form):
            return
        if known.verb and not known.plain and position not in scene.covered:
            subject = _before_light(scene, sentence, position)
            if subject is not None and subject.last >= position - 1:
                found.add("actor", [*joined_before(scene, subject), subject], "subject of the governing verb")
            return


def _is_speech(scene: Scene, position: int) -> bool:
    """`أعلنت الشرطة مقتل …`: who announces a death has not dealt it."""
    return bool(cues().at(scene.page.tokens, position, position + 1))


def _before_light(scene: Scene, sentence: Sentence, position: int) -> Mention | None:
    start = clause_start(scene, position, sentence.first)
    earlier = [m for m in scene.outermost(start, position) if not scene.governor(m)]
    return _with_relative(scene, earlier) or (earlier[-1] if earlier else None)


def _with_relative(scene: Scene, mentions: list[Mention]) -> Mention | None:
    """The phrase that a relative clause describes: in `التحالف الذي تقوده واشنطن شن غارات` the coalition acts."""
    tokens, words = scene.page.tokens, clause_words()
    for mention in mentions:
        if mention.last < len(tokens) and "relative" in words.get(tokens[mention.last].form, ()):
            return mention
    return None
