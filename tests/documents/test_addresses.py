"""Addresses that the user names: fetched once, read as what they are, and every way in which that can fail is told."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from web_site import Page, WebSite, web_site

from geomap.documents import addresses, read_documents
from geomap.documents.addresses import is_address, shown
from geomap.records import Document, Problem
from geomap.settings import Settings

ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."
ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>
<item><guid isPermaLink="false">n1</guid><title>Attack</title><link>https://example.org/1</link>
<description>{ENGLISH}</description></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[WebSite]:
    with web_site() as served:
        yield served


def read(*paths: str | Path, **options: object) -> list[Document | Problem]:
    return list(read_documents(paths, today=date(2026, 1, 1), **options))  # type: ignore[arg-type]


def test_a_text_is_fetched_once_by_geomaps_own_name(site: WebSite) -> None:
    site.pages["/a.txt"] = Page(ENGLISH.encode())
    address = f"{site.base}/a.txt"
    document, problem = read(address, f"{address}#part")
    assert isinstance(document, Document)
    assert (document.text, document.origin, document.url) == (ENGLISH, address, address)
    assert isinstance(problem, Problem)
    assert (problem.where, problem.skipped) == (address, False)
    [(path, agent)] = site.asked
    assert path == "/a.txt"
    assert agent.startswith("geomap/")


@pytest.mark.parametrize("content_type", ["application/rss+xml", "text/xml", "text/html", "", "application/xml"])
def test_a_feed_is_read_and_its_links_are_not_followed(site: WebSite, content_type: str) -> None:
    site.pages["/feed"] = Page(FEED.replace("https://example.org", site.base).encode(), content_type)
    [document] = read(f"{site.base}/feed")
    assert isinstance(document, Document)
    assert document.origin == f"{site.base}/feed#1"
    assert (document.id, document.url, document.source) == ("n1", f"{site.base}/1", "Desk")
    assert [path for path, _ in site.asked] == ["/feed"]


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/octet-stream", ""])
def test_json_is_read_by_its_type_or_its_address(site: WebSite, content_type: str) -> None:
    rows = {"data": [{"id": "1", "fields": {"title": "Attack", "body": ENGLISH}}]}
    site.pages["/v1/reports.json?limit=1"] = Page(json.dumps(rows).encode(), content_type)
    [document] = read(f"{site.base}/v1/reports.json?limit=1")
    assert isinstance(document, Document)
    assert document.text == f"Attack\n\n{ENGLISH}"


def test_a_code_page_that_only_the_server_names_counts(site: WebSite) -> None:
    site.pages["/a"] = Page(ARABIC.encode("cp1256"), "text/plain; charset=windows-1256")
    [document] = read(f"{site.base}/a")
    assert isinstance(document, Document)
    assert document.text == ARABIC.encode("cp1256").decode("cp1256")


def test_a_packed_answer_is_unpacked(site: WebSite) -> None:
    site.pages["/a"] = Page(gzip.compress(ENGLISH.encode()), headers={"Content-Encoding": "gzip"})
    [document] = read(f"{site.base}/a")
    assert isinstance(document, Document)
    assert document.text == ENGLISH


def test_redirects_are_followed_five_times(site: WebSite) -> None:
    for step in range(8):
        site.pages[f"/{step}"] = Page(status=302, headers={"Location": f"/{step + 1}"})
    site.pages["/8"] = Page(ENGLISH.encode())
    good, bad = read(f"{site.base}/3", f"{site.base}/2")
    assert isinstance(good, Document)
    assert isinstance(bad, Problem)
    assert "more than 5 times" in bad.what


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (Page(status=404), "404"),
        (Page(status=500), "500"),
        (Page(status=304), "304"),
        (Page(b""), "is empty"),
        (Page(b"x" * 5000), "larger than 0.001 MB"),
        (Page(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"}), "larger than 0.001 MB"),
        (Page(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Page(b"half", announced=400), "breaks off"),
        (Page(status=302, headers={"Location": "file:///etc/passwd"}), "not of http"),
        (Page(status=302, headers={"Location": "http://["}), "no address"),
        (Page(b"%PDF-1.7 x", "image/png"), "."),
        (Page(b"<urlset/>", "application/xml"), "no feed"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_rest_goes_on(site: WebSite, page: Page, what: str) -> None:
    site.pages |= {"/bad": page, "/good": Page(ENGLISH.encode())}
    problem, document = read(f"{site.base}/bad", f"{site.base}/good", settings=Settings(max_bytes=1000))
    assert isinstance(problem, Problem)
    assert problem.where == f"{site.base}/bad"
    assert what in problem.what
    assert problem.hint
    assert problem.skipped
    assert isinstance(document, Document)


def test_a_server_that_is_slow_is_not_waited_for(site: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "READ_S", 0.1)
    site.pages["/a"] = Page(ENGLISH.encode(), slow_s=0.5)
    [problem] = read(f"{site.base}/a")
    assert isinstance(problem, Problem)
    assert "in time" in problem.what


def test_an_answer_that_never_ends_is_ended(site: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "WHOLE_S", -1.0)
    site.pages["/a"] = Page(ENGLISH.encode())
    [problem] = read(f"{site.base}/a")
    assert isinstance(problem, Problem)
    assert "did not come within" in problem.what


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [problem] = read(f"http://127.0.0.1:{port}/a")
    assert isinstance(problem, Problem)
    assert "cannot be reached" in problem.what


def test_a_certificate_of_nobody_is_refused(tmp_path: Path) -> None:
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-keyout", "key.pem", "-out", "cert.pem"),
        ],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("openssl is not there to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=shake_hands, args=(context, server))
        thread.start()
        [problem] = read(f"https://127.0.0.1:{server.getsockname()[1]}/a")
        thread.join()
    assert isinstance(problem, Problem)
    assert "certificate" in problem.what


def shake_hands(context: ssl.SSLContext, server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, suppress(OSError):  # the reader hangs up
        context.wrap_socket(connection, server_side=True).close()


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "gopher://x", "javascript://x"])
def test_other_schemes_are_refused(address: str) -> None:
    [problem] = read(address)
    assert isinstance(problem, Problem)
    assert "http and https only" in problem.what


@pytest.mark.parametrize(
    "address", ["http://", "https://[", "http://a b/", "http://\udcff/", "http://.x./", "http://x:99999/"]
)
def test_what_is_no_address_is_told(address: str) -> None:
    [problem] = read(address)
    assert isinstance(problem, Problem)
    assert problem.skipped


def test_a_password_is_not_shown() -> None:
    assert shown("https://me:secret@example.org/a?b=@c#d") == "https://example.org/a?b=@c"
    assert shown("https://me:se@cret@example.org") == "https://example.org"


@pytest.mark.parametrize("name", ["reports/a.txt", "C:/a.txt", "C://a.txt", "http:/a", "a b://c", "-"])
def test_names_of_files_are_no_addresses(name: str) -> None:
    assert not is_address(name)


def test_reading_files_does_not_load_the_network() -> None:
    code = "import sys, geomap.documents; raise SystemExit('requests' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
