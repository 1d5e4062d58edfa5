"""The texts of incidents that are published, looked through: what names a person or the place, or is marked, goes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from geomap.store.persons import folded, is_generic, names_person

__all__ = ["Marks", "Withholding", "published_id"]

_PLACES = ("place_text", "place_name_en", "place_name_ar", "place_name_ckb", "subdistrict")
_CANDIDATE = ("name_en", "name_ar", "name_ckb")
_TOLD = ("place_name_en", "place_name_ar", "place_name_ckb", "district", "governorate")
"""Columns of a published region whose names a title may hold."""
_CASUALTY = ("kind", "group", "actor", "low", "high", "status", "rule", "document")
_CLAIM = ("actor", "kind")
"""Fields of `geomap.records.Casualty` and `Claim` that are codes and figures, and the report."""
_OURS = re.compile(r"[0-9a-f]{12}")
"""Ids that geomap makes; others may be words."""
_SHORTEST = 3
"""Letters of a name that is looked for: shorter ones stand in many words."""

_SAFE_WARNINGS = re.compile(
    r"The figures for [a-z ]+ differ: (?:at (?:least|most) |\d+|; | to )+\.|"
    r"The dates differ: [A-Z a-z\d;]+\.|The reports differ on the (?:perpetrator|target): [A-Za-z ;]+\.|"
    r"The date rests on a clock at the head of the page, which may be the day of the visit\."
)
"""Warnings that tell figures, days and codes, and no place or name."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the author marks: strings and ids, as `folded` has them, and the rows of which every text goes.

    Parameters
    ----------
    strings : tuple of str
        In folded form.
    ids : frozenset of str
        The same as they were given.
    rows : frozenset of int
        Numbers of rows.
    """

    strings: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()
    rows: frozenset[int] = frozenset()

    @classmethod
    def of(cls, given: Iterable[str], column: Sequence[object] = ()) -> Marks:
        """Return the marks of a list, and of a column that holds true, or a string, for some rows."""
        given = [*given, *(cell for cell in column if isinstance(cell, str))]
        marks = [text.strip() for text in given if text.strip()]
        rows = frozenset(n for n, cell in enumerate(column) if not isinstance(cell, str) and _is_true(cell))
        return cls(tuple(dict.fromkeys(filter(None, map(folded, marks)))), frozenset(marks), rows)

    def hold(self, text: str) -> bool:
        """Return whether a text holds a marked string; an address counts as its words, too."""
        whole = folded(text), folded(_spoken(text))
        return any(mark in form for mark in self.strings for form in whole)


@dataclass(frozen=True, slots=True)
class Withholding:
    """What goes from the texts of incidents.

    Parameters
    ----------
    marks : Marks
    bare : frozenset of str
        Ids of the reports of which title and address go, because they are marked or their title gives something away.
    silent : frozenset of str
        Ids of the reports whose source bears a name of the place.
    incidents : frozenset of str
        Ids of the incidents of which every text goes.
    left_out : int
        How many reports lost a title or an address that they had.
    """

    marks: Marks
    bare: frozenset[str]
    silent: frozenset[str]
    incidents: frozenset[str]
    left_out: int

    @classmethod
    def of(cls, rows: Sequence[Row], told: Sequence[Row], marks: Marks) -> Withholding:
        """Return what goes from `rows`; a report that several incidents cite is judged by all of them.

        Parameters
        ----------
        rows : sequence of mapping
            Rows of the record.
        told : sequence of mapping
            Of each, the columns of the region where it is published.
        marks : Marks
        """
        marked = {n for n, row in enumerate(rows) if n in marks.rows or row["id"] in marks.ids}
        bare: set[str] = set()
        silent: set[str] = set()
        titled: set[str] = set()
        for number, row in enumerate(rows):
            names = _names(row, told[number])
            for report in row["reports"] or ():
                texts = [str(report.get(name) or "") for name in ("title", "url")]
                titled |= {_id(report)} if any(texts) else set()
                if number in marked or _id(report) in marks.ids or _tells(texts, names, marks):
                    bare.add(_id(report))
                if any(name in folded(str(report.get("source") or "")) for name in names):
                    silent.add(_id(report))
        incidents = frozenset(str(rows[n]["id"]) for n in marked)
        return cls(marks, frozenset(bare), frozenset(silent), incidents, len(bare & titled))

    def texts(self, row: Row) -> dict[str, Any]:
        """Return the columns of texts, and of lists that hold some."""
        kept = {name: self._kind(row, name) for name in ("perpetrator_text", "target_text")}
        return kept | {
            "id": row["id"] if _OURS.fullmatch(str(row["id"])) else published_id(str(row["id"]), "i"),
            "casualties": [_coded(item, _CASUALTY) for item in row["casualties"] or ()],
            "attributions": [_coded(item, _CLAIM) for item in row["attributions"] or ()],
            "warnings": [text for text in row["warnings"] or () if _SAFE_WARNINGS.fullmatch(text)],
            "reports": [self._report(report) for report in row["reports"] or ()],
            "location_candidates": [],
            "evidence": [],
            "merge_reasons": [],
            "subdistrict_shares": {},
        }

    def _kind(self, row: Row, name: str) -> str | None:
        """Return who did it, or to whom, where the words call a group and nobody by name."""
        text = row[name]
        if not text or row["id"] in self.incidents or self.marks.hold(text):
            return None
        return str(text) if is_generic(text) else None

    def _report(self, report: Mapping[str, Any]) -> dict[str, Any]:
        """Return a report as it is cited; its id, which may be the name of a file, is replaced by a digest."""
        told = _id(report) not in self.bare
        source = report.get("source")
        again = report.get("reprint_of")
        return {
            "id": published_id(_id(report)),
            "title": (report.get("title") or "") if told else "",
            "url": report.get("url") if told else None,
            "source": None if _id(report) in self.silent or (source and self.marks.hold(str(source))) else source,
            "published": report.get("published"),
            "language": report.get("language"),
            "reprint_of": published_id(str(again)) if again else None,
        }


def published_id(given: str, mark: str = "r") -> str:
    """Return the id that a report has where it is published: the same in every edition, and no name of a file."""
    return f"{mark}{hashlib.sha256(given.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _tells(texts: Sequence[str], names: frozenset[str], marks: Marks) -> bool:
    """Return whether a title or address holds a place's name, a person's, or what is marked."""
    forms = [folded(form) for text in texts for form in (text, _spoken(text))]
    return (
        names_person(texts[0]) or any(map(marks.hold, texts)) or any(name in form for name in names for form in forms)
    )


def _names(row: Row, told: Row) -> frozenset[str]:
    """Return the names that are finer than what is published: of the place, its candidates, its subdistrict."""
    given = [row[name] for name in _PLACES]
    given += [candidate.get(name) for candidate in row["location_candidates"] or () for name in _CANDIDATE]
    given += [span.get("text") for span in row["evidence"] or () if span.get("field") == "place"]
    units = {folded(str(told[name])) for name in _TOLD if told.get(name)}
    names = {folded(str(name)) for name in given if name} - units
    return frozenset(name for name in names if len(name) >= _SHORTEST or any(map(str.isdigit, name)))


def _spoken(address: str) -> str:
    """Return an address as words: ``/attack-in-lakja`` says "attack in lakja"."""
    return re.sub(r"[-_+/.]+", " ", unquote(address))


def _coded(item: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return the codes and figures of an item, its words empty, its document under the id that is published."""
    kept = {name: item[name] for name in names if name in item} | {"text": ""}
    if kept.get("document"):
        kept["document"] = published_id(str(kept["document"]))
    return kept


def _id(report: Mapping[str, Any]) -> str:
    return str(report.get("id") or report.get("url") or report.get("title") or "")


def _is_true(cell: object) -> bool:
    return cell is True or (hasattr(cell, "item") and bool(cell.item() is True))
