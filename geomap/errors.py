"""The one tree of exceptions that geomap raises.

::

    GeomapError                     something geomap can explain
    ├── SettingsError (ValueError)      a setting has an impossible value
    ├── InputError (ValueError)         something given by the user cannot be used
    │   ├── DocumentError                   a report cannot be read
    │   ├── LanguageError                   a language code that geomap does not know
    │   └── CoordinateError                 a longitude or latitude outside its range
    ├── GazetteerError (ValueError)     the gazetteer's files are wrong; carries every fault at once
    ├── ExportError (ValueError)        incidents cannot be written as asked
    └── MapError (RuntimeError)         the map cannot be drawn (an asset is missing, an address is not allowed)

Every message says what was wrong, where, what was expected and what the user can do. "Not found" and "not known" are no
errors: they are ``None`` with a reason.
"""

from __future__ import annotations

__all__ = [
    "CoordinateError",
    "DocumentError",
    "ExportError",
    "GazetteerError",
    "GeomapError",
    "InputError",
    "LanguageError",
    "MapError",
    "SettingsError",
]


class GeomapError(Exception):
    """Base of all errors that geomap raises on purpose.

    Parameters
    ----------
    what : str
        What was wrong, and where.
    hint : str, optional
        What the user can do about it.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what} {hint}".strip())
        self.what = what
        self.hint = hint


class SettingsError(GeomapError, ValueError):
    """A setting has a value that it cannot have."""


class InputError(GeomapError, ValueError):
    """Something given by the user cannot be used."""


class DocumentError(InputError):
    """A report cannot be read: missing, empty, binary, broken."""


class LanguageError(InputError):
    """A language code that geomap does not know."""


class CoordinateError(InputError):
    """A longitude or latitude that is not a number or lies outside its range."""


class GazetteerError(GeomapError, ValueError):
    """The gazetteer's files are wrong.

    Parameters
    ----------
    what : str
        Which gazetteer.
    faults : sequence of str
        Every fault found, each as ``file:line: what was found, what is expected``.
    """

    def __init__(self, what: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join((what, *faults)))
        self.faults = faults


class ExportError(GeomapError, ValueError):
    """Incidents cannot be written as asked."""


class MapError(GeomapError, RuntimeError):
    """The map cannot be drawn: an asset is missing or an address is not allowed."""
