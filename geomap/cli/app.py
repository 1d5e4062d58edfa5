"""The commands of the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from geomap import __version__
from geomap.cli import areas, show, show_location
from geomap.cli.compare import STATUS as COMPARED
from geomap.cli.compare import compare_command
from geomap.cli.cover import said
from geomap.cli.evaluate import STATUS, evaluate_command
from geomap.cli.failures import check_outputs, explained, without_outputs
from geomap.cli.gazetteer import gazetteer_app
from geomap.cli.line import Line, LineName, Population, Within, given_line
from geomap.cli.options import (
    Author,
    Bundled,
    Columns,
    Data,
    EndpointOption,
    Exit,
    Jobs,
    Language,
    LanguageOption,
    Licence,
    Merge,
    MergeOption,
    Model,
    Note,
    Online,
    PageLanguage,
    Publish,
    PublishCommand,
    Published,
    Reader,
    ReaderOption,
    Redact,
    Reports,
    Reread,
    example,
)
from geomap.cli.picture import STATUS as PICTURE_STATUS
from geomap.cli.picture import picture_command
from geomap.cli.process import input_lines, readable
from geomap.cli.publish import publication
from geomap.settings import data_folder

if TYPE_CHECKING:
    from geomap.events import EventReader
    from geomap.locate import Locator
    from geomap.pipeline import Result
    from geomap.records import Location

__all__ = ["app"]

_REFUSALS = ("too_long", "failed")
"""Codes of the reasons of `_located` and of the locator why a line has no answer."""

app = typer.Typer(
    help="From news reports in Arabic, Kurdish and English to a map of incidents that an analyst can trust. "
    "Works without a network; no text leaves this machine (with --online: names of places that geomap does not know). "
    "An address is fetched only where you name one as a report.",
    epilog=example(
        "geomap map --bundled -o map.html",
        "geomap map reports/ --published 2021-09-06 -o map.html --data incidents.geojson",
        'geomap locate "30 km southwest of Kirkuk"',
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(gazetteer_app, name="gazetteer")
app.command(
    "evaluate",
    epilog=example(
        "geomap evaluate gold.jsonl",
        "geomap evaluate gold.jsonl articles.jsonl --clusters clusters.json --json > score.json",
        status=STATUS,
    ),
)(evaluate_command)
app.command(
    "compare",
    cls=PublishCommand,
    epilog=example(
        "geomap compare july.geojson august.geojson -o changes/",
        "geomap compare july.gpkg august.gpkg -o changes.xlsx",
        status=COMPARED,
    ),
)(compare_command)
app.command(
    "picture",
    epilog=example(
        "geomap picture incidents.geojson -o figure.pdf",
        'geomap picture incidents.gpkg --kind series --by week --language ar --title "هجمات الصيف" -o weeks.svg',
        "geomap picture acled.csv --kind multiples --width column -o years.png",
        status=PICTURE_STATUS,
    ),
)(picture_command)

app.command(
    "areas",
    epilog=example(
        "geomap areas incidents.gpkg --by district -o districts.xlsx",
        "geomap areas incidents.gpkg --measure change --period 2021-09-01..2021-09-07",
        "geomap areas incidents.gpkg --measure deaths --by governorate --population people.csv -o deaths.geojson",
        status=areas.STATUS,
    ),
)(areas.areas_command)
app.command(
    "hotspots", epilog=example("geomap hotspots incidents.gpkg --size 15 -o hotspots.geojson", status=areas.STATUS)
)(areas.hotspots_command)
app.command(
    "near",
    epilog=example("geomap near pipeline.kml incidents.gpkg --within 5 -o pipeline.csv", status=areas.STATUS),
)(areas.near_command)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", is_eager=True)] = False,
) -> None:
    """Answer ``--version``; everything else is a command's."""
    if version:
        show.line(f"geomap {__version__}")
        raise typer.Exit(Exit.DONE)


@app.command(
    "map",
    cls=PublishCommand,
    epilog=example(
        "geomap map reports/ --published 2021-09-06 -o outputs/map.html",
        "geomap map articles.jsonl --merge report --data incidents.csv",
        "geomap map reports/ --publish 10km --redact names.txt -o outputs/public.html",
        'geomap map reports/ --line pipeline.kml --within 5 --line-name "Kirkuk–Ceyhan pipeline" -o outputs/map.html',
    ),
)
def map_command(
    reports: Reports = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The map: one HTML file.")] = Path(
        "outputs/map.html"
    ),
    data: Data = None,
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Heading of the page.")] = None,
    note: Note = None,
    author: Author = None,
    licence: Licence = None,
    page_language: Annotated[
        PageLanguage | None,
        typer.Option(help="Language in which the page opens; that of the reader's browser if not given."),
    ] = None,
    published: Published = None,
    language: LanguageOption = None,
    merge: MergeOption = Merge.all,
    bundled: Bundled = False,
    online: Online = False,
    jobs: Jobs = None,
    columns: Columns = None,
    reread: Reread = False,
    reader: ReaderOption = Reader.rules,
    endpoint: EndpointOption = None,
    model: Model = None,
    publish: Publish = None,
    redact: Redact = None,
    line: Line = None,
    within: Within = None,
    line_name: LineName = None,
    population: Population = None,
) -> None:
    """Read reports, place their incidents and draw them on one map that works offline."""
    with explained():
        check_outputs(reports or (), data=data, page=output)
        cover = said(title, note, author, licence)
        near = given_line(line, within, line_name, (data, output))
        edition = publication(publish, redact, (data, output))
        how = _how(published, language, merge, online, jobs, columns, reread, _reader(reader, endpoint, model))
        result = _run(_paths(reports, bundled), outputs=(data, output), **how)
        from geomap.maps import draw
        from geomap.store import draft, to_frame

        frame = edition(to_frame(result.incidents, result.attribution))
        # What could not be read names files and addresses: that is for the author, not for the public.
        problems = [] if publish else [asdict(problem) for problem in result.problems]
        with draft(output) as beside:
            opens = page_language and page_language.value
            drawn = draw(frame, **cover, **near, population=population, language=opens, problems=problems)
            drawn.save(str(beside))
        files = _write(frame, data) if data else ()
        show.incidents(result)
        show.written(output, *files)
        _end(result)


@app.command(
    cls=PublishCommand,
    epilog=example(
        "geomap read articles.jsonl -o incidents.gpkg",
        "geomap read news.csv --column text=notes --column published=day",
        "cat report.txt | geomap read -",
    ),
)
def read(
    reports: Reports = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The incidents: .geojson .csv .gpkg .parquet .kml .jsonl by its ending.",
        ),
    ] = None,
    published: Published = None,
    language: LanguageOption = None,
    merge: MergeOption = Merge.all,
    bundled: Bundled = False,
    online: Online = False,
    jobs: Jobs = None,
    columns: Columns = None,
    reread: Reread = False,
    reader: ReaderOption = Reader.rules,
    endpoint: EndpointOption = None,
    model: Model = None,
    publish: Publish = None,
    redact: Redact = None,
) -> None:
    """Read reports and write their incidents as data; without -o, show them."""
    with explained():
        check_outputs(reports or (), data=output)
        edition = publication(publish, redact, (output,))
        how = _how(published, language, merge, online, jobs, columns, reread, _reader(reader, endpoint, model))
        result = _run(_paths(reports, bundled), outputs=(output, None), **how)
        files: tuple[Path, ...] = ()
        if output:
            from geomap.store import to_frame

            files = _write(edition(to_frame(result.incidents, result.attribution)), output)
        show.incidents(result)
        show.written(*files)
        _end(result)


@app.command(
    epilog=example(
        'geomap locate "30 km southwest of Kirkuk"',
        "geomap locate - --json < phrases.txt > places.jsonl",
        status="Exit status: 0 placed, or every line of - was answered; 1 the phrase cannot be placed, or a line of - "
        "is no phrase (the others are answered); 2 the call is wrong; 3 nothing could be done; 130 stopped by Ctrl-C.",
    )
)
def locate(
    phrase: Annotated[
        str, typer.Argument(metavar="PHRASE", help="A place phrase, or - for one phrase a line on standard input.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")] = False,
    online: Online = False,
) -> None:
    """Say where a place phrase lies, how sure that is, and why."""
    with explained():
        from geomap.locate import answer, attribution_of_online
        from geomap.pipeline import Pipeline

        pipeline = Pipeline(online=online)
        locator = pipeline.locator
        many = phrase == "-"
        lines = refused = unplaced = 0
        for text in input_lines() if many else [readable(phrase)]:
            location = _located(locator, text)
            lines += 1
            unplaced += location.lon is None
            refused += _is_refused(location)
            if as_json:
                show.line(json.dumps(answer(location, text), ensure_ascii=False))
            else:
                owed = attribution_of_online([location])
                show_location.location(text, location, locator.gazetteer.places, attribution=owed)
        show.notes(pipeline.problems)
        if many and refused:
            show.error(f"{refused} of {lines} lines could not be read as place phrases.", "Their answers say why.")
    raise typer.Exit(Exit.SKIPPED if refused or (unplaced and not many) else Exit.DONE)


@app.command("settings", epilog=example("GEOMAP_MAX_BYTES=50000000 geomap settings"))
def settings_command() -> None:
    """List the settings that the environment can override, and the values in force."""
    with explained():
        from geomap.settings import TABLE, in_force

        show.settings(TABLE, in_force())


def _how(
    published: str | None,
    language: Language | None,
    merge: Merge,
    online: bool,
    jobs: int | None,
    columns: list[str] | None,
    reread: bool,
    reader: EventReader,
) -> dict[str, Any]:
    """Return how `geomap.pipeline.run` is to read, as the options say it."""
    return {
        "published": published,
        "language": language.value if language else None,
        "merge": merge.value,
        "online": online,
        "jobs": jobs,
        "columns": _columns(columns or ()),
        "reread": reread,
        "reader": reader,
    }


def _run(paths: Sequence[str], *, outputs: tuple[Path | None, Path | None], **how: Any) -> Result:
    """Read reports as `geomap.pipeline.run` is told; ends the process where nothing can be read."""
    from geomap.pipeline import run

    with show.progress() as advance:
        found = run(paths, advance=advance, **how)
    result = without_outputs(found, *outputs)
    if not result.documents:
        show.problems(result)
        raise typer.Exit(Exit.FAILED)
    return result


def _paths(reports: Sequence[str] | None, bundled: bool) -> list[str]:
    """Return what the call names."""
    paths = [*(reports or ()), *([str(data_folder("reports"))] if bundled else ())]
    if not paths:
        raise typer.BadParameter("Name at least one report, a folder of reports, or - (or --bundled for our samples).")
    return paths


def _reader(reader: Reader, url: str | None, model: str | None) -> EventReader:
    """Return who reads the events; where it is a model, having said that texts leave the machine."""
    from geomap.events import by_rules

    if reader is Reader.rules:
        if url or model:
            raise typer.BadParameter("--endpoint and --model are for --reader llm.")
        return by_rules
    if not url or not model:
        raise typer.BadParameter("--reader llm needs --endpoint URL and --model NAME.")
    from geomap.events.chat import ChatReader, Endpoint
    from geomap.records import Problem
    from geomap.settings import Settings

    settings = Settings.read()
    endpoint = Endpoint(url, model, settings.llm_key, settings.llm_timeout)
    show.notes([Problem(endpoint.host, "The texts of the reports are sent there.", skipped=False)])
    return ChatReader(endpoint)


def _columns(given: Iterable[str]) -> dict[str, str]:
    """Return field → column, as ``--column`` gives them."""
    pairs = [words.partition("=") for words in given]
    for field, _, name in pairs:
        if not field or not name:
            raise typer.BadParameter(f"{field!r} is no --column; write FIELD=NAME, for example text=notes.")
    return {field.strip(): name for field, _, name in pairs}


def _write(frame: Any, path: Path) -> tuple[Path, ...]:
    """Write the incidents, and return the files that they became."""
    from geomap.store import write

    return write(frame, path)


def _located(locator: Locator, text: str) -> Location:
    """Place a phrase; what is none, or breaks geomap, must not cost the user the other lines."""
    from geomap.records import Location, Reason

    try:
        return locator.locate_text(text)
    except Exception as error:  # noqa: BLE001  (the border of the batch, as in the pipeline: told in the answer)
        why = f"geomap failed on this phrase ({type(error).__name__}: {error}); please report it."
        return Location(text, reasons=(Reason("failed", {"error": type(error).__name__}, why),))


def _is_refused(location: Location) -> bool:
    """Return whether a phrase was not even tried, or broke geomap: that is no answer."""
    return any(reason.code in _REFUSALS for reason in location.reasons)


def _end(result: Result) -> NoReturn:
    """Report what was skipped at the end and leave with the status that says so."""
    show.problems(result)
    raise typer.Exit(Exit.SKIPPED if result.skipped else Exit.DONE)
