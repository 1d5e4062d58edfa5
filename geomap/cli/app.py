"""The commands and their options."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from geomap import __version__
from geomap.cli import show
from geomap.errors import GeomapError
from geomap.settings import data_folder

if TYPE_CHECKING:
    from geomap.pipeline import Result

__all__ = ["Exit", "app"]


class Exit(IntEnum):
    """What the exit status says."""

    DONE = 0
    SKIPPED = 1
    USAGE = 2
    FAILED = 3


class Merge(StrEnum):
    """How far the same event is joined."""

    report = "report"
    all = "all"


class Language(StrEnum):
    """Languages that geomap reads."""

    ar = "ar"
    ckb = "ckb"
    en = "en"


class PageLanguage(StrEnum):
    """Languages in which a page can open."""

    ar = "ar"
    en = "en"


EXIT_HELP = (
    "Exit status: 0 everything was read; 1 something was skipped, the rest is done; 2 the call is wrong; "
    "3 nothing could be done."
)

app = typer.Typer(
    help="From news reports in Arabic, Kurdish and English to a map of incidents that an analyst can trust. "
    "Works without a network; no text leaves this machine.",
    epilog=EXIT_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
gazetteer_app = typer.Typer(help="Look places up, and see what the gazetteer holds.", no_args_is_help=True)
app.add_typer(gazetteer_app, name="gazetteer")

Reports = Annotated[
    list[str] | None,
    typer.Argument(help="Text files, JSON-lines files, folders of these, or - for standard input.", metavar="REPORT…"),
]
Published = Annotated[
    str | None,
    typer.Option(help="Day of publication, YYYY-MM-DD, of reports that do not say it: 'yesterday' counts from it."),
]
LanguageOption = Annotated[Language | None, typer.Option(help="Language of the reports; recognised where not given.")]
MergeOption = Annotated[Merge, typer.Option(help="Join the same event within each report only, or across all.")]
Bundled = Annotated[bool, typer.Option("--bundled", help="Read the sample reports that come with geomap.")]


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True)] = False,
) -> None:
    """Answer ``--version``; everything else is a command's."""
    if version:
        show.line(f"geomap {__version__}")
        raise typer.Exit(Exit.DONE)


@app.command("map", epilog=f"Example: geomap map reports/ --published 2021-09-06 -o outputs/map.html. {EXIT_HELP}")
def map_command(
    reports: Reports = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The map: one HTML file.")] = Path("outputs/map.html"),
    data: Annotated[Path | None, typer.Option(help="Also write the incidents; the ending chooses the format.")] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the page.")] = None,
    page_language: Annotated[PageLanguage, typer.Option(help="Language in which the page opens.")] = PageLanguage.en,
    published: Published = None,
    language: LanguageOption = None,
    merge: MergeOption = Merge.all,
    bundled: Bundled = False,
) -> None:
    """Read reports, place their incidents and draw them on one map that works offline."""
    with _explained():
        result = _run(reports, bundled, published, language, merge)
        from geomap.maps import draw
        from geomap.store import to_frame

        frame = to_frame(result.incidents)
        output.parent.mkdir(parents=True, exist_ok=True)
        problems = [asdict(problem) for problem in result.problems]
        draw(frame, title=title, language=page_language.value, problems=problems).save(str(output))
        if data:
            _write(frame, data)
        show.incidents(result)
        show.written(*[path for path in (output, data) if path])
    _end(result)


@app.command(epilog=f"Example: geomap read articles.jsonl -o incidents.gpkg. {EXIT_HELP}")
def read(
    reports: Reports = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The incidents: .geojson .csv .gpkg .parquet .kml .jsonl by its ending."),
    ] = None,
    published: Published = None,
    language: LanguageOption = None,
    merge: MergeOption = Merge.all,
    bundled: Bundled = False,
) -> None:
    """Read reports and write their incidents as data; without -o, show them."""
    with _explained():
        if output:
            _check_ending(output)
        result = _run(reports, bundled, published, language, merge)
        if output:
            from geomap.store import to_frame

            _write(to_frame(result.incidents), output)
        show.incidents(result)
        if output:
            show.written(output)
    _end(result)


@app.command(epilog='Example: geomap locate "30 km southwest of Kirkuk". ' + EXIT_HELP)
def locate(
    phrase: Annotated[str, typer.Argument(help="A place phrase, or - for one phrase a line on standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")] = False,
) -> None:
    """Say where a place phrase lies, how sure that is, and why."""
    with _explained():
        from geomap.locate import answer
        from geomap.pipeline import Pipeline

        locator = Pipeline().locator
        unplaced = 0
        for text in _phrases(phrase):
            location = locator.locate_text(text)
            unplaced += location.lon is None
            if as_json:
                show.line(json.dumps(answer(location, text), ensure_ascii=False))
            else:
                show.location(text, location)
    raise typer.Exit(Exit.DONE if phrase == "-" or not unplaced else Exit.SKIPPED)


@gazetteer_app.command("search", epilog="Example: geomap gazetteer search Huwayjah")
def gazetteer_search(
    name: Annotated[str, typer.Argument(help="A name, or part of one, in Arabic, Kurdish or Latin letters.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 10,
) -> None:
    """Find places by name in three scripts, the best match first."""
    with _explained():
        from geomap.pipeline import Pipeline

        gazetteer = Pipeline().gazetteer
        matches = gazetteer.search(name, limit)
        show.matches(name, matches, gazetteer)
    raise typer.Exit(Exit.DONE if matches else Exit.SKIPPED)


@gazetteer_app.command("info")
def gazetteer_info() -> None:
    """Say what the gazetteer holds: counts, languages, sources."""
    with _explained():
        from geomap.pipeline import Pipeline

        show.information(Pipeline().gazetteer.info())


@gazetteer_app.command("build-areas")
def gazetteer_build_areas(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder with places.csv; the one that geomap uses where not given.")
    ] = None,
) -> None:
    """Build the approximate areas of districts and subdistricts anew, after a change of places.csv."""
    with _explained():
        from geomap.gazetteer.area_builder import build_areas
        from geomap.gazetteer.tables import read_places
        from geomap.settings import Settings

        tables = folder or Settings.read().gazetteer or data_folder("gazetteer")
        show.written(*build_areas(read_places(tables), tables / "areas"))


@app.command("settings")
def settings_command() -> None:
    """List the settings that the environment can override."""
    from geomap.settings import TABLE

    show.settings(TABLE)


def _run(
    reports: list[str] | None, bundled: bool, published: str | None, language: Language | None, merge: Merge
) -> Result:
    """Read what the call names and return the result; says so where it names nothing."""
    from geomap.pipeline import run

    paths = [*(reports or ()), *([str(data_folder("reports"))] if bundled else ())]
    if not paths:
        raise typer.BadParameter("Name at least one report, a folder of reports, or - (or --bundled for our samples).")
    with show.progress() as advance:
        return run(
            paths,
            published=published,
            language=language.value if language else None,
            merge=merge.value,
            advance=advance,
        )


def _write(frame: Any, path: Path) -> None:
    from geomap.store import write

    path.parent.mkdir(parents=True, exist_ok=True)
    write(frame, path)


def _check_ending(path: Path) -> None:
    """Refuse an ending that no format has before the reading starts, not after."""
    from geomap.store import FORMATS

    if path.suffix.lower() not in FORMATS:
        raise typer.BadParameter(f"{path.name!r} has no ending that geomap writes; choose one of {', '.join(FORMATS)}.")


def _phrases(phrase: str) -> Iterator[str]:
    if phrase == "-":
        yield from (line.rstrip("\r\n") for line in sys.stdin)
    else:
        yield phrase


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what geomap can explain into one message and an exit status."""
    try:
        yield
    except GeomapError as error:
        _fail(error.what, error.hint)
    except OSError as error:
        what = f"{error.filename or 'The file'}: {error.strerror or error}."
        _fail(what, "Check the path, the rights and the space.")


def _fail(what: str, hint: str) -> NoReturn:
    show.error(what, hint)
    raise typer.Exit(Exit.FAILED)


def _end(result: Result) -> NoReturn:
    """Report what was skipped at the end and leave with the status that says so."""
    show.problems(result.problems)
    if result.skipped and not result.documents:
        raise typer.Exit(Exit.FAILED)
    raise typer.Exit(Exit.SKIPPED if result.skipped else Exit.DONE)
