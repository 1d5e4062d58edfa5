"""Names of the whole gazetteer in every kind of phrase: what comes out is valid, covered by its radius, and told."""

from __future__ import annotations

import random

import pytest
import shapely
from shapely import Point

from geomap.gazetteer import Gazetteer
from geomap.geodesy import distance_km
from geomap.locate import Locator

KM = (0.1, 3, 25, 60, 99, 300, 12_000)
WAYS = ("north", "southwest", "ESE", "west and south")
PHRASES = (
    "{km} km {way} of {a}",
    "{way} of {a}",
    "near {a}, {b}",
    "between {a} and {b}",
    "{a}, {km} km {way} of {b}",
    "{way} side of {a}",
    "on the border between {a} and {b}",
    "the triangle between {a}, {b} and {c}",
    "km {km} on the {a}-{b} road",
    "the junction of {a} and {b}",
    "along {a} near {b}",
    "a village of {a}, {km} km {way} of {b}, {c}",
    "{km} km {way} of {a}, {km} km from {b}",
    "foot of {a}, {way} of {b}",
    "{a} and {b}",
    "more than {km} km from {a}",
    "{km} hours' drive from {a} in {b}",
)


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_names_break_a_region(phrase: str, gazetteer: Gazetteer, locator: Locator) -> None:
    drawn = random.Random(phrase)
    labels = [place.label for place in gazetteer.places.values()]
    placed = 0
    for _ in range(25):
        a, b, c = drawn.sample(labels, 3)
        text = phrase.format(a=a, b=b, c=c, km=drawn.choice(KM), way=drawn.choice(WAYS))
        found = locator.locate_text(text)
        if found.footprint is None:
            assert found.reasons, text
            continue
        placed += 1
        assert found.lon is not None
        assert found.lat is not None
        assert found.footprint.geom_type in ("Polygon", "MultiPolygon"), text
        assert found.footprint.is_valid, text
        corners = shapely.get_coordinates(found.footprint)[::9]
        assert max(distance_km(found.lon, found.lat, *xy) for xy in corners) <= (found.radius_km or 0) + 0.01, text
        assert found.footprint.buffer(0.3).intersects(Point(found.lon, found.lat)), text
        assert sum(found.shares.governorate.values()) <= 1.02, text
    assert placed >= 3
