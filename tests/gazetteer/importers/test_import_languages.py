"""Languages of names, and what all importers share: gathering and extents."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.gazetteer.importers import gathering as module
from geomap.gazetteer.importers.extents import Extent, extent_of, polygons_of, within_box
from geomap.gazetteer.importers.foreign import ForeignPlace
from geomap.gazetteer.importers.gathering import Gathering, number, population_of, shown
from geomap.gazetteer.importers.languages import MOST_UNTAGGED, language_of, names_of, untagged
from geomap.records import Name


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Kirkuk", "", "en"),
        ("Kirkūk", "ar", "en"),
        ("Ḩawījah ‘Alī", "eng", "en"),
        ("Kerkûk", "ku", "kmr"),
        ("Kerkûk", "ckb", "kmr"),
        ("Kerkük", "tur", "tk"),
        ("كركوك", "", "ar"),
        ("كركوك", "en", "ar"),
        ("دوشيڤان", "ara", "ar"),
        ("دوشيڤان", "", None),
        ("کەرکووک", "", "ckb"),
        ("کەرکووک", "ar", "ckb"),
        ("كركوك", "ku", "ckb"),
        ("کرکوک", "", None),
        ("کرکوک", "fas", None),
        ("كەركۈك", "", None),
        ("ئەربىل", "", None),
        ("كركوك", "tk", "tk"),
        ("Киркук", "", None),
        ("Киркук", "en", None),
        ("キルクーク", "", None),
        ("כירכוכ", "", None),
        ("Kirkuk", "ru", None),
        ("123", "", None),
        ("١٢٣", "ar", None),
        ("؟", "ar", None),
        ("", "", None),
    ],
)
def test_the_script_shows_the_language(text: str, declared: str, language: str | None) -> None:
    assert language_of(text, declared) == language


def test_names_are_tidied_and_told_once() -> None:
    pairs = [("  Tall\u00a0 \tDhahab ", ""), ("Tall Dhahab", "en"), ("\u200fتل\u200e ذهب\u202c", "ar"), ("ORBM", "en")]
    assert names_of([*pairs, ("x" * 200, "en"), ("", "en"), ("Tall Dhahab", "ku")]) == (
        Name("Tall Dhahab", "en"),
        Name("تل ذهب", "ar"),
        Name("Tall Dhahab", "kmr"),
    )


def test_many_latin_names_without_a_language_are_translations() -> None:
    few = [f"Tell {n}" for n in range(MOST_UNTAGGED)]
    assert [text for text, _ in untagged([*few, *few, ""])] == few
    assert untagged([*few, "تل"]) == [("تل", "")]


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_tidy_name_or_none(text: str) -> None:
    for name in names_of([(text, ""), (text, "ar"), (text, "ku")]):
        assert name.text == " ".join(name.text.split())
        assert name.text.isprintable() or any(ord(letter) > 127 for letter in name.text)
        assert name.language in ("en", "ar", "ckb", "kmr")


def place(key: str, *units: str, where: str = "x:1", named: bool = True) -> ForeignPlace:
    names = (Name("x", "en"),) if named else ()
    return ForeignPlace(key, "village", names, 44, 35, units=units, where=where)


def test_units_that_were_not_read_are_taken_out() -> None:
    gathering = Gathering("X", units_of="iq.")
    gathering.add(place("a", "b", "gone", "a", "iq.kirkuk"))
    gathering.add(place("b"))
    gathering.add(place("c", named=False))
    gathering.leave_out("because")
    reading = gathering.reading("of today")
    assert [p.units for p in reading.places] == [("b", "iq.kirkuk"), ()]
    assert reading.left_out == {"because": 1, module.UNNAMED: 1}
    assert reading.edition == "of today"


def test_faults_are_all_told_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FAULTS", 3)
    gathering = Gathering("X")
    for line in range(5):
        gathering.fault(f"x:{line}", "this", "that")
    gathering.add(place("a"))
    with pytest.raises(GazetteerError, match="X is not imported: 5 faults") as caught:
        gathering.reading()
    assert caught.value.faults == (
        *(f"x:{line}: this; expected that" for line in range(3)),
        "2 more faults, not listed.",
    )


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1_0", "", "x", None, [], "1,5", 10**400])
def test_what_is_no_number_is_none(value: object) -> None:
    assert number(value) != number(value)
    assert population_of(value) is None


@pytest.mark.parametrize(("value", "people"), [("1200", 1200), (5.0, 5), (0, None), (-3, None), ("1e30", None)])
def test_populations_are_numbers_of_people(value: object, people: int | None) -> None:
    assert population_of(value) == people


def test_long_values_are_cut_and_escaped() -> None:
    assert shown("a\x1b[31m\n") == r"'a\x1b[31m\n'"
    assert len(shown("x" * 10_000)) == 80


def test_nothing_that_is_told_steers_a_terminal() -> None:
    gathering = Gathering("X")
    gathering.leave_out("kind not of use: \x1b[31mred")
    gathering.add(place("a"))
    assert list(gathering.reading("v\x07").left_out) == ["kind not of use: \ufffd[31mred"]
    assert gathering.reading("v\x07").edition == "v\ufffd"
    gathering.fault("a\x1b.zip/x\n:3", "this", "that")
    gathering.refuse(GazetteerError("what", ("y\x1b: that",)))
    with pytest.raises(GazetteerError) as caught:
        gathering.reading()
    assert caught.value.faults == ("a\ufffd.zip/x\ufffd:3: this; expected that", "y\ufffd: that")


def test_extents_of_points_lines_and_areas() -> None:
    assert extent_of(shapely.Point(44, 35)) == Extent(44, 35, None)
    line = extent_of(shapely.MultiLineString([[(44, 35), (44, 35.1)], [(44, 35), (46, 35)]]))
    assert (line.lon, line.lat) == (45, 35)
    assert line.radius_km == pytest.approx(91.8, abs=0.5)
    area = extent_of(shapely.box(44, 35, 45, 36))
    assert (area.lon, area.lat) == (44.5, 35.5)
    assert area.radius_km == pytest.approx(72, abs=1)
    mixed = shapely.GeometryCollection([shapely.box(44, 35, 45, 36), shapely.LineString([(44, 35), (45, 35)])])
    assert extent_of(mixed).radius_km == area.radius_km


def test_areas_are_made_valid_and_lines_are_none() -> None:
    crossed = polygons_of(shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]))
    assert crossed is not None
    assert crossed.geom_type == "MultiPolygon"
    assert polygons_of(shapely.LineString([(0, 0), (1, 1)])) is None
    assert polygons_of(shapely.Polygon()) is None
    assert within_box(shapely.box(0, 0, 1, 1)) is None
