"""Names that are also other words, persons or other places: only the words around can tell."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.text for mention in gazetteer.find(text)]


PLACE_OR_NOT = [
    ("الرشاد", "قتل 12 شرطيا في بلدة الرشاد جنوب غربي كركوك", "دعا المسؤول العراقي إلى الحكمة والرشاد في كل الأحوال"),
    ("السلام", "انفجار في ناحية السلام بمحافظة ميسان", "استمرت محادثات السلام بين الحكومة العراقية والمعارضة"),
    ("النصر", "هجوم على ناحية النصر بمحافظة ذي قار", "أعلن رئيس الوزراء العراقي النصر على التنظيم"),
    ("بلد", "سقطت قذائف على قضاء بلد جنوب صلاح الدين", "قال إن العراق بلد كبير وغني"),
    ("العلم", "حرر الجيش ناحية العلم شرق تكريت", "رفع الجيش العراقي العلم فوق المبنى في تكريت"),
    ("الدور", "دخلت القوات قضاء الدور جنوب تكريت", "أشاد الوزير العراقي بالدور الكبير للعشائر"),
    ("القائم", "قصف على قضاء القائم غرب الأنبار", "رفض النظام القائم في بغداد هذا الاقتراح"),
    ("الصدر", "انفجرت سيارة في مدينة الصدر شرقي بغداد", "دعا مقتدى الصدر أنصاره في بغداد إلى التظاهر"),
    ("الحي", "قتل مدني في قضاء الحي بمحافظة واسط", "قال أحد سكان الحي في بغداد إن الانفجار كان قويا"),
    ("الشمال", "نزح سكان ناحية الشمال بقضاء سنجار", "هبت الرياح من الشمال على مدينة بغداد أمس الأول"),
    ("المدينة", "قتل شخص في قضاء المدينة شمالي البصرة", "دخل الجيش العراقي المدينة بعد معارك في بغداد"),
    ("حديثة", "هاجم التنظيم مدينة حديثة في الأنبار", "حصل الجيش العراقي على أسلحة حديثة ومتطورة"),
    ("البغدادي", "تقدم الجيش في ناحية البغدادي غربي الأنبار", "قتل زعيم التنظيم أبو بكر البغدادي بحسب الجيش العراقي"),
    ("العبيدي", "داهمت قوة ناحية العبيدي قرب القائم", "قال وزير الدفاع العراقي خالد العبيدي إن القوات تتقدم"),
    ("العظيم", "اشتباكات في ناحية العظيم شمال ديالى", "شكر الشعب العراقي العظيم على صبره"),
    ("الحرية", "قصف منطقة الحرية شمالي بغداد", "طالب المتظاهرون في بغداد بإطلاق الحرية للصحافة"),
    ("الوحدة", "هجوم في ناحية الوحدة جنوبي بغداد", "دعا الرئيس العراقي إلى الوحدة بين الكتل"),
    ("عنه", "قصف التحالف قضاء عنه غرب الأنبار", "وفي بيان صدر عنه في بغداد قال المتحدث"),
    ("القاسم", "تظاهر أهالي قضاء القاسم جنوب بابل", "قال المتحدث محمد القاسم إن القوات في بغداد بخير"),
    ("الخضر", "قتل رجل في قضاء الخضر بمحافظة المثنى", "زار الوزير الدكتور الخضر مدينة بغداد"),
    ("الهندية", "تفجير في قضاء الهندية بمحافظة كربلاء", "وصلت الباخرة الهندية إلى ميناء في البصرة"),
    ("الكرامة", "قصف حي الكرامة شرقي الموصل", "دعوا إلى حفظ الكرامة الإنسانية في العراق كله"),
    (
        "الصقور",
        "سقط جنديان بهجوم على سيطرة الصقور غرب الفلوجة",
        "أعلنت خلية الصقور في وزارة الداخلية العراقية اعتقال ثلاثة",
    ),
    ("مخمور", "تبعد القرية عن مخمور عشرين كيلومترا", "اعتقلت شرطة بغداد رجلا مخمور كان يقود سيارته"),
    ("الرياض", "هجوم على ناحية الرياض جنوب غربي كركوك", "افتتح أمين بغداد حدائق الرياض أمام العائلات"),
    (
        "Hit",
        "Islamic State fighters attacked the town of Hit in Anbar province",
        "Bombs Hit Baghdad Market, Killing Ten Iraqi Civilians",
    ),
    (
        "Balad",
        "mortars landed on Balad district in Salah al-Din province",
        "the folk singer Balad Hussein played for Iraqi soldiers",
    ),
]


@pytest.mark.parametrize(("name", "place", "other"), PLACE_OR_NOT, ids=[name for name, *_ in PLACE_OR_NOT])
def test_a_word_is_a_place_where_the_words_around_say_so(
    gazetteer: Gazetteer, name: str, place: str, other: str
) -> None:
    assert any(name in found for found in names(gazetteer, place))
    assert not any(name in found for found in names(gazetteer, other))


HOME_OR_AWAY = [
    (
        "الرياض",
        "هاجم مسلحون نقطة تفتيش في الرياض والرشاد جنوب غربي كركوك العراقية",
        "iq.kirkuk",
        "SA",
        "أعلنت السعودية في الرياض أن الملك سلمان استقبل السفير في جدة",
    ),
    (
        "Riyadh",
        "IS attacked police in Riyadh and Rashad, southwest of Kirkuk, Iraq",
        "iq.kirkuk",
        "SA",
        "Saudi Arabia said in Riyadh on Sunday that the king had flown to Jeddah",
    ),
    (
        "الرياض",
        "قتل ثلاثة جنود بهجوم في ناحية الرياض بقضاء الحويجة",
        "iq.kirkuk",
        "SA",
        "قال متحدث باسم وزارة الداخلية السعودية إن شرطيا قتل بالرصاص في الرياض مساء أمس",
    ),
    (
        "Riyadh",
        "a roadside bomb killed a farmer in Riyadh, Hawija district",
        "iq.kirkuk",
        "SA",
        "a policeman was shot dead in Riyadh late on Sunday, the Saudi interior ministry said in a statement",
    ),
    (
        "ڕیاز",
        "هێرشێک لە ناحیەی ڕیاز لە پارێزگای کەرکووک",
        "iq.kirkuk",
        "SA",
        "وەزارەتی دەرەوەی سعودیە لە ڕیاز ڕایگەیاند کە باڵیۆزی میسر گەیشتە جەدە",
    ),
    (
        "الإسكندرية",
        "انفجرت سيارة مفخخة في الإسكندرية شمال محافظة بابل",
        "iq.babil",
        "EG",
        "قالت الشرطة المصرية إن انفجارا وقع في الإسكندرية وأسفر عن إصابة ثلاثة أشخاص بجروح طفيفة",
    ),
    (
        "القاهرة",
        "انفجار عبوة في حي القاهرة شمالي بغداد",
        "iq.baghdad",
        "EG",
        "قال مصدر أمني مصري إن قنبلة انفجرت في القاهرة قرب محطة للقطارات صباح اليوم",
    ),
    (
        "القدس",
        "انفجار عبوة لاصقة في حي القدس شرقي الموصل",
        "iq.nineveh",
        "IL",
        "قالت الشرطة الإسرائيلية إن فلسطينيا طعن جنديا في القدس صباح يوم الجمعة",
    ),
    (
        "المحمودية",
        "انفجار عبوة ناسفة في المحمودية جنوب بغداد",
        "iq.baghdad",
        "EG",
        "لقي شخصان مصرعهما في حادث تصادم قطارين في المحمودية بمحافظة البحيرة، بحسب وزارة الصحة المصرية",
    ),
    (
        "المدينة",
        "هجوم على مركز للشرطة في قضاء المدينة شمال البصرة",
        "iq.basra",
        "SA",
        "زار الرئيس المسجد النبوي في المدينة المنورة بالسعودية",
    ),
    ("الخالدية", "قصف الخالدية شرق الرمادي", "iq.anbar", "", "قصفت قوات النظام السوري حي الخالدية في حمص"),
    (
        "الصويرة",
        "العثور على جثة في الصويرة شمال واسط",
        "iq.wasit",
        "",
        "افتتح الملك المغربي مهرجانا في مدينة الصويرة المغربية",
    ),
    (
        "العزيزية",
        "مقتل مدني في العزيزية بمحافظة واسط",
        "iq.wasit",
        "",
        "اشتباكات بالأسلحة الثقيلة في العزيزية جنوب طرابلس أوقعت قتلى",
    ),
    (
        "Khalidiya",
        "a car bomb killed four Iraqi soldiers in Khalidiya, east of Ramadi",
        "iq.anbar",
        "",
        "Syrian forces shelled Khalidiya in Homs overnight, activists said",
    ),
    (
        "Aziziya",
        "police found three bodies in Aziziya, Wasit province",
        "iq.wasit",
        "",
        "rival militias fought with heavy weapons in Aziziya, south of Tripoli, Libyan officials said",
    ),
    (
        "Zab",
        "IS gunmen attacked a police post in Zab, southwest of Kirkuk",
        "iq.kirkuk",
        "",
        "Algerian troops killed two militants near Zab in Algeria, the defence ministry in Algiers said",
    ),
    (
        "الأندلس",
        "انفجار عبوة لاصقة في حي الأندلس شرقي الموصل",
        "iq.nineveh",
        "",
        "قالت الشرطة الإسبانية إن حرائق اندلعت في إقليم الأندلس جنوب إسبانيا",
    ),
    ("طرابلس", "", "", "LY", "قصفت القوات مواقع في طرابلس وبنغازي في ليبيا"),
    ("المنصورة", "", "", "EG", "انفجرت قنبلة أمام مديرية الأمن في المنصورة بدلتا مصر"),
    ("Alexandria", "", "", "EG", "a bomb went off in Alexandria, Egyptian police said"),
    ("Tripoli", "", "", "LY", "clashes in Tripoli, Libya killed ten"),
]


@pytest.mark.parametrize(("name", "home", "unit", "country", "away"), HOME_OR_AWAY)
def test_a_report_on_another_country_means_its_own_city(
    gazetteer: Gazetteer, name: str, home: str, unit: str, country: str, away: str
) -> None:
    """An empty `country` says that the town abroad is not in the gazetteer: then the name means nothing there."""
    abroad = [gazetteer.places[m.place_ids[0]].country for m in gazetteer.find(away) if name in m.text]
    assert abroad == ([country] if country else [])
    if home:
        first = gazetteer.places[next(m for m in gazetteer.find(home) if name in m.text).place_ids[0]]
        assert unit in (first.id, *first.parents)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Rashad", "iq.kirkuk"),
        ("Riyadh", "iq.kirkuk"),
        ("Zab", "iq.kirkuk"),
        ("Abbasi", "iq.kirkuk"),
        ("Multaqa", "iq.kirkuk"),
        ("الرشاد", "iq.kirkuk"),
        ("الرياض", "iq.kirkuk"),
        ("الزاب", "iq.kirkuk"),
        ("العباسي", "iq.kirkuk"),
        ("الملتقى", "iq.kirkuk"),
    ],
)
def test_without_context_the_place_in_the_disputed_territories_comes_first(
    gazetteer: Gazetteer, name: str, first: str
) -> None:
    place = gazetteer.lookup(name)[0].place
    assert first in place.parents
    assert place.disputed >= 0.5


def test_capitals_named_side_by_side_are_capitals(gazetteer: Gazetteer) -> None:
    text = "بحث الوزير العراقي في بغداد العلاقات بين واشنطن والرياض وطهران"
    riyadh = next(m for m in gazetteer.find(text) if m.text == "الرياض")
    assert gazetteer.places[riyadh.place_ids[0]].country == "SA"


def test_a_name_shown_to_be_a_place_is_one_all_through(gazetteer: Gazetteer) -> None:
    text = "قتل شرطي في بلدة الرشاد العراقية.\nوقال مصدر إن المسلحين انسحبوا من الرشاد ليلا."
    assert names(gazetteer, text) == ["الرشاد", "الرشاد"]


def test_a_quarter_called_after_a_far_city_is_not_that_city(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("قصف الجيش العراقي حي بيروت في الفلوجة")
    assert all(gazetteer.places[m.place_ids[0]].country == "IQ" for m in found)


@pytest.mark.parametrize("before", ["صحيفة", "جريدة", "الشيخ", "نادي", "عشيرة"])
def test_papers_clubs_and_persons_are_no_places(gazetteer: Gazetteer, before: str) -> None:
    assert names(gazetteer, f"قال {before} الموصل في تصريح جديد له اليوم الأحد بعد الظهر") == []


def test_a_unit_named_beside_draws_its_own_homonym(gazetteer: Gazetteer) -> None:
    first = gazetteer.places[gazetteer.find("انفجار عبوة ناسفة في حي اليرموك في بعقوبة بمحافظة ديالى")[0].place_ids[0]]
    assert "iq.diyala" in first.parents


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("هجوم في الرشاد يوقع قتيلين بحسب مصدر في الشرطة الاتحادية صباح اليوم", "الرشاد"),
        (
            "three soldiers were hurt in an attack in Rashad on Monday, a police officer told reporters in Kirkuk",
            "Rashad",
        ),
        ("تەقینەوەیەک لە ڕەشاد دوو پۆلیسی کوشت", "ڕەشاد"),
    ],
)
def test_what_happens_in_a_name_makes_it_a_place(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in names(gazetteer, text)


def test_on_is_no_man_called_ali(gazetteer: Gazetteer) -> None:
    assert "المنصورية" in names(gazetteer, "شن مسلحون هجوما على المنصورية شمال شرق بعقوبة")
    assert "الحويجة" in names(gazetteer, "سقطت ثلاث قذائف هاون على الحويجة ليلا")
    assert names(gazetteer, "قال علي المنصورية إن القوات العراقية بخير") == []


def test_a_city_beside_its_own_name_is_still_the_city(gazetteer: Gazetteer) -> None:
    first = gazetteer.find("Kirkuk police said a bomb went off south of Kirkuk on Monday")[0].place_ids[0]
    assert gazetteer.places[first].kind == "city"


def test_what_is_said_after_a_region_is_no_town_abroad(gazetteer: Gazetteer) -> None:
    assert "إقليم كردستان" in names(gazetteer, "قالت حكومة إقليم كردستان في بيان إن مسيرة استهدفت حقلا للغاز")


def test_a_village_north_of_a_city_far_away_is_another_one(gazetteer: Gazetteer) -> None:
    text = "تقدمت القوات من البو شهاب شمال شرق الرمادي باتجاه المدينة"
    assert names(gazetteer, text) == ["الرمادي"], "the one we know lies near Tuz, 190 km away"
    assert "البو شهاب" in names(gazetteer, "هجوم على البو شهاب جنوب كركوك")


def test_a_town_may_be_told_by_the_capital_however_far(gazetteer: Gazetteer) -> None:
    assert "البعاج" in names(gazetteer, "غارة على مركز تدريب لداعش في قضاء البعاج شمال غرب بغداد")


def test_a_subdistrict_is_no_town_abroad(gazetteer: Gazetteer) -> None:
    assert "البيضاء" not in names(gazetteer, "قتل شرطي في ناحية البيضاء بمحافظة كركوك")
    assert "البيضاء" in names(gazetteer, "قتل جنود يمنيون في مدينة البيضاء جنوب شرق صنعاء في اليمن")
