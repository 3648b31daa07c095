"""Expressions of time: what is found, where it stands, and what it resolves to."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.stages.folding import read_tokens
from musnad.stages.quotations import read_quotations
from musnad.stages.sentences import read_sentences
from musnad.stages.times import STAGE, read_times
from musnad.timing import calendars
from musnad.timing.lexicon import senses
from musnad.types import Document, Reading, TimeExpression

TABLE = Path(__file__).resolve().parents[1] / "regressions" / "times.tsv"
COLUMNS = 5
DAY = r"\d{4}-\d{2}-\d{2}"
VALUE = re.compile(
    rf"(\d{{1,4}}|\d{{4}}-\d{{2}}|{DAY}|{DAY}/{DAY}|\d{{4}}-W\d{{2}}(-WE)?|\d{{4}}-(SP|SU|FA|WI|[QTH]\d))"
    r"(T(MO|MI|AF|EV|NI)|DT|T\d{2}:\d{2}Z?)?"
    r"|T\d{2}:\d{2}Z?|(PAST|PRESENT|FUTURE)_REF|XXXX-WXX-[1-7]"
    r"|P(\d+(DE|CE|Y|M|W|D))*(T(\d+[HMS])+)?|PX(Y|M|W|D|H|DE|CE)|PTX[MS]"
)


def read(text: str, published: str | None = "2018-06-13") -> tuple[TimeExpression, ...]:
    document = Document("d", text, published=published)
    reading = Reading()
    for step in (read_tokens, read_sentences, read_quotations, read_times):
        reading = step(document, reading)
    return reading.times


def cases() -> list[tuple[str, ...]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]


def test_the_regressions_are_many_and_in_order() -> None:
    assert len(cases()) >= 600
    assert {len(case) for case in cases()} == {COLUMNS}
    assert cases() == sorted(set(cases()))


@pytest.mark.parametrize(("text", "published", "expression", "kind", "value"), cases())
def test_regressions(text: str, published: str, expression: str, kind: str, value: str) -> None:
    times = read(text, None if published == "-" else published)
    found = [(text[time.span.start : time.span.end], time.type, time.value) for time in times]
    if expression == "-":
        assert found == []
    else:
        assert (expression, kind, None if value == "-" else value) in found


def test_ids_follow_the_text() -> None:
    times = read("وصل أمس وغادر اليوم ويعود غدا")
    assert [time.id for time in times] == ["t1", "t2", "t3"]
    assert [time.value for time in times] == ["2018-06-12", "2018-06-13", "2018-06-14"]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "basis", "calendar"),
    [
        ("في 10 يناير 2017 قال", "2017-01-10", "2017-01-10", "stated", "gregorian"),
        ("عام 2014 وقع", "2014-01-01", "2014-12-31", "stated", "gregorian"),
        ("في فبراير الماضي وقع", "2018-02-01", "2018-02-28", "relative", "gregorian"),
        ("وصل الأسبوع الماضي", "2018-06-04", "2018-06-10", "relative", "gregorian"),
        ("وصل نهاية الأسبوع الماضي", "2018-06-09", "2018-06-10", "relative", "gregorian"),
        ("في سبعينيات القرن الماضي", "1970-01-01", "1979-12-31", "relative", "gregorian"),
        ("الربع الأول من عام 2018", "2018-01-01", "2018-03-31", "stated", "gregorian"),
        ("في 25 شوال 1436 هـ صدر", "2015-08-09", "2015-08-11", "stated", "hijri"),
        ("خلال شهر رمضان الماضي وصل", "2017-05-26", "2017-06-25", "relative", "hijri"),
        ("خلال الأيام الثلاثة الماضية قتل", "2018-06-10", "2018-06-13", "relative", "gregorian"),
    ],
)
def test_intervals(text: str, earliest: str, latest: str, basis: str, calendar: str) -> None:
    (time,) = read(text)
    assert (time.earliest, time.latest, time.basis, time.calendar) == (earliest, latest, basis, calendar)


@pytest.mark.parametrize("text", ["وصل أمس", "في فبراير الماضي", "يوم السبت وصل", "قبل يومين", "مساء أمس", "الساعة 10:30"])
def test_without_a_publication_date_nothing_is_filled_in(text: str) -> None:
    (time,) = read(text, None)
    assert (time.value, time.earliest, time.latest, time.basis) == (None, None, None, "none")
    assert time.reason == "relative to the publication date, which is not known"


@pytest.mark.parametrize("published", [None, "", "23/08/2016", "soon"])
def test_a_publication_date_that_is_none_is_no_date(published: str | None) -> None:
    assert read("وصل أمس", published)[0].value is None


def test_a_dateline_stands_for_the_publication_date() -> None:
    text = "عدن 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس شدد خلال لقائه اليوم على"
    assert [time.value for time in read(text, None)] == ["2015-08-11"] * 3


def test_inside_a_quotation_the_reference_is_the_day_of_the_speech() -> None:
    times = read('قال السبت: "نعمل اليوم على الحل". ووصل اليوم إلى بيروت.')
    assert [time.value for time in times] == ["2018-06-09", "2018-06-09", "2018-06-13"]


def test_two_names_of_one_day_have_one_value() -> None:
    times = read("بغداد 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م")
    assert [(time.value, time.calendar) for time in times] == [("2015-08-10", "hijri"), ("2015-08-10", "gregorian")]


def test_marks_and_tatweel_stay_inside_and_clitics_outside() -> None:
    text = "وبـالعــامِ الماضي"
    (time,) = read(text)
    assert text[time.span.start : time.span.end] == "العــامِ الماضي"


def test_a_clock_time_without_a_day_is_of_the_day_last_named() -> None:
    times = read("اندلع الحريق صباح أمس. ووصلت الفرق عند الساعة 9:34 إلى الموقع.", "2015-07-22")
    assert [time.value for time in times] == ["2015-07-21TMO", "2015-07-21T09:34"]


def test_a_story_that_names_its_day_is_told_on_it() -> None:
    times = read("قصفت طائرات المدينة اليوم الخميس. وكانت قد قصفت أمس قرية.", "2015-08-01")
    assert [time.value for time in times] == ["2015-07-30", "2015-07-29"]


def test_a_range_of_weekdays_runs_forward() -> None:
    times = read("استمر المعرض من الخميس إلى الأحد", "2018-06-13")
    assert [time.value for time in times] == ["2018-06-07", "2018-06-10"]


def test_a_hijri_day_falls_on_its_weekday() -> None:
    assert [time.value for time in read("السبت 8 شوال 1436هـ وصل")] == ["2015-07-25"]
    assert [time.value for time in read("8 شوال 1436هـ وصل")] == ["2015-07-24"]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("احتفلوا بعيد الفصح", "2018-04-09", "2018-04-01"),
        ("احتفلوا بعيد القيامة", "2018-04-02", "2018-04-08"),
        ("احتفلوا بعيد الفصح 2016", "2018-04-09", "2016-03-27"),
        ("احتفلوا بالجمعة العظيمة المقبلة", "2018-04-09", "2019-04-19"),
    ],
)
def test_movable_feasts(text: str, published: str, value: str) -> None:
    assert [time.value for time in read(text, published)] == [value]


def test_what_cannot_be_resolved_says_why() -> None:
    for text in ("في 30 فبراير 2018", "منذ فترة طويلة", "في اليوم نفسه", "قبل ثلاثة أيام من القصف", "ثورة 25 يناير"):
        (time,) = read(text)
        assert time.value is None
        assert time.reason


def test_every_expression_names_its_rule() -> None:
    text = "أمس عند الساعة 10:30، وقبل يومين، وكل يوم، والآن، وخلال عام 2014 وفي الساعات الماضية"
    assert all(time.rule for time in read(text))


def test_the_stage_says_what_it_needs() -> None:
    assert STAGE.needs == {"tokens", "sentences", "quotations"}
    assert STAGE.makes == {"times"}


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [((1439, 10, 1), "2018-06-15"), ((1436, 10, 25), "2015-08-10"), ((1437, 1, 1), "2015-10-14")],
)
def test_hijri_days(hijri: tuple[int, int, int], gregorian: str) -> None:
    found = calendars.hijri_day(*hijri)
    assert found is not None
    assert found.value == gregorian
    assert calendars.to_hijri(date.fromisoformat(gregorian)) == hijri


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [((1, 1, 1), "0622-07-19"), ((1200, 1, 1), "1785-11-04"), ((857, 5, 20), "1453-06-07")],
)
def test_hijri_days_before_the_tables(hijri: tuple[int, int, int], gregorian: str) -> None:
    found = calendars.hijri_day(*hijri)
    assert found is not None
    assert found.value == gregorian


def test_months_of_the_older_hijri_years_have_an_end() -> None:
    assert calendars.hijri_day(1199, 2, 30) is None
    leap = (14 + 11 * 1199) % 30 < 11
    assert (calendars.hijri_day(1199, 12, 30) is not None) == leap


def test_hijri_days_outside_the_tables() -> None:
    assert calendars.hijri_day(0, 1, 1) is None
    assert calendars.to_hijri(date(1800, 1, 1)) is None


def test_most_words_have_nothing_to_do_with_time() -> None:
    assert not senses("قصف")
    assert {sense.entry.kind for found in senses("والشهر").values() for sense in found} == {"unit"}


# Pieces of expressions in any order: what a grammar of times is most likely to stumble over.
PIECES = st.sampled_from(
    "و في من إلى حتى منذ قبل بعد كل يوم يومي اليوم أمس غدا السبت (الأحد) مساء فجر ليل الساعة العاشرة والنصف إلا ربعا "
    "10 31 2018 1436 هـ م 0 99999999 : / - ، . شهر رمضان مارس كانون الثاني تشرين يناير/ نهاية مطلع العام عام عامي سنة "
    "القرن التسعينات العشرين الماضي المقبل نفسه هذا ذلك ثلاثة أيام الأيام ألف مئة وعشرون "
    "نصف ونصف الربع الأول الصيف صيف ال الـ "
    "كل أيام يوميا مرتين أسبوع أول الثامنة إلى الأشهر الستة الأولى منه الألفية الثالثة عيد الفصح "
    'بتوقيت غرينتش عيد الفطر الموافق الآن ليل نهار سيلتقي " « »'.split()
)
PHRASES = st.lists(PIECES, max_size=25).flatmap(
    lambda pieces: st.sampled_from([" ", ""]).map(lambda gap: gap.join(pieces)),
)
DATES = st.none() | st.dates().map(date.isoformat)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120) | PHRASES, published=DATES)
def test_any_text_gives_sound_expressions(text: str, published: str | None) -> None:
    end = 0
    for time in read(text, published):
        assert end <= time.span.start < time.span.end <= len(text)
        end = time.span.end
        assert (time.value is None) == (time.reason is not None)
        assert time.value is None or VALUE.fullmatch(time.value)
        assert (time.earliest is None) == (time.latest is None)
        if time.earliest is not None and time.latest is not None:
            assert date.fromisoformat(time.earliest) <= date.fromisoformat(time.latest)
            assert time.basis != "none"
