"""What the command line accepts: options, their choices and their words; and what the exit status says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

__all__ = [
    "EXIT_HELP",
    "Author",
    "Bundled",
    "Columns",
    "Data",
    "EndpointOption",
    "Exit",
    "Jobs",
    "Language",
    "LanguageOption",
    "Licence",
    "Merge",
    "MergeOption",
    "Model",
    "Note",
    "Online",
    "PageLanguage",
    "Publish",
    "PublishCommand",
    "Published",
    "Reader",
    "ReaderOption",
    "Redact",
    "Reports",
    "Reread",
    "example",
    "publish_words",
]


class Exit(IntEnum):
    """What the exit status says."""

    DONE = 0
    SKIPPED = 1
    USAGE = 2
    FAILED = 3


EXIT_HELP = (
    "Exit status: 0 everything was read; 1 something was skipped, the rest is done; 2 the call is wrong; "
    "3 nothing could be done; 130 stopped by Ctrl-C."
)


class Merge(StrEnum):
    """How far the same event is joined."""

    report = "report"
    all = "all"


class Language(StrEnum):
    """Languages that geomap reads."""

    ar = "ar"
    ckb = "ckb"
    en = "en"


class Reader(StrEnum):
    """Who reads the incidents out of the reports."""

    rules = "rules"
    llm = "llm"


class PageLanguage(StrEnum):
    """Languages in which a page can open."""

    ar = "ar"
    ckb = "ckb"
    en = "en"


Reports = Annotated[
    list[str] | None,
    typer.Argument(
        help="Texts, web pages, PDF, Word, OpenDocument, RTF, mails (.eml .mbox); JSON lines and tables (.csv .tsv "
        ".xlsx .ods .parquet) with a report, or an event of ACLED's or UCDP's, in each row; feeds (.rss .atom .xml), "
        "Telegram's result.json, answers of APIs (.json); archives and folders of these; an address (https://…), "
        "fetched once; or - for standard input. After -- a name may begin with a dash.",
        metavar="REPORT",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD", help="Day of publication of reports that do not say it: 'yesterday' counts from it."
    ),
]
LanguageOption = Annotated[Language | None, typer.Option(help="Language of the reports; recognised where not given.")]
MergeOption = Annotated[Merge, typer.Option(help="Join the same event within each report only, or across all.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of tables, or key of JSON, holds text, title, published, url, source, id or language, where "
        "its name does not say so: --column text=notes. Repeat it for more. With text=… ACLED's and UCDP's events are "
        "read as reports.",
    ),
]
Reread = Annotated[
    bool,
    typer.Option("--reread", help="Read the text of ACLED's and UCDP's events for a more exact place that agrees."),
]
Bundled = Annotated[bool, typer.Option("--bundled", help="Read the sample reports that come with geomap.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many processes read at the same time; as many as there are cores if not given.",
    ),
]
ReaderOption = Annotated[
    Reader,
    typer.Option(
        help="Who reads the incidents: our rules, or a language model at --endpoint, whose every field must quote "
        "the report. With llm the texts of the reports are sent to the endpoint."
    ),
]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="For --reader llm: a server that speaks OpenAI's chat completions, up to /v1. A key that it wants "
        "is read from the environment: GEOMAP_LLM_KEY.",
    ),
]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="For --reader llm: the model, as the server names it.")
]
Online = Annotated[
    bool,
    typer.Option(
        "--online",
        help="Send names that the gazetteer lacks, and nothing else, to the service of the settings GEOMAP_ONLINE_…, "
        "which may know where they are.",
    ),
]
Publish = Annotated[
    str | None,
    typer.Option(
        "--publish",
        metavar="[district|Nkm]",
        help="Make what may be published: places coarsened to the most probable district (also where nothing is said), "
        "or to the cells of a grid of N km (10km); no names of persons, no quoted sentences, no reasons for places; a "
        "note that says so.",
    ),
]
Redact = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="With --publish: strings, or ids of incidents and reports, one a line; texts, titles and addresses that "
        "hold one go.",
    ),
]
Note = Annotated[
    str | None, typer.Option(metavar="WORDS", help="What the reader of the map is to know first; it opens the cover.")
]
Author = Annotated[str | None, typer.Option(metavar="NAME", help="Whose map it is, for its cover and for citations.")]
Licence = Annotated[
    str | None, typer.Option(metavar="WORDS", help='On which terms the map may be used, such as "CC BY 4.0".')
]
Data = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Also write the incidents: .geojson .csv .gpkg .parquet .kml .jsonl by its ending."
    ),
]


class PublishCommand(TyperCommand):
    """A command whose ``--publish`` may stand alone: it means districts, and takes no report for its word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give ``--publish`` its word where it stands alone."""
        return super().parse_args(ctx, publish_words(args))


def publish_words(args: Sequence[str]) -> list[str]:
    """Return the arguments, ``--publish`` with its word: ``district`` where the next one is not for it.

    Only ``district`` and what begins with a digit and is no file of that name are for it.
    """
    end = args.index("--") if "--" in args else len(args)
    found = list(args)
    for number in reversed([n for n, arg in enumerate(args[:end]) if arg == "--publish"]):
        behind = args[number + 1] if number + 1 < end else ""
        if behind.lower() != "district" and not (re.match(r"\d", behind) and not Path(behind).exists()):
            found[number] = "--publish=district"
    return found


def example(*commands: str, status: str = EXIT_HELP) -> str:
    """Return the words below a command's help: commands to copy, and the exit status."""
    return "\n\n".join((f"{'Example' if len(commands) == 1 else 'Examples'}:", *commands, status))
