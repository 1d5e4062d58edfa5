"""Positions written out in decimal degrees, sixtieths, MGRS and UTM."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Proj

from geomap.locate.coordinates import position_in


@pytest.mark.parametrize(
    ("text", "lon", "lat", "km"),
    [
        ("35.063, 44.188", 44.188, 35.063, 0.12),
        ("44.188 35.063", 44.188, 35.063, 0.12),
        ("٣٥٫٠٦٣، ٤٤٫١٨٨", 44.188, 35.063, 0.12),
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
