"""What a web page says of its report: headline, address, site, and the day of publication.

htmldate, which trafilatura asks for dates, also guesses from footers, addresses and other reports, and knows no hours,
so that a page of the evening is a day off in Baghdad. Here only what the page states of this report counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geomap.documents.furniture import Page, cut

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["address", "article", "beside_headline", "headline", "published", "site"]

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
)
"""Names of ``<meta>`` elements whose content says when a report was published; later changes have others."""
_ARTICLE = re.compile(r"Article|BlogPosting|Report\Z")
"""Types of schema.org that are a report."""
_OTHERS = frozenset(
    ("itemListElement", "comment", "comments", "hasPart", "relatedLink", "mentions", "isPartOf", "review")
)
"""Properties of schema.org under which other things stand than the page's report."""
_DEEPEST = 20
"""Levels of JSON-LD that are looked at; a guess, untested."""
_ASIDE = re.compile(
    r"related|sidebar|widget|comment|teaser|recommend|most-?read|ticker|modified|updated", re.IGNORECASE
)
"""Words in the names of a page's parts that hold other reports, or the time of a change."""
_ASIDE_TAGS = frozenset(("a", "aside", "footer", "nav"))
_BESIDE = 300
"""Characters of text between a headline and the date that belongs to it, at most; a guess, untested."""
_LINES_BESIDE = 12
"""Lines between a headline and the report in which its date is looked for; a guess, untested."""
_PARTED = re.compile(r"\s+[|\-–—:·•»]+\s+|\s*[|»]\s*")
"""What parts the headline from the site's name in a page's title."""


def article(tree: HtmlElement, url: str | None, lines: Iterable[str]) -> Mapping[str, Any]:
    """Return the JSON-LD object (schema.org) of a page's report; empty where there is none, or no telling which.

    Parameters
    ----------
    tree : HtmlElement
        The page.
    url : str or None
        Its address.
    lines : iterable of str
        What it shows; of several reports the one counts whose headline is shown as a line.
    """
    found = [item for script in tree.iterfind(".//script") for item in _articles(_linked_data(script))]
    shown = frozenset(map(_key, lines))
    own = [item for item in found if _key(_text(item, "headline")) in shown or (url and url in map(str, item.values()))]
    best = own or found
    return best[0] if own or len(found) == 1 else {}


def headline(tree: HtmlElement, data: Mapping[str, Any], lines: Sequence[str]) -> str:
    """Return a page's headline: what its title says without the site's name, as the page itself shows it."""
    shown = frozenset(map(_key, lines))
    titles = [_text(data, "headline"), _meta(tree, ("og:title", "twitter:title")), _content(tree.find(".//title"))]
    for title in filter(None, titles):
        pieces = [title, *sorted(_PARTED.split(title), key=len, reverse=True)]
        for piece in pieces:
            if piece and _key(piece) in shown:
                return piece
    only = tree.findall(".//h1")
    return (_content(only[0]) if len(only) == 1 else "") or next(filter(None, titles), "")


def address(tree: HtmlElement) -> str | None:
    """Return the address that a page calls its own."""
    canonical = next((link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")), None)
    for found in (canonical, _meta(tree, ("og:url",))):
        if found and found.strip().lower().startswith(("http://", "https://")):
            return str(found).strip()
    return None


def site(tree: HtmlElement, data: Mapping[str, Any], url: str | None) -> str | None:
    """Return the name of a page's site; its host where it gives none."""
    publisher = data.get("publisher")
    named = _text(publisher, "name") if isinstance(publisher, dict) else ""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        host = ""
    return (
        _meta(tree, ("og:site_name",))
        or named
        or _meta(tree, ("application-name",))
        or host.removeprefix("www.")
        or None
    )


def published(tree: HtmlElement, data: Mapping[str, Any], title: str) -> str | None:
    """Return the moment at which a page's metadata say that its report was published, as they write it."""
    return (
        _text(data, "datePublished")
        or _meta(tree, _PUBLISHED)
        or _in_microdata(tree)
        or _meta(tree, ("date",))
        or _time_element(tree, title)
        or None
    )


def beside_headline(title: str, lines: Sequence[str], text: str) -> Page:
    """Return what the lines between a page's headline and its report say of the day; else those above the headline.

    Parameters
    ----------
    title : str
        The headline.
    lines : sequence of str
        All that the page shows.
    text : str
        The report, as it was cut out.
    """
    first = _key(text.split("\n", 1)[0])
    end = next((i for i, line in enumerate(lines) if len(first) > 1 and _key(line).startswith(first[:80])), len(lines))
    at = next((i for i in range(min(end, len(lines) - 1), -1, -1) if _key(lines[i]) == _key(title)), None)
    if at is None:
        return cut("\n".join(_pieces(lines[max(0, end - _LINES_BESIDE) : end])))
    below = cut("\n".join((title, *_pieces(lines[at + 1 : max(end, at + 1)][:_LINES_BESIDE]))))
    if below.published or below.clock:
        return below
    return cut("\n".join((*_pieces(lines[max(0, at - _LINES_BESIDE) : at]), title)))


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line
        yield from (piece for piece in re.split(r"\s*[|•·]\s*|\s+[–—-]\s+", line)[:_LINES_BESIDE] if piece != line)


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _content(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _meta(tree: HtmlElement, names: Iterable[str]) -> str:
    """Return the content of the first ``<meta>`` element, in the order of the page, that bears one of the names."""
    wanted = frozenset(names)
    for element in tree.iter("meta"):
        if any((element.get(key) or "").strip().lower() in wanted for key in ("property", "name", "itemprop")):
            content = " ".join((element.get("content") or "").split())
            if content:
                return content
    return ""


def _linked_data(script: HtmlElement) -> Any:
    if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
        return None
    try:
        return json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield the reports in JSON-LD, but not those that a list, a comment or another report only names."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and _ARTICLE.search(name) for name in kinds):
            yield value
        for name, item in value.items():
            if name not in _OTHERS and isinstance(item, dict | list):
                yield from _articles(item, depth + 1)


def _in_microdata(tree: HtmlElement) -> str:
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        found = element.get("datetime") or element.get("content") or _content(element)
        if found and not _is_aside(element):
            return str(found)
    return ""


def _time_element(tree: HtmlElement, title: str) -> str:
    """Return the first ``<time>`` beside the headline: other reports and comments have theirs, too."""
    wanted, passed, between = _key(title), not title, 0
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if passed and element.tag == "time" and element.get("datetime") and not _is_aside(element):
            return str(element.get("datetime"))
        if wanted and element.tag in _HEADLINES and _key(_content(element)) == wanted:
            passed, between = True, -len(title)
        between += len((element.text or "").strip())
        if passed and between > _BESIDE:
            return ""
    return ""


_HEADLINES = frozenset(("h1", "h2", "h3", "div", "span", "p", "a"))


def _is_aside(element: HtmlElement) -> bool:
    """Say whether an element stands in a part of the page that is not its report."""
    for part in (element, *element.iterancestors()):
        named = f"{part.get('class') or ''} {part.get('id') or ''} {part.get('itemprop') or ''}"
        if part.tag in _ASIDE_TAGS or (part.tag != "body" and _ASIDE.search(named)):
            return True
    return False
