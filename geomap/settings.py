"""The settings of geomap: one table of name, default and help, which the environment may override.

Each setting ``name`` is read from ``GEOMAP_NAME``. No other module reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from geomap.errors import SettingsError

__all__ = ["SERVICES", "TABLE", "Setting", "Settings", "data_folder", "in_force", "today"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: its `name`, `default`, kind of value, and a sentence of `help`."""

    name: str
    default: str
    help: str


TABLE: tuple[Setting, ...] = (
    Setting("gazetteer", "", "Folder with the gazetteer's tables; empty for the one that geomap ships."),
    Setting("data", "", "Folder for the gazetteers that you add; empty for the user's data folder."),
    Setting("cache", "", "Folder for what geomap can build anew; empty for the user's cache folder."),
    Setting("max_bytes", "2000000", "Largest single report that is read, in bytes; a larger one is skipped and named."),
    Setting(
        "max_radius_km", "150", "A vaguer answer is given as unplaced, with its reason; a unit named as such never is."
    ),
    Setting("online_service", "nominatim", "What `--online` asks: nominatim or photon."),
    Setting("online_server", "", "Address of your own server of that kind; empty for the public one."),
    Setting(
        "online_agent",
        "",
        "Your application and how to reach you, told to that server; a public one is not asked without.",
    ),
    Setting("llm_key", "", "Key of the endpoint of `--reader llm`; never shown."),
    Setting("llm_timeout", "120", "Seconds that this endpoint has for an answer."),
    Setting("online_interval", "1", "Seconds between two questions to that server; of a public one, 1 at least."),
)
"""Every setting: `geomap settings` prints it, and the README's table is checked against it."""

SERVICES: tuple[str, ...] = ("nominatim", "photon")
"""Services on the network that `--online` can ask; the first is asked where nothing is set."""

LONGEST_AGENT = 200
"""Characters of a user agent: names and addresses are shorter, and servers cut long headers off (a guess)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    Parameters
    ----------
    gazetteer : pathlib.Path or None
        Folder with the gazetteer's tables; None for the one that geomap ships.
    data, cache : pathlib.Path or None
        Folders for what the user adds, and for what can be built anew; None for those of the platform.
    max_bytes : int
        Largest report that is read, in bytes.
    max_radius_km : float
        Answers vaguer than this are given as unplaced; a governorate or narrower unit that is named never is.
    online_service : str
        One of `SERVICES`: what is asked for names that the gazetteer lacks, where the caller wants that at all.
    online_server : str
        Address (http or https) of a server of the user's own; empty for the public one of the service.
    online_agent : str
        How the user's application is called and whom it belongs to: the user agent of each request.
    online_interval : float
        Seconds between two requests.
    llm_key : str
        Key of the endpoint that a language model answers at; part of no message and no repr.
    llm_timeout : float
        Seconds that the endpoint has for an answer.
    """

    gazetteer: Path | None = None
    data: Path | None = None
    cache: Path | None = None
    max_bytes: int = 2_000_000
    max_radius_km: float = 150.0
    online_service: str = "nominatim"
    online_server: str = ""
    online_agent: str = ""
    online_interval: float = 1.0
    llm_key: str = field(default="", repr=False)
    llm_timeout: float = 120.0

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Return the settings of `environment` (the process's own where not given).

        Raises
        ------
        SettingsError
            Naming the variable, what it holds and what is expected.
        """
        value = _values(environment)
        return cls(
            gazetteer=Path(value["gazetteer"]) if value["gazetteer"] else None,
            data=Path(value["data"]) if value["data"] else None,
            cache=Path(value["cache"]) if value["cache"] else None,
            max_bytes=int(_positive("max_bytes", value["max_bytes"])),
            max_radius_km=_positive("max_radius_km", value["max_radius_km"]),
            online_service=_service(value["online_service"]),
            online_server=_address("online_server", value["online_server"]),
            online_agent=_header("online_agent", value["online_agent"]),
            online_interval=_positive("online_interval", value["online_interval"]),
            llm_key=_secret("llm_key", value["llm_key"]),
            llm_timeout=_positive("llm_timeout", value["llm_timeout"]),
        )

    @property
    def data_home(self) -> Path:
        """The folder for what the user adds; it need not exist."""
        return self.data or platformdirs.user_data_path("geomap", appauthor=False)

    @property
    def cache_home(self) -> Path:
        """The folder for what can be built anew; it need not exist."""
        return self.cache or platformdirs.user_cache_path("geomap", appauthor=False)


def in_force(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the name and the value of every setting, as the environment or the table gives it; a key is not shown.

    Raises
    ------
    SettingsError
        As `Settings.read`.
    """
    Settings.read(environment)
    values = _values(environment)
    return values | {"llm_key": "set" if values["llm_key"] else ""}


def data_folder(name: str) -> Path:
    """Return the folder of bundled data called `name` (``gazetteer`` or ``reports``).

    It lies inside the installed package, or beside it in a checkout.
    """
    package = Path(__file__).parent
    inside = package / "data" / name
    return inside if inside.is_dir() else package.parent / "data" / name


BAGHDAD = timezone(timedelta(hours=3), "Asia/Baghdad")
"""Where geomap's days are those of; without daylight saving since 2008."""


def today(environment: Mapping[str, str] | None = None) -> date:
    """Return the day that what is made now bears: Baghdad's, or that of ``SOURCE_DATE_EPOCH`` in UTC where it is set.

    The variable (seconds since 1970; reproducible-builds.org, *SOURCE_DATE_EPOCH specification* 1.1) is how builds give
    the same bytes on another day.

    Raises
    ------
    SettingsError
        If the variable holds no such number.
    """
    text = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    if not text:
        return datetime.now(BAGHDAD).date()
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        hint = "Give seconds since 1970, or unset it."
        raise SettingsError(f"SOURCE_DATE_EPOCH is {text!r}, which is no time.", hint) from error


def _values(environment: Mapping[str, str] | None) -> dict[str, str]:
    given = os.environ if environment is None else environment
    return {row.name: given.get(f"GEOMAP_{row.name.upper()}", row.default) for row in TABLE}


def _positive(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"GEOMAP_{name.upper()} is {text!r}, but must be a number above 0.", "Change or unset it.")
    return number


def _service(text: str) -> str:
    if text not in SERVICES:
        raise SettingsError(f"GEOMAP_ONLINE_SERVICE is {text!r}.", f"Choose one of {', '.join(SERVICES)}, or unset it.")
    return text


def _address(name: str, text: str) -> str:
    """Return the address of a server without its last slash; a question, a password or white space belong in none."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or "@" in parts.netloc or parts.query or parts.fragment or not text.isascii() or len(text.split()) > 1:
        hint = "Give it as https://server or http://server:port/path, without a password, or unset it."
        raise SettingsError(f"GEOMAP_{name.upper()} is {text!r}, which is no address of a server.", hint)
    return text.rstrip("/")


def _secret(name: str, text: str) -> str:
    """Return a key, which can stand in a header of HTTP; it is never part of a message."""
    if not (text.isascii() and text.isprintable()):
        raise SettingsError(
            f"GEOMAP_{name.upper()} holds a character that no key has.", "Set it again, without quotes."
        )
    return text.strip()


def _header(name: str, text: str) -> str:
    """Return a text that can be a header of HTTP: a line of printable ASCII."""
    if not (text.isascii() and text.isprintable()) or len(text) > LONGEST_AGENT:
        hint = f"Give one line of at most {LONGEST_AGENT} plain characters, such as: my-newsroom/1.0 (me@example.org)"
        raise SettingsError(f"GEOMAP_{name.upper()} is {text!r}, which cannot be a user agent.", hint)
    return text.strip()
