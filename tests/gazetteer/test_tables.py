"""Reading places.csv and lines.csv: what is resolved, and that every fault is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.tables import COLUMNS, YEAR_COLUMNS, read_places
from geomap.records import Name

HEADER = ",".join(COLUMNS)
DATED = ",".join((*COLUMNS, *YEAR_COLUMNS))
GOOD = (
    "iq,country,Iraq,العراق,عێراق,,43.7,33.2,520,,,,43000000,own,",
    "iq.nineveh,governorate,Nineveh|Ninawa,نينوى,نەینەوا,,42.5,36.0,150,iq,,,,own,",
    "iq.erbil,governorate,Erbil|Arbil,أربيل,هەولێر,kmr:Hewlêr,44.0,36.2,90,iq,,0,,own;cod,",
    "iq.erbil.makhmur,district,Makhmur,مخمور,مەخموور,,43.58,35.77,40,iq.erbil,iq.nineveh,1,,own;cod,claimed by Nineveh",
    "iq.erbil.p.lakja,village,Lakja,لاكجة|لكجة,,,43.602,35.590,1,iq.erbil.makhmur,,,,own,",
    "iq.erbil.p.qarachogh,range,Qarachogh,قرة جوغ,قەرەچووغ,,43.6,35.7,20,iq.erbil.makhmur,,0.5,,own,",
)


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    folder.joinpath("places.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(GazetteerError) as caught:
        read_places(folder)
    return caught.value.faults


def test_a_row_becomes_a_place_with_its_names_in_order(tmp_path: Path) -> None:
    place = {p.id: p for p in read_places(write(tmp_path, *GOOD))}["iq.erbil"]
    assert place.names == (
        Name("Erbil", "en"),
        Name("Arbil", "en"),
        Name("أربيل", "ar"),
        Name("هەولێر", "ckb"),
        Name("Hewlêr", "kmr"),
    )
    assert (place.lon, place.lat, place.radius_km, place.country) == (44.0, 36.2, 90.0, "IQ")
    assert place.sources == ("own", "cod")


def test_parents_claims_and_dispute_are_inherited(tmp_path: Path) -> None:
    places = {p.id: p for p in read_places(write(tmp_path, *GOOD))}
    village = places["iq.erbil.p.lakja"]
    assert village.parents == ("iq.erbil.makhmur", "iq.erbil", "iq")
    assert village.claimed_parents == ("iq.nineveh",)
    assert village.disputed == 1.0
    assert places["iq.erbil.p.qarachogh"].disputed == 0.5, "a row's own share comes before the inherited one"
    assert places["iq.erbil"].claimed_parents == ()


def test_rows_may_come_in_any_order(tmp_path: Path) -> None:
    forward = read_places(write(tmp_path, *GOOD))
    assert set(read_places(write(tmp_path, *reversed(GOOD)))) == set(forward)


def test_lines_are_joined_to_their_places(tmp_path: Path) -> None:
    write(tmp_path, *GOOD)
    tmp_path.joinpath("lines.csv").write_text(
        "id,points\niq.erbil.p.qarachogh,43.5 35.8;43.6 35.7;43.7 35.6\n", encoding="utf-8"
    )
    place = {p.id: p for p in read_places(tmp_path)}["iq.erbil.p.qarachogh"]
    assert place.line == ((43.5, 35.8), (43.6, 35.7), (43.7, 35.6))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("IQ Bad,village,X,,,,44,35,1,iq,,,,own,", "id 'IQ Bad'"),
        ("iq.x,hamlet,X,,,,44,35,1,iq,,,,own,", "unknown kind 'hamlet'"),
        ("iq.x,village,X,,,,east,35,1,iq,,,,own,", "lon 'east'"),
        ("iq.x,village,X,,,,44,95,1,iq,,,,own,", "lat '95'"),
        ("iq.x,village,X,,,,nan,35,1,iq,,,,own,", "lon 'nan'"),
        ("iq.x,village,X,,,,35.1,44.0,1,iq,,,,own,", "the two are swapped for Iraq"),
        ("iq.x,village,X,,,,0,0,1,iq,,,,own,", "a position in Iraq"),
        ("iq.x,village,X,,,,44,35,0,iq,,,,own,", "radius_km '0'"),
        ("iq.x,village,X,,,,44,35,,iq,,,,own,", "radius_km ''"),
        ("iq.x,village,X,,,,44,35,1,iq.nowhere,,,,own,", "parent 'iq.nowhere'"),
        ("iq.x,village,X,,,,44,35,1,iq,iq.nowhere,,,own,", "claimed_parent 'iq.nowhere'"),
        ("iq.x,village,X,,,,44,35,1,iq.erbil.p.lakja,,,,own,", "of kind village; expected an administrative unit"),
        ("iq.x,village,X,,,,44,35,1,iq,,1.5,,own,", "disputed '1.5'"),
        ("iq.x,village,X,,,,44,35,1,iq,,,many,own,", "population 'many'"),
        ("iq.x,village,X,,,,44,35,1,iq,,,12.5,own,", "population '12.5'"),
        ("iq.x,village,X,,,Kerkûk,44,35,1,iq,,,,own,", "other_names part 'Kerkûk'"),
        ("iq.x,village,,كركوك,,,44,35,1,iq,,,,own,", "no English name"),
        ("iq.x,village,X,,,,44,35,1,iq,,,,own", "14 cells; expected 15"),
        ("iq.erbil,governorate,Erbil,,,,44,36,1,iq,,,,own,", "id 'iq.erbil' again (first in line 4)"),
        ("iq.x,district,X,,,,44,35,1,iq.x,,,,own,", "a circle of parents"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    found = faults(write(tmp_path, *GOOD, row))
    assert any(told in fault and fault.startswith("places.csv:8: ") for fault in found), found


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    found = faults(
        write(tmp_path, *GOOD, "iq.a,hut,A,,,,44,35,1,iq,,,,own,", "iq.b,village,B,,,,x,35,-1,iq.no,,,,own,")
    )
    assert [fault.split(":")[1] for fault in found] == ["8", "9", "9", "9"]


def test_a_circle_of_three_is_found(tmp_path: Path) -> None:
    ring = [f"iq.{a},district,{a},,,,44,35,1,iq.{b},,,,own," for a, b in ("ab", "bc", "ca")]
    assert sum("circle" in fault for fault in faults(write(tmp_path, *GOOD, *ring))) == 3


def test_unknown_missing_and_repeated_columns_are_told(tmp_path: Path) -> None:
    header = HEADER.replace("note", "remark").replace("name_ckb", "name_en")
    told = "\n".join(faults(write(tmp_path, header=header)))
    for part in ("unknown column 'remark'", "no column 'note'", "no column 'name_ckb'", "column 'name_en' 2 times"):
        assert f"places.csv:1: {part}" in told


def test_wrong_encoding_is_told_with_line_and_column(tmp_path: Path) -> None:
    write(tmp_path, *GOOD)
    raw = tmp_path.joinpath("places.csv").read_bytes()
    tmp_path.joinpath("places.csv").write_bytes(raw + "iq.x,village,X,كركوك,,,44,35,1,iq,,,,own,\n".encode("cp1256"))
    assert any(fault.startswith("places.csv:8: byte 0x") and "column 16" in fault for fault in faults(tmp_path))


def test_lines_are_checked_too(tmp_path: Path) -> None:
    write(tmp_path, *GOOD)
    tmp_path.joinpath("lines.csv").write_text(
        "id,points\niq.no,43 35;44 36\niq.erbil.p.qarachogh,43 135\n", encoding="utf-8"
    )
    told = faults(tmp_path)
    assert told[0].startswith("lines.csv:2: id 'iq.no'")
    assert told[1].startswith("lines.csv:3: point '43 135'")
    assert told[2].startswith("lines.csv:3: 1 points")


def test_a_missing_table_names_its_path(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"places\.csv cannot be read"):
        read_places(tmp_path)


def test_a_byte_order_mark_and_quoted_commas_are_no_fault(tmp_path: Path) -> None:
    text = "\ufeff" + "\n".join((HEADER, *GOOD[:1], 'iq.x,village,X,,,,44,35,1,iq,,,,own,"a, b"'))
    tmp_path.joinpath("places.csv").write_text(text, encoding="utf-8")
    assert read_places(tmp_path)[1].note == "a, b"


def test_years_and_former_names_are_read(tmp_path: Path) -> None:
    row = "iq.x,quarter,Sadr City,مدينة الصدر,,,44.45,33.39,3,,,,,own,,1959,,ar:مدينة صدام:1982-2003|en:al-Thawra:-1982"
    (place,) = read_places(write(tmp_path, row, header=DATED))
    assert place.valid == (1959, None)
    assert place.names[-2:] == (Name("مدينة صدام", "ar", (1982, 2003)), Name("al-Thawra", "en", (None, 1982)))
    assert (place.name("en"), place.name("ar"), place.name("ckb")) == ("Sadr City", "مدينة الصدر", None)


def test_a_table_without_years_is_open_at_both_ends(tmp_path: Path) -> None:
    assert {place.valid for place in read_places(write(tmp_path, *GOOD))} == {(None, None)}


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ("soon,,", "valid_from 'soon'; expected a year within 1800..2100"),
        ("1976,19,", "valid_to '19'"),
        ("٢٠١٤,,", "valid_from '٢٠١٤'"),
        ("2014,1976,", "valid_from 2014-1976; expected a first year that is not after the last"),
        (",,Ta'mim:1976-2006", 'former_names part "Ta\'mim:1976-2006"'),
        (",,en:Ta'mim", 'former_names part "en:Ta\'mim"'),
        (",,en: :1976-2006", "former_names part 'en: :1976-2006'"),
        (",,en:Ta'mim:1976-9999", "former_names '9999'"),
        (",,en:Ta'mim:2006-1976", "former_names 2006-1976"),
    ],
)
def test_faulty_years_are_told(tmp_path: Path, years: str, told: str) -> None:
    (found,) = faults(write(tmp_path, f"iq.x,village,X,,,,44,35,1,,,,,own,,{years}", header=DATED))
    assert found.startswith("places.csv:2: ")
    assert told in found
