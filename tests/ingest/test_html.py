"""Web pages: article, title, date, outlet, address; and pages made to break a parser."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from musnad.types import Document, Problem

Run = Callable[..., tuple[list[Document], list[Problem]]]

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>عنوان الخبر</title>
<meta property="og:site_name" content="صحيفتنا">
<meta property="article:published_time" content="2018-02-18T23:35:43-05:00">
<link rel="canonical" href="https://example.org/ar/1.html"></head>
<body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
<article><h1>عنوان الخبر</h1>{paragraphs}</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(body: str, charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return PAGE.format(charset=charset, paragraphs=paragraphs).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_an_article_with_what_the_page_says_of_it(tmp_path: Path, run: Run, body: str, charset: str) -> None:
    (tmp_path / "a.html").write_bytes(page(body, charset))
    (document,), problems = run(tmp_path, published="2000-01-01", outlet="أخرى")
    assert document == Document(
        "a", f"عنوان الخبر\n\n{body}", "عنوان الخبر", "2018-02-18", "صحيفتنا", "https://example.org/ar/1.html"
    )
    assert problems == []


def test_a_page_without_an_article(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    found, (problem,) = run(tmp_path)
    assert (found, problem.kind) == ([], "empty-input")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 100_000 + "نص" + "</div>" * 100_000,
        "<html><body>" + "<div>" * 20_000 + "نص" + "</div>" * 20_000,
        "<html><body>" + "<b>" * 50_000,
        "<" * 1_000_000,
        "<a " * 50_000,
        "<html><body>" + "<p>كلمة</p>" * 29_000,
        "<html><body><p>" + "كلمة " * 400_000 + "</p></body></html>",
        "<html><body><p title='" + "x" * 2_000_000 + "'>كلمة",
        "<?xml version='1.0' encoding='utf-16'?><html><body><p>كلمة أخرى</p></body></html>",
        "<!--" * 10_000 + "<![CDATA[" * 10_000,
        "&#x0;&#xd800;&#1114112;&lrm;" * 5000,
    ],
    ids=[
        "deep", "half as deep", "unclosed", "angles", "attributes", "many", "one line", "long attribute", "declaration",
        "comments", "entities",
    ],
)  # fmt: skip
def test_hostile_markup_ends_soon(tmp_path: Path, run: Run, markup: str) -> None:
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    start = time.process_time()
    found, problems = run(tmp_path)
    assert found or problems
    # A parse that is not linear takes minutes or never ends; a linear one a second or two, more under coverage.
    assert time.process_time() - start < 20
