"""Measure what geomap reads in the headlines of news agencies, against the events that UCDP coded from them.

usage: python benchmarks/headlines.py [SHARED]

SHARED is the folder with ``data/``; ../shared where not given. Prints one JSON object for each half of the rows of
``ucdp_headlines/events.csv``: rows with odd numbers were read while the rules were written ("development"), those with
even numbers never were ("held back"; headlines of both halves are left out of it). What is right is told by the plain
expressions below and by UCDP's columns, not by geomap. Each row may hold several headlines, each with its own day.

* **place lines** ("June 3rd, 2015: Al Hawija, Kirkuk province, Iraq") tell nothing and are counted apart;
* **made**: of the headlines that tell of violence by `VIOLENCE` and not by `NO_NEWS`, the share with an incident;
* **false**: of the others, the share with an incident;
* **stated**: of the headlines in which a number is directly joined to a word of death (`stated`), the share where an
  incident, or all of them together, has that number of dead, attackers and victims;
* **deaths**: of the rows with such a number, those where a number that we read in one of the headlines equals ``best``
  or lies within ``low..high``. A headline often tells the toll of a morning and UCDP that of the day, or of one of
  three bombs: **possible** is the share of a reader who takes every stated number as it stands, and **of possible** the
  share that we have of those;
* **sides**: of the rows where a telling headline names a side of UCDP's event (`names`), those where for one of these
  headlines perpetrator and target hold every side that it names and no armed side that UCDP has not.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from geomap.documents.document import document_from_text
from geomap.events.actors import FORCES
from geomap.pipeline import Pipeline
from geomap.records import Incident

ROOT = Path(__file__).resolve().parents[1]
DATA = "data/eval/ucdp_headlines/events.csv"
PLACE_LINE = re.compile(r"^\W*[A-Z][a-z]+ \d\d?(st|nd|rd|th)\b.*:")
VIOLENCE = re.compile(
    r"\b(kill\w*|dead|dies|died|deaths?|wound\w*|bomb\w*|blasts?|explosions?|attack\w*|clash\w*|fight|fighting|battles?"
    r"|shell\w*|mortars?|strikes?|raids?|gunm[ae]n|gunfire|ambush\w*|execut\w*|behead\w*|abduct\w*|kidnap\w*|hostages?"
    r"|seiz\w*|captur\w*|retak\w*|recaptur\w*|liberat\w*|storm\w*|assault\w*|repel\w*|falls to|overr[ua]n"
    r"|counterattack\w*|pounds?|blows? up|downs)\b",
    re.IGNORECASE,
)
NO_NEWS = re.compile(
    r"\b(summary|headlines|plans?|to (deploy|probe|deliver|end)|will|imminent|lies ahead|urges?|urged|vows?"
    r"|calls|condemns?|warns?|admits|talks|month\w*|since|anniversary|years? (after|on)"
    r"|tactics|today|terrorize|spate|highlights)\b",
    re.IGNORECASE,
)
"""No event of the day, whatever the words of violence beside it: programmes, plans, statements, rites, sums."""

ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
WORDS = {**{word: n for n, word in enumerate(ONES, 1)}, **TENS}
NUMBER = rf"(\d[\d,]*|{'|'.join(WORDS)})"
BEFORE = r"(?:at least|more than|over|nearly|about|some|around|up to|an estimated|another)"
PEOPLE = r"(?:(?!or\b|and\b|as\b|in\b|wounded\b|injured\b)[A-Za-z'’\"-]+ ){0,4}"
STATED = (
    re.compile(
        rf"\b(?:kill|kills|killed|killing|executes?|executed|'executes')['\"”]? {BEFORE}? ?['\"“]?{NUMBER}\b", re.I
    ),
    re.compile(rf"\b{NUMBER} {PEOPLE}(?:are |were |reported |reportedly )?(?:killed|dead|die|died)\b", re.I),
    re.compile(rf"\b{NUMBER} {PEOPLE}(?:were |are |)(?:executed|beheaded)\b", re.I),
    re.compile(rf"\b(?:death )?toll\b[\w' -]* (?:reaches|rises to|climbs to|up to|to|at|now) {NUMBER}\b", re.I),
    re.compile(rf"\bclaims? {NUMBER} lives\b", re.I),
)
"""A number directly joined to a word of death; what a person would underline in the headline."""
BOTH = re.compile(rf"\b{NUMBER} (?:[A-Za-z]+ ){{0,3}}[A-Za-z]+, {NUMBER} {PEOPLE}(?:reportedly )?killed\b", re.I)
"""The dead of both sides, which add up: "Nine soldiers, three militants killed"."""

STATE = FORCES | {"militia"}
"""geomap's classes that fight on the side of UCDP's "Government of Iraq"."""
SIDES = {
    **dict.fromkeys(STATE, "Government of Iraq"),
    "IS": "IS",
    "Turkey": "Government of Turkey",
    "PKK": "PKK",
    "Iran": "Government of Iran",
    "civilians": "Civilians",
}
SPEAKER = re.compile(r"(\s[-–—]\s?|: )[^:–—-]{3,60}$|^[^:]{3,40}: |, say\b.*$", re.IGNORECASE)
"""Who says so, at the end of a headline or before its colon: "Car bomb kills nine: police"."""
NAMED = {
    "IS": re.compile(r"\b(IS|ISIS|ISIL|Daesh|Islamic State|jihadists?|Al-Qaeda)\b(?!-held| holdouts|-controlled)"),
    "Government of Iraq": re.compile(
        r"\b(Iraqi? (government |security |special |army )?(forces|troops|army|police|soldiers|warplanes|militia\w*)"
        r"|soldiers|police|troops|peshmerga|Kurdish (fighters|forces)|coalition)\b",
        re.IGNORECASE,
    ),
    "Government of Turkey": re.compile(r"\bTurk(ey|ish)\b"),
    "PKK": re.compile(r"\b(PKK|Kurdish (rebels|militants))\b"),
    "Civilians": re.compile(r"\b(civilians?|pilgrims?|journalists?|photojournalist|worshippers)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline with what geomap read in it."""

    text: str
    incidents: tuple[Incident, ...]

    @property
    def is_place_line(self) -> bool:
        """Whether it is "day: place" and tells nothing."""
        return bool(PLACE_LINE.match(self.text))

    @property
    def tells(self) -> bool:
        """Whether it tells of violence and is no statement, plan or sum."""
        return bool(VIOLENCE.search(self.text)) and not NO_NEWS.search(self.text)

    @property
    def dead(self) -> set[int]:
        """The numbers of dead that geomap read: each incident's, and their sum."""
        counts = [incident.event.killed for incident in self.incidents]
        lows = [count.low for count in counts if count is not None and count.low is not None]
        return {*lows, sum(lows)} if lows else set()

    @property
    def sides(self) -> set[str]:
        """The sides that geomap read, in UCDP's words."""
        events = [incident.event for incident in self.incidents]
        return {SIDES[name] for event in events for name in (event.perpetrator, event.target) if name in SIDES}


@dataclass(frozen=True, slots=True)
class Row:
    """An event of UCDP with its headlines."""

    number: int
    fields: Mapping[str, str]
    headlines: tuple[Headline, ...]

    @property
    def told(self) -> list[Headline]:
        """The headlines that are no place lines."""
        return [headline for headline in self.headlines if not headline.is_place_line]

    @property
    def parties(self) -> set[str]:
        """UCDP's two sides."""
        return {self.fields["side_a"], self.fields["side_b"]}

    def agrees(self, dead: int) -> bool:
        """Tell whether a number of dead is UCDP's best one or within its bounds."""
        low, best, high = (float(self.fields[name]) for name in ("low", "best", "high"))
        return dead == best or low <= dead <= high


def read_rows(path: Path, pipeline: Pipeline | None = None) -> list[Row]:
    """Return the rows of the file with their headlines read, each as a report published on its day."""
    pipeline = pipeline or Pipeline()
    known: dict[tuple[str, str], Headline] = {}
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, fields in enumerate(csv.DictReader(file), 1):
            found = []
            for text, day in _headlines(fields):
                if (text, day) not in known:
                    report = document_from_text(text, published=date.fromisoformat(day))
                    known[text, day] = Headline(text, pipeline.incidents(report))
                found.append(known[text, day])
            rows.append(Row(number, fields, tuple(found)))
    return rows


def _headlines(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each headline of a row with its day, the last day where there are fewer days than headlines."""
    texts = [text.strip() for text in fields["source_headline"].split(";")]
    days = [day.strip()[:10] for day in fields["source_date"].split(";")]
    for text, day in zip_longest(texts, days[: len(texts)], fillvalue=days[-1]):
        if text:
            yield text, day


def stated(text: str) -> set[int]:
    """Return the numbers of a headline that are directly joined to a word of death."""
    found = {_number(match[1]) for pattern in STATED for match in pattern.finditer(text)}
    return {_number(one) + _number(other) for one, other in BOTH.findall(text)} or found


def _number(text: str) -> int:
    return WORDS[text.lower()] if text.lower() in WORDS else int(text.replace(",", ""))


def names(headline: Headline, row: Row) -> set[str]:
    """Return which of UCDP's sides a headline names otherwise than as the speaker."""
    told = SPEAKER.sub("", headline.text)
    return {side for side in row.parties if side in NAMED and NAMED[side].search(told)}


def sides_right(headline: Headline, row: Row) -> bool:
    """Tell whether perpetrator and target hold all sides that the headline names and no armed one beside UCDP's."""
    found = headline.sides
    return names(headline, row) <= found and found - {"Civilians"} <= row.parties


def figures(rows: Sequence[Row]) -> dict[str, float | int]:
    """Return the counts and shares that the module's text defines."""
    once = {headline.text: headline for row in rows for headline in row.headlines}
    lines = [headline for headline in once.values() if headline.is_place_line]
    news = [headline for headline in once.values() if not headline.is_place_line]
    tells, others = [h for h in news if h.tells], [h for h in news if not h.tells]
    numbered = [h for h in news if stated(h.text)]
    counted = [row for row in rows if any(stated(h.text) for h in row.told)]
    possible = [row for row in counted if any(row.agrees(n) for h in row.told for n in stated(h.text))]
    right = [row for row in counted if any(row.agrees(n) for h in row.told if stated(h.text) for n in h.dead)]
    with_sides = {row.number: found for row in rows if (found := [h for h in row.told if h.tells and names(h, row)])}
    sided = [row for row in rows if any(sides_right(h, row) for h in with_sides.get(row.number, ()))]
    return {
        "headlines": len(once),
        "place lines": len(lines),
        "place lines with an incident": sum(bool(h.incidents) for h in lines),
        "telling": len(tells),
        "made": share(sum(bool(h.incidents) for h in tells), len(tells)),
        "not telling": len(others),
        "false": share(sum(bool(h.incidents) for h in others), len(others)),
        "with a number": len(numbered),
        "stated": share(sum(bool(stated(h.text) & h.dead) for h in numbered), len(numbered)),
        "rows with a number": len(counted),
        "deaths": share(len(right), len(counted)),
        "possible": share(len(possible), len(counted)),
        "of possible": share(len([row for row in possible if row in right]), len(possible)),
        "rows with a side": len(with_sides),
        "sides": share(len(sided), len(with_sides)),
    }


def share(part: int, whole: int) -> float:
    """Return `part` of `whole`, to three places."""
    return round(part / (whole or 1), 3)


def measure(shared: Path) -> dict[str, dict[str, float | int]]:
    """Return the figures of each half; headlines of both are left out of the one that is held back."""
    rows = read_rows(shared / DATA)
    read = [row for row in rows if row.number % 2]
    known = {headline.text for row in read for headline in row.headlines}
    rest = (replace(row, headlines=tuple(h for h in row.headlines if h.text not in known)) for row in rows)
    return {"development": figures(read), "held back": figures([row for row in rest if row.headlines])}


def main() -> None:
    """Print the figures of each half."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    for half, found in measure(shared).items():
        print(half, json.dumps(found), sep="\n")


if __name__ == "__main__":
    main()
