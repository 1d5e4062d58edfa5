"""Downloads, from a server on loopback that does what publishers' servers do, and what they should not."""

from __future__ import annotations

import hashlib
import io
import json
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.importers import cod_ab, geoboundaries, geonames, table, wikidata
from geomap.gazetteer.importers.download import fetch, fetch_source, file_names
from geomap.gazetteer.importers.registry import SOURCES

BODY = bytes(range(256)) * 4096  # 1 MiB: several chunks


@dataclass
class Site:
    """What the server has, how it behaves, and what it was asked."""

    base: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    tag: str = '"one"'
    cut_after: list[int] = field(default_factory=list)  # break each of the first answers off after so many bytes
    announce: int | None = None
    redirect: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        wanted = self.headers.get("Range", "")
        site.asked.append((self.path, wanted))
        if self.path in site.redirect:
            self.send_response(302)
            self.send_header("Location", site.redirect[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path not in site.files:
            self.send_error(404)
        else:
            self.answer(site, site.files[self.path], wanted)

    def answer(self, site: Site, body: bytes, wanted: str) -> None:
        match = re.fullmatch(r"bytes=(\d+)-", wanted)
        start = int(match[1]) if match and site.ranges and self.headers.get("If-Range") == site.tag else 0
        if match and start and start >= len(body):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(body)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        if site.tag:
            self.send_header("ETag", site.tag)
        self.send_header("Content-Length", str(site.announce or len(body) - start))
        self.end_headers()
        cut = site.cut_after.pop(0) if site.cut_after else len(body)
        self.wfile.write(body[start : start + cut])
        if cut < len(body) - start:
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    server = Server(("127.0.0.1", 0), type("Served", (Handler,), {"site": site}))
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def test_files_come_whole_in_order_with_progress(site: Site, tmp_path: Path) -> None:
    site.files = {"/a/IQ.zip": BODY, "/a/names/IQ.zip": b"other"}
    told: list[tuple[int, int | None]] = []
    urls = [f"{site.base}/a/IQ.zip", f"{site.base}/a/names/IQ.zip"]
    found = fetch(urls, tmp_path / "new", progress=lambda done, total: told.append((done, total)))
    assert [path.name for path in found] == ["IQ.zip", "names-IQ.zip"]
    assert [path.read_bytes() for path in found] == [BODY, b"other"]
    assert told[-2:] == [(len(BODY), len(BODY)), (5, 5)]
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["IQ.zip", "names-IQ.zip"]


def test_what_breaks_off_is_gone_on_with(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": BODY}
    site.cut_after = [600_000]
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY
    assert [wanted for _, wanted in site.asked] == ["", "bytes=589824-"]


def test_a_later_run_goes_on_too(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": BODY}
    site.cut_after = [300_000, 300_000, 300_000]
    with pytest.raises(GazetteerError, match=r"broke off 3 times.*What came is kept.*PATH"):
        fetch([f"{site.base}/x.db"], tmp_path)
    there = (tmp_path / "x.db.part").stat().st_size
    assert 700_000 < there <= 900_000  # whole chunks only
    assert not (tmp_path / "x.db").exists()
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY
    assert site.asked[-1][1] == f"bytes={there}-"


def test_a_part_of_another_edition_is_not_gone_on_with(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": BODY}
    site.cut_after = [300_000] * 3
    with pytest.raises(GazetteerError):
        fetch([f"{site.base}/x.db"], tmp_path)
    site.tag, site.files = '"two"', {"/x.db": BODY[::-1]}
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY[::-1]


def test_a_part_that_is_whole_already_is_taken(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": BODY}
    (tmp_path / "x.db.part").write_bytes(BODY)
    (tmp_path / "x.db.part.json").write_text(json.dumps({"url": f"{site.base}/x.db", "mark": site.tag}))
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY


@pytest.mark.parametrize("mark", ["no JSON", json.dumps({"url": "http://other/", "mark": '"one"'}), "[]"])
def test_a_part_with_a_strange_mark_is_begun_anew(site: Site, tmp_path: Path, mark: str) -> None:
    site.files = {"/x.db": BODY}
    (tmp_path / "x.db.part").write_bytes(b"rubbish")
    (tmp_path / "x.db.part.json").write_text(mark)
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY
    assert site.asked == [("/x.db", "")]


@pytest.mark.parametrize(("ranges", "tag"), [(False, '"one"'), (True, 'W/"weak"'), (True, "")])
def test_a_server_that_cannot_go_on_begins_anew(site: Site, tmp_path: Path, ranges: bool, tag: str) -> None:
    site.files, site.ranges, site.tag = {"/x.db": BODY}, ranges, tag
    site.cut_after = [300_000]
    assert fetch([f"{site.base}/x.db"], tmp_path)[0].read_bytes() == BODY


def test_a_truncated_download_is_told(site: Site, tmp_path: Path) -> None:
    site.files, site.announce, site.ranges = {"/x.db": b"short"}, 50, False
    site.cut_after = [4, 4, 4]
    with pytest.raises(GazetteerError, match=r"broke off"):
        fetch([f"{site.base}/x.db"], tmp_path)
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("ending", [".md5", ".sha256"])
def test_a_published_checksum_is_checked(site: Site, tmp_path: Path, ending: str) -> None:
    digest = hashlib.new(ending[1:], BODY).hexdigest()
    site.files = {"/iraq.osm.pbf": BODY, f"/iraq.osm.pbf{ending}": f"{digest}  iraq.osm.pbf\n".encode()}
    assert fetch([f"{site.base}/iraq.osm.pbf"], tmp_path, checksum=ending)[0].read_bytes() == BODY


def test_a_wrong_checksum_throws_the_file_away(site: Site, tmp_path: Path) -> None:
    site.files = {"/iraq.osm.pbf": BODY, "/iraq.osm.pbf.md5": b"0123456789abcdef0123456789abcdef  iraq.osm.pbf"}
    with pytest.raises(GazetteerError, match=r"came damaged.*0123456789abcdef"):
        fetch([f"{site.base}/iraq.osm.pbf"], tmp_path, checksum=".md5")
    assert list(tmp_path.iterdir()) == []


def test_a_checksum_that_is_none_is_told(site: Site, tmp_path: Path) -> None:
    site.files = {"/iraq.osm.pbf": BODY, "/iraq.osm.pbf.md5": b"<html>gone</html>"}
    with pytest.raises(GazetteerError, match="holds no checksum"):
        fetch([f"{site.base}/iraq.osm.pbf"], tmp_path, checksum=".md5")


def test_a_missing_file_is_told(site: Site, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"/gone\.zip cannot be downloaded: the server says 404.*give its PATH"):
        fetch([f"{site.base}/gone.zip"], tmp_path)


def test_no_server_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/IQ.zip"
        with pytest.raises(
            GazetteerError, match=r"cannot be reached: is this machine offline.*by hand.*PATH"
        ) as caught:
            fetch([url], tmp_path)
    assert url in str(caught.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "IQ.zip", "http:///x", "javascript:1"])
def test_only_the_web_is_downloaded_from(tmp_path: Path, url: str) -> None:
    with pytest.raises(GazetteerError, match="expected http:// or https://"):
        fetch([url], tmp_path)


def test_a_file_that_is_too_large_is_refused(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": BODY}
    with pytest.raises(GazetteerError, match="more than 1000 bytes"):
        fetch([f"{site.base}/x.db"], tmp_path, most_bytes=1000)
    assert list(tmp_path.iterdir()) == []


def test_redirects_are_followed_and_circles_told(site: Site, tmp_path: Path) -> None:
    site.files = {"/iraq-261125.pbf": b"new"}
    site.redirect = {"/iraq-latest.pbf": "/iraq-261125.pbf", "/round": "/round", "/away": "file:///etc/passwd"}
    assert fetch([f"{site.base}/iraq-latest.pbf"], tmp_path)[0].read_bytes() == b"new"
    for path in ("/round", "/away"):
        with pytest.raises(GazetteerError, match="cannot be downloaded"):
            fetch([site.base + path], tmp_path)


def test_a_folder_that_cannot_be_written_is_told(site: Site, tmp_path: Path) -> None:
    site.files = {"/x.db": b"x"}
    (tmp_path / "x.db.part").mkdir()
    with pytest.raises(GazetteerError, match="cannot be kept"):
        fetch([f"{site.base}/x.db"], tmp_path)


def test_names_of_files_are_safe_and_differ() -> None:
    urls = [
        "https://a/dump/IQ.zip",
        "https://a/dump/alternatenames/IQ.zip",
        "https://a/..%2f..%2fetc/%2e%2e",
        "https://query.wikidata.org/sparql?query=x",
        "https://a/",
        "https://b/",
    ]
    names = file_names(urls)
    assert names[:2] == ("IQ.zip", "alternatenames-IQ.zip")
    assert names[3] == "sparql"
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", name) for name in names)


def test_an_index_is_resolved_first(site: Site, tmp_path: Path) -> None:
    levels = [{"boundaryType": f"ADM{n}", "gjDownloadURL": f"{site.base}/adm{n}.geojson"} for n in (0, 1)]
    site.files = {"/api/ALL/": json.dumps(levels).encode(), "/adm0.geojson": b"0", "/adm1.geojson": b"1"}
    source = replace(geoboundaries.SOURCE, downloads=(f"{site.base}/api/ALL/",))
    assert [path.read_bytes() for path in fetch_source(source, tmp_path)] == [b"0", b"1"]


def test_what_is_downloaded_can_be_read(site: Site, tmp_path: Path) -> None:
    dump, names = io.BytesIO(), io.BytesIO()
    cells = ["1", "Tell", "Tell", "", "35.3", "43.7", "P", "PPL", "IQ", *[""] * 5, "0", "", "300", "Asia/Baghdad", ""]
    for packed, line in ((dump, "\t".join(cells)), (names, "9\t1\tar\tتل\t1\t\t\t\t\t")):
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("IQ.txt", line + "\n")
    site.files = {"/dump/IQ.zip": dump.getvalue(), "/dump/alternatenames/IQ.zip": names.getvalue()}
    source = replace(geonames.SOURCE, downloads=tuple(site.base + path for path in site.files))
    (place,) = source.read(fetch_source(source, tmp_path)).places
    assert [name.text for name in place.names] == ["تل", "Tell"]
    bindings = {"place": "Q1", "coord": "Point(44 35)", "class": "Q1248784", "en": "Field"}
    answer = {"results": {"bindings": [{key: {"value": value} for key, value in bindings.items()}]}}
    address = urlsplit(wikidata.SOURCE.downloads[0])
    site.files = {f"/sparql?{address.query}": json.dumps({"head": {"vars": list(bindings)}, **answer}).encode()}
    source = replace(wikidata.SOURCE, downloads=(f"{site.base}/sparql?{address.query}",))
    (place,) = source.read(fetch_source(source, tmp_path)).places
    assert (place.id, place.kind) == ("wd.Q1", "airport")


def test_a_source_that_fails_says_which_command_takes_a_file(site: Site, tmp_path: Path) -> None:
    source = replace(wikidata.SOURCE, downloads=(f"{site.base}/sparql?query={'x' * 2000}",))
    with pytest.raises(GazetteerError, match="Wikidata is not downloaded") as caught:
        fetch_source(source, tmp_path)
    assert "With a file at hand (https://www.wikidata.org/): geomap gazetteer add wikidata PATH" in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(("answer", "message"), [(b"<html>", "is no JSON"), (b"{}", "names no file")])
def test_an_index_of_no_use_is_told(site: Site, tmp_path: Path, answer: bytes, message: str) -> None:
    site.files = {"/api": answer}
    source = replace(cod_ab.SOURCE, downloads=(f"{site.base}/api",))
    with pytest.raises(GazetteerError, match=message):
        fetch_source(source, tmp_path)


def test_a_source_without_addresses_asks_for_a_path(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="give the path of a file"):
        fetch_source(table.SOURCE, tmp_path)


def test_hdx_answers_are_understood() -> None:
    resources = [
        {"format": "SHP", "download_url": "https://x/irq.shp.zip"},
        {"format": "GeoJSON", "download_url": "https://x/irq.geojson.zip"},
        {"format": "XLSX", "download_url": "https://x/irq.xlsx"},
    ]
    assert cod_ab.addresses({"result": {"resources": resources}}) == ("https://x/irq.geojson.zip",)
    assert cod_ab.addresses({"result": {"resources": resources[:1]}}) == ("https://x/irq.shp.zip",)
    for odd in ({}, [], {"result": []}, {"result": {"resources": [1, {"format": None}]}}, None):
        assert cod_ab.addresses(odd) == ()
        assert geoboundaries.addresses(odd) == ()


def test_every_source_has_a_whole_passport() -> None:
    assert list(SOURCES) == [
        *("geonames", "whosonfirst", "cod-ab", "geoboundaries", "natural-earth", "osm", "wikidata", "table")
    ]
    assert len({source.prefix for source in SOURCES.values()}) == len(SOURCES)
    for key, source in SOURCES.items():
        assert source.key == key
        assert all(url.startswith("https://") for url in source.downloads)
        assert key == "table" or (source.licence and source.attribution and source.homepage and source.downloads)
