"""GeoNames: the dump of a country (``IQ.txt``) and its alternate names, as text or zip.

Files are told apart by their columns, not their names: both come as ``IQ.zip`` holding ``IQ.txt``. 19 columns are
features, 8 or 10 alternate names (https://download.geonames.org/export/dump/readme.txt). Lines have tabs between cells
and no quoting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geomap.gazetteer.importers.archives import OpenedFile, opened
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading, Source
from geomap.gazetteer.importers.gathering import ABROAD, Gathering, near_iraq, number, shown
from geomap.gazetteer.importers.languages import names_of, untagged
from geomap.records import Name

__all__ = ["KINDS", "SOURCE", "kind_of", "read"]

TITLE = "GeoNames"

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("A.PCLI",), "country"),
    "A.ADM1": "governorate",
    "A.ADM2": "district",
    "A.ADM3": "subdistrict",
    **dict.fromkeys(("P.PPLC", "P.PPLA", "P.PPLG"), "city"),
    **dict.fromkeys(("P.PPLA2", "P.PPLA3", "P.PPLA4", "P.PPLA5"), "town"),
    "P.PPLX": "quarter",
    **dict.fromkeys(("P.STLMT", "P.PPL", "P.PPLF", "P.PPLL", "P.PPLQ", "P.PPLR", "P.PPLS", "P.PPLW"), "village"),
    **dict.fromkeys(("T.MT", "T.MTS", "T.RDGE", "T.HLL", "T.HLLS", "T.PK", "T.PKS"), "range"),
    **dict.fromkeys(("T.VAL", "T.DSRT", "T.PLN", "T.PLAT", "T.DPR", "H.MRSH", "H.MRSHN"), "region"),
    **dict.fromkeys(("L.RGN", "L.RGNE", "L.RGNH", "L.AREA", "L.OAS"), "region"),
    **dict.fromkeys(("H.STM", "H.STMA", "H.STMB", "H.STMC", "H.STMD", "H.STMI", "H.STMM", "H.STMS", "H.STMX"), "river"),
    **dict.fromkeys(("H.CNL", "H.CNLA", "H.CNLB", "H.CNLD", "H.CNLI", "H.CNLN", "H.WAD", "H.WADS"), "river"),
    **dict.fromkeys(("H.LK", "H.LKI", "H.LKN", "H.LKS", "H.LKSN", "H.LKO", "H.LKX", "H.RSV", "H.RSVI"), "lake"),
    **dict.fromkeys(("L.OILF", "L.GASF"), "oilfield"),
    "S.OILR": "refinery",
    **dict.fromkeys(("S.AIRP", "S.AIRH"), "airport"),
    **dict.fromkeys(("S.AIRB", "S.AIRF", "S.INSM", "L.MILB", "L.NVB"), "base"),
    **dict.fromkeys(("S.DAM", "S.DAMSB"), "dam"),
    "S.BDG": "bridge",
    **dict.fromkeys(("S.SHRN", "S.MSQE", "S.TMB"), "shrine"),
    **dict.fromkeys(("S.CMP", "S.CMPL", "S.CMPLA", "S.CMPMN", "S.CMPO", "S.CMPQ", "S.CMPRF", "L.REFU"), "camp"),
    **dict.fromkeys(("S.PSTB", "S.PSTC"), "crossing"),
    "S.PSTP": "checkpoint",
    **dict.fromkeys(("S.PRN", "S.PS", "S.PSH", "L.INDS"), "facility"),
    "R.RD": "road",
}
"""Class and code → kind (https://www.geonames.org/export/codes.html). A camp (CMP*) may be of refugees, workers or
miners. An airfield (AIRF) in Iraq is a military strip. PPLH, a place that is no more, is left out."""

_CITY_POPULATION = 100_000
_TOWN_POPULATION = 5_000
_FEATURE_CELLS = 19
_NAME_CELLS = (8, 10)
_GOES_BESIDE = ("readme.txt", "iso-languagecodes.txt")
_DIGITS = re.compile("[0-9]{1,12}")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(slots=True)
class _Names:
    """What the alternate names say of one feature: (rank, text, language) each, and its Wikidata ids."""

    ranked: list[tuple[int, str, str]] = field(default_factory=list)
    wikidata: list[str] = field(default_factory=list)

    def pairs(self) -> list[tuple[str, str]]:
        return [(text, code) for _, text, code in sorted(self.ranked, key=lambda entry: entry[0])]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a file: where it stands and its cells."""

    where: str
    cells: list[str]


def read(paths: Sequence[Path]) -> Reading:
    """Read country dumps, with the alternate names that are given beside them.

    Units are those rows of administrative divisions (ADM1 to ADM3 and the country) whose codes a feature bears.

    Raises
    ------
    GazetteerError
        With every fault: lines of another number of cells, ids, positions or figures that are none, ids twice.
    """
    gathering = Gathering(TITLE)
    with opened(paths) as files:
        given = [file for file in files if file.path.name.lower() not in _GOES_BESIDE]
        widths = {file: _width(file, gathering) for file in given}
        features = [line for file in given if widths[file] == _FEATURE_CELLS for line in _lines(file, gathering)]
        wanted = {line.cells[0] for line in features}
        names: dict[str, _Names] = {}
        for file in given:
            if widths[file] in _NAME_CELLS:
                _take_names(file, wanted, names, gathering)
    divisions = _divisions(features)
    for line in features:
        _add(line, names.get(line.cells[0]), divisions, gathering)
    dates = [line.cells[18].strip() for line in features if _DATE.fullmatch(line.cells[18].strip())]
    return gathering.reading(f"last changed {max(dates)}" if dates else "")


def kind_of(code: str, population: int) -> str | None:
    """Return our kind for ``class.code`` and a number of people (0 where unknown), or None where it is not of use."""
    kind = KINDS.get(code)
    if kind in ("city", "town", "village"):
        if population >= _CITY_POPULATION:
            return "city"
        if kind == "village" and population >= _TOWN_POPULATION:
            return "town"
    return kind


def _width(file: OpenedFile, gathering: Gathering) -> int:
    """Return how many cells the first line of `file` has, or 0 after noting that no file of GeoNames has so many."""
    with file.path.open("rb") as opened_file:
        first = next((line for line in opened_file if line.strip()), b"")
    cells = first.rstrip(b"\r\n").count(b"\t") + 1
    if cells in (_FEATURE_CELLS, *_NAME_CELLS):
        return cells
    expected = f"{_FEATURE_CELLS} (features) or {' or '.join(map(str, _NAME_CELLS))} (alternate names)"
    gathering.fault(f"{file.name}:1", f"{cells} cells with tabs between", expected)
    return 0


def _lines(file: OpenedFile, gathering: Gathering) -> Iterator[_Line]:
    """Yield the lines of `file` that have as many cells as the first; others are noted."""
    width = 0
    with file.path.open("rb") as opened_file:
        for count, raw in enumerate(opened_file, 1):
            try:
                text = raw.decode("utf-8-sig").rstrip("\r\n")
            except UnicodeDecodeError as error:
                found = f"byte 0x{raw[error.start]:02x} in column {error.start + 1} that is no UTF-8"
                gathering.fault(f"{file.name}:{count}", found, "UTF-8")
                continue
            cells = text.split("\t")
            width = width or (len(cells) if text.strip() else 0)
            if len(cells) == width:
                yield _Line(f"{file.name}:{count}", cells)
            elif text.strip():
                found = f"{len(cells)} cells with tabs between"
                gathering.fault(f"{file.name}:{count}", found, f"{width} as in the first line")


def _take_names(file: OpenedFile, wanted: set[str], names: dict[str, _Names], gathering: Gathering) -> None:
    for line in _lines(file, gathering):
        if line.cells[1] in wanted:
            _take_name(line.cells, names.setdefault(line.cells[1], _Names()))


def _take_name(cells: Sequence[str], names: _Names) -> None:
    """Keep an alternate name, preferred ones first, then plain, short, colloquial and historic ones.

    Codes that are no languages (post, iata, icao, faac, abbr, link, phon, fr_1793, …) have none of ours and go.
    """
    code, text = cells[2].strip().lower(), cells[3].strip()
    if code == "wkdt":
        if _WIKIDATA.fullmatch(text):
            names.wikidata.append(text)
        return
    preferred, short, colloquial, historic = (cell.strip() == "1" for cell in cells[4:8])
    rank = 4 if historic else 3 if colloquial else 0 if preferred else 2 if short else 1
    names.ranked.append((rank, text, code.split("-")[0]))


def _divisions(lines: Sequence[_Line]) -> dict[tuple[str, ...], str]:
    """Return the id of each administrative division by country and codes, the country by itself alone."""
    found: dict[tuple[str, ...], str] = {}
    for line in lines:
        cells = line.cells
        depth = {"PCLI": 0, "ADM1": 1, "ADM2": 2, "ADM3": 3}.get(cells[7]) if cells[6] == "A" else None
        codes = tuple(cells[10 : 10 + depth]) if depth is not None else ()
        if depth is not None and all(codes):
            found.setdefault((cells[8], *codes), f"gn.{cells[0]}")
    return found


def _add(line: _Line, names: _Names | None, divisions: Mapping[tuple[str, ...], str], gathering: Gathering) -> None:
    cells, where = line.cells, line.where
    if not _DIGITS.fullmatch(cells[0]):
        gathering.fault(where, f"geonameid {shown(cells[0])}", "a whole number")
        return
    people = number(cells[14] or 0)
    if not people >= 0 or people != int(people):
        gathering.fault(where, f"population {shown(cells[14])}", "a whole number, 0 for unknown")
        return
    position = gathering.position(where, cells[5], cells[4])
    code = f"{cells[6]}.{cells[7]}"
    kind = kind_of(code, int(people))
    if position is None:
        return
    if kind is None or not near_iraq(*position):
        gathering.leave_out(f"kind not of use: {code[:12]}" if kind is None else ABROAD)
        return
    country = cells[8] if _COUNTRY.fullmatch(cells[8]) else "IQ"
    gathering.add(
        ForeignPlace(
            id=f"gn.{int(cells[0])}",
            kind=kind,
            names=_names(cells, names),
            lon=position[0],
            lat=position[1],
            country=country,
            population=int(people) or None,
            units=_units(cells, divisions),
            same_as=tuple(f"wd.{key}" for key in dict.fromkeys(names.wikidata)) if names else (),
            where=where,
        )
    )


def _names(cells: Sequence[str], names: _Names | None) -> tuple[Name, ...]:
    """Return a feature's names: the alternate ones, its own, its own in ASCII; then what it lists without languages.

    That list repeats the alternate names, so it only counts where there are none.
    """
    pairs = names.pairs() if names else []
    own = [(cells[1], ""), (cells[2], "")]
    return names_of([*pairs, *own, *(() if pairs else untagged(cells[3].split(",")))])


def _units(cells: Sequence[str], divisions: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
    country, codes = cells[8], cells[10:13]
    found = (divisions.get((country, *codes[:depth])) for depth in (3, 2, 1, 0))
    return tuple(dict.fromkeys(unit for unit in found if unit is not None and unit != f"gn.{cells[0]}"))


SOURCE = Source(
    key="geonames",
    prefix="gn",
    title=TITLE,
    publisher="GeoNames",
    licence="CC BY 4.0",
    homepage="https://www.geonames.org/",
    attribution="GeoNames (https://www.geonames.org/), CC BY 4.0",
    downloads=(
        "https://download.geonames.org/export/dump/IQ.zip",
        "https://download.geonames.org/export/dump/alternatenames/IQ.zip",
    ),
    read=read,
)
