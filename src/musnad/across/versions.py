"""What is said of a happening, field by field: each number, actor, place, date, and whether it happened, with its voices.

A version is a field with all its values; a value is one account's word for it, with the chain that it came through and
the origin of its document. Documents of one origin are one voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Protocol

from musnad.across.accounts import Account, Party, Voice
from musnad.deeds.magnitudes import FIELDS
from musnad.knowledge.tables import table
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Magnitude, Span

Whether = Literal["happened", "denied", "retracted", "negated", "planned"]
ORDER = (*FIELDS, "actor", "recipient", "place", "date", "whether")
_STATUSES: dict[str, Whether] = {"happened": "happened", "ongoing": "happened", "negated": "negated", "planned": "planned"}
_BEFORE = 6
"""How many words before a deed may say that it is taken back: `تراجعت الوزارة عن إعلانها مقتل خمسة`."""
_DENYING = 10
"""How many words before a deed may say that it is guilt that is denied: `نفت أي ضلوع لها في الهجوم`."""


class Told(Protocol):
    """What is asked of a happening: its accounts."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts of its documents."""


@dataclass(frozen=True, slots=True)
class Value:
    """One account's word for a field.

    `value` is a number, the key of a party, an ISO day or one of `Whether`; `latest` ends a range of numbers or days.
    `who` are the words for those counted or the party's Arabic name; `chain` runs from the outlet to the speaker, `speaker`
    is None for the outlet's own word and for what nobody named has said. `group`, `part`, `rise`,
    `period` and `round` are those of the magnitude;
    a `subject` is who acts, suffers or is the place, or who denies to have acted (then the value is `denied`);
    `day` is the last day on which the event may have been.
    """

    value: int | str
    bound: str
    document: str
    event: str
    claim: str | None
    who: str
    span: Span
    text: str
    chain: tuple[str, ...]
    speaker: Party | None
    origin: str
    published: str | None
    latest: int | str | None = None
    group: str = ""
    part: bool = False
    rise: bool = False
    period: bool = False
    round: bool = False
    subject: Party | None = None
    day: str | None = None

    @property
    def party(self) -> str | None:
        """The key of who says so."""
        return self.speaker.key if self.speaker else None


@dataclass(frozen=True, slots=True)
class Version:
    """A field with what is said of it, by date, document and place in it."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A value that says that it did not happen, and the accounts (document and event) that it speaks against."""

    value: Value
    against: tuple[tuple[str, str], ...]


def versions_of(
    happening: Told, magnitudes: Mapping[tuple[str, str], tuple[Magnitude, ...]], origins: Mapping[str, str]
) -> tuple[Version, ...]:
    """Every field of a happening that some account fills, in the order of `ORDER`; a document without origin is its own."""
    found: dict[str, list[Value]] = {field: [] for field in ORDER}
    for account in sorted(happening.accounts, key=lambda a: (a.source.published or "", *a.key, a.anchor)):
        teller = _Teller(account, origins)
        for magnitude in magnitudes.get(account.key, ()):
            found[magnitude.field].append(teller.number(magnitude))
        for field, value in teller.circumstances():
            found[field].append(value)
    return tuple(Version(field, tuple(values)) for field, values in found.items() if values)


def denials_of(versions: tuple[Version, ...]) -> tuple[Denial, ...]:
    """The denials and retractions among the versions, each with the accounts that say the contrary."""
    values = [value for version in versions if version.field == "whether" for value in version.values]
    told = tuple((value.document, value.event) for value in values if value.value == "happened")
    denying = (value for value in values if value.value in {"denied", "retracted"})
    return tuple(Denial(value, tuple(key for key in told if key != (value.document, value.event))) for value in denying)


class _Teller:
    """An account as a source of values."""

    def __init__(self, account: Account, origins: Mapping[str, str]) -> None:
        self._account = account
        self._origin = origins.get(account.source.document, account.source.document)

    def number(self, magnitude: Magnitude) -> Value:
        """The value of a magnitude."""
        value = self._value(magnitude.value, magnitude.who, magnitude.span, magnitude.text)
        return replace(
            value, bound=magnitude.bound, latest=magnitude.high, group=magnitude.group, part=magnitude.part,
            rise=magnitude.rise, period=magnitude.period, round=magnitude.round,
        )  # fmt: skip

    def circumstances(self) -> Iterator[tuple[str, Value]]:
        """Who, to whom, where, when and whether, each with its field."""
        account = self._account
        parties = [("actor", party) for party in account.actors] + [("recipient", party) for party in account.recipients]
        if account.place is not None:
            parties.append(("place", account.place))
        for field, party in parties:
            # `نفت موسكو أن تكون قصفت`: what the text denies of them is no value of theirs.
            if field == "actor" and account.voice is not None and account.voice.act == "deny":
                continue
            yield field, replace(self._value(party.key, party.name_ar, party.span, party.form), subject=party)
        if account.earliest is not None:
            yield "date", replace(self._value(account.earliest, "", account.anchor, account.word), latest=account.latest)
        whether = _whether(account)
        # `نفت ضلوعها في أي هجوم` denies that there was one.
        if whether == "denied" and _beside(account, "guilt", _DENYING) and not _beside(account, "none", 1):
            speaker = account.voice.speaker if account.voice else None
            yield "actor", replace(self._value(whether, "", account.anchor, account.word), subject=speaker)
        elif whether is not None:
            yield "whether", self._value(whether, "", account.anchor, account.word)

    def _value(self, value: int | str, who: str, span: Span, text: str) -> Value:
        account, voice = self._account, self._account.voice
        return Value(
            value, "exact", account.source.document, account.event, voice.claim if voice else None, who, span, text,
            _chain(account.source.outlet, voice), voice.speaker if voice else None, self._origin,
            account.source.published, day=account.latest,
        )  # fmt: skip


def _chain(outlet: str | None, voice: Voice | None) -> tuple[str, ...]:
    """The names of outlet, relays and speaker, as far as they are known."""
    names = (outlet, *(voice.relays if voice else ()), voice.speaker.name_ar if voice and voice.speaker else None)
    return tuple(name for name in names if name)


def _whether(account: Account) -> Whether | None:
    """Whether the account says that it happened; None where it leaves that open."""
    if account.voice is not None and account.voice.act == "deny":
        return "denied"
    if _beside(account, "retract", _BEFORE):
        return "retracted"
    return _STATUSES.get(account.status)


def _beside(account: Account, kind: str, reach: int) -> bool:
    """Whether one of so many words before the deed is of a kind of count_words.tsv."""
    before = account.words[: account.anchor.start - account.sentence.start].split()[-reach:]
    return any(split.stem in _words(kind) for form in filter(None, map(fold_word, before)) for split in splits(form))


@cache
def _words(kind: str) -> frozenset[str]:
    rows = (row for row in table("count_words") if row["kind"] == kind)
    return frozenset(stem for row in rows for bare in [fold_word(row["word"])] for stem in _endings(bare))


def _endings(word: str) -> tuple[str, ...]:
    """A word with the pronouns that its subject may have: `ضلوعه`, `مسؤوليتها`."""
    stem = word[:-1] + "ت" if word.endswith("ة") else word
    return (word, *(stem + pronoun for pronoun in ("ه", "ها", "هم")))
