"""DOCX and ODT through their public functions: made here, or by LibreOffice (plan_rivages.fodt is their source)."""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from ingest.document import Document, FileTooLargeError, ProtectedFileError, ReadingError, UnreadableFileError
from ingest.furniture import set_furniture_aside
from ingest.readers.docx import read_docx
from ingest.readers.odt import read_odt

DOCUMENTS = Path(__file__).parent / "documents"
PLAN = {kind: (DOCUMENTS / f"plan_rivages.{kind}").read_bytes() for kind in ("docx", "odt")}
READERS: dict[str, Callable[[bytes, str], Document]] = {"docx": read_docx, "odt": read_odt}
MAIN_PART = {"docx": "word/document.xml", "odt": "content.xml"}
BOTH = pytest.mark.parametrize("kind", ["docx", "odt"])

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return buffer.getvalue()


def unzipped(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def relations(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{entries}</Relationships>'


def word(body: str, styles: str = "", footnotes: str = "", **more_relations: str) -> bytes:
    """A Word document of this body; `more_relations` are of kinds that lead nowhere."""
    return zipped(
        {
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": relations(
                styles="styles.xml", footnotes="/word/footnotes.xml", **more_relations
            ),
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>',
        }
    )


def style(identifier: str, name: str, based_on: str = "", inside: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{parent}{inside}</w:style>'


def paragraph(text: str, style_id: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def opened(body: str, styles: str = "") -> bytes:
    """An OpenDocument text of this body and these automatic styles."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for prefix, space in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
        }.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text_of(block)) for block in document.blocks]


def read_word(body: str, styles: str = "", footnotes: str = "") -> list[tuple[str, str]]:
    return blocks(read_docx(word(body, styles, footnotes), "note.docx"))


def read_open(body: str, styles: str = "") -> list[tuple[str, str]]:
    return blocks(read_odt(opened(body, styles), "note.odt"))


# The same plan in both formats


def test_docx_and_odt_of_one_text_give_the_same_document() -> None:
    assert read_docx(PLAN["docx"], "plan.docx") == read_odt(PLAN["odt"], "plan.odt")


@BOTH
def test_a_plan_made_by_libreoffice(kind: str) -> None:
    document = READERS[kind](PLAN[kind], f"plan.{kind}")
    contents = [document.text_of(block) for block in document.blocks if block.not_report == "table_of_contents"]
    assert contents == ["Sommaire", "Le constat 1", "Les berges 1", "Annexe : méthode 2"]
    report = [
        (block.kind, block.level, document.text_of(block)) for block in document.blocks if block.not_report is None
    ]
    assert report == [
        ("heading", 1, "Plan « Rivages partagés » de la vallée de l'Orvanne"),
        ("heading", 2, "Le constat"),
        (
            "paragraph",
            0,
            "La vallée compte quarante-deux communes et douze ports fluviaux. "
            "Leur population augmente lentement, à l’inverse du sous-bassin.",
        ),
        ("footnote", 0, "Périmètre arrêté par le syndicat des trois rives."),
        ("heading", 3, "Les berges"),
        ("paragraph", 0, "Les berges sont décrites dans l'atlas du syndicat."),
        ("box", 0, "À retenir : un tiers des berges est inaccessible à pied."),
        ("list_item", 0, "ouvrir les chemins de halage ;"),
        ("list_item", 0, "d'abord sur la rive gauche ;"),
        ("list_item", 0, "replanter les ripisylves."),
        ("caption", 0, "Tableau 1 : Linéaire de berges par secteur"),
        ("table", 0, "Secteur\tLinéaire (km)\nAmont\trive gauche et îles\t14\n\trive droite\t11"),
        ("footnote", 0, "Mesure de l'été, hors crue."),
        ("box", 0, "Proposition n° 1 : confier l'entretien des berges à une régie de vallée."),
        ("code", 0, "SECTEUR;LINEAIRE"),
        ("heading", 2, "Annexe : méthode"),
        ("paragraph", 0, "Les relevés ont duré deux saisons."),
    ]
    assert document.pages is None
    assert document.places == ()


@BOTH
def test_a_note_is_called_where_its_mark_stood(kind: str) -> None:
    document = READERS[kind](PLAN[kind], f"plan.{kind}")
    calls = [document.text[: block.called_at] for block in document.blocks if block.kind == "footnote"]
    assert calls[0].endswith("quarante-deux communes")
    assert calls[1].endswith("rive droite\t11")


@BOTH
def test_sections_follow_the_headings_under_the_title(kind: str) -> None:
    document = READERS[kind](PLAN[kind], f"plan.{kind}")
    sections = {document.text_of(block): block.section[1:] for block in document.blocks}
    assert sections["SECTEUR;LINEAIRE"] == ("Le constat", "Les berges")
    assert sections["Les relevés ont duré deux saisons."] == ("Annexe : méthode",)
    assert sections["Sommaire"] == ()


# DOCX


def test_a_document_of_python_docx() -> None:
    made = docx.Document()
    made.add_heading("Schéma des marais", 0)
    made.add_heading("Orientations", 1)
    made.add_paragraph("Trois orientations sont retenues.")
    made.add_paragraph("Curer les canaux", style="List Bullet")
    made.add_paragraph("Classer les digues", style="List Number")
    made.add_paragraph("Figure 1 : les marais de l'Authise", style="Caption")
    child = made.styles.add_style("Orientation", WD_STYLE_TYPE.PARAGRAPH)
    child.base_style = made.styles["Heading 2"]
    made.add_paragraph("Orientation A", style="Orientation")
    table = made.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["Canal", "Longueur", "", "Grand canal", "12\nkm", "curé"], strict=True):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "En-tête répété"
    made.sections[0].footer.paragraphs[0].text = "Pied de page répété"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_docx(buffer.getvalue(), "schema.docx")
    assert blocks(document) == [
        ("heading", "Schéma des marais"),
        ("heading", "Orientations"),
        ("paragraph", "Trois orientations sont retenues."),
        ("list_item", "Curer les canaux"),
        ("list_item", "Classer les digues"),
        ("caption", "Figure 1 : les marais de l'Authise"),
        ("heading", "Orientation A"),
        ("table", "Canal\tLongueur\nGrand canal\t12 km\tcuré"),
    ]
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2, 3]
    assert document.blocks[-1].section == ("Schéma des marais", "Orientations", "Orientation A")


def test_french_style_identifiers_name_headings() -> None:
    styles = style("Titre1", "heading 1") + style("Chapitre", "Chapitre", based_on="Titre1")
    body = (
        paragraph("Le relief", "Titre1")
        + paragraph("Les sols", "Chapitre")
        + paragraph("Non défini", "Titre2")
        + paragraph("Numéro", "TM1")
        + paragraph("Texte courant", "Normal")
    )
    document = read_docx(word(body, styles), "note.docx")
    assert [(block.kind, block.level) for block in document.blocks[:3]] == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
    ]
    assert document.blocks[3].not_report == "table_of_contents"
    assert document.blocks[4].kind == "paragraph"


def test_outline_levels_make_headings_in_a_style_or_a_paragraph() -> None:
    level = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
    styles = style("Partie", "Partie", inside=level.format(1)) + style("Corps", "Corps", inside=level.format(9))
    body = (
        paragraph("Partie du plan", "Partie")
        + paragraph("Directement", properties='<w:outlineLvl w:val="2"/>')
        + paragraph("Corps du texte", "Corps")
    )
    document = read_docx(word(body, styles), "note.docx")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_styles_that_inherit_in_a_circle() -> None:
    styles = style("A", "Un", based_on="B") + style("B", "Deux", based_on="A")
    assert read_word(paragraph("Sans fin", "A"), styles) == [("paragraph", "Sans fin")]


def test_numbering_makes_list_items_and_number_zero_ends_them() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    styles = style("Puce", "Puce du plan", inside=f"<w:pPr>{numbered.format(4)}</w:pPr>")
    body = (
        paragraph("Numéroté", properties=numbered.format(3))
        + paragraph("Par le style", "Puce")
        + paragraph("Retiré", "Normal", numbered.format(0))
    )
    assert [kind for kind, _ in read_word(body, styles)] == ["list_item", "list_item", "paragraph"]


def test_tracked_changes_hidden_text_and_signs() -> None:
    body = (
        "<w:p><w:r><w:t>La régie </w:t></w:r>"
        '<w:ins w:id="1"><w:r><w:t>intercommunale </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>privée </w:delText></w:r></w:del>'
        "<w:moveFrom><w:r><w:t>déplacé d'ici </w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>gère</w:t></w:r>'
        "<w:r><w:tab/><w:t>l’eau</w:t><w:br/><w:t>po\u00adta\u00adble du sous</w:t></w:r>"
        "<w:r><w:noBreakHyphen/><w:t>sol</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF ancre </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> (</w:t></w:r>'
        "<w:hyperlink><w:r><w:t>atlas</w:t></w:r></w:hyperlink>"
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>)</w:t></w:r></w:fldSimple></w:p>'
    )
    assert read_word(body) == [("paragraph", "La régie intercommunale gère l’eau potable du sous-sol (atlas)")]


def test_hidden_styles_of_runs_and_paragraphs() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = style("Cache", "Caché", inside=hidden) + style("Petit", "Petit", based_on="Cache")
    body = (
        '<w:p><w:r><w:t>Visible</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Petit"/></w:rPr><w:t> masqué</w:t></w:r></w:p>'
        + paragraph("masqué aussi", "Cache")
    )
    assert read_word(body, styles) == [("paragraph", "Visible")]


def test_a_text_box_is_read_once_and_its_headings_stay_inside() -> None:
    inside = f"<w:txbxContent>{paragraph('Chiffres clés', 'Titre1')}{paragraph('Huit lacs')}</w:txbxContent>"
    anchored = (
        "<w:p><w:r><w:t>Avant</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t> après.</w:t></w:r></w:p>"
    )
    document = read_docx(word(anchored + paragraph("Suite")), "note.docx")
    assert blocks(document) == [
        ("paragraph", "Avant après."),
        ("box", "Chiffres clés"),
        ("box", "Huit lacs"),
        ("paragraph", "Suite"),
    ]
    assert document.blocks[-1].section == ()


def test_frames_and_full_borders_make_boxes_but_a_rule_does_not() -> None:
    sides = {side: f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right")}
    full = f"<w:pBdr>{''.join(sides.values())}</w:pBdr>"
    styles = style("Encadre", "Encadré", inside=f"<w:pPr>{full}</w:pPr>")
    body = (
        paragraph("Bordé", properties=full)
        + paragraph("Souligné", properties=f"<w:pBdr>{sides['bottom']}</w:pBdr>")
        + paragraph("Par le style", "Encadre")
        + paragraph("Cadre", properties='<w:framePr w:w="2000"/>')
        + paragraph("Titre bordé", "Titre1", full)
    )
    assert [kind for kind, _ in read_word(body, styles)] == ["box", "paragraph", "box", "box", "heading"]


def test_a_drop_cap_joins_its_paragraph() -> None:
    body = paragraph("L", properties='<w:framePr w:dropCap="drop"/>') + paragraph("a lagune recule.")
    assert read_word(body) == [("paragraph", "La lagune recule.")]


def test_a_table_of_one_cell_is_a_box() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('Encart', 'Titre1')}{paragraph('Son texte.')}</w:tc></w:tr></w:tbl>"
    assert read_word(body) == [("box", "Encart"), ("box", "Son texte.")]


def test_merged_nested_and_deleted_parts_of_a_table() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    nested = f"<w:tbl><w:tr>{cell(paragraph('deux'))}{cell(paragraph('trois'))}</w:tr></w:tbl>"
    restart, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{cell(paragraph('Nord'), restart)}"
        f"{cell(paragraph('un') + nested)}{cell(paragraph('4'))}</w:tr>"
        f"<w:tr>{cell(paragraph('Nord'), '<w:vMerge/>')}{cell(paragraph('5'))}{cell(paragraph('6'))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('ligne supprimée'))}</w:tr>"
        f"<w:tr>{cell(paragraph(''))}{cell(paragraph(''))}{cell('<w:p/>')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph('Sud'), wide)}"
        f"<w:sdt><w:sdtContent>{cell(paragraph('7'))}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    )
    assert read_word(f"<w:tbl><w:tblPr/>{rows}</w:tbl>") == [("table", "Nord\tun deux trois\t4\n\t5\t6\nSud\t\t7")]


def test_content_controls_are_read_and_contents_known_by_their_gallery() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('Saisi dans un champ.')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('Sommaire', 'Titre1')}"
        f"{paragraph('Le port')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>En ligne</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    document = read_docx(word(body), "note.docx")
    assert [(document.text_of(block), block.not_report) for block in document.blocks] == [
        ("Saisi dans un champ.", None),
        ("Sommaire", "table_of_contents"),
        ("Le port", "table_of_contents"),
        ("En ligne", None),
    ]
    assert document.blocks[-1].section == ()


def test_notes_of_a_word_document() -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t> Selon l\'atlas.</w:t></w:r></w:p>'
        f"{paragraph('Second alinéa.')}</w:footnote>"
        f'<w:footnote w:id="2">{paragraph("Voir la carte.")}</w:footnote>'
    )
    body = (
        f"<w:p><w:r><w:t>Le lac </w:t></w:r>{call.format(1)}<w:r><w:t> baisse</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r><w:r><w:t>.</w:t></w:r>'
        f"{call.format(1)}{call.format(7)}</w:p>{paragraph('Suite.')}"
    )
    document = read_docx(word(body, footnotes=footnotes), "note.docx")
    assert blocks(document) == [
        ("paragraph", "Le lac baisse."),
        ("footnote", "Selon l'atlas.\nSecond alinéa."),
        ("footnote", "Voir la carte."),
        ("paragraph", "Suite."),
    ]
    assert [document.text[: block.called_at] for block in document.blocks[1:3]] == ["Le lac", "Le lac baisse"]


def test_a_note_that_calls_itself() -> None:
    footnotes = (
        '<w:footnote w:id="1"><w:p><w:r><w:t>Voir </w:t><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
    )
    body = '<w:p><w:r><w:t>Texte</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert read_word(body, footnotes=footnotes) == [("paragraph", "Texte"), ("footnote", "Voir")]


def test_a_relation_that_leads_nowhere_is_no_obstacle() -> None:
    raw = word(paragraph("Lisible."), image="NULL", endnotes="absent.xml")
    assert blocks(read_docx(raw, "note.docx")) == [("paragraph", "Lisible.")]


def test_the_strict_variant_of_the_format() -> None:
    parts = unzipped(word(paragraph("Strict", "Titre1"), style("Titre1", "heading 1")))
    strict = {
        part: str(content, "utf-8")
        .replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for part, content in parts.items()
    }
    assert blocks(read_docx(zipped(strict), "note.docx")) == [("heading", "Strict")]


def test_a_formula_keeps_its_letters() -> None:
    made = docx.Document()
    formula = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    made.add_paragraph("Débit : ")._p.append(
        parse_xml(f'<m:oMath xmlns:m="{formula}"><m:r><m:t>Q=vS</m:t></m:r></m:oMath>')
    )
    buffer = io.BytesIO()
    made.save(buffer)
    assert blocks(read_docx(buffer.getvalue(), "note.docx")) == [("paragraph", "Débit : Q=vS")]


# ODT


def test_signs_fields_and_comments_of_an_open_document() -> None:
    body = (
        "<text:p>La  digue<text:s text:c='4'/>tient\n<text:tab/>bon<text:line-break/>en "
        "<text:date>mars</text:date><office:annotation><text:p>commentaire</text:p></office:annotation>, "
        "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>glose</text:ruby-text></text:ruby>"
        '<text:hidden-text text:is-hidden="true">caché</text:hidden-text> non\u2011dite.</text:p>'
    )
    assert read_open(body) == [("paragraph", "La digue tient bon en mars, base non-dite.")]


def test_hidden_sections_and_paragraphs_are_left_out() -> None:
    hidden = (
        '<style:style style:name="P1" style:family="paragraph">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:section text:display="none"><text:p>masqué</text:p></text:section>'
        '<text:p text:style-name="P1">masqué</text:p>'
        "<text:section><text:p>lu</text:p></text:section>"
    )
    assert read_open(body, hidden) == [("paragraph", "lu")]


def test_shapes_frames_and_their_captions() -> None:
    styles = (
        '<style:style style:name="Illustration" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Illustration"/>'
    )
    body = (
        "<text:p>Ancre<draw:custom-shape><text:p>Dans la forme</text:p></draw:custom-shape></text:p>"
        "<draw:frame><draw:text-box>"
        '<text:p text:style-name="P1"><draw:frame><draw:image>QUJD</draw:image></draw:frame>'
        "Figure 1 : le delta</text:p>"
        "</draw:text-box></draw:frame>"
    )
    assert read_open(body, styles) == [
        ("paragraph", "Ancre"),
        ("box", "Dans la forme"),
        ("caption", "Figure 1 : le delta"),
    ]


def test_an_identifier_given_twice_is_no_obstacle() -> None:
    body = '<text:p xml:id="n1">un</text:p><text:p xml:id="n1">deux</text:p>'
    assert read_open(body) == [("paragraph", "un"), ("paragraph", "deux")]


def test_repeated_cells_stay_in_their_columns_within_a_limit() -> None:
    def cell(text: str, count: str = "1") -> str:
        return f'<table:table-cell table:number-columns-repeated="{count}"><text:p>{text}</text:p></table:table-cell>'

    body = (
        f"<table:table><table:table-row>{cell('oui', '2')}{cell('non')}{cell('', '999999999')}</table:table-row>"
        f"<table:table-row>{cell('x', '999999999')}</table:table-row></table:table>"
    )
    [(kind, text)] = read_open(body)
    assert kind == "table"
    assert text.split("\n")[0] == "oui\toui\tnon"
    assert len(text) < 200


def test_headings_of_lists_and_other_styles() -> None:
    body = (
        '<text:list><text:list-item><text:h text:outline-level="2">Numéroté</text:h></text:list-item></text:list>'
        '<text:h text:outline-level="inconnu">Sans niveau</text:h>'
        '<text:p text:style-name="Heading_20_3">Par le style</text:p>'
        "<text:numbered-paragraph><text:p>Alinéa</text:p></text:numbered-paragraph>"
    )
    styles = '<style:style style:name="Heading_20_3" style:family="paragraph"/>'
    document = read_odt(opened(body, styles), "note.odt")
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 2),
        ("heading", 1),
        ("heading", 3),
        ("list_item", 0),
    ]


# What cannot be read

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
HTML = b"<!DOCTYPE html><html><body><p>Une page enregistree sous un autre nom.</p></body></html>"


def changed(kind: str, part: str, change: Callable[[str], str]) -> bytes:
    parts = unzipped(PLAN[kind])
    return zipped({**parts, part: change(str(parts[part], "utf-8"))})


def with_entities(text: str, kind: str) -> str:
    start = text.index("<w:document" if kind == "docx" else "<office:document-content")
    return text[:start] + ENTITIES + text[start:].replace("syndicat", "&a11;", 1)


def encrypted_entries(raw: bytes) -> bytes:
    """The archive with the flag of encryption on its first entry, in both of its headers."""
    changed_bytes = bytearray(raw)
    changed_bytes[6] |= 1
    changed_bytes[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed_bytes)


def wrong_checksum(raw: bytes, part: str) -> bytes:
    info = zipfile.ZipFile(io.BytesIO(raw)).getinfo(part)
    return raw.replace(info.CRC.to_bytes(4, "little"), b"\x01\x02\x03\x04")


def bomb(part: str, size: int) -> bytes:
    return zipped({part: bytes(size)})


BAD_FILES: dict[str, tuple[Callable[[str], bytes], type[ReadingError]]] = {
    "no bytes": (lambda kind: b"", UnreadableFileError),
    "empty archive": (lambda kind: zipped({}), UnreadableFileError),
    "truncated": (lambda kind: PLAN[kind][: len(PLAN[kind]) // 2], UnreadableFileError),
    "page of the web": (lambda kind: HTML, UnreadableFileError),
    "main part missing": (lambda kind: zipped({"lisez-moi.txt": "rien"}), UnreadableFileError),
    "other XML": (lambda kind: zipped({MAIN_PART[kind]: "<autre/>"}), UnreadableFileError),
    "broken XML": (lambda kind: changed(kind, MAIN_PART[kind], lambda text: text[:-40]), UnreadableFileError),
    "wrong checksum": (lambda kind: wrong_checksum(PLAN[kind], MAIN_PART[kind]), UnreadableFileError),
    "entities": (
        lambda kind: changed(kind, MAIN_PART[kind], lambda text: with_entities(text, kind)),
        UnreadableFileError,
    ),
    "encrypted archive": (lambda kind: encrypted_entries(PLAN[kind]), ProtectedFileError),
    "large archive": (lambda kind: bomb(MAIN_PART[kind], 20_000_000), FileTooLargeError),
    "many parts": (lambda kind: b"PK\x01\x02" * 20_001, FileTooLargeError),
}


@BOTH
@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused_at_once_and_named(kind: str, case: str) -> None:
    make, error = BAD_FILES[case]
    raw = make(kind)
    start = time.monotonic()
    with pytest.raises(error, match=f"« rapport.{kind} »") as caught:
        READERS[kind](raw, f"rapport.{kind}")
    assert type(caught.value) is error
    assert time.monotonic() - start < 2


@BOTH
def test_entities_are_named_in_the_refusal(kind: str) -> None:
    def in_an_attribute(text: str) -> str:
        return with_entities(text, kind).replace("<w:p>", '<w:p w:a="&a11;">').replace("<text:p ", '<text:p a="&a11;" ')

    def never_called(text: str) -> str:
        return with_entities(text.replace("syndicat", "commune"), kind)

    for change in (in_an_attribute, never_called):
        with pytest.raises(UnreadableFileError, match="entités XML"):
            READERS[kind](changed(kind, MAIN_PART[kind], change), f"rapport.{kind}")


def test_deep_nesting_is_refused_or_read() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("au fond") + "</w:tc></w:tr></w:tbl>" * 80
    assert read_word(deep) == [("box", "au fond")]
    with pytest.raises(UnreadableFileError):
        read_docx(word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "note.docx")


def test_a_word_document_with_a_password_and_an_old_one() -> None:
    compound = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512)
    with pytest.raises(ProtectedFileError, match=r"« plan.docx » est protégé"):
        read_docx(compound + "EncryptedPackage".encode("utf-16-le"), "plan.docx")
    with pytest.raises(UnreadableFileError, match=r"« plan.docx » .*\.doc\b"):
        read_docx(compound, "plan.docx")


def test_an_open_document_with_a_password() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    raw = zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01\x92"})
    with pytest.raises(ProtectedFileError, match=r"« plan.odt » est protégé"):
        read_odt(raw, "plan.odt")


def test_a_manifest_without_its_namespace_is_no_obstacle() -> None:
    parts = {**unzipped(opened("<text:p>Lisible.</text:p>")), "META-INF/manifest.xml": "<manifest:manifest/>"}
    assert blocks(read_odt(zipped(parts), "note.odt")) == [("paragraph", "Lisible.")]


def test_a_spreadsheet_named_as_a_text() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    content = f'<o:document-content xmlns:o="{office}"><o:body><o:spreadsheet/></o:body></o:document-content>'
    with pytest.raises(UnreadableFileError, match=r"« budget.odt » n'est pas un texte"):
        read_odt(zipped({"content.xml": content}), "budget.odt")
    with pytest.raises(UnreadableFileError, match=r"« budget.docx » n'est pas un document Word"):
        read_docx(
            zipped({"_rels/.rels": relations(officeDocument="xl/workbook.xml"), "xl/workbook.xml": "<workbook/>"}),
            "budget.docx",
        )


def test_an_agenda_in_a_report_is_the_report() -> None:
    """The words that betray the parts of a web page are ordinary ones elsewhere."""
    body = (
        paragraph("Agenda", "Titre1")
        + paragraph("Le 3 mars 2021, la commission se réunit.")
        + paragraph("Voir les annexes :")
    )
    document = read_docx(word(body, style("Titre1", "heading 1")), "programme.docx")
    kept, aside = set_furniture_aside(document)
    assert not aside
    assert document.text_of(kept[0]) == "Agenda"
