"""Pages that are images → their words, by Tesseract where it is installed with its French data."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
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
MOST_AT_ONCE = 2
"""Pages: each takes 100 MB in Tesseract."""
LONG_DOCUMENT = 500
"""In pages: the words of so many take the memory of a second page in Tesseract."""

HOW_TO_RECOGNISE = (
    "Pour les lire : installez Tesseract et ses données françaises (Debian, Ubuntu : apt install tesseract-ocr "
    "tesseract-ocr-fra), puis pip install 'rapport[ocr]', et recommencez."
)


@contextmanager
def recognition(n_pages: int) -> Iterator[Callable[[pypdfium2.PdfDocument, int], Future[PageContent | None]]]:
    """What takes the image of a page and reads it beside the rest; at the end of the block all are read.

    The content to come is None where Tesseract, its French data or pytesseract is missing, or found no word.
    """
    at_once = min(os.cpu_count() or 1, MOST_AT_ONCE if n_pages < LONG_DOCUMENT else 1)
    # An image waits while those before it are read, and no more: it takes 10 MB.
    places = threading.BoundedSemaphore(at_once + 1)
    nothing: Future[PageContent | None] = Future()
    nothing.set_result(None)

    def recognise(pdf: pypdfium2.PdfDocument, index: int) -> Future[PageContent | None]:
        tesseract = _tesseract()
        if tesseract is None:
            return nothing
        places.acquire()
        reading = pool.submit(_recognised, *_image(pdf, index), tesseract)
        reading.add_done_callback(lambda _: places.release())
        return reading

    with ThreadPoolExecutor(at_once) as pool:
        yield recognise


@lru_cache(maxsize=1)
def _tesseract() -> Any:
    if shutil.which("tesseract") is None:
        return None
    try:
        import pytesseract
    except ImportError:
        return None
    # Threads of one page wait for each other more than they work: on two processors, a page takes 2 s by one and 13 s
    # by two. The module gives its `environ` to Tesseract alone; in ours, the limit would hold for vectors as well.
    pytesseract.pytesseract.environ = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        return pytesseract if LANGUAGES in pytesseract.get_languages() else None
    except (pytesseract.TesseractError, OSError):
        return None


def _image(pdf: pypdfium2.PdfDocument, index: int) -> tuple[Any, float, float]:
    """The image of a page, its width and its height in points."""
    page = pdf[index]
    try:
        image = page.render(scale=RESOLUTION / 72, grayscale=True).to_pil()
        # The form in which it is handed over: bare pixels, as a PNG takes longer to pack than the page to draw.
        image.format = "PPM"
        return image, *page.get_size()
    finally:
        page.close()


def _recognised(image: Any, width: float, height: float, tesseract: Any) -> PageContent | None:
    """The words that Tesseract is sure enough of, with their boxes; None when there are none."""
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
