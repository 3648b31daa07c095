"""Mojibake: mended when it is certain, else left as it is."""

from __future__ import annotations

import ftfy.bad_codecs  # noqa: F401  (registers the sloppy-windows codecs)
import pytest

from musnad.ingest import decode
from musnad.ingest.mending import mend


@pytest.mark.parametrize("codec", ["cp1256", "sloppy-windows-1252", "latin-1"])
def test_utf_8_read_in_a_code_page_is_mended(body: str, codec: str) -> None:
    mended = mend(body.encode().decode(codec))
    assert mended is not None
    assert mended.text == body


def test_the_signature_forms() -> None:
    assert [m.text for m in map(mend, ("ط§ظ„ظ…ط¬ظ„ط³", "Ø§Ù„Ù…Ø¬Ù„Ø³")) if m] == ["المجلس", "المجلس"]


def test_a_mended_file_says_so(body: str) -> None:
    decoded = decode(body.encode().decode("cp1256").encode(), "a.txt")
    assert decoded.text == body
    assert [p.kind for p in decoded.problems] == ["mended-text"]


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الخارجية اليوم",
        "plain English",
        "Jérôme à la fenêtre",
        "cafÃ©",
        "المجلس Ø§Ù„Ù…Ø¬Ù„Ø³",
        "ط§ظ„ظ…ط¬ظ„ط³ الأعلى",
        "ط§ظ„ظ…ط¬ظ„ط",
        "Ø§Ù… Ù",
    ],
    ids=["Arabic", "English", "French", "French mojibake", "beside Arabic", "half", "cut", "cut in Latin"],
)
def test_the_uncertain_is_left(text: str) -> None:
    assert mend(text) is None
