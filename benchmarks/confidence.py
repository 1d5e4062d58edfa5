"""Fit the confidence of incidents on one half of the gold reports, and measure it on the other.

usage: python benchmarks/confidence.py fit [SHARED]                 fits, writes geomap/events/data/confidence.toml
       python benchmarks/confidence.py measure [SHARED [GOLD …]]    measures, writes docs/confidence.md

SHARED is the folder with ``data/eval``; ../shared where not given. An incident is right where the gold has it: matched
as ``geomap evaluate`` matches, its point within the tolerance and its first day one of the gold's. Articles, reports
and open Sorani reports are halved by the SHA-256 of their id and text: even fits, odd checks; other sets only check.
GOLD are further gold files that carry their reports, for checking only: then nothing is written.

The fit is a logistic regression by maximum likelihood. Weights are drawn to nought by a normal prior, as strongly as
can be without the loss in cross-validation within the even half growing by more than a standard error (of the
difference; Hastie, Tibshirani & Friedman 2009, section 7.10), and keep to their side: what speaks for an event never
lowers its confidence. Incidents that many reports tell are measured on all sets that have such, as there are few.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from goldsets import ROOT, Case, Reader, cases, right
from numpy.typing import NDArray
from scipy.optimize import minimize

from geomap.evaluation import comparisons
from geomap.events import confidence, reader
from geomap.events.confidence import PATH, PLACE, TOLD
from geomap.events.grouping import Draft
from geomap.events.reading import Reading
from geomap.merge import merge, union
from geomap.records import Event, Incident

FITTED = ("articles", "reports", "sorani")
"""Sets whose even half is fitted on."""
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
FOLDS = 10
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
GAINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7)
SIGNS = (*TOLD, *PLACE)
SIDES = {**TOLD, **PLACE}

Weights = NDArray[np.float64]
"""The base, then one for each of `SIGNS`."""


@dataclass(frozen=True)
class Read:
    """An incident that was read: its signs, the points that it got before there was a fit, and whether it is right."""

    case: Case
    signs: frozenset[str]
    points: float
    right: bool
    incident: Incident

    @property
    def fold(self) -> int:
        """Which fold of the cross-validation its report is in."""
        return int(hashlib.sha256(self.case.document.id.encode()).hexdigest(), 16) % FOLDS


# --- Reading


def read_all(every: Sequence[Case]) -> list[Read]:
    """Return all incidents of the reports that the gold can judge."""
    told: dict[tuple[Event, ...], tuple[frozenset[str], float]] = {}

    def watched(reading: Reading, draft: Draft, event: Event) -> float:
        told[event,] = confidence.told_signs(reading, draft, event), points(draft, event)
        return before(reading, draft, event)

    found: list[Read] = []
    before = confidence.as_told
    reader.as_told = watched  # type: ignore[attr-defined]
    reads = Reader()
    try:
        for case in every:
            told.clear()
            incidents = reads.incidents(case.document)
            by_words = {(event.event_type, event.places, event.evidence): said for (event,), said in told.items()}
            for one in comparisons([case.gold], incidents):
                if one.incident is None:
                    continue
                event = (one.incident.members or (one.incident,))[0].event
                signs, old = by_words[event.event_type, event.places, event.evidence]
                signs |= confidence.place_signs(one.incident.location)
                known = right(case, one) if one.gold else {"place": False}
                is_right = known["place"] and known.get("date", True)
                found.append(Read(case, signs, old, is_right, one.incident))
    finally:
        reader.as_told = before  # type: ignore[attr-defined]
    return found


def points(draft: Draft, event: Event) -> float:
    """Return the confidence that geomap gave before it was fitted: points by guess."""
    said = (
        (0.15, bool(draft.sites)),
        (0.10, any(site.level >= 2 for site in draft.sites)),
        (0.15, any(figure.count for figure in draft.figures("killed"))),
        (0.10, event.when.basis not in ("published", "page header", "none")),
        (0.10, draft.trigger.rank >= 5),
        (0.10, len({telling.clause.sentence for telling in draft.tellings}) > 1),
    )
    return min(0.95, round(0.3 + sum(worth for worth, holds in said if holds), 2))


# --- The fit


def matrix(some: Sequence[Read]) -> Weights:
    """Return one row an incident: 1 for the base, and 1 for each sign that it bears."""
    return np.array([[1.0, *(float(sign in one.signs) for sign in SIGNS)] for one in some])


def outcomes(some: Sequence[Read]) -> Weights:
    """Return 1 for every incident that is right, else 0."""
    return np.array([float(one.right) for one in some])


def fitted(some: Sequence[Read], strength: float) -> Weights:
    """Return the likeliest weights, drawn to nought by `strength` and each on its side."""
    rows, was = matrix(some), outcomes(some)

    def cost(values: Weights) -> float:
        odds = rows @ values
        return float(np.sum(np.logaddexp(0, odds) - was * odds) + strength * np.sum(values[1:] ** 2) / 2)

    bounds = [(None, None), *((0.0, None) if SIDES[sign] > 0 else (None, 0.0) for sign in SIGNS)]
    return np.asarray(minimize(cost, np.zeros(len(SIGNS) + 1), method="L-BFGS-B", bounds=bounds).x)


def said_by(values: Weights, some: Sequence[Read]) -> Weights:
    """Return the probabilities that weights give."""
    return np.asarray(1 / (1 + np.exp(-(matrix(some) @ values))))


def losses(said: Weights, was: Weights) -> Weights:
    """Return the log loss of each incident."""
    said = np.clip(said, 1e-6, 1 - 1e-6)
    return np.asarray(-(was * np.log(said) + (1 - was) * np.log(1 - said)))


def strength_for(some: Sequence[Read]) -> float:
    """Return the greatest strength that is not worse than the best by more than a standard error of the difference."""
    each: dict[float, Weights] = {}
    for strength in STRENGTHS:
        parts = []
        for fold in range(FOLDS):
            inside = [one for one in some if one.fold == fold]
            values = fitted([one for one in some if one.fold != fold], strength)
            parts.append(losses(said_by(values, inside), outcomes(inside)))
        each[strength] = np.concatenate(parts)
    print("cross-validation in the even half:", {key: round(float(loss.mean()), 4) for key, loss in each.items()})
    least = min(each.values(), key=lambda loss: float(loss.mean()))
    worse = {strength: loss - least for strength, loss in each.items()}
    error = {strength: float(more.std()) / math.sqrt(len(more)) for strength, more in worse.items()}
    return max(strength for strength, more in worse.items() if more.mean() <= error[strength])


def fit(shared: Path) -> None:
    """Fit on the even half, print the weights, and write them."""
    even = [one for one in read_all(cases(shared)) if one.case.name in FITTED and one.case.fits]
    strength = strength_for(even)
    values = [round(float(value), 2) + 0.0 for value in fitted(even, strength)]
    names = dict(zip(SIGNS, values[1:], strict=True))
    wrong = sum(not one.right for one in even)
    lines = [
        "# What speaks for and against an incident, in log-odds (see geomap/events/confidence.py).",
        f"# Written by `python benchmarks/confidence.py fit`: {len(even)} incidents, {wrong} of them wrong,",
        f"# strength of the prior {strength:g}. A sign whose weight comes out as nought is to be taken out.",
        "[told]",
        f"base = {values[0]}",
        *(f'"{name}" = {names[name]}' for name in TOLD),
        "",
        "[place]",
        *(f'"{name}" = {names[name]}' for name in PLACE),
    ]
    PATH.write_text("\n".join(lines) + "\n", "utf-8")
    print(PATH.read_text("utf-8"))


# --- The measure


def in_force() -> Weights:
    """Return the weights that geomap uses."""
    table = confidence.weights()
    every = {**table["told"], **table["place"]}
    return np.array([every["base"], *(every[sign] for sign in SIGNS)])


def error_of(said: Weights, was: Weights) -> float:
    """Return the expected calibration error over `BINS`: how far stated and observed are apart, weighted by cases."""
    inside = [(said >= low) & (said < high) for low, high in pairwise(BINS)]
    return float(
        sum(abs(said[some].mean() - was[some].mean()) * some.sum() for some in inside if some.any()) / len(was)
    )


def scores(some: Sequence[Read], constant: float) -> str:
    """Return a row of the table: what was stated and observed, Brier score and log loss against two others."""
    was = outcomes(some)
    three = (said_by(in_force(), some), np.array([one.points for one in some]), np.full(len(some), constant))
    briers = " | ".join(f"{((said - was) ** 2).mean():.3f}" for said in three)
    logs = " | ".join(f"{losses(said, was).mean():.3f}" for said in three)
    errors = " | ".join(f"{error_of(said, was):.3f}" for said in three)
    return f"{len(some)} | {was.mean():.3f} | {three[0].mean():.3f} | {briers} | {logs} | {errors}"


def reliability(some: Sequence[Read]) -> Iterator[str]:
    """Yield for each bin of probabilities what was stated, what was so, and how many incidents that were."""
    said, was = said_by(in_force(), some), outcomes(some)
    for low, high in pairwise(BINS):
        inside = (said >= low) & (said < high)
        if inside.any():
            yield f"{low:.2f}–{high:.2f} | {said[inside].mean():.2f} | {was[inside].mean():.2f} | {inside.sum()}"


def groups(some: Sequence[Read]) -> Iterator[tuple[str, list[Read]]]:
    """Yield what is measured apart: the two halves, each language of the one held back, the sets that only check."""
    halved = [one for one in some if one.case.name in FITTED]
    held = [one for one in halved if not one.case.fits]
    yield "fitted half", [one for one in halved if one.case.fits]
    yield "held back half", held
    for language in sorted({one.case.document.language for one in held}):
        yield f"held back, {language}", [one for one in held if one.case.document.language == language]
    for name in dict.fromkeys(one.case.name for one in some if one.case.name not in FITTED):
        yield f"check: {name}", [one for one in some if one.case.name == name]


def joined(some: Sequence[Read]) -> Iterator[str]:
    """Yield rows about incidents that several reports tell: stated and observed by their number, and by `GAINS`.

    Of a joined incident the share of the members that are right counts.
    """
    known = {one.incident.id: one for one in some}
    every = merge([one.incident for one in some])
    several = [incident for incident in every if len({report.original for report in incident.reports}) > 1]
    parts = [[known[member.id] for member in incident.members if member.id in known] for incident in several]
    was = np.array([np.mean([one.right for one in members]) for members in parts])
    best = np.array([max(one.incident.confidence for one in members) for members in parts])
    more = np.array([len({report.original for report in incident.reports}) - 1 for incident in several])
    for gain in GAINS:
        said = 1 - (1 - best) * (1 - gain) ** more
        mark = " (in force)" if gain == union.GAIN else ""
        yield (
            f"{gain:g}{mark} | {len(parts)} | {said.mean():.3f} | {was.mean():.3f} | {((said - was) ** 2).mean():.4f} "
            f"| {losses(said, was).mean():.3f}"
        )


# --- The page


INTRO = """# How far the confidence can be trusted

Every incident carries a `confidence`: how likely it is that a careful reader of the same report would have it too, of
the same kind, on the same day and at the same place. It is a logistic regression on a few signs in the words and the
place (`geomap/events/confidence.py`); an incident of several reports is surer than each of them alone
(`geomap/merge/union.py`). Fitted and measured by `benchmarks/confidence.py`.

- **Right** is what `geomap evaluate` matches, with its point within the tolerance and its first day one of the gold's.
- Half of the articles, reports and open Sorani reports (by their digest) was fitted on, the other was held back. Rules
  and words of the reader were written from both halves, so both overstate how much is right in news that nobody has
  seen: on the blind reports precision is much lower (`tests/gold/floors.json`), and the confidence knows nothing of
  that. It tells the surer from the less sure; for another source of news, measure it there:
  `python benchmarks/confidence.py measure ../shared GOLD`.
- Of headlines neither kind nor day is asked, and UCDP records only what did happen: nearly all that is read from them
  is right, whatever its signs. They are here to show what the confidence does not know.
- **Points** are what geomap gave before: guesses, added up. **Constant** is the share that is right in the fitted half,
  for every incident. Lower is better in the Brier score, the log loss and the calibration error (ECE).
- Tried and taken out, for their weight was nought: whether it is told in several sentences, has a figure or a day of
  its own, or a place that no gazetteer knows. The languages have no weight: when this was fitted, 0.79 of what was
  read in Arabic, 0.81 in Sorani and 0.81 in English was right.

"""

THREE = " | points | constant"
HEAD = f"| | incidents | right | stated | Brier{THREE} | log loss{THREE} | ECE{THREE} |"


def page(some: Sequence[Read]) -> str:
    """Return the figures as a Markdown page."""
    every = dict(groups(some))
    constant = float(outcomes(every["fitted half"]).mean())
    text = INTRO + f"{HEAD}\n{rule_under(HEAD)}\n"
    text += "".join(f"| {name} | {scores(part, constant)} |\n" for name, part in every.items())
    text += "\n## Stated and observed\n"
    for name, part in every.items():
        head = "| stated | mean | observed | incidents |"
        lines = "".join(f"| {line} |\n" for line in reliability(part))
        text += f"\n{name}:\n\n{head}\n{rule_under(head)}\n{lines}"
    head = "| sign | log-odds | incidents that bear it | of them right |"
    text += f"\n## Weights\n\nThe base is {in_force()[0]:g}.\n\n{head}\n{rule_under(head)}\n"
    for sign, weight in zip(SIGNS, in_force()[1:], strict=True):
        bear = [one.right for one in some if sign in one.signs and one.case.name in FITTED]
        text += f"| {sign} | {weight:g} | {len(bear)} | {np.mean(bear) if bear else math.nan:.2f} |\n"
    head = "| gain | incidents | stated | observed | Brier | log loss |"
    text += f"\n## Several reports\n\n{JOINED}\n\n{head}\n{rule_under(head)}\n"
    return text + "".join(f"| {line} |\n" for line in joined([one for one in some if one.case.name in TOLD_OFTEN]))


TOLD_OFTEN = ("articles", "repeats")
JOINED = """Each further independent report takes away a part of the remaining doubt, the *gain*. Incidents that two
reports or more tell, in the articles and in the reports on repeated events, joined across reports; of each the share of
its members that are right is what is observed."""


def rule_under(head: str) -> str:
    """Return the line under the head of a Markdown table."""
    return "|" + "---|" * (head.count("|") - 1)


def main() -> None:
    """Fit or measure."""
    if len(sys.argv) < 2 or sys.argv[1] not in ("fit", "measure"):
        sys.exit(__doc__)
    shared = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT.parent / "shared"
    if sys.argv[1] == "fit":
        fit(shared)
        return
    more = [Path(path) for path in sys.argv[3:]]
    text = page(read_all(cases(shared, *more)))
    print(text)
    if not more:
        (ROOT / "docs/confidence.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
