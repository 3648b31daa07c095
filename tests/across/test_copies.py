"""Which texts share a source, and who had it first. All texts here are written for these tests."""

from __future__ import annotations

import random

import pytest

from musnad.across.copies import Copies, Page, link_of, origins_of
from musnad.across.lineage import credits_of, first_of, trace_of

FLOOD = (
    "غمرت مياه النهر عشرات البيوت في القرى الواقعة على الضفة الشرقية بعد انهيار سد ترابي قديم عند منتصف الليل. "
    "ونقلت فرق الإنقاذ مئات السكان بالزوارق إلى مدرستين فوق التل، فيما انقطعت الكهرباء عن السوق القديم والحي المجاور له. "
    "ويقول مزارعون إن المحصول تلف كله وإن الماشية نفقت، ويطالبون بتعويض سريع قبل موسم البذار القادم."
)
BRIDGE = (
    "افتتح عمال البلدية جسرا خشبيا جديدا يربط طرفي الوادي ويختصر طريق التلاميذ إلى مدرستهم نصف ساعة كل صباح. "
    "وجمع الأهالي ثمن الأخشاب من بيع الزيت والعسل، وتبرع نجار متقاعد بعمله شهرين دون أجر حتى اكتمل البناء."
)
STATEMENT = (
    "لن نقبل أن تبقى القرى بلا ماء يوما واحدا بعد اليوم وسوف نحفر الآبار بأيدينا إن لم تصل المضخات التي وعدتنا بها "
    "الوزارة قبل عامين كاملين ولم نر منها شيئا"
)


def page(name: str, text: str, outlet: str = "صحيفة أ", published: str | None = "2018-03-01T10:00:00+00:00") -> Page:
    return Page(name, text, outlet, published)


def test_a_text_with_small_changes_is_a_duplicate_and_its_passages_point_into_both_texts() -> None:
    changed = "عاجل: " + FLOOD.replace("عشرات", "عَشرات").replace("القديم", "العتيق")
    link = link_of(page("a", FLOOD), page("b", changed))
    assert link is not None
    assert link.kind == "duplicate"
    match = link.matches[0]
    assert FLOOD[match.start : match.end].startswith("غمرت مياه النهر")
    assert changed[match.other_start : match.other_end].startswith("غمرت مياه النهر عَشرات")


def test_a_text_that_stands_in_a_longer_one_is_a_copy() -> None:
    link = link_of(page("a", FLOOD), page("b", FLOOD + " " + BRIDGE + " " + BRIDGE.replace("جسرا", "ممرا")))
    assert link is not None
    assert link.kind == "copy"


def test_texts_that_share_one_paragraph_are_wire() -> None:
    shared = FLOOD.split(". ")[1]
    own = [BRIDGE, BRIDGE[::-1]]
    link = link_of(page("a", f"{own[0]} {shared}"), page("b", f"{shared} {own[1]}"))
    assert link is not None
    assert link.kind == "wire"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FLOOD, BRIDGE, id="other words"),
        pytest.param(f"{FLOOD} وقال شيخ القرية: «{STATEMENT}».", f'{BRIDGE} وصرح الشيخ: "{STATEMENT}".', id="quotation"),
        pytest.param(
            f"{FLOOD} بحضور صاحب السمو الملكي الأمير محمد بن نايف بن عبدالعزيز آل سعود ولي العهد نائب رئيس مجلس الوزراء "
            "وزير الداخلية حفظه الله.",
            f"{BRIDGE} وحضر صاحب السمو الملكي الأمير محمد بن نايف بن عبد العزيز آل سعود ولي العهد نائب رئيس مجلس الوزراء "
            "وزير الداخلية حفظه الله.",
            id="courtesy",
        ),
        pytest.param(f"{FLOOD}\nتابعونا على تطبيقنا الجديد", f"{BRIDGE}\nتابعونا على تطبيقنا الجديد", id="boilerplate"),
        pytest.param(FLOOD, "", id="empty"),
    ],
)
def test_no_copy(one: str, other: str) -> None:
    assert link_of(page("a", one), page("b", other)) is None


def test_the_same_words_are_a_copy_where_nobody_is_quoted() -> None:
    link = link_of(page("a", f"{FLOOD} {STATEMENT}."), page("b", f"{BRIDGE} {STATEMENT}."))
    assert link is not None


def test_the_earlier_is_first_across_time_zones() -> None:
    gulf = page("a", FLOOD, published="2018-03-01T13:00:00+04:00")
    utc = page("b", FLOOD, published="2018-03-01T10:00:00+00:00")
    link = link_of(utc, gulf)
    assert link is not None
    assert link.first == "a"


def test_dates_without_a_time_are_compared_by_day() -> None:
    day, moment = page("a", FLOOD, published="2018-03-01"), page("b", FLOOD)
    assert first_of(trace_of(day), trace_of(moment)) is None
    assert first_of(trace_of(page("c", FLOOD, published="2018-03-02")), trace_of(moment)) == "b"


def test_who_cites_the_other_is_not_first_though_its_date_is_earlier() -> None:
    citing = page("a", f"نقلاً عن صحيفة عكاظ أن ما يلي وقع. {FLOOD}", "سبق", "2018-03-01")
    cited = page("b", FLOOD, "عكاظ", "2018-03-02")
    assert first_of(trace_of(citing), trace_of(cited)) == "b"
    assert first_of(trace_of(cited), trace_of(citing)) == "b"


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("غزة (رويترز) - " + FLOOD, {"رويترز"}),
        (FLOOD + "\nفرانس 24/ أ ف ب", {"فرانس برس"}),
        ("الرياض - واس: " + FLOOD, {"واس"}),
        ("سبق - وكالات: " + FLOOD, {"وكالات"}),
        (FLOOD + " ووصلنا معا إلى القرية.", set()),
    ],
)
def test_credit_lines(text: str, agencies: set[str]) -> None:
    assert credits_of(text) == agencies


PAGES = [
    page("flood-1", FLOOD, "أ", "2018-03-01T08:00:00+00:00"),
    page("flood-2", "خاص. " + FLOOD, "ب", "2018-03-01T07:00:00+00:00"),
    page("flood-3", FLOOD + " " + BRIDGE[::-1], "ج", "2018-03-02T07:00:00+00:00"),
    page("bridge", BRIDGE, "أ", None),
]


def test_origins_are_groups_with_the_first_and_the_evidence() -> None:
    (origin,) = origins_of(PAGES)
    assert origin.documents == ("flood-2", "flood-1", "flood-3")
    assert origin.first == "flood-2"
    assert origin.kind == "copy"
    assert {match.document for match in origin.evidence} | {match.other for match in origin.evidence} == set(
        origin.documents
    )


def test_origins_do_not_depend_on_the_order_in_which_pages_were_added() -> None:
    expected = origins_of(PAGES)
    for seed in range(6):
        copies = Copies()
        for one in random.Random(seed).sample(PAGES, len(PAGES)):  # noqa: S311  # an order, no secret
            copies.add(one)
        assert copies.origins() == expected


def test_adding_tells_what_a_page_shares_with_those_before_it() -> None:
    copies = Copies()
    assert copies.add(PAGES[0]) == ()
    matches = copies.add(PAGES[1])
    assert [(match.document, match.other) for match in matches] == [("flood-2", "flood-1")]
    assert PAGES[1].text[matches[0].start : matches[0].end] == FLOOD[matches[0].other_start : matches[0].other_end]
    assert copies.add(PAGES[1]) == ()


def test_a_text_that_is_everywhere_is_still_found() -> None:
    copies = Copies()
    for number in range(80):  # more than a stock phrase may have
        copies.add(page(f"d{number:02}", FLOOD))
    (origin,) = copies.origins()
    assert len(origin.documents) == 80
    assert origin.kind == "duplicate"
