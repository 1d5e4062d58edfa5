"""What the calibration chooses among the constants it has tried."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def calibration() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        yield import_module("calibration")
        sys.modules.pop("calibration", None)


def test_what_holds_most_at_a_bearable_size_is_best(calibration: ModuleType) -> None:
    """Each tried: share held, size, turn, level."""
    tried = [(0.95, 1.1, 16.0, 0.99), (0.9, 0.7, 12.0, 0.98), (0.9, 0.6, 10.0, 0.98), (0.8, 0.5, 8.0, 0.97)]
    assert calibration.best(tried) == (10.0, 0.98)


def test_where_no_size_is_bearable_the_smallest_is_best(calibration: ModuleType) -> None:
    assert calibration.best([(0.95, 1.2, 16.0, 0.99), (0.9, 0.9, 12.0, 0.97)]) == (12.0, 0.97)
