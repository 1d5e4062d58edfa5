"""Measure the whole pipeline: documents per second, start-up times, peak memory.

usage: python benchmarks/pipeline.py [ARTICLES.jsonl]

The rate is that of one pass of the whole pipeline over the articles, files read and incidents merged, once the bundled
reports have made every index load.
Without ARTICLES, the 161 articles of ../shared/data/eval where they are there, else the bundled reports.
Each figure comes from a fresh process on one core; the named peer is `import geopandas`, which any tool of this field
pays before it does anything.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared/data/eval/arabic_news_2015/articles.jsonl"
BUNDLED = ROOT / "data/reports"

WORK = """
import resource, sys, time
started = time.perf_counter()
from geomap.documents import read_documents
from geomap.pipeline import Pipeline, run
from geomap.records import Document
articles, bundled = sys.argv[1:]
documents = [d for d in read_documents([articles]) if isinstance(d, Document)]
Pipeline().incidents(documents[0])
first = time.perf_counter() - started
run([bundled])
started = time.perf_counter()
result = run([articles])
rate = result.documents / (time.perf_counter() - started)
size = sum(len(d.text) for d in documents) / len(documents)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(len(documents), size, len(result.incidents), rate, first, peak)
"""


PIN = ("taskset", "-c", "0")
RUNS = 5


def output(*command: str) -> str:
    """Return what a command prints when it runs on one core."""
    return subprocess.run([*PIN, sys.executable, *command], check=True, capture_output=True, text=True).stdout


def seconds(*command: str) -> float:
    """Return the median wall time of some runs of a command."""
    times = []
    for _ in range(RUNS):
        before = time.perf_counter()
        output(*command)
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def main() -> None:
    """Print the figures, each the median of some runs."""
    articles = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES if ARTICLES.exists() else BUNDLED
    runs = [[float(figure) for figure in output("-c", WORK, str(articles), str(BUNDLED)).split()] for _ in range(RUNS)]
    documents, size, incidents, rate, first, peak = map(statistics.median, zip(*runs, strict=True))
    version, peer = seconds("-m", "geomap", "--version"), seconds("-c", "import geopandas")
    print(f"{articles.name}: {documents:.0f} documents of {size:.0f} characters, {incidents:.0f} incidents")
    for what, figure, floor, ratio in (
        ("documents per second, one core, after loading", rate, 100.0, ""),
        ("start of `geomap --version`, s", version, 0.4, f"{version / peer:.2f} of the peer"),
        ("start to the end of the first document, s", first, 2.0, f"{first / peer:.2f} of the peer"),
        ("peak memory, MB", peak, 400.0, ""),
    ):
        print(f"{what:48s}{figure:8.2f}   floor {floor:6.2f}   {ratio}")
    print(f"{'peer: `import geopandas`, s':48s}{peer:8.2f}")


if __name__ == "__main__":
    main()
