"""``geomap gazetteer add, remove, show, info`` as a user runs them: real files, a real library, a loopback server."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli.app import Exit, app
from geomap.gazetteer.library import FILE, Library

TABLE = """\
name,name_ar,lon,lat,kind,parent
Tell Invented,تل مخترع,43.9,35.2,village,iq.kirkuk.hawija
Yayçı köyü,يايجي,44.25,35.43,town,
"""
"""Of our own invention: a village that nobody has, and Yaychi as a table might spell it."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data and a cache folder for this test alone."""
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "home"))
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "home"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "villages.csv"
    path.write_text(TABLE, "utf-8")
    return path


def call(*words: object) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of ``geomap gazetteer words``."""
    done = CliRunner().invoke(app, ["gazetteer", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_add_tells_what_became_of_the_rows(table: Path) -> None:
    status, out, _ = call("add", "table", table)
    assert status == Exit.DONE
    assert "2 rows." in out
    assert "1 row joined with places of ours" in out
    assert "1 row as new places" in out
    (held,) = Library.of_user().sources()
    assert (held.key, held.rows, held.origin) == ("table:villages", 2, str(table))
    assert held.digest == hashlib.sha256(TABLE.encode()).hexdigest()


def test_info_lists_what_was_added(table: Path) -> None:
    assert "None yet" in call("info")[1]
    call("add", "table", table, "--name", "fieldwork")
    out = call("info")[1]
    for words in (
        "table:fieldwork",
        str(table),
        hashlib.sha256(TABLE.encode()).hexdigest(),
        "licence",
        "Arabic",
        "town",
    ):
        assert words in out


def test_show_says_why_a_row_was_joined(table: Path) -> None:
    call("add", "table", table)
    status, out, _ = call("show", "iq.kirkuk.p.yaychi")
    assert status == Exit.DONE
    assert "Yaychi (town) · iq.kirkuk.p.yaychi" in out
    assert "is the same as iq.kirkuk.p.yaychi" in out
    assert "km apart" in out


def test_show_finds_by_id_of_a_row_by_name_and_as_json(table: Path) -> None:
    call("add", "table", table)
    status, out, _ = call("show", "تل مخترع", "--json")
    assert status == Exit.DONE
    facts = json.loads(out)
    assert facts["id"].startswith("table.villages.")
    assert facts["parents"][0].startswith("iq.kirkuk")
    assert facts["sources"] == ["table"]
    (decision,) = facts["decisions"]
    assert (decision["kind"], decision["id"]) == ("first", facts["id"])
    again = json.loads(call("show", facts["id"], "--json")[1])
    assert again == facts


def test_show_gives_every_bearer_of_a_name() -> None:
    status, out, _ = call("show", "الرشاد", "--json")
    assert status == Exit.DONE
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    assert {"iq.kirkuk.p.rashad", "iq.anbar.p.rashad_garma", "iq.diyala.p.rashad_muqdadiya"} <= set(ids)


def test_show_of_a_town_abroad() -> None:
    status, out, _ = call("show", "Tehran", "--json")
    assert status == Exit.DONE
    assert any(json.loads(line)["country"] == "IR" for line in out.splitlines())


def test_show_of_nothing() -> None:
    status, out, err = call("show", "Nowhere at all")
    assert (status, out) == (Exit.SKIPPED, "")
    assert "Nowhere at all" in err


def test_remove_takes_it_out_again(table: Path) -> None:
    before = Library.of_user().digest()
    call("add", "table", table)
    status, out, _ = call("remove", "table:villages")
    assert status == Exit.DONE
    assert "2 rows" in out
    assert Library.of_user().digest() == before
    assert call("show", "تل مخترع")[0] == Exit.SKIPPED


def test_adding_again_replaces(table: Path) -> None:
    call("add", "table", table)
    digest = Library.of_user().digest()
    call("add", "table", table)
    assert Library.of_user().digest() == digest
    table.write_text(TABLE.replace("Tell Invented", "Tell Reinvented"), "utf-8")
    call("add", "table", table)
    assert [held.rows for held in Library.of_user().sources()] == [2]
    assert call("show", "Tell Invented")[0] == Exit.SKIPPED


def test_two_tables_stand_side_by_side(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "more.csv"
    other.write_text("name,lon,lat\nTell Other,43.5,35.6\n", "utf-8")
    call("add", "table", table, "--name", "fieldwork")
    call("add", "table", other, "--name", "archive")
    assert [held.key for held in Library.of_user().sources()] == ["table:archive", "table:fieldwork"]


def test_a_failed_import_lists_every_fault_and_changes_nothing(table: Path) -> None:
    call("add", "table", table)
    before = Library.of_user().digest(), Library.of_user().places()
    table.write_text(TABLE + "Swapped,,35.2,43.9,village,\nNowhere,,x,35,village,\nOdd,,44,35,hamlett,\n", "utf-8")
    status, out, err = call("add", "table", table)
    assert (status, out) == (Exit.FAILED, "")
    for line in (4, 5, 6):
        assert f"villages.csv:{line}" in err
    assert "the library is as it was" in err
    assert (Library.of_user().digest(), Library.of_user().places()) == before


def test_a_broken_library_is_told(table: Path, own_home: Path) -> None:
    (own_home / "gazetteer").mkdir(parents=True)
    (own_home / "gazetteer" / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 20)
    for words in (("add", "table", table), ("show", "Kirkuk"), ("info",), ("remove", "table:villages")):
        status, _, err = call(*words)
        assert status == Exit.FAILED
        assert "move the file away" in err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("add", "nosuch"), "geonames"),
        (("add", "table"), "path"),
        (("add", "cod-ab", "--name", "mine"), "--name"),
        (("add", "table", "villages.csv", "--name", "../up"), "no name of a table"),
        (("remove", "geonames"), "Nothing has been added"),
    ],
)
def test_a_wrong_call_is_refused(words: tuple[str, ...], hint: str) -> None:
    status, _, err = call(*words)
    assert status == Exit.USAGE
    assert hint in " ".join(err.split())
    assert Library.of_user().sources() == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    status, _, err = call("add", "table", tmp_path / "none.csv")
    assert status == Exit.FAILED
    assert "none.csv" in err


@pytest.fixture
def server(table: Path) -> Iterator[str]:
    """The table's folder on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(table.parent))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_add_from_an_address(server: str) -> None:
    status, out, _ = call("add", "table", f"{server}/villages.csv")
    assert status == Exit.DONE, out
    (held,) = Library.of_user().sources()
    assert (held.key, held.origin, held.rows) == ("table:villages", f"{server}/villages.csv", 2)


def test_an_address_that_is_not_there(server: str) -> None:
    status, _, err = call("add", "table", f"{server}/none.csv")
    assert status == Exit.FAILED
    assert "404" in err
    assert Library.of_user().sources() == ()


def test_names_from_outside_reach_the_terminal_as_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text("name,lon,lat\n[red]Tell[/red] '; DROP TABLE places;--,43.5,35.6\n", "utf-8")
    assert call("add", "table", path)[0] == Exit.DONE
    out = call("show", "[red]Tell[/red] '; DROP TABLE places;--")[1]
    assert "[red]Tell[/red] '; DROP TABLE places;--" in out
    with sqlite3.connect(Library.of_user().path) as database:
        assert database.execute("SELECT count(*) FROM places").fetchone() == (1,)
    database.close()


def test_several_files_have_the_digest_of_their_list(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"name,lon,lat\nTell {name} invented,43.5,35.6\n", "utf-8")
    assert call("add", "table", tmp_path / "b.csv", tmp_path / "a.csv", "--name", "both")[0] == Exit.DONE
    parts = [(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest(), name) for name in ("a.csv", "b.csv")]
    listed = "".join(f"{digest}  {name}\n" for digest, name in parts)
    assert Library.of_user().sources()[0].digest == hashlib.sha256(listed.encode()).hexdigest()


def test_surveyed_areas_come_into_use(shared: Path) -> None:
    status, out, _ = call("add", "cod-ab", shared / "data/gazetteer/cod_ab_iq_2019")
    assert status == Exit.DONE
    assert "surveyed areas in use: 1 of country, 19 of governorate, 113 of district, 294 of subdistrict" in out
    assert "OCHA" in out
    facts = json.loads(call("show", "cod.IQG13Q01", "--json")[1])
    assert facts["id"] == "iq.kirkuk.hawija"
    assert "cod-ab" in facts["sources"]
    verdicts = {verdict["judge"] for decision in facts["decisions"] for verdict in decision["verdicts"]}
    assert {"kind", "name", "distance", "parent", "ground"} <= verdicts
