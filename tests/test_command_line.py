"""The installed command as a process among others: terminals, pipes, signals, locales, the same bytes."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from geomap.settings import data_folder

GEOMAP = [sys.executable, "-m", "geomap"]
REPORT = (
    "Three soldiers were killed and one was wounded at dawn on Sunday, 5 September 2021, when Islamic State gunmen "
    "attacked an army checkpoint in the village of Lakja in Makhmur district, a security source said."
)
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run(*words: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*GEOMAP, *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | environment,
        timeout=120,
    )


def on_a_terminal(columns: int, *words: object, **environment: str) -> tuple[int, str]:
    """Return exit status and all that a terminal of that width received."""
    terminal, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    world = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    command = subprocess.Popen(
        [*GEOMAP, *map(str, words)],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=world | {"TERM": "xterm-256color"} | environment,
    )
    os.close(inner)
    received = b""
    while True:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not chunk:
            break
        received += chunk
    os.close(terminal)
    return command.wait(60), received.decode()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_the_same_input_gives_the_same_bytes_everywhere(tmp_path: Path, report: Path) -> None:
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "3", "TZ": "UTC", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ]
    reports = [data_folder("reports") / name for name in ("reports.jsonl", "kirkuk_qadisiya.txt")] + [report]
    for number, world in enumerate(worlds):
        folder = tmp_path / str(number)
        ordered = reports if number < 2 else reports[::-1]
        done = run("map", *ordered, "-o", folder / "map.html", "--data", folder / "incidents.gpkg", **world)
        assert done.returncode == 0, done.stderr
        if number:
            for name in ("map.html", "incidents.gpkg"):
                assert (folder / name).read_bytes() == (tmp_path / "0" / name).read_bytes()


@pytest.mark.parametrize("columns", [80, 120])
def test_tables_fit_a_terminal_and_lose_no_word(columns: int) -> None:
    status, shown = on_a_terminal(columns, "read", "--bundled")
    assert status == 0
    table = ESCAPE.sub("", shown[shown.rindex("When") - 200 :])
    assert "…" not in table
    assert "Lakja" in table
    assert "Qadisiya" in table
    assert "civilians" in table
    assert max(len(line) for line in table.splitlines()[1:]) <= columns


def test_a_very_narrow_terminal_loses_no_column(report: Path) -> None:
    _, shown = on_a_terminal(40, "read", report)
    assert all(word in shown for word in ("2021-09-05", "Armed", "clash", "Lakja", "Iraqi army"))


def test_a_progress_bar_is_for_terminals_only(report: Path, tmp_path: Path) -> None:
    _, shown = on_a_terminal(80, "read", report)
    assert re.search(r"\d reports", ESCAPE.sub("", shown))
    piped = run("read", report, "-o", tmp_path / "a.csv")
    assert piped.stderr == b""
    assert b"\x1b" not in piped.stdout


def test_no_color_is_obeyed(tmp_path: Path) -> None:
    _, coloured = on_a_terminal(80, "read", tmp_path / "missing.txt")
    _, plain = on_a_terminal(80, "read", tmp_path / "missing.txt", NO_COLOR="1")
    assert re.search(r"\x1b\[3\dm", coloured)
    assert not re.search(r"\x1b\[[0-9;]*3[0-8]", plain)


@pytest.mark.parametrize("words", [("locate", "-"), ("locate", "-", "--json")])
def test_a_reader_that_leaves_ends_the_command_silently(words: tuple[str, ...]) -> None:
    command = subprocess.Popen([*GEOMAP, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdin
    assert command.stdout
    assert command.stderr
    command.stdin.write(b"Kirkuk\n" * 3000)
    command.stdin.close()
    assert b"Kirkuk" in command.stdout.readline()
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(60) == -signal.SIGPIPE
    command.stderr.close()


def test_ctrl_c_ends_the_command_with_one_line() -> None:
    command = subprocess.Popen(
        [*GEOMAP, "locate", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdin
    assert command.stdout
    command.stdin.write(b"Kirkuk\n")
    command.stdin.flush()
    command.stdout.readline()
    command.send_signal(signal.SIGINT)
    _, err = command.communicate(timeout=60)
    assert (command.returncode, err.decode()) == (130, "geomap: Stopped.\n")


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("locate", "Kirkuk"), ("locate", "Kirkuk", "--json")])
def test_output_that_cannot_be_written_is_no_success(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*GEOMAP, *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("closed", "words", "status"),
    [
        ("<&-", "read -", 3),
        ("<&-", "locate -", 0),
        (">&-", "locate Kirkuk", 0),
        (">&- 2>&-", "read missing.txt", 3),
        ("< /dev/null", "read -", 3),
    ],
)
def test_streams_that_are_closed_are_no_danger(closed: str, words: str, status: int) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m geomap {words} {closed}"], capture_output=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_arabic_goes_in_and_out_in_any_locale(locale: dict[str, str]) -> None:
    done = run("locate", "الحويجة", "--json", **locale)
    answer = json.loads(done.stdout)
    assert (answer["text"], answer["place_name_en"]) == ("الحويجة", "Hawija")
    assert "الحويجة" in run("locate", "-", stdin="الحويجة\n".encode(), **locale).stdout.decode()


def test_names_that_are_no_unicode_and_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/sur\xff.txt"
    Path(os.fsdecode(name)).write_text(REPORT, encoding="utf-8")
    done = subprocess.run(
        [*GEOMAP, "read", name, name + b".missing", "-o", os.fsencode(tmp_path) + b"/out\xff.jsonl"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert b"1 incident in 1 report." in done.stdout
    assert Path(os.fsdecode(os.fsencode(tmp_path) + b"/out\xff.jsonl")).is_file()
    broken = subprocess.run([*GEOMAP, "locate", b"\xff\xfe", "--json"], capture_output=True, check=False)
    assert json.loads(broken.stdout)["text"] == "\ufffd\ufffd"


def test_a_map_that_does_not_fit_on_the_disk_leaves_the_old_one(tmp_path: Path, report: Path) -> None:
    page = tmp_path / "map.html"
    page.write_text("the old one")
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 200 && exec "$@"', "sh", *GEOMAP, "map", report, "-o", page],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert f"{page} cannot be written" in done.stderr.decode()
    assert page.read_text() == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html", "report.txt"]


def test_fifty_megabytes_take_little_time_and_memory(tmp_path: Path, report: Path) -> None:
    huge = tmp_path / "huge.txt"
    huge.write_bytes((REPORT.encode() + b"\n") * (50_000_000 // len(REPORT)))
    small = _peak("read", report)
    started = time.monotonic()
    status, peak, err = _peak("read", huge, report)
    assert time.monotonic() - started < 30
    assert status == 1
    assert f"{huge}: The report is larger than 2 MB" in err
    assert peak < small[1] + 30_000_000


def _peak(*words: object) -> tuple[int, int, str]:
    """Return exit status, peak of resident memory in bytes and standard error of one run."""
    measure = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True); "
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); "
        "sys.stderr.buffer.write(done.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure, *GEOMAP, *map(str, words)], capture_output=True, text=True, check=True
    )
    status, peak = map(int, done.stdout.split())
    return status, peak * 1024, done.stderr
