"""The two languages of the pages: their messages, plural forms, numerals and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from musnad.knowledge.tables import table

Code = Literal["ar", "en"]
CODES: Final[tuple[Code, ...]] = ("ar", "en")
"""Arabic first: it is the language of the texts."""

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MONTH = len("2018-04")


class Language:
    """One language of the interface. Messages are rows of data/interface/messages.tsv."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.direction: Literal["rtl", "ltr"] = "rtl" if code == "ar" else "ltr"
        self._locale = Locale(code)
        self._messages = _messages()[code]
        self._numerals = "arab" if code == "ar" else "latn"

    def __call__(self, key: str, /, **values: object) -> Markup:
        """The message of a key with its `{values}`, escaped; a value in a right-to-left message stands isolated."""
        return Markup(self._messages[key]).format(**values)  # noqa: S704  (messages are the package's own)

    def has(self, key: str) -> bool:
        """Whether there is a message of that key."""
        return key in self._messages

    def term(self, kind: str, code: str | None) -> str:
        """The word for a coded value: `term("type", "ASSAULT")`; the code itself where there is none."""
        return self._messages.get(f"{kind}.{code}", code or "") if code else ""

    def count(self, key: str, number: int) -> Markup:
        """A number with what it counts in the right plural form: `٣ وثائق`, `11 documents`.

        Arabic has six forms (CLDR plural rules); the message of one or two may leave the number out.
        """
        form = self._locale.plural_form(number)
        message = self._messages.get(f"{key}.{form}") or self._messages[f"{key}.other"]
        return Markup(message).format(n=self.number(number))  # noqa: S704  (messages are the package's own)

    def number(self, value: float) -> str:
        """A number in the numerals of the language."""
        return self.plain(format_decimal(value, locale=self._locale, numbering_system=self._numerals))

    def plain(self, value: object) -> str:
        """Digits in the numerals of the language, without grouping: years, offsets, page numbers."""
        return str(value).translate(_ARABIC_DIGITS) if self.code == "ar" else str(value)

    def share(self, value: float) -> str:
        """A share as a percentage."""
        return self.plain(format_percent(value, locale=self._locale, numbering_system=self._numerals))

    def day(self, given: str | None) -> str:
        """An ISO date, month or year as people write it: `١٢ أبريل ٢٠١٨`; what is none of these as it is."""
        if not given:
            return ""
        try:
            if len(given) == _MONTH:
                return self.plain(format_date(date.fromisoformat(f"{given}-01"), "MMMM y", locale=self._locale))
            return self.plain(format_date(date.fromisoformat(given), "d MMMM y", locale=self._locale))
        except ValueError:
            return self.plain(given)

    def days(self, earliest: str | None, latest: str | None) -> str:
        """A range of days."""
        if not earliest or not latest or earliest == latest:
            return self.day(earliest or latest)
        return f"{self.day(earliest)} – {self.day(latest)}"

    def country(self, code: str | None) -> str:
        """The name of a country by its ISO 3166-1 alpha-3 code."""
        return _countries().get(code or "", {}).get(self.code, code or "")

    def named(self, who: Mapping[str, object] | None) -> str:
        """The name of somebody or somewhere in this language, else the Arabic one, which every record has."""
        if who is None:
            return ""
        english = who.get("name_en") if self.code == "en" else None
        return str(english or who.get("name_ar") or "")


@cache
def language(code: Code) -> Language:
    """The language of a code."""
    return Language(code)


@cache
def _messages() -> Mapping[Code, Mapping[str, str]]:
    rows = list(table("interface/messages"))
    return {code: {row["key"]: row[code] for row in rows if row[code]} for code in CODES}


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    return {row["iso3"]: {"ar": row["name_ar"], "en": row["name_en"]} for row in table("countries")}
