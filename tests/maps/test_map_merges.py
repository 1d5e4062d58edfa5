"""Why reports were joined is told in the page's language, whatever the judges said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geomap.maps import draw
from geomap.merge import unmerge
from geomap.pipeline import run
from geomap.store import to_frame

REPEATS = Path(__file__).resolve().parents[1] / "gold" / "repeats.jsonl"
EVERY_JUDGE = ("share", "agree", "day", "overlap", "type")


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_every_reason_of_a_merge_has_its_words(opened, language):
    result = run([REPEATS])
    joined = [incident for incident in result.incidents if len(unmerge(incident)) > 1]
    said = " ".join(reason for incident in joined for reason in incident.merge_reasons)
    assert [word for word in EVERY_JUDGE if word not in said] == []
    with opened(draw(to_frame(joined), language=language)) as page:
        for index in range(len(joined)):
            page.page.evaluate("index => geomap.page.choose(index, 'map')", index)
            page.page.wait_for_selector(".panel:not([hidden], [aria-busy]) .reasons li")
            reasons = page.page.locator(".panel section", has_text=heading(language)).locator("li")
            assert reasons.count() == len(joined_of(page, joined).merge_reasons)
            assert reasons.locator("xpath=self::*[@lang='en']").count() == 0, reasons.all_inner_texts()
            assert all(re.search("[\u0600-\u06ff]", text) for text in reasons.all_inner_texts())
        page.quiet()


def heading(language: str) -> str:
    return {"ar": "لماذا تروي هذه التقارير حدثًا واحدًا", "ckb": "بۆچی ئەم ڕاپۆرتانە باسی یەک ڕووداو دەکەن"}[language]


def joined_of(page, joined):
    id = page.page.evaluate("() => geomap.page.table.known(geomap.page.chosen).id")
    return next(incident for incident in joined if incident.id == id)
