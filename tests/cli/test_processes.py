"""Real processes: signals, pipes, terminals, and what stands on standard error."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

NEWSROOM = str(resources.files("musnad") / "data" / "newsroom" / "articles.jsonl")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More than can be read while a test waits."""
    path = tmp_path / "many.jsonl"
    lines = Path(NEWSROOM).read_text(encoding="utf-8").splitlines()
    with path.open("w", encoding="utf-8") as target:
        for copy in range(100):
            target.writelines(json.dumps({**json.loads(line), "id": f"{copy}-{n}"}) + "\n" for n, line in enumerate(lines))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_leaves_nothing_half_written(
    command: Callable[..., list[str]], many: Path, tmp_path: Path, processes: str
) -> None:
    output, problems = tmp_path / "out" / "records.jsonl", tmp_path / "out" / "problems.jsonl"
    output.parent.mkdir()
    running = subprocess.Popen(
        command("read", many, "--output", output, "--problems", problems, "--processes", processes),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    waited = time.monotonic() + 30
    while not any(path.stat().st_size for path in output.parent.iterdir()) and time.monotonic() < waited:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert told == "musnad: interrupted\n"
    assert list(output.parent.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_reader_that_has_enough_ends_the_run_quietly(command: Callable[..., list[str]], many: Path, form: str) -> None:
    running = subprocess.Popen(
        command("read", many, "--format", form), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == ""
    running.stderr.close()
    assert running.wait(timeout=30) == 141


def on_terminal(arguments: list[str], environment: dict[str, str], *, which: str) -> str:
    """What a process writes to a terminal that stands at its standard output or error."""
    ours, theirs = pty.openpty()
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, which: theirs}
    running = subprocess.Popen(arguments, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, **streams)
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(ours)
    running.wait(timeout=30)
    return written.decode("utf-8", "replace")


PLAIN = {"TERM": "xterm-256color", "COLUMNS": "100", "VTE_VERSION": "", "KONSOLE_VERSION": "", "TERM_PROGRAM": ""}


def test_a_plain_terminal_gets_joined_letters_in_colour_at_the_right(
    command: Callable[..., list[str]], article: Path
) -> None:
    shown = on_terminal(command("read", article, "--format", "text"), PLAIN, which="stdout")
    assert "ﻝﺎﻗ" in shown  # qala, joined, from the last letter to the first
    assert "\x1b[" in shown
    assert "قال" not in shown


def test_a_terminal_that_orders_arabic_gets_it_as_it_is_read(command: Callable[..., list[str]], article: Path) -> None:
    environment = {**PLAIN, "VTE_VERSION": "7600"}
    shown = on_terminal(command("read", article, "--format", "text"), environment, which="stdout")
    assert "قال" in shown
    assert "ﻝﺎﻗ" not in shown
    assert shown.index("\x1b[?2501h") < shown.index("\x1b[?2501l")


def test_progress_shows_on_a_terminal_when_several_documents_are_read(
    command: Callable[..., list[str]], tmp_path: Path
) -> None:
    arguments = command("read", NEWSROOM, "--output", tmp_path / "records.jsonl")
    shown = on_terminal(arguments, {**PLAIN, "COLUMNS": "80"}, which="stderr")
    assert "43/43" in shown
    assert "/s" in shown


def test_a_bug_is_one_line(tmp_path: Path) -> None:
    code = "import sys\nfrom musnad.cli.exits import tell_bug\nsys.excepthook = tell_bug\n{}['key']"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert told.stderr.startswith("musnad: this is a bug in Musnad: KeyError: 'key'")
    assert len(told.stderr.splitlines()) == 1
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "MUSNAD_TRACE": "1"},
        check=False,
    )
    assert "Traceback" in told.stderr


def test_output_is_utf8_whatever_the_locale(process: Callable[..., Any], article: Path) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    result = process("read", article, "--format", "text", env=environment)
    assert result.returncode == 0
    assert "وزير الخارجية" in result.stdout


def test_help_is_there_at_once(process: Callable[..., Any]) -> None:
    code = "import sys; from musnad.cli import application; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split()
    assert not {"trafilatura", "lxml.html", "rich.console", "arabic_reshaper", "bidi", "musnad.ingest"} & set(loaded)
