"""Records of what was written: documents, sentences, names found in them, and evidence.

Character offsets always point into `Document.text` as kept: ``document.text[start:end]`` is the surface form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Document", "Evidence", "Fate", "Mention", "PlacePhrase", "Problem", "Sentence"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a field of an incident rests on.

    Parameters
    ----------
    field : str
        Name of the incident's field, as in `geomap.records.COLUMNS` (``killed`` and ``injured`` stand for their
        minimum and maximum, ``date`` for all date fields, ``place`` for all place fields), or ``sentence`` for a whole
        sentence in which such words stand.
    document : str
        `Document.id` of the report.
    start, end : int
        Offsets into `Document.text`.
    text : str
        ``Document.text[start:end]``.
    """

    field: str
    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report, its page furniture cut away.

    Parameters
    ----------
    id : str
        Stable: given by the source, or the first twelve hexadecimal digits of the SHA-256 of `text`.
    text : str
        What was kept. Where the source gives a title apart from the text, the title is the first line.
    title : str
        The headline, as written; empty where there is none.
    origin : str
        Where it was read from, for messages: ``report.txt`` or ``articles.jsonl:17``.
    url, source : str or None
        Address and publisher, as the source says.
    published : datetime.date or None
        Day of publication in Asia/Baghdad, against which "yesterday" is resolved.
    published_basis : str
        ``given`` (by the user), ``field`` (of the file), ``page header`` (a page clock: day of the visit, not of the
        report), ``text`` (a dateline) or ``none``.
    language : str
        ``ar``, ``ckb``, ``en``, or another ISO 639 code that geomap does not read.
    warnings : tuple of str
        What a reader of the incidents must know about this report.
    """

    id: str
    text: str
    title: str = ""
    origin: str = ""
    url: str | None = None
    source: str | None = None
    published: date | None = None
    published_basis: str = "none"
    language: str = "ar"
    warnings: tuple[str, ...] = ()

    def quote(self, field: str, start: int, end: int) -> Evidence:
        """Return the evidence for `field` at ``text[start:end]``."""
        return Evidence(field, self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Problem:
    """Input that could not be used, or not fully; the rest of the batch went on.

    Parameters
    ----------
    where : str
        File, and line where there is one: ``reports/a.jsonl:17``.
    what : str
        What was wrong: one sentence.
    hint : str
        What the user can do: one sentence.
    skipped : bool
        True where a whole document was left out (the exit status says so), False for a warning.
    """

    where: str
    what: str
    hint: str = ""
    skipped: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: ``Document.text[start:end] == text``; `paragraph` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the sentence ``start..end`` of a document on the way to its events.

    `what` is ``no trigger`` (no word that tells of an event), ``not meant`` (such a word in a name, a plan or a
    threat), ``background`` (history, statistics, sport …), ``no event`` (nothing happened to anybody, or the words are
    said of something else), ``abroad``, ``sifted`` (too bare, without a place, or a sum of others) or ``told`` (read as
    an event).
    """

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A gazetteer's name found in running text.

    Parameters
    ----------
    start, end : int
        Offsets of the name itself, without proclitics (و ف ب ك ل) and without the word for its kind ("village").
    text : str
        The surface form.
    place_ids : tuple of str
        Every place that bears the name, best known first.
    kind_word : str or None
        Kind that the words beside it ask for: ``village``, ``subdistrict``, ``district``, ``governorate``, ``city`` …
    """

    start: int
    end: int
    text: str
    place_ids: tuple[str, ...]
    kind_word: str | None = None


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """Words of a report that say where an event took place.

    Parameters
    ----------
    text : str
        As written: "a village of al-Rashad, 30 km southwest of Kirkuk".
    start, end : int
        Offsets into `Document.text`.
    document : str
        `Document.id`; empty for a phrase that stands alone.
    mentions : tuple of Mention
        The gazetteer's names inside it, in order; offsets as in the document.
    role : str
        ``site``: where it happened; ``context``: a wider place that the report names elsewhere for the same event.
    """

    text: str
    start: int
    end: int
    document: str = ""
    mentions: tuple[Mention, ...] = ()
    role: str = "site"
