"""The tree of a page → its pieces in order: every text that is seen, whatever it is worth, with its kind."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from ingest.document import BlockKind
from ingest.readers.characters import UNSEEN, cleaned
from ingest.readers.web.elements import END, HEADINGS, START, classes, is_block, roles, walk
from ingest.readers.web.levels import Levels, is_docbook_title, is_on_title_page
from ingest.readers.web.marks import MARK, raised, without_marks
from ingest.readers.web.notes import Note, Notes, without_number
from ingest.readers.web.tables import cells_of, is_table, rows_of, spans, table_text

PREFORMATTED = ("pre", "listing", "xmp", "plaintext")
ITEMS = ("li", "dt", "dd")
CAPTIONED = {"table", "informaltable", "figure", "informalfigure", "example", "equation"}
BOXES = {
    *("note", "warning", "tip", "caution", "important", "admonition", "sidebar"),
    *("fr-callout", "fr-alert", "fr-highlight", "encadre", "encart"),
}
BOX_TAGS = ("div", "section", "blockquote", "table", "p")
PARTS_OF_A_PAGE = ("p", "ul", "ol", "dl", "table", "pre", "section", "article", "form", "blockquote", *HEADINGS)
LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a page; `element` is the block it stands in, `calls` (offset in the text, address of a footnote).

    The text is empty where a mark stands alone, after a list or a figure.
    `is_control` is for a text of buttons only.
    """

    kind: BlockKind
    text: str
    element: HtmlElement
    level: int = 0
    calls: tuple[tuple[int, str], ...] = ()
    note: Note | None = None
    is_control: bool = False


@dataclass(slots=True)
class Context:
    """An open block. `joint` joins the blocks within it to one text; None: each is a piece of its own."""

    element: HtmlElement
    kind: BlockKind = "paragraph"
    joint: str | None = None
    note: Note | None = None
    level: int = 0


@dataclass(slots=True)
class Run:
    """The text since the last end of a block."""

    texts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    beyond_buttons: bool = False


def pieces_of(root: HtmlElement, notes: Notes) -> Iterator[Piece]:
    contexts = [Context(root)]
    run = Run()
    levels = Levels()
    done: HtmlElement | None = None
    button: HtmlElement | None = None
    for event, element in walk(root):
        context = contexts[-1]
        if done is not None:
            # Within an element already read as a whole.
            if element is done:
                done = None
            else:
                continue
        elif event == START:
            tag = element.tag
            levels.enter(element)
            block = is_block(element)
            whole = None if block else _read_whole(element, notes)
            if whole is not None:
                run.texts.append(whole)
                run.beyond_buttons = run.beyond_buttons or button is None
                if whole == MARK:
                    run.calls.append(notes.calls[element])
                done = element
                continue
            if block:
                if context.joint is None:
                    yield from _ended(run, context)
                    run = Run()
                    contexts.append(_context(element, context, notes, levels))
                    if tag == "table" and is_table(element, notes.notes):
                        yield from _table(element, contexts.pop(), notes)
                        done = element
                        continue
                else:
                    run.texts.append(context.joint)
                    contexts.append(Context(element, context.kind, context.joint, context.note, context.level))
            elif tag == "br":
                run.texts.append(context.joint or " ")
            elif tag == "button" and button is None:
                button = element
                if not run.beyond_buttons and context.joint is None:
                    yield from _ended(run, context)
                    run = Run()
            _add(run, element.text, button)
            continue
        elif event == END:
            levels.leave(element)
            if element is button:
                button = None
            if element is context.element and len(contexts) > 1:
                contexts.pop()
                if context.joint is None or contexts[-1].joint is None:
                    yield from _ended(run, context)
                    run = Run()
                else:
                    run.texts.append(context.joint)
        if element is not root:
            _add(run, element.tail, button)
    yield from _ended(run, contexts[0])


def _add(run: Run, text: str | None, button: HtmlElement | None) -> None:
    if text:
        run.texts.append(text.replace(MARK, ""))
        run.beyond_buttons = run.beyond_buttons or (button is None and not text.isspace())


def _read_whole(element: HtmlElement, notes: Notes) -> str | None:
    """The text of an inline element that is not its own content; None for all others."""
    if element in notes.calls:
        return MARK
    if element in notes.backs:
        return ""
    return raised("".join(map(str, element.itertext()))) if element.tag == "sup" and len(element) == 0 else None


def _context(element: HtmlElement, around: Context, notes: Notes, levels: Levels) -> Context:
    """What the text of a block is, from the block and from what it stands in."""
    tag = element.tag
    note = notes.notes.get(element, around.note)
    fixed = around.kind in ("box", "footnote")
    kind = around.kind
    if tag in PREFORMATTED:
        return Context(element, "code", "\n", note)
    if note is not None:
        kind = "footnote"
    elif _is_box(element):
        kind = "box"
    elif fixed:
        pass
    elif tag in HEADINGS:
        kind = "paragraph" if is_on_title_page(element) and not is_docbook_title(element) else "heading"
    elif tag in ITEMS:
        kind = "list_item"
    elif tag in ("figcaption", "caption") or (tag == "p" and _is_caption(element)):
        kind = "caption"
    elif kind == "heading":
        kind = "paragraph"
    level = levels.of(element) if kind == "heading" else 0
    # A heading left open holds what follows it.
    is_one_text = tag in HEADINGS and next(element.iterdescendants(*PARTS_OF_A_PAGE), None) is None
    return Context(element, kind, " " if is_one_text else None, note, level)


def _is_box(element: HtmlElement) -> bool:
    if element.tag == "aside":
        return "footnote-list" not in classes(element)
    if element.tag not in BOX_TAGS or not (classes(element) & BOXES or "note" in roles(element)):
        return False
    # A class of this name may be that of the whole page: « note » is a kind of document.
    titles = list(islice(element.iterdescendants(*HEADINGS), 2))
    return len(titles) < 2 and all(title.tag != "h1" for title in titles)


def _is_caption(paragraph: HtmlElement) -> bool:
    parent = paragraph.getparent()
    names = classes(paragraph)
    return parent is not None and ("title" in names or "caption" in names) and bool(classes(parent) & CAPTIONED)


def _table(table: HtmlElement, context: Context, notes: Notes) -> Iterator[Piece]:
    for caption in table.iterchildren("caption"):
        yield from _ended(_flow(caption, notes), Context(caption, "caption"))
    whole = Run()
    rows = []
    for row in rows_of(table):
        cells = []
        for cell in cells_of(row):
            flow = _flow(cell, notes)
            whole.calls.extend(flow.calls)
            cells.append((cleaned("".join(flow.texts)).strip(" "), *spans(cell)))
        rows.append(cells)
    text, offsets = without_marks(table_text(rows))
    if text:
        calls = tuple(zip(offsets, whole.calls, strict=True))
        yield Piece("table", text, table, calls=calls, note=context.note)


def _flow(element: HtmlElement, notes: Notes) -> Run:
    """All the text of an element as one run."""
    run = Run()
    for piece in pieces_of(element, notes):
        text, at = [], 0
        for offset, key in piece.calls:
            text += [piece.text[at:offset], MARK]
            at = offset
            run.calls.append(key)
        run.texts += [*text, piece.text[at:], " "]
    run.beyond_buttons = True
    return run


def _ended(run: Run, context: Context) -> Iterator[Piece]:
    """The piece that a run makes, if any of it is seen."""
    joined = "".join(run.texts)
    if not joined or joined.isspace():
        return
    if context.kind == "code":
        lines = LINE_END.split(unicodedata.normalize("NFC", UNSEEN.sub("", joined)))
        text, offsets = without_marks("\n".join(line.rstrip() for line in lines).strip("\n"))
    else:
        text = cleaned(joined).strip()
        if context.note is not None and not context.note.is_open:
            text = without_number(text, context.note)
        text, offsets = without_marks(text)
    if text or offsets:
        if context.note is not None:
            context.note.is_open = True
        calls = tuple(zip(offsets, run.calls, strict=True))
        is_control = not run.beyond_buttons and context.kind != "heading"
        yield Piece(context.kind, text, context.element, context.level, calls, context.note, is_control)
