"""The gazetteer: places of Iraq's disputed territories and around, their names in three languages, and their areas."""

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.search import Match

__all__ = ["Gazetteer", "Match"]
