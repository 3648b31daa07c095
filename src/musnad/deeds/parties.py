"""Who does the deed and to whom: the phrases that the anchor's markers point at, within its clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.attribution.introducers import is_that
from musnad.attribution.speakers import actor_by_adjective, coordinated
from musnad.deeds.finding import is_finite
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.knowledge.cues import cues
from musnad.knowledge.names import known
from musnad.knowledge.statuses import status_words
from musnad.naming.scene import Scene
from musnad.text.folding import fold_word
from musnad.types import Mention, Sentence

_FARTHEST_SUBJECT = 14
_FARTHEST_PARTY = 22
_LONGEST_ADJECTIVES = 3
_SHORTEST_VERB = 3
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "CRM"})


@dataclass(slots=True)
class Parties:
    """The parties found so far, each list without repeats of an entity; `rules` says how each was found."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, mentions: list[Mention], rule: str) -> None:
        """Adds mentions to a role unless their entity already has one in the event."""
        target = {"actor": self.actors, "recipient": self.recipients, "place": self.places}[role]
        taken = {mention.entity for mention in (*self.actors, *self.recipients)}
        for mention in mentions:
            if mention.entity not in taken or role == "place":
                target.append(mention)
                taken.add(mention.entity)
                self.rules.setdefault(mention.id, rule)


def parties_of(scene: Scene, sentence: Sentence, hit: AnchorHit, topic: Mention | None) -> Parties:
    """The parties of the deed that an anchor names; `topic` is who a dropped subject or a pronoun stands for."""
    found = Parties()
    end = clause_end(scene, hit.last, sentence.last)
    if is_finite(hit) or (hit.word is not None and hit.word.form.tense == "participle"):
        _verbal(scene, sentence, hit, end, topic, found)
    else:
        _nominal(scene, sentence, hit, end, topic, found)
    _marked(scene, hit, end, found)
    if hit.anchor.reciprocal:
        found.actors.extend(m for m in found.recipients if m.entity not in {a.entity for a in found.actors})
        found.recipients.clear()
    return found


def clause_end(scene: Scene, index: int, stop: int) -> int:
    """The index at which the clause that contains token `index - 1` ends."""
    tokens, words = scene.page.tokens, clause_words()
    for position in range(index, min(stop, index + _FARTHEST_PARTY)):
        form = tokens[position].form
        if form in {"؛", ";", ":", ".", "؟", "!"} or is_that(form):
            return position
        classes = words.get(form) or (words.get(form[1:]) if form[0] in "وف" else None)
        if position > index and classes and classes & {"barrier", "relative"} and not _agent_ahead(scene, position):
            return position
        if form in {"،", ","} and position + 1 < stop and scene.page.words[position + 1].verb:
            return position
        if (
            position > index
            and form[0] == "و"
            and len(form) > _SHORTEST_VERB
            and scene.page.words[position].verb
            and position not in scene.leads
        ):
            return position
    return min(stop, index + _FARTHEST_PARTY)


def _agent_ahead(scene: Scene, position: int) -> bool:
    """`من قبل` names the agent of a passive; `قبل` alone starts another clause."""
    return position > 0 and scene.page.tokens[position - 1].form == "من" and scene.page.tokens[position].form == "قبل"


def clause_start(scene: Scene, index: int, first: int) -> int:
    """The index at which the clause that contains token `index` starts."""
    tokens, words = scene.page.tokens, clause_words()
    for position in range(index - 1, first - 1, -1):
        form = tokens[position].form
        if form in {"؛", ";", ":", "."} or is_that(form):
            return position + 1
        if "barrier" in words.get(form, ()):
            return position + 1
    return first


def _verbal(scene: Scene, sentence: Sentence, hit: AnchorHit, end: int, topic: Mention | None, found: Parties) -> None:
    parties = hit.anchor.parties
    subject_role, object_role = parties.get("subj"), parties.get("obj")
    start = clause_start(scene, hit.first, sentence.first)
    before = _subject_before(scene, hit, start, sentence)
    after = [m for m in scene.outermost(hit.last, end) if not scene.governor(m)]
    after = [m for m in after if m.first - hit.last < _FARTHEST_SUBJECT]
    if _passive(hit, before, after, scene):
        role = object_role if object_role in {"actor", "recipient"} else "recipient"
        patient = after[0] if after else before
        if patient is not None:
            found.add(role, [patient, *coordinated(scene, patient, end)], "subject of a passive")
        _agents(scene, hit, end, found)
        return
    subject, rule = None, ""
    going_on = _going_on(scene, sentence, hit) if len(after) == 1 and object_role is not None else None
    if before is not None:
        subject, rule = before, "subject before the verb"
    elif going_on is not None and going_on.entity != after[0].entity:
        subject, rule = going_on, "subject of the verb before"
    elif after and not _only_object(scene, after[0], hit) and not (_disagrees(scene, after[0], hit) and topic is not None):
        subject, rule = after.pop(0), "subject after the verb"
    elif topic is not None and (after or not _ambiguous(hit)):
        subject, rule = topic, "dropped subject"
    if before is not None and after and hit.word is not None and hit.word.pronoun and before.last == hit.first:
        # `جماعات يدعمها الغرب`: the pronoun is the phrase before the verb, the subject follows.
        subject, rule = after.pop(0), "subject after the verb"
        if object_role in {"actor", "recipient"}:
            found.add(object_role, [before], "object pronoun")
            object_role = None
    if subject is not None and subject_role in {"actor", "recipient"}:
        joined = coordinated(scene, subject, end)
        found.add(subject_role, [*_joined_before(scene, subject), subject, *joined], rule)
        after = [m for m in after if m not in joined]
    if object_role in {"actor", "recipient"}:
        if hit.word is not None and hit.word.pronoun:
            antecedent = _antecedent(scene, sentence, hit, subject)
            if antecedent is not None:
                found.add(object_role, [antecedent], "object pronoun")
        elif after:
            found.add(object_role, [after[0], *coordinated(scene, after[0], end)], "object")


def _going_on(scene: Scene, sentence: Sentence, hit: AnchorHit) -> Mention | None:
    """Whose deeds a verb with `و` inside a sentence goes on with: `طرح بوش خطته وانتقد كلينتون`."""
    if hit.word is None or not hit.word.conjunction or hit.first - sentence.first < _SHORTEST_VERB:
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


def _joined_before(scene: Scene, mention: Mention) -> list[Mention]:
    """The phrases that a phrase with `و` is joined to: `ترامب وماي تحدثا`."""
    found: list[Mention] = []
    while mention.prefix.startswith("و"):
        earlier = [m for m in scene.outermost(max(0, mention.lead - 8), mention.lead) if m.last == mention.lead]
        if not earlier:
            break
        mention = earlier[-1]
        found.insert(0, mention)
    return found


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
        counted or (only.kind in {"group", "person"} and not sectors & _ARMED)
    )


def _agents(scene: Scene, hit: AnchorHit, end: int, found: Parties) -> None:
    """`من قبل …`, `على يد …`, `على أيدي …`."""
    words = clause_words()
    for mention in scene.outermost(hit.last, end):
        lead = mention.lead
        if lead > 1 and "agent" in words.get(scene.page.tokens[lead - 1].form, ()):
            found.add("actor", [mention, *coordinated(scene, mention, end)], "agent of a passive")
            return


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
    if mention.kind != "place" or "obj" not in hit.anchor.parties:
        return False
    entity = scene.entities[mention.entity]
    if entity.name_ar in {name.name_ar for name in known("metonym").values()}:
        return False
    return entity.geo is None or entity.geo.precision != "country"


def _antecedent(scene: Scene, sentence: Sentence, hit: AnchorHit, subject: Mention | None) -> Mention | None:
    taken = subject.entity if subject is not None else ""
    earlier = [m for m in scene.outermost(sentence.first, hit.first) if m.entity != taken and m.kind != "place"]
    return earlier[-1] if earlier else None


def _nominal(scene: Scene, sentence: Sentence, hit: AnchorHit, end: int, topic: Mention | None, found: Parties) -> None:
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
        if side in {"actor", "recipient"}:
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
    _agents(scene, hit, end, found)
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


def _past_relative(scene: Scene, end: int) -> int:
    """The end of a clause that a relative pronoun interrupts: `الزيارة التي قام بها الوزير إلى طهران`."""
    tokens = scene.page.tokens
    if end < len(tokens) and "relative" in clause_words().get(tokens[end].form, ()):
        return clause_end(scene, end + 1, min(len(tokens), end + _FARTHEST_SUBJECT))
    return end


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
    if set(entity.sectors) & _ARMED and mention.kind != "person":
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
        with_pronoun = page.tokens[position].form.endswith(("ها", "ه", "هما"))
        before_pronoun = position + 1 < sentence.last and page.tokens[position + 1].form in {"بها", "به", "بهما"}
        if "light" in words.get(page.tokens[position].form, ()) and (with_pronoun or before_pronoun):
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
            joined_before = [] if between or subject is None else _joined_before(scene, subject)
            if subject is None and form[0] == "و":
                subject = topic
            if subject is not None:
                everyone = [*joined_before, subject, *coordinated(scene, subject, hit.first)]
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
                found.add("actor", [*_joined_before(scene, subject), subject], "subject of the governing verb")
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


def _marked(scene: Scene, hit: AnchorHit, end: int, found: Parties) -> None:
    """The parties behind prepositions: `غارات على …`, `لقاء مع …`, `محادثات بين … و…`."""
    seen: set[str] = set()
    if hit.anchor.mode == "visit":
        end = _past_relative(scene, end)
    for mention in scene.outermost(hit.last, end):
        governor = scene.governor(mention)
        role = hit.anchor.parties.get(governor)
        if role is None or governor in seen or governor in {"subj", "obj", "gen", ""}:
            continue
        seen.add(governor)
        if role == "either":
            role = "actor"
        joined = [mention, *coordinated(scene, mention, end)]
        if hit.anchor.mode == "visit" and role == "recipient" and mention.kind == "place":
            # A visited country is recipient and place, a city only place (GUIDELINES.md, 4).
            geo = scene.entities[mention.entity].geo
            found.add("place", joined, f"after {governor}")
            if geo is None or geo.precision != "country":
                continue
        found.add(role, joined, f"after {governor}")
