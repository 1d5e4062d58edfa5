"""What is remembered of a gazetteer goes with it."""

from __future__ import annotations

import gc
from weakref import ref

from geomap.gazetteer import Gazetteer
from geomap.locate import Locator
from geomap.locate.remembered import remembered


def test_an_answer_is_worked_out_once_for_each_gazetteer() -> None:
    asked: list[tuple[str, int]] = []

    @remembered(8)
    def doubled(word: str, gazetteer: Gazetteer) -> str:
        asked.append((word, id(gazetteer)))
        return 2 * word

    one, other = Gazetteer([]), Gazetteer([])
    assert [doubled(word, one) for word in ("a", "b", "a")] == ["aa", "bb", "aa"]
    assert doubled("a", other) == "aa"
    assert asked == [("a", id(one)), ("b", id(one)), ("a", id(other))]


def test_a_gazetteer_that_nobody_uses_is_let_go(gazetteer: Gazetteer) -> None:
    own = Gazetteer(list(gazetteer.places.values()))
    locator = Locator(own)
    for text in ("30 km southwest of Kirkuk", "a village of Daquq", "Mosul, Nineveh", "10 km from Singar", "العاصمة"):
        assert locator.locate_text(text).lon is not None, text
    gone = ref(own)
    del own, locator
    gc.collect()
    assert gone() is None
