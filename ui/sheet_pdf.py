"""A report's overview, path and inventory → its sheet as one page of PDF, cut until it fits."""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.doctemplate import LayoutError

from assistant.inventory.inventory import Inventory
from assistant.onboarding.learning_path import LearningPath
from assistant.onboarding.overview import Overview
from ui.sheet import FROM_FULL_TO_SPARE, Block, Line, Sheet, sheet_of

FONTS = {"Sheet": "Vera.ttf", "Sheet-Bold": "VeraBd.ttf"}
"""They come with reportlab, are embedded in the file, and have all of French."""
REPLACED = {"\u202f": "\u00a0", "→": "›", "№": "n°", "‑": "-", "−": "-", "≥": ">=", "≤": "<="}
BLUE, GREY, RULE = HexColor("#000091"), HexColor("#555555"), HexColor("#DDDDDD")
MARGIN, SPARE, GUTTER, LABELS = 12 * mm, 8 * mm, 6 * mm, 33 * mm
WIDTH = A4[0] - 2 * MARGIN
TITLE_SIZE = 14
NARROWER = 0.98
"""These letters are as wide as the widest of a screen: what fits here fits there."""
BARE: list[tuple] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def sheet_pdf(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> bytes:
    return _fitting(overview, path, inventory, language)[1]


def fitting_sheet(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> Sheet:
    """The fullest sheet that one page holds."""
    return _fitting(overview, path, inventory, language)[0]


def _fitting(overview: Overview, path: LearningPath, inventory: Inventory, language: str) -> tuple[Sheet, bytes]:
    for limits in FROM_FULL_TO_SPARE:
        sheet = sheet_of(overview, path, inventory, language, limits)
        content = _drawn(sheet)
        if content is not None:
            return sheet, content
    raise AssertionError("the barest sheet is shorter than a page: all that it holds is cut")


def _drawn(sheet: Sheet) -> bytes | None:
    """The file; None when it would take more than a page."""
    _register_fonts()
    file = io.BytesIO()
    title = f"{sheet.texts.kicker} – {sheet.title}"
    document = BaseDocTemplate(file, pagesize=A4, title=title, lang=sheet.texts.lang)
    frame = Frame(MARGIN, MARGIN + SPARE, WIDTH, A4[1] - 2 * MARGIN - SPARE, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    try:
        document.build(_story(sheet))
    except LayoutError:
        # The columns, which are not parted, are taller than a page.
        return None
    return file.getvalue() if document.page == 1 else None


def _story(sheet: Sheet) -> list[Flowable]:
    size = sheet.size * NARROWER
    column = (WIDTH - GUTTER) / 2
    left = [*_block(sheet.definitions, size), *_block(sheet.figures, size)]
    right = [*_block(sheet.recommendations, size), *_block(sheet.path, size)]
    columns = Table([[left, "", right]], colWidths=[column, GUTTER, column])
    columns.setStyle(TableStyle(BARE))
    return [
        Paragraph(_shown(sheet.texts.kicker.upper()), _style("kicker", size, bold=True, color=BLUE)),
        Paragraph(_shown(sheet.title), _style("title", TITLE_SIZE, bold=True)),
        Paragraph(_shown(" · ".join(sheet.facts)), _style("facts", size)),
        HRFlowable(width="100%", thickness=1.5, color=BLUE, spaceBefore=3, spaceAfter=1),
        *_brief(sheet.brief, size),
        Spacer(1, 4),
        columns,
        HRFlowable(width="100%", thickness=0.4, color=GREY, spaceBefore=7, spaceAfter=2),
        Paragraph(_shown(sheet.foot), _style("foot", size - 1, color=GREY)),
    ]


def _brief(block: Block, size: float) -> list[Flowable]:
    rows = [[_text(f"<b>{_shown(line.label)}</b>", size), _text(_quoted(line, size), size)] for line in block.lines]
    table = Table(rows, colWidths=[LABELS, WIDTH - LABELS])
    ruled = [("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)]
    table.setStyle(TableStyle([*BARE, *ruled]))
    return [_heading(block.title, size), table]


def _block(block: Block, size: float) -> list[Flowable]:
    drawn: list[Flowable] = [_heading(block.title, size)]
    for line in block.lines:
        label = f"<b>{_shown(line.label)}</b> " if line.label else ""
        drawn.append(_text(label + _quoted(line, size), size))
    said = (block.empty if not block.lines else "", block.more)
    return drawn + [_text(_shown(one), size) for one in said if one]


def _quoted(line: Line, size: float) -> str:
    place = f' <font color="#555555" size="{size - 0.7:.1f}">({_shown(line.place)})</font>' if line.place else ""
    return f"{_shown(line.text)}{place}"


def _heading(title: str, size: float) -> Paragraph:
    return Paragraph(_shown(title), _style("heading", size + 1.5, bold=True, color=BLUE, before=7, after=2))


def _text(markup: str, size: float) -> Paragraph:
    return Paragraph(markup, _style("text", size, after=2))


def _shown(text: str) -> str:
    """The text with what the fonts lack replaced, and nothing of it taken for markup."""
    return escape("".join(map(_printed, text)))


@lru_cache(maxsize=4_000)
def _printed(character: str) -> str:
    glyphs = pdfmetrics.getFont("Sheet").face.charToGlyph
    if ord(character) in glyphs:
        return character
    if character in REPLACED:
        return REPLACED[character]
    base = unicodedata.normalize("NFKD", character)
    return "".join(one for one in base if ord(one) in glyphs and not unicodedata.combining(one)) or "?"


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily("Sheet", normal="Sheet", bold="Sheet-Bold", italic="Sheet", boldItalic="Sheet-Bold")


def _style(
    name: str, size: float, bold: bool = False, color: Color = black, before: float = 0, after: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName="Sheet-Bold" if bold else "Sheet",
        fontSize=size,
        leading=size * 1.27,
        textColor=color,
        spaceBefore=before,
        spaceAfter=after,
        splitLongWords=1,
    )
