"""Which outlet published an article, where its format does not say: by the address, a byline or a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from musnad.text.folding import fold_word

_MAX_WORDS = 6
_MAX_LENGTH = 80
_SEPARATOR = re.compile(r"[()\[\]{}«»“”\"|:/+،,]+|\s+[-–—]+\s*|[-–—]+\s+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_ABSENT = "-"
_YES = frozenset({"yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class KnownOutlets:
    """Names and addresses of outlets: folded name to Arabic name, domain to Arabic name.

    `agencies` are the Arabic names of news agencies, `generic` those that are everyday words too (`الحياة` "life").
    """

    names: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    agencies: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> KnownOutlets:
        """The outlets of a table with the columns name_ar, variants, name_en, kind, domains, generic (`-` means none).

        A name that two rows share belongs to the first.
        """
        names: dict[str, str] = {}
        domains: dict[str, str] = {}
        agencies, generic = set(), set()
        for row in rows:
            name = row["name_ar"]
            for spelling in (name, *_values(row.get("variants")), *_values(row.get("name_en"))):
                names.setdefault(_key(spelling), name)
            for domain in _values(row.get("domains")):
                domains.setdefault(_host(domain), name)
            if "agency" in row.get("kind", ""):
                agencies.add(name)
            if row.get("generic", _ABSENT) in _YES:
                generic.add(name)
        return cls(names, domains, frozenset(agencies), frozenset(generic))

    def named(self, name: str) -> str | None:
        """The Arabic name of the outlet that is called `name`, in any of its spellings."""
        return self.names.get(_key(name)) if len(name) <= _MAX_LENGTH else None

    def at(self, url: str | None) -> str | None:
        """The Arabic name of the outlet whose domain, or a domain above it, is in the address."""
        labels = _host(url or "").split(".")
        for start in range(len(labels) - 1):
            name = self.domains.get(".".join(labels[start:]))
            if name is not None:
                return name
        return None

    def signing(self, text: str) -> str | None:
        """The outlet that a line of its own names at the head or the end of the text, or None.

        Lines read: the first three and the last two that are not empty, of at most six words each. The name is the
        whole line (`العربية`, `(رويترز)`) or the first or last part of it beside a place or a label
        (`دبي - العربية.نت`, `المصدر: رويترز`); a generic name is no first part (`الحياة: صراع`). An outlet goes
        before an agency, since a byline often names the agency whose wire the outlet prints; else the first found.
        """
        found = [name for line in _outer_lines(text) if (name := self._in_line(line)) is not None]
        return next((name for name in found if name not in self.agencies), found[0] if found else None)

    def _in_line(self, line: str) -> str | None:
        if len(line) > _MAX_LENGTH or len(line.split()) > _MAX_WORDS:
            return None
        parts = [part for part in _SEPARATOR.split(line) if part.strip()]
        for part in (line, *parts[-1:]):
            name = self.named(part)
            if name is not None:
                return name
        first = self.named(parts[0]) if parts else None
        return None if first in self.generic else first


def _values(cell: str | None) -> list[str]:
    return [] if cell is None or cell == _ABSENT else cell.split("|")


def _key(name: str) -> str:
    return _EDGES.sub("", " ".join(fold_word(name).split()))


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _outer_lines(text: str) -> Iterator[str]:
    """The first three and the last two lines with something in them; only the ends of the text are looked at."""
    yield from [line for line in text.split("\n", 8)[:8] if line.strip()][:3]
    yield from [line for line in text.rsplit("\n", 4)[-4:] if line.strip()][-2:]
