"""The locator: place phrases in, one location out, with its region, its precision and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer import Gazetteer
from geomap.locate import shapes
from geomap.locate.choice import Choice
from geomap.locate.dossier import Dossier
from geomap.locate.expressions import Named, Reading
from geomap.locate.grammar import parse
from geomap.locate.online import Geocoder, origin_of
from geomap.locate.precision import geo_precision, is_beyond_waters, where_prec
from geomap.locate.reasons import reason
from geomap.locate.regions import Region
from geomap.locate.remembered import remembered
from geomap.locate.siting import Site, find_site
from geomap.locate.theatres import in_theatre
from geomap.locate.tokens import readable
from geomap.records import Evidence, Location, Mention, Place, PlacePhrase, Reason, Shares
from geomap.settings import Settings

__all__ = ["Context", "Locator"]

LONGEST_PHRASE = 1000
"""Characters of a phrase that is read; those of the 161 articles of ../shared have at most 73. Work grows faster than
length: 300 names in one phrase take seconds, and a hostile report must not stop a batch."""

CLAIM_SHARE = 0.5
"""A governorate that the report names and that holds less of the region than this is a claim, not the administrator."""


@dataclass(frozen=True)
class Context:
    """What is known beside the phrases.

    Parameters
    ----------
    mentions : tuple of Mention
        Every name of the report.
    language : str
        Of the report.
    side : str
        Actor class of who did it, which can tell on what ground (`geomap.locate.theatres`).
    """

    mentions: tuple[Mention, ...] = ()
    language: str = "ar"
    side: str = "unknown"


class Locator:
    """Places phrases on the ground.

    Parameters
    ----------
    gazetteer : Gazetteer
        Names and areas.
    settings : Settings, optional
        `Settings.max_radius_km` bounds how vague an answer may be; a governorate or narrower unit that is named as such
        is an answer however large it is.
    geocoder : Geocoder, optional
        Asked about names that the gazetteer lacks; nobody is where not given.
    """

    def __init__(
        self, gazetteer: Gazetteer, settings: Settings | None = None, geocoder: Geocoder | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self.settings = settings or Settings()
        self.geocoder = geocoder

    def locate(self, phrases: Sequence[PlacePhrase], context: Context | None = None) -> Location:
        """Return where an event took place.

        Parameters
        ----------
        phrases : sequence of PlacePhrase
            The words that say where: site phrases first; ``context`` phrases narrow and support.
        context : Context, optional
            What the rest of the report names.

        Returns
        -------
        Location
            Method ``unplaced``, without a point and with a reason, where the phrases name no place that is known or
            only one too wide. Never (0, 0).
        """
        short = [phrase for phrase in phrases if len(phrase.text) <= LONGEST_PHRASE]
        if phrases and not short:
            return Location(phrases[0].text, reasons=(_too_long(phrases[0].text),))
        context = context or Context()
        read, theatre = in_theatre(_distinct(short), context.side, self.gazetteer)
        dossier = self.dossier(read, context)
        choice = Choice(dossier)
        site = _with_proposals(find_site(choice), choice)
        site = replace(site, reasons=(*theatre, *site.reasons))
        words = tuple(Evidence("place", p.document, p.start, p.end, p.text) for p in phrases if p.document)
        said = phrases[0].text if theatre else _place_text(dossier)
        base = Location(place_text=said, candidates=site.candidates, evidence=words)
        if site.region is None:
            return replace(base, reasons=site.reasons)
        radius = shapes.radius_about(site.region.lon, site.region.lat, site.region.shape)
        vague = self._too_vague(site, site.region, radius)
        if vague:
            return replace(base, reasons=(*site.reasons, *vague))
        return self._placed(replace(base, radius_km=round(1.001 * radius + 0.001, 3)), site, site.region, dossier)

    def locate_text(self, text: str) -> Location:
        """Return where a bare phrase lies, as ``geomap locate TEXT`` does.

        Parameters
        ----------
        text : str
            In Arabic, Sorani or English: "30 km southwest of Kirkuk"; of at most `LONGEST_PHRASE` characters, or it is
            a text and no phrase, and has no place but a reason.
        """
        if len(text) > LONGEST_PHRASE:
            return self.locate([PlacePhrase(text, 0, len(text))])
        clean = readable(text)
        return self.locate(
            [PlacePhrase(text, 0, len(text), mentions=self.gazetteer.find(clean))] if text.strip() else []
        )

    def dossier(self, phrases: Sequence[PlacePhrase], context: Context) -> Dossier:
        """Return what phrases say together, before any place is chosen."""
        readings = tuple(_read(phrase.text, self._mentions(phrase), self.gazetteer) for phrase in phrases)
        return Dossier(
            readings, tuple(phrase.role for phrase in phrases), self.gazetteer, context.mentions, geocoder=self.geocoder
        )

    def _mentions(self, phrase: PlacePhrase) -> tuple[Mention, ...]:
        """Return the names of a phrase with offsets into its own text."""
        if not phrase.mentions:
            return self.gazetteer.find(readable(phrase.text))
        shift = phrase.start
        return tuple(Mention(m.start - shift, m.end - shift, m.text, m.place_ids, m.kind_word) for m in phrase.mentions)

    def _too_vague(self, site: Site, region: Region, radius: float) -> tuple[Reason, ...]:
        """Return the reason not to give a region; a governorate or what lies in one is given where it is named."""
        limit = self.settings.max_radius_km
        units = () if site.place is None else (self.gazetteer.places.get(unit) for unit in site.place.parents)
        inside = any(unit is not None and unit.kind == "governorate" for unit in units)
        if radius <= limit or (region.unit is not None and region.unit.kind != "country") or inside:
            return ()
        return (reason("too_vague", km=round(radius), limit=round(limit)),)

    def _placed(self, base: Location, site: Site, region: Region, dossier: Dossier) -> Location:
        shares = region.shares(self.gazetteer)
        claimed = _claimed(dossier, shares)
        found = replace(
            base,
            place=site.place,
            lon=round(region.lon, 6),
            lat=round(region.lat, 6),
            footprint=region.shape,
            method=region.method,
            shares=shares,
            claimed_governorate=claimed[0].label if claimed else None,
            reasons=(*site.reasons, *((_claim_reason(*claimed, self.gazetteer),) if claimed else ())),
        )
        at_sea = is_beyond_waters(found, self.gazetteer.areas)
        return replace(found, geo_precision=geo_precision(found), where_prec=where_prec(found, beyond_waters=at_sea))


def _too_long(text: str) -> Reason:
    why = f"A text of {len(text)} characters is no place phrase; at most {LONGEST_PHRASE} are read."
    return Reason("too_long", {"characters": len(text)}, why)


@remembered(4096)
def _read(text: str, mentions: tuple[Mention, ...], gazetteer: Gazetteer) -> Reading:
    """Return what a phrase says; remembered, as one report gives a phrase to many events, and the next one again."""
    return parse(text, mentions, gazetteer)


def _with_proposals(site: Site, choice: Choice) -> Site:
    """Return the site with a sentence on each name that the gazetteer lacks and the geocoder was asked about."""
    told = {why.text: why for why in site.reasons}
    for named in sorted(choice.dossier.asked, key=lambda n: (n.start, n.text)):
        told |= {why.text: why for why in _on_proposal(named, choice)}
    return replace(site, reasons=tuple(told.values()))


def _on_proposal(named: Named, choice: Choice) -> tuple[Reason, ...]:
    candidates = choice.candidates(named)
    if not candidates:
        return choice.dossier.proposal(named).reasons
    place = candidates[0].place
    if choice.best(named) is None:
        return (reason("online_doubted", place=place, name=named.text, service=origin_of(place)),)
    return tuple(why for why in candidates[0].reasons if why.code == "online")


def _distinct(phrases: Sequence[PlacePhrase]) -> list[PlacePhrase]:
    """Return the phrases without repeats: what a report says ten times is one piece of evidence."""
    first: dict[tuple[str, str], PlacePhrase] = {}
    for phrase in phrases:
        first.setdefault((phrase.role, phrase.text), phrase)
    return list(first.values())


def _claimed(dossier: Dossier, shares: Shares) -> tuple[Place, str, float] | None:
    """Return the governorate that the phrases name, the one that administers, and its share; None where they agree."""
    named = [
        entry.units[0]
        for entry in dossier.entries
        if entry.units and entry.units[0].kind == "governorate"
        if entry.named.kind == "governorate" or all(place.kind == "governorate" for place in entry.places)
    ]
    if not named or not shares.governorate:
        return None
    actual = max(shares.governorate, key=lambda unit: shares.governorate[unit])
    if any(shares.governorate.get(unit.label, 0.0) >= CLAIM_SHARE or unit.label == actual for unit in named):
        return None
    return named[0], actual, shares.governorate[actual]


def _claim_reason(unit: Place, actual: str, share: float, gazetteer: Gazetteer) -> Reason:
    places = (place for place in gazetteer.of_kind("governorate") if place.label == actual)
    administrator: Place | str = next(places, actual)
    return reason("claimed", unit=unit, actual=administrator, share=round(100 * share))


def _place_text(dossier: Dossier) -> str | None:
    """Return the phrase that names the site, else the first one."""
    if not dossier.readings:
        return None
    return dossier.readings[dossier.target.phrase if dossier.target else 0].text
