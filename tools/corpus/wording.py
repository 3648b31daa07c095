"""What can be checked of a line against its text: offsets, digest, edges of spans, clitics, names that were passed over.

Arabic writes conjunctions and prepositions onto the next word; the guidelines leave them outside of spans. Whether the first
letter of `وروسيا` is one cannot be seen in the word alone, but shows where the article also writes `روسيا`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from tools.corpus.articles import Article
from tools.corpus.layout import Line
from tools.corpus.shape import Finding

from musnad.text.folding import fold_word

CLITICS = "وفبلكس"
TATWEEL = "ـ"
NAMED = frozenset({"person", "organization", "place"})
CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "’": "‘"}
EDGES_ALLOWED = frozenset("%٪#")
"""Marks that belong to their phrase: a share and a hashtag."""
LONE_CUES = frozenset({":"})
"""The cue of a headline such as `فلان: …` is its colon."""
EVEN = ('"', "'")
"""Quotation marks that open and close alike."""
UNCLOSED = "an opened quotation mark or bracket is not closed"
"""Doubtful only: the press forgets closing marks."""
SHORTEST_NAME = 4
"""Characters: shorter names are too often the beginning or end of another word."""


def findings(line: Line, article: Article) -> list[Finding]:
    """All problems and doubts of a line that show when its text is at hand; of a line for another text only that."""
    document = article.document
    stated = {
        "sha256": document.sha256,
        "source": article.source,
        "outlet": document.outlet,
        "published": document.published,
    }
    wrong = [key for key, value in stated.items() if line[key] != value]
    if wrong:
        return [Finding(line["id"], "line", f"differs from the article in {', '.join(wrong)}")]
    inspection = _Inspection(line, document.text)
    too_far = list(inspection.offsets())
    return too_far or [*inspection.edges(), *inspection.clitics(), *inspection.nesting(), *inspection.passed_over()]


def edge_fault(text: str, *, balanced: bool = True) -> str | None:
    """What is wrong with the first and last character of a span's text, None when nothing is.

    A quotation mark or bracket may close a span when it opens inside (`وكالة "فرانس برس"`), but not wrap it.
    """
    if text != text.strip():
        return "white space at an edge"
    if _wrapped(text):
        return "brackets or quotation marks around all of it"
    even = all(text.count(opening) == text.count(closing) for opening, closing in CLOSING.items())
    even = even and all(text.count(mark) % 2 == 0 for mark in EVEN)
    for character in (text[0], text[-1]):
        if character in EDGES_ALLOWED or unicodedata.category(character)[0] != "P":
            continue
        if not even or character not in {*EVEN, *CLOSING, *CLOSING.values()}:
            return f"{character} at an edge"
    return None if even or not balanced else UNCLOSED


def _wrapped(text: str) -> bool:
    if len(text) < 2:
        return False
    inner = text[1:-1]
    if text[0] == text[-1] == '"':
        return '"' not in inner
    return CLOSING.get(text[0]) == text[-1] and text[0] not in inner and text[-1] not in inner


def _letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


class _Inspection:
    """Looks at the spans of one line in its text."""

    def __init__(self, line: Line, text: str) -> None:
        self.line, self.text = line, text
        self.entities = {entity["id"]: entity for entity in line["entities"]}

    def _found(self, where: str, message: str, *, certain: bool = True) -> Finding:
        return Finding(self.line["id"], where, message, certain)

    def _of(self, span: Mapping[str, int]) -> str:
        return self.text[span["start"] : span["end"]]

    def _named(self, mention: Mapping[str, Any]) -> bool:
        """Whether the mention has a word of its entity's name; `الرئيس الأمريكي` for a person known by name has none."""
        entity = self.entities[mention["entity"]]
        shared = set(fold_word(entity["name_ar"]).split()) & set(fold_word(self._of(mention)).split())
        return entity["kind"] in NAMED and bool(shared)

    def _spans(self) -> Iterator[tuple[str, str, Mapping[str, int]]]:
        for layer in ("mentions", "times"):
            yield from ((layer, item["id"], item) for item in self.line[layer])
        for claim in self.line["claims"]:
            yield from (("content", f"{claim['id']} content", span) for span in claim["content"])
            if claim["cue"] is not None:
                yield "cue", f"{claim['id']} cue", claim["cue"]
        yield from (("anchor", f"{event['id']} anchor", event["anchor"]) for event in self.line["events"])

    def offsets(self) -> Iterator[Finding]:
        for _, where, span in self._spans():
            if span["end"] > len(self.text):
                yield self._found(where, f"ends at {span['end']}, the text at {len(self.text)}")

    def edges(self) -> Iterator[Finding]:
        for layer, where, span in self._spans():
            words = self._of(span)
            if layer == "cue" and words in LONE_CUES:
                continue
            fault = edge_fault(words, balanced=layer != "content")
            if fault is not None:
                yield self._found(where, f"{fault}: {_shown(words)}", certain=fault != UNCLOSED)
            before = re.search(r"[^\W\d_]*$", self.text[: span["start"]])
            if before and _letter(words[0]) and before.group().strip(CLITICS + TATWEEL) not in ("", "ال", "ع"):
                yield self._found(where, f"begins inside a word: {before.group()}·{_shown(words)}", certain=False)
            if _letter(words[-1]) and self.text[span["end"] : span["end"] + 1].isalpha():
                yield self._found(where, f"ends inside a word: {_shown(words)}", certain=False)

    def clitics(self) -> Iterator[Finding]:
        spellings: dict[str, set[str]] = {}
        for mention in self.line["mentions"]:
            names = spellings.setdefault(mention["entity"], {fold_word(self.entities[mention["entity"]]["name_ar"])})
            names.add(fold_word(self._of(mention)))
        for mention in self.line["mentions"]:
            words, names = fold_word(self._of(mention)), spellings[mention["entity"]]
            official = fold_word(self.entities[mention["entity"]]["name_ar"])
            fused = words.startswith("ل") and self.text[: mention["start"]].endswith("ل")
            if words == official or fused:
                # `للمعتقلين` has the article's letter in the span: `لمعتقلين`, which is no clitic before `معتقلين`.
                continue
            if words.startswith("لل") and "ا" + words[1:] in names:
                yield self._found(mention["id"], f"the preposition stands in the span: {_shown(words)}")
            for length in (1, 2):
                if not words[:length].strip(CLITICS) and words[length:] in names and len(words) > length + 1:
                    yield self._found(mention["id"], f"a clitic stands in the span: {_shown(words)}")

    def nesting(self) -> Iterator[Finding]:
        named = [mention for mention in self.line["mentions"] if self._named(mention)]
        for inner in named:
            for outer in named:
                if inner is not outer and outer["start"] <= inner["start"] and inner["end"] <= outer["end"]:
                    yield self._found(
                        f"{inner['id']} in {outer['id']}", f"a name in a name: {self._of(outer)}", certain=False
                    )

    def passed_over(self) -> Iterator[Finding]:
        taken = [(mention["start"], mention["end"]) for mention in self.line["mentions"]]
        names = {self._of(mention) for mention in self.line["mentions"] if self._named(mention)}
        for name in sorted(name for name in names if len(name) >= SHORTEST_NAME):
            for match in re.finditer(rf"(?<!\w)[{CLITICS}]{{0,2}}(?P<name>{re.escape(name)})(?!\w)", self.text):
                start, end = match.span("name")
                if not any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
                    yield self._found(f"text {start}–{end}", f"a name passed over: {name}", certain=False)


def _shown(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:20]} … {words[-20:]}"
