"""Bytes of an EPUB → Document: its pages in reading order, the cover and tables of contents told apart."""

import re
import zipfile
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from ingest.document import (
    Document,
    DocumentWriter,
    EmptyDocumentError,
    FileTooLargeError,
    NotReport,
    ProtectedFileError,
    UnreadableFileError,
)
from ingest.readers.html import Calls, write_chapter
from ingest.readers.web.elements import share_of_links
from ingest.readers.web.page_tree import page_tree
from ingest.readers.zipped import LARGEST_XML, open_zip, parse_xml, read_part

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_ALGORITHMS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""They hide fonts only: the text of the book stays readable."""
PAGE_TYPES = {"application/xhtml+xml", "text/html", "application/xml", "text/xml", ""}
COVER_NAME = re.compile(r"(cover|couverture)([-_.\d]|page|$)", re.IGNORECASE)
LONGEST_COVER = 1000
"""Characters: a page called « cover » with more text than that holds something else."""
LINKS_ONLY = 0.9


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book: its path in the archive, and what its package says that it is."""

    path: str
    is_contents: bool = False
    may_be_cover: bool = False


def read_epub(raw: bytes, name: str) -> Document:
    """Pages that the package names but that are not there are passed over: most books that lack some read well."""
    archive = open_zip(raw, name)
    root = _root_folder(archive)
    pages = _pages(archive, root, name)
    encrypted = _encrypted(archive, root, name)
    if any(page.path in encrypted for page in pages):
        raise ProtectedFileError(
            f"« {name} » est protégé par un verrou numérique (DRM) : son texte ne peut pas être lu. "
            "Demandez à l'éditeur ou à la bibliothèque un exemplaire sans verrou."
        )
    writer = DocumentWriter()
    calls: Calls = {}
    for page in pages:
        part = read_part(archive, page.path, name)
        if (tree := _page_tree(part, f"{name} ({page.path})")) is not None:
            write_chapter(writer, tree, page.path, calls, _whole_page_reason(page, tree))
    if not writer.blocks:
        raise EmptyDocumentError(
            f"« {name} » ne contient pas de texte : c'est peut-être un livre d'images. "
            "Passez-le d'abord par une reconnaissance de caractères."
        )
    return writer.document()


def _root_folder(archive: zipfile.ZipFile) -> str:
    """Some books are zipped within a folder."""
    found = [path for path in archive.namelist() if path == CONTAINER or path.endswith("/" + CONTAINER)]
    return min(found, key=len, default=CONTAINER).removesuffix(CONTAINER)


def _pages(archive: zipfile.ZipFile, root: str, name: str) -> list[Page]:
    """In the order of reading; those out of the main flow come last."""
    container = parse_xml(read_part(archive, root + CONTAINER, name), name)
    packages = [path for one in container.iter("{*}rootfile") if (path := one.get("full-path"))]
    if not packages:
        raise UnreadableFileError(
            f"« {name} » ne dit pas où est son contenu : le livre est incomplet. "
            "Récupérez-le à nouveau, ou convertissez-le (par exemple avec Calibre)."
        )
    package_path = normpath(root + packages[0])
    package = parse_xml(read_part(archive, package_path, name), name)
    items = {item.get("id"): item for item in package.iter("{*}item")}
    covers = {
        _path(package_path, one.get("href"))
        for one in package.iter("{*}reference")
        if "cover" in (one.get("type") or "").lower()
    }
    contents = {
        _path(package_path, one.get("href")) for one in package.iter("{*}reference") if one.get("type") == "toc"
    }
    present = set(archive.namelist())
    pages: dict[str, Page] = {}
    places = list(package.iter("{*}itemref"))
    for place in sorted(places, key=lambda one: one.get("linear") == "no"):
        item = items.get(place.get("idref"))
        if item is None or (item.get("media-type") or "") not in PAGE_TYPES:
            continue
        path = _path(package_path, item.get("href"))
        if path not in present or path in pages:
            continue
        named_cover = not pages and COVER_NAME.match(basename(path)) is not None
        is_contents = path in contents or "nav" in (item.get("properties") or "").split()
        pages[path] = Page(path, is_contents, path in covers or named_cover)
    return list(pages.values())


def _path(package_path: str, href: str | None) -> str:
    """Where a link of the package leads in the archive; what would lead out of it is simply not found there."""
    return normpath(join(dirname(package_path), unquote((href or "").split("#")[0])))


def _encrypted(archive: zipfile.ZipFile, root: str, name: str) -> set[str]:
    """Paths of the parts that a lock makes unreadable."""
    if root + ENCRYPTION not in archive.namelist():
        return set()
    locked = set()
    for data in parse_xml(read_part(archive, root + ENCRYPTION, name), name).iter("{*}EncryptedData"):
        methods = {method.get("Algorithm") for method in data.iterchildren("{*}EncryptionMethod")}
        if not methods or not methods <= FONT_ALGORITHMS:
            references = data.iter("{*}CipherReference")
            locked |= {normpath(root + unquote(one.get("URI") or "")) for one in references}
    return locked


def _page_tree(part: bytes, name: str) -> HtmlElement | None:
    """None for a page without text."""
    if len(part) > LARGEST_XML:
        raise FileTooLargeError(
            f"« {name} » contient un texte de plus de {LARGEST_XML // 1_000_000} Mo : il n'est pas lu, par sécurité. "
            "Découpez le livre en plusieurs fichiers."
        )
    if b"<!ENTITY" in part:
        raise UnreadableFileError(
            f"« {name} » déclare des entités XML, qu'un livre n'emploie pas et qui servent à piéger un lecteur : "
            "il n'est pas lu. Convertissez-le (par exemple avec Calibre) et recommencez."
        )
    try:
        return page_tree(part, name)
    except EmptyDocumentError:
        return None


def _whole_page_reason(page: Page, tree: HtmlElement) -> NotReport | None:
    if page.is_contents and share_of_links(tree) >= LINKS_ONLY:
        return "table_of_contents"
    text = etree.tostring(tree, method="text", encoding="unicode") if page.may_be_cover else ""
    return "cover" if page.may_be_cover and len(" ".join(text.split())) <= LONGEST_COVER else None
