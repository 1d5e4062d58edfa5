"""Measure the gazetteer: loading it, searching it as one types, and finding its names in text.

usage: python benchmarks/gazetteer.py [PEERS]

PEERS is a folder with spaCy and flashtext, the named peers, which geomap does not need:
`uv pip install --target PEERS spacy flashtext`. Without it their rows are left out.

Every figure comes from a fresh process on one core. Loading is until names can be found and looked up, from the built
gazetteer of the cache. Text is that of the 161 articles of ../shared, in pieces of 2.7 kB: *first* is one pass over
pieces that the process has not seen, after it has read as much other news (NewsFANE); *again* is the best of three
passes more.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.importers.foreign import ForeignPlace, Reading
from geomap.gazetteer.importers.registry import SOURCES
from geomap.gazetteer.library import Library
from geomap.records import Name
from geomap.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared/data"
WOF = SHARED / "gazetteer/whosonfirst_iq/wof_iq_places.csv"
SYNTHETIC = 200_000
"""Names that are made up and added, on a third as many places."""

LOAD = """
import resource, sys, time
started = time.perf_counter()
from geomap.gazetteer import Gazetteer
gazetteer = Gazetteer.load()
gazetteer.prepare()
took = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
typed = ["Huwayjah", "hawi", "Tuz Khor", "kirk", "الحويج", "كرك", "کەرکو", "Makhmur", "Shingal", "سنج"]
gazetteer.search("warm up")
started = time.perf_counter()
for text in typed:
    gazetteer.search(text)
search = (time.perf_counter() - started) / len(typed)
names = sum(len(place.names) for place in gazetteer.places.values())
print(len(gazetteer.places), names, took, peak, 1000 * search)
"""

FIND = """
import json, sys, time
tool, peers, shared = sys.argv[1:]
sys.path.append(peers)
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.reading import Reading
gazetteer = Gazetteer.load()
gazetteer.prepare()
names = sorted({name.text for place in gazetteer.places.values() for name in place.names})

def pieces(text, size=2700):
    raw = text.encode()
    return [raw[at:at + size].decode(errors="ignore") for at in range(0, len(raw) - size, size)]

lines = open(shared + "/eval/arabic_news_2015/articles.jsonl", encoding="utf-8")
articles = pieces(" ".join(json.loads(line)["text"] for line in lines))
tokens = open(shared + "/eval/newsfane_ner/NewsFANE_Gold_2014_170K.txt", encoding="utf-8-sig")
other = pieces(" ".join(line.split("\\t")[0].strip("\\u200e") for line in tokens))
if tool == "names":
    index = gazetteer._index
    find = lambda text: index.spans(Reading(text, index.readers[False]).codes)
elif tool == "judged":
    find = gazetteer.find
elif tool == "flashtext":
    from flashtext import KeywordProcessor
    processor = KeywordProcessor()
    for name in names:
        processor.add_keyword(name)
    find = lambda text: processor.extract_keywords(text, span_info=True)
else:
    import spacy
    from spacy.matcher import PhraseMatcher
    nlp = spacy.blank("ar")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("place", list(nlp.tokenizer.pipe(names)))
    find = lambda text: matcher(nlp.make_doc(text))
for text in other:
    find(text)

def once():
    started = time.perf_counter()
    found = sum(len(find(text)) for text in articles)
    return len(articles) / (time.perf_counter() - started), found

first, found = once()
print(first, max(once()[0] for _ in range(3)), found, len(names))
"""
TOOLS = {
    "names": "geomap, names and where they stand",
    "judged": "geomap, places: names weighed by the words around",
    "flashtext": "flashtext",
    "spacy": "spaCy PhraseMatcher",
}


def main() -> None:
    """Print a table for each question."""
    peers = sys.argv[1] if len(sys.argv) > 1 else ""
    print(f"{'loading':40} {'places':>8} {'names':>8} {'seconds':>8} {'peak MB':>8} {'ms a search':>12}")
    with tempfile.TemporaryDirectory() as home:
        loading("default", Path(home) / "none", home)
        if WOF.is_file():
            loading("with Who's On First", grown(Path(home) / "wof", 0), home)
            loading(f"with Who's On First and {SYNTHETIC:,} names", grown(Path(home) / "more", SYNTHETIC), home)
        if not (SHARED / "eval").is_dir():
            return
        print(f"\n{'finding, documents of 2.7 kB a second':52} {'first':>8} {'again':>8} {'ratio':>6} {'found':>6}")
        base = 0.0
        for tool in TOOLS if peers else ("names", "judged"):
            first, again, found, _ = map(float, child(FIND, {"GEOMAP_CACHE": home}, tool, peers, str(SHARED)))
            base = base or first
            print(f"{TOOLS[tool]:52} {first:8.0f} {again:8.0f} {first / base:6.2f} {found:6.0f}")


def loading(label: str, data: Path, cache: str) -> None:
    """Build the gazetteer, then load it three times and print the best."""
    environment = {"GEOMAP_DATA": str(data), "GEOMAP_CACHE": cache}
    child(LOAD, environment)
    runs = [child(LOAD, environment) for _ in range(3)]
    places, names, took, peak, search = min(runs, key=lambda run: float(run[2]))
    print(f"{label:40} {places:>8} {names:>8} {float(took):8.2f} {float(peak):8.0f} {float(search):12.1f}")


def child(code: str, environment: dict[str, str], *arguments: str) -> list[str]:
    """Return what a fresh process prints, word by word."""
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def grown(data: Path, synthetic: int) -> Path:
    """Add Who's On First, and a table of so many made-up names, to a library in `data`, and return that."""
    library = Library(data / "gazetteer")
    library.add(SOURCES["whosonfirst"], SOURCES["whosonfirst"].read([WOF]), str(WOF), "", "2026-01-01")
    if synthetic:
        library.add(SOURCES["table"], Reading(tuple(made_up(synthetic // 3))), "made up", "", "2026-01-01")
    return data


def made_up(count: int) -> list[ForeignPlace]:
    """Return places that are none, each with a name in three languages from the syllables of real ones."""
    chance = random.Random(3)
    gazetteer = Gazetteer.load(settings=Settings())
    words: dict[str, list[str]] = {language: [] for language in ("en", "ar", "ckb")}
    for place in gazetteer.of_kind("village", "town"):
        for name in place.names:
            words.get(name.language, []).extend(name.text.split())

    def name(language: str) -> Name:
        ends = [chance.choice(words[language]) for _ in range(3)]
        half = ends[0][: len(ends[0]) // 2 + 1] + ends[1][len(ends[1]) // 2 :]
        return Name(f"{half} {ends[2]}" if chance.random() < 0.5 else half, language)

    return [
        ForeignPlace(
            id=f"table.made_up.{n}",
            kind="village",
            names=tuple(name(language) for language in words),
            lon=round(chance.uniform(41.5, 46.0), 4),
            lat=round(chance.uniform(31.5, 36.8), 4),
        )
        for n in range(count)
    ]


if __name__ == "__main__":
    main()
