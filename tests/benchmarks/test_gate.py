"""The gate of the reading benchmark: a loss fails, a gain passes, no floor falls in silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from benchmarks.reading.report import END, START, Figures, fields, write_docs
from benchmarks.reading.run import FLOORS, main
from benchmarks.reading.scoring import Score, digest_of, intervals, paired, run_scorer

# Says what figures.json says, in the form of the scorer of the development corpora.
SCORER = """
import json, pathlib, sys

def score(gold, predicted):
    return 1

def totals(pairs):
    return json.loads(pathlib.Path(__file__).with_name("figures.json").read_text())

if __name__ == "__main__":
    for line in open(sys.argv[1], encoding="utf-8"):
        print(json.loads(line)["document"]["id"], json.dumps({"claims": 1.0}))
    print(json.dumps(totals([])))
"""
TEXTS = {"a": "قال الوزير إن الوفد وصل.", "b": "وصل الوفد أمس إلى تونس."}


def figures(claims: float, speaker: float) -> dict[str, Any]:
    return {"claims": {"p": claims, "r": claims, "f1": claims, "n": 9}, "claim_speaker": {"accuracy": speaker, "n": 5}}


class Bench:
    """A benchmark of two articles, whose scorer says what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.floors = folder / "floors.json"
        self.gold = folder / "data" / "dev" / "gold.jsonl"
        self.scorer = folder / "tools" / "score.py"
        self.gold.parent.mkdir(parents=True)
        self.scorer.parent.mkdir()
        self.scorer.write_text(SCORER, encoding="utf-8")
        lines = [
            json.dumps({"document": {"id": name, "text": text, "published": "23/08/2016"}}, ensure_ascii=False)
            for name, text in TEXTS.items()
        ]
        self.gold.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(self, measured: Mapping[str, Any], *arguments: str) -> int:
        self.scorer.with_name("figures.json").write_text(json.dumps(measured))
        return main(["--reader", "rules", "--floors", str(self.floors), "--build", str(self.folder / "build"), *arguments])

    @property
    def stored(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.floors.read_text(encoding="utf-8"))["rules"]
        return data


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("MUSNAD_SHARED", str(tmp_path))
    made = Bench(tmp_path)
    assert made.run(figures(0.6, 0.7), "--raise-floors") == 0
    return made


def test_the_same_scores_pass(bench: Bench) -> None:
    assert bench.run(figures(0.6, 0.7), "--check") == 0


def test_a_loss_fails_and_is_named(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(figures(0.6, 0.69), "--check") == 1
    assert "claim_speaker is 0.6900, below its floor of 0.7000" in capsys.readouterr().out


def test_a_loss_beside_a_gain_fails(bench: Bench) -> None:
    assert bench.run(figures(0.9, 0.69), "--check") == 1


def test_rounding_is_no_loss(bench: Bench) -> None:
    assert bench.run(figures(0.5996, 0.7), "--check") == 0
    assert bench.run(figures(0.5994, 0.7), "--check") == 1


def test_a_gain_passes_and_checking_changes_no_floor(bench: Bench) -> None:
    before = bench.floors.read_bytes()
    assert bench.run(figures(0.8, 0.9), "--check") == 0
    assert bench.run(figures(0.1, 0.1)) == 0
    assert bench.floors.read_bytes() == before


def test_raising_lifts_what_rose_and_lowers_nothing(bench: Bench) -> None:
    assert bench.run(figures(0.8, 0.2), "--raise-floors") == 0
    assert bench.stored["floors"] == {"claims": 0.8, "claim_speaker": 0.7}
    assert bench.run(figures(0.8, 0.2), "--check") == 1


def test_a_floor_is_lowered_with_a_reason_that_stays(bench: Bench) -> None:
    measured = figures(0.6, 0.65)
    assert bench.run(measured, "--lower", "claim_speaker", "more claims are found, the hard ones among them") == 0
    assert bench.run(measured, "--check") == 0
    assert bench.run(figures(0.9, 0.9), "--raise-floors") == 0
    assert bench.stored["lowered"] == [
        {
            "field": "claim_speaker",
            "before": 0.7,
            "after": 0.65,
            "reason": "more claims are found, the hard ones among them",
        }
    ]


@pytest.mark.parametrize(
    ("field", "reason", "message"),
    [
        ("claim_speaker", "  ", "only with a reason"),
        ("claims", "why not", "not below its floor"),
        ("speaker", "why not", "there are: claim_speaker, claims"),
    ],
)
def test_lowering_without_need_or_reason_is_refused(
    bench: Bench, capsys: pytest.CaptureFixture[str], field: str, reason: str, message: str
) -> None:
    before = bench.floors.read_bytes()
    assert bench.run(figures(0.6, 0.5), "--lower", field, reason) == 2
    assert message in capsys.readouterr().err
    assert bench.floors.read_bytes() == before


def test_a_floor_that_was_deleted_is_missed(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(bench.floors.read_text(encoding="utf-8"))
    del data["rules"]["floors"]["claims"]
    bench.floors.write_text(json.dumps(data))
    assert bench.run(figures(0.6, 0.7), "--check") == 1
    assert "claims has no floor" in capsys.readouterr().out


def test_without_any_floors_the_check_fails(bench: Bench) -> None:
    bench.floors.unlink()
    assert bench.run(figures(0.6, 0.7), "--check") == 1


def test_a_field_that_is_no_longer_measured_fails(bench: Bench) -> None:
    assert bench.run({"claims": figures(0.6, 0.7)["claims"]}, "--check") == 1


def test_other_gold_needs_floors_of_its_own(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(figures(0.6, 0.7), "--rebase", "no reason at all") == 2
    first = bench.gold.read_text(encoding="utf-8").splitlines()[0]
    bench.gold.write_text(first + "\n", encoding="utf-8")
    measured = figures(0.9, 0.4)
    assert bench.run(measured, "--check") == 1
    assert "--rebase" in capsys.readouterr().out
    assert bench.run(measured, "--raise-floors") == 2
    assert bench.run(measured, "--rebase", "one article was withdrawn") == 0
    assert bench.run(measured, "--check") == 0
    assert bench.stored["gold"] == digest_of(bench.gold)
    assert [(fall["field"], fall["before"], fall["after"]) for fall in bench.stored["lowered"]] == [
        ("claim_speaker", 0.7, 0.4)
    ]


def test_floors_of_other_readers_stay(bench: Bench) -> None:
    data = json.loads(bench.floors.read_text(encoding="utf-8"))
    data["trained"] = data["rules"]
    bench.floors.write_text(json.dumps(data))
    assert bench.run(figures(0.9, 0.9), "--raise-floors") == 0
    assert json.loads(bench.floors.read_text(encoding="utf-8"))["trained"] == data["trained"]


def test_a_scorer_that_fails_is_no_pass(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.scorer.write_text("import sys; sys.exit('no such document')")
    assert bench.run(figures(0.6, 0.7), "--check") == 2
    assert "no such document" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["data/dev/gold.jsonl", "tools/score.py"])
def test_without_the_corpora_it_says_that_it_was_skipped(
    bench: Bench, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    (bench.folder / missing).unlink()
    capsys.readouterr()
    assert bench.run(figures(0.0, 0.0), "--check") == 0
    told = capsys.readouterr().out
    assert told.startswith("skipped: ")
    assert missing in told
    assert told.count("\n") == 1


def test_the_gold_texts_are_read_with_their_dates(bench: Bench) -> None:
    lines = (bench.folder / "build" / "rules.jsonl").read_text(encoding="utf-8").splitlines()
    written = [json.loads(line)["document"] for line in lines]
    assert [(document["id"], document["text"]) for document in written] == list(TEXTS.items())
    assert {document["published"] for document in written} == {"2016-08-23"}


def test_intervals_and_articles_are_printed(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run(figures(0.62, 0.7), "--intervals", "--per-document") == 0
    told = capsys.readouterr().out
    assert "0.62–0.62" in told
    assert "each article" in told


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    def make(text: str) -> Path:
        (tmp_path / "docs").mkdir()
        (tmp_path / "README.md").write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_the_tables_are_written_between_the_marks(page: Callable[[str], Path]) -> None:
    root = page(f"before\n{START}\nold\n{END}\nafter\n")
    scores = {"claims": Score(0.6, 9, 0.6, 0.6), "claim_form": Score(0.9, 9)}
    shown = Figures("Reader", scores, {"claims": 0.6}, {"claims": (0.5, 0.7)})
    assert [path.name for path in write_docs(root, shown)] == ["README.md", "figures.md"]
    text = (root / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"before\n{START}\n")
    assert text.endswith(f"\n{END}\nafter\n")
    assert "old" not in text
    assert "| 0.60 | 0.50–0.70 | 0.97 |" in text
    assert "0.6000" in (root / "docs" / "figures.md").read_text(encoding="utf-8")
    assert write_docs(root, shown) == []


def test_a_page_without_marks_is_not_touched(page: Callable[[str], Path]) -> None:
    root = page(f"no end\n{START}\n")
    with pytest.raises(ValueError, match="README"):
        write_docs(root, Figures("Reader", {}, {}, {}))
    assert (root / "README.md").read_text(encoding="utf-8") == f"no end\n{START}\n"


def test_every_field_is_explained_and_has_a_floor() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["rules"]["floors"]
    assert sorted(field.name for field in fields()) == sorted(floors)


@pytest.mark.shared
@pytest.mark.slow
def test_the_real_scorer_gives_what_is_explained(shared: Path) -> None:
    gold, scorer = shared / "data" / "dev" / "gold.jsonl", shared / "tools" / "score.py"
    scores, by_document = run_scorer(scorer, gold, gold)
    assert len(by_document) == 25
    assert scores.keys() == {field.name for field in fields()}
    measures = {field.name: field.measure for field in fields()}
    assert all((measures[name] == "F1") == (score.p is not None) for name, score in scores.items())
    assert intervals(scorer, paired(gold, gold), resamples=20)["mentions_exact"] == (1.0, 1.0)


def test_other_articles_are_scored_without_floors(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    other = bench.folder / "other.jsonl"
    other.write_text(bench.gold.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    before = bench.floors.read_bytes()
    assert bench.run(figures(0.1, 0.1), "--gold", str(other)) == 0
    assert "other.jsonl" in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        bench.run(figures(0.9, 0.9), "--gold", str(other), "--raise-floors")
    assert stopped.value.code == 2
    assert bench.floors.read_bytes() == before
