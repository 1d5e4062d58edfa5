"""A gazetteer as columns: places come back as they were, and what is kept fits what it was built from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer, built
from geomap.gazetteer.columns import Columns, Groups, PlaceTable, load_columns, save_columns
from geomap.gazetteer.library import Library
from geomap.gazetteer.tables import COLUMNS, KINDS
from geomap.records import Name, Place
from geomap.settings import Settings

word = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
words = st.lists(word, min_size=1, max_size=3).map(" ".join)
ids = st.from_regex(r"[a-z]{2}(\.[a-z0-9_]{1,5}){0,3}", fullmatch=True)
lonlat = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
years = st.tuples(st.none() | st.integers(1800, 2100), st.none() | st.integers(1800, 2100))
names = st.builds(Name, words, st.sampled_from(["en", "ar", "ckb", "kmr", "tk"]), years)
places = st.builds(
    Place,
    id=ids,
    kind=st.sampled_from(sorted(KINDS)),
    names=st.lists(st.builds(Name, words, st.sampled_from(["en", "ar", "ckb", "kmr", "tk"]), years), max_size=4).map(
        tuple
    ),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    radius_km=st.floats(0.1, 1000),
    country=st.sampled_from(["IQ", "SY"]),
    parents=st.lists(ids, max_size=3).map(tuple),
    claimed_parents=st.lists(ids, max_size=2).map(tuple),
    disputed=st.floats(0, 1),
    population=st.none() | st.integers(1, 10**7),
    line=st.lists(lonlat, max_size=4).map(tuple),
    sources=st.lists(st.from_regex(r"[a-z-]{2,6}", fullmatch=True), max_size=3).map(tuple),
    note=words | st.just(""),
    valid=years,
)


@given(st.lists(places, max_size=6, unique_by=lambda place: place.id))
def test_places_come_back_as_they_were(given: list[Place]) -> None:
    table = PlaceTable(PlaceTable.columns_of(given))
    assert list(table.values()) == given
    names = [(place, name) for place in given for name in place.names]
    assert [table.name(n) for n in range(len(names))] == names


@given(st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=5))
def test_groups_come_back_as_they_were(given: list[list[int]]) -> None:
    groups = Groups.read(Groups.columns_of("some", given), "some")
    assert [list(groups[n]) for n in range(len(given))] == given


@pytest.mark.parametrize("lines", [[], [""], ["", ""], ["الحويجة", "", "Ḥawīǧa", "\U0001d7ce"]])
def test_texts_are_kept_line_by_line(lines: list[str], tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kept.npz"
    save_columns(Columns({"some": lines}, {}), path)
    found = load_columns(path)
    assert found is not None
    assert found.texts == {"some": lines}
    assert list(path.parent.iterdir()) == [path], "nothing is left beside it"


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "kept.npz"
    assert load_columns(path) is None
    save_columns(Columns({"some": ["a"] * 1000}, {}), path)
    whole = path.read_bytes()
    for broken in (b"", b"no archive", whole[:-30], whole[:200], whole.replace(b"a\na", b"b\nb")):
        path.write_bytes(broken)
        assert load_columns(path) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    write_table(folder, "Kirkuk")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", cache=tmp_path / "cache")


def write_table(folder: Path, name: str) -> None:
    rows = ["iq,country,Iraq,العراق,,,43.7,33.2,520", f"iq.kirkuk,governorate,{name},كركوك,,,44.39,35.47,90,iq"]
    lines = [row + "," * (len(COLUMNS) - 1 - row.count(",")) for row in rows]
    folder.joinpath("places.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


def kept(settings: Settings) -> list[Path]:
    return sorted((settings.cache_home / "gazetteer").glob("*"))


def test_a_kept_gazetteer_answers_as_a_new_one(folder: Path, settings: Settings) -> None:
    new, old = (Gazetteer.load(folder, settings) for _ in range(2))
    assert len(kept(settings)) == 1
    assert dict(new.places) == dict(old.places)
    text = "هجوم في كركوك قرب دمشق"
    assert new.find(text) == old.find(text) != ()
    assert new.lookup("Kerkuk") == old.lookup("Kerkuk") != ()
    assert new.search("kirk") == old.search("kirk") != ()


def test_a_changed_table_is_read_anew(folder: Path, settings: Settings) -> None:
    Gazetteer.load(folder, settings)
    write_table(folder, "Tamim")
    assert Gazetteer.load(folder, settings).place("iq.kirkuk").label == "Tamim"


def test_a_broken_file_is_built_anew(folder: Path, settings: Settings) -> None:
    Gazetteer.load(folder, settings)
    (path,) = kept(settings)
    path.write_bytes(path.read_bytes()[:1000])
    assert Gazetteer.load(folder, settings).lookup("Kirkuk")
    assert load_columns(path) is not None


def test_a_cache_that_cannot_be_written_costs_only_time(folder: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert Gazetteer.load(folder, Settings(cache=in_the_way)).lookup("Kirkuk")


def test_the_cache_does_not_grow(folder: Path, settings: Settings) -> None:
    last = ""
    for n in range(built.KEPT + 3):
        write_table(folder, f"Kirkuk{n}")
        Gazetteer.load(folder, settings)
        last = built.name(folder, Library(folder))
        os.utime(settings.cache_home / "gazetteer" / last, (n, n))
    assert len(kept(settings)) == built.KEPT
    assert last in {path.name for path in kept(settings)}


def test_every_table_is_part_of_the_name(folder: Path) -> None:
    names = [built.name(folder, Library(folder))]
    for content in ("id,points\n", "id,points\n\n"):
        folder.joinpath("lines.csv").write_text(content)
        names.append(built.name(folder, Library(folder)))
    assert len(set(names)) == 3
    assert built.name(folder, Library(folder)) == names[-1]
