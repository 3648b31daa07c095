"""Nothing in the repository names a path of somebody's machine or the host of a package registry."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Written in pieces, so that this file does not find itself.
TOPS = "|".join(("home", "mnt", "opt", "private", "root", "srv", "tmp", "Users", "var/folders", "work"))
MACHINE_PATH = re.compile(rf"(?<![\w.:/~*\-])/(?:{TOPS})/[\w.]|\b[A-Z]:\\Users\\")
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "crates" + ".io",
    "hugging" + "face.co",
    "anaconda" + ".org",
    "gh" + "cr.io",
    "docker" + ".io",
    "qu" + "ay.io",
    "proxy.golang" + ".org",
    "jsdelivr" + ".net",
    "unpkg" + ".com",
]
REGISTRY = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)


def tracked(root: Path = ROOT) -> list[Path]:
    """The files that git tracks or would track; every file outside hidden folders where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        files = (path for path in root.rglob("*") if not any(p.startswith(".") for p in path.relative_to(root).parts))
        return sorted(path for path in files if path.is_file())
    return sorted(root / name for name in listed if name and (root / name).is_file())


def tree_problems(text: str) -> list[str]:
    """Line numbers and strings that tie the text to one machine or registry."""
    problems: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        for pattern in (MACHINE_PATH, REGISTRY):
            problems += [f"{number}: {match.group()}" for match in pattern.finditer(line)]
    return problems


def broken_links(path: Path, text: str) -> list[str]:
    """Relative links of a Markdown page that lead to no file; what stands in code is no link."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", prose)
    return [target for target in targets if not (path.parent / target).exists()]


def test_links_between_pages_lead_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md"]
    found = {str(path.relative_to(ROOT)): broken_links(path, path.read_text(encoding="utf-8")) for path in pages}
    assert {page: links for page, links in found.items() if links} == {}


def test_the_link_check_finds() -> None:
    text = "[a](gone.md) [b](README.md) [c](https://example.org/x) `[d](no.md)` [e](docs/gone.md#part)"
    assert broken_links(ROOT / "x.md", text) == ["gone.md", "docs/gone.md"]


def test_no_file_names_a_machine_or_a_registry() -> None:
    found: list[str] = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{problem}" for problem in tree_problems(text)]
    assert found == []


def test_text_files_are_utf8_with_unix_line_ends() -> None:
    suffixes = {".py", ".md", ".tsv", ".toml", ".jsonl", ".json", ".yaml", ".yml", ".txt"}
    wrong: list[str] = []
    for path in tracked():
        if path.suffix in suffixes and "fixtures" not in path.parts:
            content = path.read_bytes()
            if b"\r" in content or content.startswith(b"\xef\xbb\xbf"):
                wrong.append(str(path.relative_to(ROOT)))
            content.decode("utf-8")
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "open('" + "/wo" + "rk/main/a')",
        "see " + "/ho" + "me/ali/a",
        "`" + "/t" + "mp/x`",
        "PATH=" + "/ro" + "ot/bin",
        "C:" + "\\Users\\ali",
        "https://" + HOSTS[0] + "/simple",
        "FROM " + HOSTS[6] + "/a/b",
    ],
)
def test_the_tree_check_finds(line: str) -> None:
    assert len(tree_problems(line)) == 1


@pytest.mark.parametrize(
    "line",
    ["https://example.com/work/a", "docs/work/a", "and/or", "a / tmp / b", "../shared/data", "src/musnad/data"],
)
def test_the_tree_check_lets_pass(line: str) -> None:
    assert tree_problems(line) == []
