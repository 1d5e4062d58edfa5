"""Areas on the page: told as Python counts them, under the filters of the moment, kept in the address, for all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import geopandas
import numpy as np
import pytest
from opened_page import AXE, NARROW, WIDE, Opened, complaints
from PIL import Image
from sample_incidents import HOSTILE, frame_of, incident, report

from geomap.analysis import LEVELS, Period, area_table, change_table, hotspots
from geomap.analysis.observations import observations
from geomap.errors import InputError
from geomap.gazetteer import Gazetteer
from geomap.geodesy import circle
from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

FIRST, DAYS, COUNT = date(2020, 1, 1), 600, 160
BYTE = 1 / 255
"""Of a probability: the page keeps them in one byte, and three decimals before."""
NUMBERS = """() => {
  const { reading } = geomap.page.areas;
  return reading && Object.fromEntries(reading.units.map(({ key }, at) => [key, reading.counted.ranges[at]]));
}"""


def scattered() -> geopandas.GeoDataFrame:
    """Incidents about the disputed territories, some vague, some not placed; the last weeks crowd near Hawija."""
    random = np.random.default_rng(11)
    rows = []
    for number in range(COUNT):
        crowd = number >= 120
        at = (43.77, 35.32) if crowd else (43.2 + 2 * random.random(), 34.4 + 1.8 * random.random())
        lon, lat = at + random.normal(0, 0.03, 2)
        radius = float(random.choice([2, 8, 20])) if not crowd else 1.0
        day = FIRST + timedelta(days=DAYS - 1 - number % 7 if crowd else number * (DAYS - 7) // 120)
        killed = int(random.integers(0, 6))
        placed = number % 20 != 3
        rows.append(
            incident(
                id=f"s{number}",
                event_type=("Battles", "Explosions/Remote violence")[number % 2],
                sub_event_type=("Armed clash", "Air/drone strike")[number % 2],
                date_start=day,
                date_end=day,
                killed_min=killed if number % 5 else None,
                killed_max=killed + number % 3 if number % 4 and number % 5 else None,
                place_text=HOSTILE[number % len(HOSTILE)],
                lon=lon if placed else None,
                lat=lat if placed else None,
                radius_km=radius if placed else None,
                footprint=circle(lon, lat, radius) if placed else None,
                location_method="named" if placed else "unplaced",
                geo_precision=2 if placed else None,
                reports=[report(number, title=f"Report {number}", language="en")],
            )
        )
    return frame_of(rows)


@pytest.fixture(scope="module")
def frame(gazetteer: Gazetteer) -> geopandas.GeoDataFrame:
    """`scattered`, with the probabilities of units that the pipeline writes into each record."""
    found = scattered()
    seen = observations(found, gazetteer)
    for level, shares in seen.shares.items():
        found[f"{level}_shares"] = [dict(row) or None for row in shares]
        found[level] = [max(row, key=lambda unit: row[unit]) if row else None for row in shares]
    return found


@pytest.fixture(scope="module")
def maps(frame: geopandas.GeoDataFrame, gazetteer: Gazetteer) -> dict[str, Any]:
    return {language: draw(frame, language=language, gazetteer=gazetteer) for language in LANGUAGES}


def show(seen: Opened, areas: str, more: str = "") -> None:
    """Go to an address that shows areas, and wait until they are counted."""
    level, _, measure = areas.partition(",")
    seen.page.evaluate(f"location.hash = '#areas={areas}{more}'")
    choice = "geomap.page.areas.reading?.choice"
    seen.until(f"{choice}?.level === '{level}' && {choice}.measure === '{measure or 'incidents'}'")


def table(seen: Opened) -> dict[str, list[str]]:
    """Open the table whole; return the cells of each unit."""
    if seen.page.locator(".area-panel").is_hidden():
        if seen.page.locator(".area-open").is_hidden():
            seen.page.click(".area-classes summary")
        seen.page.click(".area-open")
    if seen.page.locator(".area-panel .outlined").count():
        seen.page.click(".area-panel .outlined")
    rows = seen.page.eval_on_selector_all(
        "table.areas tbody tr",
        "rows => rows.map(row => [row.dataset.unit, [...row.cells].map(cell => cell.innerText)])",
    )
    return {unit: [re.sub("[\u2066-\u2069]", "", cell) for cell in cells] for unit, cells in rows}


@pytest.mark.parametrize("measure", ["incidents", "deaths"])
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_tells_what_python_counts(opened, maps, frame, gazetteer, level, measure):
    exact = area_table(frame, level, measure=measure, gazetteer=gazetteer).frame.set_index("unit")
    with opened(maps["en"]) as seen:
        assert seen.page.evaluate("geomap.page.areas.layers") is None, "opened when first asked for"
        show(seen, f"{level},{measure}")
        told = seen.page.evaluate(NUMBERS)
        off = 4 * COUNT * BYTE * (6 if measure == "deaths" else 1) ** 0.5 / 4
        for unit, found in told.items():
            ours = exact.loc[unit]
            assert found["expected"] == pytest.approx(ours["expected"], abs=off)
            # Where a tail is that of a rounded probability, a quantile may jump by what one incident's figure is.
            assert abs(found["low"] - ours["low"]) <= (2 if measure == "deaths" else 1)
            assert abs(found["high"] - ours["high"]) <= (2 if measure == "deaths" else 1)
        rows = table(seen)
        assert set(rows) == {unit for unit, found in told.items() if found["expected"] >= 0.05}
        assert len(rows) > 3
        for unit, (_, number, between, *_) in rows.items():
            assert int(number) == int(told[unit]["expected"] + 0.5)
            low, high = (told[unit]["low"], told[unit]["high"])
            assert between == ("" if low == high else f"{low}–{high}")
        numbers = [told[unit]["expected"] for unit in rows]
        assert numbers == sorted(numbers, reverse=True)
        seen.quiet()


def test_totals_agree_with_the_list_and_say_what_lies_elsewhere(opened, maps, frame):
    with opened(maps["en"]) as seen:
        show(seen, "disputed")
        rows = table(seen)
        feet = dict(
            seen.page.eval_on_selector_all(
                "table.areas tfoot tr", "r => r.map(x => [x.cells[0].innerText, +x.cells[1].innerText])"
            )
        )
        assert feet["Not placed"] == frame["lon"].isna().sum()
        assert feet["All that are shown"] == COUNT
        parts = sum(int(number) for _, number, *_ in rows.values()) + feet["Outside all of them"] + feet["Not placed"]
        assert parts == pytest.approx(COUNT, abs=len(rows) / 2)
        legend = seen.text(".area-legend")
        assert f"{feet['Outside all of them']} incidents lie in none of them" in legend
        assert f"{feet['Not placed']} incidents are not placed" in legend


def test_counts_follow_filters_and_the_brush(opened, maps, frame, gazetteer):
    with opened(maps["en"]) as seen:
        show(seen, "governorate", "&kind=air")
        air = frame[frame["sub_event_type"] == "Air/drone strike"]
        exact = area_table(air, "governorate", gazetteer=gazetteer).frame.set_index("unit")["expected"]
        told = seen.page.evaluate(NUMBERS)
        assert {unit: found["expected"] for unit, found in told.items()} == pytest.approx(
            {unit: exact[unit] for unit in told}, abs=len(air) * BYTE
        )
        before = table(seen)
        seen.page.evaluate("geomap.page.steering.selection.set('time', {from: 18262, to: 18400})")
        seen.until(f"document.querySelector('table.areas tfoot tr:last-child td').innerText !== '{len(air)}'")
        after = table(seen)
        days = air["date_start"].map(lambda day: 18262 <= (day - date(1970, 1, 1)).days <= 18400)
        assert seen.page.evaluate("geomap.page.areas.reading.counted.total") == days.sum()
        assert sum(int(cells[1]) for cells in after.values()) < sum(int(cells[1]) for cells in before.values())
        seen.quiet()


def test_change_is_that_of_python(opened, maps, frame, gazetteer):
    exact = change_table(frame, "district", gazetteer=gazetteer)
    assert "more" in set(exact.frame["verdict_52"])
    rows = exact.frame.set_index("unit")
    with opened(maps["en"]) as seen:
        show(seen, "district,change")
        told = seen.page.evaluate(
            """() => {
              const { units, changes } = geomap.page.areas.reading;
              return [4, 52].flatMap(weeks => changes.get(weeks).map(({ now, before }, at) =>
                [weeks, units[at].key, now.expected, before.mean, before.percent, before.verdict]));
            }"""
        )
        assert len(told) == 2 * len(rows)
        for weeks, unit, expected, mean, percent, verdict in told:
            row = rows.loc[unit]
            assert (expected, mean) == pytest.approx((row["expected"], row[f"mean_{weeks}"]), abs=COUNT * BYTE)
            assert verdict == row[f"verdict_{weeks}"]
            assert (percent is None) == np.isnan(row[f"percent_{weeks}"])
        cells = table(seen)["Hawija"]
        assert "more" in cells[4] or "+" in cells[4]
        assert "against the mean of the 52 weeks before" in seen.text(".area-legend")
        seen.quiet()


def test_change_takes_the_brush_and_heeds_no_other_time(opened, maps, frame, gazetteer):
    period = Period(date(2021, 3, 1), date(2021, 4, 30))
    rows = change_table(frame, "governorate", period=period, gazetteer=gazetteer).frame.set_index("unit")
    with opened(maps["en"]) as seen:
        show(seen, "governorate,change", f"&time={period}")
        told = seen.page.evaluate(
            "geomap.page.areas.reading.changes.get(52).map(({ now, before }) => [now.expected, before.mean])"
        )
        np.testing.assert_allclose(told, rows[["expected", "mean_52"]].iloc[: len(told)], atol=COUNT * BYTE)
        assert (rows["mean_52"] > 1).any()
        show(seen, "governorate,change", "&time=2020-01-02..2020-01-20")
        assert "No change can be told" in seen.text(".area-legend")
        seen.quiet()


def test_hotspots_are_those_of_python(opened, maps, frame, gazetteer):
    exact = hotspots(frame, gazetteer=gazetteer).frame.set_index("unit")
    with opened(maps["en"]) as seen:
        show(seen, "hexagon,spots")
        told = seen.page.evaluate(
            """() => {
              const { units, signs } = geomap.page.areas.reading;
              return Object.fromEntries(units.map(({ key }, at) => [key, signs[at]]));
            }"""
        )
        hot = {unit for unit, sign in told.items() if sign == 1}
        assert hot == set(exact.index[exact["spot"] == "hot"])
        assert hot
        assert f"Reckoned from the {COUNT} incidents that are shown" in seen.text(".area-legend")
        assert any(cells[0].endswith("hot") for cells in table(seen).values())


def test_rows_that_tell_no_unit_lie_where_their_point_does(opened, gazetteer):
    random = np.random.default_rng(3)
    lon, lat = 43 + 2 * random.random(200), 34 + 2 * random.random(200)
    coded = geopandas.GeoDataFrame(
        {"event_date": "2021-05-01", "admin1": "At Tamim", "admin2": "Kirkuk", "fatalities": 1},
        index=range(200),
        geometry=geopandas.points_from_xy(lon, lat),
        crs=4326,
    )
    bare = coded[["geometry"]].assign(lon=lon, lat=lat)
    with opened(draw(coded, language="en", gazetteer=gazetteer)) as seen:
        for level in ("governorate", "disputed"):
            exact = area_table(bare, level, gazetteer=gazetteer).frame.set_index("unit")["expected"]
            show(seen, level)
            told = seen.page.evaluate(NUMBERS)
            if level == "governorate":
                assert {unit: found["expected"] for unit, found in told.items()} == {unit: exact[unit] for unit in told}
            assert sum(found["expected"] for found in told.values()) > 20
        seen.quiet()


def test_the_pointer_tells_a_unit_and_marks_give_way(opened, maps):
    with opened(maps["en"]) as seen:
        (spot,) = seen.marks([130])
        show(seen, "district")
        seen.page.mouse.move(spot[0] - 4, spot[1])
        seen.page.mouse.move(*spot)
        told = seen.page.evaluate(NUMBERS)["Hawija"]
        words = f"Hawija: {round(told['expected'])} incidents, range {told['low']} to {told['high']}"
        assert seen.text(".tip") == words
        seen.page.mouse.click(*spot)
        assert seen.page.locator("section.panel:not(.area-panel)").is_hidden(), "no mark is there to be chosen"
        assert seen.text(".tip") == words, "a finger sees it too"
        seen.page.click(".layers summary")
        seen.page.select_option("select[name=area_level]", "none")
        seen.page.click(".layers summary")
        zoom = seen.page.evaluate("geomap.page.map.getZoom()")
        seen.page.mouse.click(*spot)
        seen.until(f"geomap.page.map.getZoom() > {zoom}")  # the mark of many opens up again
        seen.quiet()


def test_a_picture_bears_the_areas_and_their_legend_and_leaves_the_pointer_right(opened, maps, tmp_path):
    with opened(maps["en"]) as seen:
        (spot,) = seen.marks([130])
        show(seen, "district")
        seen.page.click(".taking > summary")
        with seen.page.expect_download() as download:
            seen.page.click("[data-take=picture]")
        download.value.save_as(tmp_path / "areas.png")
        with Image.open(tmp_path / "areas.png") as image:
            pixels = np.asarray(image.convert("RGB"), dtype=int)
        darkest = np.array([0x51, 0x15, 0x5D]) * 0.82
        for below, least in ((255, 200), (0xF4, 500)):  # a swatch on paper, districts on land
            shade = darkest + 0.18 * below
            assert (np.abs(pixels - shade).max(axis=2) <= 3).sum() > least
        seen.page.keyboard.press("Escape")
        seen.page.mouse.move(spot[0] - 4, spot[1])
        seen.page.mouse.move(*spot)
        assert seen.text(".tip").startswith("Hawija: ")
        assert seen.complaints == []


def test_what_is_chosen_stands_in_the_address_and_comes_back(opened, maps):
    with opened(maps["en"]) as seen:
        seen.page.click(".layers summary")
        assert seen.page.locator("select[name=area_measure]").count() == 0
        seen.page.select_option("select[name=area_level]", "hexagon")
        seen.page.focus("select[name=area_measure]")
        seen.page.select_option("select[name=area_measure]", "spots")
        assert seen.page.evaluate("document.activeElement.name") == "area_measure", "the focus stays"
        seen.until("location.hash.includes('areas=hexagon,spots')")
        seen.page.select_option("select[name=area_level]", "district")
        seen.until("location.hash.endsWith('areas=district')")
        assert seen.page.locator("option[value=spots]").count() == 0, "districts are not of one size"
        seen.page.reload()
        seen.page.wait_for_selector(".area-legend")
        assert "Incidents by district" in seen.text(".area-legend")
        for nonsense in ("x", "district,<b>", "constructor", "hexagon,__proto__", ",,", "heat,spots"):
            seen.page.evaluate(f"location.hash = '#areas={nonsense}'")
            seen.page.wait_for_timeout(60)
        assert seen.page.evaluate("geomap.page.areas.choice") == {"level": "heat", "measure": "incidents"}
        assert seen.complaints == []


def test_the_table_is_walked_with_the_keyboard(opened, maps):
    with opened(maps["en"]) as seen:
        show(seen, "district")
        seen.page.focus(".area-open")
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.classList.contains('area-panel')")
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Tab")
        unit = seen.page.evaluate("document.activeElement.closest('tr').dataset.unit")
        looked = "geomap.page.areas.reading.units[geomap.page.areas.looked].key"
        assert seen.page.evaluate(looked) == unit, "what has the focus has an edge on the map"
        zoom = seen.page.evaluate("geomap.page.map.getZoom()")
        seen.page.keyboard.press("Enter")
        seen.until(f"geomap.page.map.getZoom() > {zoom}")
        seen.page.keyboard.press("Escape")
        assert seen.page.locator(".area-panel").is_hidden()
        assert seen.page.evaluate("document.activeElement.classList.contains('area-open')")
        seen.quiet()


@pytest.mark.skipif(not AXE.is_file(), reason="`python -m geomap.maps.build --check` installs axe-core")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["390", "1400"])
def test_axe_finds_nothing_in_areas(opened, maps, language, size, scheme):
    with opened(maps[language], size, color_scheme=scheme, reduced_motion="reduce") as seen:
        seen.page.evaluate(AXE.read_text("utf-8"))
        for areas in ("district,change", "hexagon,spots", "heat,deaths", "disputed"):
            show(seen, areas)
            assert table(seen)
            assert complaints(seen) == []
            seen.page.click(".area-panel .panel-close")
        seen.page.click(".layers summary")
        assert complaints(seen) == []
        missing = seen.page.evaluate(
            "document.querySelector('.stage').innerText.match(/area_\\w+|\\{\\w+\\}|undefined/g)"
        )
        assert missing is None
        seen.quiet()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_all_of_it_has_room(opened, maps, language):
    with opened(maps[language], NARROW) as seen:
        show(seen, "governorate")
        seen.page.click(".layers summary")
        left, top, right, bottom = seen.box(".sheet-box")
        _, stage_top, stage_right, stage_bottom = seen.box(".stage")
        assert (left >= 0, top >= stage_top, right <= stage_right, bottom <= stage_bottom) == (True,) * 4
        assert seen.page.locator(".legends > .legend:not(.area-legend)").is_hidden()
        for measure in ("change", "deaths"):
            show(seen, f"governorate,{measure}")
            table(seen)
            assert seen.page.evaluate("document.querySelector('table.areas').scrollWidth <= 390 - 40")
            seen.page.click(".area-panel .panel-close")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_closed_legend_of_marks_is_as_wide_as_its_word(opened, maps, language):
    with opened(maps[language], size=NARROW) as page:
        left, top, right, bottom = page.box(".legends .legend:not(.area-legend)")
        assert bottom - top <= 44
        assert right - left > 80


RATES = """() => {
  const { reading } = geomap.page.areas;
  return Object.fromEntries(reading.units.map(({ key }, at) => [key, reading.rates[at]?.expected ?? null]));
}"""
PEOPLE = {"Kirkuk": 1_600_000, "Nineveh": 3_700_000, "Salah al-Din": 1_600_000}


def test_rates_are_those_of_python_where_people_are_given(opened, frame, gazetteer):
    told = area_table(frame, "governorate", population=PEOPLE, gazetteer=gazetteer).frame.set_index("unit")
    with opened(draw(frame, language="en", gazetteer=gazetteer, population=PEOPLE)) as page:
        show(page, "governorate,rate")
        rates = page.page.evaluate(RATES)
        assert {key for key, rate in rates.items() if rate is not None} == set(PEOPLE)
        for unit in PEOPLE:
            assert rates[unit] == pytest.approx(told.loc[unit, "rate"], abs=COUNT * BYTE * 1e5 / PEOPLE[unit])
        assert "per 100,000 people" in page.text(".area-legend")
        page.page.evaluate("location.hash = '#areas=district,rate'")
        page.until("geomap.page.areas.reading?.choice.level === 'district'")
        assert page.page.evaluate("geomap.page.areas.reading.choice.measure") == "incidents"  # nobody gave their people
        page.quiet()


def test_people_of_no_unit_are_refused(frame, gazetteer):
    with pytest.raises(InputError, match="'Nowhere' is no unit"):
        draw(frame, gazetteer=gazetteer, population={"Kirkuk": 1, "Nowhere": 2})
