"""Bytes of an HTML page → the tree of its elements, in the encoding the page was written in."""

import codecs
import re

from charset_normalizer import from_bytes
from lxml import etree, html

from ingest.document import EmptyDocumentError, UnreadableFileError

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,300}?encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I
)
HEAD_LENGTH = 20_000
"""Bytes in which a page may declare its encoding."""
# A page may declare any name that Python knows, « punycode » or « unicode_escape » included.
TEXT_ENCODING = re.compile(r"cp\d+|iso8859-\d+|mac-\w+|koi8-\w|ascii|utf-8|gb\w+|big5|euc_\w+|shift_jis|iso2022_\w+")
FRENCH = set("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»“”‘’…–—•·€£§°²³№ªº½¼¾×±©®™†‡\xa0\xad")
SAMPLE_LENGTH = 1_000_000
"""Bytes from which an encoding is guessed."""
TAG = re.compile(r"<(?:!doctype|!--|/?[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE)
OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff")
CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
MOST_CONTROLS = 0.01
"""Of the characters of a text; a page saved from a word processor has a few."""
# The parser would write U+FFFD for some of them; U+FDD0, of no text, marks the calls of footnotes further on.
UNWANTED = {**dict.fromkeys([*range(0x20), 0x7F, 0xFDD0]), 0x0B: " ", **{ord(kept): kept for kept in "\t\n\f\r"}}


def page_tree(raw: bytes, name: str) -> html.HtmlElement:
    """The root of the page of file `name`; a file that is no page of HTML, or not wholly read, is refused."""
    if not raw.strip():
        raise EmptyDocumentError(f"« {name} » est vide. Rien n'a été lu.")
    text = decoded(raw, name)
    if not TAG.search(text):
        raise UnreadableFileError(
            f"« {name} » ne contient aucune balise HTML : ce n'est pas une page web. "
            "Si c'est du texte brut, donnez-lui l'extension .txt et recommencez."
        )
    content = text.translate(UNWANTED).encode("utf-8", "replace")
    # The usual limits first (256 levels, 10 MB in one text); beyond, the parser stops and says nothing of the rest.
    for without_limits in (False, True):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=without_limits, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.LxmlError, ValueError):
            root = None
        if root is None:
            raise EmptyDocumentError(f"« {name} » ne contient pas de texte. Rien n'a été lu.")
        if all(entry.level_name != "FATAL" for entry in parser.error_log):
            return root
    raise UnreadableFileError(
        f"« {name} » emboîte trop d'éléments les uns dans les autres : la page ne peut pas être lue en entier. "
        "Ouvrez-la dans un navigateur, enregistrez-la en PDF et lisez ce PDF."
    )


def decoded(raw: bytes, name: str) -> str:
    """Valid UTF-8 goes before what the page declares: a declaration outlives a conversion, the reverse is not seen."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if b"\x00" in raw or raw.lstrip().startswith(OTHER_FORMATS):
        raise UnreadableFileError(_not_a_page(name))
    text = _in_its_encoding(raw)
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise UnreadableFileError(_not_a_page(name))
    return text


def _in_its_encoding(raw: bytes) -> str:
    declared = _declared_encoding(raw)
    for encoding in ("utf-8", declared):
        try:
            return raw.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) > 2 * lost:
        return text
    # On a short text the guess is poor: what reads as French is French.
    for encoding in ("cp1252", "mac-roman"):
        text = raw.decode(encoding, "replace")
        beyond = [character for character in text if character > "\x7f"]
        if sum(character in FRENCH for character in beyond) >= 0.9 * len(beyond):
            return text
    guess = from_bytes(raw[:SAMPLE_LENGTH]).best()
    return raw.decode(guess.encoding if guess else "cp1252", "replace")


def _declared_encoding(raw: bytes) -> str:
    declared = DECLARED.search(raw[:HEAD_LENGTH])
    if not declared:
        return "utf-8"
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
    except (LookupError, UnicodeError):
        return "utf-8"
    # As browsers do: pages that say « latin-1 » hold the curly quotes of Windows.
    if encoding in ("iso8859-1", "ascii"):
        return "cp1252"
    return encoding if TEXT_ENCODING.fullmatch(encoding) else "utf-8"


def _not_a_page(name: str) -> str:
    return (
        f"« {name} » contient des données binaires : ce n'est pas une page web. "
        "Vérifiez l'extension du fichier, ou enregistrez à nouveau la page depuis un navigateur."
    )
