"""A page opened by pdfium → its words, its rules and its filled areas, in points from the top left corner."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LINE_END_HYPHEN = "\ufffe"
"""What pdfium gives for a hyphen at the end of a line, whether it is in the word or not."""
BREAKS = " \r\n\t\x00"
WORDS = re.compile(f"[^{BREAKS}{LINE_END_HYPHEN}]*{LINE_END_HYPHEN}|[^{BREAKS}{LINE_END_HYPHEN}]+")
LONGEST_CALL = 3
"""Digits of a footnote's number."""
THIN = 2.5
"""In points: a path thinner than this is a rule."""
SHORTEST_RULE = 8.0
MOST_PATHS = 4000
"""A page of more paths is a drawing or a map: its lines make no table."""
LEAST_IMAGE_SHARE = 0.4
"""Of a page: a page with less text than `FEW_WORDS` and images of this size is a scanned one."""
FEW_WORDS = 6
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT_END = re.compile(f"[{SUPERSCRIPTS}]+$")
AS_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
SMALL = 0.85
"""Of the size of what it is set beside: the size under which a number may be a call."""
BOLD_WEIGHT = 650
FIXED_PITCH, FORCE_BOLD = 1 << 0, 1 << 18


@dataclass(slots=True)
class Word:
    """Characters between two spaces; `size` is the font's, in points; `spaced` when a space follows it.

    `raised` is the number set above the line at its end, as printed: the call of a footnote perhaps. `text` lacks it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    mono: bool
    spaced: bool = True
    raised: str = ""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page. `rules` are thin boxes, `areas` filled or framed ones."""

    width: float
    height: float
    words: list[Word]
    rules: list[Box]
    areas: list[Box]
    is_scanned: bool
    is_blank: bool
    has_image: bool


def page_content(page: pypdfium2.PdfPage) -> PageContent:
    """Read one page; the caller closes it."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        words = list(_words(text_page, height))
    finally:
        text_page.close()
    rules, areas, image_share = _paths(page, width, height)
    is_scanned = len(words) < FEW_WORDS and image_share >= LEAST_IMAGE_SHARE
    is_blank = not words and not rules and not areas and not image_share
    return PageContent(width, height, words, rules, areas, is_scanned, is_blank, image_share > 0)


def _words(text_page: pypdfium2.PdfTextPage, height: float) -> Iterator[Word]:
    count = text_page.count_chars()
    text = _characters(text_page, count)
    # The bare handle: pdfium is called five times a word, and a look at the attribute costs as much as a call.
    handle, loose_box = text_page.raw, pdfium.FPDFText_GetLooseCharBox
    font = _FontReader(handle)
    rect = pdfium.FS_RECTF()
    box = ctypes.byref(rect)
    previous = None
    for found in WORDS.finditer(text):
        start, end = found.span()
        # The box of a line-end hyphen is empty: the word ends where its last visible character does.
        last = end - 2 if text[end - 1] == LINE_END_HYPHEN and end - start > 1 else end - 1
        loose_box(handle, start, box)
        left, top, bottom = rect.left, rect.top, rect.bottom
        size, bold, mono = font.at(start)
        if last > start:
            loose_box(handle, last, box)
        right = max(left, rect.right)
        raised, body_end = "", end
        if last > start and text[last].isdigit():
            body_end = font.raised_from(start, last, size, bottom)
            raised = text[body_end : last + 1]
            if text[last] in SUPERSCRIPTS:
                body_end = last + 1 - len(SUPERSCRIPT_END.search(text[start : last + 1])[0])  # type: ignore[index]
                raised = text[body_end : last + 1] if body_end > start else ""
        spaced = end >= count or text[end] in BREAKS
        word = Word(
            text[start : body_end if raised else end],
            left,
            height - top,
            right,
            height - bottom,
            size,
            bold,
            mono,
            spaced,
            raised,
        )
        if previous and end - start <= LONGEST_CALL and _is_raised(word, previous):
            previous.raised, previous.spaced = word.text + word.raised, spaced
        else:
            yield word
            previous = word


def _is_raised(word: Word, previous: Word) -> bool:
    """Is this word a number set above the line, right after the previous one?"""
    number = word.text + word.raised
    if previous.raised or len(number) > LONGEST_CALL or not number.translate(AS_DIGITS).isdigit():
        return False
    small = word.size < SMALL * previous.size and previous.bottom - 0.1 * previous.size > word.bottom > previous.top
    set_above = small or any(character in SUPERSCRIPTS for character in number)
    return set_above and 0 <= word.left - previous.right + 1 < previous.size


def _characters(text_page: pypdfium2.PdfTextPage, count: int) -> str:
    """One character for each of pdfium's indexes, so that a place in the text is a place on the page."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace")[:count]
    if written - 1 == count == len(text):
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


class _FontReader:
    """Size, weight and pitch at a character, asked once for each text object of the page."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._of_object: dict[int, tuple[float, bool, bool]] = {}
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._flags_ref = ctypes.byref(self._flags)
        self._styles: dict[tuple[bytes, int, int], tuple[bool, bool]] = {}

    def at(self, index: int) -> tuple[float, bool, bool]:
        item = pdfium.FPDFText_GetTextObject(self._handle, index)
        if not item:
            return self._read(index)
        address = ctypes.addressof(item.contents)
        found = self._of_object.get(address)
        if found is None:
            found = self._of_object[address] = self._read(index)
        return found

    def _read(self, index: int) -> tuple[float, bool, bool]:
        size = pdfium.FPDFText_GetFontSize(self._handle, index)
        weight = pdfium.FPDFText_GetFontWeight(self._handle, index)
        pdfium.FPDFText_GetFontInfo(self._handle, index, self._name, 128, self._flags_ref)
        key = (self._name.value, weight, self._flags.value)
        style = self._styles.get(key)
        if style is None:
            name = key[0].lower()
            bold = (
                b"bold" in name or b"black" in name or b"heavy" in name or key[2] & FORCE_BOLD or weight >= BOLD_WEIGHT
            )
            mono = b"mono" in name or b"courier" in name or b"typewriter" in name or name.endswith(b"tt")
            style = self._styles[key] = bool(bold), mono or bool(key[2] & FIXED_PITCH)
        return size, *style

    def raised_from(self, start: int, last: int, size: float, bottom: float) -> int:
        """Where the small characters set above the line begin, at the end of a word; after it when there are none."""
        rect = pdfium.FS_RECTF()
        index = last
        while index > start:
            pdfium.FPDFText_GetLooseCharBox(self._handle, index, ctypes.byref(rect))
            small = pdfium.FPDFText_GetFontSize(self._handle, index) < SMALL * size
            if not (small and rect.bottom > bottom + 0.1 * size):
                break
            index -= 1
        return index + 1


def _paths(page: pypdfium2.PdfPage, width: float, height: float) -> tuple[list[Box], list[Box], float]:
    """Rules, areas, and the share of the page under its largest image."""
    rules: list[Box] = []
    areas: list[Box] = []
    image_share, paths = 0.0, 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    bounds = [ctypes.byref(one) for one in (left, bottom, right, top)]
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *bounds):
            continue
        box = (left.value, height - top.value, right.value, height - bottom.value)
        across, down = box[2] - box[0], box[3] - box[1]
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            image_share = max(image_share, across * down / (width * height or 1.0))
            continue
        paths += 1
        if paths > MOST_PATHS:
            return [], [], image_share
        if min(across, down) <= THIN:
            if max(across, down) >= SHORTEST_RULE:
                rules.append(box)
        elif across * down < 0.9 * width * height:
            areas.append(box)
    return rules, areas, image_share
