"""Long heaps of one word or sign: no crash, and no time that grows with the square of the length."""

from __future__ import annotations

import time
from datetime import date

import pytest

from geomap.language import dates, fold, numbers, sentences

HEAPS = [
    "May ",
    "1",
    "1 ",
    "1,",
    "5 و6 ",
    "12:",
    "5/9/2021 ",
    "و",
    "مئة و",
    "ليل السبت الأحد ",
    "a.m. ",
    ". ",
    "..",
    "\n",
    " \n",
    "ـ",
    "ﷺ",
]


@pytest.mark.parametrize("heap", HEAPS)
def test_a_heap_is_read_in_bounded_time(heap: str) -> None:
    text = heap * (30_000 // len(heap))
    begun = time.process_time()
    assert fold(text).source(0) >= 0
    sentences(text)
    for language in ("ar", "ckb", "en"):
        numbers(text, language)
        dates(text, language, date(2021, 9, 6))
    assert time.process_time() - begun < 20
