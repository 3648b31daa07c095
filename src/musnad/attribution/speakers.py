"""Who says it: the subject of a cue, the source that a phrase names, or the speaker who is already speaking."""

from __future__ import annotations

from itertools import islice

from musnad.knowledge.cues import CueHit
from musnad.naming.scene import Scene
from musnad.types import Mention, Sentence

_FARTHEST_SOURCE = 5
_MANY = 400
_SPEAKING_KINDS = frozenset({"person", "organization", "group", "place"})


def subject_after(scene: Scene, first: int, last: int) -> Mention | None:
    """The first phrase at tokens `first:last` that no preposition governs: the subject of a verb before it."""
    for mention in scene.outermost(first, last):
        # Right after the cue nothing governs it: `عبر` the verb is spelt like the preposition.
        free = not scene.governor(mention) or (mention.lead == first and not mention.prefix)
        if any(_acts(scene, index) for index in range(first, mention.lead)):
            return None
        if free and mention.kind in _SPEAKING_KINDS and "ب" not in mention.prefix:
            return mention
    return None


def _acts(scene: Scene, index: int) -> bool:
    """Whether another verb stands here, whose subject or object would be taken for the speaker."""
    known = scene.page.words[index]
    return known.verb and not known.common and not known.function and index not in scene.covered


def subject_before(scene: Scene, sentence: Sentence, cue: int) -> Mention | None:
    """The phrase before a verb that can be its subject (`فلان قال`): the last one that nothing governs in its clause."""
    candidates = [m for m in scene.outermost(sentence.first, cue) if not scene.governor(m) and m.kind in _SPEAKING_KINDS]
    words = scene.page.words
    for mention in reversed(candidates):
        between = range(mention.last, cue)
        auxiliary = all(words[index].function in {"aux", "particle", "adv"} for index in between)
        if (
            len(between) <= 1
            or auxiliary
            or (mention.lead <= sentence.first + 1 and not any(words[index].verb for index in between))
        ):
            return mention
    return None


def topic_before(scene: Scene, sentence: Sentence, cue: int) -> Mention | None:
    """The first phrase of the sentence that nothing governs: whose participle (`مؤكداً أن`) follows."""
    return next((m for m in scene.outermost(sentence.first, cue) if not scene.governor(m)), None)


def source_after(scene: Scene, hit: CueHit, stop: int) -> Mention | None:
    """The phrase that an attribution (`بحسب …`) names, within a few words of it."""
    for mention in scene.starting(hit.last, min(stop, hit.last + _FARTHEST_SOURCE)):
        between = scene.page.tokens[hit.last : mention.lead]
        if any(token.kind == "punctuation" and token.form in {"،", ",", ":", "."} for token in between):
            return None
        return mention
    return None


def coordinated(scene: Scene, mention: Mention, stop: int) -> list[Mention]:
    """The phrases that are joined to a mention with `و`: further speakers, actors or recipients."""
    found: list[Mention] = []
    tokens = scene.page.tokens
    end = mention.last
    while end < stop:
        if tokens[end].form in {"،", ","}:
            end += 1
        elif end + 1 < stop and (tokens[end].form, tokens[end + 1].form) == ("من", "جهة"):
            # `بين الميليشيات من جهة والمقاومة من جهة أخرى`
            end += 2
        following = scene.leads.get(end, ())
        joined = next((m for m in following if m.prefix.startswith("و")), None)
        if joined is None:
            break
        found.append(joined)
        end = joined.last
    return found


def is_medium(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is an outlet or a news agency, which relays what others say."""
    entity = scene.entities[mention.entity]
    return "MED" in entity.sectors and mention.kind in {"organization", "group"}


def actor_by_adjective(scene: Scene, first: int, last: int, *, armed: bool = False) -> Mention | None:
    """The mention of the country that an adjective at tokens `first:last` stands for: `التدخل الروسي` → Russia.

    For deeds of arms its army comes first, where the text names it: `الغارات التركية` → `الجيش التركي`.
    """
    for index in range(first, last):
        nations = scene.page.words[index].nationality
        if not nations:
            continue
        for entity in islice(scene.entities.values(), _MANY) if armed else ():
            if entity.country in nations and "MIL" in entity.sectors and entity.kind in {"organization", "group"}:
                return scene.nearest(entity.id, index)
        for entity in islice(scene.entities.values(), _MANY):
            if entity.country in nations and entity.kind == "place" and entity.geo and entity.geo.precision == "country":
                return scene.nearest(entity.id, index)
    return None
