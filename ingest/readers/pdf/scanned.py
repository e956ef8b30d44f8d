"""A page that is an image → its words, by Tesseract where it is installed with its French data."""

import shutil
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pypdfium2

from ingest.readers.pdf.page_content import PageContent, Word

RESOLUTION = 300
"""In dots an inch, what Tesseract was trained on."""
LANGUAGES = "fra"
LEAST_CONFIDENCE = 30.0
LONGEST_RECOGNITION = 120
"""In seconds a page."""

HOW_TO_RECOGNISE = (
    "Pour les lire : installez Tesseract et ses données françaises (Debian, Ubuntu : apt install tesseract-ocr "
    "tesseract-ocr-fra), puis pip install 'rapport[ocr]', et recommencez."
)


def recogniser() -> Callable[[pypdfium2.PdfPage], PageContent | None] | None:
    """What reads the image of a page; None where Tesseract, its French data or pytesseract is missing."""
    tesseract = _tesseract()
    return (lambda page: _recognised(page, tesseract)) if tesseract else None


@lru_cache(maxsize=1)
def _tesseract() -> Any:
    if shutil.which("tesseract") is None:
        return None
    try:
        import pytesseract
    except ImportError:
        return None
    try:
        return pytesseract if LANGUAGES in pytesseract.get_languages() else None
    except (pytesseract.TesseractError, OSError):
        return None


def _recognised(page: pypdfium2.PdfPage, tesseract: Any) -> PageContent | None:
    """The words that Tesseract is sure enough of, with their boxes; None when there are none."""
    width, height = page.get_size()
    image = page.render(scale=RESOLUTION / 72, grayscale=True).to_pil()
    try:
        found = tesseract.image_to_data(
            image, lang=LANGUAGES, timeout=LONGEST_RECOGNITION, output_type=tesseract.Output.DICT
        )
    except (tesseract.TesseractError, RuntimeError, OSError):
        return None
    scale = 72 / RESOLUTION
    words: list[Word] = []
    line_heights: dict[tuple[int, int, int], tuple[float, float]] = {}
    for position, level in enumerate(found["level"]):
        key = (found["block_num"][position], found["par_num"][position], found["line_num"][position])
        top, bottom = found["top"][position] * scale, (found["top"][position] + found["height"][position]) * scale
        if level == 4:
            line_heights[key] = (top, bottom)
        text = found["text"][position].strip()
        if not text or float(found["conf"][position]) < LEAST_CONFIDENCE:
            continue
        left = found["left"][position] * scale
        line_top, line_bottom = line_heights.get(key, (top, bottom))
        # A line is about as high as its font: the boxes of words depend on their letters.
        size = round(0.85 * (line_bottom - line_top))
        right = left + found["width"][position] * scale
        words.append(Word(text, left, line_top, right, line_bottom, max(size, 1), False, False))
    if not words:
        return None
    return PageContent(width, height, words, [], [], is_scanned=True, is_blank=False, has_image=True)
