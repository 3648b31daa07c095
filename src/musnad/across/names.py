"""How an actor is named: which outlet and which speaker uses which words, how often, and whether that is a choice.

Outlets are compared by documents and not by mentions: an article that says `قوات النظام` twenty times made one choice,
and twenty mentions would pass for twenty independent ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from musnad.across.accounts import Naming
from musnad.across.answers import Answer, By, period_of
from musnad.across.significance import chance, corrected, interval
from musnad.knowledge.tables import table, values
from musnad.text.folding import fold_word

Side = Literal["negative", "positive"]
VoiceOf = Literal["own", "quoted", "speaker"]

LEAST = 5
"""Documents in which a form, and an outlet's naming of the actor, must stand before they are compared."""

SURE = 0.05
"""The q up to which a preference is called one."""

_MARKS = {"_": " ", "#": ""} | dict.fromkeys("\"'«»“”„‘’‹›", "")

_SIDES: tuple[Side, ...] = ("negative", "positive")


@dataclass(frozen=True, slots=True)
class Month(Answer):
    """How many of the documents of one period that name the actor use the form."""

    period: str
    documents: int
    of: int


@dataclass(frozen=True, slots=True)
class Use(Answer):
    """How one outlet or speaker uses one form, or all forms of one side.

    `share` is of the documents in which this voice names the actor, with its interval `low` to `high`; `elsewhere` is the
    share among all others of the same voice. `q` is None where there is too little to compare. `tendency` is `more` or
    `less` where the difference is hardly chance.
    """

    form: str
    spelling: str
    loaded: Side | None
    mentions: int
    documents: int
    share: float
    low: float
    high: float
    elsewhere: float | None
    q: float | None
    tendency: Literal["more", "less"] | None
    periods: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Namer(Answer):
    """How one outlet, in its own words or in those it quotes, or one speaker names the actor.

    `sides` sums up the forms that take sides, as the forms `negative` and `positive`; it is empty where this voice has none.
    """

    voice: VoiceOf
    key: str
    name: str
    mentions: int
    documents: int
    forms: tuple[Use, ...]
    sides: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Form(Answer):
    """One form over all voices."""

    form: str
    spelling: str
    loaded: Side | None
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class Names(Answer):
    """All namings of one actor: the forms, then how outlets use them themselves, how in quoting, and how speakers do."""

    keys: tuple[str, ...]
    name_ar: str
    name_en: str | None
    mentions: int
    documents: int
    forms: tuple[Form, ...]
    own: tuple[Namer, ...]
    quoted: tuple[Namer, ...]
    speakers: tuple[Namer, ...]


def namings_by(
    namings: Iterable[Naming],
    *,
    origins: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
    by: By = "month",
    least: int = LEAST,
) -> Names:
    """How these namings of one actor divide among outlets and speakers.

    All namings are taken for one actor's, so that `النظام السوري` and `الحكومة السورية` can be asked for together.
    Documents of one outlet that share an origin count once. `people` gives the names of speakers by key.
    """
    given = sorted(namings, key=lambda n: (n.actor.key, n.source.document, n.form, n.speaker or "", n.stance or ""))
    lexicon = _Lexicon(given)
    tallies: dict[tuple[VoiceOf, str], _Tally] = defaultdict(_Tally)
    everything = _Tally()
    for naming in given:
        source = naming.source
        unit = (source.outlet or "", (origins or {}).get(source.document, source.document))
        period = period_of(source.published, by) if source.published else None
        everything.count(naming, lexicon, unit, period)
        outlet = source.outlet or ""
        if naming.stance is None:
            tallies["own", outlet].count(naming, lexicon, unit, period)
        else:
            tallies["quoted", outlet].count(naming, lexicon, unit, period)
            # `مصادر` of two articles are not one speaker, nor are `مسؤولون` or `ناشطون`.
            if naming.speaker and not naming.speaker.startswith("group:"):
                tallies["speaker", naming.speaker].count(naming, lexicon, unit, period)
    voices: dict[VoiceOf, tuple[Namer, ...]] = {
        voice: _namers(voice, {k: t for (v, k), t in tallies.items() if v == voice}, lexicon, people or {}, least)
        for voice in ("own", "quoted", "speaker")
    }
    actors = Counter((naming.actor.name_ar, naming.actor.name_en) for naming in given)
    name_ar, name_en = min(actors, key=lambda each: (-actors[each], each[0])) if actors else ("", None)
    forms = (
        Form(f, lexicon.spelling(f), lexicon.side(f), everything.mentions[f], len(everything.units[f]))
        for f in everything.forms()
    )
    return Names(
        tuple(sorted({naming.actor.key for naming in given})), name_ar, name_en, everything.mentions.total(),
        len(everything.all), tuple(forms), voices["own"], voices["quoted"], voices["speaker"],
    )  # fmt: skip


_Unit = tuple[str, str]


@dataclass(slots=True)
class _Tally:
    """Mentions and documents by form; sides are counted beside the forms under `+negative` and `+positive`."""

    mentions: Counter[str] = field(default_factory=Counter)
    all: set[_Unit] = field(default_factory=set)
    units: dict[str, set[_Unit]] = field(default_factory=lambda: defaultdict(set))
    when: dict[str, set[_Unit]] = field(default_factory=lambda: defaultdict(set))
    sides: Counter[str] = field(default_factory=Counter)

    def count(self, naming: Naming, lexicon: _Lexicon, unit: _Unit, period: str | None) -> None:
        form = lexicon.form(naming.form)
        side = lexicon.side(form)
        self.mentions[form] += naming.count
        self.all.add(unit)
        self.units[form].add(unit)
        if side:
            self.sides[side] += naming.count
            self.units[f"+{side}"].add(unit)
        if period:
            self.when[period].add(unit)

    def forms(self) -> list[str]:
        return sorted(self.mentions, key=lambda form: (-len(self.units[form]), -self.mentions[form], form))

    def periods(self, form: str) -> tuple[Month, ...]:
        return tuple(Month(each, len(self.units[form] & units), len(units)) for each, units in sorted(self.when.items()))


def _namers(
    voice: VoiceOf, tallies: Mapping[str, _Tally], lexicon: _Lexicon, people: Mapping[str, str], least: int
) -> tuple[Namer, ...]:
    """All namers of one voice; their preferences are corrected together, because they are looked at together."""
    total: Counter[str] = Counter()
    for tally in tallies.values():
        total.update({form: len(units) for form, units in tally.units.items()})
    whole = sum(len(tally.all) for tally in tallies.values())
    asked: list[tuple[str, str]] = []
    chances: list[float] = []
    for key, tally in sorted(tallies.items()):
        here, there = len(tally.all), whole - len(tally.all)
        for form in sorted(total):
            if min(here, there, total[form]) >= least:
                part = len(tally.units.get(form, ()))
                asked.append((key, form))
                chances.append(chance(part, here, total[form] - part, there))
    found = dict(zip(asked, corrected(chances), strict=True))

    def use(key: str, form: str) -> Use:
        tally = tallies[key]
        part, here = len(tally.units.get(form, ())), len(tally.all)
        share, there = part / here, whole - here
        elsewhere = (total[form] - part) / there if there else None
        q = found.get((key, form))
        sure = q is not None and q <= SURE and elsewhere is not None
        side = lexicon.side(form)
        mentions = tally.sides[form[1:]] if form.startswith("+") else tally.mentions[form]
        tendency: Literal["more", "less"] | None = None if not sure else "more" if share > (elsewhere or 0) else "less"
        return Use(
            form.removeprefix("+"), lexicon.spelling(form).removeprefix("+"), side, mentions, part, share,
            *interval(part, here), elsewhere, q, tendency, tally.periods(form),
        )  # fmt: skip

    def namer(key: str) -> Namer:
        tally = tallies[key]
        # A form that an outlet never uses is worth a row only where that is no chance.
        shunned = [f for f in sorted(total) if f[0] != "+" and f not in tally.mentions and found.get((key, f), 1) <= SURE]
        sides = tuple(use(key, f"+{side}") for side in _SIDES if total[f"+{side}"])
        name = people.get(key, key) if voice == "speaker" else key
        forms = tuple(use(key, form) for form in [*tally.forms(), *shunned])
        return Namer(voice, key, name, tally.mentions.total(), len(tally.all), forms, sides)

    return tuple(namer(key) for key in sorted(tallies, key=lambda key: (-len(tallies[key].all), key)))


class _Lexicon:
    """The forms of one actor: which are one form, how the press spells them, which take sides."""

    def __init__(self, namings: Iterable[Naming]) -> None:
        self._listed: dict[str, Side | None] = {}
        forms: set[str] = set()
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for naming in namings:
            self._listed.update(_listed().get(fold_word(naming.actor.name_ar), {}))
            forms.add(_bare(naming.form))
            spelling = _bare(naming.actor.form)
            spellings[fold_word(spelling)][spelling] += 1
        self._forms = {form: _joined(form, forms) for form in forms}
        self._spellings = {f: min(found, key=lambda s: (-found[s], s)) for f, found in spellings.items()}

    def form(self, form: str) -> str:
        return self._forms[_bare(form)]

    def spelling(self, form: str) -> str:
        return self._spellings.get(form) or _spelled().get(form, form)

    def side(self, form: str) -> Side | None:
        """The side of the longest known name in the form: `تنظيم الدولة الإسلامية` is neutral, `الدولة الإسلامية` is not."""
        if form.startswith("+"):
            return "negative" if form == "+negative" else "positive"
        words = form.split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                phrase = " ".join(words[start : start + length])
                if phrase in self._listed:
                    return self._listed[phrase]
        return None


def _bare(form: str) -> str:
    """The words without the marks of hashtags (`#ميليشيا_الحوثي`) and quotation."""
    return " ".join("".join(_MARKS.get(mark, mark) for mark in form).split())


def _joined(form: str, forms: set[str]) -> str:
    """The form without what the sentence does to it: the article fused with `ل` (`لجيش`), the case of a sound plural."""
    found = f"ا{form}" if f"ا{form}" in forms else form
    words = found.split()
    for index, word in enumerate(words):
        nominative = " ".join([*words[:index], f"{word[:-2]}ون", *words[index + 1 :]])
        if word.endswith("ين") and nominative in forms:
            found, words = nominative, nominative.split()
    return found


@cache
def _listed() -> dict[str, dict[str, Side | None]]:
    """The known forms of each organization by its folded usual name, with their side."""
    found: dict[str, dict[str, Side | None]] = {}
    for row in table("organizations"):
        forms: dict[str, Side | None] = {fold_word(form): None for form in (row["name_ar"], *values(row["variants"]))}
        for cell in values(row["naming"]):
            form, _, side = cell.partition("=")
            forms[fold_word(form)] = "negative" if side == "loaded_negative" else "positive"
        found.setdefault(fold_word(row["name_ar"]), {}).update(forms)
    return found


@cache
def _spelled() -> dict[str, str]:
    """The printed spelling of every known form, for those of which only the folded words are at hand."""
    rows = table("organizations")
    return {fold_word(form): form for row in rows for form in (*values(row["variants"]), row["name_ar"])}
