"""The kinds of input that run.py feeds: how each is made from a seeded generator."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_WORDS = (
    "قال وزير الخارجية اليوم إن الوفد وصل إلى العاصمة صباحا وإن المحادثات تبدأ غدا بحسب بيان للوزارة وأضاف نأمل أن "
    "تنتهي إلى اتفاق بين الجانبين في المدينة التي قصفتها الطائرات أمس رغم الهدنة"
).split()
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
_BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
_ENCODINGS = ("utf-8", "cp1256", "utf-16-le", "utf-16-be", "iso8859-6", "utf-8-sig", "utf-16", "utf-32", "latin-1")
_BEGINNINGS = (
    b"",
    b"<html><body><p>",
    b'{"text": "',
    b"\x1f\x8b\x08\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[{",
    b"%PDF-1.7\n",
)
_TAGS = ("div", "span", "p", "table", "ul", "b", "blockquote", "section", "font", "a")
_LONG_LINE = 10_000_000


@dataclass(frozen=True)
class Fuzzed:
    """One input; `unreadable` when nothing in it can be read, so that a problem is the only right answer."""

    data: bytes
    unreadable: bool = False


@dataclass(frozen=True)
class Kind:
    """How a class of inputs is made, its share of all inputs, and the most of them to make."""

    make: Callable[[Random], Fuzzed]
    share: float
    most: int | None = None


def _prose(rng: Random, words: int) -> str:
    return " ".join(rng.choice(_WORDS) + rng.choice(("", "", "", "،", ".", "\n")) for _ in range(words))


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _spoiled(rng: Random, data: bytes) -> bytes:
    spoiled = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
    return bytes(spoiled)


def _random_bytes(rng: Random) -> Fuzzed:
    return Fuzzed(rng.choice(_BEGINNINGS) + rng.randbytes(rng.randrange(3000)))


def _truncated_utf8(rng: Random) -> Fuzzed:
    data = _prose(rng, rng.randrange(1, 120)).encode()
    return Fuzzed(data[rng.randrange(3) : rng.randrange(len(data) + 1)])


def _mixed_encodings(rng: Random) -> Fuzzed:
    parts = [_prose(rng, rng.randrange(1, 40)).encode(rng.choice(_ENCODINGS), "replace") for _ in range(rng.randrange(1, 4))]
    return Fuzzed(b"\n".join(parts))


def _mojibake(rng: Random) -> Fuzzed:
    data = _prose(rng, rng.randrange(1, 60)).encode()
    for _ in range(rng.randrange(1, 3)):
        data = _cut(rng, data).decode(rng.choice(("cp1256", "latin-1")), "replace").encode()
    return Fuzzed(data)


def _long_line(rng: Random) -> Fuzzed:
    unit = rng.choice((_prose(rng, 500).replace("\n", " "), "ا" * 1000, "<p>كلمة", '"' * 100, "ًٌ", "a"))
    text = (unit * (_LONG_LINE // len(unit.encode()) + 1)).encode()[:_LONG_LINE]
    return Fuzzed(rng.choice((text, b'{"text": "' + text + b'"}', b"<html><body><p>" + text)))


def _nested_html(rng: Random) -> Fuzzed:
    depth = int(10 ** rng.uniform(1, 5))
    tag = rng.choice(_TAGS)
    closing = f"</{tag}>" * rng.choice((0, depth))
    return Fuzzed(f"<html><body>{f'<{tag}>' * depth}<p>{_prose(rng, 30)}</p>{closing}".encode())


def _broken_html(rng: Random) -> Fuzzed:
    body = "".join(f"<p class=c>{_prose(rng, 20)}</p>" for _ in range(rng.randrange(1, 6)))
    page = f'<!DOCTYPE html><html><head><meta charset="{rng.choice(_ENCODINGS)}"><title>{_prose(rng, 5)}</title></head>'
    return Fuzzed(_cut(rng, _spoiled(rng, f"{page}<body><article>{body}</article></body></html>".encode())))


def _only_marks(rng: Random) -> Fuzzed:
    return Fuzzed("".join(rng.choices(_MARKS + " \n", k=rng.randrange(400))).encode(), unreadable=True)


def _only_controls(rng: Random) -> Fuzzed:
    return Fuzzed("".join(rng.choices(_BIDI + " \n", k=rng.randrange(400))).encode(), unreadable=True)


def _no_letters(rng: Random) -> Fuzzed:
    return Fuzzed(
        "".join(rng.choices("0123456789٠١٢٣.,؟!«»()-/\x00\x01\t \n", k=rng.randrange(400))).encode(), unreadable=True
    )


def _value(rng: Random, depth: int = 0) -> object:
    simple = (None, True, 17, -1.5, float("nan"), "", _prose(rng, 4), "\ud800", "2017-01-10", "x" * 300)
    if depth > 2 or rng.random() < 0.6:
        return rng.choice(simple)
    if rng.random() < 0.5:
        return [_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    keys = ("id", "text", "title", "published", "outlet", "url", "document", "غير")
    return {key: _value(rng, depth + 1) for key in rng.sample(keys, rng.randrange(5))}


def _broken_jsonl(rng: Random) -> Fuzzed:
    lines = []
    for _ in range(rng.randrange(1, 8)):
        keys = {
            "id": _value(rng),
            "text": rng.choice((_prose(rng, 20), _value(rng))),
            "published": _value(rng),
            "title": _value(rng),
        }
        line = json.dumps(rng.choice((keys, _value(rng))), ensure_ascii=rng.random() < 0.5).encode("utf-8", "replace")
        lines.append(rng.choice((line, line, _cut(rng, line), _spoiled(rng, line), b"[" * rng.randrange(1, 20_000))))
    return Fuzzed(b'{"text": "' + b"\n".join(lines) if rng.random() < 0.1 else b"\n".join(lines))


def _surrogates(rng: Random) -> Fuzzed:
    escapes = "".join(f"\\u{rng.randrange(0xD800, 0xE000):04x}" for _ in range(rng.randrange(1, 20)))
    if rng.random() < 0.3:
        return Fuzzed(f'{{"id": "{escapes}", "text": "... {escapes[:6]}"}}'.encode(), unreadable=True)
    words = _prose(rng, 9).replace("\n", " ")
    return Fuzzed(f'{{"title": "{escapes}", "text": "{words} {escapes}", "url": "{escapes}"}}'.encode())


def _broken_gzip(rng: Random) -> Fuzzed:
    text = _prose(rng, rng.randrange(1, 400))
    line = json.dumps({"text": text}, ensure_ascii=False)
    data = gzip.compress(rng.choice((text, f"{line}\n{line}", f"<html><p>{text}</p>")).encode(), mtime=0)
    return Fuzzed(rng.choice((_cut(rng, data), _spoiled(rng, data), data + rng.randbytes(20))))


CLASSES: dict[str, Kind] = {
    "random bytes": Kind(_random_bytes, 0.16),
    "truncated UTF-8": Kind(_truncated_utf8, 0.12),
    "mixed encodings": Kind(_mixed_encodings, 0.12),
    "mojibake": Kind(_mojibake, 0.08),
    "10 MB single lines": Kind(_long_line, 0.001, most=10),
    "nested HTML": Kind(_nested_html, 0.049),
    "broken HTML": Kind(_broken_html, 0.12),
    "only diacritics": Kind(_only_marks, 0.05),
    "only bidi controls": Kind(_only_controls, 0.05),
    "no letters": Kind(_no_letters, 0.05),
    "broken JSONL": Kind(_broken_jsonl, 0.1),
    "lone surrogates": Kind(_surrogates, 0.05),
    "broken gzip": Kind(_broken_gzip, 0.05),
}
"""The classes of inputs; their shares add up to one."""
