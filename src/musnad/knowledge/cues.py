"""Speech cues: the words by which an article lays a statement at somebody's door."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from musnad.knowledge.forms import FormIndex, Hit
from musnad.knowledge.tables import table, values
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Token
from musnad.types.vocabulary import SpeechAct, Stance

CueRole = Literal["speech", "source", "relay", "impersonal", "self", "distance"]


class Cue(NamedTuple):
    """One row of cues.tsv."""

    lemma: str
    pos: str
    role: CueRole
    complements: frozenset[str]
    act: SpeechAct
    stance: Stance
    event: bool


class CueHit(NamedTuple):
    """A cue in the text: tokens `first:last`, `skip` folded characters into the first; `word` is None for a phrase."""

    cue: Cue
    first: int
    last: int
    skip: int
    conjunction: str
    word: Hit | None


class CueIndex:
    """Finds the cues that start at a token: phrases first, then inflected verbs, participles and nouns."""

    def __init__(self) -> None:
        self._rows: dict[str, Cue] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for row in table("cues"):
            complements = frozenset(fold_word(value.removesuffix("+")) for value in values(row["complement"]))
            cue = Cue(
                row["lemma"], row["pos"], cast(CueRole, row["role"]), complements, cast(SpeechAct, row["act"]),
                cast(Stance, row["stance"]), row["event"] == "yes",
            )  # fmt: skip
            self._rows[cue.lemma] = cue
            if cue.pos == "phrase":
                first, *rest = (fold_word(word) for word in cue.lemma.split())
                self._phrases.setdefault(first, []).append((tuple(rest), cue))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda item: -len(item[0]))
        self._forms = FormIndex("cue")

    def at(self, tokens: Sequence[Token], index: int, stop: int) -> tuple[CueHit, ...]:
        """The cues that start at token `index`, the longest first; none of them reaches past `stop`."""
        form = tokens[index].form
        phrase = self._phrase(tokens, index, stop, form)
        if phrase is not None:
            return (phrase,)
        return tuple(
            CueHit(self._rows[hit.form.lemma], index, index + 1, hit.skip, hit.conjunction, hit)
            for hit in self._forms.hits(form)
        )

    def _phrase(self, tokens: Sequence[Token], index: int, stop: int, form: str) -> CueHit | None:
        for skip in (0, 1):
            if skip and (form[0] not in "وف" or len(form) == 1):
                break
            for rest, cue in self._phrases.get(form[skip:], ()):
                last = _follow(tokens, index + 1, stop, rest)
                if last:
                    return CueHit(cue, index, last, skip, form[:skip], None)
        return None


def _follow(tokens: Sequence[Token], index: int, stop: int, rest: tuple[str, ...]) -> int:
    """The index after the words `rest`; a final `ل+` asks for the preposition on the next word and does not consume it."""
    for form in rest:
        if form.endswith("+"):
            return index if index < stop and _begins_with(tokens[index].form, form[0]) else 0
        if index >= stop or tokens[index].form != form:
            return 0
        index += 1
    return index


def _begins_with(form: str, preposition: str) -> bool:
    return form == preposition or any(split.preposition == preposition and not split.conjunction for split in splits(form))


@cache
def cues() -> CueIndex:
    """The index of the package's cues, built once a process."""
    return CueIndex()
