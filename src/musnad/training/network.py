"""The reader's network: one encoder, heads that label words, and a scorer of pairs of words."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from musnad.models.inputs import BUCKETS
from musnad.models.labels import HEADS, LABELS, MARKERS, RELATIONS, TAGGERS
from musnad.models.signs import SIGN, SIGNS, TIES
from musnad.training.e5 import Pretrained

_EPSILON = 1e-12
_PAIR_WIDTH = 48
_TRUST = 4.0
"""Log-odds by which a tie of the rules speaks for a relation before anything is learnt."""


class Batch(NamedTuple):
    """Windows padded to one size; `mask[b, p]` is True at pieces, None where nothing is padded."""

    pieces: Tensor
    words: Tensor
    first: Tensor
    last: Tensor
    signs: Tensor
    ties: Tensor
    distances: Tensor
    mask: Tensor | None = None


class Layer(nn.Module):
    """A layer of BERT (Devlin et al. 2019): attention, then two linear maps, each added to its input and normalised."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.output = nn.Linear(width, width)
        self.attended = nn.LayerNorm(width, _EPSILON)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.normal = nn.LayerNorm(width, _EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The layer's output; `mask` is broadcast over heads and rows, True where a piece may be looked at."""
        batch, length, width = x.shape
        split = (batch, length, self.heads, width // self.heads)
        query, key, value = (f(x).view(split).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.attended(x + self.dropout(self.output(mixed)))
        return self.normal(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Network(nn.Module):
    """Pieces and signs in, scores out: `labels[b, w, :]` of all heads side by side, `pairs[b, relation, from, to]`."""

    def __init__(
        self, vocabulary: int, width: int, layers: int, heads: int, inner: int, positions: int, dropout: float
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.normal = nn.LayerNorm(width, _EPSILON)
        self.signs = nn.Linear(len(SIGNS), width, bias=False)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.again = nn.Linear(len(SIGNS), width, bias=False)
        self.heads = nn.Linear(width, sum(HEADS.values()))
        self.wide = nn.Linear(len(SIGNS), sum(HEADS.values()), bias=False)
        self.source = nn.Linear(width, len(RELATIONS) * _PAIR_WIDTH)
        self.target = nn.Linear(width, len(RELATIONS) * _PAIR_WIDTH)
        self.lean = nn.Linear(width, len(RELATIONS))
        self.distance = nn.Embedding(BUCKETS, len(RELATIONS))
        self.ties = nn.Linear(len(TIES), len(RELATIONS), bias=False)
        self.dropout = nn.Dropout(dropout)
        for new in (self.signs, self.again, self.wide):
            nn.init.zeros_(new.weight)
        nn.init.zeros_(self.distance.weight)
        self._trust_rules()

    def _trust_rules(self) -> None:
        """Begins with the rules' word: what they mark and tie is likely, what they do not is unlikely."""
        with torch.no_grad():
            at = 0
            for head, size in HEADS.items():
                for number, label in enumerate(LABELS.get(head, ())):
                    for sign in _signs_for(head, label):
                        self.wide.weight[at + number, SIGN[sign]] = _TRUST
                if head in {*TAGGERS, "mode", "skip"}:
                    # Without a sign the first label holds: outside, no mode, no clitics.
                    self.heads.bias[at] = _TRUST / 2
                if head in MARKERS:
                    self.heads.bias[at : at + size] = -_TRUST / 2
                at += size
            self.ties.weight.zero_()
            for number, relation in enumerate(RELATIONS):
                self.ties.weight[number, TIES.index(relation)] = _TRUST
            self.lean.bias.fill_(-_TRUST / 2)

    def encode(self, batch: Batch) -> Tensor:
        """The encoder's vector of every piece."""
        # A row of zeros after the last word stands for the two marks and for padding.
        signs = functional.pad(self.signs(batch.signs), (0, 0, 0, 1))
        width = signs.shape[-1]
        of_pieces = torch.gather(signs, 1, batch.words.unsqueeze(-1).expand(-1, -1, width))
        places = torch.arange(batch.pieces.shape[1], device=batch.pieces.device)
        x = self.dropout(self.normal(self.pieces(batch.pieces) + self.positions(places) + of_pieces))
        mask = None if batch.mask is None else batch.mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def words(self, batch: Batch) -> Tensor:
        """The vector of every word: the mean of its first and last piece, with its signs."""
        x = self.encode(batch)
        width = x.shape[-1]
        first, last = (torch.gather(x, 1, at.unsqueeze(-1).expand(-1, -1, width)) for at in (batch.first, batch.last))
        words: Tensor = self.dropout((first + last) / 2 + self.again(batch.signs))
        return words

    def parts(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The scores of labels, and what the scores of pairs are made of: `source` and `target` `[b, relation, w, :]`,
        whose product is how well two words go together, and how readily each word is a target, `[b, relation, w]`.
        """
        words = self.words(batch)
        shape = (*words.shape[:2], len(RELATIONS), _PAIR_WIDTH)
        source = self.source(words).view(shape).transpose(1, 2) / _PAIR_WIDTH**0.5
        target = self.target(words).view(shape).transpose(1, 2)
        return self.heads(words) + self.wide(batch.signs), source, target, self.lean(words).transpose(1, 2)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The scores of labels and of all pairs."""
        labels, source, target, lean = self.parts(batch)
        pairs = source @ target.transpose(2, 3) + lean.unsqueeze(2)
        pairs = pairs + self.distance(batch.distances).permute(0, 3, 1, 2)
        pairs = pairs + self.ties(batch.ties.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return labels, pairs


def _signs_for(head: str, label: str) -> list[str]:
    """The signs by which the rules say a label."""
    part, _, kind = label.partition("-")
    named = {
        "named": f"{part}-named-{kind}", "group": f"{part}-described-{kind}", "cue": label, "time": f"{part}-time",
        "anchor": f"type-{kind}" if part == "B" else "I-anchor", "act": f"act-{label}", "stance": f"stance-{label}",
        "status": f"status-{label}", "form": f"form-{label}", "mode": f"mode-{label}", "skip": f"skip-{label}",
        "context": f"context-{label}",
    }  # fmt: skip
    # A time of the rules begins a date: most times are dates.
    wanted = named.get(head, "") if label != "O" and not (head == "time" and kind != "date") else ""
    return [wanted] if wanted in SIGN else []


def network(model: Pretrained, dropout: float = 0.1) -> Network:
    """The network with the pretrained encoder's weights; its heads are new."""
    net = Network(len(model.pieces), model.width, model.layers, model.heads, model.inner, model.positions, dropout)
    w = {name: torch.from_numpy(values.copy()) for name, values in model.weights.items()}
    with torch.no_grad():
        net.pieces.weight.copy_(w["emb.word"])
        net.positions.weight.copy_(w["emb.pos"] + w["emb.type"][: model.width])
        _norm(net.normal, w, "emb.ln")
        for number, layer in enumerate(net.layers):
            if not isinstance(layer, Layer):
                continue
            linear = {
                "q": layer.query, "k": layer.key, "v": layer.value, "ao": layer.output, "fi": layer.widen,
                "fo": layer.narrow,
            }  # fmt: skip
            for name, part in linear.items():
                part.weight.copy_(w[f"l{number}.{name}.w"])
                part.bias.copy_(w[f"l{number}.{name}.b"])
            _norm(layer.attended, w, f"l{number}.aln")
            _norm(layer.normal, w, f"l{number}.oln")
    return net


def _norm(norm: nn.LayerNorm, w: dict[str, Tensor], name: str) -> None:
    norm.weight.copy_(w[f"{name}.w"])
    norm.bias.copy_(w[f"{name}.b"])
