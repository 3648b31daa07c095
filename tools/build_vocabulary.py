"""Builds `data/generated/common_words.tsv`: the common nouns and adjectives of the news, which are not personal names.

usage: build_vocabulary.py NEWS.jsonl[.gz]… [--check]

A form counts as a common word when the press writes it often and also with the article: `مدير` and `المدير`. Names do
not take one (`محمد`, never `المحمد`). Words of the name tables are left out unless they are known homographs. Only
corpora whose licence lets a derived word list ship may be given: see data/README in the corpus collection.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from musnad.text.folding import fold

TARGET = Path(__file__).parents[1] / "src/musnad/data/generated/common_words.tsv"
LEAST = 12
"""A rarer form says little about how it is used."""
ARTICLE_SHARE = 0.04
"""Least share of a form's uses that carry the article; family names such as `بوتين` stay below 0.01."""
HEADER = """# Common nouns and adjectives of Arabic news: words that are no personal names
# source: counted in news of Al Arabiya, BBC Arabic, CNN Arabic, France 24, Sky News Arabia (2018) and Jawhara FM (2015-2017)
# licence: CC0-1.0 (a list of words with counts)
# column form: folded form without the article
# column bare: how often it was seen without the article
# column articled: how often with the article, a preposition or conjunction before it or not
form\tbare\tarticled
"""
_WORD = re.compile(r"[\u0621-\u064a]+")


def counted(paths: list[str]) -> Counter[str]:
    """How often each folded word form occurs in the articles of the given files."""
    counts: Counter[str] = Counter()
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                counts.update(_WORD.findall(fold(json.loads(line)["text"]).text))
    return counts


def rows(counts: Counter[str]) -> list[tuple[str, str, str]]:
    """The table's rows: forms that are seen often enough with and without their article."""
    found: list[tuple[str, str, str]] = []
    for form in {form.removeprefix("ال") for form in counts}:
        bare, articled = (
            counts[form],
            counts["ال" + form] + counts["لل" + form] + counts["بال" + form] + counts["وال" + form],
        )
        if len(form) > 1 and bare + articled >= LEAST and articled >= max(2, ARTICLE_SHARE * (bare + articled)):
            found.append((form, str(bare), str(articled)))
    return sorted(found)


def main() -> int:
    """Writes the table, or with --check says whether it differs from the one on disk (exit status 1)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", nargs="+")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = HEADER + "".join("\t".join(row) + "\n" for row in rows(counted(arguments.news)))
    if arguments.check:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
