"""How far counts can be trusted: intervals of shares, chances of differences, correction for many looks."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
_SAME = 1e-7
"""How much more likely a table may look, by rounding alone, than the one seen and still count as no likelier."""


def interval(part: int, whole: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson interval of a share, (0, 1) where nothing was counted.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927): it stays inside
    0 to 1 and is honest for small counts, where the usual p ± 1.96 s is not.
    """
    if whole == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = part / whole
    centre = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    # At the ends of the scale the bounds are exact, which rounding would blur.
    return 0.0 if part == 0 else (centre - reach) / scale, 1.0 if part == whole else (centre + reach) / scale


def chance(here: int, of_here: int, there: int, of_there: int) -> float:
    """The two-sided p of Fisher's exact test: how often shares differ so much or more if outlets were all alike.

    `here` of `of_here` are compared with `there` of `of_there`. R. A. Fisher, Statistical Methods for Research Workers
    (1934); two-sided as the sum of all tables that are no likelier than the one seen. Exact, so that it holds where a
    form was used five times and where it was used five thousand times.
    """
    using, everyone = here + there, of_here + of_there
    least, most = max(0, using - of_there), min(using, of_here)
    whole = _ways(everyone, using)
    logs = [_ways(of_here, each) + _ways(of_there, using - each) - whole for each in range(least, most + 1)]
    seen = logs[here - least]
    return min(1.0, sum(exp(each) for each in logs if each <= seen + _SAME))


def corrected(chances: Sequence[float]) -> tuple[float, ...]:
    """The q of each p after Benjamini and Hochberg: calling all with q ≤ 0.05 different is wrong in 5 of 100 of them.

    Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
    """
    found = [1.0] * len(chances)
    lowest = 1.0
    for rank, index in reversed(list(enumerate(sorted(range(len(chances)), key=lambda each: chances[each]), 1))):
        lowest = min(lowest, chances[index] * len(chances) / rank)
        found[index] = lowest
    return tuple(found)


def _ways(total: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1)
