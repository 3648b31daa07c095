"""Fits the network to examples: AdamW with a warm-up and a linear decay, the encoder slower than what is new."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from musnad.models.inputs import Inputs, distances
from musnad.models.signs import TIES
from musnad.training.examples import Example
from musnad.training.loss import loss_of
from musnad.training.network import Batch, Network

_UNKNOWN_PIECE = 3


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit; rates are of learning (`wide_rate`: of weights that stand for a sign or tie), `blinding` is the share of
    examples whose signs are hidden, `forgetting` that of pieces replaced by `<unk>`, `words` the least words of a batch.
    """

    epochs: int = 12
    rate: float = 2e-4
    new_rate: float = 1e-3
    wide_rate: float = 5e-3
    decay: float = 0.01
    warm_up: float = 0.1
    words: int = 450
    blinding: float = 0.2
    forgetting: float = 0.05
    seed: int = 1


def fit(
    net: Network, examples: list[Example], recipe: Recipe, report: Callable[[str], None], keep: Callable[[Network], None]
) -> Network:
    """The same network, fitted to the examples; `keep` is given it after every epoch."""
    # Attention that is sure of itself makes numbers too small for the processor's fast path.
    torch.set_flush_denormal(True)
    random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    batches = list(_epoch(examples, recipe.words))
    steps = recipe.epochs * len(batches)
    optimizer = torch.optim.AdamW(_groups(net, recipe), weight_decay=recipe.decay, fused=True)
    warm = max(1, int(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    step = 0
    for epoch in range(recipe.epochs):
        net.train()
        begun, total, seen = time.perf_counter(), 0.0, 0
        for chosen in _epoch(examples, recipe.words):
            labels, pairs = net(_noisy(batch_of([each.inputs for each in chosen]), recipe))
            loss = loss_of(labels, pairs, chosen)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            if step < steps:
                schedule.step()
            step += 1
            total, seen = total + float(loss.detach()), seen + 1
        keep(net)
        report(f"epoch {epoch + 1} of {recipe.epochs}: loss {total / seen:.3f}, {time.perf_counter() - begun:.0f} s")
    return net.eval()


def _groups(net: Network, recipe: Recipe) -> list[dict[str, object]]:
    # The pieces keep their vectors: most words of tomorrow's news stand in no annotated article.
    net.pieces.requires_grad_(False)
    encoder = {"positions", "normal", "layers"}
    old = [weight for name, weight in net.named_parameters() if name.split(".")[0] in encoder]
    wide = {"wide", "ties", "distance"}
    new = [weight for name, weight in net.named_parameters() if name.split(".")[0] not in {"pieces", *encoder, *wide}]
    single = [weight for name, weight in net.named_parameters() if name.split(".")[0] in wide]
    return [
        {"params": old, "lr": recipe.rate},
        {"params": new, "lr": recipe.new_rate},
        {"params": single, "lr": recipe.wide_rate, "weight_decay": 0.0},
    ]


def _epoch(examples: list[Example], words: int) -> Iterator[list[Example]]:
    """The examples once, in batches of windows of about one length, in random order."""
    order = sorted(examples, key=lambda example: (len(example.inputs.pieces) // 64, random.random()))  # noqa: S311 - no secret
    batches: list[list[Example]] = []
    for example in order:
        size = sum(each.inputs.signs.shape[0] for each in batches[-1]) if batches else words
        if size >= words:
            batches.append([])
        batches[-1].append(example)
    random.shuffle(batches)
    yield from batches


def _noisy(batch: Batch, recipe: Recipe) -> Batch:
    hidden = torch.rand(batch.signs.shape[0]) < recipe.blinding
    signs = batch.signs.masked_fill(hidden[:, None, None], 0)
    ties = batch.ties.clone()
    ties[:, :-1].masked_fill_(hidden[:, None, None, None], 0)
    forgotten = (torch.rand(batch.pieces.shape) < recipe.forgetting) & (batch.words < batch.signs.shape[1])
    return batch._replace(signs=signs, ties=ties, pieces=batch.pieces.masked_fill(forgotten, _UNKNOWN_PIECE))


def batch_of(inputs: list[Inputs]) -> Batch:
    """The inputs padded to the longest; padding belongs to no word."""
    count = max(each.signs.shape[0] for each in inputs)
    words = [torch.from_numpy(np.where(each.words == each.signs.shape[0], count, each.words)) for each in inputs]
    return Batch(
        _padded([torch.from_numpy(each.pieces) for each in inputs], 1),
        _padded(words, count),
        _padded([torch.from_numpy(each.first) for each in inputs], 0),
        _padded([torch.from_numpy(each.last) for each in inputs], 0),
        _padded([torch.from_numpy(each.signs) for each in inputs], 0),
        torch.stack([_ties(each, count) for each in inputs]),
        torch.from_numpy(distances(np.arange(count)[:, None], count)).expand(len(inputs), count, count),
        _padded([torch.ones(len(each.pieces), dtype=torch.bool) for each in inputs], 0),
    )


def _padded(parts: list[Tensor], value: float) -> Tensor:
    return pad_sequence(parts, batch_first=True, padding_value=value)


def _ties(inputs: Inputs, count: int) -> Tensor:
    """The ties of a window with so many places for words, 1 where one holds; the last is standing in one sentence."""
    ties = torch.zeros(len(TIES), count, count)
    ties[tuple(torch.from_numpy(inputs.ties).T)] = 1
    words = len(inputs.sentences)
    ties[-1, :words, :words] = torch.from_numpy(inputs.sentences[:, None] == inputs.sentences).float()
    return ties
