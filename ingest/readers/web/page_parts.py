"""The pieces of a page → of each, why it is not the content: a menu, a banner, a table of contents, or nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from lxml.html import HtmlElement

from ingest.document import NotReport
from ingest.readers.web.blocks import Piece
from ingest.readers.web.elements import SKIP_LINKS, classes, roles, share_of_links
from ingest.readers.web.main_content import Content, find_content

Part = Literal["contents", "cover", "outside", "beside"]
"""A table of contents; a book's cover; what a page shows around its content, by its own account; what only stands
beside it."""
BOOK_REASONS: dict[Part | None, NotReport] = {"contents": "table_of_contents", "cover": "cover"}

CONTENTS_ROLES = {"doc-toc", "toc", "landmarks", "page-list", "doc-pagelist", "lot", "loi"}
COVER_ROLES = {"cover", "doc-cover"}
CONTENTS_CLASSES = {
    *("toc", "toctree-wrapper", "list-of-tables", "list-of-figures", "list-of-examples", "table-of-contents"),
    *("tableofcontents", "fr-summary", "sommaire"),
}
CONTENTS_TITLE = re.compile(
    r"(au )?sommaire|table des mati[èe]res|(sur|dans) cet(te)? (page|article|dossier|fiche|rapport)", re.IGNORECASE
)
LEAST_CONTENTS = 4
"""Items of a list of links to places of the page, for it to be a table of contents."""

OUTSIDE_TAGS = {"nav", "dialog", "search", "select", "textarea"}
OUTSIDE_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"}
OUTSIDE_CLASSES = {
    *("navheader", "navfooter", "related", "sphinxsidebar", "footer", "breadcrumb", "breadcrumbs", "fil-ariane"),
    *("ariane", "fr-breadcrumb", "fr-skiplinks", "skiplinks", "skip-links", "fr-share"),
    *("share", "social", "social-share", "partage", "reseaux-sociaux", "newsletter", "pagination", "fr-pagination"),
    *SKIP_LINKS,
    *("fr-follow", "fr-header", "fr-footer", "site-header", "site-footer"),
}
# Not « consentement », which may be the title of a section, and so its name.
CONSENT_NAME = re.compile(
    r"tarteaucitron|didomi|axeptio|onetrust|^cookies?$|(cookie|consent|rgpd|gdpr)s?[-_]?"
    r"(banner|bandeau|bar|consent|law|manager|modal|notice|popup|wrapper)",
    re.IGNORECASE,
)
LINKS_MOSTLY = 0.6
HARDLY_LINKS = 0.3
MOST = 0.9
HALF = 0.5
LONG = 60
"""In words: a text of this length beside the content may be content that went unseen."""
PROSE = 10
"""In words: what trafilatura keeps of this length is content wherever it stands."""


def web_reasons(pieces: Sequence[Piece], root: HtmlElement, length: int) -> list[NotReport | None]:
    """For a page of the web, of `length` characters."""
    content = find_content(pieces, root, length)
    parts = _inherited(pieces, lambda element: _part(element, content))
    reasons: list[NotReport | None] = []
    for piece, part, kept in zip(pieces, parts, content.kept_of_pieces, strict=True):
        called = piece.note is not None and piece.note.number
        if part == "beside" and (called or kept >= PROSE or piece.element is content.title):
            part = None
        reasons.append("table_of_contents" if part == "contents" else "web_page" if part or piece.is_control else None)
    _keep_headings_before(pieces, parts, reasons, content)
    return _with_titles_of_contents(pieces, reasons)


def book_reasons(pieces: Sequence[Piece]) -> list[NotReport | None]:
    """For a chapter of a book: nothing stands around its text."""
    parts = _inherited(pieces, _book_part)
    return _with_titles_of_contents(pieces, [BOOK_REASONS.get(part) for part in parts])


def _book_part(element: HtmlElement) -> Part | None:
    if roles(element) & COVER_ROLES:
        return "cover"
    return "contents" if is_contents(element) else None


def is_contents(element: HtmlElement) -> bool:
    if roles(element) & CONTENTS_ROLES:
        return True
    names = {*classes(element), element.get("id", "").lower()}
    if names & CONTENTS_CLASSES or ("contents" in names and (element.tag == "nav" or names & {"topic", "local"})):
        return share_of_links(element) >= LINKS_MOSTLY
    if element.tag not in ("ul", "ol", "dl") or next(element.iterancestors("ul", "ol", "dl"), None) is not None:
        return False
    items = sum(1 for _ in element.iterdescendants("li", "dt"))
    return items >= LEAST_CONTENTS and share_of_links(element, within_page=True) >= MOST


def _part(element: HtmlElement, content: Content) -> Part | None:
    # What a page says of its parts goes before what stands where.
    if element not in content.path and _is_outside(element, content):
        return "contents" if is_contents(element) else "outside"
    if is_contents(element) and element not in content.path:
        return "contents"
    parent = element.getparent()
    if parent is None or parent not in content.path or parent is content.core or element in content.path:
        return None
    return None if _is_content_too(element, parent, content) else "beside"


def _is_outside(element: HtmlElement, content: Content) -> bool:
    tag, names = element.tag, classes(element)
    kept = content.share_of_kept(element)
    if tag == "form":
        # Some pages are one form from end to end.
        return kept < 0.1 and content.share_of_words(element) < HALF
    if kept >= HALF:
        return False
    if tag in OUTSIDE_TAGS or roles(element) & OUTSIDE_ROLES:
        return True
    if any(CONSENT_NAME.search(name) for name in (*names, element.get("id", ""))):
        return True
    if names & OUTSIDE_CLASSES:
        # « social » or « partage » may also be what a text is about.
        return content.words[element] < LONG or share_of_links(element) >= HARDLY_LINKS
    if tag == "footer":
        return element not in content.holds_notes and next(element.iterancestors("blockquote", "figure"), None) is None
    if tag == "header":
        within = next(element.iterancestors("main", "article", "section", "blockquote"), None)
        holds_title = content.title is not None and element in content.title.iterancestors("header")
        return within is None and not (holds_title and share_of_links(element) < HALF)
    return (tag == "aside" or "complementary" in roles(element)) and share_of_links(element) >= HALF


def _is_content_too(element: HtmlElement, parent: HtmlElement, content: Content) -> bool:
    """Of an element that stands beside the one that holds most of the content."""
    if content.share_kept_of(element) >= HALF:
        return True
    links = share_of_links(element)
    if content.main is not None:
        return parent in content.within_main and links < LINKS_MOSTLY
    return content.words[element] >= LONG and links < HARDLY_LINKS


def _inherited(pieces: Sequence[Piece], own: Callable[[HtmlElement], Part | None]) -> list[Part | None]:
    """The part each piece stands in: the outermost that says so of itself, or else the innermost `beside`."""
    known: dict[HtmlElement, Part | None] = {}
    for piece in pieces:
        unknown = []
        element: HtmlElement | None = piece.element
        while element is not None and element not in known:
            unknown.append(element)
            element = element.getparent()
        part = known[element] if element is not None else None
        for element in reversed(unknown):
            if part in (None, "beside"):
                part = own(element) or part
            known[element] = part
    return [known[piece.element] for piece in pieces]


def _keep_headings_before(
    pieces: Sequence[Piece], parts: Sequence[Part | None], reasons: list[NotReport | None], content: Content
) -> None:
    """A title may stand beside the text that it titles: those right before the content are of it."""
    first = next((at for at, piece in enumerate(pieces) if content.core in piece.element.iterancestors()), 0)
    for position in range(first - 1, -1, -1):
        if pieces[position].kind != "heading" or parts[position] not in ("beside", None):
            break
        reasons[position] = None


def _with_titles_of_contents(pieces: Sequence[Piece], reasons: list[NotReport | None]) -> list[NotReport | None]:
    """« Sommaire » goes with the list under it, or it would title what follows the list."""
    for position in range(len(pieces) - 1):
        is_title = len(pieces[position].text) < 60 and CONTENTS_TITLE.match(pieces[position].text)
        if is_title and reasons[position] is None and reasons[position + 1] == "table_of_contents":
            reasons[position] = "table_of_contents"
    return reasons
