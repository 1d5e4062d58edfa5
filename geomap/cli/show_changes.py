"""What the command line prints of two editions: the changes one by one, then how many there are of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.cli.show import NARROW, output, plain, sentence, table

if TYPE_CHECKING:
    from rich.text import Text

    from geomap.store import Change, Comparison

__all__ = ["comparison"]

SHOWN = 60
"""Changes that are printed one by one on a terminal: two screens; a file or a pipe gets them all."""

_WORDS = {
    "added": "added",
    "split": "split from another",
    "changed": "changed",
    "moved": "moved",
    "merged": "merged into another",
    "withdrawn": "withdrawn",
    "unchanged": "unchanged",
}


def comparison(found: Comparison) -> None:
    """Print what changed; of more than fits on a terminal the first, and how many more there are."""
    console = output()
    changes = [change for change in found.changes if change.kind != "unchanged"]
    listed = changes[:SHOWN] if console.is_terminal else changes
    if listed:
        shown = table("Change", "When", "Incident", "What changed", narrow=console.width < NARROW)
        for change in listed:
            shown.add_row(*_cells(change))
        console.print(shown)
    if len(changes) > len(listed):
        sentence(f"… and {len(changes) - len(listed):,} more: see the table, with -o changes.csv.")
    counts = ", ".join(f"{number:,} {_WORDS[kind]}" for kind, number in found.counts.items() if number)
    if found.is_empty:
        sentence(f"Nothing changed: {counts or 'no incidents in either'}.")
    else:
        sentence(f"{counts[:1].upper()}{counts[1:]}.")


def _cells(change: Change) -> tuple[Text, ...]:
    row = change.row
    summary = str(row["summary"] or row["sub_event_type"] or row["event_type"] or row["id"])
    what = "; ".join(change.detail.split("\n"))
    return tuple(plain(cell) for cell in (change.kind, row["date_start"] or "", f"{summary} ({row['id']})", what))
