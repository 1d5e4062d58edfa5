"""One event once; several as several."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geomap.records import Count

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_6ba5b4d6a31d0306.txt"


def names(events):
    return [next((p.text for p in event.places if p.role == "site"), None) for event in events]


def test_headline_lead_and_quotation_are_one(read):
    title = "مقتل أربعة جنود بهجوم لداعش في مخمور"
    body = (
        "قتل أربعة جنود عراقيين وأصيب اثنان أمس الأحد في هجوم شنه تنظيم داعش في قضاء مخمور.\n\n"
        "وقال المصدر إن الهجوم الذي وقع فجرا في قرية كاني قادر أسفر عن مقتل أربعة جنود."
    )
    (event,) = read(f"{title}\n{body}", title=title)
    assert event.killed == Count(4, 4)
    assert len({evidence.start for evidence in event.evidence if evidence.field == "event_type"}) >= 2


def test_a_list_of_cities_struck_is_one_event_each(read):
    events = read("استهدفت غارات التحالف الدولي أمس مواقع لداعش قرب سنجار وتلعفر والموصل.")
    assert len(events) == 3
    assert {event.sub_event_type for event in events} == {"Air/drone strike"}
    assert len(set(names(events))) == 3


def test_a_sum_over_two_places_is_one_event(read):
    (event,) = read("قتل 10 مدنيين أمس جراء انفجار عبوتين ناسفتين في قضاء المقدادية وناحية كنعان.")
    assert event.killed == Count(10, 10)


def test_several_events_in_one_report_stay_apart(read):
    events = read(
        "قتل ستة مدنيين أمس بانفجار عبوة ناسفة في قضاء داقوق. "
        "من جهة أخرى، قتل جنديان أمس بهجوم لداعش في قضاء الحويجة. "
        "وفي حادث منفصل، اعتقلت الشرطة أمس مطلوبا في قضاء الدبس."
    )
    assert [event.sub_event_type for event in events] == ["Remote explosive/landmine/IED", "Armed clash", "Arrests"]


def test_the_sum_before_its_parts_is_no_event(read):
    events = read(
        "قتل 24 مدنيا أمس في مدينة بعقوبة. "
        "وقالت المصادر إن عبوة ناسفة انفجرت في حي التحرير ما أدى إلى مقتل ستة مدنيين. "
        "وأشارت إلى مقتل 18 مدنيا جراء سقوط قذائف هاون على ناحية هبهب."
    )
    assert sorted(event.killed.low for event in events) == [6, 18]


def test_place_of_the_event_and_not_of_the_hospital_or_the_speaker(read):
    (event,) = read(
        "قال مصدر في شرطة كركوك أمس إن عبوة ناسفة انفجرت في قضاء داقوق وأصيب مدنيان نقلا إلى مستشفى طوز خورماتو."
    )
    assert "داقوق" in names([event])[0]


def test_phrase_carries_distance_direction_and_apposition(read):
    (event,) = read(
        "اشتبك مسلحون أمس مع الشرطة في قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك وقتل شرطي."
    )
    assert names([event]) == ["قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك"]


def test_a_village_that_no_gazetteer_knows_keeps_its_name(read):
    (event,) = read("قتل مدني أمس بانفجار عبوة ناسفة في قرية (خربة زقوم) شمال شرق قضاء الحويجة.")
    assert names([event])[0].startswith("قرية (خربة زقوم")


def test_days_yesterday_and_hours_before(read):
    first, second = read(
        "هاجم عناصر داعش فجر أمس الأحد نقطة تفتيش للجيش في قضاء مخمور وقتل ثلاثة جنود. "
        "وقبل هذا الهجوم بساعات شن التنظيم هجوما على الشرطة الاتحادية في محافظة كركوك أودى بحياة 12 عنصرا."
    )
    assert (first.when.start, first.when.time_of_day) == (date(2021, 9, 5), "dawn")
    assert (second.when.start, second.when.end, second.when.basis) == (date(2021, 9, 4), date(2021, 9, 5), "relative")


def test_yesterday_is_reckoned_from_the_day_of_writing(read):
    """The page was taken on Monday 6 September; "yesterday, Saturday" was written on Sunday."""
    events = read(
        "قتل مدني أمس السبت بانفجار عبوة ناسفة في قضاء داقوق. من جهة أخرى قتل جندي أمس بهجوم لداعش في قضاء الحويجة."
    )
    assert [event.when.start for event in events] == [date(2021, 9, 4)] * 2


def test_without_a_date_the_page_clock_counts_and_says_so(read):
    (event,) = read("قتل جنديان بهجوم لداعش في قضاء الحويجة.", basis="page header")
    assert event.when.basis == "page header"
    assert event.warnings
    (event,) = read("قتل جنديان بهجوم لداعش في قضاء الحويجة.", published=None)
    assert event.when.basis == "none"
    assert event.when.start is None


@pytest.mark.skipif(not SEED.exists(), reason="the article lies outside the repository, in ../shared/seeds")
def test_the_article_tells_exactly_two(read):
    police, army = read(SEED.read_text(encoding="utf-8"))
    assert (police.killed, police.injured) == (Count(12, 12), Count(3, 3))
    assert (police.perpetrator, police.target) == ("IS", "Federal Police")
    assert {"small arms", "IED"} <= set(police.weapons)
    assert "الرشاد" in police.places[0].text
    assert date(2021, 9, 4) <= police.when.start <= police.when.end == date(2021, 9, 5)
    assert (army.killed.low, army.injured) == (3, Count(1, 1))
    assert (army.perpetrator, army.target) == ("IS", "Iraqi army")
    assert "لاكجة" in army.places[0].text
    assert (army.when.start, army.when.time_of_day) == (date(2021, 9, 5), "dawn")
    paragraphs = SEED.read_text(encoding="utf-8").index("وفي نفس الوقت")
    assert {evidence.start < paragraphs for evidence in army.evidence} == {True, False}
