"""What goes through the pipe between two processes: records by their values, places of the gazetteer by their ids.

`pickle` alone asks every frozen dataclass for its state, sets it again through `dataclasses.fields`, and sends each
place with all its names, though the other process has the same gazetteer: twice the time and more (the last stage of
`python benchmarks/throughput.py`).
"""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any

from geomap import records
from geomap.gazetteer import Gazetteer
from geomap.records import Place

__all__ = ["Parcels"]

_Reduced = tuple[Callable[..., object], tuple[object, ...]]
_RECORDS: tuple[type, ...] = tuple(
    value for name in records.__all__ if isinstance(value := getattr(records, name), type) and is_dataclass(value)
)


class Parcels:
    """Packs and unpacks records for processes that have the same gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
        Whose places are sent by their ids; any other place is sent whole.
    *others : type
        Frozen dataclasses with slots beside those of `geomap.records`, of two fields or more.
    """

    def __init__(self, gazetteer: Gazetteer, *others: type) -> None:
        self._places = gazetteer.places
        reducers = {cls: _reducer(cls) for cls in (*_RECORDS, *others)}
        whole = reducers[Place]

        def reduced(place: Place) -> _Reduced:
            return (_place, (place.id,)) if self._places.get(place.id) is place else whole(place)

        self._table = {**copyreg.dispatch_table, **reducers, Place: reduced}

    def pack(self, value: object) -> bytes:
        """Return `value` as bytes."""
        packed = BytesIO()
        pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = self._table
        pickler.dump(value)
        return packed.getvalue()

    def unpack(self, packed: bytes) -> Any:
        """Return what `pack` made bytes of, in a process of ours: what strangers have pickled can run anything."""
        return _Unpickler(packed, self._places).load()


class _Unpickler(pickle.Unpickler):
    """Finds places in the gazetteer of this process."""

    def __init__(self, packed: bytes, places: Mapping[str, Place]) -> None:
        super().__init__(BytesIO(packed))
        self._places = places

    def find_class(self, module: str, name: str) -> Any:
        """Return what `name` stands for; for the name that is sent with the id of a place, the look-up of this one."""
        return self._places.__getitem__ if (module, name) == _LOOK_UP else super().find_class(module, name)


def _place(id: str) -> Place:
    """Stand for the look-up of a place in the gazetteer of the process that unpacks."""
    raise LookupError(id)


_LOOK_UP = (__name__, _place.__name__)


def _reducer(cls: type) -> Callable[[Any], _Reduced]:
    values = attrgetter(*(field.name for field in fields(cls)))
    return lambda record: (_made, (cls, values(record)))


def _made(cls: type, values: tuple[object, ...]) -> object:
    """Return a record with these values, which were checked when the one that was packed was made."""
    record: object = object.__new__(cls)
    for set_to, value in zip(_setters(cls), values, strict=True):
        set_to(record, value)
    return record


@cache
def _setters(cls: type) -> tuple[Callable[[object, object], None], ...]:
    """Return what sets each field of a class with slots, frozen or not."""
    return tuple(getattr(cls, field.name).__set__ for field in fields(cls))
