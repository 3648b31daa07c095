"""The parties of a verb: subject and object in either order, passives, dropped subjects, pronouns."""

from __future__ import annotations

from musnad.attribution.speakers import coordinated
from musnad.deeds.clauses import FARTHEST_SUBJECT, SHORTEST_VERB, clause_start
from musnad.deeds.parties import ARMED, Parties, agents, joined_before
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.knowledge.statuses import status_words
from musnad.naming.scene import Scene, can_act
from musnad.text.folding import fold_word
from musnad.types import Mention, Sentence

_ROLES = ("actor", "recipient")


def verbal_parties(
    scene: Scene, sentence: Sentence, hit: AnchorHit, end: int, topic: Mention | None, found: Parties
) -> None:
    """Adds to `found` the parties of a verb; `topic` is who a dropped subject stands for."""
    parties = hit.anchor.parties
    subject_role, object_role = parties.get("subj"), parties.get("obj")
    start = clause_start(scene, hit.first, sentence.first)
    before = _subject_before(scene, hit, start, sentence)
    after = [m for m in scene.outermost(hit.last, end) if not scene.governor(m)]
    after = [m for m in after if m.first - hit.last < FARTHEST_SUBJECT]
    if _passive(hit, before, after, scene):
        role = object_role if object_role in _ROLES else "recipient"
        patient = after[0] if after else before
        if patient is not None:
            found.add(role, [patient, *coordinated(scene, patient, end)], "subject of a passive")
        agents(scene, hit, end, found)
        return
    if before is not None and after and hit.word is not None and hit.word.pronoun and before.last == hit.first:
        # `جماعات يدعمها الغرب`: the pronoun is the phrase before the verb, the subject follows.
        found.add(object_role if object_role in _ROLES else "recipient", [before], "object pronoun")
        found.add("actor", [after[0], *coordinated(scene, after[0], end)], "subject after the verb")
        return
    subject, rule = _subject(scene, sentence, hit, topic, before, after)
    if subject is not None and subject in after:
        after.remove(subject)
    if subject is not None and subject_role in _ROLES:
        joined = coordinated(scene, subject, end)
        found.add(subject_role, [*joined_before(scene, subject), subject, *joined], rule)
        after = [m for m in after if m not in joined]
    if object_role not in _ROLES:
        return
    if hit.word is not None and hit.word.pronoun:
        antecedent = _antecedent(scene, sentence, hit, subject)
        if antecedent is not None:
            found.add(object_role, [antecedent], "object pronoun")
    elif after:
        found.add(object_role, [after[0], *coordinated(scene, after[0], end)], "object")


def _subject(
    scene: Scene, sentence: Sentence, hit: AnchorHit, topic: Mention | None, before: Mention | None, after: list[Mention]
) -> tuple[Mention | None, str]:
    """The subject of an active verb and how it was found."""
    if before is not None:
        return before, "subject before the verb"
    if len(after) == 1 and "obj" in hit.anchor.parties:
        going_on = _going_on(scene, sentence, hit)
        if going_on is not None and going_on.entity != after[0].entity:
            return going_on, "subject of the verb before"
    elsewhere = topic is not None and bool(after) and _disagrees(scene, after[0], hit)
    if after and not elsewhere and not _only_object(scene, after[0], hit):
        return after[0], "subject after the verb"
    if topic is not None and (after or not _ambiguous(hit)):
        return topic, "dropped subject"
    return None, ""


def _going_on(scene: Scene, sentence: Sentence, hit: AnchorHit) -> Mention | None:
    """Whose deeds a verb with `و` inside a sentence goes on with: `طرح بوش خطته وانتقد كلينتون`."""
    if hit.word is None or not hit.word.conjunction or hit.first - sentence.first < SHORTEST_VERB:
        return None
    start = clause_start(scene, hit.first, sentence.first)
    free = [m for m in scene.outermost(start, hit.first) if not scene.governor(m)]
    return free[0] if free and any(scene.page.words[n].verb for n in range(start, hit.first)) else None


def _disagrees(scene: Scene, mention: Mention, hit: AnchorHit) -> bool:
    """Whether the phrase cannot be the verb's subject for its gender: `وأنقذت نظام الأسد` has its subject elsewhere."""
    word = hit.word
    if word is None or word.form.person not in {"3ms", "3fs"} or mention.head is None:
        return False
    sense = scene.page.words[mention.first].organization
    if sense is None or sense.split.stem != fold_word(mention.head).removeprefix("ال"):
        return False
    feminine = sense.split.stem.endswith("ة")
    return feminine if word.form.person == "3ms" else not feminine


def _ambiguous(hit: AnchorHit) -> bool:
    """Whether the verb may be a passive for all that its spelling says: `قتل`, `اعتقل`."""
    return hit.word is not None and hit.word.form.voice == "either" and "obj" in hit.anchor.parties


def _passive(hit: AnchorHit, before: Mention | None, after: list[Mention], scene: Scene) -> bool:
    word = hit.word
    if word is None or "obj" not in hit.anchor.parties or word.pronoun:
        return False
    if word.form.tense == "participle":
        return word.form.voice == "passive"
    if word.form.voice != "either":
        return word.form.voice == "passive"
    parties = [before] if before is not None else after
    if len(parties) != 1 or (before is not None and after):
        return False
    # `قتل خمسة مدنيين`, `سبعة عناصر قتلوا`: one party of a verb of harm, people who suffer it, not those who do.
    only = parties[0]
    sectors = set(scene.entities[only.entity].sectors)
    counted = only.kind == "group" and scene.page.tokens[only.first].kind == "number"
    return hit.anchor.type in {"ASSAULT", "COERCE"} and (
        counted or (only.kind in {"group", "person"} and not sectors & ARMED)
    )


def _subject_before(scene: Scene, hit: AnchorHit, start: int, sentence: Sentence) -> Mention | None:
    """The phrase before a verb that is its subject: what a relative pronoun refers to, or the topic right before it."""
    tokens, words = scene.page.tokens, clause_words()
    position = hit.first - 1
    while position >= sentence.first and _passes(scene, position, hit.first):
        position -= 1
    if position < sentence.first:
        return None
    if "relative" in words.get(tokens[position].form, ()):
        earlier = [m for m in scene.starting(sentence.first, position) if m.last <= position]
        return max(earlier, key=lambda m: (m.last, m.lead - m.last), default=None)
    if hit.word is not None and hit.word.conjunction:
        return None
    ending = [
        m for m in scene.outermost(sentence.first, hit.first) if m.last == position + 1 and scene.governor(m) in {"", "ان"}
    ]
    if ending:
        return ending[-1]
    verbs = any(scene.page.words[n].verb and n not in scene.leads for n in range(start, hit.first))
    earlier = [m for m in scene.outermost(start, hit.first) if not scene.governor(m)]
    return earlier[0] if earlier and not verbs and earlier[0].lead <= start + 1 else None


def _passes(scene: Scene, position: int, stop: int) -> bool:
    """Whether a word between subject and verb is only a particle or adverb: `قد`, `لم`, `غالبا ما`."""
    known = scene.page.words[position]
    if known.function in {"particle", "adv", "aux", "neg"}:
        return True
    for start in (position, position - 1):
        for found, last in status_words().at(scene.page.tokens, max(start, 0), stop):
            if last > position and found.kind in {"negation", "habit", "modal"}:
                return True
    return False


def _only_object(scene: Scene, mention: Mention, hit: AnchorHit) -> bool:
    """A town cannot act; after a verb it is what is acted on."""
    return "obj" in hit.anchor.parties and not can_act(scene, mention)


def _antecedent(scene: Scene, sentence: Sentence, hit: AnchorHit, subject: Mention | None) -> Mention | None:
    taken = subject.entity if subject is not None else ""
    earlier = [m for m in scene.outermost(sentence.first, hit.first) if m.entity != taken and m.kind != "place"]
    return earlier[-1] if earlier else None
