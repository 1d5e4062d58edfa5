"""Text that means harm, in every field of a page of incidents; each text ends in a mark that says where it stood."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import geopandas
import pandas as pd

from geomap.records import COLUMNS

RAISE = "window.ran=(window.ran||0)+1"

PAYLOADS = (
    f"<script>{RAISE}</script>",
    f"</script><script>{RAISE}</script>",
    f"<img src=x onerror='{RAISE}'>",
    f'<svg onload={RAISE}><iframe srcdoc="<script>parent.{RAISE}</script>"></iframe>',
    f"\"><body onload={RAISE}>' onfocus={RAISE} autofocus tabindex=1 x='",
    f"</style></title></textarea></noscript></template>]]><!--><script>{RAISE}</script><!-- --!> -->",
    f"${{{RAISE}}} `${{{RAISE}}}` #{{7*7}} <%= 7*7 %> \\u0022 \\ back\\slash \\",
    "{{ 7 * 7 }} {% raw %} {# comment #} {% endmacro %} {{ this.get_name() }} {%- if x %} {n} {place} {0}",
    f"');{RAISE};//\";{RAISE};/*",
    "line\u2028separator\u2029here \ufeff\u200b zero",
    "\u202eevil\u202c \u202dover\u202c \u2066isolate\u2069 \u2067rtl\u2069 \u202aold\u202c \u200f\u061c",
    "null \u0000 bell \u0007 escape \u001b[31m delete \u007f c1 \u0085\u009b \ufffe\uffff",
    "half \ud83d of a pair \ude00 and the wrong way \ude00\ud83d",
    f"javascript:{RAISE}//",
    f"data:text/html,<script>{RAISE}</script>",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &quot; %3Cscript%3E + %00 $& $1 $$ $`",
    "__proto__",
    "constructor",
    "toString",
    "زنده‌باد \u0640\u0650 עברית 👩🏽‍💻 \U000e0041 ﷽ " + "e\u0301\u0327" * 20,
    "'; DROP TABLE incidents;-- =cmd|' /C calc'!A0 @SUM(1) -1+1",
)
"""What runs where text is taken for HTML, a template, JavaScript, an address, or SQL; what breaks readers of text."""

SHORTER = frozenset({"__proto__", "constructor", "toString"})
"""Names of JavaScript's own objects: these stand in their fields alone, without a mark."""

MARK = re.compile(r"§(\w+)\.(\d+)§")


def marked(field: str, number: int) -> str:
    """Return the payload of a number as it stands in a field."""
    payload = PAYLOADS[number]
    return payload if payload in SHORTER else f"{payload}§{field}.{number}§"


def legible(text: str) -> str:
    """Return `text` as the page may change it: what its file cannot hold, then as `legible.js` says."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    text = re.sub("[\u202d\u202e]", lambda sign: f"[U+{ord(sign[0]):04X}]", text)
    text = re.sub("[\u202a-\u202c\u2066-\u2069]", "", text)
    return re.sub("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]", "\ufffd", text)


def row_of(number: int, placed: bool = True) -> dict[str, Any]:
    """Return an incident whose every text is the payload of a number."""

    def at(field: str) -> str:
        return marked(field, number)

    row: dict[str, Any] = {name: at(name) for name, kind in COLUMNS.items() if kind == "text"}
    row |= {name: number % 5 for name, kind in COLUMNS.items() if kind == "integer"}
    row |= {"date_start": date(2021, 9, 1 + number), "date_end": date(2021, 9, 1 + number), "geo_precision": 1}
    row |= {"lon": 43.0 + number / 20, "lat": 35.0, "radius_km": 5.0, "footprint": None, "disputed": 0.5}
    row |= {"confidence": 0.5, "weapons": [at("weapons")]}
    row |= {
        f"{unit}_shares": {at(f"{unit}_shares"): 0.9, "Erbil": 0.1}
        for unit in ("governorate", "district", "subdistrict")
    }
    row |= _reasons(number) | _reports(number)
    if not placed:
        row |= {"lon": None, "lat": None, "location_method": "unplaced", "id": f"nowhere {at('id')}"}
    return row


def _reasons(number: int) -> dict[str, Any]:
    def at(field: str) -> str:
        return marked(field, number)

    names = {f"anchor{language}": at(f"anchor{language}") for language in ("", "_ar", "_ckb")}
    values = {"said_km": 30, "direction": "SW", **names}
    candidates = [
        {"id": at("candidate_id"), "name_en": names["anchor"], "lon": 43.2, "lat": 35.3, "probability": 0.9},
        {
            "id": "refused",
            **{f"name_{language}": at(f"candidate_{language}") for language in ("en", "ar", "ckb")},
            "lon": 43.6,
            "lat": 35.2,
            "probability": 0.1,
        },
    ]
    return {
        "location_reasons": [at("reason"), at("reason_second")],
        "location_reason_codes": [["offset", values], [at("reason_code"), {at("reason_key"): at("reason_value")}]],
        "location_candidates": candidates,
        "merge_reasons": [at("merge_reason")],
        "warnings": [at("warning")],
    }


def _reports(number: int) -> dict[str, Any]:
    def at(field: str) -> str:
        return marked(field, number)

    fields = ("title", "url", "source", "published", "language")
    reports = [{"id": at("report_id"), **{name: at(f"report_{name}") for name in fields}}]
    reports.append({"id": f"second {number}", "title": "Second", "reprint_of": at("report_id")})
    spans = [
        {
            "field": at("evidence_field"),
            "document": at("report_id"),
            "start": 1000 * n,
            "end": 1000 * n + len(text),
            "text": text,
        }
        for n, text in enumerate((at("evidence_first"), at("evidence_second")))
    ]
    figure = {
        "kind": at("casualty_kind"),
        "group": at("casualty_group"),
        "low": None,
        "high": None,
        "status": "revised",
    }
    figure |= {name: at(f"casualty_{name}") for name in ("text", "source", "rule")} | {"document": at("report_id")}
    claims = [
        {"actor": at("claim_actor"), "text": at("claim_text"), "kind": "blamed", "by": at("claim_by")},
        {"actor": at("claim_actor"), "text": at("claim_text"), "kind": at("claim_kind"), "by": None},
    ]
    return {"reports": reports, "evidence": spans, "casualties": [figure], "attributions": claims}


def hostile_frame() -> geopandas.GeoDataFrame:
    """Return two incidents for each payload, one of them not placed, and credits that mean harm as well."""
    numbers = range(len(PAYLOADS))
    rows = [row_of(number, placed) for placed in (True, False) for number in numbers]
    more = {
        name: [marked(name, number) for _ in (True, False) for number in numbers]
        for name in ("note", "source", "change", "change_detail")
    }
    columns = {name: [row[name] for row in rows] for name in COLUMNS} | more
    # As objects: pandas' own column of text refuses halves of characters, which a list read from JSON may hold.
    frame = geopandas.GeoDataFrame({name: pd.Series(column, dtype=object) for name, column in columns.items()})
    frame.attrs["attribution"] = [marked("attribution", number) for number in numbers]
    return frame


def hostile_problems() -> list[dict[str, str]]:
    """Return a note on the input for each payload."""
    return [{name: marked(f"problem_{name}", n) for name in ("where", "what", "hint")} for n in range(len(PAYLOADS))]
