"""A line for the page: its band, and probabilities that are those of the analysis, to a byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from unpacked import contents_of

from geomap.analysis import distances_to_line, near_line
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.geodesy import circle
from geomap.maps import draw
from geomap.maps.line_layer import FARTHEST_KM, LONGEST_NAME, GivenLine, band, line_layer

LINE = shapely.LineString([(43.0, 35.0), (44.0, 35.4), (45.2, 35.1)])
SPUR = shapely.LineString([(44.0, 35.4), (43.8, 36.2)])


def given_line(within_km: float, line: Any = LINE) -> GivenLine:
    found = GivenLine.of(line, "Pipeline", within_km)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def frame() -> pd.DataFrame:
    """Incidents about the line: circles of many sizes, footprints of other forms, points, and some not placed."""
    random = np.random.default_rng(5)
    rows: list[dict[str, Any]] = []
    for lon, lat, size in zip(43 + 2 * random.random(90), 34.8 + random.random(90), random.random(90), strict=True):
        radius = float(25 * size**2)
        kind = len(rows) % 3
        box = shapely.box(lon - 0.1, lat - 0.05, lon + 0.2 * size, lat + 0.1)
        rows.append(
            {
                "lon": lon,
                "lat": lat,
                "radius_km": None if kind == 2 else radius,
                "footprint": (circle(lon, lat, radius), box.wkt, None)[kind],
            }
        )
    rows += [{"lon": None, "lat": None}, {"lon": 44.0, "lat": 35.4}]
    return pd.DataFrame(rows).assign(id=lambda table: [f"i{number}" for number in range(len(table))])


@pytest.mark.parametrize("within", [0.4, 5.0, 60.0])
@pytest.mark.parametrize("line", [LINE, shapely.MultiLineString([LINE, SPUR])], ids=["one", "many"])
def test_the_probabilities_are_those_of_the_analysis(frame: pd.DataFrame, within: float, line: Any) -> None:
    exact = near_line(frame, line, within_km=within, gazetteer=Gazetteer.load()).each["near"]
    near = line_layer(frame, given_line(within, line)).near
    np.testing.assert_array_equal(near, np.round(exact.fillna(0) * 255))
    assert near[-1] == 255
    assert near[-2] == 0
    assert np.unique(near).size > 2


@settings(deadline=None, max_examples=40)
@given(st.floats(42.5, 45.7), st.floats(34.5, 36), st.sampled_from([0.5, 5.0, 40.0]))
def test_the_band_holds_what_is_near_and_nothing_else(lon: float, lat: float, within: float) -> None:
    (km,) = distances_to_line(np.array([[lon, lat]]), LINE)
    drawn = band(LINE, within)
    assert drawn.is_valid
    slack = max(0.02, min(0.6, 0.12 * within))  # kilometres: a line and a band that are each simplified to a pixel
    if abs(km - within) > slack:
        assert drawn.covers(shapely.Point(lon, lat)) == (km <= within)


def test_the_band_of_a_ring_has_a_hole_and_that_of_parts_is_one() -> None:
    ring = circle(44.0, 35.0, 30).exterior
    assert len(shapely.get_parts(band(ring, 5))) == 1
    assert len(band(ring, 5).interiors) == 1
    far = shapely.MultiLineString([LINE, [(40.0, 32.0), (40.2, 32.0)]])
    assert len(shapely.get_parts(band(far, 5))) == 2


def test_what_is_drawn_is_small_and_runs_where_the_line_does() -> None:
    wavy = shapely.LineString([(43 + n / 5000, 35 + 0.2 * np.sin(n / 900)) for n in range(10_000)])
    data = line_layer(pd.DataFrame({"lon": [44.0], "lat": [35.0]}), given_line(5.0, wavy)).data
    (steps,) = data["lines"]
    assert len(steps) < 600
    drawn = shapely.LineString(np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / 10_000)
    assert shapely.hausdorff_distance(drawn, wavy) < 0.0005
    assert sum(len(ring) for polygon in data["band"] for ring in polygon) < 800
    assert (data["name"], data["within"]) == ("Pipeline", 5.0)


def test_of_an_area_the_border_counts() -> None:
    area = circle(44.0, 35.0, 30)
    middle = pd.DataFrame({"lon": [44.0, 44.0], "lat": [35.0, 35.27]})
    assert line_layer(middle, given_line(3.0, area)).near.tolist() == [0, 255]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((shapely.Point(44, 35), None, 5.0), "A Point is no line"),
        ((shapely.LineString(), None, 5.0), "A LineString is no line"),
        ((shapely.LineString([(440_000, 3_900_000), (441_000, 3_900_000)]), None, 5.0), "no degrees"),
        (([(44, 35), (45, 35)], None, 5.0), "A list is no line"),
        (("missing.kml", None, 5.0), "no file missing.kml"),
        ((Path("line.docx"), None, 5.0), "ends in none of"),
        ((LINE, "x" * (LONGEST_NAME + 1), 5.0), "101 characters"),
        ((LINE, 5, 5.0), "no text"),
        ((None, "Pipeline", 5.0), "no line to be called 'Pipeline'"),
        ((LINE, None, 0.0), "no distance"),
        ((LINE, None, float("nan")), "no distance"),
        ((LINE, None, FARTHEST_KM + 1), "far, not near"),
    ],
)
def test_what_is_no_line_is_refused(values: tuple[Any, Any, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        GivenLine.of(*values)


def test_nothing_is_shipped_where_no_line_is_given(incidents) -> None:
    bare, lined = (
        contents_of(draw(incidents, line=line, line_name=name)) for line, name in ((None, None), (LINE, " "))
    )
    columns = [[column["name"] for column in found["table"]["layout"]] for found in (bare, lined)]
    assert columns[1] == [*columns[0][: columns[1].index("near")], "near", *columns[0][columns[1].index("near") :]]
    assert "near" not in columns[0]
    assert "line" not in bare["values"]
    assert lined["values"]["line"]["name"] is None, "a name of blanks is none"
    first, again = (draw(incidents, line=LINE, line_name="x", within_km=3).get_root().render() for _ in range(2))
    assert first == again
