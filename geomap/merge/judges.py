"""Are two incidents the same event? Named judges, each with a log-odds and a sentence.

The log-odds add up on `PRIOR` as if the judges were independent, which they are only nearly (Fellegi & Sunter 1969).
A judge that has nothing to compare says 0 and no sentence. The constants are judgements by eye on the repeats among the
articles of July 2015, not fits; `tests/merge/test_gold_clusters.py` holds what they reach.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from geomap.geodesy import distance_km
from geomap.merge.sketch import Sketch, words_of_name
from geomap.records import Count, Place, count_words

__all__ = ["JUDGES", "PRIOR", "REVISED", "Verdict", "Weighing", "weigh"]

PRIOR = -3.0
"""Log-odds that two incidents of one region and about one day are the same event: one in twenty; a guess."""


REVISED = 0.25
"""What is left of the weight of a toll that a later report gives higher. On the repeats of tests/gold it joins 3 pairs
more that are one event, on the articles of 2015 none more, right or wrong; between 0 and 0.25 nothing changes."""


MANY, ROUGHLY = 20, 1.25
"""Two tolls of at least so many that differ by no more than this factor speak for one event: reports of one seldom
agree to the last of many dead, and few events have so many. On the articles of 2015 it joins three pairs more that are
one event, and none that is not."""


class Verdict(NamedTuple):
    """What one judge says: its name, the log-odds (natural logarithm) for the same event, and a sentence."""

    judge: str
    log_odds: float
    sentence: str = ""


@cache
def _silent(judge: str) -> Verdict:
    """Return the verdict of a judge that has nothing to compare, as most have on most pairs."""
    return Verdict(judge, 0.0)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The judges' verdicts on a pair and the log-odds that they add up to, `PRIOR` included."""

    log_odds: float
    verdicts: tuple[Verdict, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What speaks for the same event, strongest first, then what speaks against it."""
        spoken = [verdict for verdict in self.verdicts if verdict.sentence]
        return tuple(verdict.sentence for verdict in sorted(spoken, key=lambda v: -v.log_odds))


def weigh(a: Sketch, b: Sketch) -> Weighing:
    """Return what all judges say on a pair; the order of the two does not matter."""
    verdicts = tuple(judge(a, b) for judge in JUDGES)
    return Weighing(PRIOR + sum(verdict.log_odds for verdict in verdicts), verdicts)


def judge_report(a: Sketch, b: Sketch) -> Verdict:
    """One report that was read as telling two events usually does, unless it gives both the same figures."""
    if a.id == b.id:
        return Verdict("report", 12.0, "It is the same passage of the same report.")
    if not a.documents & b.documents:
        return _silent("report")
    if a.killed and b.killed and a.killed.low == b.killed.low:
        return Verdict("report", -1.0, "One report tells them apart, but with the same figures.")
    return Verdict("report", -3.0, "One report tells them apart.")


def judge_coder(a: Sketch, b: Sketch) -> Verdict:
    """Who codes events tells them apart by reading all reports: two of one coder are two."""
    coders = [(sketch.incident.coded or "").partition(" ")[0] for sketch in (a, b)]
    if not coders[0] or coders[0] != coders[1] or a.id == b.id:
        return _silent("coder")
    return Verdict("coder", -20.0, f"{coders[0]} tells them apart.")


def judge_place(a: Sketch, b: Sketch) -> Verdict:
    """The smaller the two regions that overlap, the less likely by chance; regions apart speak against it."""
    if a.point is None or b.point is None:
        return _silent("place")
    km = distance_km(*a.point, *b.point)
    size, gap = max(a.radius_km, b.radius_km), km - a.radius_km - b.radius_km
    if gap <= 0 and _two_names(a, b):
        return _silent("place")
    if gap <= 0:
        # 25 km: about the radius of a district, within which the candidates of a day were found.
        return Verdict("place", max(0.0, math.log(25 / size)), f"Their places overlap (within {size:.0f} km).")
    # A few kilometres are what villages, their fields and a town's far end differ by in reports of one event; a wide
    # region's edge is softer, for it holds the place with 90 % only.
    return Verdict("place", -min(6.0, 1.0 + gap / (3 + 0.3 * size)), f"Their places are {km:.0f} km apart.")


def judge_place_names(a: Sketch, b: Sketch) -> Verdict:
    """Two places of like size with two names are two places, also where their footprints overlap."""
    names = _two_names(a, b)
    return Verdict("place names", -1.5, f"{names} are different places.") if names else _silent("place names")


def judge_place_words(a: Sketch, b: Sketch) -> Verdict:
    """Within one wide place, different words beyond its name mean different quarters or villages."""
    same = a.incident.location.place is not None and a.incident.location.place == b.incident.location.place
    both = bool(a.place_words and b.place_words) and a.language == b.language
    # 4 km: in a smaller place one need not ask which quarter.
    if not (same and both) or min(a.radius_km, b.radius_km) < 4:
        return _silent("place words")
    if a.place_words & b.place_words:
        return Verdict("place words", 0.5, "The words for the place are alike.")
    return Verdict("place words", -1.5, "The words for the place differ within it.")


def judge_time(a: Sketch, b: Sketch) -> Verdict:
    """The same day; a day apart where one rests on a day of publication, more where only the week of one is known."""
    if a.days is None or b.days is None:
        return _silent("time")
    gap = (max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])).days
    if gap > 0:
        odds = (-0.4 if _is_wide(a) or _is_wide(b) else -1.2 if a.soft or b.soft else -2.5) * gap
        return Verdict("time", odds, f"Their days are {gap} apart.")
    span = 1 + max((days[1] - days[0]).days for days in (a.days, b.days))
    # 3 days: candidates lie within one day on either side.
    day = max(0.0, math.log(3 / span))
    return Verdict("time", day + _part_of_day(a, b), "They can be on the same day.")


def judge_type(a: Sketch, b: Sketch) -> Verdict:
    """The same kind of event; fights, bombs and shells are told as one another, arrests and fights are not."""
    if "other" in (a.family, b.family):
        return _silent("type")
    if a.family == b.family:
        return Verdict("type", 1.0, "They are of one type.")
    if {a.family, b.family} <= {"fight", "bombing", "shelling"} or "territory" in (a.family, b.family):
        return Verdict("type", -1.0, "Their types differ, but are told as one another.")
    return Verdict("type", -3.5, "Their types differ.")


def judge_actors(a: Sketch, b: Sketch) -> Verdict:
    """Who did it and to whom; unknown fits anyone, and "Iraqi forces" fits their branches."""
    one, other = a.incident.event, b.incident.event
    # IS does most of what is reported here, so that agreeing on it says little; a target says more.
    perpetrator = _agreement(one.perpetrator, other.perpetrator, 0.4, -1.5)
    target = _agreement(one.target, other.target, 0.7, -0.8)
    agree = [word for word, odds in (("perpetrator", perpetrator), ("target", target)) if odds > 0]
    differ = [word for word, odds in (("perpetrator", perpetrator), ("target", target)) if odds < 0]
    said = [f"{' and '.join(agree)} agree" if agree else "", f"{' and '.join(differ)} differ" if differ else ""]
    sentence = ", ".join(part for part in said if part)
    return Verdict("actors", perpetrator + target, f"Their {sentence}." if sentence else "")


def judge_killed(a: Sketch, b: Sketch) -> Verdict:
    """The number of dead."""
    return _revised(_figures("killed", a.killed, b.killed, 1.0), a, b)


def judge_injured(a: Sketch, b: Sketch) -> Verdict:
    """The number of injured, which differs more from report to report."""
    return _revised(_figures("injured", a.injured, b.injured, 0.6), a, b)


def judge_words(a: Sketch, b: Sketch) -> Verdict:
    """Reprints and reports of one agency share the words that the fields rest on."""
    fewer = min(len(a.words), len(b.words))
    if a.language != b.language or a.documents & b.documents or fewer < 6:
        return _silent("words")
    share = len(a.words & b.words) / fewer
    # A third is what reports of different events share by the trade's formulas (seen on the articles of 2015).
    odds = max(-0.5, min(2.5, 4 * (share - 0.33)))
    return Verdict("words", odds, f"They share {share:.0%} of their words.")


Judge = Callable[[Sketch, Sketch], Verdict]

JUDGES: tuple[Judge, ...] = (
    judge_report,
    judge_coder,
    judge_place,
    judge_place_names,
    judge_place_words,
    judge_time,
    judge_type,
    judge_actors,
    judge_killed,
    judge_injured,
    judge_words,
)
"""Every judge, in the order in which they speak."""

_IRAQI_FORCES = frozenset({"Iraqi army", "Federal Police", "police", "Iraqi forces", "Counter Terrorism Service"})


def _two_names(a: Sketch, b: Sketch) -> str:
    one, other = a.incident.location.place, b.incident.location.place
    sizes = sorted((a.radius_km, b.radius_km))
    # 2.5: a village against its subdistrict, or a quarter against its city, is one place told with more or less care.
    if one is None or other is None or one.id == other.id or sizes[1] > 2.5 * sizes[0] or _one_name(one, other):
        return ""
    return " and ".join(sorted((one.label, other.label)))


def _one_name(one: Place, other: Place) -> bool:
    """Return whether one of two places bears a name within the other's: a town and its stadium, or its subdistrict.

    On the articles of 2015 this joins one pair more that is one event, and given perfect reading one that is not.
    """
    names = [[(name.language, words_of_name(name.text)) for name in place.names] for place in (one, other)]
    return any(
        a and b and tongue == language and (a <= b or b <= a) for tongue, a in names[0] for language, b in names[1]
    )


def _is_wide(sketch: Sketch) -> bool:
    """Tell whether only the week or the month of an incident is known: such a span begins and ends softly."""
    return sketch.incident.event.when.precision in ("week", "month")


def _part_of_day(a: Sketch, b: Sketch) -> float:
    parts = {a.incident.event.when.time_of_day, b.incident.event.when.time_of_day}
    if None in parts or any(":" in part for part in parts if part):
        return 0.0
    if len(parts) == 1:
        return 0.7
    # Night and dawn, or night and evening, are one hour in different mouths.
    return 0.0 if parts in ({"night", "dawn"}, {"night", "evening"}) else -1.0


def _agreement(one: str, other: str, same: float, different: float) -> float:
    if {"unknown", "other"} & {one, other}:
        return 0.0
    if one == other:
        return same
    return same / 2 if {one, other} <= _IRAQI_FORCES else different


def _figures(name: str, one: Count | None, other: Count | None, weight: float) -> Verdict:
    if one is None or other is None:
        return _silent(name)
    figures = f"{count_words(one)} and {count_words(other)}"
    (low, high), (low2, high2) = _bounds(one), _bounds(other)
    if low <= high2 and low2 <= high:
        # Large numbers seldom agree by chance. An open end fits much: it says less, the farther the two lie apart.
        near = 1.0 if low == low2 else 0.5 if max(low, low2) <= 1.5 * min(low, low2) else 0.0
        odds = min(3.0, 0.7 + 0.8 * math.log(max(low, low2, 1)))
        return Verdict(name, weight * near * odds, f"{figures} {name} agree." if near else "")
    ratio = (max(low, low2) + 1) / (min(high, high2) + 1)
    if ratio <= ROUGHLY and min(high, high2) >= MANY:
        return Verdict(name, weight, f"{figures} {name} nearly agree.")
    # First tolls grow, seldom to more than twice.
    return Verdict(name, -weight * min(3.0, 1.5 * math.log(ratio) / math.log(2)), f"{figures} {name} disagree.")


def _revised(verdict: Verdict, a: Sketch, b: Sketch) -> Verdict:
    """Take most of the weight from a figure of a later day that is higher, to at most twice: so tolls are revised."""
    if verdict.log_odds >= 0 or not a.published or not b.published or a.published == b.published:
        return verdict
    early, late = (a, b) if a.published < b.published else (b, a)
    first, then = getattr(early, verdict.judge), getattr(late, verdict.judge)
    grown = _bounds(then)[0] > _bounds(first)[1] and _bounds(then)[0] <= 2 * _bounds(first)[1]
    if not grown:
        return verdict
    sentence = f"{count_words(first)} {verdict.judge} became {count_words(then)} in a later report."
    return verdict._replace(log_odds=REVISED * verdict.log_odds, sentence=sentence)


def _bounds(count: Count) -> tuple[float, float]:
    return count.low or 0, math.inf if count.high is None else count.high
