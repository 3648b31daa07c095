"""Makes the network's probabilities honest: one temperature for each head (Guo et al. 2017), built into its weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from musnad.models.labels import HEADS, SORTERS, TAGGERS
from musnad.models.scores import PLACES
from musnad.training.examples import IGNORED, Example
from musnad.training.fitting import batch_of
from musnad.training.network import Network

_TEMPERATURES = np.geomspace(0.4, 4.0, 61)
_BINS = 15


class Calibration(NamedTuple):
    """A head's temperature, and its expected calibration error before and after on the articles it was fitted to."""

    head: str
    temperature: float
    before: float
    after: float


def calibrate(net: Network, examples: list[Example]) -> list[Calibration]:
    """Divides the weights of every head by its temperature; the articles must not be those of the training."""
    scores = _scores(net, examples)
    found: list[Calibration] = []
    for head in (*TAGGERS, *SORTERS):
        logits, targets = scores[head]
        losses = [float(functional.cross_entropy(logits / t, targets)) for t in _TEMPERATURES]
        best = float(_TEMPERATURES[int(np.argmin(losses))])
        found.append(Calibration(head, best, error_of(logits, targets), error_of(logits / best, targets)))
        with torch.no_grad():
            rows = PLACES[head]
            net.heads.weight[rows] /= best
            net.heads.bias[rows] /= best
            net.wide.weight[rows] /= best
    return found


def error_of(logits: Tensor, targets: Tensor) -> float:
    """The expected calibration error: how far the probability of the likeliest label is from how often it is right."""
    sure, chosen = functional.softmax(logits, -1).max(-1)
    right = (chosen == targets).numpy()
    certainty = sure.numpy()
    bins = np.minimum((certainty * _BINS).astype(int), _BINS - 1)
    gaps = [abs(right[bins == n].mean() - certainty[bins == n].mean()) * (bins == n).mean() for n in set(bins.tolist())]
    return float(sum(gaps))


def _scores(net: Network, examples: list[Example]) -> dict[str, tuple[Tensor, Tensor]]:
    """The scores and right labels of each head, over all words of which the annotation says something."""
    kept: dict[str, list[tuple[Tensor, Tensor]]] = {head: [] for head in HEADS}
    with torch.no_grad():
        for example in examples:
            labels = net(batch_of([example.inputs]))[0][0]
            core = slice(*example.core)
            for head in (*TAGGERS, *SORTERS):
                logits = labels[core, PLACES[head]]
                of_head = example.tags if head in TAGGERS else example.sorts
                targets = torch.from_numpy(of_head[head][core])
                told = targets != IGNORED
                kept[head].append((logits[told], targets[told]))
    return {
        head: (torch.cat([a for a, _ in parts]), torch.cat([b for _, b in parts])) for head, parts in kept.items() if parts
    }
