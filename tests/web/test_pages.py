"""Every page in a real browser: both languages, both themes, without scripts, without faults that axe would find."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from musnad.types import Document

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., tuple[Any, Any]]

OUTLET = quote("قناة الأفق العربي")
PAGES = {
    "search": "search",
    "search-found": f"search?q={quote('انفجار')}&outlet={OUTLET}",
    "article": "documents/nr-007-ufuq",
    "happenings": "happenings?least=1",
    "actors": "actors",
    "outlets": "outlets",
    "outlet": f"outlets/{OUTLET}",
    "add": "add",
}
SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA that is serious."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found if each["impact"] in SERIOUS]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_in_both_directions_and_themes(open_page: Open, shots: Path, lang: str, theme: str) -> None:
    page, _ = open_page(f"/{lang}/search", theme=theme)
    root = page.url.rsplit(f"/{lang}/", 1)[0]
    addresses = dict(PAGES)
    page.goto(f"{root}/{lang}/happenings?least=1")
    addresses["happening"] = page.locator(".happening-row h3 a").first.get_attribute("href").removeprefix(f"/{lang}/")
    page.goto(f"{root}/{lang}/actors")
    addresses["actor"] = page.locator("tbody th a").first.get_attribute("href").removeprefix(f"/{lang}/")
    for name, address in addresses.items():
        answer = page.goto(f"{root}/{lang}/{address}")
        assert answer.status == 200, name
        assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} is wider than the screen"
        page.screenshot(path=shots / f"{name}-{lang}-{theme}.png", full_page=name != "actors")
        assert faults(page) == [], f"{name} {lang} {theme}"


def test_pages_are_read_without_scripts(open_page: Open) -> None:
    page, _ = open_page("/ar/documents/nr-007-ufuq", scripts=False)
    assert page.locator("article.text .body p").count() > 2
    assert page.locator(".card.claim .chain li").count() > 2
    page.locator(".card.event .at").first.click()
    assert re.search(r"#o\d+$", page.url)
    assert page.locator(".text span:target").count() == 1


def test_the_text_is_as_printed_and_its_letters_stay_joined(open_page: Open) -> None:
    page, _ = open_page("/ar/documents/nr-007-ufuq")
    page.evaluate("document.fonts.ready")
    widths = page.evaluate(
        """() => [...document.querySelectorAll("article.text .body p")].map((line) => {
            const marked = document.createRange(); marked.selectNodeContents(line);
            const plain = line.cloneNode(false); plain.textContent = line.textContent;
            plain.style.whiteSpace = line.style.whiteSpace = "nowrap"; line.after(plain);
            const bare = document.createRange(); bare.selectNodeContents(plain);
            const result = [marked.getBoundingClientRect().width, bare.getBoundingClientRect().width];
            plain.remove(); line.style.whiteSpace = ""; return result;
        })"""
    )
    assert len(widths) > 2
    assert all(abs(marked - plain) < 1 for marked, plain in widths), widths


def test_a_record_shows_its_characters_and_characters_show_their_record(open_page: Open) -> None:
    page, _ = open_page("/en/documents/nr-007-ufuq")
    page.locator("#v1 .at").click()
    assert page.url.endswith("#v1")
    assert page.locator("#v1.chosen").count() == 1
    anchor = page.locator("#v1 .head q").inner_text().strip("«»")
    assert "".join(page.locator(".text span.event.chosen").all_inner_texts()) == anchor
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0
    page.locator(".text span.event").first.click()
    assert page.locator(".card.chosen").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("#c1.chosen").count() == 1
    assert page.evaluate("document.activeElement.id") == "c1"
    reopened, _ = open_page("/en/documents/nr-007-ufuq#v1")
    assert reopened.locator("#v1.chosen").count() == 1


def test_a_hostile_article_is_shown_and_does_nothing(open_page: Open, hostile: Document) -> None:
    page, _ = open_page(f"/ar/documents/{quote(hostile.id)}")
    assert page.locator("article.text script, article.text img").count() == 0
    text = page.locator("article.text .body").inner_text()
    assert "<script>alert('x')</script>" in text
    assert not set("\u202e\u2066\ufeff") & set(page.content())
    assert "RLO" in page.locator("article.text .control").all_inner_texts()
    assert page.locator('a[href^="javascript:"]').count() == 0
    page.locator(".about a").first.click()
    assert page.locator("h1").inner_text() == hostile.outlet


def test_from_a_pasted_article_to_its_export(open_page: Open) -> None:
    page, _ = open_page("/ar/add")
    page.fill(
        "textarea",
        "قال وزير الدفاع الروسي سيرغي شويغو إن طائرات روسية قصفت مدينة إدلب يوم الأحد، ما أدى إلى مقتل خمسة مدنيين.",
    )
    page.fill("input[name=title]", "قصف على إدلب")
    page.fill("input[name=outlet]", "صحيفة التجربة")
    page.fill("input[name=published]", "2018-04-09")
    page.click("form.add button")
    page.wait_for_url("**/documents/pasted-*")
    assert page.locator("h1").inner_text() == "قصف على إدلب"
    assert page.locator(".card.event").count() >= 1
    page.locator(".exports summary").click()
    with page.expect_download() as download:
        page.locator('.exports a[href*="events.csv"]').click()
    table = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "قصفت" in table
    page.goto(page.url.split("/ar/")[0] + "/ar/search?q=" + quote("إدلب شويغو"))
    assert "قصف على إدلب" in page.locator(".rows").inner_text()


def test_the_theme_is_kept(open_page: Open) -> None:
    page, _ = open_page("/en/search?q=a&stance=neutral")
    page.click(".themes button[value=dark]")
    assert page.url.endswith("/en/search?q=a&stance=neutral")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.click('.tools a[hreflang="ar"]')
    assert page.url.endswith("/ar/search?q=a&stance=neutral")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_pages_are_small_and_paint_soon(open_page: Open) -> None:
    page, _ = open_page("/ar/documents/nr-007-ufuq")
    sizes = page.evaluate("performance.getEntries().reduce((sum, each) => sum + (each.encodedBodySize || 0), 0)")
    assert sizes < 250_000
    painted = page.evaluate(
        """() => new Promise((resolve) => new PerformanceObserver((list) => {
            for (const each of list.getEntriesByName("first-contentful-paint")) resolve(each.startTime);
        }).observe({ type: "paint", buffered: true }))"""
    )
    assert painted < 1000


def test_pages_are_made_in_time(site: str) -> None:
    import http.client

    host = site.removeprefix("http://")
    times: dict[str, float] = {}
    for name, address in PAGES.items():
        taken = []
        for _ in range(7):
            connection = http.client.HTTPConnection(host, timeout=30)
            start = perf_counter()
            connection.request("GET", f"/ar/{address}")
            response = connection.getresponse()
            response.read()
            taken.append(perf_counter() - start)
            assert response.status == 200
        times[name] = median(taken)
    assert {name: seconds for name, seconds in times.items() if seconds > 0.3} == {}
