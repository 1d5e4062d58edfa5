"""The commands of ``geomap gazetteer``: look places up, and add the gazetteers of others."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli import show, show_library
from geomap.cli.failures import explained
from geomap.cli.options import Exit, example
from geomap.cli.process import readable
from geomap.errors import GazetteerError
from geomap.settings import Settings, data_folder

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.gazetteer.importers import Source
    from geomap.gazetteer.library import Library
    from geomap.records import Place

__all__ = ["gazetteer_app"]

gazetteer_app = typer.Typer(
    help="Look places up, see what the gazetteer holds, and add the gazetteers of others to it.",
    epilog=example(
        "geomap gazetteer search Huwayjah",
        "geomap gazetteer add whosonfirst",
        "geomap gazetteer add cod-ab irq_admin_boundaries.geojson.zip",
        "geomap gazetteer show Hawija",
    ),
    no_args_is_help=True,
)

_ADDED = "Exit status: 0 added; 2 the call is wrong; 3 nothing was added and the library is as it was; 130 Ctrl-C."
_FOUND = "Exit status: 0 found; 1 no place is called so; 2 the call is wrong; 3 nothing could be done."
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]{1,64}")
TABLE = "table"
"""The source of which the user may have many, told apart by a name of the user's own."""


@gazetteer_app.command("search", epilog=example(
    "geomap gazetteer search Huwayjah",
    "geomap gazetteer search الحويجة --limit 3",
    status=_FOUND,
))  # fmt: skip
def search(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name, or part of one, in Arabic, Kurdish or Latin letters.")
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many at most.")] = 10,
) -> None:
    """Find places by name in three scripts, the best match first."""
    with explained():
        from geomap.pipeline import Pipeline

        gazetteer = Pipeline().gazetteer
        matches = gazetteer.search(readable(name), limit)
        show.matches(readable(name), matches, gazetteer)
    raise typer.Exit(Exit.DONE if matches else Exit.SKIPPED)


@gazetteer_app.command("show", epilog=example(
    "geomap gazetteer show Hawija",
    "geomap gazetteer show iq.kirkuk.p.yaychi --json",
    status=_FOUND,
))  # fmt: skip
def show_place(
    place: Annotated[
        str, typer.Argument(metavar="ID_OR_NAME", help="The id of a place or of an added row, or a name as spelt.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show a place: all its names and sources, and why the rows of other gazetteers were joined with it or not."""
    with explained():
        from geomap.gazetteer import Gazetteer

        asked = readable(place)
        gazetteer = Gazetteer.load()
        found = _places(gazetteer, asked)
        for each in found:
            decisions = [decision for decision in gazetteer.decisions.values() if decision.place == each.id]
            if as_json:
                show.line(json.dumps(show_library.place_facts(each, decisions), ensure_ascii=False))
            else:
                show_library.place(each, decisions, gazetteer.places)
        if not found:
            show.error(f"No place has the id or the name {asked!r}.", "geomap gazetteer search finds similar names.")
    raise typer.Exit(Exit.DONE if found else Exit.SKIPPED)


@gazetteer_app.command("info", epilog=example("geomap gazetteer info"))
def info() -> None:
    """Say what the gazetteer holds: counts, languages, sources, and what was added with its licence and origin."""
    with explained():
        from geomap.gazetteer.library import Library
        from geomap.pipeline import Pipeline

        gazetteer = Pipeline().gazetteer
        show.information(gazetteer.info(), gazetteer.attribution, gazetteer.folder)
        library = Library.of_user()
        show_library.holdings(library.sources(), library.places(), len(library.areas()))


@gazetteer_app.command("add", epilog=example(
    "geomap gazetteer add whosonfirst",
    "geomap gazetteer add cod-ab irq_admin_boundaries.geojson.zip",
    "geomap gazetteer add geonames IQ.zip alternatenames/IQ.zip",
    "geomap gazetteer add table villages.csv --name fieldwork",
    status=_ADDED,
))  # fmt: skip
def add(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="geonames, whosonfirst, cod-ab, geoboundaries, natural-earth, osm, wikidata, or table for your own.",
        ),
    ],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH_OR_URL", help="Files, folders or addresses; the publisher's if not given."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call a table; its file's name if not given.")
    ] = None,
) -> None:
    """Add the gazetteer of another publisher, or a table of your own, in place of what was added of it before."""
    with explained():
        from geomap.gazetteer import Gazetteer

        given = [readable(word) for word in files or ()]
        wanted = _named(_source(source), name, given)
        library = _library()
        with show_library.steps() as steps:
            with _all_or_nothing():
                steps.begin(f"getting {wanted.title}")
                paths = _local(wanted, given, steps)
                steps.begin(f"reading {wanted.title}")
                reading = wanted.read(paths)
                steps.begin("keeping it")
                origin, when = " ".join(given or wanted.downloads), datetime.now(UTC).isoformat(timespec="seconds")
                held = library.add(wanted, reading, origin, _digest(paths), when)
            steps.begin("joining it with what is there")
            gazetteer = Gazetteer.load()
            decisions = gazetteer.decisions
        show_library.added(held, [decisions[place.id] for place in reading.places], gazetteer)


@gazetteer_app.command("remove", epilog=example(
    "geomap gazetteer remove whosonfirst",
    "geomap gazetteer remove table:fieldwork",
    status="Exit status: 0 removed; 2 nothing of the name was added; 3 nothing could be done.",
))  # fmt: skip
def remove(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="As `geomap gazetteer info` names it.")],
) -> None:
    """Take out what was added of a source."""
    with explained():
        show_library.removed(_library().remove(readable(source)))


@gazetteer_app.command("build-areas", epilog=example("geomap gazetteer build-areas my-gazetteer/"))
def build_areas(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Folder with places.csv; the one that geomap uses where not given."),
    ] = None,
) -> None:
    """Build the approximate areas of districts and subdistricts anew, after a change of places.csv."""
    with explained():
        from geomap.gazetteer import area_builder
        from geomap.gazetteer.tables import read_places

        tables = folder or _tables()
        show.written(*area_builder.build_areas(read_places(tables), tables / "areas"))


def _tables() -> Path:
    return Settings.read().gazetteer or data_folder("gazetteer")


def _library() -> Library:
    from geomap.gazetteer.library import Library

    return Library.of_user()


def _places(gazetteer: Gazetteer, asked: str) -> list[Place]:
    """Return the places of an id, of the id of an added row, or of a name: as it is spelt, else as it sounds."""
    from geomap.gazetteer.keys import form

    if asked in gazetteer.decisions:
        return [gazetteer.places[gazetteer.decisions[asked].place]]
    if asked in gazetteer.places:
        return [gazetteer.places[asked]]
    found = [match.place for match in gazetteer.lookup(asked)]
    return [place for place in found if form(asked) in {form(name.text) for name in place.names}] or found


def _source(key: str) -> Source:
    from geomap.gazetteer.importers.registry import SOURCES

    if key not in SOURCES:
        raise typer.BadParameter(f"{key!r} is no source that geomap can add; choose one of {', '.join(SOURCES)}.")
    return SOURCES[key]


def _named(source: Source, name: str | None, given: Sequence[str]) -> Source:
    """Return a table's source under its name, so that there can be several; others have but one."""
    if source.key != TABLE:
        if name is not None:
            raise typer.BadParameter(f"--name is for the source {TABLE}; {source.key} has a name already.")
        return source
    if not given:
        raise typer.BadParameter(f"The source {TABLE} needs the path of a file of yours.")
    called = Path(given[0]).stem if name is None else readable(name)
    if not _NAME.fullmatch(called):
        raise typer.BadParameter(f"{called!r} is no name of a table: letters, digits, . _ - expected; use --name.")
    return replace(source, key=f"{TABLE}:{called}", title=f"{source.title} ({called})")


def _local(source: Source, given: Sequence[str], steps: show_library.Steps) -> tuple[Path, ...]:
    """Return the files and folders, with what is to be downloaded in the cache folder."""
    from geomap.gazetteer.importers.download import fetch, fetch_source

    folder = Settings.read().cache_home / "downloads" / source.key
    if not given:
        return fetch_source(source, folder, progress=steps.advance)
    paths: list[Path] = []
    for word in given:
        paths += fetch([word], folder, progress=steps.advance) if _ADDRESS.match(word) else [Path(word)]
    return tuple(paths)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Say of what went wrong that nothing was changed."""
    try:
        yield
    except GazetteerError as error:
        error.hint = error.hint or "Nothing was added; the library is as it was."
        raise


def _digest(paths: Sequence[Path]) -> str:
    """Return the SHA-256 of a file, or of the list of digests and names (as sha256sum prints it) of several."""
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())
    digests = []
    for path in files:
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    if len(digests) == 1:
        return digests[0]
    listed = "".join(f"{digest}  {path.name}\n" for digest, path in zip(digests, files, strict=True))
    return hashlib.sha256(listed.encode("utf-8", "surrogateescape")).hexdigest()
