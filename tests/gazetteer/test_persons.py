"""Names of persons that are also names of villages."""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer


@pytest.mark.parametrize(
    "text",
    [
        "Two people were hurt in Kirkuk, said Dilshad Galali, a teacher.",
        "The bomb in Kirkuk killed the engineer Salar Lakja on Sunday.",
        "وقال المتحدث كلالي إن القصف في كركوك استمر ساعة.",
    ],
)
def test_a_surname_is_no_village(gazetteer: Gazetteer, text: str) -> None:
    assert [mention.text for mention in gazetteer.find(text)] in (["Kirkuk"], ["كركوك"])


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday the village of Galali near Kirkuk was shelled.",
        "Gunmen Attack Lakja, Kill Three Soldiers Near Makhmur",
        "Soldiers came under fire near Lakja and in Makhmur, said an officer.",
    ],
)
def test_a_village_stays_one(gazetteer: Gazetteer, text: str) -> None:
    assert {mention.text for mention in gazetteer.find(text)} & {"Galali", "Lakja"}
