"""What incidents come to: by area, over time, about a line; counted with what is not known about where they were.

Incidents go in as the table that `geomap.read` and `geomap.store.read` give; frozen results with tables come out.
Longitude and latitude in degrees, WGS 84 (EPSG:4326); distances in kilometres along the geodesic; areas on an
equal-area plane. Nothing is drawn at random, and the order of the incidents does not matter.

==================  ====================================================================================
`area_table`        incidents or deaths by governorate, district, disputed unit or hexagon; rates
`change_table`      this period against the mean of the 4 and 52 weeks before
`hotspots`          Getis-Ord Gi* over hexagons, corrected for many questions
`near_line`         distances to a line, and the share near it over time
`heat`              kernel density on an equal-area grid
==================  ====================================================================================
"""

from geomap.analysis.area_table import MEASURES, AreaTable, area_table
from geomap.analysis.change import BASELINES, GUARD, ChangeTable, change_table
from geomap.analysis.distribution import LEVEL, Distribution, deaths, number
from geomap.analysis.heat import HeatMap, heat
from geomap.analysis.hexagons import HexGrid
from geomap.analysis.hotspots import Hotspots, gi_star, hotspots
from geomap.analysis.line_file import read_line
from geomap.analysis.nearness import STEPS, Nearness, distances_to_line, near_line
from geomap.analysis.observations import Observations, observations
from geomap.analysis.period import Period
from geomap.analysis.zoning import LEVELS, Unit, Zoning, disputed_units, zoned

__all__ = [
    "BASELINES",
    "GUARD",
    "LEVEL",
    "LEVELS",
    "MEASURES",
    "STEPS",
    "AreaTable",
    "ChangeTable",
    "Distribution",
    "HeatMap",
    "HexGrid",
    "Hotspots",
    "Nearness",
    "Observations",
    "Period",
    "Unit",
    "Zoning",
    "area_table",
    "change_table",
    "deaths",
    "disputed_units",
    "distances_to_line",
    "gi_star",
    "heat",
    "hotspots",
    "near_line",
    "number",
    "observations",
    "read_line",
    "zoned",
]
