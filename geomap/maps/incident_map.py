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

from geomap.maps.cover import Cover
from geomap.maps.html_page import HtmlPage
from geomap.maps.rows import Contents

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
    {
        "id": "terrain",
        "url": "https://tile.opentopomap.org/{z}/{x}/{y}.png",
        "attribution": "© OpenStreetMap contributors, SRTM; map style © OpenTopoMap (CC-BY-SA)",
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
        Title, language, the table's layout and problems; see `geomap.maps.rows.Contents.header`.
    blocks : mapping
        Name → base64 of what is packed; see `geomap.maps.rows.Contents.blocks`.
    ground : mapping
        The basemap; see `geomap.maps.ground.ground`.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        geomap.start({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, contents: Mapping[str, Any], blocks: Mapping[str, str], ground: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "IncidentLayer"
        self.contents = contents
        self.blocks = blocks
        self.ground = ground
        self.tiles: list[Mapping[str, Any]] = list(TILES)

    def render(self, **kwargs: object) -> str:
        """Put the data and the script that starts the page into the figure.

        branca takes the outcome of a macro for a template and renders it once more: what a report says in double braces
        would run here. The data therefore go in as they are.
        """
        figure: Any = self.get_root()
        data = {"geomap-contents": {**self.contents, "tiles": self.tiles}, "geomap-ground": self.ground}
        for name, value in data.items():
            text = f'<script type="application/json" id="{name}">{safe_json(value)}</script>'
            figure.html.add_child(_Verbatim(text), name=name)
        for name, block in self.blocks.items():
            figure.html.add_child(_Verbatim(figure.slot_of(f"geomap-{name}", block)), name=f"geomap-{name}")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


class _Verbatim(Element):
    """Text that is rendered as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: object) -> str:  # noqa: ARG002  (branca's)
        return self.text


class IncidentMap(folium.Map):
    """A folium map that is one file: `save` writes it, folium's own layers may be added before.

    A `folium.TileLayer` that is added becomes one of the tiles that the reader may choose.

    Parameters
    ----------
    title, language : str or None
        As `geomap.maps.draw` takes them.
    contents : Contents
        What the page tells.
    ground : mapping
        The basemap, as `IncidentLayer` takes it.
    cover : Cover, optional
        What the author says of it.
    """

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

    def __init__(
        self,
        title: str | None,
        language: str | None,
        contents: Contents,
        ground: Mapping[str, Any],
        cover: Cover = Cover(),  # noqa: B008  (frozen)
    ) -> None:
        super().__init__(location=_MIDDLE, zoom_start=7, tiles=None, zoom_control=False, zoom_snap=0.5)
        self.default_js, self.default_css = [], []
        HtmlPage(title or "geomap", language or "en").add_child(self)
        header = {"title": title, "language": language, "cover": cover.header, **contents.header}
        self.incidents = IncidentLayer(header, contents.blocks, ground)
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
