"""Bytes of a zipped format (DOCX, ODT, EPUB) → its archive, its parts and their XML, within stated limits."""

import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from ingest.document import FileTooLargeError, ProtectedFileError, UnreadableFileError

LARGEST_ARCHIVE = 400_000_000
"""Bytes of all the parts of an archive, unpacked."""
MOST_PARTS = 20_000
"""Parts in an archive."""
HIGHEST_RATIO = 200
"""Unpacked bytes for one packed byte, in a part larger than `LARGE_PART`: text packs at 5 to 20 for one."""
LARGE_PART = 10_000_000
LARGEST_XML = 50_000_000
"""Bytes of one XML part: its tree takes about twenty times as much memory."""

ENCRYPTED = 0x1
PART_HEADER = b"PK\x01\x02"
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile lets out on malformed archives, from its own checks and from the modules below it.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)


def open_zip(raw: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive whose declared content is within the limits; nothing is unpacked yet."""
    # Counted in the bytes: opening the archive would already make an object of each part.
    if raw.count(PART_HEADER) > MOST_PARTS:
        raise FileTooLargeError(
            f"« {name} » contient plus de {MOST_PARTS} fichiers internes : il n'est pas ouvert, par sécurité. "
            "Réenregistrez le document, ou découpez-le en plusieurs fichiers."
        )
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
    except ZIP_ERRORS as error:
        raise UnreadableFileError(
            f"« {name} » ne s'ouvre pas : le fichier est tronqué, abîmé, ou d'un autre format que son extension. "
            "Récupérez-le à nouveau, ou réenregistrez-le depuis le logiciel qui l'a produit."
        ) from error
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise ProtectedFileError(protected_message(name))
    if sum(part.file_size for part in parts) > LARGEST_ARCHIVE or any(_swells(part) for part in parts):
        raise FileTooLargeError(
            f"« {name} » occupe beaucoup trop de place une fois décompressé : il n'est pas ouvert, par sécurité "
            f"(limite : {LARGEST_ARCHIVE // 1_000_000} Mo). Réenregistrez le document, ou découpez-le."
        )
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """Read one part of the archive of file `name`; a part that is not there makes the file unreadable."""
    try:
        info = archive.getinfo(part)
    except KeyError as error:
        raise UnreadableFileError(
            f"« {name} » n'est pas un document complet : il y manque « {part} ». "
            "Vérifiez que l'extension est la bonne, ou réenregistrez le document."
        ) from error
    try:
        if info.compress_type not in COMPRESSIONS:
            raise NotImplementedError(f"compression {info.compress_type}")
        # zipfile stops at the declared size, then finds that the checksum differs.
        return archive.read(info)
    except ZIP_ERRORS as error:
        raise UnreadableFileError(damaged_message(name, part)) from error


def parse_xml(raw_xml: bytes, name: str) -> etree._Element:
    """Parse one XML part of file `name`: no comments, no network; entities are never resolved, nor accepted."""
    if len(raw_xml) > LARGEST_XML:
        raise FileTooLargeError(
            f"« {name} » contient un texte de plus de {LARGEST_XML // 1_000_000} Mo : il n'est pas lu, par sécurité. "
            "Découpez le document en plusieurs fichiers."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        # Identifiers are not looked up, and a document that gives one twice is still read.
        collect_ids=False,
    )
    try:
        root = etree.fromstring(raw_xml, parser)
    except (etree.LxmlError, ValueError) as error:
        # The parser stops by itself at entities that swell: the reason is theirs, in UTF-16 too.
        entities = b"<!ENTITY" in raw_xml.replace(b"\0", b"")
        raise UnreadableFileError(_entities_message(name) if entities else damaged_message(name)) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableFileError(_entities_message(name))
    return root


def protected_message(name: str) -> str:
    return f"« {name} » est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe et recommencez."


def damaged_message(name: str, part: str = "") -> str:
    where = f" (dans « {part} »)" if part else ""
    return (
        f"« {name} » est abîmé{where} : son contenu ne peut pas être décodé. "
        "Récupérez-le à nouveau, ou ouvrez-le dans un traitement de texte et réenregistrez-le."
    )


def _entities_message(name: str) -> str:
    return (
        f"« {name} » déclare des entités XML, que ce format n'emploie pas et qui servent à piéger un lecteur : "
        "il n'est pas lu. Réenregistrez le document depuis un traitement de texte."
    )


def _swells(part: zipfile.ZipInfo) -> bool:
    return part.file_size > LARGE_PART and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)
