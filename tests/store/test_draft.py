"""A file appears whole or not at all, wherever it is written."""

from __future__ import annotations

import resource
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geomap.errors import ExportError
from geomap.records import Event, Incident, Location, Report, When
from geomap.store import FORMATS, read, to_frame, write

ENDINGS = sorted(FORMATS)
OLD = Incident(
    Event("d1", "Battles", "Armed clash", When(date(2021, 9, 5), date(2021, 9, 6), "day", "stated"), weapons=("IED",)),
    Location("Lakja", lon=43.602, lat=35.590, radius_km=1.0, method="named"),
    (Report("d1"),),
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_the_old_file_and_no_draft(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"incidents{ending}"
    write(to_frame([OLD]), path)
    before = path.read_bytes()
    frame = to_frame([replace(OLD, warnings=("قرية" * 5000,))] * 40)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))  # as a full disk: writing fails half-way, with an errno
    try:
        with pytest.raises(ExportError, match="cannot be written"):
            write(frame, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_through_a_link_the_file_is_replaced_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write(to_frame([OLD]), tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert len(read(tmp_path / "real.csv")) == 1


def test_a_link_that_leads_to_itself_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    write(to_frame([OLD]), tmp_path / "loop.csv")
    assert len(read(tmp_path / "loop.csv")) == 1


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "null.csv").symlink_to("/dev/null")
    with pytest.raises(ExportError, match="no regular file"):
        write(to_frame([]), tmp_path / "null.csv")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    "place", ["file/incidents.csv", "/proc/incidents.csv", "/dev/null/incidents.csv", "x" * 300 + ".csv"]
)
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match=r"csv cannot be written") as caught:
        write(to_frame([]), tmp_path / place)
    assert ".geomap-" not in str(caught.value)
    assert "rights" in caught.value.hint
