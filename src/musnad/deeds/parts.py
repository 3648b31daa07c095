"""Which deed is a part or an outcome of which: `أسفر الهجوم عن مقتل …`, `قتل ثلاثة في غارة`."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.knowledge.phrases import phrases
from musnad.naming.page import Page
from musnad.types import Event, Sentence

_WHOLES = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})
_PARTS = frozenset({"ASSAULT", "COERCE"})
_CAUSE = 3
"""How many words after `جراء`, `في` the deed may stand that brought the other about."""
_OUTCOME = 7
"""How many words after `أسفر عن`, or after an outcome before it, an outcome may stand."""
_FARTHEST = 25


@dataclass(frozen=True, slots=True)
class Parts:
    """Reads the parts of the deeds of a document; `firsts` are the first tokens of the anchors by event id."""

    page: Page
    events: tuple[Event, ...]
    firsts: dict[str, int]

    def of(self, sentence: Sentence) -> dict[str, str]:
        """For the events of a sentence that are part or outcome of another: that other's id by theirs."""
        inside = sorted(
            (event for event in self.events if sentence.first <= self.firsts[event.id] < sentence.last),
            key=lambda event: self.firsts[event.id],
        )
        found: dict[str, str] = {}
        if len(inside) < 2:  # noqa: PLR2004 - a whole and a part
            return found
        index = phrases("outcome_words")
        for at in range(sentence.first, sentence.last):
            for hit in index.at(self.page.tokens, at, sentence.last):
                side = hit.phrase.row["side"]
                pair = self._outcome(inside, at, hit.last) if side == "outcome" else self._cause(inside, at, hit.last)
                if pair is not None:
                    for part in self._joined(inside, pair[1]):
                        if part.id != pair[0].id and pair[0].id not in found:
                            found.setdefault(part.id, pair[0].id)
                break
        return found

    def _outcome(self, inside: list[Event], at: int, after: int) -> tuple[Event, Event] | None:
        before = [e for e in inside if self._at(e) < at and at - self._at(e) <= _FARTHEST and e.type in _WHOLES]
        # a verb of outcome may have its subject after it: `أسفر الهجوم عن مقتل`
        inner = [e for e in inside if after <= self._at(e) <= after + 1 and e.type in _WHOLES]
        whole = inner[0] if inner else (before[-1] if before else None)
        if whole is None:
            return None
        start = max(after, self._at(whole) + 1)
        parts = [e for e in inside if start <= self._at(e) < start + _OUTCOME and e.type in _PARTS and e.id != whole.id]
        return (whole, parts[0]) if parts else None

    def _cause(self, inside: list[Event], at: int, after: int) -> tuple[Event, Event] | None:
        wholes = [e for e in inside if after <= self._at(e) < after + _CAUSE and e.type in _WHOLES]
        parts = [e for e in inside if self._at(e) < at and at - self._at(e) <= _FARTHEST and e.type in _PARTS]
        if not wholes or not parts or self._listed(self._at(parts[-1]), at):
            return None
        return wholes[0], parts[-1]

    def _listed(self, first: int, last: int) -> bool:
        """Whether a new item of a list begins between two words: `5 حالات اغتيال، و3 حالات وفاة جراء التعذيب`."""
        tokens = self.page.tokens
        return any(tokens[n].form in {"،", ","} and tokens[n + 1].form[:1] == "و" for n in range(first, last - 1))

    def _joined(self, inside: list[Event], part: Event) -> list[Event]:
        """An outcome with those joined to it: `مقتل ثلاثة وإصابة خمسة`, before it and after."""
        place = inside.index(part)
        found = [part]
        for later in inside[place + 1 :]:
            if not self._adjoins(found[-1], later):
                break
            found.append(later)
        for earlier in reversed(inside[:place]):
            if not self._adjoins(earlier, found[0]):
                break
            found.insert(0, earlier)
        return found

    def _adjoins(self, one: Event, other: Event) -> bool:
        first, second = self._at(one), self._at(other)
        return (
            second - first <= _OUTCOME
            and self.page.tokens[second].form[:1] == "و"
            and other.type in _PARTS
            and one.type in _PARTS
        )

    def _at(self, event: Event) -> int:
        return self.firsts[event.id]
