"""Telegram's export: posts in every form, whole and half written; channels' own words cut, places kept."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import in_time

from geomap.documents import read_documents
from geomap.documents.channel_words import bare, signatures
from geomap.records import Document, Problem
from geomap.settings import Settings

ARABIC = "قُتل ثلاثة جنود في هجوم شنه مسلحون على نقطة تفتيش قرب قضاء مخمور، بحسب مصدر أمني في المحافظة."
SORANI = "سێ سەرباز لە هێرشێکی چەکدارانی داعش بۆ سەر خاڵێکی پشکنین لە نزیک قەزای مەخموور کوژران."
ENGLISH = "Three soldiers were killed in an attack on a checkpoint near the town of Makhmur, an officer said."


def read(path: Path, **options: object) -> tuple[list[Document], list[Problem]]:
    found = list(read_documents([path], **({"today": date(2026, 1, 1)} | options)))  # type: ignore[arg-type]
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Problem)],
    )


def written(folder: Path, content: object, name: str = "result.json", indent: int | None = 1) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=indent)
    path.write_text(text, encoding="utf-8")
    return path


def post(number: int, text: object = ARABIC, **fields: Any) -> dict[str, Any]:
    """A message as Telegram Desktop writes it; sent on 6 September 2021, half past midnight of the 7th in Baghdad."""
    return {
        "id": number,
        "type": "message",
        "date": "2021-09-06T21:30:00",
        "date_unixtime": "1630963800",
        "from": "Desk",
        "from_id": "channel42",
        "text": text,
        "text_entities": [],
    } | fields


def channel(*posts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"name": "أخبار نينوى", "type": "public_channel", "id": 42, **fields, "messages": list(posts)}


@pytest.mark.parametrize("indent", [1, None])
def test_a_post_is_a_report(tmp_path: Path, indent: int | None) -> None:
    path = written(tmp_path, channel(post(7)), indent=indent)
    [document], problems = read(path)
    assert not problems
    assert document == Document(
        id="telegram:42/7",
        text=ARABIC,
        origin=f"{path}#1",
        source="أخبار نينوى",
        published=date(2021, 9, 7),
        published_basis="field",
        language="ar",
    )


def test_text_of_parts_is_put_together_and_hashtags_become_words(tmp_path: Path) -> None:
    parts = [
        "انفجار عبوة ناسفة في ",
        {"type": "hashtag", "text": "#صلاح_الدين"},
        " وإصابة ",
        {"type": "bold", "text": "شرطي"},
    ]
    [document], _ = read(written(tmp_path, channel(post(1, parts))))
    assert document.text == "انفجار عبوة ناسفة في صلاح الدين وإصابة شرطي"


def test_the_service_and_pictures_without_words_are_passed_over(tmp_path: Path) -> None:
    posts = (
        {"id": 1, "type": "service", "date": "2021-09-06T21:30:00", "action": "pin_message", "text": ""},
        post(2, "", photo="photos/1.jpg"),
        post(3, ENGLISH, photo="photos/2.jpg"),
        post(4, "🔥🔥", photo="photos/3.jpg"),
    )
    path = written(tmp_path, channel(*posts))
    [document], problems = read(path)
    assert (document.text, document.origin) == (ENGLISH, f"{path}#3")
    assert not problems


def test_forwarded_and_edited_posts(tmp_path: Path) -> None:
    posts = (
        post(1, forwarded_from="وكالة", edited="2021-09-09T10:00:00", edited_unixtime="1631170800"),
        post(2, f"{ENGLISH} It was edited.", edited="2021-09-09T10:00:00"),
        post(3, SORANI, forwarded_from=None),
    )
    documents, _ = read(written(tmp_path, channel(*posts)))
    assert [d.source for d in documents] == [
        "أخبار نينوى, forwarded from وكالة",
        "أخبار نينوى",
        "أخبار نينوى, forwarded from a deleted account",
    ]
    assert {d.published for d in documents} == {date(2021, 9, 7)}


def test_the_same_post_forwarded_twice_keeps_its_words(tmp_path: Path) -> None:
    """Whether they are reprints is for the stage that joins reports: it compares the texts, which are equal."""
    posts = (post(1), post(2, f"{ARABIC}\n\n#عاجل\nhttps://t.me/desk", forwarded_from="Desk"))
    first, second = read(written(tmp_path, channel(*posts)))[0]
    assert first.text == second.text
    assert first.id != second.id


@pytest.mark.parametrize(
    ("name", "url"), [("desk_1", "https://t.me/desk_1/7"), ("a/../b", None), (None, None), (5, None)]
)
def test_an_address_is_given_only_where_the_export_says_it(tmp_path: Path, name: object, url: str | None) -> None:
    [document], _ = read(written(tmp_path, channel(post(7), username=name)))
    assert document.url == url


def test_an_export_of_everything(tmp_path: Path) -> None:
    chats = [
        channel(post(1)),
        {"name": "Friend", "type": "personal_chat", "id": 3, "messages": [post(1, "Private words of a friend.")]},
        {"type": "saved_messages", "id": 4, "messages": [post(1, ENGLISH, forwarded_from="Desk")]},
    ]
    export = {
        "about": "words",
        "personal_information": {"user_id": 1, "first_name": "N"},
        "contacts": {"about": "", "list": [{"first_name": "F"}]},
        "chats": {"about": "", "list": chats},
        "left_chats": {"about": "", "list": [channel(post(1, SORANI), id=9)]},
    }
    path = written(tmp_path, export)
    documents, [problem] = read(path)
    assert [d.id for d in documents] == ["telegram:42/1", "telegram:4/1", "telegram:9/1"]
    assert [d.source for d in documents] == ["أخبار نينوى", "forwarded from Desk", "أخبار نينوى"]
    assert "private chat" in problem.what
    assert not problem.skipped


def test_a_private_chat_that_is_exported_alone_is_read(tmp_path: Path) -> None:
    chat = {"name": "Source", "type": "personal_chat", "id": 3, "messages": [post(1, ENGLISH)]}
    assert len(read(written(tmp_path, chat))[0]) == 1


EXPORT = json.dumps(
    channel(*(post(n, text) for n, text in enumerate((ARABIC, SORANI, ENGLISH), 1))), ensure_ascii=False
)


@pytest.mark.parametrize("at", range(70, len(EXPORT) - 2, 29))
def test_half_of_an_export_gives_its_half(tmp_path: Path, at: int) -> None:
    path = written(tmp_path, EXPORT[:at])
    documents, problems = read(path)
    whole = sum(end <= at for end in ends(EXPORT))
    assert [d.id for d in documents] == [f"telegram:42/{n + 1}" for n in range(whole)]
    [problem] = [problem for problem in problems if problem.skipped]
    assert problem.where.startswith(str(path))
    assert problem.hint


def ends(export: str) -> list[int]:
    """Return where each message of an export ends."""
    marks = [n for n in range(len(export)) if export.startswith('"text_entities": []}', n)]
    return [mark + len('"text_entities": []}') for mark in marks]


def test_a_break_in_the_middle_names_its_line(tmp_path: Path) -> None:
    text = json.dumps(channel(post(1), post(2)), ensure_ascii=False, indent=1)
    at = text.index('"id": 2')
    path = written(tmp_path, f'{text[:at]}"id" 2{text[at + 7 :]}')
    [document], [problem] = read(path)
    assert document.id == "telegram:42/1"
    assert problem.where == f"{path}#2"
    assert f"line {text[:at].count(chr(10)) + 1}:" in problem.what


def test_a_message_over_the_limit_costs_itself_only(tmp_path: Path) -> None:
    huge = post(2, ["x" * 3000, {"type": "bold", "text": '"}]\\'}])
    path = written(tmp_path, channel(post(1), huge, post(3, ENGLISH)))
    documents, [problem] = read(path, settings=Settings(max_bytes=2000))
    assert [d.id for d in documents] == ["telegram:42/1", "telegram:42/3"]
    assert problem.where == f"{path}#2"
    assert "larger" in problem.what


@pytest.mark.parametrize("value", ["soon", "99999999999999999", "-5", None, {}, [], True, 1e308])
def test_a_time_that_is_none_falls_back_on_the_day(tmp_path: Path, value: object) -> None:
    documents, _ = read(written(tmp_path, channel(post(1, date_unixtime=value), post(2, SORANI, text_entities=value))))
    assert len(documents) == 2


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
NAMES = ["id", "type", "date", "date_unixtime", "text", "text_entities", "forwarded_from", "from"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), JSON), max_size=4), st.integers(0, 400), st.booleans())
def test_any_messages_give_documents_or_problems(
    tmp_path: Path, messages: list[dict[str, Any]], cut: int, typed: bool
) -> None:
    rows = [{"type": "message"} | row if typed else row for row in messages]
    text = json.dumps(channel(post(1, ENGLISH), *rows))
    for item in read_documents([written(tmp_path, text[: len(text) - cut])], language="en"):
        assert isinstance(item, Document | Problem)


SIGNED = "قناة الحدث | تابعونا"


def test_lines_under_most_posts_are_a_signature() -> None:
    posts = [f"خبر {n} عن حادث قرب كركوك.\n\n{SIGNED}\nمعكم على مدار الساعة" for n in range(9)] + ["خبر بلا توقيع."]
    signed = signatures(posts)
    assert [bare(text, signed) for text in posts] == [
        *(f"خبر {n} عن حادث قرب كركوك." for n in range(9)),
        "خبر بلا توقيع.",
    ]


def test_few_posts_tell_no_signature_and_news_is_none() -> None:
    assert not signatures([f"{ARABIC}\nend"] * 4)
    assert not signatures([ARABIC] * 9)  # one line alone is the news
    long = "كلمة " * 40
    assert not signatures([f"{ARABIC}\n{long}"] * 9)


@pytest.mark.parametrize(
    ("post_text", "expected"),
    [
        (f"🔴 عاجل | {ARABIC}", f"عاجل | {ARABIC}"),
        (f"{ARABIC}\n\n#العراق #كركوك", ARABIC),
        (f"#كركوك\n{ARABIC}", f"كركوك\n{ARABIC}"),
        (f"{ARABIC}\nاشترك في القناة 👇\nhttps://t.me/abc", ARABIC),
        (f"{ARABIC}\n📌 للاشتراك: @abc_news", ARABIC),
        (f"{SORANI}\nبەشداری کەناڵەکەمان بن", SORANI),
        (f"{SORANI}\nبەشداری کەناڵ بکەن\nt.me/abc", SORANI),
        (f"{ENGLISH}\nhttps://example.org/a\nMore soon.", f"{ENGLISH}\nMore soon."),
        (f"{ENGLISH} https://example.org/a", f"{ENGLISH} https://example.org/a"),
        ("#عاجل", "عاجل"),
        ("https://t.me/abc", ""),
        ("اشترك في القناة", ""),
        ("می\u200cخواهم ⬅️ 1️⃣ نعم 🇮🇶 👨‍👩‍👧", "می\u200cخواهم 1 نعم"),
        (f"{ENGLISH}\n\n━━━━━━━\n***", ENGLISH),
    ],
)
def test_what_a_channel_says_around_its_news_is_cut(post_text: str, expected: str) -> None:
    assert bare(post_text, frozenset()) == expected


@pytest.mark.parametrize(
    "line", ["t.me/t.me/@abc-" * 9000 + " b", "#a_" * 30_000 + "!x", "_" * 90_000, "\u200d🔴" * 30_000]
)
def test_lines_without_end_take_no_time(line: str) -> None:
    in_time(lambda: bare(f"{ENGLISH}\n{line}", frozenset()), len(line), 1.0)
