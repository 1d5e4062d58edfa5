"""The composer, as a program that goes on after it sees it."""

from __future__ import annotations

import gc

from geomap.pipeline import run
from geomap.settings import data_folder


def test_the_garbage_collector_is_left_as_it_was() -> None:
    before = gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()
    run([data_folder("reports") / "k1_base_rockets.txt"])
    assert (gc.get_threshold(), gc.get_freeze_count(), gc.isenabled()) == before


def test_a_program_that_has_frozen_its_own_objects_keeps_them_so() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        run([data_folder("reports") / "k1_base_rockets.txt"])
        assert gc.get_freeze_count() > frozen / 2 > 0  # a few of them may have died meanwhile
    finally:
        gc.unfreeze()
