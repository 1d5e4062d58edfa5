"""Measure that merging grows linearly: time for each of 1,000, 10,000 and 100,000 incidents, and peak memory.

usage: python benchmarks/merging.py [NUMBER ...]

The incidents are invented: three events a day in a country of forty towns, each told by one to six reports, every third
of them in print by print (`geomap.merge.fingerprint`). A longer archive is more days, not more events a day. The
last line has 10,000 incidents of a single week, as no news has it, to show what crowded blocks cost.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from geomap.geodesy import circle
from geomap.merge import Fingerprint, fingerprint, merge
from geomap.records import Count, Document, Event, Evidence, Incident, Location, Name, Place, Report, When

START = date(2014, 1, 1)
EVENTS_A_DAY = 3
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("Violence against civilians", "Attack"),
    ("Explosions/Remote violence", "Air/drone strike"),
)
WORDS = [f"word{n}" for n in range(3000)]


def towns(chance: random.Random) -> list[Location]:
    """Return forty towns, each a circle of some kilometres."""
    made = []
    for n in range(40):
        lon, lat, km = chance.uniform(39, 48), chance.uniform(30, 37), chance.uniform(1, 8)
        place = Place(f"t{n}", "town", (Name(f"Town {n}", "en"),), lon, lat, km)
        made.append(Location(f"Town {n}", place, lon, lat, km, circle(lon, lat, km), "named"))
    return made


def told(number: int, days: int) -> Iterator[tuple[Incident, Document]]:
    """Yield incidents with their reports, several for each event, over `days` days."""
    chance = random.Random(5)
    places, made, event = towns(chance), 0, 0
    while made < number:
        day = START + timedelta(event // EVENTS_A_DAY % days)
        kind, where, killed = chance.choice(TYPES), chance.choice(places), chance.randint(0, 20)
        text = " ".join(chance.choices(WORDS, k=60))
        for copy in range(min(chance.randint(1, 6), number - made)):
            own = text if copy % 3 == 2 else " ".join(chance.choices(WORDS, k=60))
            yield incident(f"r{made:06}", day, kind, where, killed, own), document(f"r{made:06}", day, own)
            made += 1
        event += 1


def incident(id: str, day: date, kind: tuple[str, str], where: Location, killed: int, text: str) -> Incident:
    """Return what one report tells of an event."""
    words = (Evidence("sentence", id, 0, len(text), text),)
    when = When(day, day, "day", "stated")
    event = Event(id, *kind, when, Count.exactly(killed), perpetrator="IS", target="police", evidence=words)
    return Incident(event, where, (Report(id, published=day.isoformat(), language="en"),), confidence=0.7)


def document(id: str, day: date, text: str) -> Document:
    """Return the report."""
    return Document(id, text, published=day, language="en")


def measure(number: int, days: int) -> None:
    """Print what merging `number` incidents costs."""
    made, prints = [], []
    for one, report in told(number, days):
        made.append(one)
        prints.append(report)
    started = time.perf_counter()
    known: list[Fingerprint] = [fingerprint(report) for report in prints]
    printed = time.perf_counter()
    joined = merge(made, prints=known)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:8,} incidents of {days:6,} days: {len(joined):7,} events; "
        f"{1e6 * (printed - started) / number:6.0f} µs a fingerprint, {1e6 * (ended - printed) / number:6.0f} µs an "
        f"incident, {ended - printed:6.1f} s; {peak:6.0f} MB"
    )


def main() -> None:
    """Print one line a number, each from a fresh process."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]), int(sys.argv[3]))
        return
    numbers = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]
    for number, days in (*((number, max(1, number // 10)) for number in numbers), (10_000, 7)):
        subprocess.run([sys.executable, __file__, "--one", str(number), str(days)], check=True)


if __name__ == "__main__":
    main()
