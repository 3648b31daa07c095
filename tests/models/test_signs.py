"""Signs: what the rules read in a text, word by word and pair by pair."""

from __future__ import annotations

import numpy as np

from musnad.models.inputs import inputs_of
from musnad.models.signs import SIGN, SIGNS, TIES, signs_of
from musnad.models.windows import Window
from musnad.pipeline import rules_alone
from musnad.types import Document, Reading

TEXT = "قال وزير الخارجية الإيراني محمد جواد ظريف الثلاثاء إن الجيش السوري قصف حلب."


def read(text: str = TEXT) -> Reading:
    return rules_alone().run(Document("d1", text, None, "2018-05-08", "صحيفة الفجر"))


def marked(name: str) -> list[str]:
    reading = read()
    column = signs_of(reading).of_words[:, SIGN[name]]
    return [TEXT[token.start : token.end] for token, mark in zip(reading.tokens, column, strict=True) if mark]


def test_words_carry_what_rules_and_tables_say() -> None:
    assert marked("B-cue") == ["قال"]
    assert marked("act-state") == ["قال"]
    assert marked("B-named-person") == ["محمد"]
    assert marked("I-named-person") == ["جواد", "ظريف"]
    assert marked("B-anchor") == marked("type-ASSAULT") == ["قصف"]
    assert marked("B-time") == ["الثلاثاء"]
    assert "قال" not in marked("claimed")
    assert "قصف" in marked("claimed")


def test_ties_join_cues_and_anchors_to_words() -> None:
    reading = read()
    words = [TEXT[token.start : token.end] for token in reading.tokens]
    found = {(TIES[tie], words[source], words[target]) for tie, source, target in signs_of(reading).ties}
    assert ("speaker", "قال", "محمد") in found
    assert ("start", "قال", "الجيش") in found
    assert ("actor", "قصف", "الجيش") in found
    assert ("recipient", "قصف", "حلب") in found
    assert ("place", "قصف", "حلب") in found


def test_a_blind_network_sees_sentences_and_nothing_else() -> None:
    reading = read()
    count = len(reading.tokens)

    class Marks:
        start, end = 0, 2

    ids = [(4,)] * count
    whole = Window(0, count, 0, count)
    blind = inputs_of(whole, ids, signs_of(reading), Marks(), blind=True)  # type: ignore[arg-type]  # only the marks are asked for
    assert not blind.signs.any()
    assert not blind.ties.size
    assert len(blind.sentences) == count
    seeing = inputs_of(whole, ids, signs_of(reading), Marks())  # type: ignore[arg-type]  # only the marks are asked for
    assert seeing.signs.shape == (count, len(SIGNS))
    assert set(map(tuple, seeing.ties.tolist())) == set(signs_of(reading).ties)


def test_an_empty_text_has_no_signs() -> None:
    assert signs_of(read("")).of_words.shape == (0, len(SIGNS))


def test_distances_are_classes_of_the_way_between_words() -> None:
    from musnad.models.inputs import BUCKETS, distances

    found = distances(np.arange(200)[:, None], 200)
    assert (np.diag(found) == 0).all()
    assert found[0, 1] != found[1, 0]
    assert found[0, 3] == found[0, 4] != found[0, 5]
    assert found.max() == BUCKETS - 1
