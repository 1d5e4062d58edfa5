"""Numbers: spelled out by a speller of the test's own, written as figures, and in sentences as the press has them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import LanguageError
from geomap.language import numbers

AR_UNITS = {
    "masculine": ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
    "feminine": ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"],
}
AR_TENS = {
    "nominative": ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"],
    "genitive": ["", "", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"],
}
AR_HUNDREDS = ["", "مئة", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
CKB_UNITS = ["", "یەک", "دوو", "سێ", "چوار", "پێنج", "شەش", "حەوت", "هەشت", "نۆ", "دە", "یازدە", "دوازدە", "سێزدە"]
CKB_UNITS += ["چواردە", "پازدە", "شازدە", "حەڤدە", "هەژدە", "نۆزدە"]
CKB_TENS = ["", "", "بیست", "سی", "چل", "پەنجا", "شەست", "حەفتا", "هەشتا", "نەوەد"]
EN_UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
EN_UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def arabic(number: int, gender: str, case: str, hundred: str = "مئة") -> str:
    """Spell 1 to 9999 as a school grammar does."""
    thousands, rest = divmod(number, 1000)
    parts = []
    if thousands == 1:
        parts.append("ألف")
    elif thousands == 2:
        parts.append("ألفان" if case == "nominative" else "ألفين")
    elif thousands:
        parts.append(AR_UNITS["masculine"][thousands] + " آلاف")
    hundreds, rest = divmod(rest, 100)
    if hundreds == 2:
        parts.append(hundred.replace("ة", "تان" if case == "nominative" else "تين"))
    elif hundreds:
        parts.append(hundred if hundreds == 1 else AR_HUNDREDS[hundreds] + hundred)
    if rest:
        parts.append(arabic_below_hundred(rest, gender, case))
    return " و".join(parts)


def arabic_below_hundred(number: int, gender: str, case: str) -> str:
    units = AR_UNITS[gender]
    other = "feminine" if gender == "masculine" else "masculine"
    if number <= 10:
        return units[number]
    if number < 20:
        ten = "عشر" if gender == "masculine" else "عشرة"
        first = {11: {"masculine": "أحد", "feminine": "إحدى"}, 12: {"masculine": "اثنا", "feminine": "اثنتا"}}
        head = first[number][gender] if number in first else AR_UNITS[gender][number - 10]
        return f"{head} {ten if number > 12 else AR_UNITS[other][10] if gender == 'masculine' else 'عشرة'}"
    tens, unit = divmod(number, 10)
    return (units[unit] + " و" if unit else "") + AR_TENS[case][tens]


def sorani(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    parts = []
    if thousands:
        parts.append("هەزار" if thousands == 1 else CKB_UNITS[thousands] + " هەزار")
    if hundreds:
        parts.append("سەد" if hundreds == 1 else CKB_UNITS[hundreds] + " سەد")
    if rest >= 20:
        parts.append(CKB_TENS[rest // 10])
        rest %= 10
    if rest:
        parts.append(CKB_UNITS[rest])
    return " و ".join(parts)


def english(number: int, link: str) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = [EN_UNITS[thousands] + " thousand"] if thousands else []
    if hundreds:
        words.append(EN_UNITS[hundreds] + " hundred")
    if rest:
        tens, unit = divmod(rest, 10)
        below = EN_UNITS[rest] if rest < 20 else EN_TENS[tens] + ("-" + EN_UNITS[unit] if unit else "")
        words.append((link if words else "") + below)
    return " ".join(words)


def values(text: str, language: str) -> list[tuple[float, float | None]]:
    return [(span.low, span.high) for span in numbers(text, language)]


@pytest.mark.parametrize("case", ["nominative", "genitive"])
@pytest.mark.parametrize("gender", ["masculine", "feminine"])
def test_arabic_words_up_to_9999(gender: str, case: str) -> None:
    for number in range(1, 10_000):
        assert values(arabic(number, gender, case), "ar") == [(number, number)], number


def test_arabic_hundreds_in_their_older_spelling() -> None:
    for number in range(100, 1000, 7):
        assert values(arabic(number, "masculine", "genitive", "مائة"), "ar") == [(number, number)], number


def test_sorani_words_up_to_9999() -> None:
    for number in range(1, 10_000):
        assert values(sorani(number), "ckb") == [(number, number)], number


@pytest.mark.parametrize("link", ["", "and "])
def test_english_words_up_to_9999(link: str) -> None:
    for number in range(1, 10_000):
        assert values(english(number, link), "en") == [(number, number)], number


def test_zero_has_a_word_in_each_language() -> None:
    assert values("صفر", "ar") == values("سفر", "ckb") == values("zero", "en") == [(0, 0)]


@settings(deadline=None)
@given(st.integers(0, 10**7), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]), st.booleans())
def test_figures_in_any_script(number: int, digits: str, grouped: bool) -> None:
    written = f"{number:,}" if grouped else str(number)
    shown = written.translate({ord(str(i)): c for i, c in enumerate(digits)})
    for language in ("ar", "ckb", "en"):
        [span] = numbers(f"({shown})", language)
        assert (span.low, span.high, span.text) == (number, number, shown)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["ar", "ckb", "en"]))
def test_any_text_gives_spans_in_order_at_their_offsets(text: str, language: str) -> None:
    end = 0
    for span in numbers(text, language):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert span.high is None or span.low <= span.high
        end = span.end


WORDS = st.sampled_from(
    [
        "ثلاثة",
        "وثلاثة",
        "عشر",
        "وعشرون",
        "عشرات",
        "مئة",
        "ومئتان",
        "آلاف",
        "وألف",
        "ألفا",
        "بضعة",
        "أحد",
        "و5",
        "-",
        "و",
        "two",
        "dozen",
        "and",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_heaps_of_number_words_break_nothing(text: str) -> None:
    for language in ("ar", "ckb", "en"):
        for span in numbers(text, language):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتل ثلاثة وعشرون شخصاً وأصيب ١٢ آخرون", [(23, 23), (12, 12)]),
        ("واثني عشر جندياً وإحدى عشرة امرأة", [(12, 12), (11, 11)]),
        ("20 ألفا و500 نازح", [(20_500, 20_500)]),
        ("ثلاثون ألفاً و3 آلاف و1.5 مليون", [(30_000, 30_000), (3000, 3000), (1_500_000, 1_500_000)]),
        ("ألفا مقاتل وألفي عائلة", [(2000, 2000), (2000, 2000)]),
        ("خمسمائة ألف نازح", [(500_000, 500_000)]),
        ("بضعة أيام وبضع مئات وبضعة عشر رجلاً", [(3, 9), (300, 900), (13, 19)]),
        ("عشرات القتلى ومئات الجرحى وعشرات الآلاف", [(10, None), (100, None), (10_000, None)]),
        ("بين 10 و15 قتيلاً", [(10, 15)]),
        ("10 و15", [(10, 10), (15, 15)]),
        ("من 5 إلى 7 عناصر", [(5, 7)]),
        ("ثلاثة أو أربعة مسلحين", [(3, 4)]),
        ("الفصل (٣٠-٢٠)", [(20, 30)]),
        ("خلال 2014-2017", []),
        ("أحد عناصر الجيش يوم الأحد والاثنين", []),
        ("القرن الحادي والعشرين", []),
        ("لست هنا، كميات من السلاح، ستار", []),
        ("عند 10:30 من يوم 5/9/2021 أو 2021-09-05", []),
        ("طائرة إف-16 وقاعدة كي-1 و24/7", []),
        ("1- قتل جنديان\n2) جرح ثالث", []),
        ("مليون ومئتا ألف", [(1_200_000, 1_200_000)]),
        ("1.200 نازح و3,5 كم و1،200", [(1200, 1200), (3.5, 3.5), (1200, 1200)]),
        ("لثلاثة جنود بخمسة صواريخ فستة", [(3, 3), (5, 5), (6, 6)]),
        ("الجنود الثلاثة", [(3, 3)]),
        ("قتل ثلاثة، أربعة جرحوا", [(3, 3), (4, 4)]),
    ],
)
def test_arabic_as_the_press_writes_it(text: str, expected: list[tuple[float, float | None]]) -> None:
    assert values(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سێ کەس کوژران و سی کەس بریندار بوون", [(3, 3), (30, 30)]),
        ("بیست و یەک پێشمەرگە، بیستوچوار چەکدار", [(21, 21), (24, 24)]),
        ("چوار چەکدار کوژراون و شەشی دیکەش بریندار بوون", [(4, 4), (6, 6)]),
        ("٦ کەس و ٩ی دیکە و 11چەکدار", [(6, 6), (9, 9), (11, 11)]),
        ("سەد و بیست و پێنج", [(125, 125)]),
        ("دوانزە کەس کوژران و بیست و پێنجیش بریندار بوون", [(12, 12), (25, 25)]),
        ("دەیان کەس، سەدان خێزان، هەزاران ئاوارە، چەند گوند", [(10, None), (100, None), (1000, None), (3, None)]),
        ("هەژدە هەزار", [(18_000, 18_000)]),
        ("ڕۆژی دوو شەممە، دووشەممە، پێنجشەممە", []),
        ("لیوای 14هەم", []),
        ("یەک بە یەک", [(1, 1)]),
        ("لە نێوان 10 و 15 کەس", [(10, 15)]),
    ],
)
def test_sorani_as_the_press_writes_it(text: str, expected: list[tuple[float, float | None]]) -> None:
    assert values(text, "ckb") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-one men and two dozen others", [(21, 21), (24, 24)]),
        ("Dozens died, hundreds fled, tens of thousands", [(12, None), (100, None), (10_000, None)]),
        (
            "a hundred and five, twelve hundred, half a dozen, a couple of men",
            [(105, 105), (1200, 1200), (6, 6), (2, 2)],
        ),
        ("several hundred people, a few dozen", [(300, None), (36, None)]),
        ("between 10 and 15 people, three to five cars", [(10, 15), (3, 5)]),
        ("12 and 15 killed, three and four", [(12, 12), (15, 15), (3, 3), (4, 4)]),
        ("no one; any one; one another", []),
        ("the 14th Division, the 1st, K-1, F-16, AK47, Mi-17", []),
        ("1.5 million dinars, 2,500 men", [(1_500_000, 1_500_000), (2500, 2500)]),
        ("2-Dozens killed in Tuz", [(12, None)]),
        ("five million three hundred thousand and two", [(5_300_002, 5_300_002)]),
    ],
)
def test_english_as_the_press_writes_it(text: str, expected: list[tuple[float, float | None]]) -> None:
    assert values(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language", "vague"),
    [
        ("نحو 30 قتيلاً", "ar", True),
        ("30 قتيلاً", "ar", False),
        ("عشرات", "ar", True),
        ("نزیکەی 20 کەس", "ckb", True),
        ("about 30 people", "en", True),
        ("killed 30 people", "en", False),
    ],
)
def test_rough_figures_say_so(text: str, language: str, vague: bool) -> None:
    [span] = numbers(text, language)
    assert span.approximate is vague


def test_a_language_without_data_is_refused_with_its_name() -> None:
    with pytest.raises(LanguageError, match="'fa'"):
        numbers("5", "fa")
