"""Words cut at the end of a line → whole words, their own hyphens kept, judged by the rest of the document."""

import re
from collections.abc import Iterable, Set

from ingest.readers.pdf.page_content import LINE_END_HYPHEN

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
HYPHENS = (LINE_END_HYPHEN, "-", "\u2010", "\u00ad")
COMPOUND_STARTS = frozenset(
    "après arrière avant bas basse ceux celle celles celui chef contre court demi ex extra grand grande haut haute hors"
    " là lui elle eux mi moyen non nord nouveau peut petit plus porte presque quasi quatre quelque quelques rendez sans"
    " semi soi sous sud est ouest tout toute tiers trente vice vingt soixante quarante cinquante cent moi toi".split()
)
COMPOUND_ENDS = frozenset("ci là il ils elle elles on ce je tu nous vous même mêmes être moi toi lui leur dire".split())


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of the lines, with and without hyphens, those cut at a line's end left out."""
    found: set[str] = set()
    for text in texts:
        words = WORD.findall(text.casefold())
        found.update(words[:-1] if text.endswith(HYPHENS) else words)
    return frozenset(found)


def ends_with_hyphen(text: str) -> bool:
    return text.endswith(HYPHENS) and len(text) > 1 and text[-2].isalnum()


def joined_at_hyphen(text: str, following: str, vocabulary: Set[str]) -> str:
    """`text`, which ends with a hyphen, continued by the next line: « gouver- » + « nance », « peut- » + « être »."""
    body = text[:-1]
    start, end = _last_word(body), _first_word(following)
    hyphenated = f"{start}-{end}".casefold()
    together = f"{start}{end}".casefold()
    if hyphenated in vocabulary:
        keeps = True
    elif together in vocabulary:
        keeps = False
    else:
        keeps = (
            not end
            or not end[0].islower()
            or "-" in start
            or start.casefold() in COMPOUND_STARTS
            or end.casefold().split("-")[0] in COMPOUND_ENDS
        )
    return f"{body}-{following}" if keeps else f"{body}{following}"


def _last_word(text: str) -> str:
    match = re.search(r"[^\W_]+(?:-[^\W_]+)*$", text)
    return match[0] if match else ""


def _first_word(text: str) -> str:
    match = re.match(r"[^\W_]+(?:-[^\W_]+)*", text)
    return match[0] if match else ""
