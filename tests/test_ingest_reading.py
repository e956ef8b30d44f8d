"""Files of each kind, good and bad, read through the public function of their format."""

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.document import (
    Block,
    Document,
    EmptyDocumentError,
    FileMissingError,
    ProtectedFileError,
    ReadingError,
    UnknownFormatError,
    UnreadableFileError,
)
from ingest.furniture import set_furniture_aside
from ingest.metadata import find_metadata
from ingest.reading import read_document, read_file


def read(path: Path):
    return read_document(read_file(path), path)


def printed(document: Document, block: Block) -> tuple[int, str | None]:
    """The page and the folio where a block begins."""
    place = next(place for place in document.places if place.start == block.start)
    return place.page, place.folio


def make_pdf(path: Path, encrypt: StandardEncryption | None = None) -> Path:
    """Two pages: a title, a heading of the outline, a paragraph cut at line ends; folios iii and 1."""
    canvas = Canvas(str(path), encrypt=encrypt)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 780, "Rapport de test")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 740, "Une introduction écrite pour les tests de lecture.")
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=3)
    canvas.bookmarkPage("titre")
    canvas.addOutlineEntry("Rapport de test", "titre", level=0)
    canvas.showPage()
    canvas.addPageLabel(1, style="ARABIC", start=1)
    canvas.bookmarkPage("un")
    canvas.addOutlineEntry("1. Les moyens", "un", level=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 780, "1. Les moyens")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 750, "Le budget de la mission est de 120 000 euros, versés en")
    canvas.drawString(72, 736, "deux fois par la préfecture.")
    canvas.drawString(72, 700, "Un second paragraphe, plus bas.")
    canvas.save()
    return path


def test_plain_text_keeps_every_character(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes("Été.\r\n\r\n# Titre **gras** #\r\n\r\n- un\r\n- deux, « l’œuvre »\r\n".encode())
    document = read(path)
    assert document.text == path.read_bytes().decode()
    assert [(block.kind, document.text_of(block)) for block in document.blocks] == [
        ("paragraph", "Été."),
        ("heading", "Titre **gras**"),
        ("list_item", "un"),
        ("list_item", "deux, « l’œuvre »"),
    ]
    assert document.blocks[-1].section == ("Titre gras",)


def test_a_heading_closes_those_below_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# A\n\n## B\n\n### C\n\nc\n\n## D\n\nd\n", encoding="utf-8")
    sections = [block.section for block in read(path).blocks if block.kind == "paragraph"]
    assert sections == [("A", "B", "C"), ("A", "D")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Élève à Nîmes.", encoding=encoding)
    assert read(path).text == "Élève à Nîmes."


def test_a_pdf_gives_pages_folios_and_sections(tmp_path: Path) -> None:
    document = read(make_pdf(tmp_path / "test.pdf"))
    assert document.pages == 2
    by_text = {document.text_of(block): block for block in document.blocks}
    budget = by_text["Le budget de la mission est de 120 000 euros, versés en deux fois par la préfecture."]
    assert (printed(document, budget), budget.section) == ((2, "1"), ("Rapport de test", "1. Les moyens"))
    assert printed(document, by_text["Une introduction écrite pour les tests de lecture."]) == (1, "iii")
    assert "Un second paragraphe, plus bas." in by_text


@pytest.mark.parametrize(
    ("name", "content", "error", "hint"),
    [
        ("vide.txt", b"", EmptyDocumentError, "est vide"),
        ("blancs.md", b" \n\n ", EmptyDocumentError, "est vide"),
        ("latin.txt", "déjà".encode("latin-1"), UnreadableFileError, "UTF-8"),
        ("binaire.txt", b"a\x00b", UnreadableFileError, "binaires"),
        ("feuille.xlsx", b"PK", UnknownFormatError, "Formats lus"),
        ("sans_extension", b"texte", UnknownFormatError, "Formats lus"),
        ("faux.pdf", b"<html>pas un pdf</html>", UnreadableFileError, "malgré son nom"),
    ],
)
def test_bad_files_say_what_to_do(
    tmp_path: Path, name: str, content: bytes, error: type[ReadingError], hint: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=hint) as raised:
        read(path)
    assert name in str(raised.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="n'existe pas"):
        read(tmp_path / "absent.txt")
    with pytest.raises(UnknownFormatError, match="est un dossier"):
        read(tmp_path)


def test_protected_truncated_and_blank_pdfs_are_told_apart(tmp_path: Path) -> None:
    protected = make_pdf(tmp_path / "protege.pdf", StandardEncryption("secret", "owner"))
    with pytest.raises(ProtectedFileError, match="mot de passe"):
        read(protected)
    whole = make_pdf(tmp_path / "entier.pdf").read_bytes()
    truncated = tmp_path / "tronque.pdf"
    truncated.write_bytes(whole[:200])
    with pytest.raises(UnreadableFileError, match="abîmé"):
        read(truncated)
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(200, 200)
    blank.save(tmp_path / "blanc.pdf")
    with pytest.raises(EmptyDocumentError, match="ne contient pas de texte"):
        read(tmp_path / "blanc.pdf")


def test_metadata_of_the_bundled_report(report_text: str) -> None:
    from ingest.build import BUNDLED_REPORT

    document = read(BUNDLED_REPORT)
    metadata = find_metadata(document)
    assert metadata.title == "Rapport sur l'innovation territoriale"
    assert metadata.updated is not None and metadata.updated.isoformat() == "2016-04-11"
    assert metadata.updated_block and document.text_of(metadata.updated_block) == "Mis à jour le 11 avril 2016"


def test_the_bundled_report_is_told_from_its_page(report_text: str) -> None:
    from ingest.build import BUNDLED_REPORT

    document = read(BUNDLED_REPORT)
    kept, aside = set_furniture_aside(document)
    end_of_report = report_text.index("Voir plus en détail le rapport")
    assert all(block.end <= end_of_report for block in kept)
    assert {one.reason for one in aside} == {"action_link", "viewer", "similar_content", "agenda", "subscription"}
    assert len(kept) + len(aside) == len(document.blocks)
    early = [document.text_of(one.block) for one in aside if one.block.end <= end_of_report]
    assert early == ["[Enregistrer dans mes ressources](#)"]


def test_furniture_of_another_page_goes_and_its_text_stays(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "# Étude sur l'eau\n\n[Partager](#)\n\nVoir l'annexe 2 pour le détail des prélèvements en Loire.\n\n"
        "## À lire aussi\n\n- Autre étude\n\n## Méthode\n\nNous avons mesuré [le débit](https://exemple.fr) en 2012."
        "\n\n- Le 3 mars 2021\n\n### Colloque sur l'eau\n\n## Résultats\n\nAbonnez-vous !\n\nLe débit baisse.\n",
        encoding="utf-8",
    )
    document = read(path)
    kept, aside = set_furniture_aside(document)
    texts = [document.text_of(block) for block in kept if block.kind != "heading"]
    assert texts == [
        "Voir l'annexe 2 pour le détail des prélèvements en Loire.",
        "Nous avons mesuré [le débit](https://exemple.fr) en 2012.",
        "Le débit baisse.",
    ]
    assert {document.text_of(one.block): one.reason for one in aside} == {
        "[Partager](#)": "action_link",
        "À lire aussi": "similar_content",
        "Autre étude": "similar_content",
        "Le 3 mars 2021": "agenda",
        "Colloque sur l'eau": "agenda",
        "Abonnez-vous !": "subscription",
    }
