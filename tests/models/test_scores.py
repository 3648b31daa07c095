"""From scores to spans: what comes out is always well formed, and windows are put together by their cores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from musnad.models.inputs import BUCKETS, Inputs, distances
from musnad.models.labels import HEADS, RELATIONS, TAGGERS
from musnad.models.scores import PLACES, Output, Scores, softmax
from musnad.models.signs import SIGNS, TIES
from musnad.models.windows import Window

WIDTH = sum(HEADS.values())


def scores_of(labels: np.ndarray) -> Scores:
    count = len(labels)
    return Scores([Window(0, count, 0, count)], [inputs_of_words(count)], [output(labels)])


def inputs_of_words(count: int, ties: tuple[tuple[int, int, int], ...] = ()) -> Inputs:
    """A window of so many words, each of one piece, in two sentences of which the second starts at word 2."""
    words = np.arange(count)
    sentences = (words >= 2).astype(np.int32)
    signs = np.zeros((count, len(SIGNS)), np.float32)
    return Inputs(words, words, words, words, signs, np.array(ties, np.int64).reshape(-1, 3), sentences)


def output(labels: np.ndarray, lean: float = 0.0) -> Output:
    """Scores of pairs of which nothing is known but how readily a word is a target."""
    count, nothing = len(labels), np.zeros((len(RELATIONS), len(labels), 1), np.float32)
    return Output(
        labels, nothing, nothing, np.full((len(RELATIONS), count), lean, np.float32),
        np.zeros((len(RELATIONS), BUCKETS), np.float32), np.zeros((len(RELATIONS), len(TIES)), np.float32),
    )  # fmt: skip


def said(head: str, *labels: str) -> Scores:
    """Scores by which a tagger says these labels."""
    found = np.zeros((len(labels), WIDTH), np.float32)
    for word, label in enumerate(labels):
        found[word, PLACES[head].start + TAGGERS[head].index(label)] = 9
    return scores_of(found)


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 20), st.just(WIDTH)), elements=st.floats(-9, 9, width=32)))
def test_spans_of_every_tagger_follow_each_other(labels: np.ndarray) -> None:
    scores = scores_of(labels)
    for head in TAGGERS:
        end = 0
        for span in scores.spans(head):
            assert end <= span.first < span.last <= len(labels)
            assert f"B-{span.label}" in TAGGERS[head]
            assert 0 < span.score <= 1
            end = span.last


def test_a_span_is_what_begins_and_what_goes_on_with_it() -> None:
    spans = said("named", "O", "B-person", "I-person", "B-person", "O", "B-place").spans("named")
    assert [(s.first, s.last, s.label) for s in spans] == [(1, 3, "person"), (3, 4, "person"), (5, 6, "place")]


def test_an_inside_of_another_kind_does_not_go_on() -> None:
    spans = said("named", "B-person", "I-place").spans("named")
    assert [(s.first, s.last) for s in spans] in ([(0, 2)], [(0, 1)])
    assert len({s.label for s in spans}) == 1


def test_windows_are_joined_at_their_cores() -> None:
    first, second = np.full((3, WIDTH), 1.0, np.float32), np.full((4, WIDTH), 2.0, np.float32)
    windows = [Window(0, 3, 0, 2), Window(1, 5, 2, 5)]
    scores = Scores(windows, [inputs_of_words(3), inputs_of_words(4)], [output(first, 3.0), output(second, 4.0)])
    assert scores.labels[:, 0].tolist() == [1, 1, 2, 2, 2]
    assert scores.row("speaker", 1).begin == 0
    row = scores.row("speaker", 2)
    assert (row.begin, len(row.scores)) == (1, 4)
    assert row.at(0) == -np.inf
    assert row.at(4) == 4


def test_a_pair_scores_by_product_readiness_distance_tie_and_sentence() -> None:
    speaker = RELATIONS.index("speaker")
    alike = np.zeros((len(RELATIONS), 4, 1), np.float32)
    plain = output(np.zeros((4, WIDTH), np.float32), 1.0)._replace(source=alike, target=alike.copy())
    plain.source[speaker, 1], plain.target[speaker, 3] = 2.0, 5.0
    plain.distance[speaker, distances(1, 4)[3]] = 100.0
    plain.ties[speaker, TIES.index("speaker")] = 1000.0
    plain.ties[speaker, -1] = 10000.0
    ties = ((TIES.index("speaker"), 1, 2), (TIES.index("speaker"), 0, 3))
    row = Scores([Window(0, 4, 0, 4)], [inputs_of_words(4, ties)], [plain]).row("speaker", 1)
    assert row.scores.tolist() == [10001.0, 10001.0, 1001.0, 111.0]


def test_softmax_adds_up_to_one_whatever_the_scores() -> None:
    expected = np.array([[1.0, 0.0], [0.5, 0.5]])
    assert np.allclose(softmax(np.array([[1000.0, -1000.0], [0.0, 0.0]], np.float32)), expected)
