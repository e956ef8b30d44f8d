"""Styles of a Word document → what each paragraph is: its role, in a list, in borders, hidden; ancestors included."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from ingest.readers.word_processing import (
    CONTENTS,
    CONTENTS_HEADING,
    MOST_ANCESTORS,
    PLAIN,
    TITLE,
    Role,
    role_of,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIDES = ("top", "left", "bottom", "right")
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    role: Role = PLAIN
    listed: bool = False
    bordered: bool = False
    hidden: bool = False


PLAIN_STYLE = Style()


def styles_of(styles: Iterable[etree._Element]) -> dict[str, Style]:
    """The styles by identifier, from the root of the part that defines them."""
    elements = {style.get(W + "styleId", ""): style for style in styles if style.tag == W + "style"}
    return {identifier: _style(identifier, elements) for identifier in elements}


def style_of(paragraph: etree._Element, styles: dict[str, Style]) -> Style:
    """The style of a paragraph, with what the paragraph itself changes."""
    if paragraph.find(W + "pPr") is None:
        return PLAIN_STYLE
    identifier = value(paragraph, "pPr/pStyle")
    # A style that is not defined still has a telling identifier (« Titre1 »).
    style = styles.get(identifier) or Style(role_of([(identifier, None)]))
    outline = _outline(paragraph)
    keeps_role = style.role in (TITLE, CONTENTS, CONTENTS_HEADING)
    framed = paragraph.find(f"{W}pPr/{W}framePr") is not None
    return Style(
        Role("heading", outline) if outline and not keeps_role else style.role,
        _or(_listed(paragraph), style.listed),
        framed or _or(_bordered(paragraph), style.bordered),
        style.hidden,
    )


def is_hidden(run: etree._Element, styles: dict[str, Style], paragraph_hidden: bool) -> bool:
    style = styles.get(value(run, "rPr/rStyle"))
    return _or(_hidden(run), paragraph_hidden or (style is not None and style.hidden))


def is_drop_cap(paragraph: etree._Element) -> bool:
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(W + "dropCap", "none") != "none"


def value(element: etree._Element, path: str) -> str:
    """The `w:val` of a descendant (« pPr/pStyle »), "" when there is none."""
    found = element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else found.get(W + "val", "")


def _style(identifier: str, elements: dict[str, etree._Element]) -> Style:
    ancestry: list[etree._Element] = []
    while identifier in elements and len(ancestry) < MOST_ANCESTORS:
        ancestry.append(elements[identifier])
        identifier = value(ancestry[-1], "basedOn")
    return Style(
        role_of((value(style, "name"), _outline(style)) for style in ancestry),
        _first(map(_listed, ancestry)),
        _first(map(_bordered, ancestry)),
        _first(map(_hidden, ancestry)),
    )


def _first(answers: Iterable[bool | None]) -> bool:
    """The answer of the nearest style that says anything."""
    return next((answer for answer in answers if answer is not None), False)


def _or(own: bool | None, inherited: bool) -> bool:
    return inherited if own is None else own


def _outline(element: etree._Element) -> int | None:
    """The level from 1; the ninth of the format means body text."""
    level = value(element, "pPr/outlineLvl")
    return int(level) + 1 if level in tuple("012345678") else None


def _listed(element: etree._Element) -> bool | None:
    if element.find(f"{W}pPr/{W}numPr") is None:
        return None
    return value(element, "pPr/numPr/numId") != "0"


def _bordered(element: etree._Element) -> bool | None:
    if element.find(f"{W}pPr/{W}pBdr") is None:
        return None
    return all(value(element, f"pPr/pBdr/{side}") not in ("", "nil", "none") for side in SIDES)


def _hidden(element: etree._Element) -> bool | None:
    if element.find(f"{W}rPr/{W}vanish") is None:
        return None
    return value(element, "rPr/vanish") not in OFF
