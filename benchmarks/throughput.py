"""Measure a long batch: documents per second on one core and on two, what each stage costs, and that memory is flat.

usage: python benchmarks/throughput.py [--documents N] [--memory N]

The batch is made of the 161 articles of ../shared/data/eval (or the bundled reports): each document is the first half
of one and the second half of another, drawn at random (seeded), with a number of its own at the end, so that no text
comes twice while length, names, words and figures are those of the news. `--memory 100000` reads that many and forgets
them.

The peer, in the same run and on the same core, is spaCy's blank Arabic pipeline (tokens and sentences, nothing more)
where it is installed; else `json.loads` of the same lines, the least that anybody pays.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared/data/eval/arabic_news_2015/articles.jsonl"
BUNDLED = ROOT / "data/reports"
FLOORS = {1: 200.0, 2: 350.0}
COSTS = ("documents", "names", "events", "locate", "merge", "parcels", "pickles")
"""Stages whose cost is told; the last is what pickle alone would take for the parcels between two processes."""
SENTENCE = re.compile(r"(?<=[.!?؟])\s+")

STAGES = """
import gc, pickle, sys, time
from geomap.documents import read_documents
from geomap.events import extract
from geomap.locate import Context
from geomap.merge import merge
from geomap.pipeline import Pipeline
from geomap.pipeline.parcels import Parcels
from geomap.records import Document
pipeline = Pipeline()
spent = dict.fromkeys(("documents", "names", "events", "locate", "merge", "parcels", "pickles"), 0.0)
incidents, number = [], 0
clock = time.perf_counter
items = read_documents([sys.argv[1]])
pipeline.gazetteer.prepare()
gc.freeze()
while True:
    started = clock()
    item = next(items, None)
    spent["documents"] += clock() - started
    if item is None:
        break
    if not isinstance(item, Document):
        continue
    number += 1
    started = clock()
    mentions = pipeline.gazetteer.find(item.text)
    found = clock()
    events = extract(item, mentions)
    read = clock()
    context = Context(mentions=mentions, language=item.language)
    incidents += [pipeline._placed(item, event, context) for event in events]
    spent["names"] += found - started
    spent["events"] += read - found
    spent["locate"] += clock() - read
started = clock()
merge(incidents, across=False)
spent["merge"] = clock() - started
parcels, shares = Parcels(pipeline.gazetteer), [incidents[n : n + 32] for n in range(0, len(incidents), 32)]
started = clock()
for share in shares:
    parcels.unpack(parcels.pack(share))
spent["parcels"] = clock() - started
for share in shares:
    pickle.loads(pickle.dumps(share, pickle.HIGHEST_PROTOCOL))
spent["pickles"] = clock() - started - spent["parcels"]
print(*(1000 * seconds / number for seconds in spent.values()))
"""

STREAM = """
import re, sys, time
from geomap.pipeline import stream
def peak():  # of this program alone: rusage counts the one that started it, too
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
if __name__ == "__main__":
    path, jobs = sys.argv[1], int(sys.argv[2])
    list(stream([sys.argv[3]]))
    started, documents, incidents, early = time.perf_counter(), 0, 0, 0
    for outcome in stream([path], jobs=jobs):
        documents += outcome.is_read
        incidents += len(outcome.incidents)
        if documents == 5000:
            early = peak()
    seconds = time.perf_counter() - started
    print(documents / seconds, incidents / documents, early / 1024, peak() / 1024)
"""

PEER = """
import json, sys, time
lines = open(sys.argv[1], encoding="utf-8").readlines()
try:
    import spacy
    nlp, name = spacy.blank("ar"), "spaCy, blank Arabic"
    nlp.add_pipe("sentencizer")
    work = lambda line: nlp(json.loads(line)["text"])
except ImportError:
    work, name = json.loads, "json.loads"
started = time.perf_counter()
for line in lines:
    work(line)
print(len(lines) / (time.perf_counter() - started), name)
"""


def made(number: int) -> Iterator[str]:
    """Yield the lines of a batch of `number` documents."""
    if ARTICLES.exists():
        texts = [(json.loads(line)["text"]) for line in ARTICLES.read_text("utf-8").splitlines()]
    else:
        texts = [path.read_text("utf-8") for path in sorted(BUNDLED.glob("*.txt"))]
    halves = [halved(text) for text in texts]
    draw = random.Random(2015)
    for n in range(number):
        text = f"{draw.choice(halves)[0]}\n{draw.choice(halves)[1]}\n({n})"
        yield json.dumps(
            {"id": f"d{n}", "text": text, "published": f"2015-07-{draw.randint(1, 31):02}"}, ensure_ascii=False
        )


def halved(text: str) -> tuple[str, str]:
    """Return a text in two parts, cut between two sentences."""
    cut = next((gap.end() for gap in SENTENCE.finditer(text) if gap.end() >= len(text) / 2), len(text))
    return text[:cut], text[cut:]


def output(code: str, *words: str, cores: str = "0") -> list[str]:
    """Return what a program prints that runs on some cores."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "measured.py"
        program.write_text(code, "utf-8")
        command = ["taskset", "-c", cores, sys.executable, str(program), *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return done.stdout.split()


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--documents", type=int, default=8000)
    asked.add_argument("--memory", type=int, default=0)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        batch = Path(folder) / "batch.jsonl"
        batch.write_text("\n".join(made(given.documents)), "utf-8")
        size = sum(len(json.loads(line)["text"]) for line in made(given.documents)) / given.documents
        print(f"{given.documents} documents of {size:.0f} characters")
        for name, cost in zip(COSTS, output(STAGES, str(batch)), strict=True):
            print(f"  {name:12s}{float(cost):8.3f} ms a document")
        peer = output(PEER, str(batch))
        for jobs, floor in FLOORS.items():
            rate, incidents = output(STREAM, str(batch), str(jobs), str(BUNDLED), cores="0" if jobs == 1 else "0,1")[:2]
            ratio = float(rate) / float(peer[0])
            against = f"{ratio:.4f} of {' '.join(peer[1:])}"
            print(f"{jobs} core(s): {float(rate):7.1f} documents/s (floor {floor:.0f}), {against}")
            print(f"  {float(incidents):.2f} incidents a document")
        if given.memory:
            batch.write_text("\n".join(made(given.memory)), "utf-8")
            rate, _, early, peak = output(STREAM, str(batch), "2", str(BUNDLED), cores="0,1")[:4]
            grown = float(peak) - float(early)
            print(
                f"{given.memory} documents, two cores: {float(rate):.1f} documents/s; peak of the first process after"
            )
            print(f"  5,000: {float(early):.0f} MB, at the end {float(peak):.0f} MB ({grown:+.0f} MB)")


if __name__ == "__main__":
    main()
