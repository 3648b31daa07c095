"""Numbers of people in a text: how many, how exactly, and the words for whom (`أكثر من 17 فلسطينيا`, `جنديان`).

What befell them is not said here. Ages, dates, sums and weapons are no such numbers, because what follows them names
nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from musnad.knowledge.tables import table, values
from musnad.knowledge.words import word
from musnad.text.clitics import CACHED_WORDS, Split, splits
from musnad.text.folding import fold, fold_word
from musnad.text.tokens import forms, tokenize
from musnad.timing.numbers import cardinal
from musnad.timing.words import Words
from musnad.types import Span
from musnad.types.magnitude import ALL
from musnad.types.vocabulary import Bound

Noun = Literal["victim", "state", "people", "unknown", "bare"]
_TAIL = 4
"""How many words after those counted `على الأقل` still belongs to the number: `قتل ثلاثة جنود أتراك على الأقل`."""
_STOPS = frozenset(".؟!?؛…")
_NOBODY = frozenset({"%", "٪", "-", "/", "°", "$", "€", ":"})


class Casualty(NamedTuple):
    """A row of casualty_words.tsv."""

    field: str
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: tokens `first:last`, of which `noun` on name them; `article` belongs to a number like `العشرات`.

    `kind` says how they are named (unknown: by a word that the tables do not list, bare: not at all),
    `field` what a victim's or state's noun says befell them, `group` which of all
    people: a word of counted_people.tsv or the ISO code of a nationality.
    """

    value: int
    high: int | None
    bound: Bound
    first: int
    number: int
    noun: int
    last: int
    kind: Noun
    field: str | None
    group: str
    spelt: bool = True
    round: bool = False


class _Lexicon(NamedTuple):
    casualties: dict[str, tuple[Casualty, ...]]
    people: dict[str, tuple[str, str]]
    bounds: dict[str, tuple[tuple[tuple[str, ...], str, Bound, int], ...]]
    marks: dict[str, str]


class _Quantity(NamedTuple):
    value: int
    high: int | None
    bound: Bound
    first: int
    number: int
    last: int
    vague: bool
    article: bool


class Page:
    """The tokens of a text in sentences, with everything that counts people."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.tokens = tokenize(folded)
        self.words = Words(folded, self.tokens)
        self.text = text

    def sentences(self) -> list[range]:
        """Runs of token indices between full stops and line ends."""
        found, begin = [], 0
        for index, token in enumerate(self.tokens):
            broken = index > begin and "\n" in self.text[self.tokens[index - 1].end : token.start]
            if broken:
                found.append(range(begin, index))
                begin = index
            if token.form in _STOPS:
                found.append(range(begin, index + 1))
                begin = index + 1
        found.append(range(begin, len(self.tokens)))
        return [sentence for sentence in found if sentence]

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens `first:last` without the proclitics of the first."""
        token = self.tokens[first]
        return Span(self.words.begins(first, _proclitics(token.form)), self.tokens[last - 1].end)

    def counts(self, sentence: range) -> list[Count]:
        """The numbers of people in a sentence where something befalls somebody, spelt out or said by a dual or singular."""
        found: list[Count] = []
        if not any(map(self.casualties, sentence)):
            return found
        index = sentence.start
        while index < sentence.stop:
            quantity = self._quantity(index, sentence.stop)
            if quantity is None:
                count = self._unspelt(index, sentence)
                index += 1
            else:
                count = self._counted(quantity, sentence.stop)
                index = max(quantity.last, count.last if count else 0)
            if count is not None:
                found.append(count)
        return found

    def mark(self, index: int) -> str:
        """What count_words.tsv says of the word at an index, "" mostly."""
        return _looked_up(_lexicon().marks, self.words.form(index)) or ""

    def casualties(self, index: int) -> tuple[Casualty, ...]:
        """What casualty_words.tsv says of the word at an index."""
        return _casualties(self.words.form(index))

    def ends(self, index: int, stop: int) -> bool:
        """Whether what is counted can end before the word at an index: a mark, a conjunction, a preposition follows."""
        if self.words.form(index) in words_of("share") or (
            self.words.form(index) == "في" and self.words.form(index + 1) in words_of("share")
        ):
            return False
        if index >= stop or self.tokens[index].kind == "punctuation":
            return index >= stop or self.tokens[index].form not in _NOBODY
        form = self.words.form(index)
        return bool(word(form).function) or (form[0] in "وب" and len(form) >= _SHORTEST) or form in words_of("end")

    def _quantity(self, index: int, stop: int) -> _Quantity | None:
        bound, at = self._bound(index, "before", stop)
        plain = self._range(at) or self._number(at)
        if plain is None or plain.last > stop:
            return None
        if bound is None:
            return plain
        return plain._replace(bound=bound, first=index)

    def _bound(self, index: int, place: str, stop: int) -> tuple[Bound | None, int]:
        for split in splits(self.words.form(index)) if index < stop else ():
            for rest, where, bound, _ in _lexicon().bounds.get(split.stem if not split.article else "", ()):
                size = len(rest)
                if where == place and all(self.words.form(index + 1 + at) == rest[at] for at in range(size)):
                    return bound, index + 1 + size
        return None, index

    def _number(self, index: int) -> _Quantity | None:
        round_plural = self._round(index)
        if round_plural is not None:
            return round_plural
        grouped = self._grouped(index)
        if grouped is not None:
            return _Quantity(grouped, None, "exact", index, index, index + 1, vague=False, article=False)
        read = cardinal(self.words, index)
        if read is None or read.article or read.value <= 0:
            return None
        return _Quantity(read.value, None, "exact", index, index, read.last, vague=False, article=False)

    def _round(self, index: int) -> _Quantity | None:
        """`عشرات`, `المئات`, `عشرات الآلاف`."""
        for split in splits(self.words.form(index)) if self.words.form(index) else ():
            for _, where, bound, value in _lexicon().bounds.get(split.stem, ()):
                if where == "number":
                    scale = next((h for h in self.words.hits(index + 1, "number") if h.code == "scale"), None)
                    total, last = (value * scale.value, scale.last) if scale else (value, index + 1)
                    return _Quantity(total, None, bound, index, index, last, vague=True, article=split.article)
        return None

    def _grouped(self, index: int) -> int | None:
        """`1,500` and `1.500`: thousands set apart."""
        if not 0 <= index < len(self.tokens) or self.tokens[index].kind != "number":
            return None
        parts = self.tokens[index].form.replace("٬", ",").replace(".", ",").split(",")
        whole = len(parts) > 1 and 1 <= len(parts[0]) <= _GROUP and all(len(part) == _GROUP for part in parts[1:])
        return int("".join(parts)) if whole and "".join(parts).isdecimal() else None

    def _range(self, index: int) -> _Quantity | None:
        """`بين 5 و7`, `ما بين 40 إلى 70`, `من 5 إلى 7`, `5-7`, `5 أو 6`."""
        form = self.words.form(index)
        between = form in words_of("between")
        low = self._number(index + 1 if between or form == "من" else index)
        if low is None or low.vague:
            return None
        joint = self.words.form(low.last)
        if joint in {"الى", "الي"} or joint in ({"و"} if between else {"-", "–", "او"}):
            high = self._number(low.last + 1)
        else:
            high = self._number(low.last) if between and joint.startswith("و") else None
        if high is None or high.vague or high.value <= low.value:
            return None
        return low._replace(high=high.value, first=index, number=low.number, last=high.last)

    def _counted(self, quantity: _Quantity, stop: int) -> Count | None:
        at = quantity.last
        named = self._noun(at, stop, articled=quantity.vague)
        if named is None and self.ends(at, stop):
            named = ("bare", None, ALL, at)
        elif named is None and self._unknown(at):
            named = ("unknown", None, ALL, at + 1)
        if named is None:
            return None
        kind, field, group, last = named
        bound = quantity.bound
        if bound == "exact":
            bound = self._afterthought(last, stop) or bound
        return Count(
            quantity.value, quantity.high, bound, quantity.first, quantity.number, at, max(last, at), kind, field, group,
            round=quantity.vague,
        )  # fmt: skip

    def _afterthought(self, last: int, stop: int) -> Bound | None:
        """The bound that stands after those counted."""
        for after in range(last, min(last + _TAIL, stop)):
            if self.words.integer(after) is not None or self.casualties(after):
                return None
            found, _ = self._bound(after, "after", stop)
            if found is not None:
                return found
        return None

    def _noun(self, at: int, stop: int, articled: bool) -> tuple[Noun, str | None, str, int] | None:
        """How those counted are named by the words at an index: kind, field, group and where the noun ends."""
        if at >= stop or self.tokens[at].kind != "word":
            return None
        form = self.words.form(at)
        if form == "من" and at + 1 < stop:
            inner = self._noun(at + 1, stop, articled=True)
            if inner is not None:
                # `47 من الضحايا` are some of those counted elsewhere.
                return None if inner[0] == "victim" else inner
            return ("bare", None, ALL, at) if self.tokens[at + 1].kind == "word" else None
        casualty = next((c for c in _casualties(form) if c.kind in {"victim", "state"}), None)
        if casualty is not None:
            return "victim" if casualty.kind == "victim" else "state", casualty.field, ALL, at + 1
        group = _group(form, articled)
        if form in words_of("member") and at + 1 < stop:
            group = _group(self.words.form(at + 1), articled=True) or group
        return ("people", None, group, at + 1) if group else None

    def _unknown(self, at: int) -> bool:
        """A word that names some group of people that the tables do not list; no length of time."""
        if self.tokens[at].kind != "word" or self.words.hits(at, "unit", clitics=True):
            return False
        sense = word(self.words.form(at)).group
        return sense is not None and not sense.split.preposition and not sense.head.casualty

    def _unspelt(self, index: int, sentence: range) -> Count | None:
        """One or two, said by the noun's own form: `قتيلان`, `مقتل شخص`."""
        form = self.words.form(index)
        if self.tokens[index].kind != "word":
            return None
        casualty = next((c for c in _casualties(form) if c.number in {"one", "two"}), None)
        known = _looked_up_people(form)
        number = casualty.number if casualty else known[1] if known else ""
        if number not in {"one", "two"} or self._annexed(index + 1, sentence.stop):
            return None
        if form.endswith("اخر") and not self.ends(index + 1, sentence.stop):
            return None
        kind: Noun = "people" if casualty is None else "victim" if casualty.kind == "victim" else "state"
        field = casualty.field if casualty else None
        group = known[0] if known else ALL
        value = 1 if number == "one" else 2
        return Count(value, None, "exact", index, index, index, index + 1, kind, field, group, spelt=False)

    def _annexed(self, index: int, stop: int) -> bool:
        """Whether a definite word follows a noun without article, which makes it somebody known: `مقتل مسؤول الأمن`."""
        if index >= stop or self.tokens[index].kind != "word" or self.words.hits(index, "weekday"):
            return False
        if self.words.form(index - 1).endswith(("ان", "ين")):
            return False  # a dual loses its last letter where it is annexed
        following = word(self.words.form(index))
        return following.definite and not following.preposition and self.words.form(index)[0] != "و" and following.skip == 0


_GROUP = 3
_SHORTEST = 3
"""Letters of the shortest word with a proclitic."""
_MARKS = frozenset({"part", "toll", "rise", "period", "none", "fell"})


def _proclitics(form: str) -> int:
    """How many letters before a number or noun are conjunction and preposition: `وبثلاثة`."""
    for split in splits(form):
        known = (
            split.stem in _lexicon().people or split.stem in _lexicon().casualties or split.stem in _lexicon().bounds
            or split.full in _numbers() or split.stem in _numbers()
        )  # fmt: skip
        if known:
            return split.skip
    return 0


def _group(form: str, articled: bool) -> str | None:
    """Which people a counted word means; with the article only after `عشرات` or `من`."""
    known = _looked_up_people(form, articled)
    if known is not None:
        return known[0]
    for split in splits(form):
        if split.preposition or split.conjunction or (split.article and not articled):
            continue
        if word(split.stem).nationality:
            return word(split.stem).nationality[0]
    return None


def _looked_up_people(form: str, articled: bool = False) -> tuple[str, str] | None:
    people = _lexicon().people
    for split in splits(form):
        if split.article and not articled:
            continue
        for stem in (split.stem, split.stem[:-1] if split.stem.endswith("ا") else ""):
            if stem in people:
                return people[stem]
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _casualties(form: str) -> tuple[Casualty, ...]:
    for split in splits(form) if form else ():
        found = _lexicon().casualties.get(split.stem)
        if found and _allowed(split, found):
            return found
    return ()


def _allowed(split: Split, found: tuple[Casualty, ...]) -> bool:
    return not (all(one.kind == "verb" for one in found) and (split.article or split.preposition))


def _looked_up(marks: dict[str, str], form: str) -> str | None:
    return next((marks[split.stem] for split in splits(form) if split.stem in marks), None) if form else None


@cache
def words_of(kind: str) -> frozenset[str]:
    """The folded words of a kind of count_words.tsv."""
    return frozenset(fold_word(row["word"]) for row in table("count_words") if row["kind"] == kind)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(fold_word(row["word"]) for row in table("number_words"))


@cache
def _lexicon() -> _Lexicon:
    casualties: dict[str, tuple[Casualty, ...]] = {}
    for row in table("casualty_words"):
        form = fold_word(row["word"])
        casualties[form] = (*casualties.get(form, ()), Casualty(row["field"], row["kind"], row["number"]))
    people: dict[str, tuple[str, str]] = {}
    for row in table("counted_people"):
        for number, cell in (("many", row["plural"]), ("two", row["dual"]), ("one", row["noun"])):
            for spelling in values(cell):
                people[fold_word(spelling)] = (row["who"], number)
    bounds: dict[str, tuple[tuple[tuple[str, ...], str, Bound, int], ...]] = {}
    for row in table("number_bounds"):
        first, *rest = forms(row["phrase"])
        bound: Bound = row["bound"]  # type: ignore[assignment]  # the table's test holds the column to these words
        bounds[first] = (*bounds.get(first, ()), (tuple(rest), row["place"], bound, int(row["value"] or 0)))
    marks = {fold_word(row["word"]): row["kind"] for row in table("count_words") if row["kind"] in _MARKS}
    return _Lexicon(casualties, people, bounds, marks)
