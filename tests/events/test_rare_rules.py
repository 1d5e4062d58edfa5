"""Rules that fire nowhere in the gold (docs/rules.md): each is kept for a case of its own, which stands here."""

from __future__ import annotations

import pytest

from geomap.events.lexicon import Lexicon
from geomap.events.words import split
from geomap.language import sentences
from geomap.records import Count, Document, Event

RARE = [
    (
        "ar/actors: claimed_all",
        "قتل مدني أمس الأحد بتفجير في قضاء الحويجة، وقتل جندي أمس بهجوم في قضاء داقوق. "
        "وأعلن تنظيم داعش مسؤوليته عن الهجمات.",
        lambda one, other: one.perpetrator == other.perpetrator == "IS",
    ),
    (
        "ar/weapons: grenade",
        "قتل مدني أمس الأحد بهجوم برمانة يدوية في قضاء الحويجة.",
        lambda event: event.weapons == ("grenade",),
    ),
    (
        "ar/weapons: vehicle",
        "هاجم مسلح نقطة تفتيش دهسا بسيارته أمس الأحد في قضاء الحويجة وقتل شرطيا.",
        lambda event: event.weapons == ("vehicle",),
    ),
    (
        "ckb/actors: backed",
        "دوێنێ گرووپێکی سەر بە ئێران هێرشیان کردە سەر بنکەیەکی ئەمریکا لە هەولێر و دوو سەرباز بریندار بوون.",
        lambda event: event.perpetrator != "Iran",
    ),
    (
        "ckb/actors: militia",
        "دوێنێ میلیشیاکان هێرشیان کردە سەر بازگەیەکی پۆلیس لە کەرکووک و دوو پۆلیس کوژران.",
        lambda event: (event.perpetrator, event.target) == ("militia", "police"),
    ),
    (
        "ckb/casualties: abducted_alone",
        "دوێنێ شوانێک لە گوندێکی داقوق ڕفێندرا.",
        lambda event: event.abducted == 1,
    ),
    (
        "ckb/casualties: abducted_before",
        "ڕفاندنی سێ جووتیار دوێنێ لە داقوق.",
        lambda event: event.abducted == 3,
    ),
    (
        "ckb/casualties: among",
        "دوێنێ بە تەقینەوەی بۆمبێک لە داقوق چوار کەس کوژران، لەنێو کوژراوەکاندا دوو منداڵ هەبوون.",
        lambda event: event.killed == Count(4, 4),
    ),
    (
        "ckb/casualties: earlier",
        "دوێنێ بە تەقینەوەی بۆمبێک لە داقوق شەش کەس کوژران، کە پێشتر چوار کەس بوون.",
        lambda event: event.killed == Count(6, 6),
    ),
    (
        "ckb/casualties: others",
        "دوێنێ بە تەقینەوەی بۆمبێک لە داقوق دوو کەس کوژران و چەندانی دیکە بریندار بوون.",
        lambda event: (event.killed, event.injured) == (Count(2, 2), None),
    ),
    (
        "ckb/discourse: hours_before",
        "دوێنێ داعش هێرشی کردە سەر بنکەیەکی سوپا لە حەویجە و سێ سەرباز کوژران. "
        "چەند کاتژمێرێک پێش ئەم هێرشە، بۆمبێک لە داقوق تەقییەوە و دوو کەس کوژران.",
        lambda attack, bomb: bomb.when.start < attack.when.start == bomb.when.end,
    ),
    (
        "ckb/people: forces",
        "دوێنێ بە تەقینەوەی بۆمبێک لە داقوق دوو ئەفسەر کوژران.",
        lambda event: (event.killed, event.target) == (Count(2, 2), "Iraqi forces"),
    ),
    (
        "ckb/people: terrorist",
        "دوێنێ لە پێکدادانێک لە داقوق تیرۆریستێک کوژرا.",
        lambda event: (event.killed, event.killed_attackers) == (Count(1, 1), 1),
    ),
    (
        "ckb/weapons: suicide_vest",
        "دوێنێ خۆکوژێک بە پشتێنی تەقینەوە لە کەرکووک خۆی تەقاندەوە و سێ کەس کوژران.",
        lambda event: "suicide vest" in event.weapons,
    ),
    (
        "en/actors: asayish",
        "Gunmen attacked an Asayish checkpoint near Kirkuk on Sunday, killing two officers.",
        lambda event: event.target == "Asayish",
    ),
    (
        "en/actors: tried",
        "The army killed four Islamic State fighters who tried to storm a village near Hawija on Sunday.",
        lambda event: event.perpetrator == "IS",
    ),
    (
        "en/amounts: tens",
        "Tens of people were killed on Sunday when a car bomb exploded in Kirkuk.",
        lambda event: any(one.low == 10 and one.rule == "ACLED: tens are 10" for one in event.casualties),
    ),
    (
        "en/casualties: nobody_injured",
        "A roadside bomb exploded near Daquq on Sunday; no one was injured.",
        lambda event: (event.killed, event.injured) == (None, Count(0, 0)),
    ),
    (
        "en/discourse: day_before",
        "Police in Kirkuk said on Sunday that gunmen had killed two farmers near Hawija a day earlier.",
        lambda event: event.killed == Count(2, 2),
    ),
    (
        "en/discourse: hours_before",
        "A bomb killed two people in Kirkuk on Sunday. A few hours before that, gunmen shot dead a farmer near Hawija.",
        lambda bomb, shooting: shooting.when.start < bomb.when.start == shooting.when.end,
    ),
    (
        "en/people: foreign_soldier",
        "A US soldier was killed on Sunday when rockets hit a base near Kirkuk.",
        lambda event: [one.actor for one in event.casualties] == ["coalition"],
    ),
    (
        "en/weapons: knife",
        "Gunmen armed with knives attacked a farmer near Hawija on Sunday and killed him.",
        lambda event: "knife" in event.weapons,
    ),
]


@pytest.mark.parametrize(("rule", "text", "holds"), RARE, ids=[rule for rule, _, _ in RARE])
def test_a_rare_rule_fires_where_it_is_meant(read, rule, text, holds):
    language, _, table = rule.partition("/")
    topic, _, label = table.partition(": ")
    document = Document("d", text, language=language)
    hits = Lexicon.load(language).scan(split(document, sentences(text)))
    assert label in {hit.entry.label for hit in hits.get(topic, ())}
    events: tuple[Event, ...] = read(text, language)
    assert holds(*events)
