"""A map on surveyed borders: they are drawn as a source's, and no gap beside the neighbours looks like water."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from opened_page import NARROW

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.importers import ForeignPlace, Reading
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.library import Library
from geomap.maps import draw
from geomap.maps.ground import ground
from geomap.records import Name
from geomap.settings import Settings


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Iraq smaller than Natural Earth draws it, and every district in its place."""
    home = tmp_path_factory.mktemp("surveyed")
    ours = Gazetteer.load().areas
    country = shapely.buffer(ours.features("country")[0].geometry, -0.05)
    rows = [ForeignPlace("cod.IQ", "country", (Name("Iraq", "en"),), 43.7, 33.2, area=country)]
    for n, area in enumerate(ours.features("district")):
        at = shapely.point_on_surface(area.geometry)
        rows.append(ForeignPlace(f"cod.{n}", "district", (Name(area.name_en, "en"),), at.x, at.y, area=area.geometry))
    Library(home / "gazetteer").add(SOURCES["cod-ab"], Reading(tuple(rows)), "made up", "", "2026-11-25")
    return Gazetteer.load(settings=Settings(data=home, cache=home / "cache"))


def test_the_ground_says_whose_borders_it_draws(surveyed: Gazetteer, gazetteer: Gazetteer) -> None:
    ours, theirs = ground(gazetteer), ground(surveyed)
    assert (ours["surveyed"], theirs["surveyed"]) == (False, True)
    assert len(theirs["areas"]["neighbour"]) == len(ours["areas"]["neighbour"]) + 1, "Natural Earth's Iraq, below"


def test_the_page_says_so_in_both_languages(incidents, surveyed, gazetteer, opened) -> None:
    for atlas, locale, short in (
        (gazetteer, "en-GB", "Borders approximate"),
        (surveyed, "en-GB", "Borders from the sources"),
        (surveyed, "ar-IQ", "الحدود من المصادر"),
    ):
        with opened(draw(incidents, gazetteer=atlas), locale=locale) as seen:
            assert seen.text(".credits .borders") == short
            seen.quiet()


def test_attribution_of_what_was_added_is_on_the_map(incidents, surveyed, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    draw(incidents, gazetteer=surveyed).save(str(path))
    assert SOURCES["cod-ab"].attribution in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en-GB", "ar-IQ"])
def test_approximate_borders_are_told_on_a_phone_too(incidents, gazetteer, opened, language: str) -> None:
    with opened(draw(incidents, gazetteer=gazetteer), NARROW, locale=language) as seen:
        left, top, right, bottom = seen.box(".credits .borders")
        assert 0 <= left < right <= NARROW[0]
        assert bottom - top < 20, "on one line"
