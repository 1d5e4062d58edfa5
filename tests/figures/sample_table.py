"""A few incidents with everything that figures tell: precisions, a unit, a footprint, ranges of days, unplaced ones."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geomap.geodesy import circle

HOSTILE = (
    r"$\frac{a}{b}$ and \alpha and $unclosed",
    "line one\nline two\r\nline three\u2028four",
    "\u202eevil\u202c \u2066isolate\u2069 \u200fmark",
    "null\x00 bell\x07 escape\x1b[31m \ud800 surrogate",
    "</text><script>alert(1)</script> & <b> ]]> <!-- %s {n} {0}",
    "漢字 and 𓀀 that no font here has",
    "",
    "   ",
    "x" * 1_000_000,
    "كركوك " * 200_000,
)


def row(**values: Any) -> dict[str, Any]:
    """Return an incident near Kirkuk, exact, on one day, changed as `values` say."""
    given: dict[str, Any] = {
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "date_start": "2021-09-05",
        "date_end": "2021-09-05",
        "lon": 44.39,
        "lat": 35.47,
        "geo_precision": 1,
        "location_method": "named",
        "place_id": "",
        "footprint": None,
    }
    return given | values


def table(**changed: Any) -> pd.DataFrame:
    """Return nine incidents: seven on the map, of which one is its district and three are at one spot; two nowhere."""
    rows = [
        row(),
        row(lon=44.08, lat=35.26, geo_precision=2, footprint=circle(44.08, 35.26, 20).wkt),
        row(lon=43.77, lat=35.32, event_type="Explosions/Remote violence", sub_event_type="Suicide bomb"),
        row(lon=43.6, lat=35.77, sub_event_type="Air/drone strike", date_start="2021-10-01", date_end="2021-10-04"),
        row(lon=43.6, lat=35.77, sub_event_type="Arrests", date_start="2022-01-15", date_end="2022-01-15"),
        row(lon=43.6, lat=35.77, geo_precision=3, date_start=None, date_end=None),
        row(lon=44.6, lat=34.9, location_method="area", place_id=TUZ, geo_precision=2),
        row(lon=None, lat=None, location_method="unplaced", geo_precision=None),
        row(lon=44.0, lat=33.0, location_method="unplaced", geo_precision=None),
    ]
    return pd.DataFrame(rows).assign(**changed)


TUZ = "iq.salah_al_din.tuz"
"""Id of a district of the gazetteer; of which nothing else is known here."""
