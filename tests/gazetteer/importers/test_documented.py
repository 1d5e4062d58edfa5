"""docs/growing.md says what the importers do: every source, its licence, the query, and a table that can be added."""

from __future__ import annotations

import re
from pathlib import Path

from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.importers.wikidata import QUERY

DOCS = (Path(__file__).parents[3] / "docs" / "growing.md").read_text(encoding="utf-8")


def test_every_source_is_told_with_its_licence() -> None:
    for key, source in SOURCES.items():
        (row,) = re.findall(rf"^\| `{key}` \|.*$", DOCS, re.MULTILINE)
        assert source.licence.split(":")[0].split(";")[0] in row
        assert source.homepage in row


def test_the_query_is_the_one_that_is_asked() -> None:
    assert f"```sparql\n{QUERY.strip()}\n```" in DOCS


def test_the_table_of_the_docs_can_be_added(tmp_path: Path) -> None:
    lines = [
        line.strip() for line in re.findall(r"^    (name,name_ar.*(?:\n    .*)+)", DOCS, re.MULTILINE)[0].splitlines()
    ]
    path = tmp_path / "villages.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (place,) = SOURCES["table"].read([path]).places
    assert (place.kind, place.lon, place.lat, place.units) == ("village", 43.912, 35.204, ("iq.kirkuk.hawija",))
    assert [name.text for name in place.names] == ["Tell Invented", "تل مخترع"]
