from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools import build_cli_reference

COMMANDS: dict[str, Any] = build_cli_reference.commands()


def test_there_are_the_commands_that_the_documents_speak_of() -> None:
    assert [name for name in COMMANDS if " " not in name] == [
        "read", "explain", "verify", "doctor", "demo",
        "add", "update", "embed", "search", "happenings", "compare", "origins",
        "names", "timeline", "network", "outlet", "status", "export", "backup", "gc", "serve", "users", "tokens",
    ]  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_says_what_each_option_is_for(invoke: Callable[..., Any], name: str) -> None:
    shown = invoke(*name.split(), "--help").stdout
    if " " not in name:  # the examples of a group stand on its own page
        assert 2 <= len(re.findall(rf"^ {{4}}.*musnad {name}\b", shown, re.MULTILINE)) <= 4
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_version_help_and_no_command(invoke: Callable[..., Any]) -> None:
    assert re.fullmatch(r"musnad \d+\.\d+\.\d+\S*\n", invoke("--version").stdout)
    assert "Exit codes:" in invoke("--help").stdout
    assert "Usage: musnad" in invoke().output


def test_the_reference_is_what_the_help_pages_say() -> None:
    assert build_cli_reference.TARGET.read_text(encoding="utf-8") == build_cli_reference.page()


def test_the_reference_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build_cli_reference, "TARGET", tmp_path / "cli.md")
    monkeypatch.setattr(sys, "argv", ["build_cli_reference.py", "--check"])
    assert build_cli_reference.main() == 1
    monkeypatch.setattr(sys, "argv", ["build_cli_reference.py"])
    assert build_cli_reference.main() == 0
    monkeypatch.setattr(sys, "argv", ["build_cli_reference.py", "--check"])
    assert build_cli_reference.main() == 0
