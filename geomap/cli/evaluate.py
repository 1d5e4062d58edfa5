"""``geomap evaluate``: what geomap reads, against what a careful reader found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli import show, show_evaluation
from geomap.cli.failures import explained
from geomap.cli.options import Exit, LanguageOption, Published

__all__ = ["STATUS", "evaluate_command"]

STATUS = (
    "Exit status: 0 everything was read and compared, however good it is; 1 a report was skipped, or one of the gold "
    "is not among the reports (it counts as missed); 2 the call or the gold is wrong; 3 nothing could be done."
)


def evaluate_command(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="What a careful reader found: JSON lines, as docs/evaluating.md says."),
    ],
    reports: Annotated[
        list[str] | None,
        typer.Argument(metavar="REPORT", help="The reports; where none is named, the gold's lines hold them."),
    ] = None,
    clusters: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="JSON that says which gold incidents are the same event: scores merging."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
    quiet: Annotated[bool, typer.Option("--no-errors", help="Leave the list of errors out.")] = False,
    published: Published = None,
    language: LanguageOption = None,
) -> None:
    """Compare what geomap reads with what a careful reader found, and say what went wrong and at which step."""
    with explained():
        from geomap.evaluation import evaluate

        with show.progress() as advance:
            found = evaluate(
                gold,
                reports or (),
                clusters=clusters,
                published=published,
                language=language.value if language else None,
                advance=advance,
            )
        if as_json:
            show.line(json.dumps(found.answer(), ensure_ascii=False))
        else:
            show_evaluation.evaluation(found)
            if not quiet:
                show_evaluation.errors(found)
        show.problems(found.result)
        raise typer.Exit(Exit.SKIPPED if found.result.skipped or "report" in found.steps else Exit.DONE)
