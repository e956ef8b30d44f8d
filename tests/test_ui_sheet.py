"""The sheet to print: one page whatever the report, its own words with their places, in HTML, PDF and Word."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from assistant.inventory.acronyms import Acronym
from assistant.inventory.definitions import Definition
from assistant.inventory.entries import Entry
from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.learning_path import LearningPath, learning_path
from assistant.onboarding.overview import Overview, overview
from assistant.sentences import Citation
from ingest.build import BUNDLED_REPORT, read_and_cut
from ui.sheet_docx import sheet_docx
from ui.sheet_html import sheet_html
from ui.sheet_pdf import fitting_sheet, sheet_pdf

SMALL = """# Les cœurs de ville

Le présent rapport, rédigé par Odile Œuvrard, vise à décrire l’œuvre des communes — « au cœur » de l’été.

## Des moyens

Les communes dépensent 12 000 € par an et par halle, soit 3 % de leur budget d’équipement.

## <script>alert("titre")</script> & suites

Recommandation n° 1 : Ouvrir les halles <b>le soir</b> & le dimanche.
"""


@dataclass(frozen=True)
class Made:
    """What a sheet is made of."""

    overview: Overview
    path: LearningPath
    inventory: Inventory

    @property
    def parts(self) -> tuple[Overview, LearningPath, Inventory]:
        return self.overview, self.path, self.inventory


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Made]:
    """A text, and what is found in it by the places of its words → the parts of its sheet."""

    def making(text: str, entries: int = 0, definitions: int = 0) -> Made:
        path = tmp_path / "rapport.md"
        path.write_text(text, encoding="utf-8")
        report = ReportText(*read_and_cut(path, 1000))
        sentences = [report.cite(*span) for part in report.parts for span in part.sentences]
        cited = [one for one in sentences if one]
        return of(report, cited, entries, definitions)

    return making


def of(report: ReportText, cited: list[Citation], entries: int, definitions: int) -> Made:
    found = [
        Entry(kind="recommendations", label=cited[n % len(cited)].quote, number=str(n + 1), key=str(n), citation=one)
        for n in range(entries)
        for one in [cited[n % len(cited)]]
    ]
    defined = [
        Definition(term=f"terme {n} d'un nom assez long", citation=cited[n % len(cited)], form="means")
        for n in range(definitions)
    ]
    acronyms: list[Acronym] = []
    inventory = Inventory(document=report.record.id, definitions=defined, acronyms=acronyms, entries=found)
    return Made(overview(report, inventory), learning_path(report, inventory), inventory)


def long_text(chapters: int) -> str:
    """Chapters of several thousand words, with long titles and long sentences."""
    lines = [f"# {'Étude des bords de fleuve et de leurs usages ' * 6}"]
    for chapter in range(1, chapters + 1):
        lines.append(f"## {chapter}. Le canton {chapter} et {'ses usages, ses lieux et ses habitants ' * 3}")
        lines += [
            f"Les habitants du canton {chapter} et leurs voisins du lieu {number} préparent les chemins, les canaux et "
            f"les jardins avec l'aide de {number * 13} agents qui viennent chaque hiver pour une durée de deux mois."
            for number in range(150)
        ]
    return "\n\n".join(lines)


def pages_of(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


class Tags(HTMLParser):
    """The tags of a page, those left open, and what its elements point to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.pointing: list[str] = []
        self.attributes: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.pointing += [value or "" for name, value in attrs if name in ("src", "href")]
        self.attributes |= {f"{tag} {name}": value or "" for name, value in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def bundled() -> Made:
    return of(ReportText(*read_and_cut(BUNDLED_REPORT, 1000)), [], 0, 0)


def test_the_bundled_report_on_one_page(bundled: Made) -> None:
    pdf = sheet_pdf(*bundled.parts)
    told = text_of(pdf)
    assert pages_of(pdf) == 1
    for words in ("Marylise Lebranchu", "Ce rapport réalisé par Akim Oural", "11 avril 2016", "plusieurs propositions"):
        assert words in told
    for title in ("Présentation du rapport", "Qu'est-ce que l'innovation territoriale ?", "Parcours de lecture"):
        assert title in told
    assert "Le rapport ne définit pas de terme." in told and "pas de recommandation" in told


@pytest.mark.parametrize(("chapters", "entries", "definitions"), [(14, 60, 40), (3, 5, 1), (30, 400, 3000)])
def test_a_long_report_stays_on_one_page(
    made: Callable[..., Made], chapters: int, entries: int, definitions: int
) -> None:
    parts = made(long_text(chapters), entries, definitions).parts
    pdf = sheet_pdf(*parts)
    sheet = fitting_sheet(*parts)
    assert pages_of(pdf) == 1
    shown = len(sheet.recommendations.lines)
    assert 2 <= shown <= 8 and f"({entries})" in sheet.recommendations.title
    assert (sheet.recommendations.more == f"… et {entries - shown} autres") == (shown < entries)
    assert len(sheet.path.lines) <= 12
    assert f"({entries})" in text_of(pdf)


def test_the_pdf_has_all_of_french_and_its_fonts(made: Callable[..., Made]) -> None:
    pdf = sheet_pdf(*made(SMALL, 4).parts)
    told = text_of(pdf)
    for written in ("cœurs", "Œuvrard", "l’œuvre", "« au cœur »", "12 000 €", "—"):
        assert written in told
    assert b"/FontFile2" in pdf and b"(fr-FR)" in pdf


def test_characters_without_a_glyph_do_not_break_the_pdf(made: Callable[..., Made]) -> None:
    told = text_of(sheet_pdf(*made(SMALL.replace("Œuvrard", "Horváth-Erdős 日本 \u202f→\u0007")).parts))
    assert "Horváth-Erdos" in told and "■" not in told


def test_the_html_is_a_page_of_its_own(made: Callable[..., Made]) -> None:
    page = sheet_html(*made(SMALL, 4, 2).parts)
    tags = Tags(page)
    assert not tags.open and tags.names.count("h1") == 1 and tags.names.count("h2") == 5
    assert tags.attributes["html lang"] == "fr-FR" and "title" in tags.names and "main" in tags.names
    assert not tags.pointing and not re.search(r"https?://|url\(|@import", page)
    assert "@page" in page and "size: A4" in page


def test_nothing_of_a_report_is_taken_for_markup(made: Callable[..., Made]) -> None:
    parts = made(SMALL, 4, 2).parts
    page = sheet_html(*parts)
    assert "script" not in Tags(page).names and "&lt;script&gt;" in page and "& suites" not in page
    told = text_of(sheet_pdf(*parts))
    assert '<script>alert("titre")</script> & suites' in told and "<b>le soir</b>" in told


def test_the_word_document_has_real_headings_and_a_language(made: Callable[..., Made]) -> None:
    document = Document(io.BytesIO(sheet_docx(*made(SMALL, 4, 2).parts)))
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Les cœurs de ville")
    assert [name for name, _ in headings[1:]] == ["Heading 2"] * 5
    assert "fr-FR" in document.styles.element.xml and document.core_properties.language == "fr-FR"
    assert round(document.sections[0].page_width.mm) == 210 and round(document.sections[0].page_height.mm) == 297
    assert any("Odile Œuvrard" in one.text for one in document.paragraphs)


def test_the_word_document_is_cut_for_one_page(made: Callable[..., Made]) -> None:
    document = Document(io.BytesIO(sheet_docx(*made(long_text(14), 60, 40).parts)))
    letters = sum(len(one.text) for one in document.paragraphs)
    assert letters < 7000 and any(one.text.startswith("… et ") for one in document.paragraphs)


def test_each_line_says_its_place(made: Callable[..., Made]) -> None:
    parts = made(SMALL, 4)
    citation = parts.overview.written_by[0].model_copy(update={"page": 7, "folio": "5"})
    unprinted = citation.model_copy(update={"folio": None})
    placed = parts.overview.model_copy(update={"written_by": (citation,), "purposes": (unprinted,)})
    told = text_of(sheet_pdf(placed, parts.path, parts.inventory))
    assert "(p. 5)" in told and "(page 7 du fichier)" in told and "(« Les cœurs de ville »)" in told


def test_one_is_not_counted_as_several(made: Callable[..., Made]) -> None:
    sheet = fitting_sheet(*made(SMALL, 9, 7).parts)
    assert sheet.recommendations.more == sheet.definitions.more == "… et une autre entrée"


def test_the_sheet_speaks_english_when_asked(bundled: Made) -> None:
    page = sheet_html(*bundled.parts, "en")
    assert Tags(page).attributes["html lang"] == "en-GB" and "Who asked for it" in page and "min" in page


def test_what_a_report_does_not_say_is_said_so(made: Callable[..., Made]) -> None:
    told = text_of(sheet_pdf(*made("Un texte sans titre ni date, qui ne parle que de halles et de marchés.").parts))
    assert told.count("Le rapport ne le dit pas.") == 5


def test_the_word_mission_letter_is_not_preferred_to_the_report(made: Callable[..., Made]) -> None:
    text = (
        "# Halles\n\n## Lettre de mission\n\nJe souhaite vous confier une mission sur les halles.\n\n"
        "## Introduction\n\nLe ministre des Halles a confié à Mme Ève Corti une mission sur les halles couvertes."
    )
    sheet = fitting_sheet(*made(text).parts)
    assert "Ève Corti" in sheet.brief.lines[0].text
