"""Fits `data/likeness_weights.tsv` on the development half of the happenings' benchmark: a logistic regression of pairs.

    python tools/fit_likeness.py [--records RECORDS.jsonl]

Pairs are all pairs of matched annotated events of which at least one feature but the base speaks; each happening's pairs
weigh together like its number of events, so that one long story does not drown the rest. Newton's method with a ridge;
features whose sign their meaning gives keep it: one that comes out on the wrong side is set to 0 and the rest fitted anew.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.happenings.annotations import accounts_in, annotated, matched  # noqa: E402 - after the path to the benchmarks is known

from musnad.across.likeness import features_of  # noqa: E402 - after the path to the benchmarks is known
from musnad.across.traits import Traits, traits_of  # noqa: E402 - after the path to the benchmarks is known

TARGET = ROOT / "src/musnad/data/likeness_weights.tsv"
RIDGE = 1.0
STEPS = 40
FULL = 8
"""Events of a happening up to which each of its pairs counts fully."""
# feature -> the sign that its meaning gives it (0: either), its meaning
FEATURES: dict[str, tuple[int, str]] = {
    "actors_country": (0, "those who act are others of one country"),
    "actors_described": (1, "those who act are described alike"),
    "actors_other": (-1, "those who act have nothing in common"),
    "actors_same": (1, "the same act"),
    "base": (0, "two events of which nothing is known"),
    "both_open": (1, "both stand in headline or lead, and these are worded alike"),
    "countries_other": (-1, "parties and places of one lie in other countries than those of the other"),
    "countries_shared": (1, "parties or places lie in one country"),
    "crossed": (1, "who acts in one is acted on in the other"),
    "days_apart": (-1, "the texts give days that differ, logarithm of days"),
    "days_gap": (-1, "days between them by publication, logarithm of days"),
    "days_same": (1, "the texts give the same days"),
    "document": (0, "both stand in one document"),
    "document_opens": (0, "both of one type in one document, one of them in its headline or lead"),
    "document_type": (0, "both of one type in one document"),
    "document_word": (0, "both called by one word in one document"),
    "head": (1, "headlines and leads are worded alike"),
    "head_mode": (1, "headlines and leads are worded alike, and the mode is the same"),
    "head_type": (1, "headlines and leads are worded alike, and the type is the same"),
    "line": (1, "their lines are worded alike"),
    "near": (1, "the words around them are alike"),
    "other_mode": (-1, "the modes differ"),
    "other_type": (-1, "the types differ but can be one deed"),
    "place_apart": (-1, "the places lie in different countries"),
    "place_close": (0, "the places lie close"),
    "place_country": (-1, "the places lie apart in one country"),
    "place_inside": (1, "one place lies in the other"),
    "place_same": (1, "the place is the same"),
    "recipients_country": (0, "those acted on are others of one country"),
    "recipients_described": (1, "those acted on are described alike"),
    "recipients_same": (1, "the same are acted on"),
    "same_mode": (1, "the mode is the same"),
    "same_type": (0, "the type is the same"),
    "same_word": (1, "the deed is called by the same word"),
    "scene": (1, "headlines and leads name somebody or somewhere in common"),
    "sentence": (0, "both stand in one line"),
}
# name -> value, meaning: chosen by trial on the development half, not fitted
THRESHOLDS = {
    "cut": (-2.8, "two groups are one when the mean score of their pairs reaches this"),
    "link": (-0.9, "two groups can be merged when the score of one pair between them reaches this"),
    "unmet": (-4.0, "what a pair counts at least, and a pair that was not compared"),
    "vector": (0.0, "likeness of meaning, where the caller gives it: 0 until it is fitted"),
}
HEAD = """\
# How much each thing that two accounts have in common says for their being one happening
# source: fitted by tools/fit_likeness.py on the development half of benchmarks/happenings
# licence: CC0-1.0
# column feature: what is compared; cut, link and unmet are thresholds of the grouping
# column weight: what it adds to the logarithm of the odds, for each unit of the feature
# column meaning: the feature in words, as the reasons give it
feature	weight	meaning
"""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--records", type=Path, required=True, help="records of the benchmark's documents, one a line")
    told = annotated("dev")
    accounts = accounts_in(parser.parse_args().records, {event.document for event in told})
    pairs = matched(told, accounts)
    traits = [item for item in traits_of(accounts) if item.key in pairs]
    weights = fitted(traits, [pairs[item.key].happening for item in traits])
    rows = {name: (weight, FEATURES[name][1]) for name, weight in weights.items()} | THRESHOLDS
    TARGET.write_text(HEAD + "".join(f"{name}\t{rows[name][0]:.3f}\t{rows[name][1]}\n" for name in sorted(rows)))
    print(f"{TARGET.relative_to(ROOT)}: {len(weights)} weights from {len(traits)} events")


def fitted(traits: list[Traits], labels: list[str]) -> dict[str, float]:
    """The weight of each feature."""
    names, sizes = sorted(FEATURES), Counter(labels)
    rows, same, heavy = [], [], []
    for i, j in combinations(range(len(traits)), 2):
        if traits[i].families & traits[j].families:
            features = features_of(traits[i], traits[j])
            rows.append([features.get(name, 0.0) for name in names])
            same.append(float(labels[i] == labels[j]))
            heavy.append(min(1.0, FULL / sizes[labels[i]]) if same[-1] else 1.0)
    table, target, weight = np.array(rows), np.array(same), np.array(heavy)
    use = np.ones(len(names), dtype=bool)
    while True:
        found = np.zeros(len(names))
        found[use] = _regression(table[:, use], target, weight)
        wrong = [k for k, name in enumerate(names) if found[k] * FEATURES[name][0] < 0]
        if not wrong:
            return dict(zip(names, found.tolist(), strict=True))
        use[wrong] = False


def _regression(table: np.ndarray, target: np.ndarray, weight: np.ndarray) -> np.ndarray:
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (target - odds)) - RIDGE * found
        bend = (table * (weight * odds * (1 - odds))[:, None]).T @ table + RIDGE * np.eye(len(found))
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    return found


if __name__ == "__main__":
    main()
