"""An event that was news before its report: its toll has risen, courts look into it, somebody claims it a day later."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.pipeline import Pipeline
from geomap.records import Document, Incident

PUBLISHED = date(2019, 3, 14)  # a Thursday


def read(text: str, language: str = "ar") -> list[Incident]:
    return list(Pipeline().incidents(Document("known", text, published=PUBLISHED, language=language)))


def days(incident: Incident) -> tuple[date | None, date | None, str]:
    when = incident.event.when
    return when.start, when.end, when.precision


@pytest.mark.parametrize(
    "text",
    [
        "ارتفعت حصيلة تفجير السيارة المفخخة في مدينة تلعفر إلى 31 قتيلا و40 جريحا.",
        "كشفت التحقيقات في التفجير الذي نفذه تنظيم داعش في مدينة تلعفر وخلف 31 قتيلا تورط ضابط فيه.",
        "قدم السفير تعازيه في ضحايا تفجير انتحاري قتل 31 شخصا في مدينة تلعفر.",
    ],
)
def test_what_was_news_before_lies_in_the_days_before(text: str) -> None:
    (incident,) = read(text)
    assert days(incident) == (date(2019, 3, 10), PUBLISHED, "week")
    assert incident.event.when.basis == "published"


def test_the_day_of_what_is_said_of_it_is_the_last_it_can_have() -> None:
    (incident,) = read("أعلنت وزارة الداخلية أمس الأربعاء أن حصيلة تفجير تلعفر ارتفعت إلى 31 قتيلا.")
    assert days(incident) == (date(2019, 3, 9), date(2019, 3, 13), "week")


def test_a_toll_that_rises_keeps_the_day_that_is_told() -> None:
    (incident,) = read("ارتفعت حصيلة التفجير الذي وقع يوم الثلاثاء في مدينة تلعفر إلى 31 قتيلا.")
    assert days(incident) == (date(2019, 3, 12), date(2019, 3, 12), "day")


def test_an_inquiry_that_is_opened_is_news_of_the_day() -> None:
    (incident,) = read("فتحت الشرطة تحقيقا بعد مقتل ثلاثة مدنيين في هجوم مسلح بمدينة تلعفر.")
    assert days(incident) == (date(2019, 3, 13), PUBLISHED, "day")


def test_an_agency_of_investigations_is_no_inquiry() -> None:
    (incident,) = read("أعلنت وكالة الاستخبارات والتحقيقات الاتحادية، الأربعاء، اعتقال ستة متهمين في مدينة تلعفر.")
    assert days(incident) == (date(2019, 3, 13), date(2019, 3, 13), "day")


def test_what_is_claimed_on_a_day_may_be_of_the_day_before() -> None:
    (incident,) = read("أعلن تنظيم داعش أمس الأربعاء مسؤوليته عن هجوم انتحاري في مدينة تلعفر قتل فيه 12 شخصا.")
    assert days(incident) == (date(2019, 3, 12), date(2019, 3, 13), "day")
    assert incident.event.perpetrator == "IS"


def test_dead_and_injured_in_one_figure_are_not_so_many_dead_for_the_headline() -> None:
    (incident,) = read("ارتفاع حصيلة تفجير تلعفر إلى 71 شخصا\n\nبلغت حصيلة تفجير تلعفر أمس الأربعاء 71 قتيلا وجريحا.")
    assert incident.event.killed is None
    assert [casualty.low for casualty in incident.event.casualties if casualty.kind == "combined"] == [71]


def test_a_quarter_that_is_described_is_not_named_so() -> None:
    (incident,) = read(
        "أعلن تنظيم داعش مسؤوليته عن تفجير سيارة مفخخة في حي يقطنه التركمان بتلعفر قتل فيه 12 شخصا، وقال التنظيم في "
        "بيان إن التفجير استهدف حاجزا في حي القلعة بتلعفر."
    )
    assert incident.event.killed is not None
    assert incident.event.killed.low == 12
    assert "يقطنه" not in (incident.location.place_text or "")


def test_nobody_claims_what_he_has_suffered() -> None:
    (incident,) = read(
        "أعلن تنظيم داعش مسؤوليته عن تفجير سيارة مفخخة في مدينة تلعفر قتل فيه 12 شخصا. وقال في بيان: يسر الله لجنود "
        "الخلافة تفجير سيارة مفخخة على تجمع للحشد في تلعفر."
    )
    assert (incident.event.perpetrator, incident.event.perpetrator_basis) == ("IS", "claimed")
    assert incident.event.target != "IS"


def test_whom_a_group_says_that_it_hit_is_its_own_word() -> None:
    (incident,) = read(
        "قتل 12 شخصا في انفجار سيارة مفخخة بسوق في مدينة تلعفر أمس الأربعاء. وقال تنظيم داعش في بيان إن التفجير في "
        "تلعفر استهدف مقاتلين في فصائل شيعية مسلحة."
    )
    assert incident.event.target == "civilians"


def test_who_is_said_to_be_behind_it_was_not_hurt_by_it() -> None:
    (incident,) = read(
        "أظهرت نتائج التحقيق في التفجير الذي نفذه داعش في تلعفر وخلف 31 قتيلا و40 جريحا ضلوع ضباط شرطة فيه."
    )
    assert [casualty.actor for casualty in incident.event.casualties] == [None, None]
