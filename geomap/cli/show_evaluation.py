"""What the command line prints of an evaluation: the table, and the list of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.cli.show import LANGUAGES, heading, output, plain, sentence, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.evaluation import Evaluation, Figures

__all__ = ["errors", "evaluation"]


def evaluation(found: Evaluation) -> None:
    """Print the table: over everything and by language, then by type, then how well repeats were joined."""
    from geomap.evaluation import NAMES

    columns = {"all": found.figures, **{LANGUAGES.get(name, name): row for name, row in found.by_language.items()}}
    sentence(f"{found.reports} reports, of which {found.empty} tell of nothing.")
    shown = table("", *(f">{name}" for name in columns))
    for field in ("matched", "missed", "extra"):
        shown.add_row(field, *(plain(str(getattr(row, field))) for row in columns.values()))
    shown.add_row("false alarms on empty reports", *(plain(str(row.alarms)) for row in columns.values()))
    for field, name in NAMES.items():
        shown.add_row(name, *(plain(_share(getattr(row, field))) for row in columns.values()))
    output().print(shown)
    _types(found.by_type)
    if found.merging:
        one = found.merging
        sentence(f"Repeats joined: precision {one.precision:.2f}, recall {one.recall:.2f}, F1 {one.f1:.2f} over pairs.")


def errors(found: Evaluation) -> None:
    """Print what went wrong, step by step."""
    for step, number in found.steps.items():
        heading(f"{step}: {number}")
        for fault in found.faults:
            if fault.step == step:
                sentence(f"  {fault.report}{'' if fault.n is None else f'#{fault.n}'}: {fault.what}")


def _types(by_type: Mapping[str, Figures]) -> None:
    fields = ("precision", "recall", "place", "date", "killed", "injured", "perpetrator")
    shown = table("type", ">gold", *(f">{name}" for name in fields))
    for name, row in by_type.items():
        gold = str(row.matched + row.missed)
        shown.add_row(plain(name), gold, *(plain(_share(getattr(row, field))) for field in fields))
    output().print(shown)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
