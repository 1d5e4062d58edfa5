"""The folium map that geomap returns, and the HTML file that it becomes.

folium's pages load from six outside hosts and bear random ids. Ours holds everything itself: folium's remote links are
dropped (the page brings Leaflet), its ids are replaced by counted ones, and a content security policy lets nothing run
but the scripts that are in the file and nothing load but the tiles that the reader may choose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from geomap.maps.html_page import HtmlPage

__all__ = ["TILES", "IncidentLayer", "IncidentMap"]

TILES: tuple[Mapping[str, Any], ...] = (
    {
        "id": "osm",
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "attribution": "© OpenStreetMap contributors",
        "max_zoom": 19,
    },
    {
        "id": "satellite",
        "url": "https://services.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",
        "attribution": "Esri, Maxar, Earthstar Geographics, and the GIS User Community",
        "max_zoom": 17,
    },
)
"""Online tiles that the reader may choose; nothing is asked of their hosts before that."""

_MIDDLE = (34.6, 43.9)
"""Latitude and longitude of the view on an empty map: the middle of the disputed territories."""


class IncidentLayer(MacroElement):
    """The incidents, the ground and everything about them on the page, from compact JSON.

    Parameters
    ----------
    contents : mapping
        Incidents, reports, names and problems; see `geomap.maps.rows.contents`.
    ground : mapping
        The basemap; see `geomap.maps.ground.ground`.
    """

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <script type="application/json" id="geomap-contents">{{ this.contents_json() }}</script>
        <script type="application/json" id="geomap-ground">{{ this.ground_json() }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        geomap.start({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, contents: Mapping[str, Any], ground: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "IncidentLayer"
        self.contents = contents
        self.ground = ground
        self.tiles: list[Mapping[str, Any]] = list(TILES)

    def contents_json(self) -> str:
        """Return the contents and the tiles on offer, safe inside a script element."""
        return safe_json({**self.contents, "tiles": self.tiles})

    def ground_json(self) -> str:
        """Return the basemap, safe inside a script element."""
        return safe_json(self.ground)


class IncidentMap(folium.Map):
    """A folium map that is one file: `save` writes it, folium's own layers may be added before.

    A `folium.TileLayer` that is added becomes one of the tiles that the reader may choose.

    Parameters
    ----------
    contents, ground : mapping
        As `IncidentLayer` takes them.
    """

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
        });
        {%- if this.objects_to_stay_in_front %}
        {{ this.get_name() }}.on("layeradd overlayadd", () => {
            {%- for layer in this.objects_to_stay_in_front %}
            {{ layer.get_name() }}.bringToFront();
            {%- endfor %}
        });
        {%- endif %}
        {% endmacro %}
        """
    )

    def __init__(self, contents: Mapping[str, Any], ground: Mapping[str, Any]) -> None:
        super().__init__(location=_MIDDLE, zoom_start=7, tiles=None, zoom_control=False, zoom_snap=0.5)
        HtmlPage(contents.get("title") or "geomap", contents.get("language", "en")).add_child(self)
        self.incidents = IncidentLayer(contents, ground)
        self.add_child(self.incidents)

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> IncidentMap:
        """Add a layer; tiles go to those that the reader may choose, since they need the network."""
        if isinstance(child, folium.TileLayer):
            self.incidents.tiles.append(_choice(child))
            return self
        super().add_child(child, name=name, index=index)
        return self


def safe_json(value: object) -> str:
    """Return compact JSON that cannot end the script element it stands in, nor break any reader of JSON or UTF-8."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in ("<", "\u2028", "\u2029"):
        text = text.replace(character, f"\\u{ord(character):04x}")
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _choice(layer: folium.TileLayer) -> dict[str, Any]:
    plain = unescape(re.sub(r"<[^>]*>", "", str(layer.options.get("attribution") or "")))
    zoom = layer.options.get("max_native_zoom") or layer.options.get("max_zoom") or 18
    return {"id": layer.tile_name, "name": layer.tile_name, "url": layer.tiles, "attribution": plain, "max_zoom": zoom}
