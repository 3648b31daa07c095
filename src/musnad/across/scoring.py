"""Which accounts meet and how alike the pairs are, for many pairs at once: `likeness.score_of` in arrays."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from musnad.across.columns import NOT_KNOWN, PRECISIONS, SHIFT, SPREAD, WEIGHT, Columns, Ints, Texts, distinct
from musnad.across.likeness import CLOSE_KILOMETRES, LONG_GAP, weights_of
from musnad.across.traits import BEFORE, DAYS_OF_BLOCK

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

UNIT = 1_000_000
"""Scores are whole millionths, so that their sums are the same in every order."""
NEVER = -1_000 * UNIT
"""The score of two accounts that cannot be one deed."""
_AT_ONCE = 100_000
"""Pairs that are compared together: some tens of megabytes."""
_MET = 8_000_000
"""Meetings that are looked through together, before those of one pair in several blocks are made one."""
_ROWS = 64
_BALL = 2 * 6371.0
_COUNTRY, _REGION = PRECISIONS.index("country"), PRECISIONS.index("admin1")
_ODD = tuple(np.int64(number) for number in (-7046029254386353131, -4417276706812531889, -8796714831421723037))


def scores_of(columns: Columns, left: Ints, right: Ints) -> Ints:
    """How alike the accounts in these rows are, pair by pair, in millionths of log odds; which is left does not matter."""
    found = [np.empty(0, np.int64)]
    for start in range(0, len(left), _AT_ONCE):
        ours, theirs = left[start : start + _AT_ONCE], right[start : start + _AT_ONCE]
        words = _Words(
            _cosines(columns.near_stems, ours, theirs),
            _cosines(columns.line_stems, columns.line[ours], columns.line[theirs]),
            _cosines(columns.head_stems, columns.document[ours], columns.document[theirs]),
        )
        found.append(_scores(columns, ours, theirs, words))
    return np.concatenate(found)


def square_of(columns: Columns, rows: Ints, known: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
    """How alike all pairs of these rows are, in millionths; the diagonal is 0.

    `known` may be a square whose rows and columns are the first of these: what it says is not worked out again.
    """
    size, start = len(rows), 0 if known is None else len(known)
    found = np.zeros((size, size), np.int32)
    if known is not None:
        found[:start, :start] = known
    texts = [
        (lists.matrix(of), of)
        for lists, of in (
            (columns.near_stems, rows), (columns.line_stems, columns.line[rows]),
            (columns.head_stems, columns.document[rows]),
        )
    ]  # fmt: skip
    for begin in range(start, size, _ROWS):
        end = min(begin + _ROWS, size)
        at = np.repeat(np.arange(begin, end), np.arange(begin, end))
        to = np.arange(len(at)) - np.repeat(np.cumsum(np.arange(begin, end)) - np.arange(begin, end), np.arange(begin, end))
        shared = [
            (matrix[begin:end] @ matrix[:end].T).toarray()[at - begin, to] / float(WEIGHT * WEIGHT) for matrix, _ in texts
        ]
        found[at, to] = np.maximum(_scores(columns, rows[at], rows[to], _Words(*shared)), NEVER)
        found[to, at] = found[at, to]
    return found


class _Words(NamedTuple):
    """How alike pairs are in their words: around their anchors, in their lines, in headline and lead."""

    near: Floats
    line: Floats
    head: Floats


def buckets_of(columns: Columns) -> tuple[Ints, Ints]:
    """The stretches of days in which each account may meet another: its row, and the number of the stretch."""
    start = np.where(columns["dated"] == 1, columns["first"], columns["first"] - BEFORE) // DAYS_OF_BLOCK
    end = columns["last"] // DAYS_OF_BLOCK
    unknown = (columns["first"] == NOT_KNOWN) | (columns["last"] == NOT_KNOWN)
    start, end = np.where(unknown, NOT_KNOWN, start), np.where(unknown, NOT_KNOWN, end)
    lengths = end - start + 1
    rows = np.repeat(np.arange(len(columns)), lengths)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return rows, start[rows] + within


def meetings_of(columns: Columns, fresh: Bools) -> tuple[Ints, Ints]:
    """Every pair of rows that shares a block and of which one at least is `fresh`, once, the smaller row first."""
    rows, blocks = _blocks(columns)
    mine, _ = distinct(blocks[fresh[rows]])
    if not len(mine):
        return mine, mine
    kept = mine[np.minimum(np.searchsorted(mine, blocks), len(mine) - 1)] == blocks
    rows, (names, group) = rows[kept], distinct(blocks[kept])
    order = np.argsort(group, kind="stable")
    rows, group = rows[order], group[order]
    sizes = np.bincount(group, minlength=len(names))
    starts = np.cumsum(sizes) - sizes
    own = np.flatnonzero(fresh[rows])
    done = np.cumsum(sizes[group[own]])
    bounds = np.searchsorted(done, np.arange(0, done[-1] + _MET, _MET)).tolist()
    met = []
    for begin, end in pairwise(bounds):
        some = own[begin:end]
        lengths = sizes[group[some]]
        ours = np.repeat(rows[some], lengths)
        within = np.arange(len(ours)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        theirs = rows[np.repeat(starts[group[some]], lengths) + within]
        low, high = np.minimum(ours, theirs), np.maximum(ours, theirs)
        met.append(distinct((low * len(columns) + high)[low != high])[0])
    pairs, _ = distinct(np.concatenate(met))
    return pairs // len(columns), pairs % len(columns)


def apart_in(columns: Columns) -> tuple[Ints, Ints]:
    """Pairs of rows that one document tells as distinct deeds (`likeness.forbidden`), the smaller row first."""
    starts = np.searchsorted(columns.document, np.arange(columns.document[-1] + 2 if len(columns) else 1))
    ends = starts[columns.document + 1]
    rows = np.arange(len(columns))
    lengths = ends - rows - 1
    left = np.repeat(rows, lengths)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    other = columns["happening"][left] != columns["happening"][right]
    left, right = left[other], right[other]
    gap, known = _gap(columns, left, right)
    days = (columns["dated"][left] == 1) & (columns["dated"][right] == 1) & known & (gap > 0)
    places = _where(columns, left, right) == _PLACES.index("place_apart")
    return left[days | places], right[days | places]


def _blocks(columns: Columns) -> tuple[Ints, Ints]:
    """The blocks of each account, as rows and numbers: what `traits` says of them, and the document."""
    every = np.arange(len(columns))
    named = [columns.set_of(name).of(every) for name in ("actors_named", "recipients_named")]
    placed = np.flatnonzero((columns["place"] != 0) & (columns["place_precision"] != _COUNTRY))
    named.append((placed, columns["place"][placed]))
    for stems, texts in ((columns.near_stems, every), (columns.head_stems, columns.document)):
        rows, values = stems.rarest.of(texts)
        named.append((rows, ~values))
    owners = np.concatenate([rows for rows, _ in named])
    names = np.concatenate([values for _, values in named])
    rows, buckets = buckets_of(columns)
    firsts = np.searchsorted(rows, every)
    counts = np.diff(np.append(firsts, len(rows)))
    lengths = counts[owners]
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = buckets[np.repeat(firsts[owners], lengths) + within]
    owners, names = np.repeat(owners, lengths), np.repeat(names, lengths)
    owners = np.concatenate([owners, every])
    keys = np.concatenate([names * _ODD[0] ^ days * _ODD[1], columns.document * _ODD[2]])
    found_rows, found = [], []
    for family in range(int(columns["families"].max(initial=0)).bit_length()):
        inside = (columns["families"][owners] >> family & 1) == 1
        found_rows.append(owners[inside])
        found.append((keys[inside] + family) * _ODD[0])
    return np.concatenate([*found_rows, every[:0]]), np.concatenate([*found, every[:0]])


def _scores(columns: Columns, left: Ints, right: Ints, words: _Words) -> Ints:
    weight = weights_of()
    same_type = columns["kind"][left] == columns["kind"][right]
    score = weight["base"] + np.where(same_type, weight["same_type"], weight["other_type"])
    modes = (columns["mode"][left] != 0) & (columns["mode"][right] != 0)
    same_mode = modes & (columns["mode"][left] == columns["mode"][right])
    score += weight["same_mode"] * same_mode + weight["other_mode"] * (modes & ~same_mode)
    same_word = columns["word"][left] == columns["word"][right]
    score += weight["same_word"] * same_word
    score += _sides(columns, left, right)
    score += _place_weights()[_where(columns, left, right)]
    score += _days(columns, left, right)
    score += weight["near"] * words.near + weight["line"] * words.line
    score += _documents(columns, left, right, words.head, same_type, same_word, same_mode)
    never = (columns["families"][left] & columns["families"][right]) == 0
    found: Ints = np.where(never, NEVER, np.rint(score * UNIT)).astype(np.int64)
    return found


def _sides(columns: Columns, left: Ints, right: Ints) -> Floats:
    weight = weights_of()
    score = np.zeros(len(left))
    same_actors = np.zeros(len(left), np.bool_)
    for side in ("actors", "recipients"):
        given = [columns.masks[f"{side}_named"][rows] | columns.masks[f"{side}_described"][rows] for rows in (left, right)]
        open_ = (given[0] != 0) & (given[1] != 0)
        for part, relation in (("named", "same"), ("described", "described"), ("countries", "country")):
            shared = open_ & _share(columns, f"{side}_{part}", f"{side}_{part}", left, right)
            score += weight[f"{side}_{relation}"] * shared
            if side == "actors" and relation == "same":
                same_actors = shared
            open_ &= ~shared
        if side == "actors":
            score += weight["actors_other"] * open_
    countries = columns.masks["countries"]
    both = (countries[left] != 0) & (countries[right] != 0)
    shared = both & _share(columns, "countries", "countries", left, right)
    score += weight["countries_shared"] * shared + weight["countries_other"] * (both & ~shared)
    crossed = _share(columns, "actors_named", "recipients_named", left, right)
    crossed |= _share(columns, "recipients_named", "actors_named", left, right)
    return score + weight["crossed"] * (crossed & ~same_actors)


def _share(columns: Columns, one: str, other: str, left: Ints, right: Ints) -> Bools:
    """Whether a set of the left and a set of the right account have a key in common."""
    shared: Bools = (columns.masks[one][left] & columns.masks[other][right]) != 0
    likely = np.flatnonzero(shared)
    owners, values = columns.set_of(one).of(left[likely])
    theirs = columns.set_of(other)
    pairs, others = theirs.of(right[likely][owners])
    equal = values[pairs] == others
    shared[likely] = False
    shared[likely[owners[pairs[equal]]]] = True
    return shared


_PLACES = ("", "place_same", "place_inside", "place_close", "place_apart", "place_country")


def _where(columns: Columns, left: Ints, right: Ints) -> Ints:
    """How two places lie, as a place in `_PLACES`: `likeness._where` in arrays."""
    place, country = columns["place"], columns["place_country"]
    precision, region = columns["place_precision"], columns["place_region"]
    known = (place[left] != 0) & (place[right] != 0)
    same = known & (place[left] == place[right])
    within = np.zeros(len(left), np.bool_)
    one_country = (country[left] == country[right]) & (country[left] != 0)
    for a, b in ((left, right), (right, left)):
        finer = one_country & (precision[b] != NOT_KNOWN) & (precision[b] != _COUNTRY)
        regional = (precision[a] == _REGION) & (precision[b] != _REGION) & (region[a] != 0) & (region[a] == region[b])
        within |= finer & ((precision[a] == _COUNTRY) | regional)
    chord = columns.pins[left] - columns.pins[right]
    # NaN, where one has no pin, is close to nothing
    chord = chord[:, 0] * chord[:, 0] + chord[:, 1] * chord[:, 1] + chord[:, 2] * chord[:, 2]
    close = (chord <= (2 * math.sin(CLOSE_KILOMETRES / _BALL)) ** 2) & (precision[left] != _COUNTRY)
    close &= precision[right] != _COUNTRY
    abroad = (country[left] != 0) & (country[right] != 0) & (country[left] != country[right])
    inland = ~np.isnan(chord) & (country[left] != 0) & (country[right] != 0)
    found = np.select([~known, same, within, close, abroad, inland], [0, 1, 2, 3, 4, 5], 0)
    return found.astype(np.int64)


@cache
def _place_weights() -> Floats:
    return np.array([weights_of().get(name, 0.0) for name in _PLACES])


def _gap(columns: Columns, left: Ints, right: Ints) -> tuple[Ints, Bools]:
    first, last = columns["first"], columns["last"]
    gap = np.maximum(0, np.maximum(first[left] - last[right], first[right] - last[left]))
    known = (first[left] != NOT_KNOWN) & (first[right] != NOT_KNOWN)
    return gap, known & (last[left] != NOT_KNOWN) & (last[right] != NOT_KNOWN)


def _days(columns: Columns, left: Ints, right: Ints) -> Floats:
    weight = weights_of()
    gap, known = _gap(columns, left, right)
    dated = (columns["dated"][left] == 1) & (columns["dated"][right] == 1)
    logarithms = np.array([math.log1p(days) for days in range(LONG_GAP + 1)])[np.minimum(gap, LONG_GAP)]
    told = np.where(gap > 0, weight["days_apart"] * logarithms, weight["days_same"])
    return np.where(known, np.where(dated, told, weight["days_gap"] * logarithms), 0.0)


def _documents(
    columns: Columns, left: Ints, right: Ints, head: Floats, same_type: Bools, same_word: Bools, same_mode: Bools
) -> Floats:
    weight = weights_of()
    inside = columns.document[left] == columns.document[right]
    opens = (columns["opens"][left] > 0) | (columns["opens"][right] > 0)
    own = weight["document"] + weight["sentence"] * (columns.line[left] == columns.line[right])
    own = own + same_type * (
        weight["document_type"] + weight["document_word"] * same_word + weight["document_opens"] * opens
    )
    both = (columns["opens"][left] > 0) & (columns["opens"][right] > 0)
    factor = weight["head"] + weight["head_type"] * same_type + weight["head_mode"] * same_mode + weight["both_open"] * both
    across = head * factor + weight["scene"] * _share(columns, "scene", "scene", left, right)
    found: Floats = np.where(inside, own, across)
    return found


def _cosines(texts: Texts, left: Ints, right: Ints) -> Floats:
    """The cosines of pairs of weighed texts, each pair of texts once."""
    size, stems, table = len(texts.lists.starts), texts.stems, texts.spread
    pairs, places = distinct(np.minimum(left, right) * size + np.maximum(left, right))
    low, high = pairs // size, pairs % size
    ours, own = distinct(low)
    found = np.empty(len(pairs), np.int64)
    bounds = own.searchsorted(np.arange(0, len(ours) + SPREAD, SPREAD)).tolist()
    for start, begin, end in zip(range(0, len(ours), SPREAD), bounds, bounds[1:], strict=False):
        # the texts on the left are spread out in a table, where those on the right find the stems that they share
        rows, values = texts.lists.of(ours[start : start + SPREAD])
        cells = rows * stems + (values >> SHIFT)
        table[cells] = values & WEIGHT
        owners, values = texts.lists.of(high[begin:end])
        shared = table[((own[begin:end] - start) * stems)[owners] + (values >> SHIFT)] * (values & WEIGHT)
        total = np.concatenate([_ZERO, shared.cumsum()])
        ends = texts.lists.lengths[high[begin:end]].cumsum()
        found[begin:end] = total[ends] - total[ends - texts.lists.lengths[high[begin:end]]]
        table[cells] = 0
    return found[places] / float(WEIGHT * WEIGHT)


_ZERO = np.zeros(1, np.int64)
