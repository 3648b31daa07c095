"""What the network is taught by: the negative log-likelihood of every decision of the annotators, per word read."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from musnad.models.labels import MARKERS, OPTIONAL, RELATIONS, SORTERS, TAGGERS, Relation
from musnad.models.scores import PLACES
from musnad.training.examples import IGNORED, Example, Query

_WEIGHTS = {"content": 8.0, "context": 0.1, "mode": 0.5, "form": 0.5}
"""How much one decision counts; a claim's content is one decision over all words, weighed as so many."""
_MANY: tuple[Relation, ...] = ("relay", "actor", "recipient")


def loss_of(labels: Tensor, pairs: Tensor, examples: list[Example]) -> Tensor:
    """The loss of a batch; `labels[b, w, :]` and `pairs[b, relation, from, to]` are the network's scores."""
    total = labels.new_zeros(())
    words = 0
    for number, example in enumerate(examples):
        count = example.inputs.signs.shape[0]
        words += example.core[1] - example.core[0]
        total = total + _of_words(labels[number, :count], example) + _of_pairs(labels[number], pairs[number], example)
    return total / max(words, 1)


def _of_words(labels: Tensor, example: Example) -> Tensor:
    core = slice(*example.core)
    labels = labels[core]
    total = labels.new_zeros(())
    for name in TAGGERS:
        target = torch.from_numpy(example.tags[name][core])
        total = total + functional.cross_entropy(labels[:, PLACES[name]], target, reduction="sum")
    for name in SORTERS:
        target = torch.from_numpy(example.sorts[name][core])
        if bool((target != IGNORED).any()):
            part = functional.cross_entropy(labels[:, PLACES[name]], target, reduction="sum", ignore_index=IGNORED)
            total = total + _WEIGHTS.get(name, 1.0) * part
    anchors = torch.from_numpy(example.sorts["status"][core] != IGNORED)
    for name in MARKERS:
        target = torch.from_numpy(example.marks[name][core])[anchors]
        part = functional.binary_cross_entropy_with_logits(labels[:, PLACES[name]][anchors], target, reduction="sum")
        total = total + _WEIGHTS.get(name, 1.0) * part
    return total


def _of_pairs(labels: Tensor, pairs: Tensor, example: Example) -> Tensor:
    total = labels.new_zeros(())
    count = example.inputs.signs.shape[0]
    mentions = torch.tensor(example.mentions, dtype=torch.long)
    times = torch.tensor(example.times, dtype=torch.long)
    for query in example.queries:
        none = labels[query.word, PLACES["none"]]
        for relation, targets in query.targets.items():
            row = pairs[RELATIONS.index(relation), query.word, :count]
            if relation in {"start", "end"}:
                total = total + _choice(row, torch.arange(count), targets, [], None)
            elif relation == "content":
                total = total + _WEIGHTS["content"] * _members(row, torch.arange(count), targets, []) / count
            elif relation in _MANY:
                total = total + _members(row, mentions, targets, query.unknown.get(relation, []))
            else:
                total = total + _optional(row, times if relation == "time" else mentions, query, relation, none)
    return total


def _optional(row: Tensor, candidates: Tensor, query: Query, relation: Relation, none: Tensor) -> Tensor:
    unknown = query.unknown.get(relation, [])
    return _choice(row, candidates, query.targets[relation], unknown, none[OPTIONAL.index(relation)])


def _choice(row: Tensor, candidates: Tensor, targets: list[int], unknown: list[int], none: Tensor | None) -> Tensor:
    """One of the candidates, or none of them where `none` is given; several targets are all right."""
    if none is None and not targets:
        return row.new_zeros(())
    kept = [int(word) for word in candidates if int(word) not in unknown]
    scores = row[torch.tensor(kept, dtype=torch.long)] if kept else row[:0]
    if none is not None:
        scores = torch.cat([scores, none.view(1)])
    right = [place for place, word in enumerate(kept) if word in targets] if targets else [len(kept)]
    if not right:
        return row.new_zeros(())
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[torch.tensor(right)], 0)


def _members(row: Tensor, candidates: Tensor, targets: list[int], unknown: list[int]) -> Tensor:
    """Each of the candidates, whether it is a target."""
    kept = [int(word) for word in candidates if int(word) not in unknown]
    if not kept:
        return row.new_zeros(())
    places = torch.tensor(kept, dtype=torch.long)
    wanted = torch.tensor([float(word in targets) for word in kept])
    return functional.binary_cross_entropy_with_logits(row[places], wanted, reduction="sum")
