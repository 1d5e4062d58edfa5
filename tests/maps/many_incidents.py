"""Half a year of incidents, made by rule, for what filters and the histogram count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sample_incidents import incident, report

FIRST = date(2021, 7, 1)
DAYS = 184

TYPES = (
    ("Battles", "Armed clash", "fighting"),
    ("Explosions/Remote violence", "Remote explosion/landmine/IED", "bombs"),
    ("Explosions/Remote violence", "Air/drone strike", "air"),
    ("Strategic developments", "Arrests", "abduction"),
)
"""Types in turn, and the kinds that they are."""

PLACES = (("Kirkuk", "Hawija", 43.77, 35.32), ("Diyala", "Khanaqin", 45.4, 34.35), ("Erbil", "Makhmur", 43.58, 35.77))
"""Governorates and districts in turn, with a town of each."""

ACTORS = ("IS", "PMF", "Turkey", None)


def many(count: int = 60) -> list[dict[str, Any]]:
    """Return `count` incidents spread evenly over half a year.

    Every fourth has each type, every third each place; every fifth is not placed, every tenth known by its month only,
    every sixth claimed for Nineveh; sources are twenty. Places are sure but for each fourth, which lies in Kirkuk with
    60 %.
    """
    return [_row(number, count) for number in range(count)]


def _row(number: int, count: int) -> dict[str, Any]:
    event_type, sub_type, _ = TYPES[number % 4]
    governorate, district, lon, lat = PLACES[number % 3]
    start = FIRST + timedelta(days=number * DAYS // count)
    vague = number % 10 == 9
    placed = number % 5 != 4
    language = ("ar", "en")[number % 2]
    shared = {"Kirkuk": 0.6, "Erbil": 0.4} if number % 4 == 3 else {governorate: 1.0}
    return incident(
        id=f"m{number}",
        event_type=event_type,
        sub_event_type=sub_type,
        date_start=start.replace(day=1) if vague else start,
        date_end=(start.replace(day=1) + timedelta(days=29)) if vague else start,
        date_precision="month" if vague else "day",
        killed_min=number % 7,
        killed_max=number % 7,
        perpetrator=ACTORS[number % 4],
        target="civilians",
        place_text=district,
        place_name_en=district,
        lon=lon + number / 500 if placed else None,
        lat=lat + number / 700 if placed else None,
        radius_km=3.0 if placed else None,
        location_method="named" if placed else "unplaced",
        geo_precision=1 + number % 3 if placed else None,
        governorate=max(shared, key=lambda unit: shared[unit]) if placed else None,
        district=district if placed else None,
        governorate_shares=shared if placed else None,
        claimed_governorate="Nineveh" if number % 6 == 0 and placed else None,
        disputed=(1.0, 0.5, 0.0)[number % 3] if placed else None,
        status=("extracted", "confirmed")[number % 2],
        reports=[report(number, title=f"Report {number}", source=f"Source {number % 20:02}", language=language)],
    )
