"""A Sheet → a Word document of one page, with real headings, that a manager may change."""

import io

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from ui.sheet import Block, Line, Sheet

BLUE, GREY = RGBColor(0x00, 0x00, 0x91), RGBColor(0x55, 0x55, 0x55)
TEXT_SIZE = 8
FONT = "Arial"


def sheet_docx(sheet: Sheet) -> bytes:
    document = Document()
    _set_page(document, sheet)
    document.add_paragraph(sheet.texts.kicker, style="Subtitle")
    document.add_heading(sheet.title, level=1)
    document.add_paragraph(" · ".join(sheet.facts))
    for block in sheet.blocks:
        _add(document, block, "List Bullet" if block is sheet.definitions or block is sheet.figures else "Normal")
    foot = document.add_paragraph(sheet.foot)
    foot.runs[0].font.size = Pt(TEXT_SIZE - 1)
    foot.runs[0].font.color.rgb = GREY
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: WordDocument, block: Block, style: str) -> None:
    document.add_heading(block.title, level=2)
    for line in block.lines:
        paragraph = document.add_paragraph(style=style)
        if line.label:
            paragraph.add_run(f"{line.label}{_after_label(line)} ").bold = True
        paragraph.add_run(line.text)
        if line.place:
            place = paragraph.add_run(f" ({line.place})")
            place.font.color.rgb = GREY
            place.font.size = Pt(TEXT_SIZE - 1)
    for said in (block.empty if not block.lines else "", block.more):
        if said:
            document.add_paragraph(said)


def _after_label(line: Line) -> str:
    return "." if line.label.isdigit() or len(line.label) <= 4 else "\u00a0:"


def _set_page(document: WordDocument, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(10)
    document.core_properties.title = f"{sheet.texts.kicker} – {sheet.title}"
    document.core_properties.language = sheet.texts.lang
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for name, size, before, after in (
        ("Normal", TEXT_SIZE, 0, 1.5),
        ("List Bullet", TEXT_SIZE, 0, 1),
        ("Subtitle", TEXT_SIZE, 0, 0),
        ("Heading 1", 15, 0, 2),
        ("Heading 2", 10, 5, 1.5),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
        if name != "Normal" and name != "List Bullet":
            style.font.color.rgb = BLUE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:hAnsi"), FONT)
    _set_language(document, sheet.texts.lang)


def _set_language(document: WordDocument, language: str) -> None:
    """In the styles, from which every run has it: what a reader of the screen goes by."""
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = properties.makeelement(qn("w:lang"), {})
        properties.append(lang)
    lang.set(qn("w:val"), language)
