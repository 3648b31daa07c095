"""Event anchors: the words that name a deed, with PLOVER's type and how its parties are marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from musnad.knowledge.forms import FormIndex, Hit
from musnad.knowledge.tables import table, values
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Token
from musnad.types.vocabulary import QuadClass

Party = Literal["actor", "recipient", "place", "either"]

_REACH = 6
"""Words in which the rest of a verb phrase may follow its verb: the subject stands between (`أطلق الجيش النار`)."""


class Anchor(NamedTuple):
    """One row of anchors.tsv; `parties` maps a marker (`subj`, `obj`, `gen`, a preposition) to who it marks."""

    lemma: str
    pos: str
    type: str
    mode: str | None
    parties: dict[str, Party]
    reciprocal: bool
    human: bool
    marker: str
    objects: frozenset[str]
    context: tuple[str, ...]
    status: str


class AnchorHit(NamedTuple):
    """An anchor in the text: tokens `first:last`, `skip` folded characters into the first; `word` is its inflection.

    A weak one lacks the words beside it that its row asks for: it can only take up a deed told before.
    """

    anchor: Anchor
    first: int
    last: int
    skip: int
    word: Hit | None
    weak: bool = False


class Scale(NamedTuple):
    """PLOVER's quad class and conflict-cooperation score of a type and mode."""

    quad: QuadClass
    intensity: float


class AnchorIndex:
    """Finds the anchors that start at a token: phrases, then inflected words."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Anchor]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Anchor]]] = {}
        self._verb_phrases: dict[str, list[tuple[tuple[str, ...], Anchor]]] = {}
        for row in table("anchors"):
            anchor = _anchor(row)
            first, *rest = anchor.lemma.split()
            words = tuple(fold_word(word) for word in rest)
            if anchor.pos == "verb_phrase":
                self._verb_phrases.setdefault(first, []).append((words, anchor))
            elif anchor.pos == "phrase":
                for spelling in (anchor.lemma, *values(row["plural"])):
                    head, *tail = (fold_word(word) for word in spelling.split())
                    self._phrases.setdefault(head, []).append((tuple(tail), anchor))
            else:
                self._rows.setdefault(anchor.lemma, []).append(anchor)
        for phrases in (*self._phrases.values(), *self._verb_phrases.values()):
            phrases.sort(key=lambda item: -len(item[0]))
        self._forms = anchor_forms()

    def at(self, tokens: Sequence[Token], index: int, stop: int) -> list[AnchorHit]:
        """The anchors that may start at token `index`, phrases first; conditions on parties are not checked here."""
        form = tokens[index].form
        hits = self._forms.hits(form)
        found = self._fixed(tokens, index, stop, form)
        for hit in hits:
            if hit.form.pos == "verb_phrase":
                found.extend(self._spread(tokens, index, stop, hit))
            else:
                found.extend(
                    AnchorHit(anchor, index, index + 1, hit.skip, hit, weak=not fits)
                    for anchor in self._rows.get(hit.form.lemma, ())
                    if anchor.pos == hit.form.pos and ((fits := _fits(tokens, index, stop, anchor)) or hit.article)
                )
        return found

    def _fixed(self, tokens: Sequence[Token], index: int, stop: int, form: str) -> list[AnchorHit]:
        for split in splits(form):
            for key in {split.full, split.stem}:
                for rest, anchor in self._phrases.get(key, ()):
                    last = index + 1 + len(rest)
                    if last <= stop and all(_same(tokens[index + 1 + n].form, word) for n, word in enumerate(rest)):
                        return [AnchorHit(anchor, index, last, split.skip, None)]
        return []

    def _spread(self, tokens: Sequence[Token], index: int, stop: int, hit: Hit) -> list[AnchorHit]:
        for rest, anchor in self._verb_phrases.get(hit.form.lemma, ()):
            position = index + 1
            for word in rest:
                end = min(stop, position + _REACH)
                position = next((n + 1 for n in range(position, end) if _same(tokens[n].form, word)), 0)
                if not position:
                    break
            if position and not self._named_by_noun(tokens[position - 1].form, anchor.type):
                return [AnchorHit(anchor, index, index + 1, hit.skip, hit)]
        return []

    def _named_by_noun(self, form: str, kind: str) -> bool:
        """Whether the noun of a light verb names the deed by itself: in `شنت غارات` the anchor is `غارات`."""
        return any(
            anchor.type == kind
            for hit in self._forms.hits(form)
            if hit.form.pos == "noun"
            for anchor in self._rows.get(hit.form.lemma, ())
        )


def _same(form: str, word: str) -> bool:
    return form == word or form == "ال" + word or "ال" + form == word


def _fits(tokens: Sequence[Token], index: int, stop: int, anchor: Anchor) -> bool:
    if anchor.objects:
        near = tokens[index + 1 : min(stop, index + 6)]
        return any(split.stem in anchor.objects for token in near if token.kind == "word" for split in splits(token.form))
    if anchor.marker:
        near = tokens[index + 1 : min(stop, index + 12)]
        return any(marked(token.form, anchor.marker) for token in near)
    return True


def marked(form: str, marker: str) -> bool:
    """Whether a folded word is a preposition or carries it as a clitic."""
    if form == marker:
        return True
    return len(marker) == 1 and form[0] == marker and any(split.preposition == marker for split in splits(form))


def _anchor(row: dict[str, str]) -> Anchor:
    parties: dict[str, Party] = {}
    for part in filter(None, row["roles"].split(",")):
        marker, _, party = part.partition("=")
        parties.setdefault(fold_word(marker) if marker not in {"subj", "obj", "gen"} else marker, cast(Party, party))
    kind, _, argument = row["needs"].partition(":")
    return Anchor(
        row["lemma"], row["pos"], row["type"], row["mode"] or None, parties, row["reciprocal"] == "yes",
        kind == "human", fold_word(argument) if kind == "marker" else "",
        frozenset(fold_word(word).removeprefix("ال") for word in argument.split("|")) if kind == "obj" else frozenset(),
        values(row["context"]), row["status"],
    )  # fmt: skip


@cache
def anchor_forms() -> FormIndex:
    """The inflected forms of the anchors, built once a process."""
    return FormIndex("anchor")


@cache
def anchors() -> AnchorIndex:
    """The index of the package's anchors, built once a process."""
    return AnchorIndex()


@cache
def scales() -> dict[tuple[str, str], Scale]:
    """PLOVER's scale by type and mode ("" for the type without a mode)."""
    return {
        (row["type"], row["mode"]): Scale(cast(QuadClass, row["quad"]), float(row["intensity"]))
        for row in table("event_types")
    }


@cache
def cameo_codes() -> dict[tuple[str, str, str], str]:
    """The most general CAMEO code by PLOVER type, mode and context ("" for none)."""
    found: dict[tuple[str, str, str], str] = {}
    for row in table("cameo"):
        for context in (*values(row["context"]), ""):
            key = (row["type"], row["mode"], context)
            if key not in found or len(row["code"]) < len(found[key]):
                found[key] = row["code"]
    return found


@cache
def clause_words() -> dict[str, frozenset[str]]:
    """The classes of the small words that shape a clause (clause_words.tsv), by folded form."""
    found: dict[str, set[str]] = {}
    for row in table("clause_words"):
        found.setdefault(fold_word(row["word"]), set()).add(row["class"])
    return {form: frozenset(classes) for form, classes in found.items()}
