"""How many: numbers of people whom a deed befell."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.types.span import Span
from musnad.types.vocabulary import Bound, MagnitudeField

ALL = "all"
"""The `group` of a number that counts everybody."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """How many people an event befell: `value`, in a range the lower end with `high` the upper one; `who` as printed.

    `span` covers the number and those counted, `text` are its characters. `group` is which of all people are counted;
    `part`: they are among or besides others counted there; `rise`: the text says that the number takes the place of a
    lower one; `period`: it counts a length of time; `round`: it is only a plural like `عشرات`.
    """

    field: MagnitudeField
    value: int
    high: int | None
    bound: Bound
    who: str
    span: Span
    text: str
    group: str = ALL
    part: bool = False
    rise: bool = False
    period: bool = False
    round: bool = False
