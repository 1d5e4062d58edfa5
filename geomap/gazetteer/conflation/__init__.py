"""Conflation: the same place from several gazetteers becomes one with all its names; no row is ever lost."""

from geomap.gazetteer.conflation.conflate import conflate
from geomap.gazetteer.conflation.decisions import Conflation, Decision, Refusal, Verdict, Withheld

__all__ = ["Conflation", "Decision", "Refusal", "Verdict", "Withheld", "conflate"]
