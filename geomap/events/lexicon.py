"""The words of the data folder, compiled once per language and found in one pass over a report.

Every topic of a language is in one tree of words, so that the cost of a report does not grow with the lexicon.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from geomap.events.words import Word
from geomap.language import fold_text, one_spelling, strip_enclitics, strip_proclitics

__all__ = ["LANGUAGES", "Entry", "Hit", "Hits", "Lexicon"]

LANGUAGES: tuple[str, ...] = ("ar", "ckb", "en")
"""Languages with a folder of words."""

_DATA = Path(__file__).parent / "data"
_GAPS = {"…": 4, "……": 12}
"""Words that a gap may hold: a guess from reading 40 articles, where longer ones joined what does not belong together;
the long gap is for words that belong together wherever they stand in a sentence ("found … bodies")."""
_TAUGHT = ("patterns", "examples", "not_examples")
"""Lines of a table that are no traits: its words, and the sentences by which the tests try them."""
_HEAD = 2  # letters by which beginnings ("تفجير*") are found
_ACCUSATIVE = 4  # letters, alef included, from which on a final alef is a case ending: "هجوما"; a guess
_PARTING = re.compile(r"[,،;؛:().!?؟]")  # a pattern's words stand together; quotation marks do not part them


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One table of a file: its topic (the file), label, and the lines beside words and test sentences."""

    topic: str
    label: str
    traits: Mapping[str, Any]


class Hit(NamedTuple):
    """An entry's pattern at the words ``first..last`` (both included)."""

    entry: Entry
    first: int
    last: int


_hit: Callable[[tuple[Entry, int, int]], Hit] = partial(tuple.__new__, Hit)
"""What ``Hit`` does with three values, without the way through Python: nine words in ten of a report give one."""
_BARE = ("discourse",)  # topics whose words never bear an article
_REMEMBERED = 100_000  # words; bounds the memory of a long run: so many take about 50 MB
_Longest = Mapping[str, tuple[int, list[Entry]]]  # topic → words and entries of the longest patterns

Hits = Mapping[str, Sequence[Hit]]
"""Hits by topic, in the order of the text."""


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    gaps: dict[int, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class _Form(NamedTuple):
    """What the tree holds for one written word, whatever stands around it.

    Parameters
    ----------
    keys : tuple of str
        Keys of the tree that the word answers to.
    alone : mapping of str to tuple
        Topic → 1 and the entries of the patterns that are this word only.
    nodes : tuple of _Node
        Where the longer patterns go on that begin with it.
    seconds : frozenset of str
        Keys of which the next word must have one for that.
    afar : frozenset of str
        Keys of which any word of the sentence may have one in its place: where a gap comes first.
    """

    keys: tuple[str, ...]
    alone: _Longest
    nodes: tuple[_Node, ...]
    seconds: frozenset[str]
    afar: frozenset[str]


_NOTHING = _Form((), {}, (), frozenset(), frozenset())
"""A word that is in no pattern, as most are, and what stands behind the last one."""


class _Forms(dict[str, _Form]):
    """Folded word → what the tree holds for it, looked up once: few words make up most of a text."""

    def __init__(self, look_up: Callable[[str], _Form]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> _Form:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = form = self._look_up(word)
        return form


class Lexicon:
    """The patterns of one language.

    Parameters
    ----------
    files : mapping of str to mapping
        Topic → tables, as read from the language's folder.
    clitics : bool
        Whether Arabic proclitics may stand before every word.
    enclitics : bool
        Whether Sorani enclitics may stand behind every word, and its long vowels be written short.
    """

    def __init__(
        self, files: Mapping[str, Mapping[str, Any]], *, clitics: bool = False, enclitics: bool = False
    ) -> None:
        self._root = _Node()
        self.words: set[str] = set()
        self._beginnings: dict[str, list[str]] = {}
        self._clitics, self._enclitics = clitics, enclitics
        self._forms = _Forms(self._looked_up)
        self._known: dict[tuple[str, ...], _Form] = {}
        self.entries: list[Entry] = []
        for topic, tables in files.items():
            for label, table in tables.items():
                traits = {name: value for name, value in table.items() if name not in _TAUGHT}
                entry = Entry(topic, label, traits)
                self.entries.append(entry)
                for pattern in table["patterns"]:
                    self._add(pattern, entry)

    @classmethod
    @cache
    def load(cls, language: str) -> Lexicon:
        """Return the lexicon of `language` (one of `LANGUAGES`), read once per process."""
        files = {
            path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted((_DATA / language).glob("*.toml"))
        }
        return cls.of(language, files)

    @classmethod
    def of(cls, language: str, files: Mapping[str, Mapping[str, Any]]) -> Lexicon:
        """Return a lexicon of `language` with the tables of `files` (topic → label → table) instead of the folder's."""
        return cls(files, clitics=language == "ar", enclitics=language == "ckb")

    def scan(self, words: Sequence[Word]) -> dict[str, list[Hit]]:
        """Return every hit in `words` by topic; within a topic the longest from each start, none inside another."""
        found: dict[str, list[Hit]] = defaultdict(list)
        ends: dict[str, int] = {}
        forms = [*map(self._forms.__getitem__, [word.text for word in words]), _NOTHING]
        walk = _Walk(words, forms)
        for first in [first for first, form in enumerate(forms) if form is not _NOTHING]:
            form = forms[first]
            longest = walk.longest(first) if form.nodes and walk.may_go_on(first) else form.alone
            for topic, (length, entries) in longest.items():
                if first > ends.get(topic, -1) and not (topic in _BARE and _has_article(words[first].text, form)):
                    ends[topic] = last = first + length - 1
                    hits = found[topic]
                    for entry in entries:
                        hits.append(_hit((entry, first, last)))
        return found

    def _looked_up(self, word: str) -> _Form:
        keys = tuple(dict.fromkeys(self._keys(word)))
        return (self._known.get(keys) or self._known.setdefault(keys, self._form(keys))) if keys else _NOTHING

    def _form(self, keys: tuple[str, ...]) -> _Form:
        """Return what the tree holds for a word with these keys; many words share theirs."""
        nodes = [self._root.children[key] for key in keys if key in self._root.children]
        alone: dict[str, tuple[int, list[Entry]]] = {}
        for entry in dict.fromkeys(entry for node in reversed(nodes) for entry in node.entries):
            alone.setdefault(entry.topic, (1, []))[1].append(entry)
        return _Form(
            keys,
            alone,
            tuple(node for node in nodes if node.children or node.gaps),
            frozenset(key for node in nodes for key in node.children),
            frozenset(key for node in nodes for gap in node.gaps.values() for key in gap.children),
        )

    def _keys(self, word: str) -> Iterator[str]:
        for stem in self._stems(word):
            if stem in self.words:
                yield stem
            for head in (stem[:1], stem[:_HEAD]):
                for beginning in self._beginnings.get(head, ()):
                    if stem.startswith(beginning):
                        yield beginning + "*"

    def _stems(self, word: str) -> Iterable[str]:
        """Return the forms of a word that may be in the tree; of a Sorani word that is, no other."""
        if self._clitics:
            return _stems(word)
        if not self._enclitics:
            return (word,)
        stems = [one_spelling(stem) for stem in strip_enclitics(word)]
        known = next((stem for stem in stems if stem in self.words), stems[0])
        return dict.fromkeys((stems[0], known))

    def _add(self, pattern: str, entry: Entry) -> None:
        for words in product(*(part.split("/") for part in pattern.split())):
            node = self._root
            for word in words:
                if word in _GAPS:
                    node = node.gaps.setdefault(_GAPS[word], _Node())
                else:
                    node = node.children.setdefault(self._key(word), _Node())
            if entry not in node.entries:
                node.entries.append(entry)

    def _key(self, word: str) -> str:
        key = fold_text(word.rstrip("*"))
        if self._enclitics:
            key = one_spelling(key)
        if word.endswith("*"):
            alike = self._beginnings.setdefault(key[:_HEAD], [])
            if key not in alike:
                alike.append(key)
            return key + "*"
        self.words.add(key)
        return key


class _Walk:
    """The way through the tree from each word of a text."""

    def __init__(self, words: Sequence[Word], forms: Sequence[_Form]) -> None:
        self._forms = forms
        self._sentences = [*(word.sentence for word in words), -1]
        self._parted = [*(word.before != "" and _PARTING.search(word.before) is not None for word in words), True]
        self._keys: dict[int, set[str]] = defaultdict(set)
        for form, sentence in zip(forms, self._sentences, strict=True):
            if form is not _NOTHING:
                self._keys[sentence].update(form.keys)

    def may_go_on(self, first: int) -> bool:
        """Tell whether a longer pattern than the word alone may begin at word `first`: most do not."""
        form = self._forms[first]
        return not (
            form.seconds.isdisjoint(self._forms[first + 1].keys)
            and form.afar.isdisjoint(self._keys[self._sentences[first]])
        )

    def longest(self, first: int) -> _Longest:
        """Return the longest patterns of each topic that begin at word `first`."""
        longest = dict(self._forms[first].alone)
        for length, entry in self._longer(first):
            best = longest.get(entry.topic)
            if best is None or length > best[0]:
                longest[entry.topic] = (length, [entry])
            elif length == best[0] and entry not in best[1]:
                best[1].append(entry)
        return longest

    def _longer(self, first: int) -> list[tuple[int, Entry]]:
        """Return the words and entry of every pattern of two words or more that begins at word `first`."""
        forms, sentences, sentence = self._forms, self._sentences, self._sentences[first]
        found: list[tuple[int, Entry]] = []
        steps: list[tuple[_Node, int, int]] = [(node, first + 1, 0) for node in forms[first].nodes]
        while steps:
            node, at, room = steps.pop()
            if not room and at > first + 1:
                found += [(at - first, entry) for entry in node.entries]
            if sentences[at] != sentence:
                continue
            if room or not self._parted[at]:
                children = node.children
                steps += [(children[key], at + 1, 0) for key in forms[at].keys if key in children]
            if node.gaps:
                steps += [(gap, at, length + 1) for length, gap in node.gaps.items()]
            if room > 1:
                steps.append((node, at + 1, room - 1))
        return found


def _has_article(word: str, form: _Form) -> bool:
    """Tell whether a word is known only without the article that it bears: الكمأ (truffles) is not كما ("as")."""
    return word.startswith("ال") and word not in form.keys


def _stems(word: str) -> list[str]:
    """Return an Arabic word without what can be written onto it: particles before it, the alef of the accusative."""
    stems = []
    for stem in strip_proclitics(word):
        stems.append(stem)
        if len(stem) > _ACCUSATIVE and stem[-1] == "ا":
            stems.append(stem[:-1])
    if "لل" in word[:3]:
        for article in ("لل", "ولل"):
            if word.startswith(article):
                stems += ["ال" + word[len(article) :], word[len(article) :]]
    return stems
