"""Several processes that share the reading of a batch; what they find comes back in the order of the input.

Each process has a pipe of its own and one share of reports at a time. `concurrent.futures` would do the same in fewer
lines, but its processes share one queue: where the system ends one of them while it holds the queue's lock, the others
and we wait for ever (seen with Python 3.11).
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from geomap.pipeline.parcels import Parcels
from geomap.pipeline.stages import Outcome, Pipeline, failure, spared_by_the_collector
from geomap.records import Document, Incident, Problem
from geomap.settings import Settings

__all__ = ["outcomes"]

_ALONE = 200
"""Reports that are read in this process before others are started: it takes them as long to get ready."""
_SHARE = 32
"""Reports that a process is given at once: enough that handing them over costs nothing, few enough that all stay busy
to the end."""
_TOGETHER = 32
"""Reports that pass each stage together in this process: with 8 as many a second as with 1 and 5 % more, with 16 and 32
a tenth; what a person waits for the first of them is not felt."""
_AHEAD = 4
"""Shares for each process that wait for an earlier one at most, so that memory does not grow with the batch."""

Item = Document | Incident | Problem
_GONE = (EOFError, OSError)
"""What a pipe raises whose other end has ended."""


def outcomes(items: Iterable[Item], pipeline: Pipeline, jobs: int) -> Iterator[Outcome]:
    """Yield what becomes of every item, in order.

    Parameters
    ----------
    items : iterable of Document, Incident or Problem
        As `geomap.documents.read_documents` yields them; a few shares of them are drawn ahead of what is yielded.
    pipeline : Pipeline
        Reads what is read in this process.
    jobs : int
        How many processes read at the same time. With 1, and for the first reports of any batch, this one does.
    """
    stream = iter(items)
    alone = stream if jobs == 1 else islice(stream, _ALONE)
    while share := list(islice(alone, _TOGETHER if pipeline.is_prompt else 1)):
        yield from _outcomes(pipeline, share)
    first = list(islice(stream, _SHARE))
    if first:
        yield from _shared(first, stream, pipeline, jobs)


def _outcomes(pipeline: Pipeline, items: Sequence[Item]) -> list[Outcome]:
    found = iter(pipeline.outcomes([item for item in items if not isinstance(item, Problem)]))
    return [Outcome(problems=(item,)) if isinstance(item, Problem) else next(found) for item in items]


@dataclass(slots=True)
class _Share:
    """Items of the batch that one process reads, and what became of them once that is known."""

    items: Sequence[Item]
    outcomes: Sequence[Outcome] | None = None


def _shared(first: Sequence[Item], stream: Iterator[Item], pipeline: Pipeline, jobs: int) -> Iterator[Outcome]:
    readers = [_Reader(pipeline) for _ in range(jobs)]
    queue: deque[_Share] = deque()
    items = first
    try:
        while items or queue:
            for reader in readers:
                if items and reader.share is None and len(queue) < jobs * _AHEAD:
                    queue.append(reader.give(_Share(items)))
                    items = list(islice(stream, _SHARE))
            busy = {reader.pipe: reader for reader in readers if reader.share is not None}
            for pipe in wait(list(busy)):
                busy[pipe].take()  # type: ignore[index]
            while queue and queue[0].outcomes is not None:
                yield from queue.popleft().outcomes or ()
    finally:
        for reader in readers:
            reader.end()


class _Reader:
    """A process with a pipeline of its own, and the share that it is reading."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._parcels = Parcels(pipeline.gazetteer, Outcome)
        self._settings = pipeline.settings
        self._reread = pipeline.reread
        self.share: _Share | None = None
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_read_shares, args=(theirs, self._settings, self._reread), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, share: _Share) -> _Share:
        """Send a share to the process, which has none, and return it."""
        self.share = share
        try:
            self._send(share.items)
        except _GONE:
            self._retry(share)
        return share

    def take(self) -> None:
        """Receive what became of the share."""
        share = self.share
        if share is None:
            return
        try:
            share.outcomes = self._received()
            self.share = None
        except _GONE:
            self._retry(share)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.pipe.close()
        self._process.terminate()
        self._process.join()

    def _retry(self, share: _Share) -> None:
        """Read a share again, item by item, where the process has ended over it: which report was it?

        The system ends a process for its memory, or for a defect beneath Python.
        """
        self._restart()
        share.outcomes = [self._alone(item) for item in share.items]
        self.share = None

    def _alone(self, item: Item) -> Outcome:
        try:
            self._send([item])
            return self._received()[0]
        except _GONE:
            self._restart()
            what = "The process that read this report was ended by the system; the report was left out."
            return Outcome(problems=(item if isinstance(item, Problem) else failure(item, what),))

    def _send(self, items: Sequence[Item]) -> None:
        self.pipe.send_bytes(self._parcels.pack(items))

    def _received(self) -> list[Outcome]:
        outcomes: list[Outcome] = self._parcels.unpack(self.pipe.recv_bytes())
        return outcomes

    def _restart(self) -> None:
        self.end()
        self._start()


def _read_shares(pipe: Connection, settings: Settings, reread: bool) -> None:
    """Read shares until the other end of the pipe is closed; an interrupt is the first process's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipeline = Pipeline(settings, reread=reread)
    parcels = Parcels(pipeline.gazetteer, Outcome)
    with spared_by_the_collector(pipeline.gazetteer), suppress(*_GONE):
        while True:
            pipe.send_bytes(parcels.pack(_outcomes(pipeline, parcels.unpack(pipe.recv_bytes()))))
