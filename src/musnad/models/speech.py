"""Claims from the network's cues: what they govern, who speaks and through whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from musnad.models.forms import form_of
from musnad.models.labels import SORTERS
from musnad.models.phrases import clitics
from musnad.models.scores import Floats, Row, Scores, sigmoid, softmax
from musnad.models.scores import Span as Words
from musnad.naming.page import Page
from musnad.types import Claim, Link, Mention, Span
from musnad.types.vocabulary import ClaimForm, SpeechAct, Stance

_WIDEST = 12
"""Starts and ends of a content that are tried with each other, the likeliest."""
_WEIGHT = 0.1
"""Weight of one word inside a content beside the scores of its edges."""
_OUTSIDE = 0.35
"""Probability of standing in the content below which the cue's surroundings are cut out of it."""
_RELAYED = 0.6
_COMMAS = frozenset("،,")
_OPENING = frozenset('"«“‘(:،,؛.-–—')
_CLOSING = frozenset("،,؛.:-–—؟!")


@dataclass(frozen=True, slots=True)
class Speech:
    """Reads the claims of a page; `mentions` are those of the record to be, by their first words."""

    page: Page
    scores: Scores
    mentions: dict[int, Mention]
    outlet: str | None

    def claims(self) -> tuple[Claim, ...]:
        """All claims in the order of their cues."""
        found = [claim for cue in self.scores.spans("cue") if (claim := self._claim(cue)) is not None]
        return tuple(Claim(f"c{number}", *claim) for number, claim in enumerate(found, 1))

    def _claim(
        self, cue: Words
    ) -> tuple[tuple[Span, ...], Span, ClaimForm, str | None, tuple[Link, ...], SpeechAct, Stance, float, str] | None:
        content = self._content(cue)
        if not content:
            return None
        speakers, sure = self._speakers(cue.first)
        relays = self._relays(cue.first, {mention.entity for mention in speakers})
        links = [Link("outlet", name=self.outlet)]
        links += [Link("relay", mention.id, cue=self._governor(mention)) for mention in relays]
        links += [Link("speaker", mention.id) for mention in speakers]
        span = self.page.span(cue.first, cue.last, clitics(self.page, self.scores, cue.first))
        form = form_of(self.page, self.mentions, cue, content)
        act: SpeechAct = self._sorted("act", cue.first)  # type: ignore[assignment]  # the sorter's labels
        stance: Stance = self._sorted("stance", cue.first)  # type: ignore[assignment]  # the sorter's labels
        speaker = speakers[0].id if speakers else None
        return content, span, form, speaker, tuple(links), act, stance, cue.score * sure, "reader"

    def _sorted(self, head: str, word: int) -> str:
        return SORTERS[head][int(self.scores.head(head, word).argmax())]

    def _content(self, cue: Words) -> tuple[Span, ...]:
        """The likeliest stretch of words, without the cue and who stands around it where it is inside."""
        start, end = self.scores.row("start", cue.first), self.scores.row("end", cue.first)
        inside = self.scores.row("content", cue.first)
        chance = 1 / (1 + np.exp(-inside.scores))
        first, last = _stretch(start, end, inside)
        parts: list[tuple[int, int]] = []
        for word in range(first, last):
            out = cue.first <= word < cue.last or (chance[word - inside.begin] < _OUTSIDE and first < cue.first < last)
            if out:
                continue
            if parts and parts[-1][1] == word:
                parts[-1] = (parts[-1][0], word + 1)
            else:
                parts.append((word, word + 1))
        spans = [self._trimmed(*part, skips=part[0] == first) for part in parts]
        kept = [span for span in spans if span is not None]
        if len(kept) > 1:
            longest = max(span.end - span.start for span in kept)
            kept = [span for span in kept if (span.end - span.start) * 4 > longest]
        return tuple(kept)

    def _trimmed(self, first: int, last: int, skips: bool) -> Span | None:
        tokens = self.page.tokens
        begin = first
        while first < last and tokens[first].form in _OPENING and not self._balanced(first, last):
            first += 1
        while last > first and tokens[last - 1].form in _CLOSING:
            last -= 1
        if first >= last:
            return None
        skip = clitics(self.page, self.scores, first) if skips and first == begin else 0
        return self.page.span(first, last, skip)

    def _balanced(self, first: int, last: int) -> bool:
        """Whether a quotation mark that opens a content closes before its end: the quoted words are a part of it."""
        for quotation in self.page.quotations:
            if quotation.opening == first:
                return quotation.closing is not None and quotation.closing < last - 1
        return False

    def _speakers(self, cue: int) -> tuple[list[Mention], float]:
        """Who speaks, the likeliest first, and how sure that is; nobody where the network says so."""
        row = self.scores.row("speaker", cue)
        words = [word for word in self.mentions if row.at(word) > -np.inf]
        chances = softmax(np.array([*(row.at(word) for word in words), self.scores.none("speaker", cue)], np.float32))
        best = int(chances.argmax())
        if best == len(words):
            return [], float(chances[best])
        return self._joined(self.mentions[words[best]]), float(chances[best])

    def _joined(self, mention: Mention) -> list[Mention]:
        """A speaker with those that `و` joins to it, in text order: `مصادر أمنية وشهود عيان`."""
        joined = [mention]
        while (before := self._ending(joined[0])) is not None:
            joined.insert(0, before)
        while (after := self._starting(joined[-1])) is not None:
            joined.append(after)
        return joined

    def _ending(self, mention: Mention) -> Mention | None:
        """The mention to which `و` joins this one."""
        if not mention.prefix.startswith("و"):
            return None
        return next((m for m in self.mentions.values() if self._adjoin(m, mention)), None)

    def _starting(self, mention: Mention) -> Mention | None:
        """The mention that `و` joins to this one."""
        return next((m for m in self.mentions.values() if m.prefix.startswith("و") and self._adjoin(mention, m)), None)

    def _adjoin(self, one: Mention, other: Mention) -> bool:
        between = self.page.tokens[one.last : other.lead]
        return one.entity != other.entity and one.last <= other.lead and all(token.form in _COMMAS for token in between)

    def _relays(self, cue: int, speakers: set[str]) -> list[Mention]:
        """Who passes the words on, in text order, each entity once."""
        row = self.scores.row("relay", cue)
        best: dict[str, tuple[float, Mention]] = {}
        for word, mention in self.mentions.items():
            chance = sigmoid(row.at(word))
            if chance <= _RELAYED or mention.entity in speakers or self._own(mention):
                continue
            if chance > best.get(mention.entity, (0.0, mention))[0]:
                best[mention.entity] = (chance, mention)
        return sorted((mention for _, mention in best.values()), key=lambda mention: mention.span)

    def _own(self, mention: Mention) -> bool:
        """Whether a mention is the publishing outlet, where every chain begins: `لشبكة CNN` in a text of CNN."""
        table, _, name = (mention.key or "").partition(":")
        return table == "outlet" and bool(self.outlet) and str(self.outlet).startswith(name)

    def _governor(self, mention: Mention) -> Span | None:
        """The preposition or verb before a relaying source, which shows that it relays."""
        tokens = self.page.tokens
        if mention.prefix:
            start = tokens[mention.lead].start
            return Span(start, max(start + 1, mention.span.start if mention.lead == mention.first else start + 1))
        before = mention.lead - 1
        return Span(tokens[before].start, tokens[before].end) if before >= 0 and tokens[before].kind == "word" else None


def _stretch(start: Row, end: Row, inside: Row) -> tuple[int, int]:
    """The words `first:last` with the best sum of the scores of both edges and of the words between."""
    firsts, lasts = _log(start.scores), _log(end.scores)
    total = np.concatenate([[0.0], np.cumsum(np.clip(inside.scores, -4, 4))])
    best, found = -np.inf, (0, 0)
    for first in np.argsort(-firsts)[:_WIDEST]:
        for last in np.argsort(-lasts)[:_WIDEST]:
            if last < first:
                continue
            value = firsts[first] + lasts[last] + _WEIGHT * float(total[last + 1] - total[first])
            if value > best:
                best, found = value, (int(first), int(last) + 1)
    return start.begin + found[0], start.begin + found[1]


def _log(scores: Floats) -> Floats:
    return np.asarray(np.log(softmax(scores) + 1e-9), np.float32)
