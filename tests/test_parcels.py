"""What comes out of a parcel is what went in, and places are the gazetteer's own."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.pipeline import Outcome, Pipeline, stream
from geomap.pipeline.parcels import Parcels

REPORTS = Path(__file__).resolve().parents[1] / "data/reports"


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(stream([REPORTS]))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Pipeline().gazetteer


@pytest.fixture(scope="module")
def parcels(gazetteer: Gazetteer) -> Parcels:
    return Parcels(gazetteer, Outcome)


def test_outcomes_come_out_as_they_went_in(outcomes: list[Outcome], parcels: Parcels) -> None:
    assert sum(len(outcome.incidents) for outcome in outcomes) > 10
    found = parcels.unpack(parcels.pack(outcomes))
    assert found == outcomes
    assert [i.row() for o in found for i in o.incidents] == [i.row() for o in outcomes for i in o.incidents]


def test_a_place_comes_out_as_the_one_of_this_gazetteer(gazetteer: Gazetteer, parcels: Parcels) -> None:
    kirkuk = gazetteer.place("iq.kirkuk")
    assert parcels.unpack(parcels.pack([kirkuk, kirkuk])) == [kirkuk, kirkuk]
    assert parcels.unpack(parcels.pack(kirkuk)) is kirkuk
    assert kirkuk.names[0].text.encode() not in parcels.pack(kirkuk)


def test_a_place_of_nobody_elses_is_sent_whole(gazetteer: Gazetteer, parcels: Parcels) -> None:
    moved = replace(gazetteer.place("iq.kirkuk"), lon=0.0)
    alone = replace(moved, id="somewhere")
    assert parcels.unpack(parcels.pack((moved, alone))) == (moved, alone)
    assert parcels.unpack(parcels.pack(moved)).lon == 0.0


def test_a_parcel_is_smaller_than_a_pickle(outcomes: list[Outcome], parcels: Parcels) -> None:
    assert len(parcels.pack(outcomes)) < len(pickle.dumps(outcomes, pickle.HIGHEST_PROTOCOL))
