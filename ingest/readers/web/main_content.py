"""The pieces of a page → the element that holds the text that trafilatura takes for its content."""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.web.blocks import Piece
from ingest.readers.web.elements import roles

LARGEST_PAGE = 5_000_000
"""Characters. Trafilatura takes two seconds for them, and its time grows faster than the page on broken markup;
pages of this size are whole books, with next to nothing around them."""
MOST_LEVELS = 256
"""Of elements within elements; trafilatura's time grows with their product."""
MOST_PIECES = 3000
"""Beyond, trafilatura is not to try its second method, whose time grows with the square of their number."""
SHINGLE = 3
"""Words in a row, by which a text is found again."""
LEAST_KEPT = 0.15
"""Of a page's words: when trafilatura keeps less, its opinion is not followed."""
MOST = 0.9
HALF = 0.5
FOUND_AGAIN = 0.8
CONTAINERS = ("html", "body", "main", "article", "section", "div", "td", "form", "center")
WORD = re.compile(r"\w+")

# It warns on the terminal of each page it finds nothing in.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Content:
    """Where the content is. `path`, from the root down to `core`, are the elements that hold it; all of `core` is.

    `main` is the element by which the page itself says where its content is, if it does; `within_main` are those of
    the path from there. `words` and `kept` count, in each element, what it holds and what trafilatura keeps of it.
    `title` is the page's highest heading, when there is only one of its level.
    """

    path: frozenset[HtmlElement]
    core: HtmlElement
    main: HtmlElement | None
    within_main: frozenset[HtmlElement]
    title: HtmlElement | None
    words: Counter[HtmlElement]
    kept: Counter[HtmlElement]
    kept_of_pieces: Sequence[int]
    holds_notes: frozenset[HtmlElement]
    all_words: int
    all_kept: int

    def share_of_kept(self, element: HtmlElement) -> float:
        return self.kept[element] / self.all_kept if self.all_kept else 0.0

    def share_of_words(self, element: HtmlElement) -> float:
        return self.words[element] / self.all_words if self.all_words else 0.0

    def share_kept_of(self, element: HtmlElement) -> float:
        return self.kept[element] / self.words[element] if self.words[element] else 0.0


def find_content(pieces: Sequence[Piece], root: HtmlElement, length: int) -> Content:
    """`length` is the page's, in characters."""
    is_too_large = length > LARGEST_PAGE or _is_deep(root)
    shingles = set() if is_too_large else set(_shingles(_kept_text(root, fast=len(pieces) > MOST_PIECES)))
    words: Counter[HtmlElement] = Counter()
    kept: Counter[HtmlElement] = Counter()
    kept_of_pieces = []
    holds_notes: set[HtmlElement] = set()
    for piece in pieces:
        own = _shingles(piece.text)
        again = sum(shingle in shingles for shingle in own)
        kept_of_pieces.append(again if again >= FOUND_AGAIN * len(own) else 0)
        words[piece.element] += len(own)
        kept[piece.element] += again
        if piece.note is not None:
            holds_notes.add(piece.element)
    # From the leaves up, each element once: a page may be two thousand elements deep.
    elements = list(root.iter())
    for element in reversed(elements[1:]):
        parent = element.getparent()
        words[parent] += words[element]
        kept[parent] += kept[element]
        if element in holds_notes:
            holds_notes.add(parent)
    if kept[root] < LEAST_KEPT * words[root]:
        kept.clear()
    main = next((one for one in root.iter() if _is_main(one) and kept[one] > HALF * kept[root]), None)
    path = _path(root, main, kept)
    titles = next((found for level in range(1, 7) if (found := list(root.iter(f"h{level}")))), [])
    return Content(
        path=frozenset(path),
        core=path[-1],
        main=main,
        within_main=frozenset(path[path.index(main) :] if main is not None else ()),
        title=titles[0] if len(titles) == 1 else None,
        words=words,
        kept=kept,
        kept_of_pieces=kept_of_pieces if kept else [0] * len(pieces),
        holds_notes=frozenset(holds_notes),
        all_words=words[root],
        all_kept=kept[root],
    )


def _path(root: HtmlElement, main: HtmlElement | None, kept: Counter[HtmlElement]) -> list[HtmlElement]:
    """From the root to the lowest element that holds most of what is kept; an article, or the main part, if any."""
    if not kept[root]:
        body = next(root.iter("body"), root)
        return [*reversed(list(body.iterancestors())), body]
    path = [root] if main is None else [*reversed(list(main.iterancestors())), main]
    while (below := next((child for child in path[-1] if kept[child] >= MOST * kept[root]), None)) is not None:
        path.append(below)
    within = path if main is None else path[path.index(main) :]
    articles = [one for one in within if one.tag == "article" or "article" in roles(one)]
    core = articles[-1] if articles else main
    if core is None:
        core = next((one for one in reversed(path) if one.tag in CONTAINERS), root)
    return path[: path.index(core) + 1]


def _is_main(element: HtmlElement) -> bool:
    return element.tag == "main" or "main" in roles(element)


def _is_deep(root: HtmlElement) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_LEVELS:
            return True
    return False


def _kept_text(root: HtmlElement, fast: bool) -> str:
    tree = copy(root)
    # It makes every cell that a cell spans: a page may declare a billion of them.
    etree.strip_attributes(tree, "colspan", "rowspan")
    # Whatever goes wrong in it, the page has been read: it only says which part of the page is the content.
    try:
        found = trafilatura.bare_extraction(
            tree, fast=fast, favor_recall=True, include_comments=False, include_tables=True
        )
    except Exception:
        return ""
    return str(getattr(found, "text", "") or "")


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return list(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
