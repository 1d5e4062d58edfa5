"""The library of what the user adds: whole or not at all, repeatable, reversible, shared by processes."""

from __future__ import annotations

import dataclasses
import math
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError, InputError
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.library import APPLICATION_ID, FILE, Held, Library
from geomap.gazetteer.tables import KINDS
from geomap.records import Name

WHEN = "2026-11-25T12:00:00+03:00"


def source(key: str, prefix: str) -> Source:
    return Source(
        key=key,
        prefix=prefix,
        title=f"The gazetteer {key}",
        publisher="Nobody",
        licence="CC0",
        homepage="https://example.org/",
        attribution=f"© the makers of {key}",
        downloads=(),
        read=lambda _: Reading(()),
    )


VILLAGES, UNITS = source("villages", "vil"), source("units", "unit")


def village(number: int, name: str = "Tall", **more: Any) -> ForeignPlace:
    names = (Name(f"{name} {number}", "en"), Name(f"تل {number}", "ar"))
    return ForeignPlace(f"vil.{number}", "village", names, 44.0 + number / 100, 35.0, where=f"v.csv:{number}", **more)


def unit() -> ForeignPlace:
    return ForeignPlace("unit.1", "district", (Name("Land", "en"),), 44.5, 35.5, area=shapely.box(44, 35, 45, 36))


def add(library: Library, what: Source, *places: ForeignPlace, when: str = WHEN) -> Held:
    return library.add(what, Reading(places, {"abroad": 2}, "2026"), "somewhere.csv", "ab" * 32, when)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "gazetteer")


def test_reading_an_absent_library_makes_nothing(library: Library, tmp_path: Path) -> None:
    assert (library.sources(), library.places(), library.areas()) == ((), (), {})
    assert library.digest()
    assert not list(tmp_path.iterdir())


def test_what_was_added_is_given_back_as_it_was(library: Library) -> None:
    full = village(3, population=120, radius_km=0.8, units=("unit.1",), same_as=("gn.5", "wd.Q1"), country="SY")
    held = add(library, VILLAGES, full, village(1))
    add(library, UNITS, unit())
    assert library.places() == (dataclasses.replace(unit(), area=None), full, village(1))
    ((id, shape),) = library.areas().items()
    assert id == "unit.1"
    assert shape.equals(shapely.box(44, 35, 45, 36))
    assert library.sources()[1] == held
    assert (held.rows, held.edition, held.added, held.origin) == (2, "2026", WHEN, "somewhere.csv")
    assert held.left_out == {"abroad": 2}
    assert held.attribution == "© the makers of villages"


def test_the_same_again_leaves_the_same(library: Library) -> None:
    empty = library.digest()
    add(library, VILLAGES, village(1), village(2))
    before = library.digest(), library.places()
    add(library, VILLAGES, village(1), village(2), when="2027-01-01")
    assert (library.digest(), library.places()) == before
    add(library, VILLAGES, village(1), village(2, "Tell"))
    assert library.digest() != before[0]
    add(library, VILLAGES, village(2))
    assert [place.id for place in library.places()] == ["vil.2"]
    assert library.remove("villages").rows == 1
    assert (library.sources(), library.places(), library.digest()) == ((), (), empty)
    add(library, VILLAGES, village(1), village(2))
    assert (library.digest(), library.places()) == before


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    one, other = Library(tmp_path / "1"), Library(tmp_path / "2")
    add(one, VILLAGES, village(1))
    add(one, UNITS, unit())
    add(other, UNITS, unit())
    add(other, VILLAGES, village(1))
    assert one.digest() == other.digest()
    assert one.places() == other.places()


def test_removing_takes_all_of_one_source_and_nothing_else(library: Library) -> None:
    add(library, VILLAGES, village(1))
    add(library, UNITS, unit())
    library.remove("units")
    assert library.areas() == {}
    assert [place.id for place in library.places()] == ["vil.1"]
    with sqlite3.connect(library.path) as database:
        assert database.execute("SELECT DISTINCT place FROM names").fetchall() == [("vil.1",)]
    database.close()


def test_an_unknown_source_cannot_be_removed(library: Library) -> None:
    with pytest.raises(InputError, match=r"'units'.*Nothing has been added"):
        library.remove("units")
    assert not library.path.exists()
    add(library, VILLAGES, village(1))
    with pytest.raises(InputError, match=r"'units'.*It holds villages"):
        library.remove("units")


class Breaking(tuple[ForeignPlace, ...]):
    """Places of which only the first few can be had."""

    __slots__ = ()

    def __iter__(self) -> Iterator[ForeignPlace]:
        yield village(1)
        yield village(7)
        raise KeyboardInterrupt


def test_an_import_that_breaks_off_leaves_the_library_as_it_was(library: Library) -> None:
    add(library, VILLAGES, village(1), village(2))
    before = library.digest(), library.places(), library.sources()
    with pytest.raises(KeyboardInterrupt):
        library.add(VILLAGES, Reading(Breaking()), "elsewhere", "cd" * 32, WHEN)
    assert (library.digest(), library.places(), library.sources()) == before


def test_a_first_import_that_breaks_off_leaves_an_empty_library(library: Library) -> None:
    nothing = library.digest()
    with pytest.raises(KeyboardInterrupt):
        library.add(VILLAGES, Reading(Breaking()), "elsewhere", "cd" * 32, WHEN)
    assert (library.digest(), library.places()) == (nothing, ())


KILLED = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_library_file import *

class Endless(tuple):
    def __iter__(self):
        number = 0
        while True:
            number += 1
            yield village(number % 4000 + number / 1e7, "x" * 2000)
            if number == 3000:
                print("half", flush=True)

Library(Path(sys.argv[1])).add(VILLAGES, Reading(Endless()), "", "", WHEN)
"""


def test_a_killed_process_leaves_the_library_as_it_was(library: Library) -> None:
    add(library, VILLAGES, village(1), village(2))
    before = library.digest(), library.places()
    command = [sys.executable, "-c", KILLED, str(library.path.parent), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    # So much was written that SQLite had to spill it: the journal of the dead is there to be undone.
    assert library.path.with_name(FILE + "-journal").stat().st_size > 0
    assert (library.digest(), library.places()) == before
    add(library, VILLAGES, village(5))
    assert len(library.places()) == 1


def test_a_second_writer_waits_and_then_is_told(library: Library) -> None:
    add(library, VILLAGES, village(1))
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        started = time.monotonic()
        hasty = Library(library.path.parent, wait_s=0.3)
        with pytest.raises(GazetteerError, match=r"another geomap has been writing to it for 0\.3 seconds"):
            add(hasty, UNITS, unit())
        assert time.monotonic() - started >= 0.25
        assert [held.key for held in hasty.sources()] == ["villages"]  # reading goes on
    finally:
        other.close()
    add(library, UNITS, unit())
    assert len(library.sources()) == 2


TWO = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_library_file import *

n = int(sys.argv[3])
places = tuple(village(n * 1000 + i) for i in range(500))
Library(Path(sys.argv[1])).add(source(f"s{n}", "vil"), Reading(places), "", "", WHEN)
"""


def test_processes_that_add_at_once_all_come_through(library: Library) -> None:
    def command(number: int) -> list[str]:
        return [sys.executable, "-c", TWO, str(library.path.parent), str(Path(__file__).parent), str(number)]

    at_once = [subprocess.Popen(command(number)) for number in range(2)]
    assert [process.wait(60) for process in at_once] == [0, 0]
    assert [(held.key, held.rows) for held in library.sources()] == [("s0", 500), ("s1", 500)]
    assert len(library.places()) == 1000


@pytest.mark.parametrize("content", [b"\x89PNG\r\n" * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_told_and_left_alone(library: Library, content: bytes) -> None:
    library.path.parent.mkdir()
    library.path.write_bytes(content)
    for use in (library.sources, library.places, library.digest, lambda: add(library, VILLAGES, village(1))):
        with pytest.raises(GazetteerError, match="move the file away"):
            use()
    assert library.path.read_bytes() == content


def test_a_file_cut_short_is_told(library: Library) -> None:
    add(library, VILLAGES, *(village(number) for number in range(2000)))
    with library.path.open("r+b") as file:
        file.truncate(library.path.stat().st_size // 2)
    with pytest.raises(GazetteerError, match="malformed"):
        library.places()


@pytest.mark.parametrize(
    ("pragma", "words"),
    [
        ("PRAGMA application_id = 7", f"application id 0x7 found, {APPLICATION_ID:#x} expected"),
        ("PRAGMA user_version = 99", "edition 99 found, 1 expected"),
    ],
)
def test_a_foreign_or_later_file_is_told(library: Library, pragma: str, words: str) -> None:
    add(library, VILLAGES, village(1))
    database = sqlite3.connect(library.path)
    database.execute(pragma)
    database.close()
    with pytest.raises(GazetteerError, match=words):
        library.sources()
    with pytest.raises(GazetteerError, match=words):
        add(library, VILLAGES, village(2))


def test_a_database_of_another_program_is_not_written_to(library: Library) -> None:
    library.path.parent.mkdir()
    database = sqlite3.connect(library.path)
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()
    before = library.path.read_bytes()
    with pytest.raises(GazetteerError, match="no library of geomap"):
        add(library, VILLAGES, village(1))
    assert library.path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sources SET left_out = '{'",
        "UPDATE places SET units = 'none'",
        "UPDATE places SET same_as = '1'",
        "UPDATE areas SET wkb = x'00ff'",
    ],
)
def test_cells_that_we_cannot_have_written_are_told(library: Library, change: str) -> None:
    add(library, UNITS, unit())
    database = sqlite3.connect(library.path)
    database.execute(change)
    database.commit()
    database.close()

    def use() -> None:
        library.sources(), library.places(), library.areas()

    with pytest.raises(GazetteerError, match="add the sources again"):
        use()


def test_an_empty_file_counts_as_none(library: Library) -> None:
    library.path.parent.mkdir()
    library.path.touch()
    assert library.sources() == ()
    add(library, VILLAGES, village(1))
    assert len(library.places()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="denied"):
        add(Library(tmp_path / "gazetteer"), VILLAGES, village(1))


def test_every_fault_of_an_import_is_listed_at_once(library: Library) -> None:
    add(library, UNITS, unit())
    bad = [
        village(1),
        dataclasses.replace(village(1), where="v.csv:9"),
        dataclasses.replace(village(2), lon=math.nan),
        dataclasses.replace(village(3), lat=91.0, kind="hamlet"),
        dataclasses.replace(village(4), names=(Name(" ", "en"),)),
        dataclasses.replace(village(5), radius_km=-1.0, population=-5),
        dataclasses.replace(village(6), id="unit.1"),
        dataclasses.replace(village(7), names=(Name("half \ud83d", "en"),)),
    ]
    with pytest.raises(GazetteerError) as caught:
        add(library, VILLAGES, *bad)
    faults = caught.value.faults
    assert "has 10 faults" in str(caught.value)
    assert len(faults) == 10
    assert faults[0] == "v.csv:9: id 'vil.1' again (first at v.csv:1); expected every id once"
    assert any("held by the source units" in fault for fault in faults)
    assert [held.key for held in library.sources()] == ["units"]


@pytest.mark.parametrize("text", ["'; DROP TABLE places; --", '"', "%s", "\0", "a|b", "$HOME", "<script>"])
def test_names_are_only_names(library: Library, text: str) -> None:
    add(library, VILLAGES, dataclasses.replace(village(1), names=(Name(text, "en"),)))
    assert library.places()[0].names == (Name(text, "en"),)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
PLACES = st.builds(
    ForeignPlace,
    id=TEXTS.map("vil.{}".format),
    kind=st.sampled_from(sorted(KINDS)),
    names=st.lists(st.builds(Name, TEXTS, st.sampled_from(["en", "ar", "ckb"])), min_size=1, max_size=4).map(tuple),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    country=st.sampled_from(["IQ", "SY"]),
    radius_km=st.none() | st.floats(0.1, 500),
    population=st.none() | st.integers(0, 10**9),
    units=st.lists(TEXTS, max_size=3).map(tuple),
    same_as=st.lists(TEXTS, max_size=3).map(tuple),
    where=TEXTS,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PLACES, max_size=8, unique_by=lambda place: place.id))
def test_any_rows_come_back_as_they_went_in(library: Library, places: list[ForeignPlace]) -> None:
    add(library, VILLAGES, *places)
    assert library.places() == tuple(places)
