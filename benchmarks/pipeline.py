"""Measure the whole pipeline: documents per second, start-up times, peak memory.

usage: python benchmarks/pipeline.py [ARTICLES.jsonl]

Without ARTICLES, the 161 articles of ../shared/data/eval where they are there, else the bundled reports.
Each figure comes from a fresh process on one core; the named peer is `import geopandas`, which any tool of this field
pays before it does anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared/data/eval/arabic_news_2015/articles.jsonl"
BUNDLED = ROOT / "data/reports"

WORK = """
import resource, sys, time
started = time.perf_counter()
from geomap.documents import read_documents
from geomap.pipeline import Pipeline
from geomap.records import Document
pipeline = Pipeline()
documents = [d for d in read_documents([sys.argv[1]]) if isinstance(d, Document)]
incidents = len(pipeline.incidents(documents[0]))
first = time.perf_counter() - started
started = time.perf_counter()
rounds = 0
while time.perf_counter() - started < 5:
    incidents = sum(len(pipeline.incidents(d)) for d in documents)
    rounds += 1
seconds = time.perf_counter() - started
size = sum(len(d.text) for d in documents) / len(documents)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(len(documents), size, incidents, rounds * len(documents) / seconds, first, peak)
"""


def seconds(*command: str) -> float:
    """Return the median wall time of five runs of `command`."""
    times = []
    for _ in range(5):
        before = os.times().elapsed
        subprocess.run(command, check=True, capture_output=True)
        times.append(os.times().elapsed - before)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    articles = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES if ARTICLES.exists() else BUNDLED
    pin = ("taskset", "-c", "0")
    done = subprocess.run([*pin, sys.executable, "-c", WORK, str(articles)], capture_output=True, text=True, check=True)
    documents, size, incidents, rate, first, peak = map(float, done.stdout.split())
    version = seconds(*pin, sys.executable, "-m", "geomap", "--version")
    peer = seconds(*pin, sys.executable, "-c", "import geopandas")
    print(f"{articles.name}: {documents:.0f} documents of {size:.0f} characters, {incidents:.0f} incidents")
    print(f"documents per second, one core, after loading  {rate:8.0f}   floor 100")
    print(
        f"start of `geomap --version`, s                 {version:8.2f}   floor 0.40   {version / peer:.2f} of the peer"
    )
    print(f"start to the end of the first document, s      {first:8.2f}   floor 2.00   {first / peer:.2f} of the peer")
    print(f"peak memory, MB                                {peak:8.0f}   floor 400")
    print(f"peer: `import geopandas`, s                    {peer:8.2f}")


if __name__ == "__main__":
    main()
