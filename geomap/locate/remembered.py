"""What was worked out with a gazetteer, kept for as long as that gazetteer is in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary, ref

from geomap.gazetteer import Gazetteer

__all__ = ["remembered"]

Given = TypeVarTuple("Given")
Found = TypeVar("Found")


def remembered(
    most: int,
) -> Callable[[Callable[[*Given, Gazetteer], Found]], Callable[[*Given, Gazetteer], Found]]:
    """Keep the last `most` answers of a function for each gazetteer, which is its last argument.

    As `functools.lru_cache` does, but the gazetteer is held weakly: it is a hundred megabytes, and a program that draws
    one map after another loads it each time. Answers must not hold it either.
    """

    def around(function: Callable[[*Given, Gazetteer], Found]) -> Callable[[*Given, Gazetteer], Found]:
        kept: WeakKeyDictionary[Gazetteer, Callable[..., Found]] = WeakKeyDictionary()

        @wraps(function)
        def asked(*given: *tuple[*Given, Gazetteer]) -> Found:
            *rest, gazetteer = given
            answers = kept.get(gazetteer)
            if answers is None:
                answers = kept[gazetteer] = _answers(function, most, ref(gazetteer))
            return answers(*rest)

        return asked

    return around


def _answers(function: Callable[..., Found], most: int, gazetteer: ref[Gazetteer]) -> Callable[..., Found]:
    @lru_cache(most)
    def answer(*rest: Any) -> Found:
        return function(*rest, gazetteer())

    return answer
