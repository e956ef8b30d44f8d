"""Damaged pages and books: each gives a Document whose blocks are in order, or a ReadingError, and nothing else."""

import io
import os
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Document, ReadingError
from ingest.readers.epub import read_epub
from ingest.readers.html import read_html

EXAMPLES = int(os.environ.get("RAPPORT_FUZZ_EXAMPLES", "150"))
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Eau</title></head><body>
<header role="banner"><nav><ul><li><a href="#a">Aller</a></li></ul></nav></header>
<main><h1>L’eau de l’Yvrande</h1><div class="toc"><ul><li><a href="#a">Puits</a></li></ul></div>
<section><h2 id="a">Puits<a class="headerlink" href="#a">¶</a></h2><p>Le débit baisse de 4 %<sup><a href="#fn1"
id="r1">1</a></sup>, dit la « mairie »&nbsp;: c’est <b>peu</b>.<br>Voir 10<sup>6</sup> m<sup>2</sup>.</p></section>
<table><caption>Débits</caption><tr><th rowspan=2>Lac<th colspan="3">Mai</tr><tr><td>3<td>4</tr></table>
<div class="note"><h3 class="title">Note</h3><p>Un puits.</p></div><aside><p>À retenir</p></aside>
<pre>debit = 3\n  lac</pre><dl class="footnote"><dt id="f2">2</dt><dd>Deux.</dd></dl>
<ol><li id="fn1"><p>Mesures. <a href="#r1">↩</a></p></li></ol></main><form><button>OK</button></form>
<footer>Mentions légales</footer></body></html>"""
TAGS = (
    "div p span h1 h2 h3 section article main aside nav header footer form table caption thead tr td th ul ol li dl dt "
    "dd a sup pre br button blockquote figure figcaption script style template svg math body html head title textarea "
    "select option frameset frame label summary details dialog noscript iframe img hr b i center font code plaintext"
).split()
ATTRIBUTES = [
    *("", " id=fn1", " id=n2", " href=#fn1", " href=#n2", " href=/eau", " name=n2", " role=navigation", " role=main"),
    *(' role="doc-noteref"', ' role="doc-backlink"', ' epub:type="footnote"', ' epub:type="toc"', " class=title"),
    *(' class="footnote"', ' class="toc"', ' class="titlepage"', ' class="section"', ' class="note"', " hidden"),
    *(" class=navheader", " class=chapter", " class=headerlink", " colspan=3", " rowspan=2", " colspan=99999999999"),
    *(' rowspan="-1"', " style='display:none'", " aria-hidden=true", " class=figure", " role=presentation", " x='"),
]
WORDS = [
    *(
        "Le plan de l’Yvrande",
        " eau ",
        "1",
        "[1]",
        "(2)",
        "¶",
        "É",
        "e\u0301",
        "\xa0:",
        "\u202f»",
        "\n",
        "  ",
        "\t",
        "<",
    ),
    *(
        "&nbsp;",
        "&amp;",
        "&#0;",
        "&#xFDD0;",
        "&#xD800;",
        "&eau;",
        "<!-- ",
        " -->",
        "<![CDATA[",
        "]]>",
        "\ufdd0",
        "\ufeff",
    ),
    *("Quatorze communes ont adopté en mars 2021 un plan de douze mesures pour l’eau potable.", "Sommaire", "½", "²"),
    *("\u00ad", "\u200b", "\U0001f30a", "\x0b", "\x0c", "\x85", "\u2028"),
]

moderate = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
opened = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closed = st.builds("</{}>".format, st.sampled_from(TAGS))
soups = st.lists(st.one_of(opened, closed, opened, st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=60)
flips = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=8)


def check(read: Callable[[bytes, str], Document], raw: bytes, name: str) -> Document | None:
    try:
        document = read(raw, name)
    except ReadingError as error:
        assert name in str(error)
        return None
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text_of(block).strip()
        assert block.called_at is None or 0 <= block.called_at <= len(document.text)
        assert (block.kind == "heading") == (block.level > 0)
        end = block.end
    assert document.blocks
    document.text.encode()
    assert "\ufdd0" not in document.text
    return document


def damaged(raw: bytes, changes: list[tuple[int, int]], cut: int | None) -> bytes:
    changed = bytearray(raw)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed if cut is None else changed[: cut % len(changed)])


def make_epub(pages: list[str], package: str | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """A book of these pages, in order."""
    items = "".join(f'<item id="p{at}" href="p{at}.xhtml" media-type="text/html"/>' for at in range(len(pages)))
    places = "".join(f'<itemref idref="p{at}"/>' for at in range(len(pages)))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="o/b.opf"/></container>')
        archive.writestr(
            "o/b.opf", package or f"<package><manifest>{items}</manifest><spine>{places}</spine></package>"
        )
        for at, page in enumerate(pages):
            archive.writestr(f"o/p{at}.xhtml", page.encode("utf-8", "replace"))
        for path, part in (extra or {}).items():
            archive.writestr(path, part)
    return raw.getvalue()


@moderate
@given(soups)
def test_soups_of_tags(soup: list[str]) -> None:
    check(read_html, "".join(soup).encode("utf-8", "replace"), "soupe.html")


@moderate
@given(soups, st.integers(0, 1 << 20))
def test_soups_within_a_page(soup: list[str], place: int) -> None:
    place %= len(PAGE)
    check(read_html, (PAGE[:place] + "".join(soup) + PAGE[place:]).encode(), "page.html")


@moderate
@given(flips, st.none() | st.integers(0, 1 << 20))
def test_damaged_pages(changes: list[tuple[int, int]], cut: int | None) -> None:
    check(read_html, damaged(PAGE.encode(), changes, cut), "page.html")


@moderate
@given(st.binary(max_size=400), st.sampled_from([b"", b"<p>", b"\xff\xfe", b"\xef\xbb\xbf", b"<meta charset=utf-7>"]))
def test_random_bytes(raw: bytes, start: bytes) -> None:
    check(read_html, start + raw, "bruit.html")
    check(read_epub, start + raw, "bruit.epub")


@moderate
@given(st.lists(soups, min_size=1, max_size=3))
def test_soups_in_a_book(soup: list[list[str]]) -> None:
    check(read_epub, make_epub([PAGE, *("".join(page) for page in soup)]), "livre.epub")


@moderate
@given(flips, st.none() | st.integers(0, 1 << 20))
def test_damaged_books(changes: list[tuple[int, int]], cut: int | None) -> None:
    check(read_epub, damaged(make_epub([PAGE, "<p>Le lac</p>"]), changes, cut), "livre.epub")


PACKAGE_PARTS = [
    *(
        "<package>",
        "</package>",
        "<manifest>",
        "</manifest>",
        "<spine>",
        "</spine>",
        "<guide/>",
        "<item/>",
        "<itemref/>",
    ),
    *('<item id="a" href="p0.xhtml"/>', '<item id="a" href="%00" media-type="text/html"/>', '<itemref idref="a"/>'),
    *('<item id="b" href="../../p0.xhtml" properties="nav"/>', '<itemref idref="b" linear="no"/>', "eau", "&eau;"),
    *('<reference type="cover" href="p0.xhtml"/>', '<reference type="toc"/>', '<item id="c" href="#"/>', "<!-- -->"),
    *('<itemref idref="c"/>', '<item xmlns="x:y" id="a" href="p0.xhtml#x"/>', '<item id="d" href="/o/p0.xhtml"/>'),
]


@moderate
@given(st.lists(st.sampled_from(PACKAGE_PARTS), max_size=12), st.binary(max_size=80) | st.none())
def test_packages_of_a_book(parts: list[str], encryption: bytes | None) -> None:
    package = f"<package>{''.join(parts)}</package>"
    extra = {"META-INF/encryption.xml": encryption} if encryption is not None else None
    check(read_epub, make_epub([PAGE], package, extra), "livre.epub")


@pytest.mark.parametrize("page", [PAGE, f"<div>{PAGE}</div>"])
def test_what_is_damaged_is_sound(page: str) -> None:
    document = check(read_html, page.encode(), "page.html")
    assert document is not None and any(block.called_at for block in document.blocks)
