"""A page opened by pdfium → its words, its rules and its filled areas, in points from the top left corner."""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as counting
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

LINE_END_HYPHEN = "\ufffe"
"""What pdfium gives for a hyphen at the end of a line, whether it is in the word or not."""
BREAKS = " \r\n\t\x00"
WORDS = re.compile(f"[^{BREAKS}{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?|{LINE_END_HYPHEN}")
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


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function of pdfium, which takes and gives addresses and keeps Python's lock.

    It is called several times a word, and takes less time than to make a pointer or to let another thread run.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_text = _quick(pdfium.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
_loose_box = _quick(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_text_object = _quick(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_font_of = _quick(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_font_size = _quick(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
_page_object = _quick(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
_kind_of = _quick(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _quick(pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)


def content_of_page(pdf: pypdfium2.PdfDocument, index: int) -> PageContent:
    """What stands on the page at `index`; one that pdfium cannot open counts as blank."""
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return PageContent(595.0, 842.0, [], [], [], is_scanned=False, is_blank=True, has_image=False)
    try:
        return _content(page)
    finally:
        page.close()


def _content(page: pypdfium2.PdfPage) -> PageContent:
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        words = _words(text_page, height)
    finally:
        text_page.close()
    rules, areas, image_share = _paths(page, width, height)
    is_scanned = len(words) < FEW_WORDS and image_share >= LEAST_IMAGE_SHARE
    is_blank = not words and not rules and not areas and not image_share
    return PageContent(width, height, words, rules, areas, is_scanned, is_blank, image_share > 0)


def _words(text_page: pypdfium2.PdfTextPage, height: float) -> list[Word]:
    count = text_page.count_chars()
    handle = ctypes.addressof(text_page.raw.contents)
    text = _characters(text_page, handle, count)
    font = _FontReader(text_page.raw, handle)
    spans = [found.span() for found in WORDS.finditer(text)]
    starts = [start for start, _ in spans]
    # The box of a line-end hyphen is empty: the word ends where its last visible character does.
    lasts = [end - 2 if text[end - 1] == LINE_END_HYPHEN and end - start > 1 else end - 1 for start, end in spans]
    openings, endings = _loose_boxes(handle, starts), _loose_boxes(handle, lasts)
    places = zip(openings[::4], openings[1::4], openings[3::4], endings[2::4], strict=True)
    items = map(_text_object, repeat(handle), starts)
    words: list[Word] = []
    previous = None
    for (start, end), last, (left, top, bottom, right), item in zip(spans, lasts, places, items, strict=True):
        size, bold, mono = font.at(start, item)
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
            right if right > left else left,
            height - bottom,
            size,
            bold,
            mono,
            spaced,
            raised,
        )
        if previous and end - start <= LONGEST_CALL and text[start].isdigit() and _is_raised(word, previous):
            previous.raised, previous.spaced = word.text + word.raised, spaced
        else:
            words.append(word)
            previous = word
    return words


def _loose_boxes(handle: int, indexes: Sequence[int]) -> list[float]:
    """Left, top, right, bottom of the characters, one after the other."""
    # An array, as ctypes would make a class for each length.
    buffer = array("f", bytes(16 * len(indexes)))
    # A queue that keeps nothing runs through the calls without a loop in Python.
    deque(map(_loose_box, repeat(handle), indexes, counting(buffer.buffer_info()[0], 16)), maxlen=0)
    return buffer.tolist()


def _is_raised(word: Word, previous: Word) -> bool:
    """Is this word a number set above the line, right after the previous one?"""
    number = word.text + word.raised
    if previous.raised or len(number) > LONGEST_CALL or not number.translate(AS_DIGITS).isdigit():
        return False
    small = word.size < SMALL * previous.size and previous.bottom - 0.1 * previous.size > word.bottom > previous.top
    set_above = small or any(character in SUPERSCRIPTS for character in number)
    return set_above and 0 <= word.left - previous.right + 1 < previous.size


def _characters(text_page: pypdfium2.PdfTextPage, handle: int, count: int) -> str:
    """One character for each of pdfium's indexes, so that a place in the text is a place on the page."""
    buffer = array("H", bytes(2 * (count + 1)))
    written = _text(handle, 0, count, buffer.buffer_info()[0])
    text = buffer.tobytes().decode("utf-16-le", "replace")[:count]
    if written - 1 == count == len(text):
        return text
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


class _FontReader:
    """Size, weight and pitch at a character, asked once for each text object of the page."""

    def __init__(self, text_page: Any, handle: int) -> None:
        self._text_page, self._handle = text_page, handle
        self._of_object: dict[int, tuple[float, bool, bool]] = {}
        self._of_font: dict[int | None, tuple[bool, bool]] = {}

    def at(self, index: int, item: int | None) -> tuple[float, bool, bool]:
        """`item` is the address of the character's text object, None for a character that pdfium made up."""
        if item is None:
            return _font_size(self._handle, index), *self._style(index)
        found = self._of_object.get(item)
        if found is None:
            font = _font_of(item)
            style = self._of_font.get(font)
            if style is None:
                style = self._of_font[font] = self._style(index)
            found = self._of_object[item] = (_font_size(self._handle, index), *style)
        return found

    def _style(self, index: int) -> tuple[bool, bool]:
        """Bold, and of one width."""
        buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        weight = pdfium.FPDFText_GetFontWeight(self._text_page, index)
        pdfium.FPDFText_GetFontInfo(self._text_page, index, buffer, 128, ctypes.byref(flags))
        name = buffer.value.lower()
        bold = any(word in name for word in (b"bold", b"black", b"heavy")) or flags.value & FORCE_BOLD
        mono = any(word in name for word in (b"mono", b"courier", b"typewriter")) or name.endswith(b"tt")
        return bool(bold or weight >= BOLD_WEIGHT), bool(mono or flags.value & FIXED_PITCH)

    def raised_from(self, start: int, last: int, size: float, bottom: float) -> int:
        """Where the small characters set above the line begin, at the end of a word; after it when there are none."""
        index = last
        while index > start and _font_size(self._handle, index) < SMALL * size:
            if _loose_boxes(self._handle, [index])[3] <= bottom + 0.1 * size:
                break
            index -= 1
        return index + 1


def _paths(page: pypdfium2.PdfPage, width: float, height: float) -> tuple[list[Box], list[Box], float]:
    """Rules, areas, and the share of the page under its largest image."""
    rules: list[Box] = []
    areas: list[Box] = []
    image_share, paths = 0.0, 0
    handle = ctypes.addressof(page.raw.contents)
    edges = (ctypes.c_float * 4)()
    addresses = [ctypes.addressof(edges) + 4 * index for index in range(4)]
    items = [_page_object(handle, index) for index in range(pdfium.FPDFPage_CountObjects(page))]
    for item, kind in zip(items, map(_kind_of, items), strict=True):
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not _bounds(item, *addresses):
            continue
        left, bottom, right, top = edges
        box = (left, height - top, right, height - bottom)
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
