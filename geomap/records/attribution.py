"""Attribution: the lines that the licences of a gazetteer's sources ask for, as they travel from stage to stage."""

from __future__ import annotations

from geomap.errors import InputError

__all__ = ["attribution_of"]


def attribution_of(given: object) -> tuple[str, ...]:
    """Return the lines in `given`, in their order, without blank ones and none twice.

    Parameters
    ----------
    given : str, list or tuple of str, or None
        As the ``attrs["attribution"]`` of a frame holds them; a text is one line, whatever is in it.

    Raises
    ------
    InputError
        If it is anything else.
    """
    lines = [given] if isinstance(given, str) else [] if given is None else given
    if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
        raise InputError(
            f"An attribution is no {type(given).__name__} of that kind.", "Give a text, or a list of texts."
        )
    return tuple(dict.fromkeys(line for line in lines if line.strip()))
