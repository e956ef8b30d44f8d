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
from reportlab.platypus import Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from assistant.inventory.inventory import Inventory
from assistant.onboarding.learning_path import LearningPath
from assistant.onboarding.overview import Overview
from ui.sheet import FROM_FULL_TO_SPARE, Block, Line, Sheet, sheet_of

FONTS = {"Sheet": "Vera.ttf", "Sheet-Bold": "VeraBd.ttf"}
"""They come with reportlab, embedded in the file, and have all of French."""
BLUE, GREY = HexColor("#000091"), HexColor("#555555")
MARGIN = 13 * mm
WIDTH = A4[0] - 2 * MARGIN
GUTTER = 6 * mm
LABELS = 28 * mm
TEXT_SIZE = 7.4
REPLACED = {"\u202f": "\u00a0", "→": "›", "№": "n°", "‑": "-", "−": "-", "≥": ">=", "≤": "<="}


def fitting_sheet(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> Sheet:
    """The fullest sheet that a page holds."""
    return _fitting(overview, path, inventory, language)[0]


def sheet_pdf(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> bytes:
    return _fitting(overview, path, inventory, language)[1]


def _fitting(overview: Overview, path: LearningPath, inventory: Inventory, language: str) -> tuple[Sheet, bytes]:
    for limits in FROM_FULL_TO_SPARE:
        sheet = sheet_of(overview, path, inventory, language, limits)
        content, pages = _drawn(sheet)
        if pages == 1:
            break
    return sheet, content


def _drawn(sheet: Sheet) -> tuple[bytes, int]:
    _register_fonts()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=10 * mm,
        bottomMargin=9 * mm,
        title=f"{sheet.texts.kicker} – {sheet.title}",
        lang=sheet.texts.lang,
    )
    document.build(_story(sheet))
    return file.getvalue(), document.page


def _story(sheet: Sheet) -> list[Flowable]:
    column = (WIDTH - GUTTER) / 2
    left = [*_block(sheet.definitions), *_block(sheet.figures)]
    right = [*_block(sheet.recommendations), *_block(sheet.path)]
    columns = Table([[left, "", right]], colWidths=[column, GUTTER, column])
    columns.setStyle(_BARE)
    return [
        Paragraph(_shown(sheet.texts.kicker.upper()), _style("kicker", 7.5, bold=True, color=BLUE)),
        Paragraph(_shown(sheet.title), _style("title", 14, bold=True, leading=16.5)),
        Paragraph(_shown(" · ".join(sheet.facts)), _style("facts", TEXT_SIZE)),
        HRFlowable(width="100%", thickness=1.5, color=BLUE, spaceBefore=3, spaceAfter=2),
        *_brief(sheet.brief),
        columns,
        HRFlowable(width="100%", thickness=0.4, color=GREY, spaceBefore=6, spaceAfter=2),
        Paragraph(_shown(sheet.foot), _style("foot", 6.5, color=GREY)),
    ]


def _brief(block: Block) -> list[Flowable]:
    rows = [
        [Paragraph(f"<b>{_shown(line.label)}</b>", _style("label", TEXT_SIZE)), _text(_quoted(line))]
        for line in block.lines
    ]
    table = Table(rows, colWidths=[LABELS, WIDTH - LABELS])
    rules = ("LINEBELOW", (0, 0), (-1, -1), 0.3, HexColor("#DDDDDD"))
    table.setStyle(TableStyle([*_BARE.getCommands(), rules, ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]))
    return [_heading(block.title), table]


def _block(block: Block) -> list[Flowable]:
    drawn: list[Flowable] = [_heading(block.title)]
    for line in block.lines:
        numbered = line.label.isdigit() or len(line.label) <= 4
        label = f"<b>{_shown(line.label)}{'.' if numbered else ' :'}</b> " if line.label else ""
        drawn.append(_text(label + _quoted(line)))
    if not block.lines and block.empty:
        drawn.append(_text(_shown(block.empty)))
    if block.more:
        drawn.append(_text(_shown(block.more)))
    return drawn


def _quoted(line: Line) -> str:
    place = f' <font color="#555555" size="{TEXT_SIZE - 0.7}">({_shown(line.place)})</font>' if line.place else ""
    return f"{_shown(line.text)}{place}"


def _heading(title: str) -> Paragraph:
    return Paragraph(_shown(title), _style("heading", 9, bold=True, color=BLUE, before=6, after=2))


def _text(markup: str) -> Paragraph:
    return Paragraph(markup, _style("text", TEXT_SIZE, after=1.8))


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
    name: str,
    size: float,
    bold: bool = False,
    color: Color = black,
    before: float = 0,
    after: float = 0,
    leading: float | None = None,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName="Sheet-Bold" if bold else "Sheet",
        fontSize=size,
        leading=leading or size * 1.28,
        textColor=color,
        spaceBefore=before,
        spaceAfter=after,
        splitLongWords=1,
    )


_BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
