"""PDF files made for the tests, each with one trait of a real report, read through the public reader."""

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Block, Document, FileTooLargeError, UnreadableFileError
from ingest.furniture import set_furniture_aside
from ingest.readers.pdf import reader, scanned
from ingest.readers.pdf.page_content import PageContent, content_of_page
from ingest.readers.pdf.reader import MOST_PAGES, read_pdf
from ingest.readers.pdf.second_process import LEAST_PAGES
from ingest.reading import read_document, read_file

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def pdf(tmp_path: Path, *pages: Draw) -> Document:
    path = tmp_path / "essai.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_pdf(path.read_bytes(), path.name)


def write(canvas: Canvas, top: float, lines: str, left: float = 72, size: float = 11, font: str = "Helvetica") -> float:
    """Write lines down from `top` points under the top of the page; returns where the next would stand."""
    canvas.setFont(font, size)
    for line in lines.strip().splitlines():
        canvas.drawString(left, HEIGHT - top, line.strip())
        top += 1.2 * size
    return top


def texts(document: Document, *kinds: str) -> list[str]:
    return [
        document.text_of(block)
        for block in document.blocks
        if not block.not_report and (not kinds or block.kind in kinds)
    ]


def block_of(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if text in document.text_of(block))


LEFT = """La commune de Valmont a ouvert en mars une maison des
services où les habitants trouvent en un seul lieu les
guichets de l'emploi, du logement et de la santé. Le lieu
reçoit chaque semaine plus de trois cents visiteurs, dont
la moitié vient des villages voisins par la navette que le
département finance depuis deux ans."""
RIGHT = """Le second volet du programme concerne les transports de
la vallée. Trois lignes à la demande desservent désormais
les hameaux les plus éloignés, et leur fréquentation a
doublé en une seule année. Les élus souhaitent étendre ce
service aux soirées et aux fins de semaine dès que le
budget voté au printemps le permettra enfin."""


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 80, "Deux volets d'un même programme pour la vallée", size=16, font="Helvetica-Bold")
        # The file holds the lines row by row, as some programs write them.
        for row, (left, right) in enumerate(zip(LEFT.splitlines(), RIGHT.splitlines(), strict=True)):
            write(canvas, 120 + 12 * row, left, left=60, size=9)
            write(canvas, 120 + 12 * row, right, left=310, size=9)

    document = pdf(tmp_path, draw)
    assert texts(document) == [
        "Deux volets d'un même programme pour la vallée",
        " ".join(LEFT.splitlines()),
        " ".join(RIGHT.splitlines()),
    ]


def test_a_footnote_stands_apart_and_is_tied_to_its_call(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 80, "1. Le budget", size=15, font="Helvetica-Bold")
        write(canvas, 120, "Le plan mobilise douze millions d'euros")
        end = 72 + canvas.stringWidth("Le plan mobilise douze millions d'euros", "Helvetica", 11)
        write(canvas, 116, "1", left=end, size=7)
        write(canvas, 120, "sur trois ans, pour une surface de 400 m", left=end + 8)
        square = end + 8 + canvas.stringWidth("sur trois ans, pour une surface de 400 m", "Helvetica", 11)
        write(canvas, 116, "2", left=square, size=7)
        write(canvas, 134, "de bureaux partagés.")
        write(canvas, 760, "1. Hors subventions européennes, qui sont\nversées l'année suivante.", size=8)

    document = pdf(tmp_path, draw)
    body = block_of(document, "Le plan mobilise")
    assert document.text_of(body) == (
        "Le plan mobilise douze millions d'euros sur trois ans, pour une surface de 400 m² de bureaux partagés."
    )
    note = block_of(document, "Hors subventions")
    assert note.kind == "footnote"
    assert document.text_of(note) == "Hors subventions européennes, qui sont versées l'année suivante."
    assert note.called_at is not None
    assert document.text[: note.called_at].endswith("douze millions d'euros")
    assert note.section == ("1. Le budget",)


def report_page(number: int, folio: str, body: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        write(canvas, 40, "Rapport sur les mobilités rurales", size=9)
        write(canvas, 120, body)
        write(canvas, 810, folio, left=290, size=9)

    return draw


def test_running_heads_go_and_the_printed_folio_is_not_the_page(tmp_path: Path) -> None:
    bodies = [
        f"Le canton numéro {number} compte {number * 1300} habitants répartis\nen hameaux."
        for number in ("1", "2", "3", "4")
        for number in [int(number)]
    ]
    document = pdf(tmp_path, *(report_page(k, f"- {k + 7} -", body) for k, body in enumerate(bodies)))
    assert texts(document) == [" ".join(body.splitlines()) for body in bodies]
    assert [
        (place.page, place.folio) for place in document.places if "canton" in document.text[place.start : place.end]
    ] == [
        (1, "7"),
        (2, "8"),
        (3, "9"),
        (4, "10"),
    ]
    reasons = {block.not_report for block in document.blocks if block.not_report}
    assert reasons == {"running_head", "page_number"}


def test_a_number_that_follows_no_other_is_no_folio(tmp_path: Path) -> None:
    document = pdf(
        tmp_path,
        report_page(1, "12", "Le premier feuillet présente la vallée et ses habitants."),
        report_page(2, "40", "Le second feuillet présente le budget et ses limites."),
    )
    assert {place.folio for place in document.places} == {None}


def test_the_end_of_a_paragraph_at_the_top_of_a_page_is_no_running_head(tmp_path: Path) -> None:
    ends = ("laissé deux mille tonnes.", "trop court.", "sans autre forme.", "de la commune.", "à Fécamp.", "du port.")

    def page_of(end: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 60, end)
            for number in range(8):
                write(canvas, 95 + 60 * number, f"La page dit en huit paragraphes ce que {end[:-1]} veut dire ici.")

        return draw

    document = pdf(tmp_path, *map(page_of, ends))
    assert not any(block.not_report for block in document.blocks)
    assert all(end in document.text for end in ends)


def test_a_paragraph_goes_on_over_the_page_and_words_are_made_whole(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, 100, "La gouvernance locale repose sur un conseil. Ce conseil rassemble les maires, le sous-")
        write(canvas, 113.2, "préfet et les associations, c'est-à-")
        write(canvas, 126.4, "dire tous ceux qui agissent, dans une même ambition d'amélio-")
        write(canvas, 139.6, "ration du service et un souci constant de rendre des comptes aux habitants de la")

    def second(canvas: Canvas) -> None:
        write(canvas, 100, "vallée tout entière. Le sous-préfet préside.")

    document = pdf(tmp_path, first, second)
    [text] = texts(document)
    assert "le sous-préfet et les associations, c'est-à-dire tous ceux" in text
    assert "d'amélioration du service" in text
    assert text.endswith("aux habitants de la vallée tout entière. Le sous-préfet préside.")
    pages = [place.page for place in document.places]
    assert pages == [1, 1, 1, 1, 2]
    last = document.places[-1]
    assert document.text[last.start : last.end] == "vallée tout entière. Le sous-préfet préside."


def test_ruled_and_aligned_tables_keep_their_cells(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 90, "Le tableau suivant donne la dépense de chaque commune du canton.")
        rows = ["Commune|Dépense|Part", "Valmont|120 000 euros|40 %", "Bréval|180 000 euros|60 %"]
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells.split("|")):
                canvas.rect(72 + 140 * column, HEIGHT - 140 - 20 * row, 140, 20)
                write(canvas, 134 + 20 * row, cell, left=76 + 140 * column, size=10)
        write(canvas, 240, "Les effectifs, eux, sont stables.")
        for row, cells in enumerate([("Année", "Agents", "Départs"), ("2013", "41", "2"), ("2014", "42", "3")]):
            for column, cell in enumerate(cells):
                write(canvas, 270 + 14 * row, cell, left=90 + 110 * column, size=10)

    document = pdf(tmp_path, draw)
    assert texts(document, "table") == [
        "Commune\tDépense\tPart\nValmont\t120 000 euros\t40 %\nBréval\t180 000 euros\t60 %",
        "Année\tAgents\tDéparts\n2013\t41\t2\n2014\t42\t3",
    ]
    assert texts(document, "paragraph") == [
        "Le tableau suivant donne la dépense de chaque commune du canton.",
        "Les effectifs, eux, sont stables.",
    ]


def test_headings_are_known_by_their_type_where_there_is_no_outline(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 80, "II. Un territoire en mouvement", size=16, font="Helvetica-Bold")
        write(canvas, 120, "Le territoire change vite, et ses habitants avec lui depuis vingt ans.")
        write(canvas, 150, "2.1. Les services publics", size=13, font="Helvetica-Bold")
        write(canvas, 180, "Les services se regroupent dans les bourgs les plus peuplés du canton.")
        write(canvas, 210, "Proposition n° 12", font="Helvetica-Bold")
        write(canvas, 235, "Ouvrir une maison des services dans chaque canton avant la fin du plan.")

    document = pdf(tmp_path, draw)
    assert block_of(document, "Ouvrir une maison").section == (
        "II. Un territoire en mouvement",
        "2.1. Les services publics",
        "Proposition n° 12",
    )


def test_a_line_of_a_paragraph_is_no_heading_however_it_begins(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 80, "II. Les propositions", size=16, font="Helvetica-Bold")
        for number, line in enumerate(
            (
                "Les recommandations 1, 2 et 4 peuvent être lancées sans attendre, sur les crédits existants. La",
                "recommandation 3 suppose une délibération de chaque conseil municipal ; les rapporteurs proposent",
                "que la perte soit compensée pendant deux ans par le budget de la région et du département entier.",
            )
        ):
            write(canvas, 120 + 11 * number, line)
        write(
            canvas, 180, "Recommandation n° 5 (préfets) : publier un référentiel des coûts de remise en état, par type"
        )
        write(canvas, 191, "d'activité passée, actualisé tous les deux ans par les services de la direction du budget.")

    document = pdf(tmp_path, draw)
    assert texts(document, "heading") == ["II. Les propositions"]
    assert any(text.startswith("Recommandation n° 5") and "actualisé" in text for text in texts(document, "paragraph"))


def test_cover_contents_and_blank_pages_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    def cover(canvas: Canvas) -> None:
        write(canvas, 300, "Habiter la vallée", size=28, font="Helvetica-Bold")
        write(canvas, 360, "Conseil de la vallée, juin 2014", size=14)

    def contents(canvas: Canvas) -> None:
        write(canvas, 80, "Sommaire", size=18, font="Helvetica-Bold")
        for row, entry in enumerate(["Introduction", "Le logement", "Les transports", "Conclusion"]):
            write(canvas, 120 + 16 * row, f"{entry} {'. ' * 30}{row + 3}")

    def chapter(canvas: Canvas) -> None:
        write(canvas, 80, "Introduction", size=18, font="Helvetica-Bold")
        write(canvas, 120, "Ce rapport décrit comment on se loge et se déplace dans la vallée, et ce")
        write(canvas, 133.2, "que les communes peuvent faire ensemble pour que chacun y trouve sa place.")

    document = pdf(tmp_path, cover, contents, lambda canvas: None, chapter)
    kept, aside = set_furniture_aside(document)
    assert [document.text_of(block) for block in kept] == [
        "Habiter la vallée",
        "Introduction",
        "Ce rapport décrit comment on se loge et se déplace dans la vallée, et ce que les communes peuvent faire "
        "ensemble pour que chacun y trouve sa place.",
    ]
    assert [one.reason for one in aside] == ["cover", *["table_of_contents"] * 5]
    assert document.blank_pages == (3,)


def test_a_boxed_text_is_a_box(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 90, "Le programme avance, comme le montre l'exemple qui suit dans l'encadré.")
        canvas.rect(66, HEIGHT - 190, 420, 60)
        write(canvas, 150, "À Valmont, la navette gratuite transporte soixante élèves chaque matin.")
        write(canvas, 230, "Les autres communes étudient le même service pour la rentrée prochaine.")

    document = pdf(tmp_path, draw)
    assert texts(document, "box") == ["À Valmont, la navette gratuite transporte soixante élèves chaque matin."]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Two pages: one of text, one that is the image of a text."""
    canvas = Canvas(str(tmp_path / "original.pdf"), pagesize=A4)
    write(canvas, 100, "La mission a visité douze communes\net rencontré leurs habitants.")
    canvas.save()
    original = pypdfium2.PdfDocument(tmp_path / "original.pdf")
    original[0].render(scale=2.5, grayscale=True).to_pil().save(tmp_path / "page.png")
    canvas = Canvas(str(tmp_path / "numerise.pdf"), pagesize=A4)
    write(canvas, 100, "Cette page est un vrai texte, que l'on peut chercher et copier.")
    canvas.showPage()
    canvas.drawImage(str(tmp_path / "page.png"), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.save()
    return tmp_path / "numerise.pdf"


def test_a_scanned_page_is_noticed_and_said(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned.shutil, "which", lambda name: None)
    scanned._tesseract.cache_clear()
    document = read_document(read_file(scan), scan)
    scanned._tesseract.cache_clear()
    assert (document.scanned_pages, document.recognised_pages) == ((2,), ())
    assert texts(document) == ["Cette page est un vrai texte, que l'on peut chercher et copier."]


@pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed: apt install tesseract-ocr-fra"
)
def test_a_scanned_page_is_recognised_where_tesseract_is(scan: Path) -> None:
    if scanned._tesseract() is None:
        pytest.skip("Tesseract lacks its French data, or pytesseract is not installed: pip install 'rapport[ocr]'")
    document = read_document(read_file(scan), scan)
    assert (document.scanned_pages, document.recognised_pages) == ((), (2,))
    assert "La mission a visité douze communes et rencontré leurs habitants." in texts(document)


@pytest.fixture
def long_report(tmp_path: Path) -> bytes:
    """As many pages as two processes share, with running heads, tables, notes, and paragraphs that go on over pages."""
    path = tmp_path / "long.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for number in range(1, LEAST_PAGES + 1):
        report_page(number, str(number), f"La commune {number} ouvre une école 1 et\nune crèche, que le canton")(canvas)
        for row in range(3):
            canvas.rect(72, 500 + 20 * row, 100, 20)
            canvas.rect(172, 500 + 20 * row, 100, 20)
            canvas.drawString(76, 505 + 20 * row, f"Ligne {row}")
            canvas.drawString(176, 505 + 20 * row, f"{row * number} %")
        write(canvas, 600 + 2 * number, "1. Chiffres de la commune.", size=8)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages that this process reads itself, slowly, so that another one has the time to read its share."""
    pages: list[int] = []

    def slowly(pdf: pypdfium2.PdfDocument, index: int) -> PageContent:
        pages.append(index)
        time.sleep(0.02)
        return content_of_page(pdf, index)

    monkeypatch.setattr(reader, "content_of_page", slowly)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return pages


def test_a_long_document_is_the_same_read_by_one_process_or_by_two(
    long_report: bytes, read_here: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_two = read_pdf(long_report, "long.pdf")
    assert read_here == list(range(len(read_here))) and len(read_here) < LEAST_PAGES
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    read_here.clear()
    assert read_pdf(long_report, "long.pdf") == by_two
    assert read_here == list(range(LEAST_PAGES))
    assert by_two.pages == LEAST_PAGES and {"table", "footnote"} <= {block.kind for block in by_two.blocks}
    assert gc.isenabled()


@pytest.mark.parametrize(
    "program",
    [
        None,
        "exit 3",
        "echo hors sujet",
        "exec sleep 60",
        '"$PYTHON" "$@" | head -c 9999',
        '"$PYTHON" "$@" | tail -c +9999',
    ],
    ids=["not there", "fails", "says something else", "says nothing", "stops in the middle", "lacks its beginning"],
)
def test_what_a_second_process_does_not_give_is_read_all_the_same(
    program: str | None,
    long_report: bytes,
    read_here: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = read_pdf(long_report, "long.pdf")
    monkeypatch.setenv("PYTHON", sys.executable)
    path = tmp_path / "python"
    if program:
        path.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(path))
    assert read_pdf(long_report, "long.pdf") == expected


def test_too_many_pages_are_refused_before_they_are_read(tmp_path: Path) -> None:
    long = pypdfium2.PdfDocument.new()
    for _ in range(MOST_PAGES + 1):
        long.new_page(200, 200)
    long.save(tmp_path / "long.pdf")
    with pytest.raises(FileTooLargeError, match=f"long.pdf.*{MOST_PAGES}"):
        read_pdf((tmp_path / "long.pdf").read_bytes(), "long.pdf")


def test_scripts_and_attachments_are_not_run(tmp_path: Path) -> None:
    shown = b"BT /F 11 Tf 72 700 Td (Un texte avec un script dedans.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL('file:///etc/passwd'))>>"
        b"/Names<</EmbeddedFiles<</Names[(a.exe) 5 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Filespec/F(a.exe)/EF<</F 6 0 R>>>>",
        b"<</Type/EmbeddedFile/Length 4>>stream\nMZ00\nendstream",
    ]
    raw, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(raw))
        raw += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(raw)
    raw += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    raw += b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    document = read_pdf(raw, "script.pdf")
    assert texts(document) == ["Un texte avec un script dedans."]


def test_a_pdf_without_pages_is_named() -> None:
    raw = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    raw += b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    raw += b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF"
    with pytest.raises(UnreadableFileError, match=r"vide\.pdf"):
        read_pdf(raw, "vide.pdf")


def test_the_places_of_every_block_lie_in_it(tmp_path: Path) -> None:
    document = pdf(
        tmp_path, *(report_page(k, str(k), f"Le canton {k} est vaste.\nIl est aussi beau.") for k in range(3))
    )
    for place in document.places:
        assert 0 <= place.start < place.end <= len(document.text)
        left, top, right, bottom = place.box
        assert 0 <= left < right <= WIDTH and 0 <= top < bottom <= HEIGHT
