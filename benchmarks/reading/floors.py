"""Floors: the scores below which a change is refused. They rise by a command, and fall only with a reason on record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

TOLERANCE = 0.0005
"""Less than this is rounding: the scorer gives four digits."""


class FloorError(Exception):
    """The floors may not be changed in the way that was asked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Fall:
    """One floor that somebody lowered, and why."""

    field: str
    before: float
    after: float
    reason: str


@dataclass
class Floors:
    """The floors of one reader on one gold file (its digest); `raised_with` names the versions that last raised one."""

    gold: str
    values: dict[str, float] = field(default_factory=dict)
    raised_with: dict[str, Any] = field(default_factory=dict)
    lowered: list[Fall] = field(default_factory=list)

    def losses(self, measured: Mapping[str, float], gold: str) -> list[str]:
        """Why the measured values may not pass, a sentence each; empty when they may.

        A field without a floor is a loss too: otherwise a deleted line of the file would let a score fall in silence.
        """
        if gold != self.gold:
            return ["the gold file is not the one that the floors were measured on: set them anew with --rebase REASON"]
        found = []
        for name, floor in sorted(self.values.items()):
            if name not in measured:
                found.append(f"{name} has a floor of {floor:.4f}, but was not measured")
            elif measured[name] < floor - TOLERANCE:
                found.append(f"{name} is {measured[name]:.4f}, below its floor of {floor:.4f}")
        found += [f"{name} has no floor: --raise-floors sets it" for name in sorted(measured.keys() - self.values.keys())]
        return found

    def rise(self, measured: Mapping[str, float], gold: str, versions: Mapping[str, Any]) -> list[str]:
        """Lift every floor that lies below its measured value and name the fields; none falls.

        Raises FloorError where the gold file is another one, whose figures cannot be compared.
        """
        if gold != self.gold:
            raise FloorError("the gold file is not the one that the floors were measured on: use --rebase REASON")
        risen = [name for name, value in measured.items() if value > self.values.get(name, -1.0)]
        self.values.update({name: measured[name] for name in risen})
        if risen:
            self.raised_with = dict(versions)
        return risen

    def lower(self, name: str, measured: Mapping[str, float], reason: str) -> None:
        """Let one floor down to its measured value and record the reason. Raises FloorError where there is no need."""
        if name not in self.values or name not in measured:
            known = ", ".join(sorted(self.values.keys() & measured.keys()))
            raise FloorError(f"there is no floor called {name!r}; there are: {known}")
        if measured[name] >= self.values[name]:
            raise FloorError(f"{name} is {measured[name]:.4f}, not below its floor of {self.values[name]:.4f}")
        self._fall(name, measured[name], reason)

    def rebase(self, measured: Mapping[str, float], gold: str, versions: Mapping[str, Any], reason: str) -> None:
        """Set all floors anew on another gold file. Raises FloorError where the gold file is the same."""
        if gold == self.gold:
            raise FloorError("the gold file is the one that the floors were measured on: use --lower FIELD REASON")
        for name, value in measured.items():
            if value < self.values.get(name, value):
                self._fall(name, value, reason)
        self.gold, self.values, self.raised_with = gold, dict(measured), dict(versions)

    def _fall(self, name: str, value: float, reason: str) -> None:
        if not reason.strip():
            raise FloorError("a floor falls only with a reason")
        self.lowered.append(Fall(name, self.values[name], value, reason.strip()))
        self.values[name] = value


def load(path: Path, reader: str) -> Floors | None:
    """The floors of a reader; None where the file has none for it."""
    data = _stored(path).get(reader)
    if data is None:
        return None
    return Floors(data["gold"], data["floors"], data["raised_with"], [Fall(**fall) for fall in data["lowered"]])


def save(path: Path, reader: str, floors: Floors) -> None:
    """Write the floors of one reader; those of others stay as they are."""
    data = _stored(path)
    data[reader] = {
        "gold": floors.gold,
        "raised_with": floors.raised_with,
        "floors": dict(sorted(floors.values.items())),
        "lowered": [asdict(fall) for fall in floors.lowered],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _stored(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
