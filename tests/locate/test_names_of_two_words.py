"""Names that begin with a word which elsewhere only fills a phrase."""

from __future__ import annotations

import pytest

from geomap.locate import Locator


@pytest.mark.parametrize(
    ("phrase", "id"),
    [
        ("Old Mosul, Nineveh province, Iraq", "iq.nineveh.p.old_mosul"),
        ("several houses in Old Mosul", "iq.nineveh.p.old_mosul"),
        ("Old City, Central Mosul, Nineveh province, Iraq", "iq.nineveh.p.mosul"),
    ],
)
def test_old_may_be_part_of_a_name(locator: Locator, phrase: str, id: str) -> None:
    place = locator.locate_text(phrase).place
    assert place is not None
    assert place.id == id
