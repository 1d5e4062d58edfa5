"""The HTML file: everything in it, nothing from outside, and the same bytes each time."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import folium.folium
from branca.element import Element, Figure, Link
from folium.template import Template

from geomap.errors import MapError
from geomap.maps.assets import page_script, page_style

__all__ = ["HtmlPage", "remote_addresses"]

_REPLACED = frozenset(url for _, url in (*folium.folium._default_js, *folium.folium._default_css))
"""folium's own remote links: Leaflet comes with the page, the rest (jQuery, Bootstrap, fonts) it does without."""

_LOADING = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "input": ("src",),
}
"""Attributes whose address a browser asks for by itself (HTML Living Standard, chapter 4)."""

_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(r"(?:url\(\s*|@import\s+)['\"]?((?:https?:)?//[^'\")\s;]+)", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(
    r"(?:\bL\.[\w.]+\(\s*|\bfetch\(\s*|\b(?:iconUrl|shadowUrl|iconRetinaUrl)\"?\s*:\s*)['\"`]((?:https?:)?//[^'\"`]+)"
)
_POLICY_SLOT = "geomap-policy-slot"


_NOTEBOOK_HEIGHT = 640
"""Pixels: map, list and histogram have room, and the code above it stays in sight on a laptop."""
_UNTRUSTED = "If no map is shown here, the notebook is not trusted: File, Trust Notebook."


class HtmlPage(Figure):
    """branca's root element, rendered as our page.

    Parameters
    ----------
    title : str
        Of the document; escaped here.
    language : str
        In which the page opens; where it follows its reader, the one before its script has run.
    """

    _template = Template(
        """<!DOCTYPE html>
<html lang="{{ this.language }}" dir="{{ this.direction }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ this.slot }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{{ this.heading }}</title>
<style>{{ this.style() }}</style>
<script>{{ this.library() }}</script>
{{ this.header.render(**kwargs) }}
</head>
<body>
{{ this.html.render(**kwargs) }}
<script>
{{ this.script.render(**kwargs) }}
</script>
</body>
</html>
"""
    )

    slot = _POLICY_SLOT

    def __init__(self, title: str, language: str) -> None:
        super().__init__(height=f"{_NOTEBOOK_HEIGHT}px")
        self.heading = escape(re.sub("[\ud800-\udfff\0]", "\ufffd", title))
        self.language = language
        self.direction = "rtl" if language in ("ar", "ckb") else "ltr"
        self._blocks: dict[str, str] = {}
        self.header._children.clear()  # branca's charset, which the template says already

    def slot_of(self, id: str, block: str) -> str:
        """Return the element that holds `block` (base64) when the file is written: empty till then.

        A million incidents are 12 MB, which no search for ids or addresses has to read.
        """
        element = f'<script type="application/octet-stream" id="{id}"></script>'
        self._blocks[element] = element.replace("></", f">{block}</")
        return element

    def style(self) -> str:
        """Return the page's style sheet."""
        return page_style()

    def library(self) -> str:
        """Return the page's script."""
        return page_script()

    def render(self, **kwargs: object) -> str:
        """Return the file's text.

        Raises
        ------
        MapError
            If a layer asks for something from outside, or the page has not been built.
        """
        for child in list(self._children.values()):
            child.render(**kwargs)
        self._drop_replaced_links()
        text = _counted_ids(self._template.render(this=self, kwargs=kwargs), self)
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as browsers do before they take a script's digest
        page = _Page.of(text)
        remote = sorted(set(page.remote))
        if remote:
            raise MapError(
                f"A layer of this map loads {', '.join(remote)}: offline it would not work, and readers would be seen.",
                "Give folium's layers their data, not addresses; leave plugins out that load scripts from elsewhere.",
            )
        text = text.replace(_POLICY_SLOT, self._policy(page.scripts), 1)
        for slot, element in self._blocks.items():
            text = text.replace(slot, element, 1)
        return text

    def _repr_html_(self, **kwargs: object) -> str:
        """Return the page in a frame of a notebook, over a line that shows where the notebook is not trusted.

        JupyterLab takes frames out of what others have run, without a word. In ASCII: whoever shows it may not say in
        which encoding, and a script that is read in another than its own is not the one that the policy lets run.
        """
        text = escape(self.render(**kwargs)).encode("ascii", "xmlcharrefreplace").decode("ascii")
        style = "position:absolute;inset:0;width:100%;height:100%;border:0"
        frame = f'<iframe srcdoc="{text}" title="{self.heading}" style="{style}" allowfullscreen></iframe>'
        return f'<div style="position:relative;height:{_NOTEBOOK_HEIGHT}px"><span>{_UNTRUSTED}</span>{frame}</div>'

    def _drop_replaced_links(self) -> None:
        links = {name: child for name, child in self.header._children.items() if isinstance(child, Link)}
        for name, link in links.items():
            if link.url in _REPLACED:
                del self.header._children[name]

    def _policy(self, inline: list[str]) -> str:
        """Return the content security policy: the scripts that are here, the tile hosts on offer, nothing else."""
        scripts = dict.fromkeys(f"'sha256-{_digest(script)}'" for script in inline)
        hosts = dict.fromkeys(_origin(url) for url in self._offered_tiles())
        rules = {
            "default-src": ["'none'"],
            "script-src": scripts,
            "style-src": ["'unsafe-inline'"],  # Leaflet and folium place things with style attributes
            "img-src": ["data:", "blob:", *hosts],
            "font-src": ["data:"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
        }
        return "; ".join(f"{rule} {' '.join(values)}" for rule, values in rules.items())

    def _offered_tiles(self) -> Iterator[str]:
        """Return the addresses of the tiles that the maps on this page offer."""
        layers = (getattr(child, "incidents", None) for child in self._children.values())
        return (tiles["url"] for layer in layers if layer is not None for tiles in layer.tiles)


def remote_addresses(text: str) -> Iterator[str]:
    """Return every address in an HTML page that a browser would ask for by itself; links to follow are none."""
    return iter(_Page.of(text).remote)


class _Page(HTMLParser):
    """Collects inline scripts and the remote addresses that a page loads."""

    @classmethod
    def of(cls, text: str) -> _Page:
        page = cls()
        page.feed(text)
        page.close()
        return page

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.remote: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.remote += [given[name] for name in _LOADING.get(tag, ()) if _REMOTE.match(given.get(name, ""))]
        self.remote += _STYLE_ADDRESS.findall(given.get("style", ""))
        data = tag == "script" and given.get("type", "") not in ("", "text/javascript", "module")
        self._inside, self._text = "" if data else tag, []

    def handle_data(self, data: str) -> None:
        self._text.append(data)  # the parser hands a long script over in pieces

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  (the parser's)
        text = "".join(self._text)
        if self._inside == "script":
            self.scripts.append(text)
            self.remote += _SCRIPT_ADDRESS.findall(text)
        elif self._inside == "style":
            self.remote += _STYLE_ADDRESS.findall(text)
        self._inside, self._text = "", []


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    host = re.sub(r"\{\w+\}", "*", parts.netloc)
    return f"{parts.scheme}://{host}"


def _counted_ids(text: str, root: Element) -> str:
    """Return `text` with folium's random ids numbered in the order in which they first stand there."""
    known = set(_ids(root))
    order: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        found = match.group()
        return order.setdefault(found, str(len(order) + 1)) if found in known else found

    return re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", number, text)


def _ids(root: Element) -> Iterator[str]:
    """Return the id of every element that hangs on `root` by whatever attribute."""
    seen: set[int] = set()
    waiting: list[object] = [root]
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Element):
            yield item._id
            waiting.extend(vars(item).values())
        elif isinstance(item, dict):
            waiting.extend(_elements(item.values()))
        elif isinstance(item, list | tuple):
            waiting.extend(_elements(item))


def _elements(values: Iterable[object]) -> Iterator[object]:
    return (value for value in values if isinstance(value, Element | dict | list | tuple))
