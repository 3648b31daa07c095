"""Articles that share their wording: the same agency's report in two outlets, or one article printed twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from tools.corpus.articles import Article
from tools.corpus.splitting import Link

from musnad.text.folding import fold

RUN = 6
"""Words in a row that two articles rarely share by chance."""
LEAST_SHARE = 0.15
"""Of the runs of the shorter article; a boilerplate sentence at the end stays below it."""
_WORD = re.compile(r"\w+")


def copies(texts: Mapping[str, Article]) -> list[Link]:
    """The pairs of articles that share at least 15 % of their runs of six words, in the order of their ids."""
    runs: dict[str, set[tuple[str, ...]]] = {}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(texts):
        words = _WORD.findall(fold(texts[name].document.text).text)
        runs[name] = set(zip(*(words[start:] for start in range(RUN)), strict=False))
        for run in runs[name]:
            holders[run].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        shared.update(combinations(names, 2))
    return [
        Link(first, second, ())
        for (first, second), count in sorted(shared.items())
        if count >= LEAST_SHARE * min(len(runs[first]), len(runs[second]))
    ]
