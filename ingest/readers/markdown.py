"""Plain text or Markdown bytes → Document, whose text is the file's own, character for character."""

import codecs
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.document import Block, BlockKind, Document, UnreadableFileError

LINE_END = re.compile(r"\r\n?|\n")
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Rules that would swallow text (references), or take the indents of plain text for something else.
UNWANTED_RULES = ["code", "html_block", "reference"]


def read_markdown(raw: bytes, name: str) -> Document:
    """Read UTF-8 (or UTF-16 with its mark); another encoding is refused rather than guessed."""
    text = _decode(raw, name)
    line_starts = [0, *(match.end() for match in LINE_END.finditer(text)), len(text)]
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    tokens = MarkdownIt("commonmark").enable("table").disable(UNWANTED_RULES).parse(text)
    list_depth = 0
    for position, token in enumerate(tokens):
        if token.type in ("list_item_open", "list_item_close"):
            list_depth += token.nesting
        kind = _kind(token, list_depth)
        if kind is None or token.map is None:
            continue
        start, end = _trimmed(text, line_starts[token.map[0]], line_starts[token.map[1]])
        level = 0
        if token.type in ("heading_open", "paragraph_open"):
            inline = tokens[position + 1].content
            start, end = _inline_place(text, start, end, inline)
        if kind == "heading":
            level = int(token.tag[1:])
            path = [entry for entry in path if entry[0] < level]
            path.append((level, _plain(text[start:end])))
        if start < end:
            blocks.append(Block(kind, start, end, tuple(title for _, title in path), level))
    return Document(text, tuple(blocks), from_web=True)


def _decode(raw: bytes, name: str) -> str:
    encoding, skip = "utf-8", 0
    for mark, marked_encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            encoding, skip = marked_encoding, len(mark)
    try:
        text = raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"« {name} » n'est pas un texte en UTF-8. Réenregistrez-le en UTF-8 (sans rien y changer) et recommencez."
        ) from error
    if "\x00" in text:
        raise UnreadableFileError(f"« {name} » contient des données binaires : ce n'est pas un fichier texte.")
    return text


def _kind(token: Token, list_depth: int) -> BlockKind | None:
    match token.type:
        case "heading_open":
            return "heading"
        case "paragraph_open":
            return "list_item" if list_depth else "paragraph"
        case "table_open":
            return "table"
        case "fence":
            return "code"
        case _:
            return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _inline_place(text: str, start: int, end: int, inline: str) -> tuple[int, int]:
    """Where the inline content (without «  ## » or « - ») stands between `start` and `end`."""
    lines = inline.split("\n")
    first = text.find(lines[0], start, end)
    if first < 0:
        return start, end
    last = text.rfind(lines[-1], first, end)
    return first, (last + len(lines[-1]) if last >= 0 else end)


def _plain(heading: str) -> str:
    """A heading without its emphasis marks, for section paths."""
    return re.sub(r"\*\*|__|`", "", heading).strip()
