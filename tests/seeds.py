"""Small inputs of every format and every language, of our own writing, from which others are made by mutation."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from functools import cache
from pathlib import Path

from geomap.settings import data_folder

__all__ = ["files", "reports"]

GOLD = Path(__file__).parent / "gold"


@cache
def reports() -> tuple[tuple[str, str], ...]:
    """Return language and text of the bundled reports, and of the Sorani ones that rules were written from."""
    rows = [json.loads(line) for line in (data_folder("reports") / "reports.jsonl").read_text("utf-8").splitlines()]
    rows += [json.loads(line) for line in (GOLD / "sorani.jsonl").read_text("utf-8").splitlines()]
    return tuple((row.get("language", "ckb"), row["text"]) for row in rows if row.get("text"))


@cache
def files() -> tuple[tuple[str, bytes], ...]:
    """Return ending and content of a file of every format but PDF, one to three reports in each."""
    texts = [text[:600] for _, text in reports()[:3]]
    rows = [{"id": f"r{n}", "text": text, "published": "2021-09-06"} for n, text in enumerate(texts)]
    return (
        (".txt", texts[0].encode()),
        (".txt", texts[0].encode("cp1256", "replace")),
        (".txt", texts[1].encode("utf-16")),
        (".jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()),
        (".json", json.dumps(rows, indent=1).encode()),
        (".json", json.dumps(_telegram(texts), ensure_ascii=False, indent=1).encode()),
        (".json", json.dumps(_relief(texts)).encode()),
        (".json", json.dumps({"hits": {"hits": [{"_id": "1", "_source": rows[0]}]}}).encode()),
        (".xml", _rss(texts).encode()),
        (".xml", _atom(texts).encode("utf-16")),
        (".csv", _table(rows).encode()),
        (".html", _page(texts).encode()),
        (
            ".mht",
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            + _page(texts).encode(),
        ),
        (".eml", _mail(texts[0])),
        (".mbox", b"From a@example.org Mon Sep  6 10:00:00 2021\n" + _mail(texts[1]) + b"\n"),
        (".docx", _word(texts)),
        (".xlsx", _workbook(rows)),
        (".parquet", _parquet(rows)),
        (".zip", _zip(texts)),
        (".gz", gzip.compress(texts[0].encode(), mtime=0)),
        (".rtf", rb"{\rtf1\ansi\ansicpg1256 Two soldiers were killed in Kirkuk.\par \u1602? more\par}"),
    )


def _telegram(texts: list[str]) -> dict[str, object]:
    posts = [
        {
            "id": n,
            "type": "message",
            "date": "2021-09-06T10:00:00",
            "date_unixtime": "1630911600",
            "text": [text, {"text": "#a"}],
        }
        for n, text in enumerate(texts)
    ]
    chat = {"name": "c", "type": "public_channel", "id": 4, "messages": posts}
    return {"about": "", "contacts": {"list": []}, "chats": {"list": [chat, chat | {"type": "personal_chat"}]}}


def _relief(texts: list[str]) -> dict[str, object]:
    return {
        "count": len(texts),
        "data": [
            {"id": str(n), "fields": {"title": "T", "body-html": f"<p>{text}</p>", "date": {"created": "2021-09-06"}}}
            for n, text in enumerate(texts)
        ],
    }


def _rss(texts: list[str]) -> str:
    items = "".join(
        f"<item><title>T</title><link>http://a/</link><pubDate>Mon, 06 Sep 2021 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
        for text in texts
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>{items}</channel></rss>'
    )


def _atom(texts: list[str]) -> str:
    entries = "".join(
        f"<entry><id>u:{n}</id><content type='html'>{text}</content></entry>" for n, text in enumerate(texts)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entries}</feed>'


def _table(rows: list[dict[str, str]]) -> str:
    held = io.StringIO()
    writer = csv.DictWriter(held, ["id", "text", "published"])
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def _page(texts: list[str]) -> str:
    lines = "".join(f"<p>{text}</p>" for text in texts)
    article = f"<article><h1>T</h1>{lines}</article>"
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title></head><body>{article}</body></html>"


def _mail(text: str) -> bytes:
    head = "From: D <d@example.org>\nSubject: S\nDate: Mon, 06 Sep 2021 10:00:00 +0300\n"
    head += "Content-Type: text/plain; charset=utf-8\n"
    return f"{head}\n{text}\n".encode()


def _word(texts: list[str]) -> bytes:
    import docx

    document, held = docx.Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


def _workbook(rows: list[dict[str, str]]) -> bytes:
    import openpyxl

    book, held = openpyxl.Workbook(), io.BytesIO()
    for cells in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.active.append(cells)
    book.save(held)
    return held.getvalue()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    held = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), held)
    return held.getvalue()


def _zip(texts: list[str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), text)
        archive.writestr(zipfile.ZipInfo("a/feed.xml"), _rss(texts))
    return held.getvalue()
