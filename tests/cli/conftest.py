"""What the tests of the command line share: an article of our own, and two ways to run a command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from musnad import read_text
from musnad.cli.application import app

ARTICLE = (
    "قال وزير الخارجية الأردني أيمن الصفدي اليوم الثلاثاء إن الأردن «لن يقبل» بإغلاق المعبر.\n"
    "وأضاف الصفدي أن الجيش السوري قصف مدينة درعا أمس، بحسب وكالة رويترز."
)

Invoke = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two good lines and a broken one."""
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": f"a{number}", "text": ARTICLE, "published": "2024-01-16"}) for number in (1, 2)]
    path.write_text("\n".join([lines[0], "{broken", lines[1]]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def record() -> dict[str, Any]:
    """A record as it is stored."""
    stored: dict[str, Any] = json.loads(json.dumps(read_text(ARTICLE, published="2024-01-16").to_dict()))
    return stored


@pytest.fixture
def invoke() -> Invoke:
    def run(*arguments: str | Path, **options: Any) -> Result:  # noqa: ANN401 - handed on to the runner
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="musnad", **options)

    return run


def command(*arguments: str | Path) -> list[str]:
    """The command line of a real process, whether or not the script is on the path."""
    return [sys.executable, "-c", "from musnad.cli import main; main()", *map(str, arguments)]


@pytest.fixture
def process() -> Process:
    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - handed on to subprocess
        environment = {**os.environ, "COLUMNS": "100", **options.pop("env", {})}
        return subprocess.run(
            command(*arguments),
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=60,
            check=False,
            **options,
        )

    return run


@pytest.fixture(name="command")
def command_of() -> Callable[..., list[str]]:
    return command
