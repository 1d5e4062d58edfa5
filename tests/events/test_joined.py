"""People joined by "and", whom a clause's words count together; and the words that part them."""

from __future__ import annotations

import pytest

from geomap.records import Count

JOINED = [
    ("ar", "انفجرت عبوة ناسفة أمس في قضاء داقوق فأودت بحياة فلاح ونجله.", Count(2, 2), None),
    ("ar", "أعدم تنظيم داعش أمس مختارا مع ثلاثة من أبنائه في قضاء الشرقاط.", Count(4, 4), None),
    ("ar", "قتل ضابط وعشرة جنود أمس في هجوم لداعش في قضاء مخمور.", Count(11, 11), None),
    ("ar", "قتل جنديان وأصيب ثلاثة مدنيين أمس بانفجار عبوة في قضاء داقوق.", Count(2, 2), Count(3, 3)),
    ("ar", "قتل جندي أمس في اشتباكات مع ثلاثة مسلحين في قضاء داقوق.", Count(1, 1), None),
    ("ar", "فتح مسلحون النار أمس على مزارع في ناحية يثرب فأردوه قتيلا وأصابوا زوجته.", Count(1, 1), None),
    ("ckb", "دوێنێ لە قەزای مەخموور بۆمبێک تەقییەوە، ژنێک و دوو منداڵ کوژران.", Count(3, 3), None),
    ("en", "An officer and ten soldiers were killed in an attack near Makhmur on Sunday.", Count(11, 11), None),
    (
        "en",
        "A car bomb near Mosul on Sunday killed at least three people and wounded 12.",
        Count(3, None),
        Count(12, 12),
    ),
    ("en", "A roadside bomb near Rashad on Sunday killed a police captain and his two sons.", Count(3, 3), None),
    (
        "en",
        "Militants killed two soldiers near Hawija on Sunday, and three others were wounded.",
        Count(2, 2),
        Count(3, 3),
    ),
]


@pytest.mark.parametrize(("language", "text", "killed", "injured"), JOINED)
def test_people_named_together_are_counted_together(read, language, text, killed, injured):
    (event,) = read(text, language)
    assert event.killed == killed
    assert injured is None or event.injured == injured


def test_two_sides_named_together_stay_apart(read):
    (event,) = read("قتل ستة جنود و18 من عناصر داعش أمس في معارك في قضاء الحويجة.")
    assert (event.killed, event.killed_attackers) == (Count(24, 24), 18)


def test_those_who_speak_after_a_figure_are_not_counted(read):
    (event,) = read("A bomb in Tuz Khurmatu on Sunday killed three civilians, police and medics said.", "en")
    assert (event.killed, event.target) == (Count(3, 3), "civilians")


def test_a_claim_does_not_make_the_dead_those_of_the_claimant(read):
    (event,) = read("قتل 120 شخصا على الأقل أمس في تفجير في خان بني سعد وأعلن تنظيم داعش مسؤوليته عن التفجير.")
    assert (event.perpetrator, event.target) == ("IS", "civilians")
    assert not event.killed_attackers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "عثرت قوة من الشرطة، أمس الثلاثاء، على جثتين لشقيقين قرب ناحية العباسي."),
        ("en", "The bodies of a farmer and his son were discovered on Saturday in a field near Makhmur."),
        ("en", "The bodies of two men were pulled from an irrigation ditch near Sulaiman Bek on Thursday."),
    ],
)
def test_bodies_are_found_however_many_words_stand_between(read, language, text):
    (event,) = read(text, language)
    assert event.killed == Count(2, 2)
    assert event.evidence[0].text


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A bomb in Dujail on Sunday killed a police chief, a sergeant and two passersby, police said.", 4, None),
        ("Gunmen in Mahmudiya on Sunday shot dead a commander, his wife and three of their sons.", 5, None),
        ("A bomb killed five militants near Hawija on Sunday, a doctor and a nurse said.", 5, None),
        ("A bomb in Daquq on Sunday killed nine people, one of them a judge.", 9, None),
        ("A bomb hit Daquq on Sunday, and nine people, mostly residents, were hurt.", None, 9),
        ("A bomb killed two people in Daquq on Sunday and some 20 were wounded.", 2, 20),
        ("A bomb killed nine policemen in Daquq on Sunday. A major was among the dead.", 9, None),
        ("A bomb blew up in Dujail on Sunday, killing four people. Eleven people were taken to hospital.", 4, 11),
        ("A bomb blew up in Dujail on Sunday. It was hidden in a cart. Four people were killed.", 4, None),
    ],
)
def test_lists_and_sentences_of_english(read, text, killed, injured):
    (event,) = read(text, "en")
    assert [count and count.low for count in (event.killed, event.injured)] == [killed, injured]


def test_a_number_that_begins_like_a_vague_word(read):
    (event,) = read("قضى أحد عشر شخصا أمس في تفجير شاحنة ملغومة بقضاء طوزخورماتو.")
    assert event.killed == Count(11, 11)


def test_a_figure_tells_without_a_word_of_violence(read):
    text = "سقطت سبع قذائف هاون أمس على قضاء تلعفر. ولحقت إصابات متفاوتة بثمانية من السكان."
    (event,) = read(text)
    assert event.injured == Count(8, 8)
