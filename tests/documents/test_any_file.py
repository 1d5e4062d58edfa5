"""Whatever lies in a file, under whatever ending: documents or problems, in time; and evidence that points at words.

The same is looked for at length, and towards code that was not reached, by ``tests/fuzz/``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invariants import extracted, read_whole
from seeds import files, reports

from geomap.documents.formats import READERS
from geomap.pipeline import Pipeline
from geomap.records import Document
from geomap.settings import Settings

SLOWER = 3.0
"""Other tests run beside these."""

ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return an ending and a file: one of the seeds, cut, doubled, and changed here and there."""
    ending, data = draw(st.sampled_from(files()))
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(data))), draw(st.integers(0, 200))
        piece = draw(
            st.one_of(st.binary(max_size=4), st.sampled_from((b"\0", b"<", b"&", b'"', b"]]>", b"\xff\xfe", b"}")))
        )
        data = draw(
            st.sampled_from(
                (
                    data[:at],
                    data[at:],
                    data[:at] + piece + data[at:],
                    data[:at] + piece + data[at + length :],
                    data[:at] + data[at : at + length] * 3 + data[at + length :],
                )
            )
        )
    return draw(st.sampled_from((ending, ending, *sorted(READERS)))), data


@ANY
@given(mutated())
def test_a_file_that_was_damaged(tmp_path: Path, made: tuple[str, bytes]) -> None:
    ending, data = made
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    read_whole(path, slower=SLOWER)


@ANY
@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_under_any_ending(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    read_whole(path, slower=SLOWER)


@pytest.mark.parametrize(("ending", "data"), files())
def test_every_seed_is_read(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    assert read_whole(path, slower=SLOWER)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"id,text\n"),
        ("a.eml", b""),
        ("a.zip", b"PK\5\6" + b"\0" * 18),
        ("a.mbox", b""),
        ("a.atom", b"<feed/>"),
    ],
)
def test_what_holds_no_report_is_not_passed_over_in_silence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert not read_whole(path)


def test_a_member_without_a_name_is_no_danger(tmp_path: Path) -> None:
    """Found by the fuzzer: `zipfile` asks for the last character of the name."""
    data = next(data for ending, data in files() if ending == ".zip")
    path = tmp_path / "a.zip"
    path.write_bytes(data.replace(b"0.txt", b"\0.txt"))
    assert read_whole(path)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Settings())


@st.composite
def mixed(draw: st.DrawFn) -> tuple[str, str]:
    """Return a language and a text of runs of words from reports in it, with odd characters between."""
    language = draw(st.sampled_from(("ar", "ckb", "en")))
    words = [word for code, text in reports() if code == language for word in text.split()]
    run = st.tuples(st.integers(0, len(words) - 1), st.integers(1, 25)).map(
        lambda r: " ".join(words[r[0] : r[0] + r[1]])
    )
    odd = st.one_of(
        st.text(max_size=4), st.sampled_from(("\n", ".", "،", "(", ")", "«", "\u202b", "ـ", "3", "99999999999"))
    )
    return language, " ".join(draw(st.lists(st.one_of(run, run, odd), max_size=12)))


@ANY
@given(mixed())
def test_evidence_of_any_text_points_at_its_words(pipeline: Pipeline, made: tuple[str, str]) -> None:
    language, text = made
    extracted(pipeline, Document("d", text, published=date(2021, 9, 6), language=language), slower=SLOWER)
