"""Reports from wherever they lie become documents, one by one; what is wrong with one never stops the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from geomap.documents.document import document_from_text
from geomap.documents.fields import NAMES, YEARS
from geomap.documents.formats import KNOWN, named_reports
from geomap.documents.intake import Intake
from geomap.documents.raw import Raw
from geomap.documents.sources import raw_reports
from geomap.errors import InputError
from geomap.records import Document, Incident, Problem
from geomap.settings import Settings

__all__ = ["LANGUAGES", "read_documents"]

LANGUAGES = {"ar": "Arabic", "ckb": "Sorani Kurdish", "en": "English"}
"""Languages that geomap reads, and their names."""

_BAGHDAD = timezone(timedelta(hours=3))
_FIELDS_HINT = "Write it as YYYY-MM-DD."
_ENCODING_HINT = "Save it as UTF-8 if letters look wrong."


def read_documents(
    paths: Sequence[str | Path],
    *,
    published: date | None = None,
    language: str | None = None,
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    today: date | None = None,
) -> Iterator[Document | Incident | Problem]:
    """Read reports.

    Parameters
    ----------
    paths : sequence of str or Path
        Text files, JSON-lines files (``.jsonl``, ``.ndjson``, ``.json``), tables (``.csv``, ``.tsv``, ``.xlsx``,
        ``.ods``, ``.parquet``), web pages, PDF, Word, OpenDocument, RTF, mails and mailboxes, feeds (``.rss``,
        ``.atom``, ``.xml``), Telegram's export and answers of APIs (``.json``), archives and folders of these,
        addresses (``https://…``, as str; each is fetched once), or ``"-"`` for standard input.
    published : datetime.date, optional
        Day of publication of reports that do not say it in a field.
    language : str, optional
        Language of reports that do not say it in a field; recognised where not given.
    columns : mapping of str to str, optional
        Field of a report (``text``, ``title``, ``published``, ``url``, ``source``, ``id``, ``language``) → the column
        of tables, or the key of JSON, that holds it; others are recognised by their names.
    settings : Settings, optional
        `Settings.max_bytes` limits each report.
    today : datetime.date, optional
        Day after which a publication lies in the future; where not given the clock's, in Baghdad, wherever this runs.

    Raises
    ------
    InputError
        If `published` lies in a year in which nothing was published, or `columns` has a field that reports do not have;
        raised when the first report is asked for.

    Yields
    ------
    Document, Incident or Problem
        In the order of the input. Incidents are the rows of tables that ACLED or UCDP coded. A problem with ``skipped``
        takes the place of its report; others stand before it.
    """
    intake = Intake((settings or Settings()).max_bytes, named_reports, _known(columns or {}), KNOWN)
    now = today or datetime.now(_BAGHDAD).date()
    published = _plausible(published)
    ids: dict[str, int] = {}
    for raw in raw_reports(paths, intake):
        if isinstance(raw, Problem):
            yield raw
            continue
        if raw.incident is not None:
            yield _unless_repeated(raw.incident, raw, ids)
            continue
        document = _document(raw, published, language)
        problem = _unreadable(document)
        if problem is not None:
            yield problem
            continue
        unique = _with_unique_id(document, ids)
        yield from _doubts(raw, document, unique, now)
        yield unique


def _plausible(published: date | None) -> date | None:
    day = published.date() if isinstance(published, datetime) else published
    if day is not None and day.year not in YEARS:
        years = f"{YEARS.start} to {YEARS.stop - 1}"
        raise InputError(f"The publication date {day} cannot be right.", f"Give a day of the years {years}.")
    return day


def _known(columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return `columns` if every field is one that reports have."""
    fields = [field for field in NAMES if field != "taken"]
    wrong = [field for field in columns if field not in fields]
    if wrong:
        raise InputError(f"{wrong[0]!r} is no field of a report.", f"Give one of {', '.join(fields)}.")
    return dict(columns)


def _unless_repeated(incident: Incident, raw: Raw, ids: dict[str, int]) -> Incident | Problem:
    name = incident.coded or incident.id
    count = ids[name] = ids.get(name, 0) + 1
    if count == 1:
        return incident
    return Problem(raw.origin, f"The event {name} was there before; it was read once.", "Give each event once.", False)


def _document(raw: Raw, published: date | None, language: str | None) -> Document:
    fields = raw.fields
    sure = fields.published is not None and (published is None or fields.published_basis == "field")
    document = document_from_text(
        fields.text,
        id=fields.id,
        title=fields.title,
        origin=raw.origin,
        url=fields.url,
        source=fields.source,
        published=fields.published if sure else published,
        published_basis=fields.published_basis if sure else "given",
        language=fields.language or language,
    )
    return replace(document, warnings=(*document.warnings, *raw.warnings)) if raw.warnings else document


def _unreadable(document: Document) -> Problem | None:
    if not document.text:
        return Problem(document.origin, "The report is empty once the page's menus are cut away.", "Check the text.")
    if document.language not in LANGUAGES:
        return Problem(
            document.origin,
            f"The report seems to be in another language ({document.language}); "
            f"geomap reads {', '.join(LANGUAGES.values())}.",
            "If that is wrong, give --language ar, ckb or en.",
        )
    return None


def _with_unique_id(document: Document, ids: dict[str, int]) -> Document:
    count = ids[document.id] = ids.get(document.id, 0) + 1
    unique = document.id
    while count > 1 and unique in ids:
        unique = f"{document.id}-{count}"
        count += 1
    ids.setdefault(unique, 1)
    return document if unique == document.id else replace(document, id=unique)


def _doubts(raw: Raw, document: Document, unique: Document, now: date) -> Iterator[Problem]:
    """Yield what a user should know of a report that was read."""
    for warning in raw.warnings:
        yield Problem(document.origin, warning, _ENCODING_HINT, False)
    for warning in raw.fields.warnings:
        yield Problem(document.origin, warning, _FIELDS_HINT, False)
    if document.id != unique.id and raw.fields.id is None:
        yield Problem(
            document.origin,
            "The same text was there before: it is listed, and both count as one source.",
            "Give it once.",
            False,
        )
    elif document.id != unique.id:
        yield Problem(
            document.origin,
            f"The id {document.id!r} was there before; it became {unique.id!r}.",
            "Give each its own.",
            False,
        )
    if document.published is not None and document.published > now:
        yield Problem(
            document.origin,
            f"The publication date {document.published} lies in the future.",
            "Check it: relative dates are counted from it.",
            False,
        )
