"""What the command line prints of the library: progress of an import, passports, and why rows were joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from geomap.cli.show import LANGUAGES, error_console, heading, pairs, sentence

if TYPE_CHECKING:
    from rich.progress import TaskID

    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.conflation import Decision
    from geomap.gazetteer.importers import ForeignPlace
    from geomap.gazetteer.library import Held
    from geomap.records import Place

__all__ = ["Steps", "added", "holdings", "place", "place_facts", "removed", "steps"]

SHOWN_LEFT_OUT = 12
"""Reasons for leaving rows out that are printed one by one; the rest is counted together."""


class Steps:
    """The progress of an import on standard error: one line a step, and the bytes of a download."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def begin(self, words: str) -> None:
        """Show that the next step has begun."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(words, total=None, come="")

    def advance(self, done: int, total: int | None) -> None:
        """Show how much of the file that is coming has come."""
        if self._task is not None:
            come = f"{done / 1e6:,.1f} MB" if total is None else f"{done / 1e6:,.1f} of {total / 1e6:,.1f} MB"
            self._bar.update(self._task, completed=done, total=total, come=come)


@contextmanager
def steps() -> Iterator[Steps]:
    """Show the steps of an import on standard error while the block runs; nothing where that is piped."""
    console = error_console()
    words = TextColumn("{task.description}", markup=False), TextColumn("{task.fields[come]}", markup=False)
    columns = (SpinnerColumn(), words[0], BarColumn(), words[1], TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Steps(bar)


def added(held: Held, decisions: Sequence[Decision], gazetteer: Gazetteer) -> None:
    """Print what became of the rows of a source that was added, and which surveyed areas are in use."""
    places, surveyed = gazetteer.places, gazetteer.surveyed
    first = sum(decision.kind == "first" for decision in decisions)
    with_ours = sum(decision.kind != "first" and not places[decision.place].is_foreign for decision in decisions)
    with_others = len(decisions) - with_ours - first
    sentence(f"Added {held.title}: {_many(held.rows, 'row')}.")
    sentence(f"· {_many(with_ours, 'row')} joined with places of ours, which keep their position and get the names")
    if with_others:
        sentence(f"· {_many(with_others, 'row')} joined with rows of the other sources")
    sentence(f"· {_many(first, 'row')} as new places")
    if surveyed:
        counts = {level: sum(not area.approximate for area in areas) for level, areas in surveyed.items()}
        levels = ", ".join(f"{count} of {level}" for level, count in counts.items() if count)
        sentence(f"· surveyed areas in use: {levels}")
    _left_out(held.left_out)
    sentence(f"Licence: {held.licence}. {held.attribution}".rstrip())


def removed(held: Held) -> None:
    """Print what was taken out."""
    sentence(f"Removed {held.title}: {_many(held.rows, 'row')}.")


def holdings(sources: Sequence[Held], rows: Sequence[ForeignPlace], areas: int) -> None:
    """Print the passports of what was added, and what it holds by kind and language."""
    heading("added sources")
    if not sources:
        sentence("None yet: geomap gazetteer add --help")
        return
    for held in sources:
        sentence(f"{held.key}: {held.title}, {held.publisher}")
        facts = {
            "rows": f"{held.rows}",
            "left out": f"{sum(held.left_out.values())}",
            "edition": held.edition,
            "added": held.added,
            "from": held.origin,
            "SHA-256": held.digest,
            "licence": held.licence,
            "attribution": held.attribution,
            "homepage": held.homepage,
        }
        pairs({name: value for name, value in facts.items() if value})
    heading("added rows")
    pairs({**_counts(row.kind for row in rows), "with an area": str(areas)}, numbers=True)
    heading("added names")
    pairs(_counts(LANGUAGES.get(name.language, name.language) for row in rows for name in row.names), numbers=True)


def place(found: Place, joined: Sequence[Decision], places: Mapping[str, Place]) -> None:
    """Print a place with its names and sources, and why each foreign row was joined with it."""
    heading(f"{found.label} ({found.kind}) · {found.id}")
    facts = {"lies at": f"{found.lon:.4f}, {found.lat:.4f}, within {found.radius_km:g} km", "country": found.country}
    for title, units in (("in", found.parents), ("claimed by", found.claimed_parents)):
        if units:
            facts[title] = ", ".join(places[unit].label if unit in places else unit for unit in units)
    facts |= {"disputed": f"{found.disputed:g}"} if found.disputed else {}
    facts |= {"people": f"{found.population}"} if found.population else {}
    facts |= {"sources": ", ".join(found.sources)} if found.sources else {}
    facts |= {"note": found.note} if found.note else {}
    for code in dict.fromkeys(name.language for name in found.names):
        texts = [name.text for name in found.names if name.language == code]
        facts[LANGUAGES.get(code, code)] = " | ".join(texts)
    pairs(facts)
    for decision in joined:
        sentence(f"· {decision.text}")
        if decision.refused:
            sentence(f"  not {decision.refused.place} ({decision.refused.score:.1f} bits): {decision.refused.text}")
        for kept in decision.withheld:
            sentence(f"  not called {kept.name.text}: {kept.text}")


def place_facts(found: Place, joined: Sequence[Decision]) -> dict[str, Any]:
    """Return the same as JSON has it."""
    from dataclasses import asdict

    facts = {key: value for key, value in asdict(found).items() if key != "line"}
    return facts | {"decisions": [asdict(decision) | {"text": decision.text} for decision in joined]}


def _left_out(reasons: Mapping[str, int]) -> None:
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    for reason, count in ordered[:SHOWN_LEFT_OUT]:
        sentence(f"· {_many(count, 'row')} left out: {reason}")
    rest = sum(count for _, count in ordered[SHOWN_LEFT_OUT:])
    if rest:
        sentence(f"· {_many(rest, 'row')} left out for other reasons, as the source's documentation lists them")


def _counts(words: Iterable[str]) -> dict[str, str]:
    return {word: str(count) for word, count in Counter(words).most_common()}


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
