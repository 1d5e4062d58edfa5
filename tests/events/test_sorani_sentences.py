"""No false alarm on the public Sorani sentences; the sentences themselves stay in ../shared.

Decided by hand, sentence by sentence: `TOLD` are those that tell a concrete event in Iraq, the day stated or not (a
strike whose dead are being named or buried is told too). The others tell history, plans, threats, condemnation, what
goes on day after day, or events abroad.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

TOLD = frozenset(
    (
        *(2463, 2464, 2465, 2467, 4013, 4015, 4278, 4333, 4399, 4737, 4848, 5944, 8556, 8557, 8564, 8841, 9031, 9040),
        *(9053, 9558, 9668, 10335, 10365, 10374, 10427, 10560, 10587, 11914, 11945, 12032, 12033, 12034, 12035, 12083),
        12269,
    )
)
"""Numbers of the sentences in ``iraq_incident_sentences_ckb.tsv`` that tell an event in Iraq."""

PUBLISHED = date(2020, 5, 20)
"""About when they were written; the days they state lie in the weeks before."""

READ = 25
"""How many of `TOLD` are read as an event: most of the others say neither a figure nor who was attacked."""


def _sentences(shared: Path) -> dict[int, str]:
    path = shared / "data/eval/sorani_sentences/iraq_incident_sentences_ckb.tsv"
    lines = path.read_text("utf-8").splitlines()
    return {int(number): text for number, _, text in (line.partition("\t") for line in lines)}


def test_sentences_that_tell_no_event_in_iraq_give_none(read, shared):
    others = {number: text for number, text in _sentences(shared).items() if number not in TOLD}
    assert len(others) > 90
    assert [number for number, text in others.items() if read(text, "ckb", published=PUBLISHED)] == []


def test_most_sentences_that_tell_one_give_it(read, shared):
    told = [text for number, text in _sentences(shared).items() if number in TOLD]
    assert len(told) == len(TOLD)
    assert sum(bool(read(text, "ckb", published=PUBLISHED)) for text in told) >= READ
