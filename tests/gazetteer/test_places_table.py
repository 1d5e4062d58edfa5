"""The shipped tables of places and lines: their shape, their tree, and their distance from the reference gazetteers.

Read with the csv module, so that a fault of the table shows here and not in the loader.
"""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "data" / "gazetteer"
SHARED = ROOT.parent / "shared"
COLUMNS = [
    *("id", "kind", "name_en", "name_ar", "name_ckb", "other_names", "lon", "lat", "radius_km"),
    *("parent", "claimed_parent", "disputed", "population", "sources", "note"),
    *("valid_from", "valid_to", "former_names"),
]
UNITS = ("country", "governorate", "district", "subdistrict")
SITES = (
    *("city", "town", "village", "quarter", "camp", "base", "checkpoint", "dam", "bridge", "oilfield", "refinery"),
    *("airport", "crossing", "shrine", "facility", "range", "river", "lake", "road", "region"),
)
GOVERNORATES = {
    *("Anbar", "Babil", "Baghdad", "Basra", "Dhi Qar", "Diyala", "Duhok", "Erbil", "Halabja", "Karbala", "Kirkuk"),
    *("Maysan", "Muthanna", "Najaf", "Nineveh", "Qadisiyah", "Salah al-Din", "Sulaymaniyah", "Wasit"),
}
# The disputed units of UNAMI's reports of 22 April 2009: fourteen districts and one subdistrict.
DISPUTED = {
    "iq.nineveh.hamdaniya", "iq.nineveh.shekhan", "iq.nineveh.akre", "iq.nineveh.sinjar", "iq.nineveh.tal_afar",
    "iq.nineveh.tel_kayf", "iq.erbil.makhmur", "iq.kirkuk.kirkuk", "iq.kirkuk.hawija", "iq.kirkuk.daquq",
    "iq.kirkuk.dibis", "iq.salah_al_din.tuz", "iq.diyala.khanaqin", "iq.diyala.kifri", "iq.diyala.baladruz.mandali",
}  # fmt: skip
KM_PER_DEGREE = 111.2  # mean length of a degree of latitude
ARABIC = re.compile(r"[\u0600-\u06ff]")
SLUG = re.compile(r"iq(\.[a-z0-9_]+)*")

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read("places.csv")
BY_ID = {row["id"]: row for row in ROWS}
LINES = {row["id"]: [tuple(map(float, p.split())) for p in row["points"].split(";")] for row in read("lines.csv")}


def point(row: Row) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


def kilometres(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Flat distance; good to one percent over Iraq's distances, which is all that is asked here."""
    east = (a[0] - b[0]) * KM_PER_DEGREE * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot(east, (a[1] - b[1]) * KM_PER_DEGREE)


def ancestors(row: Row) -> Iterator[Row]:
    while row["parent"]:
        row = BY_ID[row["parent"]]
        yield row


def names(row: Row, *columns: str) -> list[str]:
    return [n for c in columns or ("name_en", "name_ar", "name_ckb") for n in row[c].split("|") if n]


def test_columns_ids_and_kinds() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) >= 1200
    assert [i for i, n in Counter(row["id"] for row in ROWS).items() if n > 1] == []
    assert [row["id"] for row in ROWS if not SLUG.fullmatch(row["id"])] == []
    assert {row["kind"] for row in ROWS} <= {*UNITS, *SITES}
    assert [row["id"] for row in ROWS if (row["kind"] in UNITS) == (".p." in row["id"])] == []


def test_numbers_are_plausible() -> None:
    for row in ROWS:
        lon, lat = point(row)
        assert 38.7 < lon < 48.8, row["id"]
        assert 29.0 < lat < 37.5, row["id"]
        assert 0 < float(row["radius_km"]) <= 520, row["id"]
        assert row["disputed"] == "" or 0 <= float(row["disputed"]) <= 1, row["id"]
        assert row["population"] == "" or int(row["population"]) > 0, row["id"]
        assert re.fullmatch(r"\d\d\.\d{3} \d\d\.\d{3}", f"{row['lon']} {row['lat']}"), row["id"]


def test_parents_exist_and_are_wider() -> None:
    for row in ROWS:
        if row["kind"] == "country":
            assert row["parent"] == ""
            continue
        parent = BY_ID[row["parent"]]
        assert parent["kind"] in UNITS, row["id"]
        if row["kind"] in UNITS:
            assert UNITS.index(parent["kind"]) == UNITS.index(row["kind"]) - 1, row["id"]
            assert row["id"].startswith(parent["id"] + "."), row["id"]
        for claim in filter(None, row["claimed_parent"].split("|")):
            assert BY_ID[claim]["kind"] in UNITS, row["id"]


def test_ids_of_places_name_their_governorate() -> None:
    wrong = [
        row["id"]
        for row in ROWS
        if row["id"].count(".") == 3
        and ".p." in row["id"]
        and row["parent"] != "iq"
        and row["parent"].split(".")[1] != row["id"].split(".")[1]
    ]
    # Sites that stand on a border, or belong to a governorate other than the one whose name they carry.
    assert len(wrong) <= 3, wrong


def test_children_lie_within_reach_of_their_unit() -> None:
    """A child's point is inside its unit's circle, widened by the child's own radius and by a third for odd shapes."""
    far = [
        (row["id"], round(kilometres(point(row), point(unit))))
        for row in ROWS
        if row["parent"] and (unit := BY_ID[row["parent"]])
        and kilometres(point(row), point(unit)) > 1.33 * float(unit["radius_km"]) + float(row["radius_km"]) + 5
    ]  # fmt: skip
    assert far == []


def test_names_are_in_their_own_letters() -> None:
    for row in ROWS:
        assert names(row, "name_en"), row["id"]
        assert names(row, "name_ar"), row["id"]
        assert not any(ARABIC.search(n) for n in names(row, "name_en")), row["id"]
        for name in names(row, "name_ar", "name_ckb"):
            assert ARABIC.search(name), (row["id"], name)
            assert not re.search("[A-Za-z]", name), (row["id"], name)
        assert not any(re.search("[ەۆێڕڵڤ]", n) for n in names(row, "name_ar")), row["id"]  # Sorani's own letters
        for column in ("name_en", "name_ar", "name_ckb"):
            found = names(row, column)
            assert found == list(dict.fromkeys(found)) == [n.strip() for n in found], (row["id"], column)
        assert all(re.fullmatch(r"[a-z]{2,3}:[^:|]+", n) for n in row["other_names"].split("|") if n), row["id"]


def test_all_units_are_there() -> None:
    count = Counter(row["kind"] for row in ROWS)
    assert {r["name_en"].split("|")[0] for r in ROWS if r["kind"] == "governorate"} == GOVERNORATES
    assert count["district"] >= 101  # COD-AB 2019 has 101
    assert count["subdistrict"] >= 294  # COD-AB 2019 has 294
    for row in ROWS:
        if row["kind"] in ("governorate", "district"):
            inside = [r["kind"] for r in ROWS if (r["parent"] + ".").startswith(row["id"] + ".")]
            assert {"city", "town", "quarter"} & set(inside), f"{row['id']} has no town"


def test_disputed_units_are_the_fifteen_of_2009() -> None:
    marked = {r["id"] for r in ROWS if r["kind"] in ("district", "subdistrict") and r["disputed"] == "1"}
    assert marked >= DISPUTED
    beyond = {i for i in marked - DISPUTED if not any(i.startswith(d + ".") for d in DISPUTED)}
    # Claimed by the Kurdistan Region, but not units of the list.
    assert beyond == {"iq.nineveh.mosul.bashiqa", "iq.nineveh.baaj.qahtaniya"}


def test_contested_administration_is_kept() -> None:
    makhmur = BY_ID["iq.erbil.makhmur"]
    assert (makhmur["parent"], makhmur["claimed_parent"]) == ("iq.erbil", "iq.nineveh")
    assert BY_ID["iq.erbil.p.lakja"]["claimed_parent"] == "iq.nineveh"
    assert BY_ID["iq.kirkuk.daquq.rashad"]["claimed_parent"] == "iq.kirkuk.hawija"
    assert BY_ID["iq.halabja"]["claimed_parent"] == "iq.sulaymaniyah"
    assert BY_ID["iq.salah_al_din.tuz"]["claimed_parent"] == "iq.kirkuk"
    assert BY_ID["iq.diyala.kifri"]["claimed_parent"] == "iq.sulaymaniyah|iq.kirkuk"
    assert BY_ID["iq.erbil.khabat"]["claimed_parent"] == "iq.nineveh.hamdaniya"
    assert BY_ID["iq.duhok.sumel.fayda"]["claimed_parent"] == "iq.nineveh.tel_kayf"
    unexplained = [
        row["id"] for row in ROWS
        if row["claimed_parent"] and row["kind"] in ("governorate", "district") and not row["note"]
    ]  # fmt: skip
    assert unexplained == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Şingal", "nineveh.p.sinjar"), ("Shingal", "nineveh.p.sinjar"), ("Şêxan", "nineveh.p.shekhan"),
        ("Akrê", "nineveh.p.akre"), ("Dihok", "duhok.p.duhok"), ("Zaxo", "duhok.p.zakho"), ("Amêdî", "duhok.p.amadiya"),
        ("Sinûnê", "nineveh.p.sinuni"), ("Xanesor", "nineveh.p.khanasor"), ("Girzerik", "nineveh.p.gir_zerik"),
        ("Til Ezêr", "nineveh.p.qahtaniya"), ("Borik", "nineveh.p.borek"), ("Koço", "nineveh.p.kocho"),
        ("Mexmûr", "erbil.p.makhmur"), ("Xaneqîn", "diyala.p.khanaqin"), ("Pirdê", "kirkuk.p.altun_kupri"),
        ("Kerkük", "kirkuk.p.kirkuk"), ("Tuzhurmatu", "salah_al_din.p.tuz"), ("Tazehurmatu", "kirkuk.p.taza"),
        ("Altunköprü", "kirkuk.p.altun_kupri"), ("Telafer", "nineveh.p.tal_afar"), ("Amirli", "salah_al_din.p.amerli"),
        ("Beşir", "kirkuk.p.bashir"), ("Türkalan", "kirkuk.p.tarkalan"), ("Yengice", "salah_al_din.p.yengija"),
        ("Bastamlı", "salah_al_din.p.bustamli"), ("Karatepe", "diyala.p.qara_tapa"), ("Mendeli", "diyala.p.mandali"),
        ("Hanekin", "diyala.p.khanaqin"), ("گوڵاڵە", "diyala.p.jalawla"), ("شەنگال", "nineveh.p.sinjar"),
        ("Huwayjah", "kirkuk.p.hawija"), ("Tooz Khormato", "salah_al_din.p.tuz"), ("Jalula", "diyala.p.jalawla"),
        ("Saddam City", "baghdad.p.sadr_city"), ("FOB Warrior", "kirkuk.p.kirkuk_airport"), ("التأميم", "kirkuk"),
    ],
)  # fmt: skip
def test_places_are_known_by_the_names_of_every_press(gazetteer: Gazetteer, name: str, key: str) -> None:
    assert f"iq.{key}" in [match.place.id for match in gazetteer.lookup(name)]


def test_names_of_the_north_are_many() -> None:
    """What was reached in November 2026, rounded down: rows with a name in each language, and with two sources."""
    other = [{part.split(":")[0] for part in row["other_names"].split("|")} for row in ROWS]
    assert sum(bool(row["name_ckb"]) for row in ROWS) >= 1600
    assert sum("kmr" in codes for codes in other) >= 400
    assert sum("tk" in codes for codes in other) >= 300
    assert sum(";" in row["sources"] for row in ROWS) / len(ROWS) >= 0.88


def test_years_of_units_and_names_are_kept() -> None:
    assert BY_ID["iq.halabja"]["valid_from"] == "2014"
    assert BY_ID["iq.salah_al_din"]["valid_from"] == "1976"
    assert "ar:التأميم:1976-2006" in BY_ID["iq.kirkuk"]["former_names"].split("|")
    assert "ar:مدينة صدام:1982-2003" in BY_ID["iq.baghdad.p.sadr_city"]["former_names"].split("|")
    for row in ROWS:
        former = {part.split(":")[1] for part in row["former_names"].split("|") if part}
        assert former.isdisjoint(names(row)), f"{row['id']}: a name is a former one or one of today"


def test_known_traps_of_the_sources_are_avoided() -> None:
    baiji = [r["id"] for r in ROWS if "بيجي" in names(r, "name_ar")]
    assert baiji
    assert all(i.startswith("iq.salah_al_din.") for i in baiji)
    assert kilometres(point(BY_ID["iq.kirkuk.p.rashad"]), (44.082, 35.135)) < 1
    assert kilometres(point(BY_ID["iq.erbil.p.lakja"]), (43.602, 35.590)) < 1


def test_sources_are_defined() -> None:
    defined = set(re.findall(r"^\| `(\w+)` \|", (TABLES / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE))
    used = {key for row in ROWS for key in row["sources"].split(";")}
    assert used
    assert used <= defined


def test_lines_belong_to_places_and_pass_by_them() -> None:
    assert len(LINES) >= 25
    for key, line in LINES.items():
        row = BY_ID[key]
        assert row["kind"] in ("river", "road", "range"), key
        assert len(line) >= 6, key
        assert all(38.7 < lon < 48.8 and 29.0 < lat < 37.5 for lon, lat in line), key
        assert min(kilometres(point(row), p) for p in line) < 15, key
        assert max(kilometres(point(row), p) for p in line) <= float(row["radius_km"]) + 5, key
        # Neighbouring points follow each other: no jumps back and forth.
        assert max(kilometres(a, b) for a, b in pairwise(line)) < 60, key


def shared(*parts: str) -> Path:
    path = SHARED.joinpath("data", *parts)
    if not path.exists():
        pytest.skip(f"reference data not here: {path}")
    return path


def loose(name: str) -> str:
    """A rough key for comparing a name with a reference's: no article, no marks, letters that vary made one."""
    if ARABIC.search(name):
        name = re.sub("[\u064b-\u0652\u0640\u200c\u200f\u0670]", "", name)
        name = name.translate(str.maketrans("أإآىیئؤةکەھڕڵێۆ", "اااييي" + "وهكههرليو"))
        return "".join(re.sub("^ال", "", w) for w in re.findall(f"{ARABIC.pattern}+", name))
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if c.isascii() and (c.isalpha() or c in " -"))
    joined = "".join(w for w in re.split("[ -]+", plain) if not re.fullmatch("[ae]l|a[shdtnrz]h?", w))
    for old, new in (
        ("aa", "a"),
        ("ee", "i"),
        ("ou", "u"),
        ("oo", "u"),
        ("o", "u"),
        ("e", "i"),
        ("q", "k"),
        ("w", "u"),
    ):
        joined = joined.replace(old, new)
    return re.sub(r"(.)\1", r"\1", joined).removesuffix("h")


def test_who_is_on_first_agrees_about_most_settlements() -> None:
    """Of our own settlements that it has by the same name within 100 km, nine in ten lie within 6 km of ours.

    Hamlets that were read off Who's On First (sources without ``own``) say nothing here and are left out.
    """
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with shared("gazetteer", "whosonfirst_iq", "wof_iq_places.csv").open(encoding="utf-8", newline="") as file:
        for ref in csv.DictReader(file):
            for name in {n for c in ("name", "name_eng", "name_ara", "name_ckb_kur") for n in ref[c].split("|") if n}:
                places[loose(name)].append((float(ref["lon"]), float(ref["lat"])))
    errors = []
    kinds = ("city", "town", "village", "subdistrict", "district")
    for row in (r for r in ROWS if r["kind"] in kinds and "own" in r["sources"]):
        near = [kilometres(point(row), p) for n in names(row) for p in places[loose(n)]]
        if near and min(near) < 100:
            errors.append(min(near))
    assert len(errors) > 500
    assert sum(e <= 6 for e in errors) / len(errors) > 0.90


def test_places_of_incident_reporting_are_covered() -> None:
    """Every name of the 41 places with known coordinates finds, among its homonyms, one within the tolerance."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        for name in names(row):
            found[loose(name)].append(row)
    wanted = json.loads(shared("eval", "place_names", "places.json").read_text(encoding="utf-8"))
    asked = [(n, (p["lon"], p["lat"]), p["tol"]) for p in wanted if p["lat"] for k in ("en", "ar", "ckb") for n in p[k]]
    missed = [n for n, at, tol in asked if all(kilometres(point(r), at) > tol for r in found[loose(n)])]
    assert len(missed) / len(asked) < 0.05, missed


def test_places_fall_in_the_stated_governorate() -> None:
    """By COD-AB's borders, 19 of 20 places lie in the governorate that the table states (Halabja is not in it yet)."""
    from shapely import Point, STRtree
    from shapely.geometry import shape

    path = shared("gazetteer", "cod_ab_iq_2019", "irq_admbnda_adm1_cso_20190603.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    tree = STRtree([shape(f["geometry"]) for f in features])
    counts: Counter[bool] = Counter()
    unit_of = {row["id"]: int(i[0]) for row in ROWS if len(i := tree.query(Point(point(row)), "intersects"))}
    seats = {r["parent"].split(".")[1]: unit_of[r["id"]] for r in ROWS if r["kind"] == "city" and r["id"] in unit_of}
    for row in ROWS:
        chain = [row, *ancestors(row)]
        governorate = next((a["id"].split(".")[1] for a in chain if a["kind"] == "governorate"), None)
        if (
            governorate in seats
            and row["kind"] in (*UNITS, "city", "town", "village", "quarter")
            and row["id"] in unit_of
        ):
            counts[unit_of[row["id"]] == seats[governorate]] += 1
    assert counts[True] / counts.total() > 0.95
