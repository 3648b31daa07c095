"""Who does the deed and to whom: the phrases that the anchor's markers point at, within its clause."""

from __future__ import annotations

from musnad.attribution.speakers import coordinated
from musnad.deeds.clauses import FARTHEST_SUBJECT, clause_end
from musnad.deeds.finding import is_finite
from musnad.deeds.nouns import nominal_parties
from musnad.deeds.parties import Parties
from musnad.deeds.verbs import verbal_parties
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.naming.scene import Scene
from musnad.types import Mention, Sentence


def parties_of(scene: Scene, sentence: Sentence, hit: AnchorHit, topic: Mention | None) -> Parties:
    """The parties of the deed that an anchor names; `topic` is who a dropped subject or a pronoun stands for."""
    found = Parties()
    end = clause_end(scene, hit.last, sentence.last)
    if is_finite(hit) or (hit.word is not None and hit.word.form.tense == "participle"):
        verbal_parties(scene, sentence, hit, end, topic, found)
    else:
        nominal_parties(scene, sentence, hit, end, topic, found)
    _marked(scene, hit, end, found)
    if hit.anchor.mode == "visit":
        _visited(scene, found)
    if hit.anchor.reciprocal:
        found.actors.extend(m for m in found.recipients if m.entity not in {a.entity for a in found.actors})
        found.recipients.clear()
    return found


def _visited(scene: Scene, found: Parties) -> None:
    """A visited country is recipient and place, a city only place (GUIDELINES.md, 4)."""
    for mention in [m for m in found.recipients if m.kind == "place"]:
        found.places.append(mention)
        geo = scene.entities[mention.entity].geo
        if geo is None or geo.precision != "country":
            found.recipients.remove(mention)


def _past_relative(scene: Scene, end: int) -> int:
    """The end of a clause that a relative pronoun interrupts: `الزيارة التي قام بها الوزير إلى طهران`."""
    tokens = scene.page.tokens
    if end < len(tokens) and "relative" in clause_words().get(tokens[end].form, ()):
        return clause_end(scene, end + 1, min(len(tokens), end + FARTHEST_SUBJECT))
    return end


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
        found.add(role, joined, f"after {governor}")
