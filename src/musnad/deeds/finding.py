"""Which anchors really name a deed here: verb or noun, the longest reading of overlapping ones."""

from __future__ import annotations

from musnad.knowledge.anchors import AnchorHit, anchors, clause_words
from musnad.naming.scene import Scene
from musnad.types import Sentence


def found_anchors(scene: Scene, sentence: Sentence) -> list[list[AnchorHit]]:
    """The anchors of a sentence in order; each item lists the readings of one place, the likeliest first."""
    page = scene.page
    named = _inside_names(scene, sentence)
    index_of = anchors()
    found: list[list[AnchorHit]] = []
    index = sentence.first
    while index < sentence.last:
        token = page.tokens[index]
        if token.kind != "word" or index in page.timed or index in named:
            index += 1
            continue
        hits = [hit for hit in index_of.at(page.tokens, index, sentence.last) if _reads_so(scene, sentence, hit)]
        if hits:
            hits.sort(
                key=lambda hit: (
                    hit.weak,
                    -(hit.last - hit.first),
                    hit.word is not None and hit.word.form.pos == "verb" and _nominal(scene, sentence, index),
                    hit.skip,
                )
            )
            found.append(hits)
            index = hits[0].last
        else:
            index += 1
    return found


def _inside_names(scene: Scene, sentence: Sentence) -> set[int]:
    """Tokens inside names (`حركة المقاومة`, `وزارة الدفاع`): they name somebody and no deed."""
    inside: set[int] = set()
    for mention in scene.starting(sentence.first, sentence.last):
        name = mention.named and mention.kind != "group" and mention.last - mention.first > 1
        if name or mention.rule.startswith("known") or mention.rule == "title":
            inside.update(range(mention.first, mention.last))
        else:
            inside.add(mention.first)
    return inside


def _reads_so(scene: Scene, sentence: Sentence, hit: AnchorHit) -> bool:
    word = hit.word
    if word is None:
        return True
    if word.form.pos == "noun":
        return not (word.form.tense == "noun" and word.preposition == "ك")
    if word.form.tense == "participle":
        return True
    if word.form.person in {"1s", "2ms"} and word.form.tense == "present":
        return False
    if word.form.pos == "verb_phrase":
        return True
    return not _nominal(scene, sentence, hit.first) or word.future


def _nominal(scene: Scene, sentence: Sentence, index: int) -> bool:
    """Whether a form that may be a verb or a noun stands where only a noun can: after a preposition or a light verb."""
    page = scene.page
    if page.words[index].definite or index == sentence.first:
        return page.words[index].definite
    before = page.words[index - 1]
    if before.function == "prep" or "light" in clause_words().get(before.form, ()) or before.form in _NOUN_GOVERNORS:
        return True
    return before.form in clause_words() and "passive" in clause_words()[before.form]


_NOUN_GOVERNORS = frozenset({"عدم", "كل", "بعض"})


def is_finite(hit: AnchorHit) -> bool:
    """Whether the anchor is a finite verb here."""
    return hit.word is not None and hit.word.form.tense in {"past", "present"} and hit.word.form.pos != "noun"
