"""Files of every format with one report in them, made by the formats' own libraries."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

ARABIC = "قُتل ثلاثة جنود وأصيب 12 آخرون في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."

ODF = "urn:oasis:names:tc:opendocument:xmlns"


def docx(*paragraphs: str) -> bytes:
    import docx as word

    document = word.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def odt(*paragraphs: str, head: str = "", manifest: str = "<manifest/>") -> bytes:
    lines = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content xmlns:office="{ODF}:office:1.0" '
        f'xmlns:text="{ODF}:text:1.0"><office:body><office:text>{lines}</office:text></office:body>'
        "</office:document-content>"
    )
    return zipped({"content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


def rtf(text: str) -> bytes:
    coded = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)
    return ("{\\rtf1\\ansi\\ansicpg1256 " + coded + "\\par}").encode("ascii")


def mail(text: str, *, subject: str = "Report", attached: dict[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Kirkuk Desk <desk@example.org>"
    message["Date"] = "Sun, 05 Sep 2021 22:30:00 +0000"
    message["Message-ID"] = "<42@example.org>"
    message.set_content(text)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def page(title: str, *paragraphs: str, head: str = "", lang: str = "ar") -> str:
    """Return a page as news sites build them: menu, clock, report, other reports, comments, footer."""
    lines = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        (Path(__file__).parent / "report_page.html")
        .read_text("utf-8")
        .format(lang=lang, title=title, head=head, paragraphs=lines)
    )
