"""What the author says of a map: a note, a name, a licence, the day on which it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from geomap.errors import InputError

__all__ = ["LONGEST", "Cover"]

LONGEST = 20_000
"""Characters of a note: some six pages, more than anybody reads on a cover (a guess); a longer one is another text by
mistake."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover of a map tells besides what follows from its incidents.

    Parameters
    ----------
    note : str or None
        What the reader is to know first; blank lines part paragraphs.
    author, licence : str or None
        Whose map it is, and on which terms it may be used; plain words, addresses (https://…) become links.
    made : datetime.date or None
        The day on which it was made.

    Raises
    ------
    InputError
        If one of them is no text, or longer than `LONGEST`.
    """

    note: str | None = None
    author: str | None = None
    licence: str | None = None
    made: date | None = None

    def __post_init__(self) -> None:
        for name in ("note", "author", "licence"):
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise InputError(f"The map's {name} is {value!r}, which is no text.", "Give words, or leave it out.")
            if len(value) > LONGEST:
                told = f"The map's {name} has {len(value):,} characters; the cover holds {LONGEST:,}."
                raise InputError(told, "Shorten it, and say where the whole text is.")

    @classmethod
    def of(cls, note: str | None, author: str | None, licence: str | None, made: date | str | None) -> Cover:
        """Return the cover; `made` may be ISO 8601.

        Raises
        ------
        InputError
            If `made` is no day, or a text none that the cover can hold.
        """
        if isinstance(made, str):
            try:
                made = date.fromisoformat(made)
            except ValueError as error:
                raise InputError(f"The day on which the map was made is {made!r}.", "Give it as 2026-01-31.") from error
        return cls(note, author, licence, made)

    @property
    def header(self) -> dict[str, str | None]:
        """Plain values for the page: the fields (blank ones are None, the day in ISO 8601), ``version`` of geomap."""
        texts = {name: (getattr(self, name) or "").strip() or None for name in ("note", "author", "licence")}
        made = self.made.isoformat()[:10] if self.made else None
        return {**texts, "made": made, "version": _version()}


def _version() -> str | None:
    """Return the version of geomap that is installed; None where it runs from a folder."""
    try:
        return version("geomap")
    except PackageNotFoundError:
        return None
