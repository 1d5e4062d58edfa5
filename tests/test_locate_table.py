"""What ``geomap locate`` prints for an analyst: point, units, codes, reasons, and a table of candidates that fits."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from geomap.cli.show_location import NONE_OF_THESE, SHOWN_CANDIDATES, location
from geomap.gazetteer import Gazetteer
from geomap.locate import Locator
from geomap.records import Candidate, Location, Place

PHRASES = (
    "30 km southwest of Kirkuk",
    "الرشاد",
    "على بعد ٣٠ كم جنوب غربي كركوك",
    "between Mosul and Kirkuk",
    "قرية زغبرتون",
)


@pytest.fixture(scope="module")
def locator() -> Locator:
    return Locator(Gazetteer.load())


def printed(text: str, found: Location, places: dict[str, Place] | None, width: int) -> str:
    """Return what a terminal of so many columns shows."""
    shown = io.StringIO()
    console = Console(file=shown, width=width, force_terminal=True, color_system=None, highlight=False)
    location(text, found, places or {}, console)
    return shown.getvalue()


@pytest.mark.parametrize("width", [72, 80, 110, 140, 200])
@pytest.mark.parametrize("phrase", PHRASES)
def test_it_fits_any_terminal(phrase: str, width: int, locator: Locator) -> None:
    found = locator.locate_text(phrase)
    out = printed(phrase, found, dict(locator.gazetteer.places), width)
    assert max(map(cell_len, out.splitlines())) <= width
    words = " ".join(out.split())
    assert all(reason.text in words for reason in found.reasons if len(reason.text) < width - 4)


@pytest.mark.parametrize("width", [80, 140])
def test_every_candidate_stands_there_with_what_an_analyst_asks(width: int, locator: Locator) -> None:
    found = locator.locate_text("الرشاد")
    out = printed("الرشاد", found, dict(locator.gazetteer.places), width)
    rows = [line.split() for line in out.splitlines()]
    assert next(row[:2] for row in rows if "Prob." in row) == ["Prob.", "Place"]
    for candidate in found.candidates:
        assert any(row[:1] == [f"{candidate.probability:.2f}"] for row in rows)
    assert all(word in out for word in ("town", "subdistrict", "Daquq", "From point", "here", "km SE", "Why"))
    assert ("33.973" in out) == (width == 140)
    assert sum(NONE_OF_THESE in line for line in out.splitlines()) == 1


def test_probabilities_of_one_name_and_none_of_these_add_up(locator: Locator) -> None:
    found = locator.locate_text("between Mosul and Kirkuk")
    out = printed("between Mosul and Kirkuk", found, dict(locator.gazetteer.places), 140)
    first = [
        line.split()[0].lstrip("<") for line in out.splitlines() if line[:6].strip().lstrip("<")[:2] in ("0.", "1.")
    ]
    assert sum(map(float, first)) == pytest.approx(2, abs=0.03)
    assert sum(NONE_OF_THESE in line for line in out.splitlines()) == 2


def test_codes_are_told_in_words(locator: Locator) -> None:
    out = printed("x", locator.locate_text("Hawija district"), dict(locator.gazetteer.places), 140)
    assert "ACLED geo_precision: 2, near a place, or a small part of a region" in " ".join(out.split())
    assert "UCDP where_prec: 3, the district is known" in " ".join(out.split())


def test_arabic_names_never_stand_beside_figures(locator: Locator) -> None:
    """A terminal that turns Arabic around takes figures beside it along; a Latin word between them holds them."""
    out = printed("x", locator.locate_text("الرشاد"), dict(locator.gazetteer.places), 140)
    for line in out.splitlines():
        cells = [cell for cell in line.split("  ") if cell.strip()]
        for left, right in pairwise(cells):
            arabic = [any("\u0600" <= letter <= "\u06ff" for letter in cell) for cell in (left, right)]
            figure = [cell.strip()[0].isdigit() for cell in (left, right)]
            assert not (arabic[0] and figure[1])
            assert not (figure[0] and arabic[1])


def test_a_long_list_is_cut_and_the_rest_counted() -> None:
    many = [Place(f"iq.p.{n}", "village", (), 44.0, 35.0 + n / 10, 1) for n in range(30)]
    found = Location("Tall", candidates=tuple(Candidate(place, 0.03) for place in many))
    out = printed("Tall", found, None, 80)
    assert f"{30 - SHOWN_CANDIDATES} more" in out
    assert "0.66" in out
    assert "0.10  none of these" in out


def test_hostile_words_are_text() -> None:
    place = Place("iq.p.x", "village", (), 44.0, 35.0, 1)
    found = Location("[red]\x1b[31m\u202e", place=place, lon=-44.0, lat=-35.0, radius_km=1, method="named")
    out = printed("[red]\x1b[31m\u202eKirkuk", found, None, 80)
    assert "[red]" in out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out
    assert "44.0000 W, 35.0000 S" in out
