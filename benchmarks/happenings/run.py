"""How well events of many articles are gathered into happenings, beside a baseline of same day, type and country.

    python benchmarks/happenings/run.py [--sealed] [--records RECORDS.jsonl] [--check]

Development half by default. The articles come from the development corpora (MUSNAD_SHARED, else ../shared) and are read
by the rules, unless `--records` names a file of records that were read before; without either the benchmark says so and
ends with exit status 0. What is counted, and how, is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.happenings.annotations import (
    Half,
    Told,
    accounts_in,
    accounts_of_articles,
    annotated,
    given,
    matched,
)
from benchmarks.happenings.scoring import Scores, clusters_of, scores_of
from benchmarks.shared import news_files, shared_folder, shown

from musnad.across.accounts import Account
from musnad.across.happenings import happenings_of
from musnad.across.traits import TOLD

Key = tuple[str, str]
Labels = dict[Key, Hashable]
FLOORS = Path(__file__).with_name("floors.json")


def gathered(accounts: Iterable[Account]) -> Labels:
    """For each account's key the happening that Musnad puts it in."""
    return {account.key: happening.id for happening in happenings_of(accounts) for account in happening.accounts}


def baseline(accounts: Iterable[Account]) -> Labels:
    """For each account's key its day (of publication where the text gives none), type and country."""
    return {account.key: _plain(account) for account in accounts if account.status in TOLD}


def _plain(account: Account) -> tuple[str, str, str]:
    parties = (account.place, *account.recipients, *account.actors)
    country = next((party.country for party in parties if party and party.country), "")
    return (account.earliest or account.source.published or "")[:10], account.type, country


def measured(told: tuple[Told, ...], accounts: tuple[Account, ...], gather: Callable[[Iterable[Account]], Labels]) -> Scores:
    """The scores of one way of gathering on the annotated events."""
    pairs, labels = matched(told, accounts), gather(accounts)
    response = {pairs[key].key: label for key, label in labels.items() if key in pairs}
    return scores_of(clusters_of({event.key: event.happening for event in told}), clusters_of(response))


def main() -> int:
    """Run the benchmark; the exit status is 1 when `--check` finds a figure below its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sealed", action="store_true", help="the half that nobody develops on")
    parser.add_argument("--records", type=Path, help="records of the articles, one a line, instead of reading them")
    parser.add_argument("--check", action="store_true", help="compare with floors.json")
    options = parser.parse_args()
    half: Half = "sealed" if options.sealed else "dev"
    told = annotated(half)
    documents = {event.document for event in told}
    if options.records:
        accounts = accounts_in(options.records, documents)
    elif files := news_files(shared_folder()):
        accounts = accounts_of_articles(files, documents)
    else:
        print(f"benchmark skipped: no development corpora in {shown(shared_folder())}")
        return 0
    happenings = len({event.happening for event in told})
    print(f"{half}: {len(told)} events of {happenings} happenings in {len(documents)} articles")
    print(f"{len(matched(told, accounts))} of the annotated anchors are found by the reader")
    figures: dict[str, Scores] = {}
    for name, given_accounts in (("found", accounts), ("given", given(told, accounts))):
        for way, gather in (("musnad", gathered), ("baseline", baseline)):
            figures[f"{name} {way}"] = scores = measured(told, given_accounts, gather)
            print(f"  anchors {name}, {way:<9} {scores}")
    return bool(options.check and _below(half, figures))


def _below(half: Half, figures: dict[str, Scores]) -> list[str]:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[half]
    found: list[str] = []
    for name, floor in floors.items():
        scores = figures[name]
        if scores.conll < floor["conll"]:
            found.append(f"{half}, {name}: CoNLL F1 {scores.conll:.4f} lies below its floor {floor['conll']}")
        if scores.over_count > floor["over_count"]:
            found.append(f"{half}, {name}: over-count {scores.over_count:.4f} lies above {floor['over_count']}")
    for line in found:
        print(line, file=sys.stderr)
    return found


if __name__ == "__main__":
    sys.exit(main())
