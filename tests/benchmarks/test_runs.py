"""The benchmarks over the news articles: what they count, what they call a failure, how they draw."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from benchmarks.corpus import reading
from benchmarks.corpus import run as corpus
from benchmarks.speed import run as speed

from musnad import Document

ARTICLES = [
    {"id": f"{n}", "outlet": "النهار", "published": "2017-01-10", "text": f"وصل الوفد {n} أمس إلى تونس."} for n in range(40)
]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data" / "news"
    folder.mkdir(parents=True)
    monkeypatch.setenv("MUSNAD_SHARED", str(tmp_path))
    return folder


def filled(folder: Path) -> None:
    lines = [*(json.dumps(article, ensure_ascii=False) for article in ARTICLES), "no JSON"]
    with gzip.open(folder / "a.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


@pytest.mark.slow
def test_sound_articles_pass_and_are_counted(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(news)
    assert corpus.main(["--processes", "1", "--sample-every", "10"]) == 0
    told = capsys.readouterr().out
    assert "articles 40; problems of input: unreadable-input 1" in told
    assert "crashes 0; broken promises of records 0" in told
    assert "memory in MB" in told


@pytest.mark.slow
def test_the_limit_counts_articles(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(news)
    assert corpus.main(["--processes", "1", "--limit", "7"]) == 0
    assert "articles 7; problems of input: none" in capsys.readouterr().out


def test_a_crash_and_an_unsound_record_are_told_with_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(record: dict[str, dict[str, str]]) -> list[str]:
        if record["document"]["id"] == "crash":
            raise RuntimeError("broken")
        return ["v1: wrong"]

    monkeypatch.setattr(reading, "problems_of", check)
    text = "وصل الوفد إلى تونس."
    done = reading.read_chunk([Document("crash", text), Document("odd", text)], "rules")
    assert done.unsound == ["odd: v1: wrong"]
    assert len(done.crashes) == 1
    assert done.crashes[0].startswith("crash: ")
    assert "broken" in done.crashes[0]


class _Deadly(Document):
    """Ends the process that receives it, as a killed worker would end."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (3,)


def test_a_worker_that_dies_is_a_crash_and_no_endless_wait() -> None:
    runs = list(reading.read_all([_Deadly("a", "b")], reader_name="rules", processes=1, sample_every=10))
    assert len(runs[-1].crashes) == 1
    assert runs[-1].crashes[0].startswith("a worker died")


def test_failures_are_told_by_the_exit_status(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(news)
    run = reading.Run(outlets={"x": reading.Outlet(articles=1)}, unsound=["odd: v1: wrong"])
    monkeypatch.setattr(corpus, "read_all", lambda items, **_: iter([run]))
    assert corpus.main([]) == 1


@pytest.mark.parametrize("benchmark", [corpus.main, speed.main])
def test_without_articles_it_says_that_it_was_skipped(
    news: Path, capsys: pytest.CaptureFixture[str], benchmark: Callable[[Sequence[str]], int]
) -> None:
    assert benchmark([]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_the_same_seed_draws_the_same_articles(news: Path) -> None:
    filled(news)
    path = news / "a.jsonl.gz"
    drawn = [speed.reservoir(path, 5, random.Random(seed)) for seed in (1, 1, 2)]  # noqa: S311 (repeatable, not secret)
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(set(drawn[0])) == 5


def test_speed_shows_every_stage(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(news)
    assert speed.main(["--articles", "6"]) == 0
    told = capsys.readouterr().out
    assert all(stage in told for stage in ("tokens", "mentions", "claims", "events", "articles and"))
