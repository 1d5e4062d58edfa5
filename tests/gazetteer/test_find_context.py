"""What a report is about when it names one place alone."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize(
    "name", ["جلولاء", "القيارة", "جرف الصخر", "آمرلي", "السعدية", "داقوق", "Jalawla", "Zummar", "Taza"]
)
def test_a_report_that_names_nothing_else_is_about_iraq(gazetteer: Gazetteer, name: str) -> None:
    text = (
        f"Three soldiers were killed by a roadside bomb in {name} on Sunday, officials said late in the evening."
        if name.isascii()
        else f"قتل ثلاثة جنود بانفجار عبوة ناسفة في {name} مساء الأحد وفق ما أفاد مسؤول في الشرطة المحلية."
    )
    assert [mention.text for mention in gazetteer.find(text)] == [name]
