"""Incidents of every shape that the map must tell, made by hand, and text that means harm."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas
from shapely import Polygon

from geomap.geodesy import circle
from geomap.records import COLUMNS

HOSTILE = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 2</script>",
    "<img src=x onerror='window.ran = 3'>",
    "<!--<script>",
    "${window.ran = 4} `backtick` \\ back\\slash {{ 7 * 7 }} {% raw %}",
    "line\u2028separator\u2029here",
    "\u202eevil\u202c \u2066isolate\u2069 \u0000 null",
    "javascript:window.ran = 5",
    "{place} {n} $& $1",
)

ARABIC_TEXT = (
    "وذكرت مصادر أن قوة من الشرطة الاتحادية تعرضت لهجوم شنه تنظيم داعش في قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب "
    "غربي مدينة كركوك، أودى بحياة 12 عنصرا وجرح ثلاثة آخرين بأسلحة خفيفة وعبوات ناسفة."
)
ENGLISH_TEXT = (
    "Gunmen attacked a checkpoint in the village of Lakja at dawn on Sunday, killing three soldiers and wounding one."
)


def spans(document: str, text: str, **words: str) -> list[dict[str, Any]]:
    """Return evidence for each field: where its words stand in `text`; the whole sentence stands for ``event_type``."""
    found = [{"field": "sentence", "document": document, "start": 0, "end": len(text), "text": text}]
    for field, surface in words.items():
        start = text.index(surface)
        found.append(
            {"field": field, "document": document, "start": start, "end": start + len(surface), "text": surface}
        )
    return found


def incident(**values: Any) -> dict[str, Any]:
    """Return a row with every column, None where `values` says nothing."""
    unknown = set(values) - set(COLUMNS)
    assert not unknown, unknown
    defaults: dict[str, Any] = {
        "status": "extracted",
        "confidence": 0.7,
        "date_basis": "stated",
        "date_precision": "day",
    }
    return {name: values.get(name, defaults.get(name)) for name in COLUMNS}


def report(number: int, **values: Any) -> dict[str, Any]:
    given = {"id": f"doc{number}", "title": "", "url": None, "source": None, "published": None, "language": "ar"}
    return given | values


def rows() -> list[dict[str, Any]]:
    """The incidents: the article's two, several at one spot, one known by its district only, two not placed."""
    rashad = report(
        1,
        title="هجمات كركوك تستدعي مطالب بالتنسيق بين الألوية الكردية العراقية المشتركة لمواجهة داعش",
        url="https://example.org/news/rashad",
        source="وكالة أنباء",
        published="2021-09-06",
    )
    lakja = report(
        2,
        title="Three soldiers killed near Mosul",
        url="https://example.org/lakja",
        source="Example News",
        language="en",
    )
    found = [
        incident(
            id="rashad",
            event_type="Battles",
            sub_event_type="Armed clash",
            date_start=date(2021, 9, 4),
            date_end=date(2021, 9, 5),
            date_basis="page header",
            time_of_day="night",
            killed_min=12,
            killed_max=12,
            injured_min=3,
            injured_max=3,
            perpetrator="IS",
            perpetrator_text="تنظيم داعش",
            target="Federal Police",
            target_text="قوة من الشرطة الاتحادية",
            weapons=["small arms", "IED"],
            place_text="قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك",
            place_name_en="Rashad",
            place_name_ar="الرشاد",
            place_name_ckb="ڕەشاد",
            place_id="iq.kirkuk.hawija.rashad",
            lon=44.082,
            lat=35.135,
            radius_km=20.0,
            footprint=circle(44.11, 35.11, 17),
            location_method="named",
            geo_precision=2,
            where_prec=2,
            governorate="Kirkuk",
            district="Hawija",
            subdistrict="Rashad",
            governorate_shares={"Kirkuk": 0.88, "Salah al-Din": 0.12},
            district_shares={"Hawija": 0.71, "Daquq": 0.29},
            subdistrict_shares={"Rashad": 0.7},
            disputed=0.62,
            location_reasons=[
                "The words name Rashad (subdistrict).",
                "The words say 30 km southwest of Kirkuk, but Rashad lies 46 km from it at 217°.",
                "Name and distance contradict each other; the name was followed, and the region grown to hold both.",
            ],
            location_reason_codes=[
                ["named", {"place": "Rashad", "place_ar": "الرشاد", "kind": "subdistrict"}],
                [
                    "contradicts",
                    {
                        "said_km": 30,
                        "direction": "SW",
                        "anchor": "Kirkuk",
                        "anchor_ar": "كركوك",
                        "place": "Rashad",
                        "place_ar": "الرشاد",
                        "km": 46,
                        "bearing": 217,
                    },
                ],
                ["name_wins", {}],
            ],
            location_candidates=[
                {
                    "id": "iq.kirkuk.hawija.rashad",
                    "name_en": "Rashad",
                    "lon": 44.082,
                    "lat": 35.135,
                    "probability": 0.8,
                },
                {
                    "id": "iq.diyala.p.rashad",
                    "name_en": "Rashad",
                    "name_ar": "الرشاد",
                    "lon": 44.6,
                    "lat": 34.3,
                    "probability": 0.05,
                },
            ],
            confidence=0.82,
            reports=[rashad],
            evidence=spans(
                "doc1",
                ARABIC_TEXT,
                perpetrator="تنظيم داعش",
                target="قوة من الشرطة الاتحادية",
                place="قرية ببلدة الرشاد على بعد 30 كيلومترا جنوب غربي مدينة كركوك",
                killed="أودى بحياة 12 عنصرا",
                injured="جرح ثلاثة آخرين",
                weapons="بأسلحة خفيفة وعبوات ناسفة",
            ),
            warnings=["The date rests on a clock at the head of the page, which may be the day of the visit."],
        ),
        incident(
            id="lakja",
            event_type="Battles",
            sub_event_type="Armed clash",
            date_start=date(2021, 9, 5),
            date_end=date(2021, 9, 5),
            date_basis="weekday",
            time_of_day="dawn",
            killed_min=3,
            injured_min=1,
            injured_max=1,
            perpetrator="IS",
            target="Iraqi army",
            target_text="a checkpoint",
            weapons=["small arms"],
            place_text="the village of Lakja",
            place_name_en="Lakja",
            place_name_ar="لاكجة",
            lon=43.602,
            lat=35.59,
            radius_km=1.5,
            footprint=circle(43.602, 35.59, 1.5),
            location_method="named",
            geo_precision=1,
            governorate="Erbil",
            district="Makhmur",
            governorate_shares={"Erbil": 1.0},
            district_shares={"Makhmur": 1.0},
            claimed_governorate="Nineveh",
            disputed=1.0,
            location_reasons=["The words name Lakja (village)."],
            location_reason_codes=[["named", {"place": "Lakja", "place_ar": "لاكجة", "kind": "village"}]],
            reports=[lakja],
            evidence=spans(
                "doc2", ENGLISH_TEXT, target="a checkpoint", killed="killing three soldiers", date="on Sunday"
            ),
        ),
    ]
    kinds = [
        ("Explosions/Remote violence", "Remote explosion/landmine/IED"),
        ("Explosions/Remote violence", "Air/drone strike"),
        ("Violence against civilians", "Abduction/forced disappearance"),
    ]
    found += [
        incident(
            id=f"daquq{number}",
            event_type=event_type,
            sub_event_type=sub_type,
            date_start=date(2021, 9, 10 + number),
            date_end=date(2021, 9, 10 + number),
            killed_min=number,
            killed_max=number + 2,
            abducted=2 if number == 2 else None,
            target="civilians",
            place_text="Daquq",
            place_name_en="Daquq",
            place_name_ar="داقوق",
            lon=44.447,
            lat=35.14,
            radius_km=4.0,
            footprint=circle(44.447, 35.14, 4),
            location_method="named",
            geo_precision=number + 1,
            governorate="Kirkuk",
            district="Daquq",
            reports=[report(3 + number, title=f"Daquq, report {number}", language="en")],
        )
        for number, (event_type, sub_type) in enumerate(kinds)
    ]
    found.append(
        incident(
            id="area",
            event_type="Explosions/Remote violence",
            sub_event_type="Shelling/artillery/missile attack",
            date_start=date(2021, 10, 1),
            date_end=date(2021, 10, 31),
            date_precision="month",
            place_text="قضاء خانقين",
            place_name_en="Khanaqin",
            place_name_ar="خانقين",
            place_id="iq.diyala.khanaqin",
            lon=45.3,
            lat=34.4,
            radius_km=45.0,
            footprint=Polygon([(45.0, 34.1), (45.6, 34.1), (45.7, 34.5), (45.2, 34.8), (44.9, 34.5)]),
            location_method="area",
            geo_precision=3,
            governorate="Diyala",
            district="Khanaqin",
            location_reasons=["No place inside Khanaqin is named: the region is the whole district."],
            location_reason_codes=[["area", {"place": "Khanaqin", "place_ar": "خانقين", "kind": "district"}]],
            reports=[report(6, title="قصف في قضاء خانقين")],
        )
    )
    found += [
        incident(
            id=f"nowhere{number}",
            event_type="Strategic developments",
            sub_event_type="Arrests",
            date_start=date(2021, 11, 2),
            date_end=date(2021, 11, 2),
            arrested=11 * (number + 1),
            target="IS",
            place_text="قرية غير معروفة",
            location_method="unplaced",
            location_reasons=["No place that the gazetteer knows is named."],
            location_reason_codes=[["no_place", {}]],
            reports=[report(7, title="اعتقال مطلوبين")],
        )
        for number in range(2)
    ]
    return found


def frame_of(found: list[dict[str, Any]]) -> geopandas.GeoDataFrame:
    """Return the frame as `geomap.store.to_frame` makes it: the columns, and a point or None as geometry."""
    points = geopandas.points_from_xy([r["lon"] for r in found], [r["lat"] for r in found])
    geometry = [None if r["lon"] is None else point for r, point in zip(found, points, strict=True)]
    frame = geopandas.GeoDataFrame(found, columns=list(COLUMNS), geometry=geometry, crs="EPSG:4326")
    frame.attrs["documents"] = len({r["id"] for row in found for r in (row["reports"] or [])})
    return frame
