"""Pages of the web and books, good and bad, read through the public function of their format."""

import io
import re
import time
import zipfile
from collections.abc import Callable

import pytest

from ingest.document import (
    Block,
    Document,
    EmptyDocumentError,
    FileTooLargeError,
    ProtectedFileError,
    ReadingError,
    UnreadableFileError,
)
from ingest.readers.epub import read_epub
from ingest.readers.html import read_html

Shown = list[tuple[str, str]]


def read(page: str) -> Document:
    return read_html(page.encode(), "page.html")


def shown(document: Document, not_report: str | None = None) -> Shown:
    """Kinds and texts of the blocks of the report, or of those set aside for a reason."""
    return [(block.kind, document.text_of(block)) for block in document.blocks if block.not_report == not_report]


def block_of(document: Document, text: str) -> Block:
    return next(block for block in document.blocks if document.text_of(block).startswith(text))


def before_call(document: Document, note: str) -> str:
    """The text up to where the mark of a footnote stood, in its block."""
    called_at = block_of(document, note).called_at
    assert called_at is not None
    around = next(block for block in document.blocks if block.start <= called_at <= block.end)
    return document.text[around.start : called_at]


def prose(subject: str) -> str:
    return (
        f"<p>La communauté de communes de l’Yvrande consacre à {subject} une part croissante de son budget, et les "
        "quatorze maires ont demandé en mars 2021 qu’un bilan leur soit présenté chaque année, avec ses chiffres.</p>"
    )


ARTICLE = f"""
<article class="node">
  <h1>Plan de sobriété de l’Yvrande</h1>
  <p class="chapo">Le plan fixe douze mesures pour réduire de 30 % la consommation d’eau d’ici 2027.</p>
  <p>Mis à jour le 4 mai 2021</p>
  <h2>Les moyens</h2>
  {prose("la rénovation des réseaux")}
  {prose("l’accueil des agriculteurs")}
  <ul><li>Réseaux : 2,4 M€</li><li>Études : 300 000 €</li></ul>
  <h2>Le calendrier</h2>
  <table><caption>Échéances</caption>
    <tr><th>Mesure</th><th>Date</th></tr><tr><td>Relevés</td><td>juin 2021</td></tr>
    <tr><td>Compteurs</td><td>2023</td></tr></table>
  {prose("la télérelève")}
  <p>Fin.</p>
</article>
"""
PAGE = f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Plan | Yvrande</title>
<style>p {{ color: red }}</style><script>var suivi = "non lu";</script></head>
<body>
<a class="skip-link" href="#contenu">Passer</a>
<div class="fr-skiplinks"><ul><li><a href="#contenu">Aller au contenu</a></li><li><a href="#menu">Menu</a></li>
<li><a href="#recherche">Recherche</a></li><li><a href="#pied">Pied de page</a></li></ul></div>
<header role="banner"><p>Territoire de l’Yvrande</p>
<nav id="menu"><ul><li><a href="/eau">Eau</a></li><li><a href="/air">Air</a></li></ul></nav>
<form action="/recherche"><label>Rechercher</label><input name="q"><button>OK</button></form></header>
<div id="tarteaucitronRoot"><p>Ce site utilise des cookies pour mesurer son audience et vous proposer des contenus
adaptés à vos centres d’intérêt, selon vos choix.</p><button>Tout accepter</button></div>
<main id="contenu">
<nav aria-label="vous êtes ici"><ol><li><a href="/">Accueil</a></li><li>Plan de sobriété</li></ol></nav>
{ARTICLE}
<div class="bloc"><h2>À lire aussi</h2><ul><li><a href="/1">Le schéma des rivières de l’Yvrande, adopté</a></li>
<li><a href="/2">Une enquête sur les puits privés</a></li></ul></div>
</main>
<footer><ul><li><a href="/mentions">Mentions légales</a></li><li><a href="/plan">Plan du site</a></li></ul></footer>
</body></html>"""


def test_the_whole_article_is_kept_and_the_rest_set_aside() -> None:
    document = read(PAGE)
    alone = read(f"<main>{ARTICLE}</main>")
    assert shown(document) == shown(alone)
    assert [kind for kind, _ in shown(document)] == [
        *("heading", "paragraph", "paragraph", "heading", "paragraph", "paragraph", "list_item", "list_item"),
        *("heading", "caption", "table", "paragraph", "paragraph"),
    ]
    aside = [text for _, text in shown(document, "web_page")]
    for text in ("Passer", "Aller au contenu", "Eau", "Rechercher", "OK", "Tout accepter", "Accueil", "À lire aussi"):
        assert text in aside
    assert "Mentions légales" in aside and any(text.startswith("Ce site utilise") for text in aside)
    assert len(shown(document)) + len(aside) == len(document.blocks)
    assert "non lu" not in document.text and "color" not in document.text and "Plan |" not in document.text


def test_sections_come_from_the_content_only() -> None:
    document = read(PAGE)
    assert block_of(document, "Fin.").section == ("Plan de sobriété de l’Yvrande", "Le calendrier")
    assert block_of(document, "Mentions légales").section == ("Plan de sobriété de l’Yvrande", "Le calendrier")
    assert document.pages is None


@pytest.mark.parametrize("wrap", ["<div>{}</div>", "<form><div>{}</div></form>", "<table><tr><td>{}</table>", "{}"])
def test_a_page_that_names_no_part_keeps_its_article(wrap: str) -> None:
    article = re.sub("</?article.*?>", "", ARTICLE)
    body = f'<div class="menu"><a href="/a">Accueil</a> <a href="/b">Nos services</a></div>{article}'
    document = read(f"<html><body>{wrap.format(body)}<div class='footer'>Mentions légales</div></body></html>")
    kept = [text for _, text in shown(document)]
    assert [text for text in kept if text != "Accueil Nos services"] == [text for _, text in shown(read(ARTICLE))]
    assert ("paragraph", "Mentions légales") in shown(document, "web_page")


@pytest.mark.parametrize("wrap", ["<article><main>{}</main></article>", "<main><main>{}</main></main>"])
def test_parts_within_each_other_the_wrong_way(wrap: str) -> None:
    document = read(f"<body><p>Menu</p>{wrap.format(prose('l’eau'))}</body>")
    assert len(shown(document)) == 1 and shown(document, "web_page") == [("paragraph", "Menu")]


def test_annexes_beside_the_article_are_content() -> None:
    annex = f"<div><h2>Annexe</h2>{prose('l’eau potable')}<ul><li>Bourg</li></ul>{prose('la voirie')}</div>"
    document = read(f"<body><div><h1>Étude</h1>{prose('la forêt') * 30}</div>{annex}</body>")
    assert ("heading", "Annexe") in shown(document) and ("list_item", "Bourg") in shown(document)


def test_a_short_page_is_kept_whole() -> None:
    document = read("<body><nav>Menu</nav><h1>Avis</h1><p>La mairie est fermée lundi.</p></body>")
    assert shown(document) == [("heading", "Avis"), ("paragraph", "La mairie est fermée lundi.")]
    assert shown(document, "web_page") == [("paragraph", "Menu")]


def test_a_text_about_sharing_or_cookies_is_kept() -> None:
    sections = "".join(
        f'<section id="{name}" class="{name}"><h2>{name}</h2>{prose(name) * 3}</section>'
        for name in ("social", "partage", "consentement", "cookies-et-rgpd")
    )
    document = read(f"<main><h1>Bilan</h1>{sections}{prose('l’eau') * 20}</main>")
    assert not shown(document, "web_page")


def test_titles_beside_the_text_are_kept() -> None:
    text = "".join(prose(subject) for subject in ("l’eau", "la forêt", "la voirie"))
    document = read(f"<body><h1>Yvrande</h1><h1>Bilan</h1><h2>Année 2021</h2><div>{text}</div></body>")
    assert shown(document)[:3] == [("heading", "Yvrande"), ("heading", "Bilan"), ("heading", "Année 2021")]


def test_tables_of_contents_are_told_from_lists() -> None:
    anchors = "".join(f'<li><a href="#s{number}">{number}. Partie {number}</a></li>' for number in range(5))
    pages = "".join(f'<li><a href="/etude{number}">Étude {number}</a></li>' for number in range(5))
    document = read(
        f"<main><h1>Bilan</h1><h2>Sommaire</h2><ul>{anchors}</ul>{prose('l’eau')}<ul>{pages}</ul>"
        '<div class="toc"><p>Table des matières</p><dl><dt><a href="ch1.html">Les rivières du bassin versant</a></dt>'
        "</dl></div></main>"
    )
    contents = [text for _, text in shown(document, "table_of_contents")]
    end = ["Table des matières", "Les rivières du bassin versant"]
    assert contents == ["Sommaire", *(f"{number}. Partie {number}" for number in range(5)), *end]
    assert ("list_item", "Étude 4") in shown(document)
    assert block_of(document, "Étude 4").section == ("Bilan",)


def test_lists_within_lists_and_definitions() -> None:
    document = read(
        "<ul><li>Voirie<ul><li>Ponts</li><li><p>Routes</p><p>départementales</p></li></ul>et chemins</li></ul>"
        "<dl><dt>EPCI</dt><dd>Établissement public</dd></dl>"
    )
    assert shown(document) == [
        *(("list_item", text) for text in ("Voirie", "Ponts", "Routes", "départementales", "et chemins")),
        *(("list_item", text) for text in ("EPCI", "Établissement public")),
    ]


def test_tables_keep_their_columns() -> None:
    document = read(
        "<table><caption>Budget</caption><thead><tr><th></th><th>2020</th><th>2021</th></tr></thead>"
        "<tr><td rowspan=2>Eau</td><td>1 <br>200 €</td><td>1&nbsp;300 €</td></tr><tr><td>4 %</td><td>5 %</td></tr>"
        "<tr><td></td></tr><tr><td colspan=2>Total</td><td>9</td></tr></table>"
    )
    assert shown(document) == [
        ("caption", "Budget"),
        ("table", "\t2020\t2021\nEau\t1 200 €\t1\xa0300 €\n\t4 %\t5 %\nTotal\t\t9"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><h2>Titre</h2></td><td><p>Texte</p></td></tr></table>",
        "<table><tr><td>Titre</td></tr><tr><td>Texte</td></tr></table>",
        "<table role=presentation><tr><td>Titre</td><td>Texte</td></tr><tr><td>a</td><td>b</td></tr></table>",
        "<table><tr><td>Titre</td><td><table><tr><td>Texte</td></tr></table></td></tr><tr><td>a<td>b</table>",
        "<table>Titre<tr><td>Texte<td>a</tr><tr><td>b<td>c</table>",
    ],
)
def test_tables_of_layout_are_walked_through(table: str) -> None:
    kinds = [kind for kind, _ in shown(read(table))]
    assert "table" not in kinds and len(kinds) >= 2


def test_captions_boxes_quotes_and_code() -> None:
    document = read(
        "<main><figure><img alt='Carte'><figcaption>Carte 1. Les rivières</figcaption></figure>"
        "<div class='table'><p class='title'>Tableau 2. Débits</p><table><tr><td>a<td>b<tr><td>c<td>d</table></div>"
        "<aside><h3>À retenir</h3><p>Trois puits.</p><ul><li>Un fermé.</li></ul></aside>"
        "<div class='warning'><table><tr><td rowspan=2><img></td><th>Attention</th></tr><tr><td><p>Risque.</p></td>"
        "</tr></table></div>"
        "<blockquote><p>« Nous voulons de l’eau. »</p></blockquote>"
        f"<pre>def debit():  \r\n    return <b>3</b>\n</pre>{prose('la pêche')}</main>"
    )
    assert shown(document)[:-1] == [
        ("caption", "Carte 1. Les rivières"),
        ("caption", "Tableau 2. Débits"),
        ("table", "a\tb\nc\td"),
        *(("box", text) for text in ("À retenir", "Trois puits.", "Un fermé.", "Attention", "Risque.")),
        ("paragraph", "« Nous voulons de l’eau. »"),
        ("code", "def debit():\n    return 3"),
    ]


def test_a_class_of_the_whole_page_makes_no_box() -> None:
    document = read(f"<div class='note'><h1>Note</h1><h2>Un</h2>{prose('l’eau')}</div>")
    assert {kind for kind, _ in shown(document)} == {"heading", "paragraph"}


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ('<sup><a href="#fn1" id="r1">1</a></sup>', '<ol><li id="fn1">Source. <a href="#r1">↩</a></li></ol>'),
        (
            ' <a href="#ftn.i1" class="footnote" id="i1"><sup>[1]</sup></a>',
            '<div class="footnotes"><div id="ftn.i1" class="footnote"><p><a href="#i1"><sup>[1] </sup></a> Source.</p>'
            "</div></div>",
        ),
        (
            ' <a class="footnote-reference" href="#id2" id="id1" role="doc-noteref">[1]</a>',
            '<aside class="footnote" id="id2" role="doc-footnote"><span class="label">[<a role="doc-backlink" '
            'href="#id1">1</a>]</span><p>Source.</p></aside>',
        ),
        (
            '[<a href="#nb1" id="nh1">1</a>]',
            '<div id="nb1"><p><span>[<a href="#nh1">1</a>] </span>Source.</p></div>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1">[1]</a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Source.</p></div>',
        ),
        (
            '<sup id="cite_ref-x"><a href="#cite_note-x">[1]</a></sup>',
            '<ol><li id="cite_note-x"><a href="#cite_ref-x">↑</a> Source.</li></ol>',
        ),
        (
            '<a epub:type="noteref" href="#n1">1</a>',
            '<aside epub:type="footnote" id="n1"><p>1. Source.</p></aside>',
        ),
        (
            '<a class="footnote-reference" href="#f1" id="c1">1</a>',
            '<dl class="footnote"><dt id="f1"><a class="fn-backref" href="#c1">1</a></dt><dd><p>Source.</p></dd></dl>',
        ),
        ('<sup><a href="#note1">(1)</a></sup>', '<p id="note1"><sup>1</sup> Source.</p>'),
    ],
)
def test_footnotes_are_tied_to_their_calls(call: str, note: str) -> None:
    document = read(f"<main><h2>Un</h2><p>Le débit baisse{call}, dit-on.</p><h2>Deux</h2><p>x</p>{note}</main>")
    assert ("paragraph", "Le débit baisse, dit-on.") in shown(document)
    assert shown(document)[-1] == ("footnote", "Source.")
    assert before_call(document, "Source.") == "Le débit baisse"
    assert block_of(document, "Source.").section == ("Un",)


def test_calls_in_tables_after_lists_and_repeated() -> None:
    notes = "".join(f'<li id="fn{number}"><p>Note {number}.</p><p>Suite {number}.</p></li>' for number in (1, 2, 3))
    document = read(
        '<table><tr><th>Eau<th>Air</tr><tr><td>4 %<sup><a href="#fn1">1</a></sup></td><td>5 %</td></tr></table>'
        '<p>Un puits.</p><p><a href="#fn2">2</a></p><p>Deux<a href="#fn3">3</a>,<a href="#fn1">1</a> puits.</p>'
        f"<ol>{notes}</ol>"
    )
    assert ("table", "Eau\tAir\n4 %\t5 %") in shown(document)
    assert before_call(document, "Note 1.") == before_call(document, "Suite 1.") == "Eau\tAir\n4 %"
    assert before_call(document, "Note 2.") == "Un puits."
    assert before_call(document, "Note 3.") == "Deux"


def test_numbers_that_link_are_not_all_notes() -> None:
    document = read(
        '<p>Voir <a href="#p2">2</a>, et 10<sup>6</sup> m<sup>2</sup>.</p><div id="p2"><p>Page deux.</p></div>'
    )
    assert shown(document) == [("paragraph", "Voir 2, et 10⁶ m²."), ("paragraph", "Page deux.")]
    assert shown(read("<p><sup>2</sup></p>")) == [("paragraph", "²")]


def test_levels_of_docbook_of_nested_sections_and_of_tags() -> None:
    document = read(
        '<div class="chapter"><div class="titlepage"><h2 class="title">1. Eau</h2><h3 class="author">Atelier</h3></div>'
        '<div class="section"><div class="titlepage"><h2 class="title">1.1. Puits</h2></div><p>a</p></div></div>'
    )
    assert [(block.kind, block.level) for block in document.blocks] == [
        *(("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0)),
    ]
    document = read(
        "<section><h1>Eau</h1><section><h1>Puits</h1><h2>Vieux</h2></section><section><h2>Lac</h2></section></section>"
    )
    assert [block.level for block in document.blocks] == [1, 2, 3, 2]
    document = read("<h1>Eau</h1><h3>Puits</h3><h2><div>2.</div><div>Lac</div></h2>")
    assert [(document.text_of(block), block.level) for block in document.blocks] == [
        ("Eau", 1),
        ("Puits", 3),
        ("2. Lac", 2),
    ]


def test_what_is_not_seen_is_not_read() -> None:
    document = read(
        "<p hidden>caché</p><p style='display: none'>caché</p><noscript>caché</noscript><template>caché</template>"
        "<svg><text>caché</text></svg><!-- caché --><i aria-hidden='true'>★</i><iframe>caché</iframe>"
        "<h2>Vu<a class='headerlink' href='#vu'>¶</a></h2><p>Eau<script>caché</script> claire, <b>fraî</b>che.</p>"
    )
    assert shown(document) == [("heading", "Vu"), ("paragraph", "Eau claire, fraîche.")]


def test_a_heading_may_be_a_button_but_buttons_alone_are_of_the_page() -> None:
    document = read(f"<main><h3><button>Les aides</button></h3>{prose('l’eau')}<button>Partager</button></main>")
    assert shown(document)[0] == ("heading", "Les aides")
    assert shown(document, "web_page") == [("paragraph", "Partager")]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-8-sig", '<meta charset="iso-8859-1">'),
        ("utf-16", ""),
        ("cp1252", ""),
        ("cp1252", '<meta charset="latin1">'),
        ("cp1252", '<meta charset="punycode">'),
        ("iso-8859-15", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">'),
        ("mac-roman", '<meta charset="macintosh">'),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    page = f"<html><head>{head}</head><body><p>Où l’été « brûle » : 5 € à Nîmes.</p></body></html>"
    if encoding == "iso-8859-15":
        page = page.replace("’", "'")
    document = read_html(page.encode(encoding), "page.html")
    assert document.text.replace("'", "’") == "Où l’été « brûle » : 5 € à Nîmes."


def test_one_bad_byte_spoils_one_letter() -> None:
    raw = "<p>Été à Nîmes, où l’eau déborde</p>".encode().replace(b"N", b"\xff", 1)
    assert read_html(raw, "page.html").text == "Été à �îmes, où l’eau déborde"


def test_french_spaces_are_kept_and_accents_composed() -> None:
    document = read(
        "<p>Le\n  plan&nbsp;: «\u202feau\u202f»,<br>1\u2009200 m, e\u0301te\u0301, of\ufb01ce, so\u00adbre</p>"
    )
    assert document.text == "Le plan\xa0: «\u202feau\u202f», 1\u2009200 m, été, office, sobre"


@pytest.mark.parametrize(
    ("name", "raw", "error", "hint"),
    [
        ("vide.html", b"", EmptyDocumentError, "est vide"),
        ("blanc.html", b" \n ", EmptyDocumentError, "est vide"),
        ("sans_texte.html", b"<html><body><script>x</script></body></html>", EmptyDocumentError, "ne contient pas de"),
        ("cadres.html", b"<frameset><frame src=a></frameset>", EmptyDocumentError, "ne contient pas de"),
        ("commentaire.html", b"<!-- -->", EmptyDocumentError, "ne contient pas de"),
        ("binaire.html", b"<p>a\x00b", UnreadableFileError, "binaires"),
        ("bruit.html", b"<p>" + bytes(range(1, 9)) * 9, UnreadableFileError, "binaires"),
        ("faux.html", b"%PDF-1.7\n<</Type /Catalog>>", UnreadableFileError, "binaires"),
        ("notes.html", "De l’eau, 3 < 5.".encode(), UnreadableFileError, "aucune balise"),
        ("profond.html", b"<div>" * 50_000 + b"eau", UnreadableFileError, "emboîte trop"),
    ],
)
def test_bad_pages_say_what_to_do(name: str, raw: bytes, error: type[ReadingError], hint: str) -> None:
    with pytest.raises(error, match=hint) as raised:
        read_html(raw, name)
    assert name in str(raised.value)


def test_pages_beyond_the_usual_limits_are_read_to_the_end() -> None:
    assert read("<div>" * 1000 + "eau<p>fin").text == "eau\n\nfin"
    assert read(f"<p title='{'a' * 12_000_000}'>eau</p><p>fin").text == "eau\n\nfin"


@pytest.mark.parametrize(
    "page",
    [
        "<p>Un puits de la vallée.</p>" * 30_000,
        "<table><tr><th colspan=999999999>a<th>b</tr>" + "<tr><td colspan=9999 rowspan=9999>a<td>b</tr>" * 1000,
        "<p>" + "&nbsp;" * 100_000 + '<a role=doc-noteref href="#n">1</a>x</p><p id=n>y',
        "<p>" + "[ " * 100_000 + '<a role=doc-noteref href="#n">1</a>x</p><p id=n>y',
        "<div>" * 1000 + "<p>Un puits de la vallée.</p>" * 2000,
        "<p>" + '<a id="r" href="#r">1</a> ' * 5000,
    ],
)
def test_time_grows_with_the_page(page: str) -> None:
    start = time.monotonic()
    assert read(page).blocks
    assert time.monotonic() - start < 20


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/livre.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="s" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="texte/l%27eau.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="texte/../lac.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="m" href="absent.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="h" href="../../../etc/passwd" media-type="application/xhtml+xml"/>'
    '</manifest><spine><itemref idref="c"/><itemref idref="n" linear="no"/><itemref idref="s"/><itemref idref="a"/>'
    '<itemref idref="m"/><itemref idref="h"/><itemref idref="inconnu"/><itemref idref="b"/></spine></package>'
)
PAGES = {
    "OEBPS/cover.xhtml": "<p>Atelier de l’Yvrande</p>",
    "OEBPS/nav.xhtml": (
        '<nav epub:type="toc"><h1>Table</h1><ol><li><a href="texte/l%27eau.xhtml">Eau</a></li></ol></nav>'
    ),
    "OEBPS/texte/l'eau.xhtml": (
        '<header><h1><a id="eau"/>L’eau</h1></header><p>Le débit baisse<a href="../notes.xhtml#n1" id="c1" '
        'epub:type="noteref">1</a>.</p><div/><p>Il remonte.</p>'
    ),
    "OEBPS/lac.xhtml": "<section><h1>Le lac</h1><aside><p>Encadré.</p></aside></section>",
    "OEBPS/notes.xhtml": '<h2>Notes</h2><p id="n1"><a href="texte/l%27eau.xhtml#c1">1</a>. Mesures de 2020.</p>',
}


def make_epub(change: dict[str, str | None] | None = None, prefix: str = "") -> bytes:
    """A book of three pages of text; `change` gives other texts to its parts, or takes them off."""
    parts: dict[str, str | None] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    parts["OEBPS/livre.opf"] = PACKAGE
    for path, body in PAGES.items():
        parts[path] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="x.js"/></head>'
            f"<body>{body}</body></html>"
        )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in {**parts, **(change or {})}.items():
            if text is not None:
                archive.writestr(prefix + path, text)
    return raw.getvalue()


@pytest.mark.parametrize("prefix", ["", "livre/"])
def test_a_book_is_read_in_its_order(prefix: str) -> None:
    document = read_epub(make_epub(prefix=prefix), "livre.epub")
    assert shown(document, "cover") == [("paragraph", "Atelier de l’Yvrande")]
    assert shown(document, "table_of_contents") == [("heading", "Table"), ("list_item", "Eau")]
    assert shown(document) == [
        ("heading", "L’eau"),
        ("paragraph", "Le débit baisse."),
        ("paragraph", "Il remonte."),
        ("heading", "Le lac"),
        ("box", "Encadré."),
        ("heading", "Notes"),
        ("footnote", "Mesures de 2020."),
    ]
    assert before_call(document, "Mesures de 2020.") == "Le débit baisse"
    assert block_of(document, "Mesures de 2020.").section == ("L’eau",)
    assert document.pages is None


def test_a_cover_that_is_a_chapter_is_read() -> None:
    long = make_epub({"OEBPS/cover.xhtml": f"<html><body>{prose('l’eau') * 6}</body></html>"})
    assert not shown(read_epub(long, "livre.epub"), "cover")


def encryption(algorithm: str, part: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="{part}"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_hidden_fonts_are_no_lock() -> None:
    fonts = encryption("http://www.idpf.org/2008/embedding", "OEBPS/police.otf")
    assert read_epub(make_epub({"META-INF/encryption.xml": fonts}), "livre.epub").blocks


AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
BOMB = '<!DOCTYPE x [<!ENTITY a "eau"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("make", "error", "hint"),
    [
        (lambda: b"PK rien", UnreadableFileError, "ne s'ouvre pas"),
        (lambda: make_epub()[:900], UnreadableFileError, "ne s'ouvre pas"),
        (lambda: b"<html></html>", UnreadableFileError, "ne s'ouvre pas"),
        (lambda: make_epub({"META-INF/container.xml": None}), UnreadableFileError, "container.xml"),
        (lambda: make_epub({"META-INF/container.xml": "<container/>"}), UnreadableFileError, "ne dit pas où"),
        (lambda: make_epub({"META-INF/container.xml": "<container"}), UnreadableFileError, "abîmé"),
        (lambda: make_epub({"OEBPS/livre.opf": None}), UnreadableFileError, "livre.opf"),
        (lambda: make_epub({"OEBPS/livre.opf": BOMB + PACKAGE}), UnreadableFileError, "entités"),
        (lambda: make_epub({"OEBPS/lac.xhtml": BOMB + "<p>&b;</p>"}), UnreadableFileError, "entités"),
        (lambda: make_epub({"OEBPS/lac.xhtml": "<p>\x00</p>"}), UnreadableFileError, "binaires"),
        (lambda: make_epub({"OEBPS/livre.opf": "<package/>"}), EmptyDocumentError, "ne contient pas de texte"),
        (lambda: make_epub(dict.fromkeys(PAGES, "<p/>")), EmptyDocumentError, "ne contient pas de texte"),
        (
            lambda: make_epub({"META-INF/encryption.xml": encryption(AES, "OEBPS/texte/l%27eau.xhtml")}),
            ProtectedFileError,
            "DRM",
        ),
        (lambda: make_epub({"OEBPS/lac.xhtml": " " * 60_000_000}), FileTooLargeError, "livre.epub"),
    ],
)
def test_bad_books_say_what_to_do(make: Callable[[], bytes], error: type[ReadingError], hint: str) -> None:
    with pytest.raises(error, match=hint) as raised:
        read_epub(make(), "livre.epub")
    assert "livre.epub" in str(raised.value)
