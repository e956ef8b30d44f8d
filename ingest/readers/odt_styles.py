"""Styles of an OpenDocument text → what each paragraph is: its role, in borders, hidden; ancestors included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from ingest.readers.word_processing import MOST_ANCESTORS, PLAIN, Role, role_of

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
ESCAPE = re.compile(r"_([0-9a-f]{2,4})_")
"""How a style's name writes what an identifier may not hold: « Heading_20_1 »."""
SIDES = ("left", "right", "top", "bottom")

Key = tuple[str, str]
"""The family (paragraph, text, section) and the name of a style."""


@dataclass(frozen=True, slots=True)
class Style:
    role: Role = PLAIN
    bordered: bool = False
    hidden: bool = False


PLAIN_STYLE = Style()


def styles_of(roots: Iterable[etree._Element]) -> dict[Key, Style]:
    """The styles of the parts of a document, those of the text itself last."""
    elements = {
        (style.get(STYLE + "family", ""), style.get(STYLE + "name", "")): style
        for root in roots
        for group in root
        for style in group
        if style.tag == STYLE + "style"
    }
    return {key: _style(key, elements) for key in elements}


def whole_number(text: str | None, most: int) -> int:
    """A count between 1 and `most`, 1 when it is not written or makes no sense."""
    return min(max(int(text[:9]), 1), most) if text and text.isascii() and text.isdigit() else 1


def _style(key: Key, elements: dict[Key, etree._Element]) -> Style:
    ancestry: list[etree._Element] = []
    while key in elements and len(ancestry) < MOST_ANCESTORS:
        ancestry.append(elements[key])
        key = (key[0], ancestry[-1].get(STYLE + "parent-style-name", ""))
    return Style(
        role_of((_name(style), _outline(style)) for style in ancestry),
        next((answer for answer in map(_bordered, ancestry) if answer is not None), False),
        next((answer for answer in map(_hidden, ancestry) if answer is not None), False),
    )


def _name(style: etree._Element) -> str:
    name = style.get(STYLE + "display-name") or style.get(STYLE + "name", "")
    return ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), name)


def _outline(style: etree._Element) -> int | None:
    level = style.get(STYLE + "default-outline-level")
    return whole_number(level, 10) if level else None


def _bordered(style: etree._Element) -> bool | None:
    properties = style.find(STYLE + "paragraph-properties")
    if properties is None:
        return None
    borders = [properties.get(f"{FO}border-{side}", properties.get(FO + "border")) for side in SIDES]
    if all(border is None for border in borders):
        return None
    return all(border is not None and not border.startswith("none") for border in borders)


def _hidden(style: etree._Element) -> bool | None:
    for kind in ("text-properties", "section-properties"):
        display = style.findall(STYLE + kind)
        if display and display[0].get(TEXT + "display"):
            return display[0].get(TEXT + "display") == "none"
    return None
