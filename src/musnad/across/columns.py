"""The traits of many accounts as arrays, by which thousands of pairs are compared at once.

Words and keys are numbers here, 64 bits of a digest: the same in every process, so that what was packed is kept. Weights
of stems are whole numbers of 1/65535 and their sums exact, so that no order of adding changes a score.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from musnad.across.traits import RARE, Traits, families

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Matrix = Any
"""SciPy's sparse matrix, which has no types."""

NOT_KNOWN = -1
"""A day that is not known, and the precision of no place."""
WEIGHT = 65535
"""The weight of a text's only stem."""
SPREAD = 64
SHIFT = 16
"""A stem and its weight are one number: the stem without its last 16 bits, and there the weight."""
PRECISIONS = ("country", "admin1", "region", "water", "city", "site")
_PIN = 1_000_000

_FIXED = (
    "number", "kind", "families", "mode", "word", "place", "place_country", "place_precision", "place_region", "lat", "lon",
    "first", "last", "dated", "opens", "happening", "line",
)  # fmt: skip
_SETS = (
    "actors_named", "actors_described", "actors_countries", "recipients_named", "recipients_described",
    "recipients_countries", "countries", "scene",
)  # fmt: skip
_HEADER = 2 + len(_SETS) + 3


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each row: those of row `n` are `values[starts[n] : starts[n + 1]]`."""

    starts: Ints
    lengths: Ints
    values: Ints

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The lists of these rows one after the other: for each value the place in `rows`, and the value."""
        lengths = self.lengths[rows]
        owners = np.arange(len(rows)).repeat(lengths)
        return owners, self.values[(self.starts[rows] - lengths.cumsum() + lengths).repeat(lengths) + np.arange(len(owners))]


@dataclass(frozen=True, slots=True)
class Texts:
    """Weighed stems of each text, heaviest first: the place of the stem among all `stems`, times 65536, and the weight.

    `rarest` are the stems themselves that make blocks. `spread` is room for the weights of `SPREAD` texts, stem by stem; who
    uses it leaves it empty.
    """

    lists: Lists
    stems: int
    rarest: Lists
    spread: NDArray[np.int32]

    def matrix(self, rows: Ints) -> Matrix:
        """The weights of these texts, a row a text and a column a stem."""
        _, values = self.lists.of(rows)
        starts = np.concatenate([np.zeros(1, np.int64), self.lists.lengths[rows].cumsum()])
        return csr_array((values & WEIGHT, values >> SHIFT, starts), shape=(len(rows), self.stems))


class Columns:
    """The accounts of whole documents as arrays of one entry an account, in the order of their keys."""

    def __init__(self, pages: Iterable[tuple[str, bytes]]) -> None:
        """Takes what `packed` made of each document, with the document's name."""
        found = [_Page(np.frombuffer(zlib.decompress(page), np.int64)) for _, page in sorted(pages)]
        sizes = np.array([page.size for page in found], np.int64)
        fixed = _joined([page.fixed for page in found]).reshape(-1, len(_FIXED)).T.copy()
        self._fixed: Mapping[str, Ints] = dict(zip(_FIXED, fixed, strict=True))
        self._sets = {
            name: _lists([page.sets[at] for page in found], [page.set_lengths[at] for page in found])
            for at, name in enumerate(_SETS)
        }
        self.document: Ints = np.repeat(np.arange(len(found)), sizes)
        """The place of each account's document among the documents."""
        lines = np.array([len(page.line_lengths) for page in found], np.int64)
        self.line: Ints = self._fixed["line"] + np.repeat(np.cumsum(lines) - lines, sizes)
        self.near_stems = _texts([page.near for page in found], [page.near_lengths for page in found])
        self.line_stems = _texts([page.lines for page in found], [page.line_lengths for page in found])
        self.head_stems = _texts([page.head for page in found], [np.array([len(page.head)]) for page in found])

    def __len__(self) -> int:
        return len(self.document)

    def __getitem__(self, name: str) -> Ints:
        """A column by its name."""
        return self._fixed[name]

    def set_of(self, name: str) -> Lists:
        """The keys of a set for each account."""
        return self._sets[name]

    @cached_property
    def at(self) -> dict[int, int]:
        """The row of each account by its number."""
        return {number: row for row, number in enumerate(self["number"].tolist())}

    @cached_property
    def pins(self) -> Floats:
        """The place of each account on a ball of radius one, three numbers an account; NaN where it has none."""
        north, east = (np.radians(self[name] / _PIN) for name in ("lat", "lon"))
        found = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
        found[self["lat"] > 90 * _PIN] = np.nan
        return found

    @cached_property
    def masks(self) -> Mapping[str, NDArray[np.uint64]]:
        """For each set 64 bits of which those of its keys are set: sets without a bit in common share nothing."""
        found = {}
        for name, lists in self._sets.items():
            bits = np.left_shift(np.uint64(1), (lists.values & 63).astype(np.uint64))
            masks = np.zeros(len(self), np.uint64)
            np.bitwise_or.at(masks, np.repeat(np.arange(len(self)), lists.lengths), bits)
            found[name] = masks
        return found


def packed(traits: Sequence[Traits], numbers: Sequence[int]) -> bytes:
    """The traits of one document, sorted by key, as bytes that `Columns` takes; `numbers` are those of the accounts."""
    lines = {item.account.sentence: item.line for item in traits}
    places = {line: at for at, line in enumerate(lines)}
    sets = [[_set_of(item, name) for item in traits] for name in _SETS]
    near = [_stems(item.near) for item in traits]
    texts = [_stems(line) for line in lines.values()]
    head = _stems(traits[0].head) if traits else []
    fixed = [_fixed(item, number, places[item.account.sentence]) for item, number in zip(traits, numbers, strict=True)]
    parts: list[list[int]] = list(fixed)
    for rows in (*sets, near, texts):
        parts += [[len(row) for row in rows], [value for row in rows for value in row]]
    parts.append(head)
    header = [len(traits), len(texts), *(sum(map(len, rows)) for rows in (*sets, near, texts)), len(head)]
    return zlib.compress(np.array([*header, *(value for part in parts for value in part)], np.int64).tobytes(), 1)


@lru_cache(maxsize=262_144)
def number_of(key: str) -> int:
    """A key or word as 64 bits; never 0."""
    found = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
    return found or 1


class _Page:
    """What `packed` put together, taken apart."""

    def __init__(self, data: Ints) -> None:
        self.size, lines = int(data[0]), int(data[1])
        lengths = data[2:_HEADER].tolist()
        self._data, self._at = data, _HEADER
        self.fixed = self._next(self.size * len(_FIXED))
        self.sets, self.set_lengths = [], []
        for length in lengths[: len(_SETS)]:
            self.set_lengths.append(self._next(self.size))
            self.sets.append(self._next(length))
        self.near_lengths, self.near = self._next(self.size), self._next(lengths[-3])
        self.line_lengths, self.lines = self._next(lines), self._next(lengths[-2])
        self.head = self._next(lengths[-1])

    def _next(self, length: int) -> Ints:
        start, self._at = self._at, self._at + length
        return self._data[start : self._at]


def _lists(values: list[Ints], lengths: list[Ints]) -> Lists:
    return _listed(_joined(lengths), _joined(values))


def _listed(lengths: Ints, values: Ints) -> Lists:
    return Lists(np.cumsum(lengths) - lengths, lengths, values)


def _texts(values: list[Ints], lengths: list[Ints]) -> Texts:
    lists = _lists(values, lengths)
    stems, places = distinct(lists.values >> SHIFT)
    rows = np.repeat(np.arange(len(lists.starts)), lists.lengths)
    kept = np.arange(len(rows)) - lists.starts[rows] < RARE
    rarest = _listed(np.minimum(lists.lengths, RARE), lists.values[kept] >> SHIFT)
    spread = np.zeros(SPREAD * max(1, len(stems)), np.int32)
    return Texts(_listed(lists.lengths, places << SHIFT | lists.values & WEIGHT), max(1, len(stems)), rarest, spread)


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values, sorted, and the place of each value among them.

    NumPy's `unique` hashes since 2.3, which takes a hundred times as long for millions of numbers.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(ordered) else np.empty(0, np.bool_)
    places = np.empty(len(values), np.int64)
    places[order] = np.cumsum(first) - 1
    return ordered[first], places


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _fixed(item: Traits, number: int, line: int) -> list[int]:
    place, account = item.place, item.account
    first, last = item.first, item.last
    return [
        number, _kinds()[account.type], sum(1 << _families()[name] for name in item.families), _known(account.mode),
        number_of(item.word), _known(place.key if place else None), _known(place.country if place else None),
        PRECISIONS.index(place.precision) if place and place.precision in PRECISIONS else NOT_KNOWN,
        _known(place.admin1 if place else None), _degrees(place.lat if place else None),
        _degrees(place.lon if place else None), NOT_KNOWN if first is None else first, NOT_KNOWN if last is None else last,
        item.dated, account.headline + 2 * account.lead, _known(account.happening), line,
    ]  # fmt: skip


def _set_of(item: Traits, name: str) -> list[int]:
    if name in {"countries", "scene"}:
        keys: frozenset[str] = getattr(item, name)
    else:
        side, _, part = name.partition("_")
        keys = getattr(getattr(item, side), part)
    return [number_of(key) for key in sorted(keys)]


def _stems(stems: Mapping[str, float]) -> list[int]:
    """Each stem with its weight in the last 16 bits, the heaviest first: the first `RARE` make blocks."""
    ordered = sorted(stems, key=lambda stem: (-stems[stem], stem))
    return [number_of(stem) >> SHIFT << SHIFT | min(WEIGHT, round(stems[stem] * WEIGHT)) for stem in ordered]


def _known(key: str | None) -> int:
    return 0 if key is None else number_of(key)


def _degrees(degrees: float | None) -> int:
    return 1000 * _PIN if degrees is None or math.isnan(degrees) else round(degrees * _PIN)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, int]:
    return {kind: number for number, kind in enumerate(sorted(families()))}


@lru_cache(maxsize=1)
def _families() -> Mapping[str, int]:
    return {name: number for number, name in enumerate(sorted({name for found in families().values() for name in found}))}
