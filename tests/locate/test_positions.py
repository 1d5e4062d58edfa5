"""Positions written out in decimal degrees, sixtieths, MGRS, UTM and Plus Codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Proj

from geomap.locate.coordinates import position_in, radius_of
from geomap.locate.pluscodes import area_of, recovered


@pytest.mark.parametrize(
    ("text", "lon", "lat", "km"),
    [
        ("35.063, 44.188", 44.188, 35.063, 0.15),
        ("44.188 35.063", 44.188, 35.063, 0.15),
        ("٣٥٫٠٦٣، ٤٤٫١٨٨", 44.188, 35.063, 0.15),
        ("35.4680° N, 44.3920° E", 44.392, 35.468, 0.1),
        ("at 35°28'12\"N 44°23'30\"E", 44.39167, 35.47, 0.1),
        ("38SME 107 313", 44.0151, 35.5213, 0.1),
        ("MGRS 38SLF 327 309", 43.1342, 36.4087, 0.1),
        ("38S 445000 3920000", 44.3947, 35.4214, 0.1),
        ("-33.8688, 151.2093", 151.2093, -33.8688, 0.1),
    ],
)
def test_positions(text: str, lon: float, lat: float, km: float) -> None:
    found = position_in(text)
    assert found is not None
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=2e-3)
    assert found.km <= km
    assert text[found.start : found.end].strip()


DECIMAL = [
    "lat 35.468 lon 44.392",
    "Latitude: 35.468, longitude: 44.392",
    "Lon 44.392 Lat 35.468",
    "خط العرض 35.468 وخط الطول 44.392",
    "خط عرض 35.468 شمالا وخط طول 44.392 شرقا",
    "35.468 شمالاً 44.392 شرقاً",
    "٣٥٫٤٦٨ ش، ٤٤٫٣٩٢ ق",
    "هێڵی پانی 35.468 و هێڵی درێژی 44.392",
    "35.468 باکوور 44.392 ڕۆژهەڵات",
    "35,468 N 44,392 E",
    "35,468; 44,392",
    "N35.468 E44.392",
    "44.392 E, 35.468 N",
    "35.468 degrees north and 44.392 degrees east",
]
SIXTIETHS = [
    "35° 28′ 05″ N, 44° 23′ 31″ E",
    "35°28'05''N 44°23'31''E",
    "N35°28'05\" E44°23'31\"",
    "35 28 05 N 44 23 31 E",
    "35-28-05N 044-23-31E",
    "352805N 0442331E",
    "35d28m05s N 44d23m31s E",
    "35º28'05\"N, 44º23'31\"E",
    "35°28.08'N 44°23.52'E",
    "٣٥°٢٨'٠٥\"ش ٤٤°٢٣'٣١\"ق",
]
GRIDS = ["38SME4480025050", "38S ME448250", "38S 444790 3925086", "38S, 444790, 3925086"]


@pytest.mark.parametrize("text", [*DECIMAL, *SIXTIETHS, *GRIDS])
def test_one_position_in_its_many_spellings(text: str) -> None:
    found = position_in(f"a house at {text} in the north")
    assert found is not None
    assert (found.lon, found.lat) == pytest.approx((44.392, 35.468), abs=1e-3)


@pytest.mark.parametrize(("lat", "km"), [(0, 1.57), (30, 1.47), (60, 1.246), (85, 1.121)])
def test_the_digits_leave_open_what_the_guide_says(lat: float, km: float) -> None:
    """The row "0.01 degree" of the table in *Georeferencing Best Practices*, which rounds up."""
    assert radius_of(lat, 0.01) == pytest.approx(km, abs=0.015)


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("35.4 N 44.2 E", 14.346),
        ("35° 28' شمالا 44° 23' شرقا", 2.390),
        ("35 درجة و28 دقيقة شمالا و44 درجة و23 دقيقة شرقا", 2.390),
        ("35.46، 44.39", 1.434),
        ("38SMF 45 25", 0.707),
    ],
)
def test_a_position_is_as_good_as_its_digits(text: str, km: float) -> None:
    found = position_in(text)
    assert found is not None
    assert found.km == pytest.approx(km, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [("48.8566, 2.3522", 2.3522, 48.8566), ("N 52.52 E 13.40", 13.40, 52.52), ("44.39 N 35.47 E", 35.47, 44.39)],
)
def test_positions_abroad_or_swapped_are_kept_as_written(text: str, lon: float, lat: float) -> None:
    found = position_in(text)
    assert found is not None
    assert (found.lon, found.lat) == (lon, lat)


@pytest.mark.parametrize(("code", "lon", "lat"), [("8FVC9G8F+6W", 8.524813, 47.365562), ("8H7675C4+", 44.156, 35.271)])
def test_plus_codes(code: str, lon: float, lat: float) -> None:
    found = position_in(f"near {code} in the valley")
    assert found is not None
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=1.5e-3)


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("8f+6w", 8.537562, 47.373313), ("9g8f+6w", 8.562687, 47.339563), ("vc9g8f+6w", 8.440688, 47.985187)],
)
def test_short_plus_codes_are_recovered_as_the_specification_says(code: str, lon: float, lat: float) -> None:
    assert recovered(code, lon, lat)[:2] == pytest.approx((8.524813, 47.365562), abs=1e-6)


@given(st.floats(39, 48.9), st.floats(29.1, 37.3), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_plus_codes_read_back_full_and_short(lon: float, lat: float, east: float, north: float) -> None:
    code = plus_code(lon, lat)
    assert area_of(code)[:2] == pytest.approx((lon, lat), abs=1e-4)
    assert recovered(code[4:].lower(), lon + east, lat + north)[:2] == pytest.approx((lon, lat), abs=1e-4)


def plus_code(lon: float, lat: float) -> str:
    """Return the code of ten digits, by the specification's integer arithmetic."""
    digits = "23456789CFGHJMPQRVWX"
    y, x = int((lat + 90) * 8000), int((lon + 180) * 8000)
    pairs = [digits[y // 20**i % 20] + digits[x // 20**i % 20] for i in range(4, -1, -1)]
    return "".join(pairs[:4]) + "+" + pairs[4]


@given(st.floats(29.1, 37.3), st.floats(39, 48.9), st.booleans(), st.sampled_from(["", "ar", "fa"]))
def test_sixtieths_of_our_own_read_back(lat: float, lon: float, before: bool, script: str) -> None:
    halves = [sixtieths(angle, side, before) for angle, side in ((lat, "N"), (lon, "E"))]
    text = " ".join(halves).translate(DIGITS[script])
    found = position_in(text)
    assert found is not None, text
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=3e-4)


DIGITS = {
    "": {},
    "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}


def sixtieths(angle: float, side: str, before: bool) -> str:
    seconds = round(angle * 3600)
    written = f"{seconds // 3600}°{seconds // 60 % 60:02d}'{seconds % 60:02d}\""
    return f"{side}{written}" if before else f"{written}{side}"


@pytest.mark.parametrize(
    "text",
    ["12.50, 13.75 dinars", "between 10.50 and 12.75 million", "3 n 4 e 123456", "35,468 44,392 people", "C++ 22+33"],
)
def test_figures_that_are_no_position(text: str) -> None:
    assert position_in(text) is None


@pytest.mark.parametrize(
    "text", ["", "30 km", "5 September 2021", "99.99, 999.99", "0.000, 0.000", "12,345 people", "1234"]
)
def test_what_is_no_position(text: str) -> None:
    assert position_in(text) is None


@given(st.floats(39, 48.9), st.floats(29.1, 37.3))
def test_mgrs_of_our_own_reads_back(lon: float, lat: float) -> None:
    text, zone = mgrs(lon, lat)
    found = position_in(text)
    assert found is not None, (text, zone)
    assert (found.lon, found.lat) == pytest.approx((lon, lat), abs=2e-3)


def mgrs(lon: float, lat: float) -> tuple[str, int]:
    """Return the MGRS reference to 100 m, written from the standard's tables, for the zones over Iraq."""
    zone = int((lon + 180) // 6) + 1
    easting, northing = Proj(proj="utm", zone=zone, ellps="WGS84")(lon, lat)
    column = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")[zone % 3][int(easting // 100_000) - 1]
    row = "ABCDEFGHJKLMNPQRSTUV"[(int(northing // 100_000) + (5 if zone % 2 == 0 else 0)) % 20]
    band = "CDEFGHJKLMNPQRSTUVWX"[int((lat + 80) // 8)]
    return f"{zone}{band}{column}{row} {int(easting % 100_000 // 100):03d} {int(northing % 100_000 // 100):03d}", zone
