"""What the command line prints of areas: units with their ranges, change, hotspots, shares near a line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.cli.show import output, plain, sentence, table

if TYPE_CHECKING:
    import pandas as pd

    from geomap.analysis import AreaTable, ChangeTable, Hotspots, Nearness

__all__ = ["areas", "change", "nearness", "spots"]

SHOWN = 40
"""Rows that are printed on a terminal or into a pipe, the fullest first; the file has all."""

_SHADED = {"governorate": "governorates", "district": "districts", "disputed": "units", "hexagon": "hexagons"}


def areas(found: AreaTable) -> None:
    """Print the units that had any, the most first, and what the total is made of."""
    frame = found.frame
    rates = "rate" in frame
    shown = table("Unit", f">{found.measure.capitalize()}", ">Range (90 %)", *((">Per 100,000",) if rates else ()))
    apart = frame["unit"].str.startswith("(")
    rows = frame[(frame["high"] > 0) & ~apart].sort_values(["expected", "unit"], ascending=[False, True])
    for _, row in rows.head(SHOWN).iterrows():
        rate = () if not rates else ("" if _missing(row["rate"]) else f"{row['rate']:,.1f}",)
        shown.add_row(*map(plain, (_name(row), _many(row["expected"]), f"{row['low']}–{row['high']}", *rate)))
    output().print(shown)
    _rest(len(rows), _SHADED[found.by])
    parts = [f"{_many(row['expected'])} {row['unit'].strip('()')}" for _, row in frame[apart].iterrows()]
    placed = found.total - float(frame.loc[apart, "expected"].sum())
    sentence(f"{_many(found.total)} {found.measure}: {_many(placed)} in these {_SHADED[found.by]}, {', '.join(parts)}.")
    if found.measure == "deaths":
        _figures(frame)
    if frame.loc[~apart, "approximate"].any():
        sentence("Borders of districts are approximate; the range tells what is not known about places.")
    _rejected(found.rejected)


def change(found: ChangeTable) -> None:
    """Print the units with a verdict first, then those with the most incidents."""
    headings = [f"{w} weeks" for w in (4, 52)]
    columns = [name for words in headings for name in (f">Usual, {words}", f">Change, {words}", f"Verdict, {words}")]
    shown = table("Unit", ">Now", *columns)
    frame = found.frame.assign(
        told=[sum(row[f"verdict_{w}"] in ("more", "fewer") for w in (4, 52)) for _, row in found.frame.iterrows()]
    )
    rows = frame[(frame["high"] > 0) | (frame["told"] > 0)].sort_values(
        ["told", "expected", "unit"], ascending=[False, False, True]
    )
    for _, row in rows.head(SHOWN).iterrows():
        cells = [cell for weeks in (4, 52) for cell in _compared(row, weeks)]
        shown.add_row(*map(plain, (_name(row), _ranged(row["expected"], row["low"], row["high"]), *cells)))
    output().print(shown)
    _rest(len(rows), _SHADED[found.by])
    sentence(f"Incidents of {found.period}, against the mean of the weeks before.")
    sentence("No percentage where those weeks had 20 incidents or fewer; verdicts allow for one false in ten.")
    _rejected(found.rejected)


def spots(found: Hotspots) -> None:
    """Print the hot and cold cells, the clearest first."""
    shown = table("Hexagon", "Spot", ">Incidents", ">With neighbours", ">Gi* (z)", ">q", ">Longitude", ">Latitude")
    frame = found.frame
    rows = frame[frame["spot"] != ""].sort_values(["q", "unit"])
    for _, row in rows.head(SHOWN).iterrows():
        middle = row["geometry"].centroid
        cells = (_ranged(row["expected"], row["low"], row["high"]), f"{row['around']:.1f}", f"{row['z']:.1f}")
        where = (f"{row['q']:.1g}", f"{middle.x:.2f}", f"{middle.y:.2f}")
        shown.add_row(*map(plain, (_name(row), row["spot"], *cells, *where)))
    if len(rows):
        output().print(shown)
    _rest(len(rows), "hexagons")
    hot, cold = (int((frame["spot"] == spot).sum()) for spot in ("hot", "cold"))
    sentence(f"{hot} hot and {cold} cold among {len(frame)} hexagons of {found.size_km:g} km; {_placed(found)}.")
    _rejected(found.rejected)


def nearness(found: Nearness) -> None:
    """Print the share near the line, step by step and over all."""
    shown = table(found.step.capitalize(), ">Incidents", f">Within {found.within_km:g} km", ">Share")
    rows = found.over_time[found.over_time["incidents"] > 0]
    for _, row in rows.tail(SHOWN).iterrows():
        first = row["first"].isoformat() if found.step == "week" else f"{row['first']:%Y-%m}"
        shown.add_row(*map(plain, (first, _many(row["incidents"]), *_share(row))))
    if len(rows):
        output().print(shown)
    _rest(len(rows), f"{found.step}s")
    near, share = _share(found.overall)
    sentence(
        f"{near} of {_many(found.overall['incidents'])} placed incidents lie within {found.within_km:g} km: {share}."
    )
    sentence(f"{_placed(found)}; {found.undated} without a date.")
    _rejected(found.rejected)


def _share(row: pd.Series[float]) -> tuple[str, str]:
    near = _ranged(row["near"], int(row["low"]), int(row["high"]))
    if math.isnan(row["share"]):
        return near, "no share"
    ends = f"{100 * row['share_low']:.0f}–{100 * row['share_high']:.0f} %"
    # The mean can lie a little outside a range of whole incidents; in words it stays within.
    share = min(max(row["share"], row["share_low"]), row["share_high"])
    return near, f"{100 * share:.0f} %, range {ends}"


def _compared(row: pd.Series[float], weeks: int) -> tuple[str, str, str]:
    mean, percent = (row[f"{name}_{weeks}"] for name in ("mean", "percent"))
    verdict = str(row[f"verdict_{weeks}"])
    if verdict == "too few" or _missing(mean):
        return "", "", verdict
    usual = f"{mean:.1f} ({row[f'usual_low_{weeks}']:.0f}–{row[f'usual_high_{weeks}']:.0f})"
    return usual, "" if _missing(percent) else f"{percent:+.0f} %", verdict


def _figures(frame: pd.DataFrame) -> None:
    opened, none = (float(frame[name].sum()) for name in ("open", "no_figure"))
    sentence(f"{_many(opened)} incidents say “at least”, which counts as that number; {_many(none)} give no figure.")


def _name(row: pd.Series[float]) -> str:
    """Return the unit's name; of a hexagon its town and its coordinates in the grid."""
    key, name = str(row["unit"]), str(row["name_en"])
    return key if name in ("", key) else f"{name} ({key})"


def _ranged(expected: float, low: int, high: int) -> str:
    return f"{expected:.0f}" if low == high else f"{expected:.0f}, {low}–{high}"


def _many(number: float) -> str:
    """Return a number of incidents: whole where it is, else with one decimal."""
    return f"{number:,.0f}" if abs(number - round(number)) < 0.05 else f"{number:,.1f}"


def _placed(found: Hotspots | Nearness) -> str:
    return f"{found.incidents - found.unplaced} incidents placed, {found.unplaced} not"


def _rest(rows: int, what: str) -> None:
    if rows > SHOWN:
        sentence(f"… and {rows - SHOWN} more {what}; -o FILE has all.")


def _rejected(count: int) -> None:
    if count:
        sentence(f"{count} incidents left out: they are marked as rejected.")


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
