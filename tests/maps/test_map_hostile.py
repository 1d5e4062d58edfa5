"""Hostile text of every kind in every field: shown as text in every view of the page, and never run.

Every payload would raise `window.ran`, ask for an address, open a dialogue or complain in the console if any of it were
taken for more than text. Each text bears a mark, so that wherever the page says the end of it, the whole of it must
stand before the mark, changed in nothing but what `legible.js` says.
"""

from __future__ import annotations

from typing import Any

import folium
import pytest
from hostile_text import MARK, PAYLOADS, SHORTER, hostile_frame, hostile_problems, legible, marked, row_of
from opened_page import NARROW, WIDE, Opened
from sample_incidents import frame_of

from geomap.maps import LANGUAGES, draw

pytestmark = pytest.mark.browser

LOOK = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
  const said = window.said ??= new Map();
  const say = (where, text) => text.includes('§') && said.set(where + text, [where, text]);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT, node =>
    node.matches('script, style') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walk.nextNode()) {
    const element = walk.currentNode;
    for (const { name, value } of element.attributes) say(`@${name}`, value);
    for (const node of element.childNodes) if (node.nodeType === 3) say('', node.data);
  }
  done();
})))"""
"""Notes what the page says at this moment: each text, and each attribute under its name."""

MADE = """() => {
  const foreign = [...document.querySelectorAll('html, body, body *')].filter(e =>
    [...e.attributes].some(({ name }) => name.startsWith('on') || name === 'srcdoc')
    || /^(iframe|object|embed|base|form|link|meta|style)$/i.test(e.tagName)
    || /^\\s*(javascript|data|vbscript):/i.test(e.getAttribute('href') ?? '')
    || (e.localName === 'img' && !e.src.startsWith('data:image/')));
  return foreign.map(e => e.outerHTML.slice(0, 200));
}"""

NOT_SAID = ("@data-", "@href")
"""Attributes that nobody reads: codes as they are, and addresses as the browser writes them."""

UNSEEN = {
    "id", "type_rule", "summary", "date_precision", "date_basis", "event_type", "perpetrator_basis", "place_id",
    "location_method", "district", "subdistrict", "candidate_id", "reason_code", "reason_key", "reason_value",
    "report_id", "report_url", "casualty_group", "claim_kind",
}  # fmt: skip
"""Fields that the page says nowhere: codes that it has words for or none, and what others are found by."""

NAMED = {f"{what}_{language}" for what in ("place_name", "candidate", "anchor") for language in LANGUAGES}
IN_ONE_LANGUAGE = {*NAMED, "anchor", "reason"}
"""Names, of which a page says those of its language, and the sentences that it says in words of its own."""

FIELDS = {mark[1] for mark in MARK.finditer(repr(row_of(0)))} | {"note", "change", "change_detail", "attribution"}
FIELDS |= {f"problem_{name}" for name in ("where", "what", "hint")}


class Views:
    """Opens every view of a page and gathers what it says."""

    def __init__(self, seen: Opened) -> None:
        self.page = seen.page
        self.found: list[int] = []

    def look(self) -> None:
        self.page.evaluate(LOOK)

    def said(self) -> list[tuple[str, str]]:
        """Return each text that the page said at any time, and where: the name of an attribute, or nothing."""
        return [(where, plain(text)) for where, text in self.page.evaluate("[...window.said.values()]")]

    def all(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        self.look()
        self.panels()
        self.choices()
        self.facets()
        self.tooltips()
        self.timeline()
        self.consent()

    def timeline(self) -> None:
        for key in ("End", "ArrowLeft", "ArrowLeft", "Home"):
            self.page.locator(".timeline [role=slider]").first.press(key)
            self.look()
        self.page.evaluate("geomap.page.steering.selection.replace({})")

    def consent(self) -> None:
        """Tiles that the author added, with a name that means harm: the page asks before it loads them."""
        self.page.evaluate("document.querySelector('.layers').open = true")
        self.page.evaluate("[...document.querySelectorAll('input[name=ground]')].at(-1).click()")
        self.look()
        assert self.page.locator(".consent").count() == 1
        self.page.keyboard.press("Escape")

    def panels(self) -> None:
        for index in range(self.page.evaluate("geomap.page.table.length")):
            self.page.evaluate(f"geomap.page.choose({index}, 'list')")
            self.page.wait_for_selector(".panel:not([hidden], [aria-busy])")
            self.page.evaluate("document.querySelectorAll('.panel details').forEach(e => { e.open = true; })")
            self.look()
        self.page.evaluate("geomap.page.close()")

    def choices(self) -> None:
        """As where several are at one spot."""
        self.page.evaluate("geomap.page.choice = [...Array(geomap.page.table.length).keys()]; geomap.page.refresh()")
        assert self.page.locator(".panel .entry").count() > 20
        self.look()
        self.page.evaluate("geomap.page.close()")

    def facets(self) -> None:
        """Show all values of each dimension, and choose each: chips say them, and what an empty list offers to drop."""
        selection = "geomap.page.steering.selection"
        self.page.evaluate("document.querySelectorAll('.facet-more').forEach(e => e.click())")
        self.look()
        for number, payload in enumerate(PAYLOADS):
            for dimension, field in (
                ("source", "report_source"),
                ("perpetrator", "perpetrator"),
                ("weapons", "weapons"),
            ):
                value = legible_in_file(marked(field, number))
                self.page.evaluate(f"([d, v]) => {selection}.set(d, {{ values: [v] }})", [dimension, value])
            self.look()
            self.page.evaluate(f"{selection}.replace({{}})")
            self.page.evaluate(f"q => {selection}.set('text', {{ text: q }})", legible_in_file(payload))
            self.look()
            self.found.append(self.page.evaluate(f"{selection}.count"))
        self.page.evaluate(f"{selection}.replace({{}})")

    def tooltips(self) -> None:
        for index in range(len(PAYLOADS)):
            self.page.evaluate(
                """i => {
                  const { tip, view, speech, table } = geomap.page;
                  tip.show(view.tip(speech, table.brief(i)), { x: 99, y: 99 });
                }""",
                index,
            )
            self.look()


def legible_in_file(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


def altered(said: list[tuple[str, str]]) -> list[str]:
    """Return what bears a mark without the whole payload before it."""
    found = []
    for where, text in said:
        for mark in MARK.finditer(text):
            payload = legible(PAYLOADS[int(mark[2])])
            if not where.startswith(NOT_SAID) and not text[: mark.start()].endswith(payload):
                found.append(f"{where} {mark[0]} {text[max(0, mark.start() - 300) : mark.end()]!r}")
    return sorted(found)


def unsaid(said: list[tuple[str, str]]) -> set[str]:
    """Return the fields of which the page did not say each payload."""
    found = {mark.groups() for where, text in said if not where.startswith(NOT_SAID) for mark in MARK.finditer(text)}
    numbers = [str(number) for number, payload in enumerate(PAYLOADS) if payload not in SHORTER]
    return {field for field in FIELDS for number in numbers if (field, number) not in found}


@pytest.fixture(scope="module")
def hostile_map(gazetteer) -> folium.Map:
    title = " ".join(PAYLOADS)
    page_map = draw(hostile_frame(), title=title, problems=hostile_problems(), gazetteer=gazetteer)
    tiles = {"tiles": "https://tiles.example/{z}/{x}/{y}.png", "attr": " ".join(PAYLOADS), "name": marked("tiles", 0)}
    page_map.add_child(folium.TileLayer(**tiles))
    return page_map


def alarmed(seen: Opened) -> list[str]:
    """Note every dialogue that opens, and let it go."""
    dialogues: list[str] = []

    def noted(dialogue: Any) -> None:
        dialogues.append(dialogue.message)
        dialogue.dismiss()

    seen.page.on("dialog", noted)
    return dialogues


@pytest.mark.parametrize(
    ("language", "size"), [("en", WIDE), ("ar", WIDE), ("ckb", WIDE), ("ar", NARROW)], ids=["en", "ar", "ckb", "narrow"]
)
def test_nothing_runs_and_nothing_is_changed_in_any_view(opened, hostile_map, language, size):
    with opened(hostile_map, size, reduced_motion="reduce", has_touch=size == NARROW) as seen:
        dialogues = alarmed(seen)
        if size == NARROW:
            seen.page.click(".handle")
        seen.page.evaluate(f"geomap.page.speak('{language}')")
        views = Views(seen)
        views.all()
        assert min(views.found) >= 1, "what the reports say can be searched for, whatever it is"
        assert seen.page.evaluate("window.ran") is None
        assert dialogues == []
        assert seen.page.evaluate(MADE) == []
        said = views.said()
        assert altered(said) == []
        assert unsaid(said) - IN_ONE_LANGUAGE == UNSEEN, "else this would have looked at nothing"
        assert any("§tiles.0§" in text for _, text in said)
        assert plain(seen.page.title()).split() == legible(" ".join(PAYLOADS)).split(), "and so does the tab"
        seen.quiet()


def test_nothing_of_a_coder_runs_or_is_changed(opened, gazetteer):
    """Events of ACLED and UCDP have no reports: what they say of their source and in their notes stands by itself."""
    frame = hostile_frame().drop(columns=["reports", "location_reasons"])
    with opened(draw(frame, gazetteer=gazetteer), reduced_motion="reduce") as seen:
        dialogues = alarmed(seen)
        views = Views(seen)
        views.panels()
        said = views.said()
        assert any("§source.0§" in text for _, text in said)
        assert (seen.page.evaluate("window.ran"), dialogues, seen.page.evaluate(MADE)) == (None, [], [])
        assert altered(said) == []
        seen.quiet()


def test_what_is_looked_for_would_be_seen(opened, incidents, gazetteer):
    """A page that took a payload for HTML is caught by what it made and complained of, a changed text by its mark."""
    with opened(draw(incidents, gazetteer=gazetteer)) as seen:
        seen.page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", PAYLOADS[2])
        seen.page.wait_for_timeout(300)
        assert len(seen.page.evaluate(MADE)) == 1
        assert seen.complaints, "the policy of the page refuses the handler, and says so"
        with pytest.raises(AssertionError):
            seen.quiet()
    whole = legible(marked("title", 15))
    assert altered([("", whole)]) == []
    assert len(altered([("", whole.replace("&lt;", "<")), ("@title", whole[30:]), ("@data-value", "§title.15§")])) == 2


LONG = 1_000_000
FIRST_OPEN_MS = 12_000
"""Milliseconds for a page with forty texts of a megabyte, on two shared cores: a browser that hangs takes minutes."""


def test_a_megabyte_in_every_field_is_borne(opened, gazetteer):
    """Two incidents with a megabyte in each text: list, panel and filters come, and stay within bounds.

    The browser used to stand still for minutes at the first touch.
    """
    text = "<b>long</b> طويل " * (LONG // 17)
    rows = [row_of(number, placed) for number, placed in ((0, True), (1, False))]
    for row in rows:
        row |= {name: text for name, value in row.items() if isinstance(value, str) and name != "location_method"}
        row |= {"weapons": [text], "warnings": [text], "merge_reasons": [text], "location_reasons": [text]}
        row["reports"] = [{"id": text, "title": text, "source": text, "url": f"https://example.org/{text}"}]
        row["evidence"] = [{"field": "place", "document": text, "start": 0, "end": len(text), "text": text}]
        row["location_candidates"] = [
            {"id": "a", "name_en": text, "name_ar": text, "lon": 43.5, "lat": 35.1, "probability": 0.4}
        ]
    problems = [{"where": text, "what": text, "hint": text}]
    page_map = draw(frame_of(rows), title=text, problems=problems, gazetteer=gazetteer)
    with opened(page_map, reduced_motion="reduce") as seen:
        started = seen.page.evaluate("performance.now()")
        seen.choose(0)
        assert seen.page.evaluate("performance.now()") - started < FIRST_OPEN_MS
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDE[0]
        assert len(seen.page.text_content(".panel .quote .said")) == len("“”…") + 20_000
        assert seen.box(".bar")[3] < 120
        left, top, right, bottom = seen.box(".entry[data-index='0']")
        assert bottom - top < 200
        assert right - left < 400
        seen.page.keyboard.press("Escape")
        seen.page.click(".tabs [data-value=filters]")
        assert seen.page.evaluate("window.ran") is None
        seen.quiet()
