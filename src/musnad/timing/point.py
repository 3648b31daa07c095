"""What a phrase says about a point or period of the calendar, before anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass

_UNFILLED = (None, "", 0, False)


@dataclass(slots=True)
class Point:
    """The slots that the words of one phrase fill; `skip` letters of its first word are clitics.

    `offset` counts days from the reference day (`أمس` -1); `shift` is a code of time_modifiers.tsv for the weekday,
    month or season; `unit` with `unit_shift` a calendar unit counted from the present one (`العام الماضي`). `every` is
    the unit after which it recurs (`من كل عام`); `open` says why the phrase names no day of the calendar; `other_feast`
    is a second feast (month and day) that has the same name; `alone` marks a part of a day that the phrase does not name;
    `easter` counts days after Easter; `twelve` says that the hour is one of twelve;
    `last_day` that the last day of the month is meant; `last_weekday` that the weekday is the last one of its month;
    `of_year` the shift of the year in which the month last spoken of is meant.
    """

    skip: int = 0
    preposition: str = ""
    part: str = ""
    clock: tuple[int, int] | None = None
    zone: str = ""
    weekday: int = 0
    offset: int | None = None
    day: int = 0
    month: int = 0
    calendar: str = ""
    year: int | None = None
    shift: str = ""
    unit: str = ""
    unit_shift: str = ""
    edge: str = ""
    decade: int | None = None
    century: int | None = None
    season: str = ""
    division: tuple[int, int] | None = None
    feast: bool = False
    numeric: bool = False
    sure: bool = False
    closed: bool = False
    named: bool = False
    every: str = ""
    open: str = ""
    other_feast: int = 0
    alone: str = ""
    twelve: bool = False
    easter: int | None = None
    last_day: bool = False
    last_weekday: bool = False
    of_year: str = ""

    @property
    def names_day(self) -> bool:
        """Whether the phrase points at one day."""
        return bool(self.weekday or self.offset is not None or self.day or (self.unit == "D" and self.unit_shift))

    @property
    def rule(self) -> str:
        """The name of the pattern: which slots were filled."""
        names = (
            "clock",
            "part",
            "offset",
            "weekday",
            "feast",
            "day",
            "month",
            "season",
            "decade",
            "century",
            "division",
            "year",
        )
        filled = [name for name in names if getattr(self, name) not in _UNFILLED or (name == "offset" and self.offset == 0)]
        if self.every:
            filled.append(f"every-{self.every}")
        if self.open:
            filled.append("open")
        if self.unit:
            filled.append(f"unit-{self.unit}")
        if self.edge:
            filled.insert(0, self.edge)
        return "date:" + "+".join(filled)


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: `count` of a unit, None when the text gives no number; `half` adds half of the unit, `decimals`
    are those of the number as written.
    """

    unit: str
    count: int | None
    half: bool = False
    more: tuple[Amount, ...] = ()
    decimals: str = ""

    def value(self) -> str:
        """The length as TIMEX3 writes it: `P3D`, `PT24H`, `P1Y6M`, `PXM`; vague hours are `PXH`."""
        if self.count is None:
            clock = {"TH": "PXH", "TM": "PTXM", "TS": "PTXS"}
            return clock.get(self.unit, f"PX{self.unit}")
        if self.decimals:
            clocked = self.unit.startswith("T")
            return f"P{'T' * clocked}{self.count}.{self.decimals}{self.unit[clocked:]}"
        days, times = "", ""
        for amount in (self, *self.more):
            for count, unit in amount.pieces():
                if unit.startswith("T"):
                    times += f"{count}{unit[1:]}"
                else:
                    days += f"{count}{unit}"
        return f"P{days}" + (f"T{times}" if times else "")

    def pieces(self) -> list[tuple[int, str]]:
        """The whole numbers of units that the amount comes to: one and a half years are one year and six months."""
        count = self.count or 0
        if not self.half:
            return [(count, self.unit)]
        large, small = {"CE": (100, "Y"), "DE": (10, "Y")}.get(self.unit, (0, ""))
        if large:
            return [(count * large + large // 2, small)]
        if self.unit == "W":
            return [(count * 14 // 2 + 3, "D")]
        halves = {"Y": (6, "M"), "M": (15, "D"), "D": (12, "TH"), "TH": (30, "TM"), "TM": (30, "TS")}
        extra = halves.get(self.unit)
        whole = [(count, self.unit)] if count else []
        return [*whole, extra] if extra else [(max(count, 1), self.unit)]


@dataclass(frozen=True, slots=True)
class Length:
    """A duration, repetition or distance from the reference day.

    `kind` is duration | stretch (with a shift) | ago | after (a distance only where the clause looks ahead) | later
    (`وبعد عشر سنوات`, counted from a year of the story, else as after) | set |
    event (counted from something in the text). `inner` is the token where the length itself starts, and the letters to
    skip in it.
    """

    kind: str
    amount: Amount | None
    skip: int = 0
    shift: str = ""
    rule: str = ""
    inner: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands for its value: `PRESENT_REF`, a set, a vague duration (`value` empty, with a reason)."""

    type: str
    value: str
    skip: int = 0
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was recognised: the tokens `first:last`, half-open."""

    first: int
    last: int
    meaning: Point | Length | Word
