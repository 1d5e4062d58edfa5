"""What may be published: coarse places, nobody's name, nothing exact left anywhere, and a note that says so."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st

import geomap
from geomap.errors import ExportError, InputError
from geomap.gazetteer import Gazetteer
from geomap.geodesy import circle, distances_km
from geomap.maps import draw
from geomap.records import COLUMNS
from geomap.store import FORMATS, NOTE_START, Coarsening, published, read, write
from geomap.store.frame import frame_of, rows_of
from geomap.store.persons import is_generic, names_person
from geomap.store.withholding import published_id

ROOT = Path(__file__).parents[2]
WAYS = ("district", "10km")
AREAS = Gazetteer.load().areas


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def bundled() -> gpd.GeoDataFrame:
    return geomap.read([ROOT / "data/reports"])


def row(**values: Any) -> dict[str, Any]:
    """An attack in the village of Lakja in Makhmur, with everything that must not be published."""
    given = {
        "id": "abcdef012345",
        "summary": "Attack at Zurgazarawi, 5 September 2021, 1 killed",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "date_start": date(2021, 9, 5),
        "date_end": date(2021, 9, 5),
        "date_precision": "day",
        "killed_min": 1,
        "killed_max": 1,
        "casualties": [
            {
                "kind": "killed",
                "group": "civilians",
                "low": 1,
                "high": 1,
                "text": "killed Karam Jalal",
                "document": "lakja-1",
            }
        ],
        "perpetrator": "IS",
        "attributions": [{"actor": "IS", "text": "said Colonel Saman Rashid", "kind": "blamed", "by": "Saman Rashid"}],
        "target": "civilians",
        "perpetrator_text": "Islamic State",
        "target_text": "journalist Karam Jalal",
        "weapons": ["small arms"],
        "place_text": "Zurgazarawi, 4 km east of Lakja",
        "place_name_en": "Zurgazarawi",
        "place_name_ar": "زورگەزراوی",
        "place_id": "iq.erbil.p.zurgazarawi",
        "lon": 43.61234,
        "lat": 35.59876,
        "radius_km": 1.5,
        "footprint": circle(43.61234, 35.59876, 1.5),
        "location_method": "named",
        "geo_precision": 1,
        "where_prec": 1,
        "governorate": "Erbil",
        "district": "Makhmur",
        "subdistrict": "Qaraj",
        "governorate_shares": {"Erbil": 1.0},
        "district_shares": {"Makhmur": 1.0},
        "subdistrict_shares": {"Qaraj": 1.0},
        "disputed": 0.7654,
        "location_reasons": ["The words name Zurgazarawi (village)."],
        "location_reason_codes": [["named", {"place": "Zurgazarawi", "kind": "village"}]],
        "location_candidates": [
            {"id": "iq.x.lakja", "name_en": "Lakja", "lon": 43.60001, "lat": 35.58001, "probability": 0.1}
        ],
        "confidence": 0.8,
        "reports": [
            {
                "id": "lakja-1",
                "title": "Attack in Makhmur",
                "url": "https://example.org/1",
                "source": "Example News",
                "published": "2021-09-06",
                "language": "en",
                "reprint_of": None,
            }
        ],
        "evidence": [
            {
                "field": "sentence",
                "document": "lakja-1",
                "start": 0,
                "end": 40,
                "text": "Gunmen shot Karam Jalal in Zurgazarawi.",
            }
        ],
        "merge_reasons": ["Both lie at Zurgazarawi."],
        "warnings": ["The figures for killed differ: 1; 2.", "The reports place it 3 km apart: Lakja; Zurgazarawi."],
        "status": "extracted",
    }
    return {name: ({**given, **values}).get(name) for name in COLUMNS}


SECRETS = ("Zurgazarawi", "Lakja", "Karam", "Jalal", "Saman", "زورگەزراوی", "Gunmen", "Qaraj", "lakja", "0.7654")
EXACT = ("43.61234", "35.59876", "43.60001", "35.58001", "4361234", "3559876", "436123", "355988", "iq.x.lakja")


def told(file: Path) -> str:
    """Everything that a file says, what is compressed in it included."""
    data = file.read_bytes()
    if is_zipfile(file):
        with ZipFile(file) as archive:
            data += b"\n".join(map(archive.read, archive.namelist()))
    text = data.decode("utf-8", "replace")
    return "\n".join([text, *_opened(text)])


def _opened(text: str) -> Iterator[str]:
    for run in re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", text):
        for window in (-zlib.MAX_WBITS, zlib.MAX_WBITS, zlib.MAX_WBITS | 32):
            try:
                yield zlib.decompress(base64.b64decode(run + "=" * (-len(run) % 4)), window).decode("utf-8", "replace")
            except (zlib.error, ValueError):
                continue


def without_ground(text: str) -> str:
    """A page without its basemap, which names villages for what they are and knows no incident."""
    return re.sub(r'<script[^>]*id="geomap-ground"[^>]*>.*?</script>', "", text, flags=re.DOTALL)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_exact_is_left_in_any_export(tmp_path, gazetteer, way, ending):
    edition = published(frame_of([row()]), gazetteer.areas, Coarsening.of(way))
    text = "\n".join(told(file) for file in write(edition.frame, tmp_path / f"public{ending}"))
    assert "Makhmur" in text
    assert not [secret for secret in (*SECRETS, *EXACT) if secret in text]
    assert NOTE_START in text


@pytest.mark.parametrize("way", WAYS)
def test_nothing_exact_is_left_on_the_map(tmp_path, gazetteer, way):
    edition = published(frame_of([row()]), gazetteer.areas, Coarsening.of(way))
    draw(edition.frame).save(str(tmp_path / "map.html"))
    page = told(tmp_path / "map.html")
    draw(edition.frame.iloc[:0]).save(str(tmp_path / "empty.html"))
    empty = without_ground(told(tmp_path / "empty.html"))  # words of the page itself, and towns on its ground
    assert published_id("lakja-1") in page
    assert not [s for s in (*SECRETS, *EXACT) if s in without_ground(page) and s not in empty]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_the_bundled_reports_is_left(gazetteer, bundled, way):
    rows = rows_of(published(bundled, gazetteer.areas, Coarsening.of(way)).frame)
    # A border of a district may well have a corner at 35.21 degrees.
    text = json.dumps(
        [{name: value for name, value in r.items() if name != "footprint"} for r in rows], ensure_ascii=False
    )
    titles = {report["title"] for reports in bundled["reports"] for report in reports}
    units = {area.id for level in ("district", "governorate") for area in gazetteer.areas.features(level)}
    for found in rows_of(bundled):
        sentences = [e["text"] for e in found["evidence"] if e["field"] == "sentence" and e["text"] not in titles]
        assert sentences
        exact = {str(found["lon"]), str(found["lat"]), found["place_id"]} - units - {None}
        texts = {*sentences, *exact, *found["location_reasons"], *(report["id"] for report in found["reports"])}
        assert not [s for s in texts if f'"{s}"' in text or f" {s}," in text]


points = st.tuples(st.floats(43.45, 43.75), st.floats(35.55, 35.85))


@settings(max_examples=25, deadline=None)
@given(first=points, second=points)
def test_two_places_in_one_district_are_published_alike(first, second):
    """Who has the published edition cannot tell where in the district it was: the bytes are the same."""
    makhmur = next(a for a in AREAS.features("district") if a.name_en == "Makhmur").geometry
    rows = [row(lon=lon, lat=lat, footprint=circle(lon, lat, 2)) for lon, lat in (first, second)]
    if all(shapely.contains_xy(makhmur, r["lon"], r["lat"]) for r in rows):
        one, other = (published(frame_of([r]), AREAS).frame for r in rows)
        assert_geodataframe_equal(one, other)
        assert one.attrs == other.attrs


@settings(max_examples=60, deadline=None)
@given(
    lon=st.floats(39.0, 48.0),
    lat=st.floats(29.5, 37.0),
    width=st.sampled_from([1.0, 5.0, 10.0, 25.0, 50.0]),
    radius=st.floats(0.1, 60),
)
def test_a_cell_holds_its_point_is_as_large_as_any_and_no_finer_than_the_place(lon, lat, width, radius):
    given_row = row(lon=lon, lat=lat, radius_km=radius, place_id=None, footprint=None)
    found = published(frame_of([given_row]), AREAS, Coarsening(width)).frame.iloc[0]
    assert found["footprint"].buffer(1e-9).contains(shapely.Point(lon, lat))
    west, south, east, north = found["footprint"].bounds
    cells = (_area_km2(west, south, east, north) / width**2) ** 0.5
    assert round(cells) == pytest.approx(cells, rel=1e-3)
    assert round(cells) & (round(cells) - 1) == 0  # 1, 2, 4, 8 … cells wide
    corners = distances_km(found["lon"], found["lat"], shapely.get_coordinates(found["footprint"]))
    assert corners.max() <= found["radius_km"] + 0.06
    assert found["radius_km"] > radius * 0.95  # the plane stretches what it keeps in area


def _area_km2(west: float, south: float, east: float, north: float) -> float:
    from pyproj import Geod

    area, _ = Geod(ellps="WGS84").geometry_area_perimeter(
        shapely.segmentize(shapely.box(west, south, east, north), 0.01)
    )
    return abs(area) / 1e6


def test_codes_say_what_the_region_is_and_never_more_than_was_known(gazetteer):
    edition = published(frame_of([row(), row(where_prec=5, geo_precision=3)]), gazetteer.areas)
    assert list(edition.frame["where_prec"]) == [3, 5]
    assert list(edition.frame["geo_precision"]) == [2, 3]
    assert list(edition.frame["location_method"]) == ["area", "area"]
    assert list(edition.frame["place_id"]) == ["iq.erbil.makhmur"] * 2
    makhmur = next(a for a in gazetteer.areas.features("district") if a.name_en == "Makhmur")
    assert edition.frame["footprint"].iloc[0].equals(makhmur.geometry)


def test_what_is_known_by_its_governorate_is_not_given_a_district(gazetteer):
    frame = frame_of([row(place_id="iq.erbil"), row(district_shares={"Makhmur": 0.4, "Koya": 0.35})])
    found = published(frame, gazetteer.areas).frame
    assert list(found["place_id"]) == ["iq.erbil", "iq.erbil"]
    assert list(found["district"]) == [None, None]
    assert list(found["where_prec"]) == [4, 4]
    assert list(found["geo_precision"]) == [3, 3]


def test_abroad_and_unplaced_incidents_stay_and_lose_their_reasons(gazetteer):
    abroad = {"lon": 36.3, "lat": 33.5, "governorate": None, "district": None}
    abroad |= {"governorate_shares": {}, "district_shares": {}, "footprint": circle(36.3, 33.5, 2)}
    nowhere = {"lon": None, "lat": None, "footprint": None, "location_method": "unplaced"}
    edition = published(frame_of([row(**abroad), row(**nowhere)]), gazetteer.areas)
    assert (edition.incidents, edition.coarsened, edition.unplaced) == (2, 0, 1)
    assert edition.frame["lon"].isna().all()
    assert [codes[0][0] for codes in edition.frame["location_reason_codes"]] == [
        "published_nowhere",
        "published_unplaced",
    ]
    assert "1 lie in none" in edition.note


def test_a_frame_without_shares_is_placed_by_its_point(gazetteer):
    bare = row(governorate=None, district=None, governorate_shares=None, district_shares=None)
    assert published(frame_of([bare]), gazetteer.areas).frame["district"].iloc[0] == "Makhmur"


def test_the_input_stays_as_it_is_and_the_outcome_is_frozen(gazetteer):
    frame = frame_of([row()])
    before = frame.copy()
    edition = published(frame, gazetteer.areas)
    assert_geodataframe_equal(frame, before)
    with pytest.raises(AttributeError):
        edition.coarsened = 0  # type: ignore[misc]
    assert edition.frame.attrs["publication"] == edition.facts


def test_a_column_that_nobody_decided_on_is_withheld(gazetteer):
    frame = frame_of([row()])
    frame["secret"] = "Zurgazarawi"
    found = published(frame, gazetteer.areas).frame
    assert set(found.columns) == {*COLUMNS, "geometry"}


def test_warnings_keep_figures_and_lose_places(gazetteer):
    assert published(frame_of([row()]), gazetteer.areas).frame["warnings"].iloc[0] == [
        "The figures for killed differ: 1; 2."
    ]


def reports(**values: Any) -> list[dict[str, Any]]:
    return [{**row()["reports"][0], **values}]


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Dawn raid on Zurgazarawi", "https://example.org/1"),
        ("Dawn raid", "https://example.org/raid-on-zurgazarawi"),
        ("Journalist Karam Jalal shot dead", "https://example.org/1"),
        ("مقتل الصحفي كرم جلال", "https://example.org/1"),
        ("شەهیدبوونی ڕۆژنامەنووس کەرەم جەلال", "https://example.org/1"),
        ("هجوم على زورگه‌زراوی", "https://example.org/1"),
    ],
)
def test_a_title_or_address_that_gives_it_away_goes(gazetteer, title, url):
    found = published(frame_of([row(reports=reports(title=title, url=url))]), gazetteer.areas)
    [report] = found.frame["reports"].iloc[0]
    assert (report["title"], report["url"]) == ("", None)
    assert report["source"] == "Example News"
    assert found.titles == 1


def test_other_titles_stay(gazetteer):
    [report] = published(frame_of([row()]), gazetteer.areas).frame["reports"].iloc[0]
    assert (report["title"], report["url"]) == ("Attack in Makhmur", "https://example.org/1")
    assert report["id"] == published_id("lakja-1")


@pytest.mark.parametrize("mark", ["ATTACK in makhmur", "example.org/1", "lakja-1", "abcdef012345", " abcdef012345 "])
def test_what_the_author_marks_goes_for_every_incident_that_cites_it(gazetteer, mark):
    frame = frame_of([row(), row(id="other0000000", place_name_en="Makhmur", evidence=[])])
    found = published(frame, gazetteer.areas, redact=[mark])
    assert [r[0]["title"] for r in found.frame["reports"]] == ["", ""]
    assert [r[0]["url"] for r in found.frame["reports"]] == [None, None]
    assert found.titles == 1


@pytest.mark.parametrize("cell", [True, "attack in MAKHMUR"])
def test_a_column_marks_rows_and_strings(gazetteer, cell):
    frame = frame_of([row(), row(id="other0000000", reports=reports(id="r2", title="Two days of raids", url=None))])
    frame["redact"] = pd.Series([cell, None], dtype=object)
    found = published(frame, gazetteer.areas).frame
    assert [r[0]["title"] for r in found["reports"]] == ["", "Two days of raids"]


def test_a_marked_source_and_words_for_groups_go(gazetteer):
    frame = frame_of([row(target_text="policemen")])
    assert published(frame, gazetteer.areas).frame["target_text"].iloc[0] == "policemen"
    found = published(frame, gazetteer.areas, redact=["policemen", "example NEWS", "", "  "]).frame
    assert found["target_text"].iloc[0] is None
    assert found["reports"].iloc[0][0]["source"] is None


@pytest.mark.parametrize(
    "text", ["three policemen", "عناصر تنظيم داعش", "وقوات جهاز مكافحة الإرهاب", "هێزەکانی پێشمەرگە", "Islamic State"]
)
def test_words_for_groups_name_nobody(text):
    assert is_generic(text)


@pytest.mark.parametrize(
    "text", ["", "Karam Jalal", "policeman Karam", "الشرطي كرم جلال", "پۆلیس کەرەم", "journalist", "!"]
)
def test_whatever_is_not_known_to_be_a_kind_may_be_a_name(text):
    assert not is_generic(text)


@settings(max_examples=200, deadline=None)
@given(
    name=st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=7, max_size=12),
    kind=st.sampled_from(["police", "جنود"]),
)
def test_no_word_passes_that_is_not_listed(name, kind):
    if not is_generic(name):
        assert not is_generic(f"{kind} {name}")
        assert names_person(f"journalist {name}") or not re.match(r"[A-Z]", name)


@pytest.mark.parametrize(
    "title",
    [
        "Three soldiers killed near Mosul",
        "مقتل ثلاثة جنود في كركوك",
        "IS leader killed in Kirkuk",
        "Curfew lifted in Kirkuk",
    ],
)
def test_titles_about_groups_are_no_names(title):
    assert not names_person(title)


@pytest.mark.parametrize(
    "words", ["", "province", "10", "10 miles", "-5km", "0km", "0.5km", "1e3km", "999km", "km", "nan km"]
)
def test_what_places_cannot_be_coarsened_to_is_refused(words):
    with pytest.raises(InputError, match="Say district") as caught:
        Coarsening.of(words)
    assert repr(words) in str(caught.value)


def test_ways_are_read_in_any_case():
    assert Coarsening.of(" District ") == Coarsening()
    assert Coarsening.of("2.5 KM") == Coarsening(2.5)


def test_a_frame_that_is_none_of_ours_is_refused(gazetteer):
    with pytest.raises(ExportError, match="lacks the columns"):
        published(gpd.GeoDataFrame({"id": ["x"]}), gazetteer.areas)


def test_an_edition_is_read_back_with_its_note(tmp_path, gazetteer, bundled):
    edition = published(bundled, gazetteer.areas)
    write(edition.frame, tmp_path / "public.gpkg")
    back = read(tmp_path / "public.gpkg")
    assert back.attrs["attribution"][-1] == edition.note
    assert_geodataframe_equal(back, edition.frame)


def test_publishing_twice_adds_nothing_and_takes_nothing(gazetteer, bundled):
    once = published(bundled, gazetteer.areas).frame
    twice = published(once, gazetteer.areas).frame
    for column in ("lon", "lat", "district", "summary", "where_prec"):
        assert list(once[column]) == list(twice[column]), column


def test_hostile_text_passes_through_as_text_or_not_at_all(gazetteer):
    evil = "<script>alert(1)</script> \u202e {{7*7}} $& \\1 (?P<x>"
    frame = frame_of([row(target_text=evil, place_text=evil, reports=reports(title=evil, url="javascript:alert(1)"))])
    found = published(frame, gazetteer.areas, redact=[evil, "(", "[", "\\"]).frame
    assert evil not in json.dumps(rows_of(found), ensure_ascii=False)


def test_ids_sources_and_fields_that_are_words_do_not_tell_the_place(gazetteer):
    given_row = row(
        id="lakja-raid",
        reports=reports(source="Zurgazarawi News"),
        casualties=[{"kind": "killed", "low": 1, "name": "Karam Jalal", "source": "Karam's brother", "text": "Karam"}],
    )
    found = published(frame_of([given_row]), gazetteer.areas).frame
    text = json.dumps(rows_of(found), ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in text]
    assert found["id"].iloc[0] == published_id("lakja-raid", "i")
    assert found["casualties"].iloc[0] == [{"kind": "killed", "low": 1, "text": ""}]
    assert found["reports"].iloc[0][0]["source"] is None
    marked = published(frame_of([given_row]), gazetteer.areas, redact=["lakja-raid"]).frame
    assert marked["reports"].iloc[0][0]["title"] == ""
