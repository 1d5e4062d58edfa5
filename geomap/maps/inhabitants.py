"""How many people live in the units of a map, where its author gives that: the only ground on which it tells rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geomap.analysis.population import PER, read_population
from geomap.errors import InputError

__all__ = ["Population", "inhabitants"]

Population = str | Path | Mapping[str, float]
"""A file as `geomap.analysis.population.read_population` takes it, or English names of units → people."""


def inhabitants(population: Population, units: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, Any]:
    """Return the people of the units of one level: that to which all names of the table belong.

    Parameters
    ----------
    population : path or mapping
    units : mapping
        Level → units, as `geomap.maps.area_layers.AreaLayers.data` has them: English, Arabic and Sorani name first.

    Returns
    -------
    dict
        Plain values for JSON: ``level``; ``of``: people of each unit in the order of `units`, None where the table has
        none; ``per``: the inhabitants to which rates refer.

    Raises
    ------
    InputError
        If the table fits no level, with its faults against the level that it fits best.
    """
    refused: list[InputError] = []
    for level, rows in units.items():
        known = {name: row[0] for row in rows for name in (row[2], row[1], row[0]) if name}
        try:
            people = _people(population, known)
        except InputError as error:
            refused.append(error)
        else:
            return {"level": level, "of": [people.get(row[0]) for row in rows], "per": PER}
    raise min(refused, key=lambda error: str(error).count("\n"))


def _people(population: Population, known: Mapping[str, str]) -> Mapping[str, float]:
    if not isinstance(population, Mapping):
        return read_population(population, known)
    strange = [str(name) for name in population if name not in known]
    wrong = [str(name) for name, count in population.items() if not float(count) > 0]
    if strange or wrong:
        raise InputError(
            "\n".join(
                [
                    *(f"{name!r} is no unit of this level" for name in strange),
                    *(f"{name!r} has no people" for name in wrong),
                ]
            ),
            "Give the English names of governorates, or of districts, and how many people live there.",
        )
    return {known[name]: float(count) for name, count in population.items()}
