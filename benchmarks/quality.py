"""Measure how well geomap reads and places, with the scorers and the reference data beside the checkout.

usage: python benchmarks/quality.py [SHARED]

SHARED is the folder with ``tools/`` and ``data/``; ../shared where not given. Prints one JSON object a set; for places
and for the newspaper articles one more with Who's On First and COD-AB added; for the headlines one for each half
(`headlines`). What the user of this machine has added is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDED = {
    "whosonfirst": "data/gazetteer/whosonfirst_iq/wof_iq_places.csv",
    "cod-ab": "data/gazetteer/cod_ab_iq_2019",
}
"""Source → its files in SHARED."""
PLACES = ("place_names/places.json", "dutch_relative/strikes.csv", "ucdp_headlines/events.csv")
HEADLINES = ROOT / "benchmarks/headlines.py"
GEOMAP = (sys.executable, "-m", "geomap")


def places(shared: Path, folder: Path, name: str) -> str:
    """Return the score of the phrases of one set, placed by ``geomap locate - --json``."""
    scorer, gold = str(shared / "tools/score_places.py"), str(shared / "data/eval" / name)
    phrases = subprocess.run([sys.executable, scorer, "phrases", gold], check=True, capture_output=True).stdout
    answers = folder / "answers.jsonl"
    done = subprocess.run([*GEOMAP, "locate", "-", "--json"], input=phrases, check=True, capture_output=True)
    answers.write_bytes(done.stdout)
    return output(sys.executable, scorer, "score", gold, str(answers))


def incidents(shared: Path, folder: Path, gold: Path, articles: Path) -> str:
    """Return the score of the incidents that ``geomap read --merge report`` finds in one set."""
    found = folder / "incidents.geojson"
    output(*GEOMAP, "read", str(articles), "--merge", "report", "-o", str(found))
    return output(sys.executable, str(shared / "tools/score_incidents.py"), str(gold), str(found))


def repeats(gold: Path, articles: Path, clusters: Path) -> str:
    """Return how well repeats are joined end to end: what was read, matched to gold, as pairs of gold incidents."""
    found = json.loads(output(*GEOMAP, "evaluate", str(gold), str(articles), "--clusters", str(clusters), "--json"))
    merging = found["merging"]
    figures = {name: round(merging[name], 3) for name in ("precision", "recall", "f1")}
    return json.dumps({**figures, "wrong_pairs": len(merging["wrong"]), "missed_pairs": len(merging["missed"])})


def output(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Print the score of every set."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    news, gold = shared / "data/eval/arabic_news_2015", ROOT / "tests/gold"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GEOMAP_DATA"] = str(folder / "nothing added")
        for each in PLACES:
            print(each, places(shared, folder, each), sep="\n")
        print("headlines", output(sys.executable, str(HEADLINES), str(shared)), sep="\n")
        for title, answers, articles in (
            ("arabic_news_2015", news / "gold.jsonl", news / "articles.jsonl"),
            ("bundled reports", gold / "reports.jsonl", ROOT / "data/reports"),
            ("development reports", gold / "development.jsonl", gold / "development.jsonl"),
            ("English reports, unseen", gold / "english_unseen.jsonl", gold / "english_unseen.jsonl"),
            ("English reports, hard", gold / "english_hard.jsonl", gold / "english_hard.jsonl"),
            ("English reports, blind", gold / "english_blind.jsonl", gold / "english_blind.jsonl"),
            ("held-out reports", gold / "held_out.jsonl", gold / "held_out.jsonl"),
            ("blind reports", gold / "blind.jsonl", gold / "blind.jsonl"),
        ):
            print(title, incidents(shared, folder, answers, articles), sep="\n")
        for title, answers, articles, clusters in (
            ("arabic_news_2015, repeats joined", news / "gold.jsonl", news / "articles.jsonl", gold / "clusters.json"),
            ("own repeats joined", *(gold / "repeats.jsonl",) * 2, gold / "repeats_clusters.json"),
        ):
            print(title, repeats(answers, articles, clusters), sep="\n")
        os.environ["GEOMAP_DATA"] = str(folder / "added")
        for source, path in ADDED.items():
            output(*GEOMAP, "gazetteer", "add", source, str(shared / path))
        for each in PLACES:
            print(f"{each}, with {' and '.join(ADDED)}", places(shared, folder, each), sep="\n")
        found = incidents(shared, folder, news / "gold.jsonl", news / "articles.jsonl")
        print(f"arabic_news_2015, with {' and '.join(ADDED)}", found, sep="\n")


if __name__ == "__main__":
    main()
