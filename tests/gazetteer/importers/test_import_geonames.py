"""GeoNames' country dump and alternate names."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading
from geomap.gazetteer.importers.geonames import KINDS, kind_of, read
from geomap.gazetteer.tables import KINDS as OUR_KINDS
from geomap.records import Name


def feature(
    key: object,
    name: str,
    lon: object,
    lat: object,
    code: str,
    *,
    listed: str = "",
    admin: str = "",
    people: object = 0,
) -> str:
    group, _, what = code.partition(".")
    codes = [*admin.split("/"), "", "", "", ""][:4] if admin else [""] * 4
    ascii_name = name.encode("ascii", "ignore").decode()
    cells = [key, name, ascii_name, listed, lat, lon, group, what, "IQ", "", *codes, people, "", 300, "Asia/Baghdad"]
    return "\t".join(map(str, [*cells, "2024-05-01"]))


def alternate(number: int, key: int, code: str, text: str, flags: str = "", wide: bool = True) -> str:
    marks = ["1" if mark in flags else "" for mark in "pscht"[:4]]
    return "\t".join(map(str, [number, key, code, text, *marks, *(("", "") if wide else ())]))


FEATURES = [
    feature(99237, "Republic of Iraq", 44, 33, "A.PCLI", admin="00"),
    feature(94788, "Kirkuk Governorate", 44.1, 35.4, "A.ADM1", admin="02"),
    feature(7000, "Hawija District", 43.8, 35.3, "A.ADM2", admin="02/7000"),
    feature(1, "Tall Z̧ahab", 43.7, 35.3, "P.PPL", listed="Tel,تل ذهب,Тель", admin="02/7000", people=6000),
    feature(2, "Kirkūk", 44.39, 35.47, "P.PPLA", admin="02", people=600000),
    feature(3, "Jabal Hamrin", 44, 35, "T.MTS", admin="02"),
    feature(4, "Wadi Small", 44, 35, "H.STMI"),
    feature(5, "Old House", 44, 35, "S.BLDG"),
    feature(6, "Old House", 44, 35, "S.BLDG"),
    feature(7, "Far", 10, 50, "P.PPL"),
    feature(8, "", 44, 35, "P.PPL"),
]
ALTERNATES = [
    alternate(1, 1, "en", "Tell Thahab"),
    alternate(2, 1, "en", "Tall Dhahab", "p"),
    alternate(3, 1, "en", "Old Tell", "h"),
    alternate(4, 1, "ar", "تل ذهب", "p"),
    alternate(5, 1, "ku", "Girdê Zêrîn"),
    alternate(6, 1, "ckb", "گردی زێڕین"),
    alternate(7, 1, "tr", "Altıntepe"),
    alternate(8, 1, "", "Tel Dahab"),
    alternate(9, 1, "link", "https://en.wikipedia.org/wiki/Tell"),
    alternate(10, 1, "wkdt", "Q77"),
    alternate(11, 1, "wkdt", "no item"),
    *(alternate(20 + n, 1, code, "JUNK") for n, code in enumerate(("post", "iata", "icao", "fr_1793", "abbr", "phon"))),
    alternate(40, 1, "ru", "Тель"),
    alternate(41, 555, "en", "Of another place"),
]


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def by_id(reading: Reading) -> dict[str, ForeignPlace]:
    return {place.id: place for place in reading.places}


def test_features_become_places_with_units_and_kinds(tmp_path: Path) -> None:
    reading = read([write(tmp_path / "IQ.txt", FEATURES)])
    found = by_id(reading)
    assert {key: place.kind for key, place in found.items()} == {
        "gn.99237": "country",
        "gn.94788": "governorate",
        "gn.7000": "district",
        "gn.1": "town",
        "gn.2": "city",
        "gn.3": "range",
        "gn.4": "river",
    }
    assert found["gn.1"].units == ("gn.7000", "gn.94788", "gn.99237")
    assert found["gn.7000"].units == ("gn.94788", "gn.99237")
    assert found["gn.99237"].units == ()
    assert found["gn.1"].names == (
        Name("Tall Z̧ahab", "en"),
        Name("Tall Zahab", "en"),
        Name("Tel", "en"),
        Name("تل ذهب", "ar"),
    )
    assert (found["gn.2"].population, found["gn.3"].population) == (600000, None)
    assert found["gn.1"].where == "IQ.txt:4"
    assert reading.edition == "last changed 2024-05-01"
    assert reading.left_out == {
        "kind not of use: S.BLDG": 2,
        "outside Iraq and its surroundings": 1,
        "without a name in English, Arabic, Kurdish or Turkmen": 1,
    }


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_alternate_names_give_languages_and_wikidata(tmp_path: Path, wide: bool, packed: bool) -> None:
    lines = ALTERNATES if wide else [line.rsplit("\t", 2)[0] for line in ALTERNATES]
    dump, names = write(tmp_path / "IQ.txt", FEATURES), write(tmp_path / "names.txt", lines)
    paths = [names, dump]
    if packed:
        for position, (path, beside) in enumerate(((names, "iso-languagecodes.txt"), (dump, "readme.txt"))):
            paths[position] = tmp_path / f"{position}.zip"
            with zipfile.ZipFile(paths[position], "w") as archive:
                archive.write(path, "IQ.txt")
                archive.writestr(beside, "ISO 639-3\tISO 639-2\tISO 639-1\tLanguage Name\n")
    place = by_id(read(paths))["gn.1"]
    assert place.names == (
        Name("Tall Dhahab", "en"),
        Name("تل ذهب", "ar"),
        Name("Tell Thahab", "en"),
        Name("Girdê Zêrîn", "kmr"),
        Name("گردی زێڕین", "ckb"),
        Name("Altıntepe", "tk"),
        Name("Tel Dahab", "en"),
        Name("Old Tell", "en"),
        Name("Tall Z̧ahab", "en"),
        Name("Tall Zahab", "en"),
    )
    assert place.same_as == ("wd.Q77",)


@pytest.mark.parametrize(
    ("code", "people", "kind"),
    [
        ("P.PPL", 0, "village"),
        ("P.PPL", 5000, "town"),
        ("P.PPL", 100000, "city"),
        ("P.PPLA3", 0, "town"),
        ("P.PPLX", 900000, "quarter"),
        ("P.PPLH", 0, None),
        ("A.ADM1H", 0, None),
        ("S.AIRB", 0, "base"),
        ("S.AIRF", 0, "base"),
        ("S.AIRP", 0, "airport"),
        ("L.OILF", 0, "oilfield"),
        ("S.MSQE", 0, "shrine"),
        ("S.CMPRF", 0, "camp"),
        ("H.RSV", 0, "lake"),
        ("H.CNL", 0, "river"),
        ("S.DAM", 0, "dam"),
        ("S.BDG", 0, "bridge"),
        ("L.RGN", 0, "region"),
        ("", 0, None),
    ],
)
def test_codes_become_kinds(code: str, people: int, kind: str | None) -> None:
    assert kind_of(code, people) == kind


def test_all_kinds_are_ours() -> None:
    assert set(KINDS.values()) <= OUR_KINDS


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    lines = [
        feature(1, "Good", 44, 35, "P.PPL"),
        feature("x1", "Bad id", 44, 35, "P.PPL"),
        feature(2, "Bad lat", 44, 95, "P.PPL"),
        feature(3, "Null island", 0, 0, "P.PPL"),
        feature(4, "Bad people", 44, 35, "P.PPL", people="many"),
        feature(1, "Again", 44, 35, "P.PPL"),
        "too\tfew\tcells",
        feature(5, "Negative", 44, 35, "P.PPL", people=-3),
        feature(6, "Comma", "44,5", 35, "P.PPL"),
    ]
    path = write(tmp_path / "IQ.txt", lines)
    path.write_bytes(
        path.read_bytes() + feature(7, "Name", 44, 35, "P.PPL").encode().replace(b"Name", b"\xc7\xe1") + b"\n"
    )
    with pytest.raises(GazetteerError) as caught:
        read([path])
    assert [fault.partition(";")[0] for fault in caught.value.faults] == [
        "IQ.txt:2: geonameid 'x1'",
        "IQ.txt:3: latitude '95'",
        "IQ.txt:4: longitude 0 and latitude 0",
        "IQ.txt:5: population 'many'",
        "IQ.txt:6: id 'gn.1' again (first in IQ.txt:1)",
        "IQ.txt:7: 3 cells with tabs between",
        "IQ.txt:8: population '-3'",
        "IQ.txt:9: longitude '44,5'",
        "IQ.txt:10: byte 0xc7 in column 3 that is no UTF-8",
    ]


@pytest.mark.parametrize("text", ["<html>not found</html>", "a,b,c\n1,2,3", "\t\t"])
def test_a_file_of_another_kind_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "IQ.txt").write_text(text)
    with pytest.raises(GazetteerError, match=r"19 \(features\)|no place of use"):
        read([tmp_path / "IQ.txt"])


def test_names_alone_are_no_gazetteer(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="the files hold no place of use"):
        read([write(tmp_path / "names.txt", ALTERNATES)])


def test_a_line_cut_off_in_the_alternate_names_is_told(tmp_path: Path) -> None:
    names = write(tmp_path / "names.txt", [*ALTERNATES, "42\t1\ten"])
    with pytest.raises(GazetteerError, match=rf"names\.txt:{len(ALTERNATES) + 1}: 3 cells"):
        read([write(tmp_path / "IQ.txt", FEATURES), names])
