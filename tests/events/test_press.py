"""One sentence, one event: the phrases of the press in the three languages, with dead and injured (None: not said).

Written for these tests; places, figures and events are invented.
"""

from __future__ import annotations

import pytest

SENTENCES = [
    (
        "en",
        "A suicide bomber rammed a car packed with explosives into a post in Tarmiya: six soldiers dead, ten hurt.",
        6,
        10,
    ),
    ("en", "Unknown gunmen killed the mukhtar of a village in Makhmur district late on Saturday.", 1, None),
    ("en", "The body of a kidnapped shepherd was found on Sunday near Hawija.", 1, None),
    ("en", "Four Peshmerga fighters lost their lives in an ISIS ambush near Qaraj on Sunday night.", 4, None),
    ("en", "ISIS militants torched wheat fields in Daquq on Sunday.", None, None),
    ("en", "A farmer was shot dead and his son wounded when gunmen opened fire on them in Jalawla on Sunday.", 1, 1),
    (
        "en",
        "Two policemen were martyred and three others injured in a roadside bomb blast in Rashad on Sunday.",
        2,
        3,
    ),
    (
        "en",
        "Iraqi warplanes pounded ISIS hideouts in the Hamrin mountains on Sunday, killing at least seven militants.",
        7,
        None,
    ),
    ("en", "Security forces foiled an attack by ISIS on an oil well in Bai Hassan field on Sunday.", None, None),
    ("en", "ISIS has claimed responsibility for the killing of three soldiers in Tuz Khurmatu on Sunday.", 3, None),
    (
        "en",
        "Three members of the Popular Mobilization Forces were killed in clashes with ISIS south of Samarra on Sunday.",
        3,
        None,
    ),
    ("en", "A Turkish airstrike hit a vehicle in Sinjar's Khanasor on Sunday, killing three people.", 3, None),
    (
        "en",
        "Rockets fired from the Nineveh plain fell near Erbil airport on Sunday, wounding a civilian contractor.",
        None,
        1,
    ),
    (
        "en",
        "A car bomb ripped through a busy market in Khanaqin on Sunday, killing 14 and wounding more than 30.",
        14,
        30,
    ),
    ("en", "A sniper killed a policeman at a checkpoint in Multaqa on Sunday.", 1, None),
    ("en", "ISIS fighters kidnapped three Kakai civilians from a village in Daquq on Sunday.", None, None),
    ("en", "Federal police arrested four suspected ISIS members in Hawija on Sunday.", None, None),
    ("en", "Peshmerga forces retook the village of Lahiban on Sunday after it fell to ISIS.", None, None),
    ("en", "A gun attack on a bus in Muqdadiya left five dead on Sunday.", 5, None),
    ("en", "The death toll from Sunday's attack in Muqdadiya has risen to 15.", 15, None),
    ("en", "Gunmen stormed a house in Baquba on Sunday and executed a family of five.", 5, None),
    ("en", "An IED killed a child and injured two of his siblings in Sinjar on Sunday.", 1, 2),
    (
        "en",
        "Protesters clashed with security forces in Nasiriyah on Sunday; three of them were killed and 40 hurt.",
        3,
        40,
    ),
    ("en", "Mass grave with the remains of 25 Yazidis found in Sinjar on Sunday.", 25, None),
    ("en", "A hand grenade was thrown at the house of a judge in Kirkuk on Sunday; nobody was hurt.", 0, 0),
    ("ar", "أفاد مصدر أمني أمس بمقتل جندي وإصابة اثنين آخرين بهجوم لعناصر داعش على نقطة للجيش في قضاء الدبس.", 1, 2),
    ("ar", "استهدف مجهولون أمس دورية للشرطة بعبوة ناسفة في الحويجة ما أسفر عن استشهاد ضابط ومنتسب.", 2, None),
    ("ar", "أقدم مسلحون أمس على حرق منازل المواطنين في قرية قرب داقوق.", None, None),
    ("ar", "هاجم عناصر من داعش أمس قرية في قضاء مخمور وأسفر الهجوم عن سقوط أربعة قتلى وجرح خمسة.", 4, 5),
    ("ar", "عثرت قوة أمنية أمس على رفات 13 مدنيا في قضاء سنجار.", 13, None),
    ("ar", "سقط صاروخان أمس على قاعدة بلد الجوية من دون وقوع إصابات.", 0, 0),
    ("ar", "اختطف عناصر من داعش أمس ثلاثة رعاة أغنام في صحراء الرطبة.", None, None),
    ("ar", "قتلت امرأة وأصيب زوجها أمس بانفجار لغم أرضي في ناحية سنوني.", 1, 1),
    ("ar", "أعلنت خلية الإعلام الأمني أمس مقتل خمسة إرهابيين بضربة جوية في جبال حمرين.", 5, None),
    ("ar", "اندلعت اشتباكات أمس بين البيشمركة وداعش في محيط قرية كولجو أوقعت قتيلين من البيشمركة.", 2, None),
    ("ar", "أحرق تنظيم داعش أمس محاصيل زراعية في خانقين.", None, None),
    ("ar", "لقي مدني مصرعه برصاص مسلحين مجهولين أمس وسط كركوك.", 1, None),
    ("ar", "قصفت المدفعية التركية أمس قرى في ناحية كاني ماسي.", None, None),
    ("ar", "ألقت القوات الأمنية أمس القبض على مسؤول في داعش بكركوك.", None, None),
    ("ar", "سيطر تنظيم داعش أمس على ناحية البغدادي.", None, None),
    ("ar", "تمكنت القوات المشتركة أمس من تحرير قرية بشير جنوب كركوك.", None, None),
    ("ar", "فجر انتحاري نفسه أمس وسط حشد من الزوار في طوزخورماتو ما أدى إلى استشهاد عشرين شخصا وجرح أربعين.", 20, 40),
    ("ckb", "دوێنێ چەکدارانی داعش هێرشیان کردە سەر گوندێک لە سنووری داقوق و سێ هاووڵاتییان کوشت.", 3, None),
    ("ckb", "بەهۆی تەقینەوەی بۆمبێکەوە دوێنێ لە حەویجە دوو پۆلیس شەهید بوون و چواری دیکە بریندار بوون.", 2, 4),
    ("ckb", "دوێنێ شەو لە نزیک مەخموور شەڕ لەنێوان پێشمەرگە و داعشدا ڕوویدا و پێنج داعش کوژران.", 5, None),
    ("ckb", "چەکدارانی داعش دوێنێ دوو شوانیان لە نزیک جەلەولا ڕفاند.", None, None),
    ("ckb", "تەرمی سێ کەس دوێنێ لە سنووری خورماتوو دۆزرایەوە.", 3, None),
    ("ckb", "فڕۆکەکانی تورکیا دوێنێ گوندێکی ئامێدییان بۆردومان کرد.", None, None),
    ("ckb", "هێزەکانی پێشمەرگە دوێنێ گوندی لەهیبانیان لە داعش پاک کردەوە.", None, None),
    ("ckb", "داعش دوێنێ کێڵگە گەنمەکانی گوندێکی مەخمووری سووتاند.", None, None),
    ("ckb", "موختاری گوندێکی خانەقین دوێنێ لەلایەن چەکدارانی نەناسراوەوە تیرۆر کرا.", 1, None),
    ("ckb", "ئاسایش دوێنێ لە کەرکووک سێ ئەندامی داعشی دەستگیر کرد.", None, None),
    (
        "en",
        "Militants from ISIS killed a civilian and kidnapped another in a village west of Kirkuk on Sunday.",
        1,
        None,
    ),
    (
        "en",
        "At least 11 people died and six were hurt when ISIS gunmen raided al-Rashad in Muqdadiya on Sunday.",
        11,
        6,
    ),
    ("en", "An explosion caused by a remnant of war killed a shepherd boy in Makhmur on Sunday.", 1, None),
    ("en", "Police said a bomb attached to a car exploded in Kirkuk on Sunday, killing its driver.", 1, None),
    ("en", "Three bodies bearing gunshot wounds were discovered in Tuz Khurmatu on Sunday.", 3, None),
    (
        "en",
        "Two IS militants were killed and a third was arrested in a raid by Kirkuk police in Hawija on Sunday.",
        2,
        None,
    ),
    (
        "en",
        "The Turkish army shelled villages in the Amedi district of Duhok on Sunday, setting orchards ablaze.",
        None,
        None,
    ),
    (
        "en",
        "A Peshmerga officer was killed and two of his guards were injured by a booby trap in Qaraj on Sunday.",
        1,
        2,
    ),
    ("en", "Clashes erupted on Sunday between two tribes in Basra's Garmat Ali, leaving four people dead.", 4, None),
    (
        "en",
        "Unidentified drones attacked the Khor Mor gas field on Sunday, causing a fire but no casualties.",
        0,
        0,
    ),
    ("en", "ISIS overran the town of Kubaysa on Sunday after security forces withdrew.", None, None),
    (
        "en",
        "A judge escaped an assassination attempt in Baquba on Sunday; a bomb wounded two guards.",
        None,
        2,
    ),
    ("en", "Security forces found and defused six IEDs planted along a road in Daquq on Sunday.", None, None),
    (
        "en",
        "Iraqi F-16 jets carried out three strikes in Wadi al-Shay on Sunday, killing four ISIS members.",
        4,
        None,
    ),
    ("en", "A mortar shell landed on a house in Tal Afar on Sunday, killing a woman and two of her children.", 3, None),
    ("en", "One person was killed and 13 others wounded when a bomb exploded inside a cafe in Tuz on Sunday.", 1, 13),
    ("en", "The head of a local council was assassinated outside his home in Mandali on Sunday.", 1, None),
    ("ar", "استشهد منتسب في الشرطة الاتحادية وأصيب آخر أمس بهجوم مسلح استهدف نقطتهم في ناحية الرياض.", 1, 1),
    ("ar", "قتل شخص وأصيب ثلاثة آخرون أمس بانفجار عبوة لاصقة بسيارة مدنية في حي الواسطي بكركوك.", 1, 3),
    ("ar", "أعلن الجيش أمس تدمير خمسة أوكار لداعش وقتل من فيها بقصف جوي في وادي زغيتون.", None, None),
    ("ar", "أصيب ثلاثة من عناصر الحشد الشعبي أمس بانفجار عبوة ناسفة شمالي المقدادية.", None, 3),
    ("ar", "قضت القوات الأمنية أمس على أربعة دواعش في كمين محكم بقضاء داقوق.", 4, None),
    ("ar", "نفذت طائرة مسيرة تركية أمس ضربة على سيارة في قضاء سنجار أدت إلى مقتل ثلاثة من كانوا فيها.", 3, None),
    ("ar", "شن داعش أمس هجوما على قريتي لهيبان في ناحية قرة هنجير فقتل ثلاثة مدنيين وسبعة من البيشمركة.", 10, None),
    ("ar", "تجددت الاشتباكات بين عشيرتين شرقي ميسان أمس وأسفرت عن مقتل شخصين وجرح أربعة.", 2, 4),
    ("ar", "في حادث منفصل، هاجم مسلحون أمس منزلا في جلولاء وقتلوا صاحبه.", 1, None),
    ("ar", "انتحاريان يفجران نفسيهما قرب مركز للشرطة في تلعفر أمس ومقتل ستة أشخاص.", 6, None),
    ("ar", "أطلق مجهولون أمس النار على صحفي في حي القادسية بكركوك فأردوه قتيلا.", 1, None),
    ("ar", "دهمت قوة من جهاز مكافحة الإرهاب أمس وكرا في الحويجة واعتقلت ثلاثة مطلوبين.", None, None),
    ("ar", "سقوط قذيفتي هاون على منازل المدنيين في طوزخورماتو أمس وإصابة طفلين.", None, 2),
    ("ckb", "دوێنێ لە گەڕەکی ڕەحیماوای کەرکووک چەکدارێکی نەناسراو تەقەی لە پزیشکێک کرد و کوشتی.", 1, None),
    ("ckb", "دوێنێ ئۆتۆمبێلێکی بۆمبڕێژکراو لە خورماتوو تەقییەوە و ١٢ کەس کوژران و ٣٠ کەسیش بریندار بوون.", 12, 30),
    ("ckb", "لە هێرشێکی داعشدا بۆ سەر خاڵێکی پشکنینی سوپا لە نزیک حەویجە دوێنێ چوار سەرباز کوژران.", 4, None),
    ("ckb", "مینێک دوێنێ لە سنووری خانەقین تەقییەوە و منداڵێک گیانی لەدەستدا.", 1, None),
    ("ckb", "درۆنێکی تورکیا دوێنێ ئۆتۆمبێلێکی لە شنگال کردە ئامانج و دوو کەس کوژران.", 2, None),
    ("ckb", "لە گوندی بەشیر دوێنێ شەڕ لە نێوان حەشدی شەعبی و داعش ڕوویدا و سێ چەکداری حەشد کوژران.", 3, None),
    ("ckb", "دوێنێ داعش چوار کەسی لە داقوق ڕفاند و یەکێکیانی کوشت.", 1, None),
    ("ckb", "پۆلیسی کەرکووک ڕایگەیاند دوێنێ دوو تیرۆریستیان لە حەویجە دەستگیرکردووە.", None, None),
    ("ckb", "هێزەکانی سوپا دوێنێ پێنج بۆمبیان لە ڕێگای داقوق پووچەڵ کردەوە.", None, None),
    ("ckb", "بەهۆی هێرشێکی مووشەکی بۆ سەر فڕۆکەخانەی هەولێر دوێنێ کەس زیانی پێ نەگەیشت.", 0, 0),
]


@pytest.mark.parametrize(("language", "text", "killed", "injured"), SENTENCES)
def test_a_sentence_of_the_press(read, language, text, killed, injured):
    (event,) = read(text, language)
    least = [None if count is None else count.low for count in (event.killed, event.injured)]
    assert least == [killed, injured]


SEVERAL = [
    (
        "en",
        "In Kirkuk, gunmen killed an off-duty officer on Sunday. In Tuz Khurmatu, a car bomb wounded nine.",
        [(1, None), (None, 9)],
    ),
    (
        "ar",
        "قتل ثلاثة جنود في كركوك أمس الأحد. وفي ديالى أصيب شرطيان أمس بانفجار عبوة ناسفة في ناحية بهرز.",
        [(3, None), (None, 2)],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SEVERAL)
def test_two_events_side_by_side(read, language, text, expected):
    least = [[None if c is None else c.low for c in (event.killed, event.injured)] for event in read(text, language)]
    assert least == [list(pair) for pair in expected]
