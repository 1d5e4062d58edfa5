"""Help from the network for names that the gazetteer lacks, only when the user asks for it (``--online``).

What leaves the machine is a name alone, to the one server that the settings name, one at a time, and never twice while
its answer is remembered. What comes back is a proposal: it is judged like every other candidate, and says whose it is.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from geomap.errors import SettingsError
from geomap.gazetteer import Gazetteer
from geomap.locate.reasons import reason
from geomap.records import Location, Place, Problem, Reason
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.locate.online_cache import OnlineCache
    from geomap.locate.online_places import Proposed
    from geomap.locate.online_service import Service

__all__ = ["TITLES", "Geocoder", "OnlineGeocoder", "Proposal", "attribution_of_online", "origin_of", "sendable"]

TITLES = {"nominatim": "Nominatim", "photon": "Photon"}
"""Key of a service, as its places have it for a source → what it is called."""

PUBLIC = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
"""The public servers. Nominatim's usage policy (https://operations.osmfoundation.org/policies/nominatim/) asks for at
most one request a second, a user agent that names the application (those of libraries are refused), a cache, and the
attribution; it forbids bulk work. Photon's asks to be fair; it is held to the same."""

PUBLIC_INTERVAL_S = 1.0
_PUBLIC_DOMAINS = ("openstreetmap.org", "komoot.io")
_STOCK_AGENTS = ("geomap", "geopy", "python", "urllib", "requests", "curl", "mozilla", "my-application", "my-newsroom")
"""Beginnings of user agents that name a library, a browser or an example, and not the user."""

ATTRIBUTION = "© OpenStreetMap contributors (https://www.openstreetmap.org/copyright), ODbL 1.0"

MOST_FAILURES = 3
"""Questions in a row without an answer after which no more are asked in this run (a guess)."""
LEAST_LETTERS, MOST_CHARACTERS = 3, 60
"""Of a name: less is an initial, more a sentence (guesses; the gazetteer's longest names have 40 characters)."""
_JOINER = "\u200c"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a geocoder says of a name: the places that may bear it, and where there are none, the sentence why."""

    places: tuple[Place, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Geocoder(Protocol):
    """Whoever proposes places for names that the gazetteer lacks."""

    def propose(self, name: str) -> Proposal:
        """Return what is proposed for a name, always the same within one run."""
        ...


class OnlineGeocoder:
    """Nominatim or Photon, asked with care: remembered, in turn, and not at all once it does not answer.

    Parameters
    ----------
    service : Service
    cache : OnlineCache
    gazetteer : Gazetteer
        For the units in which a proposed place lies.
    interval_s : float
        Seconds between two questions.
    """

    def __init__(
        self, service: Service, cache: OnlineCache, gazetteer: Gazetteer, interval_s: float = PUBLIC_INTERVAL_S
    ) -> None:
        self._service = service
        self._cache = cache
        self._gazetteer = gazetteer
        self._interval_s = interval_s
        self._known: dict[str, Proposal] = {}
        self._in_a_row = 0
        self._stopped = False
        self._failures: list[str] = []
        self._unasked = 0

    @classmethod
    def of(cls, settings: Settings, gazetteer: Gazetteer) -> OnlineGeocoder:
        """Return the geocoder of the settings; nothing is sent yet.

        Raises
        ------
        SettingsError
            Where a public server would be asked without a user agent of the user's own.
        """
        agent, server, interval_s = _manners(settings)
        from geomap.locate.online_cache import OnlineCache
        from geomap.locate.online_service import Service

        return cls(
            Service(settings.online_service, server, agent), OnlineCache(settings.cache_home), gazetteer, interval_s
        )

    @property
    def title(self) -> str:
        """What the service is called."""
        return TITLES[self._service.key]

    def propose(self, name: str) -> Proposal:
        """Return what the service proposes for `name`; its failures are no errors, but a reason.

        A name that is none, or a sentence, is not sent.
        """
        asked = sendable(name)
        if not asked:
            return Proposal()
        if asked not in self._known:
            self._known[asked] = self._asked(asked)
        return self._known[asked]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What to tell at the end of a run: the questions that got no answer. Nothing was skipped for it."""
        if not self._failures:
            return ()
        unanswered = len(self._failures) + self._unasked
        what = f"{self.title} gave no answer on {unanswered} name{'s' * (unanswered > 1)}: {self._failures[-1]}."
        if self._stopped:
            what += " It was not asked any more in this run."
        hint = "The places are as without --online; what was answered is remembered, so try again later."
        return (Problem(self._service.server, what, hint, skipped=False),)

    def _asked(self, name: str) -> Proposal:
        from geomap.locate.online_places import place_of

        found = self._answer(name)
        if found is None:
            return Proposal(reasons=(reason("online_failed", name=name, service=self.title),))
        if not found:
            return Proposal(reasons=(reason("online_unknown", name=name, service=self.title),))
        return Proposal(tuple(place_of(row, self._service.key, self._gazetteer) for row in found))

    def _answer(self, name: str) -> tuple[Proposed, ...] | None:
        """Return what is remembered, else what the service answers; None where it gives no answer, or is not asked."""
        from geomap.locate.online_service import RefusedError, UnansweredError

        memory = f"{self._service.key} {self._service.server}"
        try:
            found = self._cache.answer(memory, name)
            if found is None and self._stopped:
                self._unasked += 1
            elif found is None:
                self._cache.wait_turn(memory, self._interval_s)
                found = self._service.ask(name)
                self._in_a_row = 0
                self._cache.keep(memory, name, found)
        except UnansweredError as error:
            self._fail(str(error), stop=isinstance(error, RefusedError))
            return None
        except (sqlite3.Error, OSError) as error:
            self._fail(f"the memory of answers, {self._cache.path}, cannot be used ({error})", stop=True)
            return None
        return found

    def _fail(self, why: str, *, stop: bool) -> None:
        self._failures.append(why)
        self._in_a_row += 1
        self._stopped = self._stopped or stop or self._in_a_row >= MOST_FAILURES


def sendable(name: str) -> str:
    """Return a name as it may be sent, white space tidied; empty for what is no name: too short, or a sentence."""
    shown = "".join(c if c == _JOINER or unicodedata.category(c)[0] != "C" else " " for c in name)
    tidy = " ".join(unicodedata.normalize("NFC", shown).split())
    letters = sum(unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lo") for c in tidy)
    return tidy if letters >= LEAST_LETTERS and len(tidy) <= MOST_CHARACTERS else ""


def origin_of(place: Place) -> str:
    """Return what the service is called that proposed a place; empty for the gazetteer's."""
    return TITLES.get(place.sources[0], "") if place.sources and place.is_foreign else ""


def attribution_of_online(locations: Iterable[Location]) -> tuple[str, ...]:
    """Return the line that OpenStreetMap's licence asks for, if any of the locations holds a place proposed online."""
    return (ATTRIBUTION,) if any(map(_is_helped, locations)) else ()


def _is_helped(location: Location) -> bool:
    told = any(why.code in ("online", "online_doubted") for why in location.reasons)
    return told or any(origin_of(candidate.place) for candidate in location.candidates)


def _manners(settings: Settings) -> tuple[str, str, float]:
    """Return the user agent, the server and the seconds between questions, as the public servers ask for them."""
    server = settings.online_server or PUBLIC[settings.online_service]
    host = (urlsplit(server).hostname or "").rstrip(".")
    if not any(host == domain or host.endswith(f".{domain}") for domain in _PUBLIC_DOMAINS):
        return settings.online_agent or "geomap", server, settings.online_interval
    if not settings.online_agent or settings.online_agent.lower().startswith(_STOCK_AGENTS):
        said = f"{settings.online_agent!r} names none" if settings.online_agent else "none is set"
        raise SettingsError(
            f"{host} is asked only by applications that say whose they are, and {said} (its usage policy).",
            "Set GEOMAP_ONLINE_AGENT to a name of yours and how to reach you, such as: our-desk/1.0 (me@example.org); "
            "or set GEOMAP_ONLINE_SERVER to a server of your own.",
        )
    return settings.online_agent, server, max(PUBLIC_INTERVAL_S, settings.online_interval)
