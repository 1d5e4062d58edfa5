"""Sorani as the news desks write it: what each report of ``sorani_news.toml`` tells, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from geomap.records import Count, Event

REPORTS = tomllib.loads((Path(__file__).parent / "sorani_news.toml").read_text("utf-8"))["report"]


def least(count: Count | None) -> int:
    """Return the low end of a figure, -1 where none is given."""
    return -1 if count is None or count.low is None else count.low


def told(event: Event, sample: list[Any]) -> list[Any]:
    """Return what `event` tells in the form of the `sample`, whose open fields it takes over."""
    place = " ".join(place.text for place in event.places)
    return [
        event.sub_event_type,
        least(event.killed),
        least(event.injured),
        event.perpetrator if sample[3] else "",
        sample[4] if sample[4] in place else place,
    ]


@pytest.mark.parametrize("report", REPORTS, ids=range(1, len(REPORTS) + 1))
def test_a_report_tells_its_events_and_no_others(read, report):
    title = report.get("title", "")
    text = f"{title}\n\n{report['text']}" if title else report["text"]
    events = read(text, "ckb", title=title)
    samples = [*report["events"], *[["", 0, 0, "", ""]] * len(events)]
    assert [told(event, sample) for event, sample in zip(events, samples, strict=False)] == report["events"]
