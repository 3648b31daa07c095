"""The house's own limits: sizes, names, docstrings, reasons beside exceptions, no Arabic word lists in code."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 500
FUNCTION_LINES = 60
FORBIDDEN_NAMES = re.compile(r"(^|_)(common|helpers?|managers?|misc|utils?|utilities)(_|$)", re.IGNORECASE)
FORBIDDEN_CLASSES = re.compile(r"(Helper|Manager|Utils?)$")
SILENCED = re.compile(r"\b(noqa|nosec|type:\s*ignore|pragma:\s*no cover)\b")
WITH_CODE = re.compile(
    r"(noqa:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*|type:\s*ignore\[[\w\-, ]+\]|pragma:\s*no cover)(?P<reason>.*)"
)
ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
CLITIC_LETTERS = frozenset("وفبلكسا")  # `وبال` and `فلل` are clusters of clitics, which code may know
ARABIC_WORDS_IN_A_LITERAL = 4

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def size_problems(source: str) -> list[str]:
    """Files and functions that are too long; a function counts from `def` to its last line."""
    problems: list[str] = []
    lines = source.count("\n")
    if lines > FILE_LINES:
        problems.append(f"{lines} lines, {FILE_LINES} at most")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                problems.append(f"{node.lineno}: {node.name} has {length} lines, {FUNCTION_LINES} at most")
    return problems


def name_problems(path: str, source: str) -> list[str]:
    """Modules, folders and classes whose name says nothing."""
    problems = [f"{part} in {path}" for part in re.split(r"[/.]", path) if FORBIDDEN_NAMES.search(part)]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and FORBIDDEN_CLASSES.search(node.name):
            problems.append(f"{node.lineno}: class {node.name}")
    return problems


def docstring_problems(source: str) -> list[str]:
    """Public modules, classes, functions and methods without a docstring."""
    tree = ast.parse(source)
    problems = [] if ast.get_docstring(tree) else ["1: the module"]
    problems += [f"{node.lineno}: {node.name}" for node in _public(tree) if not ast.get_docstring(node)]
    return problems


def _public(owner: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    for node in owner.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def exception_problems(source: str) -> list[str]:
    """Comments that silence a check without a code and a reason after it: `# noqa: E402  (tools is no package)`."""
    problems: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and SILENCED.search(token.string):
            coded = WITH_CODE.search(token.string)
            if coded is None or len(re.findall(r"\w", coded["reason"])) < 3:
                problems.append(f"{token.start[0]}: {token.string}")
    return problems


def word_list_problems(source: str) -> list[str]:
    """Literals of code that hold several Arabic words: knowledge, which belongs into src/musnad/data."""
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    problems: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.List | ast.Set | ast.Tuple | ast.Dict) and id(node) not in prose:
            words = [word for word in ARABIC_WORD.findall(" ".join(_strings(node))) if set(word) - CLITIC_LETTERS]
            if len(words) >= ARABIC_WORDS_IN_A_LITERAL:
                problems.append(f"{node.lineno}: {len(words)} Arabic words ({words[0]}, …)")
    return problems


def _strings(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _python(*folders: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py"))


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", _python("src", "tools", "benchmarks", "tests"))
def test_size_names_and_reasons(path: str) -> None:
    assert size_problems(_text(path)) == []
    assert name_problems(path, _text(path)) == []
    assert exception_problems(_text(path)) == []


@pytest.mark.parametrize("path", _python("src"))
def test_public_names_have_docstrings(path: str) -> None:
    assert docstring_problems(_text(path)) == []


@pytest.mark.parametrize("path", _python("src"))
def test_arabic_knowledge_is_data(path: str) -> None:
    assert word_list_problems(_text(path)) == []


def test_the_size_check_finds() -> None:
    long_function = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    assert size_problems(long_function) == ["1: f has 61 lines, 60 at most"]
    assert size_problems("x = 1\n" * (FILE_LINES + 1)) == ["501 lines, 500 at most"]
    assert size_problems("def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)) == []


@pytest.mark.parametrize("path", ["src/musnad/utils.py", "src/musnad/text_helpers.py", "src/musnad/manager/a.py"])
def test_the_name_check_finds(path: str) -> None:
    assert len(name_problems(path, "")) == 1


def test_the_name_check_finds_classes_and_lets_words_pass() -> None:
    assert name_problems("src/a.py", "class StoreManager:\n    pass") == ["1: class StoreManager"]
    assert name_problems("src/musnad/uncommon.py", "class Helped:\n    pass") == []


def test_the_docstring_check_finds() -> None:
    source = "class A:\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...\ndef _e(): ...\n"
    assert docstring_problems(source) == ["1: the module", "1: A", "2: b", "4: d"]
    assert docstring_problems('"""M."""\ndef d():\n    """D."""\n') == []


@pytest.mark.parametrize(
    "comment",
    ["noqa", "noqa: E501", "type: ignore", "type: ignore[arg-type]", "pragma: no cover", "noqa because it is long"],
)
def test_the_reason_check_finds(comment: str) -> None:
    assert len(exception_problems(f"x = 1  # {comment}\n")) == 1


@pytest.mark.parametrize(
    "comment",
    [
        "noqa: E402  (scripts are no package)",
        "type: ignore[arg-type]  # lxml has no types",
        "pragma: no cover - needs a terminal",
    ],
)
def test_the_reason_check_lets_pass(comment: str) -> None:
    assert exception_problems(f"x = 1  # {comment}\n") == []


@pytest.mark.parametrize(
    "source",
    [
        "CUES = {'قال', 'أكد', 'كشف', 'أعلن'}",
        "CUES = re.compile('قال|أكد|كشف|أعلن')",
        "CUES = {'قال': 1, 'أكد': 2, 'كشف': 3, 'أعلن': 4}",
        "CUES = 'قال أكد كشف أعلن'.split()",
    ],
)
def test_the_word_list_check_finds(source: str) -> None:
    assert word_list_problems(source)


def test_the_word_list_check_lets_pass() -> None:
    assert (
        word_list_problems('"""قال أكد كشف أعلن."""\nCLITICS = "وفبلكس"\n# قال أكد كشف أعلن\nX = ("وكالة", "نقلا عن")\n')
        == []
    )
