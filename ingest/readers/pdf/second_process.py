"""The bytes of a PDF → the parts of its pages from the last one back, read by a second process beside the caller.

The caller reads from the first page on, and stops where the two meet. Whatever becomes of the second process, what it
has not given is left to the caller. It is a plain command, not a fork: the caller may be a web server with threads.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

import pypdfium2

from ingest.readers.pdf.fragments import Fragment
from ingest.readers.pdf.page_content import Word, content_of_page
from ingest.readers.pdf.page_parts import PageParts, parts_of
from ingest.readers.pdf.tables import Grid

LEAST_PAGES = 60
"""A shorter document is nearly read when a second process has started."""
LARGEST_FILE = 50_000_000
"""In bytes: a larger file is images for the most part, and would stand in memory twice."""

_WORD, _FRAGMENT, _GRID = (
    attrgetter(*(field.name for field in fields(part) if field.name != "words")) for part in (Word, Fragment, Grid)
)


@contextmanager
def pages_from_the_end(raw: bytes, n_pages: int) -> Iterator[list[PageParts]]:
    """A list that grows, while the block runs, by the last page, the one before it, and so on; maybe by none."""
    pages: list[PageParts] = []
    process = _started(raw) if _is_worth_it(raw, n_pages) else None
    if process is None or process.stdout is None:
        yield pages
        return
    collector = threading.Thread(target=_collect, args=(process.stdout, pages), daemon=True)
    collector.start()
    try:
        yield pages
    finally:
        process.kill()
        process.wait()
        # Its last page may be on the way; where a launcher stood between, the process itself may outlive it a little.
        collector.join(timeout=1)


def _is_worth_it(raw: bytes, n_pages: int) -> bool:
    # In a program made into one file, the interpreter's path is that of the program.
    can_start = bool(sys.executable) and not getattr(sys, "frozen", False)
    return can_start and n_pages >= LEAST_PAGES and len(raw) <= LARGEST_FILE and (os.cpu_count() or 1) > 1


def _started(raw: bytes) -> subprocess.Popen[bytes] | None:
    # -P and the caller's own path: modules are looked for where the caller found them, and not in the current folder.
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    try:
        with tempfile.TemporaryFile() as file:
            file.write(raw)
            file.seek(0)
            return subprocess.Popen(
                [sys.executable, "-P", "-m", __spec__.name],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
            )
    except (OSError, ValueError):
        return None


def _collect(stream: IO[bytes], pages: list[PageParts]) -> None:
    # The stream ends, cut anywhere, when the process does; anything may be wrong in it when the process fails.
    with stream, suppress(Exception):
        while True:
            pages.append(_unpacked(pickle.load(stream)))


def _packed(page: PageParts) -> tuple[Any, ...]:
    """Plain columns: words one by one would take longer to send than to read."""
    return (
        page.height,
        [len(one.words) for one in page.fragments],
        _columns(map(_FRAGMENT, page.fragments)),
        _columns(_WORD(word) for one in page.fragments for word in one.words),
        [_GRID(grid) for grid in page.grids],
        page.is_scanned,
        page.is_blank,
        page.has_image,
    )


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _unpacked(packed: tuple[Any, ...]) -> PageParts:
    height, counts, fragment_columns, word_columns, grids, *facts = packed
    words = map(Word, *word_columns) if word_columns else iter(())
    words_of = [list(islice(words, count)) for count in counts]
    fragments = list(map(Fragment, *fragment_columns, words_of))
    return PageParts(height, fragments, [Grid(*row) for row in grids], *facts)


def main() -> None:
    """Standard input → standard output, until all pages are given or the caller has enough."""
    pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    with suppress(BrokenPipeError):
        for index in reversed(range(len(pdf))):
            pickle.dump(_packed(parts_of(content_of_page(pdf, index))), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    import gc

    # Pages make no cycles, and a collection would walk through all of their words.
    gc.disable()
    main()
