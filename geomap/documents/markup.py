"""Fragments of HTML, as feeds and APIs hold them, become plain text: tags away, paragraphs kept.

Whole pages are another matter: they have menus. Here there is the report alone.
"""

from __future__ import annotations

import html
import re

__all__ = ["is_markup", "plain"]

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[^\S\n]*\n\s*|[^\S\n]+")
_PARAGRAPHS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "aside",
        "figure",
        "figcaption",
        "pre",
        "hr",
        "form",
        "fieldset",
        "address",
        "main",
        "nav",
        "details",
        "summary",
        "center",
    ]
)
_LINES = frozenset(["br", "li", "tr", "dt", "dd", "option", "caption"])
_CELLS = frozenset(["td", "th"])
_NO_TEXT = frozenset(
    ["script", "style", "template", "title", "head", "object", "embed", "svg", "math", "select", "textarea", "button"]
)
"""Elements whose content is no text of the report."""


def is_markup(text: str) -> bool:
    """Say whether a text holds tags of HTML."""
    return _TAG.search(text) is not None


def plain(markup: str) -> str:
    """Return the text of a fragment of HTML.

    Parameters
    ----------
    markup : str
        Need be neither complete nor correct; nothing of it is loaded or run. Without any tag it is a text whose
        character references alone are resolved.

    Returns
    -------
    str
        Paragraphs parted by an empty line, lines of lists and tables by a line end.
    """
    if not is_markup(markup):
        return html.unescape(markup) if "&" in markup else markup
    from lxml import etree

    target = _Text()
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=True)
    try:
        parser.feed(_CONTROL.sub(" ", markup).encode())
        parser.close()
    except (etree.ParserError, etree.XMLSyntaxError):
        pass
    return target.text()


class _Text:
    """What a parser tells of a fragment, as text; breaks come from elements, never from the source's line ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._hidden: list[str] = []

    def start(self, tag: str, _attributes: object) -> None:
        if tag in _NO_TEXT:
            self._hidden.append(tag)
        self._break(tag)

    def end(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        if tag in _PARAGRAPHS:
            self._parts.append("\n\n")

    def data(self, text: str) -> None:
        if not self._hidden:
            self._parts.append(_SPACE.sub(" ", text))

    def close(self) -> None:
        """Nothing is left to do."""

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._parts.append("\n\n")
        elif tag in _LINES:
            self._parts.append("\n")
        elif tag in _CELLS:
            self._parts.append(" ")

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
