"""The same French text read as PDF and as HTML or EPUB, on Debian's documents: `.ci/run` fetches them."""

import gzip
from pathlib import Path

import pytest

from evals.reading_agreement import agreement

DOCUMENTS = Path(__file__).parent.parent / ".documents" / "usr" / "share"
REFERENCE = "debian-reference"
FAQ, EDU, GUIDE = "doc/debian/FAQ", "doc/debian-edu-doc-fr", "doc/installation-guide-amd64/fr"
SAME_TEXT = {
    "debian-reference": (
        "debian-reference/debian-reference.fr.pdf",
        "debian-reference",
        ("ch*.fr.html", "*01.fr.html"),
    ),
    "debian-faq": (f"{FAQ}/debian-faq.fr.pdf", f"{FAQ}/fr", ("*.fr.html",)),
    "debian-edu": (f"{EDU}/debian-edu-bookworm-manual.pdf", EDU, ("debian-edu-bookworm-manual.html",)),
    "developers-reference": (
        "developers-reference/fr/developers-reference.pdf",
        "developers-reference/fr",
        ("developers-reference.epub",),
    ),
    "installation-guide": (f"{GUIDE}/install.fr.pdf", GUIDE, ("ch*.html", "ap*.html", "pr*.html")),
}


@pytest.mark.parametrize("name", SAME_TEXT)
def test_the_sentences_of_the_html_stand_in_the_pdf_under_the_same_section(name: str, tmp_path: Path) -> None:
    pdf, folder, patterns = SAME_TEXT[name]
    path = DOCUMENTS / pdf
    if not path.exists() and path.with_suffix(".pdf.gz").exists():
        unpacked = tmp_path / path.name
        unpacked.write_bytes(gzip.decompress(path.with_suffix(".pdf.gz").read_bytes()))
        path = unpacked
    if not path.exists():
        pytest.skip(f"{path.name} is not in {DOCUMENTS}: run .ci/run on Debian, which fetches it")
    others = sorted(other for pattern in patterns for other in (DOCUMENTS / folder).glob(pattern))
    result = agreement(path, others)
    assert result.sentences > 1000
    assert result.share >= 0.98, result.misses[:10]
    assert result.found >= 0.99 * result.sentences
