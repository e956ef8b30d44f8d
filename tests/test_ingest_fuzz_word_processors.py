"""Damaged DOCX and ODT files: each gives a Document whose blocks are in order, or a ReadingError, and nothing else."""

import io
import os
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.document import Document, ReadingError
from ingest.readers.docx import read_docx
from ingest.readers.odt import read_odt

EXAMPLES = int(os.environ.get("RAPPORT_FUZZ_EXAMPLES", "150"))
DOCUMENTS = Path(__file__).parent / "documents"
READERS: dict[str, Callable[[bytes, str], Document]] = {"docx": read_docx, "odt": read_odt}
PLAN = {kind: (DOCUMENTS / f"plan_rivages.{kind}").read_bytes() for kind in READERS}
PARTS = {
    "docx": [
        "word/document.xml",
        "word/styles.xml",
        "word/footnotes.xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
    ],
    "odt": ["content.xml", "styles.xml", "META-INF/manifest.xml"],
}
VALUES = [
    "",
    "0",
    "-1",
    "9",
    "99999999999",
    "²",
    "x",
    "none",
    "Titre1",
    "Heading_20_1",
    "toc 1",
    "_ffff_",
    "nil",
    "footnote",
]

# What XML may hold.
LETTERS = st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\ufffe\uffff")

both = pytest.mark.parametrize("kind", list(READERS))
moderate = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
flips = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=8)
moves = st.lists(
    st.tuples(
        st.sampled_from(["copy", "drop", "rename", "set", "text"]),
        st.integers(0, 5000),
        st.integers(0, 5000),
        st.one_of(st.sampled_from(VALUES), st.text(LETTERS, max_size=6)),
    ),
    min_size=1,
    max_size=12,
)


def assert_sound(kind: str, raw: bytes) -> None:
    try:
        document = READERS[kind](raw, f"plan.{kind}")
    except ReadingError as error:
        assert f"« plan.{kind} »" in str(error)
        return
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        text = document.text_of(block)
        assert text.strip("\n ") == text if block.kind == "table" else text.strip() == text
        assert (block.level > 0) == (block.kind == "heading")
        assert block.called_at is None or 0 <= block.called_at <= end
        end = block.end


def flipped(raw: bytes, changes: list[tuple[int, int]]) -> bytes:
    damaged = bytearray(raw)
    for position, byte in changes:
        if damaged:
            damaged[position % len(damaged)] = byte
    return bytes(damaged)


def with_part(kind: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAN[kind])) as plan, zipfile.ZipFile(buffer, "w") as archive:
        for entry in plan.namelist():
            archive.writestr(entry, change(plan.read(entry)) if entry == part else plan.read(entry))
    return buffer.getvalue()


def rearranged(raw_xml: bytes, changes: list[tuple[str, int, int, str]]) -> bytes:
    """The XML with elements copied elsewhere, dropped or renamed as others, and values or texts replaced."""
    root = etree.fromstring(raw_xml)
    for change, first, second, value in changes:
        elements = list(root.iter("*"))
        one, other = elements[first % len(elements)], elements[second % len(elements)]
        if change == "copy" and len(elements) < 20_000:
            other.insert(0, deepcopy(one))
        elif change == "drop" and one.getparent() is not None:
            one.getparent().remove(one)
        elif change == "rename":
            one.tag = other.tag
        elif change == "set" and len(one.attrib):
            one.set(one.attrib.keys()[second % len(one.attrib)], value)
        elif change == "text":
            one.text = value
    return etree.tostring(root)


@both
@moderate
@given(changes=flips, cut=st.integers(0, 1 << 20))
def test_damaged_files(kind: str, changes: list[tuple[int, int]], cut: int) -> None:
    raw = flipped(PLAN[kind], changes)
    assert_sound(kind, raw[: cut % len(raw)] if cut % 3 == 0 else raw)


@both
@moderate
@given(data=st.data(), changes=flips)
def test_damaged_parts(kind: str, data: st.DataObject, changes: list[tuple[int, int]]) -> None:
    part = data.draw(st.sampled_from(PARTS[kind]))
    assert_sound(kind, with_part(kind, part, lambda raw: flipped(raw, changes)))


@both
@moderate
@given(data=st.data(), changes=moves)
def test_rearranged_parts(kind: str, data: st.DataObject, changes: list[tuple[str, int, int, str]]) -> None:
    part = data.draw(st.sampled_from([PARTS[kind][0], *PARTS[kind]]))
    assert_sound(kind, with_part(kind, part, lambda raw: rearranged(raw, changes)))


@both
@moderate
@given(raw=st.binary(max_size=400), head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"]))
def test_random_bytes(kind: str, raw: bytes, head: bytes) -> None:
    assert_sound(kind, head + raw)
