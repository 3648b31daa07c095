"""Words and one reading of what is written onto them (clitics.tsv)."""

from __future__ import annotations

from musnad.text.clitics import splits, suffixed
from musnad.text.folding import fold_word

EMPTY = "-"


def test_clitics(row: dict[str, str]) -> None:
    form = fold_word(row["word"])
    stated = {key: "" if value == EMPTY else value for key, value in row.items()}
    readings = [
        (split.conjunction, split.preposition, "yes" if split.article else "no", row["word"][split.skip :], bare, pronoun)
        for split in splits(form)
        for bare, pronoun in suffixed(split.stem)
        if split.stem == row["stem"]
    ]
    columns = ("conjunction", "preposition", "article", "phrase", "bare", "pronoun")
    assert tuple(stated[column] for column in columns) in readings
