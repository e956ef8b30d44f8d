"""The tree of a page → its footnotes, the links that call them, and the links from each back to its call."""

import re
from bisect import bisect
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml.html import HtmlElement

from ingest.readers.web.elements import HEADINGS, classes, roles
from ingest.readers.web.marks import raised

CALL = re.compile(r"[\[(]?\s*((?:note\s+|n°\s*)?\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§]{1,4})\s*[\])]?", re.IGNORECASE)
NOTE_ID = re.compile(
    r"_?(?:ftn|edn|fn|nb|foot-?note|end-?note|note|cite_note|sd(?:foot|end)note)[-_:.]*\d+\w{0,3}", re.I
)
DIVISION_ID = re.compile(r"_?(?:ftn|edn|fn|foot-?note|end-?note|sd(?:foot|end)note)[-_:.]*\d+\w{0,3}", re.IGNORECASE)
OPENING = re.compile(
    r"\s*(?:[\[(]\s*(?P<bracketed>[^\s()\[\]]{0,6})\s*[\])]\s*[.:–-]?|(?P<bare>[^\s.:)]{1,6})\s*[.:)–-]?(?=\s+\D))\s*"
)
LEFT_OVER = re.compile(r"^[.:)]\s+")
WORD = re.compile(r"\w{3}")
NOTE_ROLES = {"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"}
CALL_ROLES = {"doc-noteref", "noteref"}
CALL_CLASSES = {"footnote", "footnote-ref", "footnote-reference", "footnotecall", "noteref", "spip_note"}
BACK_ROLES = {"doc-backlink", "backlink"}
BACK_CLASSES = {"footnote-back", "footnote-backref", "fn-backref", "mw-cite-backlink"}
NOTE_TAGS = ("p", "li", "div", "aside", "dd", "dt", "tr", "section")
MOST_LINKS = 30
"""Links of what may be a footnote, in which a link back to its call is looked for."""


Targets = dict[str, list[tuple[int, HtmlElement]]]
"""The elements of each name, with their positions in the page."""


@dataclass(slots=True)
class Note:
    """A footnote; `keys` are the addresses that call it, `number` what its call shows.

    `is_open` once some of its text has been read.
    """

    keys: list[str] = field(default_factory=list)
    number: str = ""
    is_open: bool = False


@dataclass(slots=True)
class Notes:
    """`calls` gives the address each calling link calls; `notes` the footnote each element is, or is a part of."""

    notes: dict[HtmlElement, Note] = field(default_factory=dict)
    calls: dict[HtmlElement, str] = field(default_factory=dict)
    backs: set[HtmlElement] = field(default_factory=set)


def find_notes(root: HtmlElement, path: str = "", awaited: Container[str] = ()) -> Notes:
    """`path` is the page's own, in a publication of several; `awaited` are addresses called from other pages."""
    found = Notes()
    targets: Targets = {}
    links: list[tuple[int, HtmlElement]] = []
    for position, element in enumerate(root.iter()):
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name:
            targets.setdefault(name, []).append((position, element))
        if name and len(targets[name]) == 1 and f"{path}#{name}" in awaited:
            _become_note(_holder(element), found, f"{path}#{name}")
        elif _declares_note(element, name or ""):
            _become_note(element, found)
        if element.tag == "a" and "#" in element.get("href", ""):
            links.append((position, element))
    for position, link in links:
        called = CALL.fullmatch(_text_of(link))
        if called and not _note_around(link, found):
            _follow(link, position, called[1], path, targets, found)
    for position, link in links:
        if link not in found.calls and _note_around(link, found) and _leads_back(link, position, path, targets, found):
            found.backs.add(link)
    return found


def without_number(text: str, note: Note) -> str:
    """The start of a footnote, without what repeats its call, or what was left around a link back."""
    opening = OPENING.match(text)
    if not opening:
        return LEFT_OVER.sub("", text)
    bracketed, bare = opening["bracketed"], opening["bare"]
    shown = (note.number, raised(note.number)) if note.number else ()
    repeats = bracketed == "" or bracketed in shown or bare in shown
    return text[opening.end() :] if repeats else text


def _follow(link: HtmlElement, position: int, number: str, path: str, targets: Targets, found: Notes) -> None:
    """Take the link for a call if something says that what it leads to is a footnote."""
    key = _address(link, path)
    page, name = key.rsplit("#", 1)
    says_so = bool(roles(link) & CALL_ROLES or classes(link) & CALL_CLASSES)
    if page != path:
        if says_so or any(parent.tag == "sup" for parent in islice(link.iterancestors(), 2)):
            found.calls[link] = key
        return
    target, order = _target(name, position, targets, found)
    if target is None:
        return
    note = _note_around(target, found)
    if note is None:
        holder = _holder(target)
        if holder is link or holder in link.iterancestors() or any(True for _ in holder.iter(*HEADINGS)):
            return
        if not (says_so or NOTE_ID.fullmatch(name) or _calls_back(holder, link)):
            return
        note = _become_note(holder, found)
    key = f"{key}#{order}" if order else key
    found.calls[link] = key
    if key not in note.keys:
        note.keys.append(key)
    note.number = note.number or number


def _target(name: str, position: int, targets: Targets, found: Notes) -> tuple[HtmlElement | None, int]:
    """The element of this name, and which of them; pages made of several have the same names several times."""
    named = targets.get(name, [])
    after = bisect(named, position, key=itemgetter(0))
    for order in range(after, min(after + 3, len(named))):
        if named[order][1] in found.notes:
            return named[order][1], order
    return (named[0][1], 0) if named else (None, 0)


def _become_note(element: HtmlElement, found: Notes, key: str = "") -> Note:
    note = Note([key] if key else [])
    parts = [element]
    if element.tag == "dt":
        for follower in element.itersiblings():
            if follower.tag != "dd":
                break
            parts.append(follower)
    for part in parts:
        note = found.notes.setdefault(part, note)
    return note


def _declares_note(element: HtmlElement, name: str) -> bool:
    tag = element.tag
    if tag not in NOTE_TAGS:
        return False
    if roles(element) & NOTE_ROLES:
        return True
    if tag in ("div", "aside") and "footnote" in classes(element):
        return True
    if tag == "dt":
        parent = element.getparent()
        return parent is not None and "footnote" in classes(parent)
    return bool(NOTE_ID.fullmatch(name) if tag == "li" else tag == "div" and DIVISION_ID.fullmatch(name))


def _holder(target: HtmlElement) -> HtmlElement:
    """The block that a target opens or is."""
    for element in (target, *islice(target.iterancestors(), 4)):
        if element.tag in NOTE_TAGS:
            return element
    return target


def _note_around(element: HtmlElement, found: Notes) -> Note | None:
    for around in (element, *element.iterancestors()):
        if around in found.notes:
            return found.notes[around]
    return None


def _calls_back(holder: HtmlElement, link: HtmlElement) -> bool:
    around = (link, *islice(link.iterancestors(), 2))
    names = {f"#{name}" for name in (link.get("name"), *(element.get("id") for element in around)) if name}
    return any(back.get("href") in names for back in islice(holder.iter("a"), MOST_LINKS))


def _leads_back(link: HtmlElement, position: int, path: str, targets: Targets, found: Notes) -> bool:
    """Within a note: a number or an arrow, to a place that is not a note."""
    text = _text_of(link)
    if WORD.search(text) and not CALL.fullmatch(text):
        return False
    if roles(link) & BACK_ROLES or classes(link) & BACK_CLASSES:
        return True
    page, name = _address(link, path).rsplit("#", 1)
    target, _ = _target(name, position, targets, found)
    return page != path or target is None or _note_around(target, found) is None


def _address(link: HtmlElement, path: str) -> str:
    """Where a link leads, as the path of a page and a name in it; without a path, in this page."""
    page, name = link.get("href", "").split("#", 1)
    return f"{normpath(join(dirname(path), unquote(page))) if page else path}#{unquote(name)}"


def _text_of(link: HtmlElement) -> str:
    """The text of a link, or its start: a longer one is no mark."""
    return "".join(islice(_texts(link), 12))[:40].strip()


def _texts(link: HtmlElement) -> Iterator[str]:
    return (str(text) for text in link.itertext())
