"""Dates: written from days that are known, and as the press has them in three languages and five calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel import Locale
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import LanguageError
from geomap.language import DateSpan, dates
from geomap.language.calendars import from_hijri, from_kurdish
from geomap.records import When

DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))
MONDAY = date(2021, 9, 6)
LOCALES = {"ar": ("ar", "ar_IQ"), "ckb": ("ckb",), "en": ("en",)}
PATTERNS = {
    "ar": [
        "{d} {m} {y}",
        "{d} {m}، {y}",
        "{w} {d} {m} {y}",
        "يوم {w} الموافق {d} من {m} {y}",
        "{d}/{n}/{y}",
        "{d}-{n}-{y}",
    ],
    "ckb": ["{d}ی {m} {y}", "{d}ی {m}ی {y}", "ڕۆژی {w}، {d}ی {m}ی {y}", "{d}-{n}-{y}", "{w} {d}/{n}/{y}"],
    "en": [
        "{d} {m} {y}",
        "{m} {d}, {y}",
        "{w}, {m} {d}, {y}",
        "{d} of {m} {y}",
        "{w} {d} {m} {y}",
        "{y}-{n:02d}-{d:02d}",
    ],
}
WEEKDAYS = {
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    "ckb": ["دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
CASES = [
    (language, locale, pattern)
    for language in PATTERNS
    for locale in LOCALES[language]
    for pattern in PATTERNS[language]
]


def only(text: str, language: str, published: date | None = MONDAY) -> DateSpan:
    [span] = dates(text, language, published)
    assert text[span.start : span.end] == span.text
    return span


def bounds(when: When) -> tuple[date | None, date | None]:
    return when.start, when.end


@pytest.mark.parametrize(("language", "locale", "pattern"), CASES)
@settings(deadline=None, max_examples=50)
@given(day=DAYS, published=DAYS)
def test_stated_dates_come_back(language: str, locale: str, pattern: str, day: date, published: date) -> None:
    parts = Locale.parse(locale)
    text = pattern.format(
        d=day.day,
        n=day.month,
        y=day.year,
        m=parts.months["format"]["wide"][day.month],
        w=parts.days["format"]["wide"][day.weekday()],
    )
    when = only(f"A {text}" if language == "en" else text, language, published).when
    assert (when.start, when.end, when.precision, when.basis) == (day, day, "day", "stated")


@settings(deadline=None)
@given(DAYS, st.sampled_from([("ar", "٠١٢٣٤٥٦٧٨٩"), ("ckb", "۰۱۲۳۴۵۶۷۸۹")]))
def test_stated_dates_in_other_digits(day: date, script: tuple[str, str]) -> None:
    language, digits = script
    text = f"{day.day}/{day.month}/{day.year}".translate({ord(str(i)): c for i, c in enumerate(digits)})
    assert only(text, language).when.start == day


@settings(deadline=None)
@given(DAYS, st.integers(0, 300), st.sampled_from(["ar", "ckb", "en"]))
def test_a_day_without_a_year_is_the_latest_one(published: date, back: int, language: str) -> None:
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    name = Locale.parse(LOCALES[language][0]).months["format"]["wide"][day.month]
    text = {"ar": f"{day.day} {name}", "ckb": f"{day.day}ی {name}", "en": f"on {day.day} {name}"}[language]
    assert only(text, language, published).when.start == day


@settings(deadline=None)
@given(DAYS, st.integers(0, 6), st.sampled_from(["ar", "ckb", "en"]))
def test_a_weekday_is_the_latest_one_up_to_the_publication(published: date, weekday: int, language: str) -> None:
    when = only(f"({WEEKDAYS[language][weekday]})", language, published).when
    assert when.start is not None
    assert when.start.weekday() == weekday
    assert 0 <= (published - when.start).days < 7
    assert (when.basis, when.precision) == ("weekday", "day")


@settings(deadline=None)
@given(DAYS, st.integers(0, 6))
def test_today_and_yesterday_beside_a_weekday_agree_with_it(published: date, weekday: int) -> None:
    today = only(f"اليوم {WEEKDAYS['ar'][weekday]}", "ar", published).when
    yesterday = only(f"أمس {WEEKDAYS['ar'][weekday]}", "ar", published).when
    assert today.start is not None
    assert yesterday.start is not None
    assert today.start.weekday() == yesterday.start.weekday() == weekday
    assert 0 <= (published - today.start).days < 7
    assert 1 <= (published - yesterday.start).days < 8


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["ar", "ckb", "en"]), st.one_of(st.none(), st.dates()))
def test_any_text_gives_spans_in_order_at_their_offsets(text: str, language: str, published: date | None) -> None:
    _check_spans(text, language, published)


HEAP = """
5 12 2021 30:10 10:30 5/9/2021 31/02/2020 في من على الأحد والسبت اليوم أمس الأول الماضي المقبل ليل ليلة فجر يوليو (تموز)
كانون الثاني رمضان قبل ثلاثة أيام يومين الأسبوع عام العام مطلع أواخر الخامس والعشرين و، / - . م last this two days ago
May 5th September night of to Sunday week in early ی مانگی خەرمانان شەوی ڕابردوو پێش ڕۆژ years 999 عدة بضعة
"""


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(HEAP.split()), max_size=9).map(" ".join),
    st.sampled_from(["ar", "ckb", "en"]),
    st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
)
def test_heaps_of_date_words_break_nothing(text: str, language: str, published: date | None) -> None:
    _check_spans(text, language, published)


def _check_spans(text: str, language: str, published: date | None) -> None:
    end = 0
    for span in dates(text, language, published):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert (span.when.start is None) == (span.when.end is None)
        if span.when.start is not None and span.when.end is not None:
            assert span.when.start <= span.when.end
        end = span.end


SUNDAY = date(2021, 9, 5)
D = date


@pytest.mark.parametrize(
    ("text", "surface", "days", "time"),
    [
        ("تعرضت فجر اليوم الأحد إلى هجوم", "فجر اليوم الأحد", (SUNDAY, SUNDAY), "dawn"),
        ("قال أمس الأحد", "أمس الأحد", (SUNDAY, SUNDAY), None),
        ("مساء أمس", "مساء أمس", (SUNDAY, SUNDAY), "evening"),
        ("أمس الأول الجمعة", "أمس الأول الجمعة", (D(2021, 9, 3), D(2021, 9, 3)), None),
        ("أول من أمس", "أول من أمس", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("ليل الجمعة السبت", "ليل الجمعة السبت", (D(2021, 9, 3), D(2021, 9, 4)), "night"),
        ("ليلة السبت على الأحد", "ليلة السبت على الأحد", (D(2021, 9, 4), SUNDAY), "night"),
        ("ليل السبت", "ليل السبت", (D(2021, 9, 4), SUNDAY), "night"),
        ("الليلة الماضية", "الليلة الماضية", (SUNDAY, MONDAY), "night"),
        ("ليلة أمس", "ليلة أمس", (SUNDAY, MONDAY), "night"),
        ("الليلة قبل الماضية", "الليلة قبل الماضية", (D(2021, 9, 4), SUNDAY), "night"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", (D(2021, 9, 3), D(2021, 9, 3)), None),
        ("قبل يومين", "قبل يومين", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("في 5 سبتمبر/أيلول 2021", "5 سبتمبر/أيلول 2021", (SUNDAY, SUNDAY), None),
        ("في 5 سبتمبر (أيلول) 2021", "5 سبتمبر (أيلول) 2021", (SUNDAY, SUNDAY), None),
        ("16 نوفمبر، 2024 6:40 م", "16 نوفمبر، 2024 6:40 م", (D(2024, 11, 16), D(2024, 11, 16)), "18:40"),
        ("الأحد 5 يوليو (تموز) الماضي", "الأحد 5 يوليو (تموز) الماضي", (D(2020, 7, 5), D(2020, 7, 5)), None),
        ("الخامس والعشرين من آب 2014", "الخامس والعشرين من آب 2014", (D(2014, 8, 25), D(2014, 8, 25)), None),
        ("12 رمضان 1442 هـ", "12 رمضان 1442", (D(2021, 4, 24), D(2021, 4, 24)), None),
        ("5/9/2021 الساعة 10:30 صباحا", "5/9/2021 الساعة 10:30 صباحا", (SUNDAY, SUNDAY), "10:30"),
        ("الأحد الماضي", "الأحد الماضي", (SUNDAY, SUNDAY), None),
        ("الاثنين الماضي", "الاثنين الماضي", (D(2021, 8, 30), D(2021, 8, 30)), None),
        ("الأحد المقبل", "الأحد المقبل", (D(2021, 9, 12), D(2021, 9, 12)), None),
        ("قبل ظهر اليوم الثلاثاء", "قبل ظهر اليوم الثلاثاء", (D(2021, 8, 31), D(2021, 8, 31)), "morning"),
        ("بين 4-5 أيلول", "4-5 أيلول", (D(2021, 9, 4), SUNDAY), None),
        ("الساعات الـ24 الماضية", "الساعات الـ24 الماضية", (SUNDAY, MONDAY), None),
        ("فجر الأحد/الاثنين", "فجر الأحد/الاثنين", (SUNDAY, MONDAY), "dawn"),
        ("الأحد 5/9", "الأحد 5/9", (SUNDAY, SUNDAY), None),
        ("بتاريخ 3/9", "3/9", (D(2021, 9, 3), D(2021, 9, 3)), None),
        ("في 5 و6 أيلول", "5 و6 أيلول", (SUNDAY, MONDAY), None),
        ("بين 3 و 5 أيلول 2021", "3 و 5 أيلول 2021", (D(2021, 9, 3), SUNDAY), None),
        ("٥/٩/٢٠٢١م", "٥/٩/٢٠٢١", (SUNDAY, SUNDAY), None),
        ("31 كانون الأول الجاري", "31 كانون الأول الجاري", (D(2021, 12, 31), D(2021, 12, 31)), None),
    ],
)
def test_arabic_days(text: str, surface: str, days: tuple[date, date], time: str | None) -> None:
    span = only(text, "ar")
    assert span.text == surface
    assert bounds(span.when) == days
    assert span.when.time_of_day == time
    assert span.when.precision == "day"


@pytest.mark.parametrize(
    ("text", "language", "days", "precision"),
    [
        ("الأسبوع الماضي", "ar", (D(2021, 8, 29), D(2021, 9, 4)), "week"),
        ("هذا الأسبوع", "ar", (SUNDAY, MONDAY), "week"),
        ("خلال الأيام الثلاثة الماضية", "ar", (D(2021, 9, 3), MONDAY), "week"),
        ("في يوليو الماضي", "ar", (D(2021, 7, 1), D(2021, 7, 31)), "month"),
        ("في أيلول/سبتمبر 2020", "ar", (D(2020, 9, 1), D(2020, 9, 30)), "month"),
        ("مطلع آب", "ar", (D(2021, 8, 1), D(2021, 8, 10)), "month"),
        ("الشهر الماضي", "ar", (D(2021, 8, 1), D(2021, 8, 31)), "month"),
        ("(يونيو) العام الماضي", "ar", (D(2020, 6, 1), D(2020, 6, 30)), "month"),
        ("في عام 2017", "ar", (D(2017, 1, 1), D(2017, 12, 31)), "year"),
        ("صيف 2014", "ar", (D(2014, 1, 1), D(2014, 12, 31)), "year"),
        ("العام الماضي", "ar", (D(2020, 1, 1), D(2020, 12, 31)), "year"),
        ("بين عامي 2013 و2017", "ar", (D(2013, 1, 1), D(2017, 12, 31)), "year"),
        ("قبل عامين", "ar", (D(2019, 1, 1), D(2019, 12, 31)), "year"),
        ("هەفتەی ڕابردوو", "ckb", (D(2021, 8, 29), D(2021, 9, 4)), "week"),
        ("مانگی ئاب", "ckb", (D(2021, 8, 1), D(2021, 8, 31)), "month"),
        ("لە ساڵی 2013", "ckb", (D(2013, 1, 1), D(2013, 12, 31)), "year"),
        ("last week", "en", (D(2021, 8, 29), D(2021, 9, 4)), "week"),
        ("in August", "en", (D(2021, 8, 1), D(2021, 8, 31)), "month"),
        ("in September", "en", (D(2021, 9, 1), MONDAY), "month"),
        ("late September 2020", "en", (D(2020, 9, 21), D(2020, 9, 30)), "month"),
        ("a week ago", "en", (D(2021, 8, 27), D(2021, 9, 2)), "week"),
        ("three months ago", "en", (D(2021, 6, 1), D(2021, 6, 30)), "month"),
        ("the summer of 2014", "en", (D(2014, 1, 1), D(2014, 12, 31)), "year"),
    ],
)
def test_longer_spans(text: str, language: str, days: tuple[date, date], precision: str) -> None:
    when = only(text, language).when
    assert bounds(when) == days
    assert when.precision == precision


@pytest.mark.parametrize(
    ("text", "days", "time"),
    [
        ("25ی ئابی 2019", (D(2019, 8, 25), D(2019, 8, 25)), None),
        ("15ی مانگی ئەیلولی 2014", (D(2014, 9, 15), D(2014, 9, 15)), None),
        ("ئێوارەی ڕۆژی شەممە، 4ی ئەیلوول", (D(2021, 9, 4), D(2021, 9, 4)), "evening"),
        ("شەوی ڕابردوو", (SUNDAY, MONDAY), "night"),
        ("درەنگانی شەوی رابردوو", (SUNDAY, MONDAY), "night"),
        ("دوێنێ", (SUNDAY, SUNDAY), None),
        ("پێرێ", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("بەرەبەیانی ئەمڕۆ یەکشەممە", (SUNDAY, SUNDAY), "dawn"),
        ("یەک شەممەی ڕابردوو", (SUNDAY, SUNDAY), None),
        ("دوو ڕۆژ لەمەوبەر", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("28ی نیسان کاتژمێر 08:00", (D(2021, 4, 28), D(2021, 4, 28)), "08:00"),
        ("ئەمڕۆ شەممە 16-5-2020", (D(2020, 5, 16), D(2020, 5, 16)), None),
        ("14ی خەرمانان", (SUNDAY, SUNDAY), None),
        ("14ی خەرمانانی 2721", (SUNDAY, SUNDAY), None),
    ],
)
def test_sorani_days(text: str, days: tuple[date, date], time: str | None) -> None:
    when = only(text, "ckb").when
    assert bounds(when) == days
    assert when.time_of_day == time


@pytest.mark.parametrize(
    ("text", "days", "time"),
    [
        ("dawn today Sunday", (SUNDAY, SUNDAY), "dawn"),
        ("on Sunday", (SUNDAY, SUNDAY), None),
        ("last Sunday", (SUNDAY, SUNDAY), None),
        ("Friday night", (D(2021, 9, 3), D(2021, 9, 4)), "night"),
        ("Saturday evening", (D(2021, 9, 4), D(2021, 9, 4)), "evening"),
        ("overnight", (SUNDAY, MONDAY), "night"),
        ("last night", (SUNDAY, MONDAY), "night"),
        ("this morning", (MONDAY, MONDAY), "morning"),
        ("the day before yesterday", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("two days ago", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("Sept. 5, 2021 at 6:40 p.m.", (SUNDAY, SUNDAY), "18:40"),
        ("on the night of 4-5 September", (D(2021, 9, 4), SUNDAY), "night"),
        ("late Saturday night", (D(2021, 9, 4), SUNDAY), "night"),
        ("late on Saturday", (D(2021, 9, 4), D(2021, 9, 4)), "evening"),
        ("at about 2 a.m. on Sunday", (SUNDAY, SUNDAY), "02:00"),
        ("in the night from Saturday to Sunday", (D(2021, 9, 4), SUNDAY), "night"),
        ("It was 5-Sep-2021", (SUNDAY, SUNDAY), None),
        ("on September 3 and 4", (D(2021, 9, 3), D(2021, 9, 4)), None),
        ("9/25/2020", (D(2020, 9, 25), D(2020, 9, 25)), None),
        ("Sat, 4 Sep", (D(2021, 9, 4), D(2021, 9, 4)), None),
        ("the 5th of September", (SUNDAY, SUNDAY), None),
    ],
)
def test_english_days(text: str, days: tuple[date, date], time: str | None) -> None:
    when = only(text, "en").when
    assert bounds(when) == days
    assert when.time_of_day == time


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أحد عناصر الجيش وأحدهم", "ar"),
        ("في اليوم التالي، كل اليوم، حتى اليوم", "ar"),
        ("قالت صحيفة اليوم", "ar"),
        ("كان يقود سيارة نيسان ومارس ضغطا", "ar"),
        ("قتل أب وابنه", "ar"),
        ("فجر الانتحاري نفسه مساء", "ar"),
        ("في سوق الخميس", "ar"),
        ("رمضان وشعبان شقيقان", "ar"),
        ("أصيب 5 جنود ثم 12 شرطيا", "ar"),
        ("ئازار و ئەشکەنجە", "ckb"),
        ("لە 5 شاری سوید", "ckb"),
        ("they may march on the sun, and sat there", "en"),
        ("an august gathering; the second day", "en"),
        ("12 killed, 30 wounded", "en"),
    ],
)
def test_words_that_are_no_dates(text: str, language: str) -> None:
    assert dates(text, language, MONDAY) == ()


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["أمس", "غدا", "الأحد الماضي", "الأحد المقبل", "قبل 999 سنوات", "الشهر الماضي", "ليل الأحد"]
)
def test_the_ends_of_the_calendar_break_nothing(text: str, published: date) -> None:
    _check_spans(text, "ar", published)


def test_two_days_are_two_dates() -> None:
    assert [s.text for s in dates("الأحد والاثنين", "ar", MONDAY)] == ["الأحد", "والاثنين"]
    assert [s.text for s in dates("yesterday and Friday", "en", MONDAY)] == ["yesterday", "Friday"]
    assert [s.text for s in dates("قصفت السبت. الأحد هدأ", "ar", MONDAY)] == ["السبت", "الأحد"]


def test_without_a_publication_date_a_weekday_says_only_that() -> None:
    when = only("فجر اليوم الأحد", "ar", None).when
    assert when == When(None, None, "unknown", "weekday", "dawn")
    assert only("أمس", "ar", None).when == When(basis="relative")
    assert only("5 أيلول", "ar", None).when.start is None
    assert only("5 أيلول 2021", "ar", None).when.start == SUNDAY


def test_the_weekday_beside_a_date_finds_its_year() -> None:
    assert only("شەممە، 24ی ئاب", "ckb", date(2021, 9, 20)).when.start == date(2019, 8, 24)


@pytest.mark.parametrize("locale", ["ar", "ar_IQ", "ckb", "en"])
def test_every_month_name_of_the_unicode_tables_is_known(locale: str) -> None:
    for number, name in Locale.parse(locale).months["format"]["wide"].items():
        when = only(f"7 {name} 2019", locale[:3].rstrip("_")).when
        assert when.start == date(2019, number, 7), name


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_islamic_days_come_back(day: date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    assert from_hijri(hijri.year, hijri.month, hijri.day) == day


@pytest.mark.parametrize(
    ("year", "newroz"),
    [
        (1380, date(2001, 3, 21)),
        (1395, date(2016, 3, 20)),
        (1396, date(2017, 3, 21)),
        (1398, date(2019, 3, 21)),
        (1399, date(2020, 3, 20)),
        (1400, date(2021, 3, 21)),
        (1403, date(2024, 3, 20)),
        (1404, date(2025, 3, 21)),
    ],
)
def test_newroz_falls_on_its_day(year: int, newroz: date) -> None:
    assert from_kurdish(year, 1, 1) == newroz
    assert from_kurdish(year + 1321, 1, 1) == newroz


def test_days_that_no_calendar_has() -> None:
    assert from_hijri(1442, 13, 1) is None
    assert from_hijri(2021, 1, 1) is None
    assert from_kurdish(1400, 12, 30) is None
    assert from_kurdish(1399, 12, 30) == date(2021, 3, 20)
    assert from_kurdish(1400, 7, 31) is None
    assert dates("31/2/2020", "ar", MONDAY) == ()


def test_a_language_without_data_is_refused_with_its_name() -> None:
    with pytest.raises(LanguageError, match="'fa'"):
        dates("امروز", "fa", MONDAY)
