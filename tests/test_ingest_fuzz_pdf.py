"""Broken PDF files: each gives a sound Document or a `ReadingError` that names it, and nothing else."""

import os
from functools import cache
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.document import ReadingError
from ingest.readers.pdf.reader import read_pdf
from tests.test_ingest_pdf import write

EXAMPLES = int(os.environ.get("RAPPORT_FUZZ_EXAMPLES", "150"))
SOUND = settings(max_examples=EXAMPLES, deadline=None, derandomize=True)


@cache
def whole(compressed: bool) -> bytes:
    """A report of three pages with an outline, labels, a table, a note and a box."""
    file = BytesIO()
    canvas = Canvas(file, pageCompression=int(compressed))
    for number in range(3):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(f"{number + 1}. Axe", str(number), level=0)
        canvas.addPageLabel(number, style="ARABIC", start=number + 7)
        write(canvas, 40, "Plan pour la vallée", size=9)
        write(canvas, 80, f"{number + 1}. Axe", size=16, font="Helvetica-Bold")
        write(canvas, 120, "La commune ouvre une crèche et\nune maison des services.")
        for row in range(3):
            canvas.rect(72, 500 + 20 * row, 100, 20)
            canvas.rect(172, 500 + 20 * row, 100, 20)
            canvas.drawString(76, 505 + 20 * row, f"Ligne {row}")
            canvas.drawString(176, 505 + 20 * row, f"{row * 3} %")
        write(canvas, 760, "1. Chiffres de la commune.", size=8)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def assert_sound(raw: bytes) -> None:
    try:
        document = read_pdf(raw, "plan.pdf")
    except ReadingError as error:
        assert "« plan.pdf »" in str(error)
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        end = block.end
    for place in document.places:
        assert 0 <= place.start < place.end <= len(document.text)
        assert 1 <= place.page <= (document.pages or 0)


@SOUND
@given(st.booleans(), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=40))
def test_flipped_bytes(compressed: bool, changes: list[tuple[int, int]]) -> None:
    raw = bytearray(whole(compressed))
    for place, value in changes:
        raw[place % len(raw)] = value
    assert_sound(bytes(raw))


@SOUND
@given(st.booleans(), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_pieces_cut_out_and_put_elsewhere(compressed: bool, start: int, length: int, target: int) -> None:
    raw = whole(compressed)
    start %= len(raw)
    piece = raw[start : start + length % 400]
    rest = raw[:start] + raw[start + len(piece) :]
    target %= len(rest)
    assert_sound(rest[:target] + piece + rest[target:])


@SOUND
@given(st.booleans(), st.integers(0, 10**6))
def test_truncated(compressed: bool, length: int) -> None:
    raw = whole(compressed)
    assert_sound(raw[: length % len(raw)])


@SOUND
@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"Tj", b"Td", b"Tf", b"re", b"612", b"/Kids", b"0 R", b"Tm", b"72"]),
            st.sampled_from([b"Tm", b"-99999999", b"1e30", b"0", b"[]", b"2 0 R", b"q", b"nan"]),
            st.integers(1, 9),
        ),
        max_size=6,
    )
)
def test_operators_and_numbers_replaced(changes: list[tuple[bytes, bytes, int]]) -> None:
    raw = whole(False)
    for old, new, times in changes:
        raw = raw.replace(old, new, times)
    assert_sound(raw)


@SOUND
@given(st.binary(max_size=600))
def test_random_bytes_after_the_mark(noise: bytes) -> None:
    assert_sound(b"%PDF-1.7\n" + noise)
