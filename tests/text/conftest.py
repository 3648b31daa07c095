"""Text that tries the folding: Arabic in every spelling, marks, controls, lone surrogates, and anything else."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

PIECES = (
    "أعلن", "اعـــلن", "أعْلَنَ", "إيران", "آسيا", "ٱلله", "سـ", "ﻻ", "ﷲ", "ﷺ", "ﻋﺮﺑﻲ", "علی", "کرد", "١٢٣", "۴۵",
    "Reuters", "ＡＢ", "½",
    "\u0640", "\u064b", "\u0651", "\u0670", "\u200f", "\u202b", "\u202c", "\u2067", "\u200d", "\ufeff", "\u00ad",
    "\ud800", "\udfff",
    " ", "\n", "\t", "#", "_", "،", "؛", "؟", "…", "...", "«", "»", "“", "”", '"', "٪", "😀", "𞸀", "\u0300", "ß", "İ", "ﬁ",
)  # fmt: skip


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    """Texts of such pieces, or of any code points at all."""
    anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
    return st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | anything
