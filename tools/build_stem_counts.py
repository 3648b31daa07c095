"""Builds `data/generated/stem_counts.tsv`: in how many documents of the news each stem stands.

    python tools/build_stem_counts.py [--shared ../shared]

Stems are those of `musnad.across.wording`, so the table has to be built anew when the stemming changes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from pathlib import Path

from musnad.across.wording import stems_of

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/musnad/data/generated/stem_counts.tsv"
CORPORA = ("alarabia", "bbc", "cnn", "france24", "skynews")
LEAST = 20
"""A stem of fewer documents is rare, whatever its count: names and slips of the pen."""
HEAD = """\
# In how many documents of Arabic news each stem stands
# source: counted by tools/build_stem_counts.py in news of Al Arabiya, BBC Arabic, CNN Arabic, France 24, Sky News (2018)
# licence: CC0-1.0 (a list of stems with counts)
# column stem: stem as musnad.across.wording makes it; * is the number of documents counted
# column documents: how many documents have it; stems of fewer than 20 are left out
stem	documents
"""


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=ROOT / os.environ.get("MUSNAD_SHARED", "../shared"))
    folder: Path = parser.parse_args().shared
    counts: Counter[str] = Counter()
    documents = 0
    for corpus in CORPORA:
        with gzip.open(folder / "data" / "news" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                counts.update(set(stems_of(f"{article.get('title') or ''}\n{article['text']}")))
                documents += 1
    rows = sorted((stem, count) for stem, count in counts.items() if count >= LEAST)
    body = "".join(f"{stem}\t{count}\n" for stem, count in [("*", documents), *rows])
    TARGET.write_text(HEAD + body, encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(rows)} stems of {documents} documents")


if __name__ == "__main__":
    main()
