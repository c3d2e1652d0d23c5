"""The search index in a folder: several processes may read and write it at once.

The folder holds ``lock`` (held while somebody writes), ``current`` (names the generation that
counts) and the generations, each an index of tantivy. A rebuild writes a new generation and then
replaces ``current`` in one step, so that readers always see the old index or the new one, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import tantivy

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.searching import asking, reasons, schema
from commonstacks.workshop.searching.document import Document
from commonstacks.workshop.searching.query import Found, Query

HEAP = 50_000_000  # bytes a writer may hold
PATIENCE = 5.0  # seconds to wait for another writer
NUDGE = 0.02

T = TypeVar("T")


class IndexLost(Exception):  # noqa: N818 - a state of the index, as Refusal is one of a wish
    """The index is absent, broken or of another release. Call ``rebuild`` with all documents."""


class Index:
    """The index in ``folder``. Cheap to make; holds nothing open between calls.

    Every method but ``rebuild`` raises ``IndexLost`` where there is no sound index. Writers wait
    ``patience`` seconds for each other, then refuse.
    """

    def __init__(self, folder: Path, *, patience: float = PATIENCE) -> None:
        self.folder, self.patience = folder, patience

    def put(self, documents: Iterable[Document]) -> int:
        """Add documents, or replace those with the same id, in one step. Returns how many."""
        rows = _rows(documents)
        if rows:
            with self._writing() as writer:
                for each, row in rows.items():
                    writer.delete_documents_by_term("id", each)
                    writer.add_document(row)
        return len(rows)

    def drop(self, *ids: str) -> None:
        """Documents are found no more. Their bytes leave the folder with the next ``rebuild``."""
        with self._writing() as writer:
            for each in ids:
                writer.delete_documents_by_term("id", each)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """A new index of just these documents in place of any other. Returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            rows = _rows(documents)
            fresh = self._fresh()
            with _committing(tantivy.Index(schema.build(), path=str(fresh))) as writer:
                for row in rows.values():
                    writer.add_document(row)
            self._make_current(fresh)
        return len(rows)

    def count(self) -> int:
        """How many documents can be found."""
        return self._read(lambda searcher: int(searcher.num_docs))

    def search(self, query: Query, *, limit: int = 20, offset: int = 0) -> Found:
        """Documents that fit, best first: by score, then id; without words the newest first.

        With a place: those about it, then about what contains it, then about what it contains. If
        no document has all words, two thirds of them are enough, then any. Refuses to go deeper
        than 10,000 documents.
        """
        span = range(max(offset, 0), max(offset, 0) + max(limit, 0))
        if span.stop > asking.DEEPEST:
            raise Refusal(
                "Only the first {most:,} results can be shown.",
                "Search for more words.",
                most=asking.DEEPEST,
            )
        ask = asking.Ask(query, schema.build())

        def found(searcher: tantivy.Searcher) -> Found:
            page = ask.page(searcher, span or range(1))
            relaxed = page.asked != "all" or (query.words and not page.total)
            lacking = ask.lacking(searcher) if relaxed else ()
            stored = [(schema.read(searcher.doc(where)), score) for score, where in page.hits]
            hits = tuple(reasons.hit(each, query, score) for each, score in stored) if span else ()
            return Found(page.total, hits, lacking + query.ignored, page.asked)

        return self._read(found)

    def _read(self, ask: Callable[[tantivy.Searcher], T]) -> T:
        """What ``ask`` finds in the current generation; asked again if it was replaced meanwhile.

        The engine takes a missing file of positions for an empty one and stumbles only later.
        """
        with _sound():
            while True:
                name = self._current()
                try:
                    return ask(_opened(self.folder / name).searcher())
                except (ValueError, OSError):
                    if self._current() == name:
                        raise

    def _current(self) -> str:
        facts = json.loads((self.folder / "current").read_text())
        if facts["release"] != schema.RELEASE:
            raise ValueError("The index was written by another release.")
        return str(facts["generation"])

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        if not self.folder.is_dir():
            raise IndexLost(f"There is no index in {self.folder}.")
        with self._alone(), _sound(), _committing(_opened(self.folder / self._current())) as writer:
            yield writer

    @contextmanager
    def _alone(self) -> Iterator[None]:
        until = time.monotonic() + self.patience
        with (self.folder / "lock").open("a") as lock:
            while not _locked(lock.fileno()):
                if time.monotonic() > until:
                    raise Refusal("The search index is busy.", "Try again in a moment.")
                time.sleep(NUDGE)
            yield

    def _fresh(self) -> Path:
        numbers = [int(path.name[1:]) for path in self._generations()]
        fresh = self.folder / f"g{max(numbers, default=0) + 1}"
        fresh.mkdir()
        return fresh

    def _make_current(self, fresh: Path) -> None:
        written = self.folder / "current.new"
        with written.open("w") as out:
            json.dump({"generation": fresh.name, "release": schema.RELEASE}, out)
            out.flush()
            os.fsync(out.fileno())
        written.replace(self.folder / "current")
        for path in self._generations():
            if path != fresh:
                shutil.rmtree(path, ignore_errors=True)

    def _generations(self) -> list[Path]:
        return [path for path in self.folder.glob("g*") if path.name[1:].isdecimal()]


def _rows(documents: Iterable[Document]) -> dict[str, tantivy.Document]:
    """The last document of each id, as the engine takes it."""
    built = schema.build()
    return {document.id: schema.write(document, built) for document in documents}


def _opened(path: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(path))
    index.config_reader("manual")  # without it each index starts a thread that watches the folder
    index.reload()
    return index


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _committing(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    """A writer whose changes become visible together, or not at all if something breaks."""
    writer = index.writer(HEAP, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


@contextmanager
def _sound() -> Iterator[None]:
    """What the engine cannot read is a lost index."""
    try:
        yield
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise IndexLost(f"The search index cannot be read: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the engine's own, cannot be imported
            raise
        raise IndexLost("The search index is damaged.") from error
