"""On the page: the note of what was coarsened for publication, and what changed between two editions."""

from __future__ import annotations

import pytest
from opened_page import NARROW, WIDE
from sample_incidents import HOSTILE, frame_of, rows

from geomap.gazetteer import Gazetteer
from geomap.maps import draw
from geomap.maps.changes import draw_changes
from geomap.store import Coarsening, compare, published
from geomap.store.frame import frame_of as stored


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("language", "said"), [("en", "Edited for publication"), ("ar", "نسخة معدّة للنشر")])
def test_the_credits_say_what_was_coarsened(opened, gazetteer: Gazetteer, language, said, size):
    edition = published(stored(rows()), gazetteer.areas)
    with opened(draw(edition.frame, language=language), size) as page:
        page.page.click(".credits summary")
        assert page.text(".credits .edited").startswith(said)
        assert "Edited for publication: " not in page.text(".credits .makers")
        page.quiet()


def test_a_map_that_nobody_coarsened_says_nothing_of_it(opened):
    with opened(draw(frame_of(rows()))) as page:
        page.page.click(".credits summary")
        assert not page.page.is_visible(".credits .edited")


@pytest.mark.parametrize(("way", "said"), [("district", "Somewhere in the district of"), ("10km", "hatched area")])
def test_the_panel_does_not_say_that_the_report_says_no_more(opened, gazetteer: Gazetteer, way, said):
    edition = published(stored(rows()), gazetteer.areas, Coarsening.of(way))
    with opened(draw(edition.frame, language="en")) as page:
        page.choose(1)
        text = page.text(".panel")
        assert said in text
        assert "withheld" in text
        assert "report says no more" not in text
        assert "Lakja" not in text
        page.quiet()


def test_an_edition_that_was_read_back_credits_nobody_called_edited(opened, gazetteer: Gazetteer):
    edition = published(stored(rows()), gazetteer.areas)
    frame = edition.frame.copy()
    frame.attrs = {"attribution": ["Somebody: places", edition.note]}
    with opened(draw(frame, language="en")) as page:
        assert "Somebody" in page.text(".credits .makers")
        assert "Edited" not in page.text(".credits .makers")


def editions(text: str = "") -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    old = rows()
    new = [dict(row) for row in old[1:]]
    new[0] |= {"lon": 43.8, "lat": 35.7, "perpetrator_text": text or "gunmen"}
    return old, new


@pytest.mark.parametrize(("language", "moved", "gone"), [("en", "Moved", "Withdrawn"), ("ar", "تغيّر موقعه", "سُحب")])
def test_the_panel_says_what_changed(opened, language, moved, gone):
    found = compare(*map(stored, editions()))
    kinds = [change.kind for change in found.changes]
    with opened(draw_changes(found.frame(), title="July → August", language=language)) as page:
        page.choose(kinds.index("moved"))
        assert page.text(".panel .change") == moved
        assert "moved by 21" in page.text(".panel")
        page.choose(kinds.index("withdrawn"))
        assert page.text(".panel .change") == gone
        assert page.page.locator("path.leaflet-interactive, .leaflet-overlay-pane path").count() == 1
        page.quiet()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_of_an_edition_is_text(opened, text):
    found = compare(*map(stored, editions(text)))
    moved = [change.kind for change in found.changes].index("moved")
    with opened(draw_changes(found.frame(), title=text, language="en")) as page:
        page.choose(moved)
        assert "perpetrator_text" in page.text(".panel")
        assert page.page.evaluate("() => window.ran") is None
        page.quiet()
