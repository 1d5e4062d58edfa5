"""The small drawing of how a place follows from the words, in the panel, and the same on the map."""

from __future__ import annotations

import numpy as np
import pytest
from opened_page import NARROW, WIDE
from sample_incidents import frame_of, rows

from geomap.geodesy import circle
from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

WORDS = {
    "en": ("30 km SW", "Kirkuk", "46 km", "considered and refused", "The words say 30 km southwest of Kirkuk"),
    "ar": ("٣٠ كم جنوب غربي", "كركوك", "٤٦ كم", "نُظر فيه واستُبعد", "٣٠ كم جنوب غربي كركوك"),
    "ckb": ("٣٠ کم باشووری ڕۆژئاوا", "كركوك", "٤٦ کم", "هەڵسەنگێندرا و وەرنەگیرا", "٣٠ کم"),
}
"""What the drawing of the article's first incident says: length, anchor, true distance, key and text alternative."""

SHOWN = """[...document.querySelectorAll('.expression text')].filter(e => e.checkVisibility()).map(e => {
  const { x, y, width, height } = e.getBBox();
  return [x, y, x + width, y + height];
})"""


def candidate(number: int, lon: float, lat: float, probability: float = 0.05) -> dict[str, object]:
    name = f"Salman number {number}"
    return {"id": f"iq.p.{number}", "name_en": name, "lon": lon, "lat": lat, "probability": probability}


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_drawing_tells_what_the_words_measure(opened, incidents, gazetteer, language, size):
    with opened(draw(incidents, language=language, gazetteer=gazetteer), size, reduced_motion="reduce") as seen:
        if size == NARROW:
            seen.page.click(".handle")
        seen.choose(0)
        length, anchor, truth, key, alternative = WORDS[language]
        lettered = [plain(text) for text in seen.page.locator(".expression text").all_text_contents()]
        assert {length, anchor, truth} <= set(lettered)
        assert key in seen.text(".drawing figcaption")
        assert alternative in plain(seen.page.get_attribute(".expression", "aria-label"))
        left, _, right, _ = seen.box(".expression")
        panel = seen.box(".panel")
        assert panel[0] < left < right < panel[2]
        seen.quiet()


def test_drawing_is_not_mirrored(opened, incidents, gazetteer):
    """West is left in Arabic too, and the scale stands at the drawing's left."""
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        signs = ".expression :is(.anchor, .chosen, .scale-bar path)"
        marks = f"[...document.querySelectorAll('{signs}')].map(e => e.getBBox().x)"
        english = seen.page.evaluate(marks)
        seen.page.click("[data-language=ar]")
        assert seen.page.evaluate(marks) == english
        anchor, chosen = english[0], english[1]
        assert anchor > chosen, "Kirkuk lies northeast of Rashad"


def test_a_plain_place_has_no_drawing(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(1)
        assert "Lakja" in seen.text(".panel h2")
        assert not seen.page.locator(".drawing").count()


def test_an_unplaced_incident_shows_what_was_refused(opened, gazetteer):
    row = rows()[-1] | {"location_candidates": [candidate(1, 43.0, 35.0), candidate(2, 46.0, 32.0)]}
    with opened(draw(frame_of([row]), gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert seen.page.locator(".expression .refused").count() == 2
        assert not seen.page.locator(".expression .chosen").count()
        names = [plain(text) for text in seen.page.locator(".expression .short").all_text_contents()]
        assert names == ["Salman number 1", "Salman number 2"]


@pytest.mark.parametrize("seed", range(6))
def test_names_never_lie_over_each_other_nor_leave_the_drawing(opened, gazetteer, seed):
    generator = np.random.default_rng(seed)
    spots = generator.normal([44.1, 35.1], [0.3, 0.2] if seed % 2 else [2, 1.5], (10, 2)).round(4)
    row = rows()[0] | {"location_candidates": [candidate(n, lon, lat) for n, (lon, lat) in enumerate(spots.tolist())]}
    with opened(draw(frame_of([row]), language=LANGUAGES[seed % 3], gazetteer=gazetteer)) as seen:
        seen.choose(0)
        boxes = np.array(seen.page.evaluate(SHOWN))
        assert len(boxes) >= 4
        for n, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert right <= 352
            others = np.delete(boxes, n, axis=0)
            apart = (others[:, 0] >= right) | (others[:, 2] <= left) | (others[:, 1] + 3 >= bottom)
            assert (apart | (others[:, 3] - 3 <= top)).all()
        marks = np.array(
            seen.page.evaluate(
                "[...document.querySelectorAll('.refused .reach')].map(e => [e.cx.baseVal.value, e.cy.baseVal.value])"
            )
        )
        assert len(marks) == 10
        assert (marks >= 0).all()
        assert (marks <= [352, 168]).all()


def test_a_refused_place_says_its_name_and_distance_when_it_is_looked_at(opened, incidents, gazetteer):
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.choose(0)
        full = seen.page.locator(".refused .full")
        assert not full.is_visible()
        seen.page.locator(".refused").scroll_into_view_if_needed()
        left, top, right, bottom = seen.box(".refused .reach")
        seen.page.mouse.move((left + right) / 2, (top + bottom) / 2)
        assert full.is_visible()
        assert plain(full.text_content()) == "Rashad, 104 km away"
        seen.page.mouse.move(5, 5)
        assert not full.is_visible()
        for _ in range(8):
            seen.page.keyboard.press("Tab")
            if seen.page.evaluate("document.activeElement.classList.contains('refused')"):
                break
        assert full.is_visible(), "the keyboard comes to it"
        named = plain(seen.page.locator(".refused").get_attribute("aria-label"))
        assert named == "Rashad, 104 km away: considered and refused"


def test_a_place_far_off_does_not_make_the_rest_small(opened, gazetteer):
    """A namesake 300 km away stands at the drawing's edge, with its distance; the footprint keeps its size."""
    row = rows()[0] | {"location_candidates": [candidate(1, 47.3, 31.0)]}
    with opened(draw(frame_of([row]), gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert seen.page.evaluate("document.querySelector('.expression .region').getBBox().height") > 30
        assert plain(seen.page.text_content(".refused .full")) == "Salman number 1, 549 km away"
        assert seen.page.locator(".refused path").count() == 2, "a cross, and where it lies"


@pytest.mark.parametrize("footprint", [None, circle(44.11, 35.11, 0.01), circle(44.11, 35.11, 700)])
def test_no_size_breaks_it(opened, gazetteer, footprint):
    with opened(draw(frame_of([rows()[0] | {"footprint": footprint}]), gazetteer=gazetteer)) as seen:
        seen.choose(0)
        assert "NaN" not in seen.page.inner_html(".drawing")
        assert "Infinity" not in seen.page.inner_html(".drawing")
        seen.quiet()


def test_map_names_a_refused_place_under_the_pointer(opened, incidents, gazetteer):
    """The names of refused places used to stand on the map at all times, over each other and the town's."""
    with opened(draw(incidents, gazetteer=gazetteer), reduced_motion="reduce") as seen:
        pixel = """() => {
          const { page } = geomap, box = page.map.getContainer().getBoundingClientRect();
          const { x, y } = page.map.latLngToContainerPoint([34.3, 44.6]);
          return [x + box.left, y + box.top];
        }"""
        seen.choose(0)
        seen.page.evaluate("geomap.page.map.setView([34.9, 44.3], 8, { animate: false })")
        seen.page.mouse.move(*seen.page.evaluate(pixel))
        assert seen.text(".tip") == "Rashad: considered and refused"
        seen.page.keyboard.press("Escape")
        seen.page.mouse.move(*[at + 1 for at in seen.page.evaluate(pixel)])
        assert seen.page.locator(".tip").is_hidden()


def test_map_draws_the_length_that_the_words_give(opened, incidents, gazetteer):
    """Half way from Kirkuk to where 30 km southwest of it leads: thin, and only for the chosen."""
    ink = """() => {
      const { page } = geomap, view = page.points.canvas.view(), scale = devicePixelRatio;
      page.map.setView([35.3, 44.2], 9, { animate: false });
      const at = page.map.latLngToContainerPoint([35.3725, 44.275]);
      const canvas = document.querySelector('.leaflet-geomap-incidents-pane canvas');
      const box = canvas.getBoundingClientRect(), map = page.map.getContainer().getBoundingClientRect();
      const [x, y] = [(at.x + map.left - box.left) * scale, (at.y + map.top - box.top) * scale];
      const { data } = canvas.getContext('2d').getImageData(x - 6, y - 6, 12, 12);
      return data.filter((_, i) => i % 4 === 3).reduce((sum, alpha) => sum + alpha, 0);
    }"""
    with opened(draw(incidents, gazetteer=gazetteer), reduced_motion="reduce") as seen:
        seen.page.evaluate(ink)
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate(ink) == 0
        seen.choose(0)
        seen.page.evaluate(ink)
        seen.page.wait_for_timeout(300)
        assert seen.page.evaluate(ink) > 1000
