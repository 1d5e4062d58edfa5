"""Settings come from one table, and impossible ones are refused with a clear message."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import SettingsError
from geomap.settings import TABLE, Settings, data_folder, in_force


def test_defaults_are_those_of_the_table() -> None:
    assert Settings.read({}) == Settings()
    assert {row.name for row in TABLE} == set(Settings.__dataclass_fields__)


def test_the_environment_overrides() -> None:
    read = Settings.read({"GEOMAP_MAX_BYTES": "1000", "GEOMAP_GAZETTEER": "/somewhere"})
    assert (read.max_bytes, read.gazetteer) == (1000, Path("/somewhere"))


def test_what_is_in_force_is_the_environments_or_the_tables() -> None:
    assert in_force({}) == {row.name: row.default for row in TABLE}
    assert in_force({"GEOMAP_MAX_BYTES": "1000"})["max_bytes"] == "1000"
    with pytest.raises(SettingsError):
        in_force({"GEOMAP_MAX_RADIUS_KM": "far"})


@pytest.mark.parametrize("value", ["", "many", "-3", "0", "nan", "inf"])
def test_an_impossible_value_names_the_variable(value: str) -> None:
    with pytest.raises(SettingsError, match="GEOMAP_MAX_BYTES"):
        Settings.read({"GEOMAP_MAX_BYTES": value})


def test_bundled_data_is_found() -> None:
    assert (data_folder("gazetteer") / "places.csv").is_file()
    assert any(data_folder("reports").glob("*.jsonl"))
