"""How much memory processes hold."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")
_UNITS_IN_MB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""`ru_maxrss` counts bytes on macOS, kilobytes elsewhere."""


def resident_mb() -> float:
    """What this process holds now; where the system does not tell (no /proc), the most that it ever held."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[1])
    except OSError:
        return peak_mb()
    return pages * resource.getpagesize() / (1024 * 1024)


def peak_mb(*, children: bool = False) -> float:
    """The most that this process ever held; with `children`, the largest of its children that have ended."""
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss / _UNITS_IN_MB
