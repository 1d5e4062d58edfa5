"""Count every rule of the reader: how often it fires, how often it is right, and what is lost without it.

usage: python benchmarks/rules.py [--write FILE] [SHARED]

SHARED is the folder with ``data/eval``; ../shared where not given. A rule is a table of a lexicon
(``geomap/events/data/LANGUAGE/TOPIC.toml``: ``[label]``), or a function of `geomap.events` that decides something: one
that answers yes or no, gives a thing or None, points, a list that can be empty, or its argument changed or unchanged.
They are found by their annotations, so that none is forgotten; its name is its rule's name.

A rule fires where the table is found, or where the function says yes, gives something, or changes something. Without it
the table's patterns are gone, and the function always gives its silent answer (no, None, no points, nothing, its
argument as it is). Reports in which a rule does not fire cannot change and are not read again. Takes two processes, and
some minutes.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import multiprocessing
import os
import pkgutil
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from goldsets import FIELDS, ROOT, SETS, Case, Reader, answers, cases, right

import geomap.events
from geomap.documents import read_documents
from geomap.evaluation import Comparison, comparisons
from geomap.events.lexicon import LANGUAGES, Lexicon
from geomap.events.reading import read
from geomap.records import Document, Incident

__all__ = ["Function", "Result", "Table", "functions", "silenced", "tables"]

DATA = Path(geomap.events.__file__).parent / "data"
PROCESSES = 2
CHAIN = frozenset(
    {
        "actors._Case.perpetrator",
        "blame._hits",
        "blame._names",
        "casualties.figures",
        "casualties._Reader.read",
        "clauses.find_clauses",
        "clauses._sentence_begins",
        "grouping.group",
        "grouping._counted",
        "grouping.Draft._told",
        "grouping._join",
        "grouping._lows",
        "grouping._points",
        "grouping.Draft.figures",
        "joints.find_joints",
        "joints._parts",
        "people.PeopleFinder.find",
        "phrases.find_sites",
        "phrases._Walk.openings",
        "phrases._Walk.phrase",
        "phrases._Walk._opens",
        "phrases._Walk._goes_on",
        "reader.extract",
        "site.governorates",
        "reader._position",
        "reader._told",
        "reader._warnings",
        "reader._Maker._blame_evidence",
        "reader._Maker._figure_evidence",
        "reader._Maker._kind_evidence",
        "reader._Maker._sentences",
        "reader._Maker._sentences_of_others",
        "reader._Maker._side_evidence",
        "reader._Maker._text",
        "reader._Maker._time_evidence",
        "reading.read",
        "reading.history",
        "reading.within",
        "reading.Reading.labelled",
        "reading.Reading.within",
        "reading._Places.of",
        "reading._resolved",
        "sifting.sift",
        "telling.tell",
        "telling._distinct",
        "telling._places",
        "triggers.find_triggers",
        "when._days",
    }
)
"""Functions that hand something on and decide nothing: without them nothing is read at all."""
PLAIN = ("confidence", "lexicon", "readers", "tracing", "words")
"""Modules without rules: what weighs, looks words up or hands on; the second reader is none of ours."""
FIELD_OF = {
    "triggers": ("event_type",),
    "actors": ("perpetrator",),
    "claims": ("perpetrator",),
    "casualties": ("killed", "injured"),
    "people": ("killed", "injured"),
    "amounts": ("killed", "injured"),
    "places": ("place",),
}
"""Topic of a table → fields of the record whose evidence its words can be; of the others only the loss can be told."""
ENOUGH = 0.05
"""Percent points of a share below which a change is not printed."""


# --- The rules


@dataclass(frozen=True)
class Table:
    """A table of a lexicon: a rule of one language."""

    language: str
    topic: str
    label: str

    @property
    def name(self) -> str:
        """The name of the rule."""
        return f"{self.language}/{self.topic}: {self.label}"


@dataclass(frozen=True)
class Function:
    """A function of `geomap.events` that decides something.

    Parameters
    ----------
    module : str
        Of `geomap.events`.
    path : str
        Its name in the module, ``Class.name`` for a method.
    silent : callable
        From the arguments to the answer of a rule that does not fire.
    """

    module: str
    path: str
    silent: Callable[..., Any] = field(compare=False)

    @property
    def name(self) -> str:
        """The name of the rule."""
        return f"{self.module}.{self.path}"

    @property
    def says(self) -> str:
        """The first line of its documentation."""
        return (inspect.getdoc(self.found()) or "").partition("\n")[0]

    def found(self) -> Callable[..., Any]:
        """Return the function itself."""
        holder, name = self.holder()
        return vars(holder)[name]  # type: ignore[no-any-return]

    def holder(self) -> tuple[Any, str]:
        """Return the module or class that holds it, and its name there."""
        holder: Any = import_module(f"geomap.events.{self.module}")
        *classes, name = self.path.split(".")
        for each in classes:
            holder = vars(holder)[each]
        return holder, name


def tables() -> list[Table]:
    """Return the tables of all lexicons."""
    return [Table(lang, topic, label) for lang in LANGUAGES for topic, file in _files(lang).items() for label in file]


@functools.cache
def _files(language: str) -> Mapping[str, Mapping[str, Any]]:
    return {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted((DATA / language).glob("*.toml"))}


def functions() -> list[Function]:
    """Return the functions that decide, module by module."""
    found: list[Function] = []
    for info in pkgutil.iter_modules(geomap.events.__path__):
        if info.ispkg or info.name in PLAIN:
            continue
        module = import_module(f"geomap.events.{info.name}")
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                found += _function(info.name, name, value)
            elif inspect.isclass(value) and value.__module__ == module.__name__:
                for method, code in vars(value).items():
                    if inspect.isfunction(code) and not method.startswith("__"):
                        found += _function(info.name, f"{name}.{method}", code)
    return found


def _function(module: str, path: str, code: Callable[..., Any]) -> Iterator[Function]:
    silent = _silent(code)
    if silent is not None and f"{module}.{path}" not in CHAIN:
        yield Function(module, path, silent)


def _silent(code: Callable[..., Any]) -> Callable[..., Any] | None:
    """Return what makes the answer of a function that does not fire, by its annotations; None where it is no rule."""
    hints = inspect.get_annotations(code)
    gives = str(hints.pop("return", ""))
    takes = list(inspect.signature(code).parameters)
    same = next((n for n, name in enumerate(takes) if _is_same(hints.get(name), gives)), None)
    if same is not None and gives not in ("int", "str", "bool"):
        return lambda *args, **named: args[same] if same < len(args) else named[takes[same]]
    if gives in ("float", "float | None"):
        return lambda *_, **__: 0.0
    plain = {"bool": False, "list": [], "set": set(), "tuple": (), "Iterator": (), "Sequence": ()}
    kind = re.match(r"\w+", gives)
    if gives.endswith("| None"):
        return lambda *_, **__: None
    if kind and kind.group() in plain and (gives == "bool" or not gives.startswith("tuple[") or "..." in gives):
        empty = plain[kind.group()]
        return (lambda *_, **__: iter(())) if kind.group() == "Iterator" else lambda *_, **__: type(empty)()
    return None


def _is_same(takes: Any, gives: str) -> bool:
    """Tell whether a parameter is what is given, changed or not: a record, or a list of the same records."""
    one, other = (
        re.sub(r"^(list|Sequence|Iterator|tuple)\[([\w ]+)(, \.\.\.)?\]$", r"*\2", text) for text in (str(takes), gives)
    )
    return one == other


# --- Without a rule


@contextmanager
def silenced(rule: Table | Function) -> Iterator[None]:
    """Let a rule never fire."""
    if isinstance(rule, Function):
        with _replaced({rule: rule.silent}):
            yield
        return
    files = dict(_files(rule.language))
    files[rule.topic] = {label: table for label, table in files[rule.topic].items() if label != rule.label}
    with _lexicons({rule.language: Lexicon.of(rule.language, files)}):
        yield


@contextmanager
def _lexicons(changed: Mapping[str, Lexicon]) -> Iterator[None]:
    before, load = vars(Lexicon)["load"], Lexicon.load
    Lexicon.load = staticmethod(lambda language: changed.get(language) or load(language))  # type: ignore[assignment]
    try:
        yield
    finally:
        Lexicon.load = before


@contextmanager
def _replaced(changed: Mapping[Function, Callable[..., Any]]) -> Iterator[None]:
    """Put other functions in the place of rules, wherever a module has imported them or lists them in a tuple."""
    undo: list[tuple[Any, str, Any]] = []
    others = {id(rule.found()): code for rule, code in changed.items()}
    for rule, code in changed.items():
        holder, name = rule.holder()
        if inspect.isclass(holder):
            undo.append((holder, name, vars(holder)[name]))
            setattr(holder, name, code)
    for module in _modules():
        for name, value in list(vars(module).items()):
            new = others.get(id(value))
            if isinstance(value, tuple) and any(id(each) in others for each in value):
                new = tuple(others.get(id(each), each) for each in value)
            if new is not None:
                undo.append((module, name, value))
                setattr(module, name, new)
    try:
        yield
    finally:
        for holder, name, value in reversed(undo):
            setattr(holder, name, value)


def _modules() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.startswith("geomap.events")]


@contextmanager
def _counted(rules: Sequence[Function], fired: Counter[str]) -> Iterator[None]:
    """Count in `fired` how often each of `rules` fires."""

    def counting(rule: Function, code: Callable[..., Any]) -> Callable[..., Any]:
        gives_iterator = str(inspect.get_annotations(code).get("return", "")).startswith("Iterator")

        @functools.wraps(code)
        def wrapper(*args: Any, **named: Any) -> Any:
            answer = list(code(*args, **named)) if gives_iterator else code(*args, **named)
            silent = rule.silent(*args, **named)
            silent = list(silent) if gives_iterator else silent
            fired[rule.name] += answer is not silent and answer != silent
            return iter(answer) if gives_iterator else answer

        return wrapper

    with _replaced({rule: counting(rule, rule.found()) for rule in rules}):
        yield


# --- The counts


@dataclass
class Result:
    """What came of a rule.

    Parameters
    ----------
    fires : Counter
        Set → how often it fires.
    told, right : int
        Of a table: incidents whose evidence its words are and that the gold can judge, and those that are right in it.
    better, worse : int
        Reports that are read better, and worse, for the rule than without it.
    changes : dict
        Set → measure → percent points lost without it (negative: gained).
    """

    fires: Counter[str] = field(default_factory=Counter)
    told: int = 0
    right: int = 0
    better: int = 0
    worse: int = 0
    changes: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """One word: silent (fires nowhere), idle (changes nothing), earns, costs, or mixed."""
        if not sum(self.fires.values()):
            return "silent"
        if self.better and self.worse:
            return "mixed"
        return "earns" if self.better else "costs" if self.worse else "idle"


class Bench:
    """All sets read once with every rule, ready to be read without one."""

    def __init__(self, shared: Path) -> None:
        self.reader = Reader()
        self.cases = cases(shared)
        self.base: list[Counter[str]] = []
        self.fired: list[Counter[str]] = []
        self.results: dict[str, Result] = {}
        every = functions()
        for case in self.cases:
            fired: Counter[str] = Counter()
            with _counted(every, fired):
                found = self.reader.incidents(case.document)
            fired.update(self._tables(case, found))
            self.base.append(answers(case, self.reader.incidents(case.document)))
            self.fired.append(fired)
        self.totals = {name: sum((b for c, b in self._of(name)), Counter()) for name in SETS}
        self._count(self._unread(shared), every)

    def _of(self, name: str) -> Iterator[tuple[Case, Counter[str]]]:
        return ((c, b) for c, b in zip(self.cases, self.base, strict=True) if c.name == name)

    def result(self, name: str) -> Result:
        """Return the result of a rule, empty at first."""
        return self.results.setdefault(name, Result())

    def _unread(self, shared: Path) -> Iterator[Document]:
        """Yield the articles that nobody annotated: rules fire in them too."""
        known = {case.document.id for case in self.cases}
        for document in read_documents([shared / "data/eval/arabic_news_2015/articles.jsonl"]):
            if isinstance(document, Document) and document.id not in known:
                yield document

    def _count(self, unread: Iterator[Document], every: Sequence[Function]) -> None:
        """Add up what fires in each set."""
        for case, fired in zip(self.cases, self.fired, strict=True):
            for name, times in fired.items():
                self.result(name).fires[case.name] += times
        for document in unread:
            fired = Counter()
            with _counted(every, fired):
                self.reader.incidents(document)
            fired.update(_found_tables(document, self.reader))
            for name, times in fired.items():
                self.result(name).fires["articles"] += times

    def _tables(self, case: Case, found: Sequence[Incident]) -> Counter[str]:
        """Count the tables found in a report, and how often what rests on their words is right."""
        reading = read(case.document, self.reader.mentions(case.document))
        if reading is None:
            return Counter()
        known = {id(told.incident): _known(case, told) for told in comparisons([case.gold], found) if told.incident}
        spans = {id(one): _spans(one) for one in found if id(one) in known}
        for topic, fields in FIELD_OF.items():
            for hit in reading.hits.get(topic, ()):
                start, end = reading.words[hit.first].start, reading.words[hit.last].end
                table = self.result(Table(case.document.language, topic, hit.entry.label).name)
                for one, said in spans.items():
                    rests = {f for f, first, last in said if first < end and start < last and f in fields}
                    table.told += len(rests & known[one].keys())
                    table.right += sum(known[one].get(name, False) for name in rests)
        return _found_tables(case.document, self.reader)

    def without(self, rule: Table | Function) -> tuple[str, int, int, dict[str, dict[str, float]]]:
        """Return the name of a rule, how many reports are read better and worse for it, and what each set loses."""
        after = {name: Counter(total) for name, total in self.totals.items()}
        better = worse = 0
        concerned = [n for n, fired in enumerate(self.fired) if fired[rule.name]]
        with silenced(rule) if concerned else nullcontext():
            for n in concerned:
                case, before = self.cases[n], self.base[n]
                now = _answers(case, self.reader)
                after[case.name].subtract(before)
                after[case.name].update(now)
                better += _worth(now) < _worth(before)
                worse += _worth(now) > _worth(before)
        changes = {name: _lost(self.totals[name], after[name]) for name in SETS}
        return rule.name, better, worse, {name: lost for name, lost in changes.items() if lost}


def _known(case: Case, told: Comparison) -> dict[str, bool]:
    """Return what can be said right or wrong of something read: that it is an incident, and its fields if it is one."""
    return {"event_type": told.gold is not None, **(right(case, told) if told.gold else {})}


def _spans(incident: Incident) -> set[tuple[str, int, int]]:
    return {(words.field, words.start, words.end) for words in incident.event.evidence}


def _answers(case: Case, reader: Reader) -> Counter[str]:
    """Return what comes of a report; a reader that breaks without a rule finds nothing."""
    try:
        return answers(case, reader.incidents(case.document))
    except Exception:  # noqa: BLE001  (whatever an answer that was never meant to be given leads to)
        return answers(case, ())


def _found_tables(document: Document, reader: Reader) -> Counter[str]:
    reading = read(document, reader.mentions(document))
    hits = (hit for found in (reading.hits.values() if reading else ()) for hit in found)
    return Counter(Table(document.language, hit.entry.topic, hit.entry.label).name for hit in hits)


def _worth(counts: Counter[str]) -> int:
    """Return how many answers about a report are right, less the false alarms."""
    return counts["matched"] - counts["extra"] + sum(counts[f"right {name}"] for name in FIELDS)


def shares(counts: Counter[str]) -> dict[str, float]:
    """Return F1 and the share of right answers per field, in percent."""
    both = 2 * counts["matched"]
    found = {"F1": 100 * both / ((both + counts["missed"] + counts["extra"]) or 1)}
    found |= {name: 100 * counts[f"right {name}"] / (counts[f"asked {name}"] or 1) for name in FIELDS}
    return found


def _lost(before: Counter[str], after: Counter[str]) -> dict[str, float]:
    was, now = shares(before), shares(after)
    return {name: round(was[name] - now[name], 2) for name in was if abs(was[name] - now[name]) >= ENOUGH}


# --- The page

_INTRO = """# The rules of the reader, counted

Every table of the lexicons and every function of `geomap.events` that decides something, with how often it fires and
what it is worth. Written by `python benchmarks/rules.py --write docs/rules.md`; see there for what counts as a rule,
and `geomap/events/data/README.md` for the tables.

- **fires**: in the {articles} newspaper articles of July 2015 / the {reports} bundled, development and held-out reports
  / the {sorani} open reports in Sorani / the {repeats} reports on repeated events / {headlines} English headlines of
  UCDP that name their place (their day is not compared). Rules are written from most of these: the figures tell what a
  rule does, not how well the reader does on news it has not seen. The blind reports have no part in this.
- **right**: of the incidents whose evidence the table's words are, how many the gold agrees with in that field (a
  trigger: the incident is one, of this kind, at this place and day). No figure where no field rests on the words.
- **±**: reports that are read better with the rule than without it, and reports that are read worse.
- **lost without it**: percent points of F1 and of the fields, per set (a gain has a minus). The fields are shares of
  the matched incidents: an incident more or less moves them too.
- **verdict**, by reports: *earns* (some are read better for it, none worse), *mixed*, *costs* (some worse, none
  better), *idle* (fires, but changes no right answer: what it says is also said by another, or is no field of the gold,
  as weapons, sources and evidence are not), *silent* (fires nowhere here: kept for cases that have tests of their own).
- One report better or worse is no verdict: of two gold incidents that fit what was read equally well, either may be
  taken for it, and a rule that only changes their order then seems to cost a date.

{table_of_verdicts}
"""


def page(bench: Bench, rules: Sequence[Table | Function]) -> str:
    """Return the counts as a Markdown page."""
    verdicts = Counter((_kind(rule), bench.result(rule.name).verdict) for rule in rules)
    names = ("earns", "mixed", "costs", "idle", "silent")
    kinds = [*LANGUAGES, "functions"]
    summary = ["| | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    summary += [f"| {kind} | " + " | ".join(str(verdicts[kind, name]) for name in names) + " |" for kind in kinds]
    sizes = Counter(case.name for case in bench.cases) | Counter(articles=161)
    text = _INTRO.format(**sizes, table_of_verdicts="\n".join(summary))
    for kind in kinds:
        text += f"\n## {kind}\n\n| rule | fires | right | ± | lost without it | verdict |\n|---|---|---|---|---|---|\n"
        some = sorted((rule for rule in rules if _kind(rule) == kind), key=lambda rule: rule.name)
        text += "".join(_row(rule, bench.result(rule.name)) for rule in some)
    return text


def _kind(rule: Table | Function) -> str:
    return rule.language if isinstance(rule, Table) else "functions"


def _row(rule: Table | Function, result: Result) -> str:
    fires = " / ".join(str(result.fires[name]) for name in SETS)
    right = f"{result.right} of {result.told}" if result.told else ""
    moved = f"+{result.better} −{result.worse}" if result.better or result.worse else ""
    lost = "; ".join(
        f"{name}: " + ", ".join(f"{what} {value:.1f}" for what, value in found.items())
        for name, found in result.changes.items()
    ).replace("-", "−")
    name = rule.name.partition("/")[2] if isinstance(rule, Table) else rule.name
    return f"| {name} | {fires} | {right} | {moved} | {lost} | {result.verdict} |\n"


_BENCH: Bench | None = None


def _without(rule: Table | Function) -> tuple[str, int, int, dict[str, dict[str, float]]]:
    assert _BENCH is not None
    return _BENCH.without(rule)


def main() -> None:
    """Count, print, and write the page where asked."""
    global _BENCH
    parser = argparse.ArgumentParser(usage=(__doc__ or "").split("usage: ")[1].partition("\n")[0])
    parser.add_argument("--write", type=Path)
    parser.add_argument("shared", type=Path, nargs="?", default=ROOT.parent / "shared")
    given = parser.parse_args()
    os.nice(5)
    _BENCH = bench = Bench(given.shared)
    rules: list[Table | Function] = [*tables(), *functions()]
    fork = multiprocessing.get_context("fork")
    with fork.Pool(PROCESSES) as pool:
        for name, better, worse, changes in pool.map(_without_by_name, range(len(rules)), chunksize=8):
            result = bench.result(name)
            result.better, result.worse, result.changes = better, worse, changes
    text = page(bench, rules)
    print(text)
    if given.write:
        given.write.write_text(text, "utf-8")


def _without_by_name(number: int) -> tuple[str, int, int, dict[str, dict[str, float]]]:
    """Functions do not travel between processes; their numbers do."""
    return _without([*tables(), *functions()][number])


if __name__ == "__main__":
    main()
