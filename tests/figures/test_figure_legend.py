"""The legend: its columns keep clear of each other and of the sheet's edge, whatever the width."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.maps.figures.legend import Entry, Group, Legend
from geomap.maps.figures.lettering import Lettering

WORDS = st.text("abcdefgh ", min_size=1, max_size=24)
ENTRIES = st.builds(Entry, st.just(lambda *_: None), WORDS, st.floats(3.5, 11), st.floats(2, 9))
GROUPS = st.lists(st.builds(Group, WORDS, st.lists(ENTRIES, min_size=1, max_size=8).map(tuple)), max_size=6)
LETTERS = Lettering(("DejaVu Sans",))


@given(GROUPS, st.floats(60, 200))
@settings(deadline=None)
def test_columns_keep_clear_of_each_other(groups: list[Group], width: float) -> None:
    """Found on 60 mm: three groups stood on one spot."""
    legend = Legend.of(groups, width, LETTERS)
    assert sum(len(column.entries) for column in legend.columns) == sum(len(group.entries) for group in groups)
    assert all(column.start >= 0 and column.bottom <= legend.height + 1e-9 for column in legend.columns)
    assert all(column.start + column.room <= width or column.start == 0 for column in legend.columns)
    for a, b in itertools.combinations(legend.columns, 2):
        beside = a.start + a.room <= b.start or b.start + b.room <= a.start
        assert beside or a.bottom <= b.top or b.bottom <= a.top, (a, b)


def test_a_legend_of_nothing_takes_no_room() -> None:
    assert Legend.of([], 174, LETTERS).height == 0
    assert Legend.of([Group("empty", ())], 174, LETTERS).height == 0
