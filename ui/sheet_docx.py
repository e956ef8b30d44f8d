"""A report's overview, path and inventory → its sheet as a Word document of one page, that a manager may change."""

import io
from math import ceil

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from assistant.inventory.inventory import Inventory
from assistant.onboarding.learning_path import LearningPath
from assistant.onboarding.overview import Overview
from ui.sheet import FROM_FULL_TO_SPARE, Block, Sheet, sheet_of

FONT = "Arial"
TITLE_SIZE = 15.0
BLUE, GREY = RGBColor(0x00, 0x00, 0x91), RGBColor(0x55, 0x55, 0x55)
MARGIN, HEIGHT, WIDTH = Mm(12), Mm(297), Mm(210)
LETTER, LINE = 0.53, 1.17
"""Of the size of its letters: what one takes of a line on average, and a line of a page."""
SPACE_AFTER, SPACE_AROUND_HEADING = 1.5, 7.0


def sheet_docx(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> bytes:
    """Real headings, its language set, and no more than a page holds, as far as that can be told without Word."""
    for limits in FROM_FULL_TO_SPARE:
        sheet = sheet_of(overview, path, inventory, language, limits)
        if _height(sheet) <= HEIGHT.pt - 2 * MARGIN.pt:
            break
    return _written(sheet)


def _height(sheet: Sheet) -> float:
    """About what the sheet takes of the page, in points; rather more than less."""
    letters = (WIDTH.pt - 2 * MARGIN.pt) / (sheet.size * LETTER)
    texts = [sheet.texts.kicker, " · ".join(sheet.facts), sheet.foot]
    for block in sheet.blocks:
        texts += [f"{line.label} {line.text} ({line.place})" for line in block.lines] or [block.empty]
        texts += [block.more] if block.more else []
    lines = sum(ceil(len(text) / letters) for text in texts)
    titles = ceil(len(sheet.title) * TITLE_SIZE / sheet.size / letters) * TITLE_SIZE * LINE
    headings = len(sheet.blocks) * ((sheet.size + 2) * LINE + SPACE_AROUND_HEADING)
    return lines * sheet.size * LINE + len(texts) * SPACE_AFTER + titles + headings


def _written(sheet: Sheet) -> bytes:
    document = Document()
    _set_page(document, sheet)
    document.add_paragraph(sheet.texts.kicker, style="Subtitle")
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(" · ".join(sheet.facts))
    for block in sheet.blocks:
        _add(document, block)
    foot = document.add_paragraph(sheet.foot)
    foot.runs[0].font.color.rgb = GREY
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: WordDocument, block: Block) -> None:
    document.add_heading(block.title, level=2)
    for line in block.lines:
        paragraph = document.add_paragraph()
        if line.label:
            paragraph.add_run(f"{line.label} ").bold = True
        paragraph.add_run(line.text)
        if line.place:
            paragraph.add_run(f" ({line.place})").font.color.rgb = GREY
    for said in (block.empty if not block.lines else "", block.more):
        if said:
            document.add_paragraph(said)


def _set_page(document: WordDocument, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    properties = document.core_properties
    properties.title, properties.language = f"{sheet.texts.kicker} – {sheet.title}", sheet.texts.lang
    properties.author = properties.comments = ""
    for name, size, before, after in (
        ("Normal", sheet.size, 0.0, SPACE_AFTER),
        ("Subtitle", sheet.size, 0.0, 0.0),
        ("Heading 1", TITLE_SIZE, 0.0, 2.0),
        ("Heading 2", sheet.size + 2, SPACE_AROUND_HEADING - 2, 2.0),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set_style(style, size, before, after)
        if name != "Normal":
            style.font.color.rgb = BLUE
    _set_language(document, sheet.texts.lang)


def _set_style(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.italic = FONT, Pt(size), False
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    # The theme's fonts, where a style names them, would win over its own.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(script), None)
    fonts.set(qn("w:hAnsi"), FONT)


def _set_language(document: WordDocument, language: str) -> None:
    """In the styles, from which every run has it: what reads a screen aloud goes by it."""
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = properties.makeelement(qn("w:lang"), {})
        properties.append(spoken)
    spoken.set(qn("w:val"), language)
