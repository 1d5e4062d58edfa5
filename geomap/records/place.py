"""Records of where: the gazetteer's places, the candidates for a phrase, and the answer with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.records.text import Evidence

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["Candidate", "Location", "Name", "Place", "Reason", "Shares"]


@dataclass(frozen=True, slots=True)
class Name:
    """A toponym as written, with its language (ISO 639: ``en ar ckb kmr tk``); the first of a language is preferred.

    `years` are the first and the last in which a former name was the official one, None where that is open or not
    known; a name of today has (None, None).
    """

    text: str
    language: str
    years: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    Parameters
    ----------
    id : str
        Stable, ours: ``iq.kirkuk.rashad``; towns of the world carry ``gn.<GeoNames id>``.
    kind : str
        ``country governorate district subdistrict city town village quarter camp base checkpoint dam bridge oilfield
        refinery airport crossing shrine facility range river lake road region``.
    names : tuple of Name
        In the order of preference within each language, former ones (`Name.years`) last.
    lon, lat : float
        Degrees, WGS 84 (EPSG:4326): the point where people would put the label.
    radius_km : float
        Radius of the circle about it that holds the feature, from its real extent.
    country : str
        ISO 3166-1 alpha-2.
    parents : tuple of str
        Ids of the units that hold it, nearest first (subdistrict, district, governorate), by actual administration.
    claimed_parents : tuple of str
        Ids of units that it belongs to by another reading (law, press, census), nearest first; empty where undisputed.
    disputed : float
        Probability 0..1 that it lies in the disputed territories (UNAMI 2009 units).
    population : int or None
        As a measure of how likely it is to be reported; never of casualties.
    line : tuple of (lon, lat) pairs
        For rivers, roads and ranges; empty else.
    sources : tuple of str
        Keys of `data/gazetteer/SOURCES.md`.
    note : str
        Where sources disagree, and what we did.
    valid : tuple of int or None
        First and last year of the unit or place as such; None where that is open or not known.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    lon: float
    lat: float
    radius_km: float
    country: str = "IQ"
    parents: tuple[str, ...] = ()
    claimed_parents: tuple[str, ...] = ()
    disputed: float = 0.0
    population: int | None = None
    line: tuple[tuple[float, float], ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    valid: tuple[int | None, int | None] = (None, None)

    def __hash__(self) -> int:
        """Return the hash of the id: places are looked up all the time, and two with one id are seldom compared."""
        return hash(self.id)

    def name(self, language: str) -> str | None:
        """Return the preferred name of today in `language`, or None."""
        return next((n.text for n in self.names if n.language == language and n.years == (None, None)), None)

    @property
    def is_foreign(self) -> bool:
        """Whether no row of geomap's own tables is this place: then nobody has said that reports name it."""
        return self.id != "iq" and not self.id.startswith("iq.")

    @property
    def label(self) -> str:
        """The English name, or the first of any language."""
        return self.name("en") or (self.names[0].text if self.names else self.id)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place was chosen or refused: a sentence, and what a translator of it needs.

    Parameters
    ----------
    code : str
        Key of the sentence pattern, so that a page can say it in another language.
    values : mapping of str to str, int or float
        What the pattern is filled with.
    text : str
        The sentence in English.
    """

    code: str
    values: Mapping[str, str | int | float]
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the phrase may mean, with its probability (0..1) and the judges' sentences."""

    place: Place
    probability: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Shares:
    """Probabilities that a footprint lies in each unit: English name → 0..1, and in the disputed territories."""

    governorate: Mapping[str, float] = field(default_factory=dict)
    district: Mapping[str, float] = field(default_factory=dict)
    subdistrict: Mapping[str, float] = field(default_factory=dict)
    disputed: float | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event took place, how sure that is, and why.

    Parameters
    ----------
    place_text : str or None
        The place phrase as written.
    place : Place or None
        The gazetteer's place, if one was chosen (for an offset: its anchor is not the place, so None).
    lon, lat : float or None
        Best point in degrees, WGS 84; both None where it cannot be placed.
    radius_km : float or None
        Radius of the circle about the point that covers the footprint.
    footprint : shapely geometry or None
        Region in EPSG:4326 that holds the true place with 90 % probability.
    method : str
        ``coordinates named offset between along near area unplaced corrected``.
    geo_precision : int or None
        ACLED 1–3.
    where_prec : int or None
        UCDP 1–7.
    shares : Shares
        Probability of each administrative unit over the footprint.
    claimed_governorate : str or None
        English name of the governorate that the report says, where it differs from who administers the place.
    reasons : tuple of Reason
        Why here, contradictions and refused candidates included.
    candidates : tuple of Candidate
        Best first, refused ones included.
    evidence : tuple of Evidence
        The words used.
    """

    place_text: str | None = None
    place: Place | None = None
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    footprint: Geometry | None = None
    method: str = "unplaced"
    geo_precision: int | None = None
    where_prec: int | None = None
    shares: Shares = Shares()
    claimed_governorate: str | None = None
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
