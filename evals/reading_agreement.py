"""The same text as PDF and as HTML or EPUB → the share of its sentences found in the PDF under the same section.

python -m evals.reading_agreement report.pdf chapter1.html chapter2.html
python -m evals.reading_agreement --misses 20 --json report.pdf report.epub
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.chunks import Chunk, cut
from ingest.document import CELL_SEPARATOR
from ingest.furniture import set_furniture_aside
from ingest.metadata import find_metadata
from ingest.readers.pdf.outline import NUMBERING, heading_key
from ingest.reading import read_document, read_file
from ingest.terms import fold

LEAST_LETTERS = 12
"""A shorter sentence is found anywhere by chance."""
PASSAGE_LENGTH = 1000
REFERENCE = re.compile(
    r"(?P<number>\b(?:Section|Chapitre|Chapter|Annexe|Appendix|Tableau|Table)[\s\u00a0]+[\dA-Z][\d.]*)"
    r", «(?:[^«»]|«[^»]*»)*»"
)
CHAPTER = r"(?P<number>\b(?:Chapitre|Chapter|Annexe|Appendix)[\s\u00a0]+[\dA-Z]+)"
ADDRESS = re.compile(r"[(\[](?:https?|ftp|mailto)\s?:[^)\]]*[)\]]")
"""A reference to a section, whose title DocBook writes out in HTML and not in PDF: the number is compared."""


@dataclass(frozen=True)
class Agreement:
    """Counts of sentences: those compared, those whose words stand in the PDF's passages, and in the same section.

    The rows of tables are counted apart: typesetting moves tables to other pages, past the next heading.
    """

    sentences: int
    found: int
    same_section: int
    rows: int
    rows_found: int
    misses: tuple[tuple[str, str], ...]
    """(Section, sentence) not found under it."""

    @property
    def share(self) -> float:
        return self.same_section / self.sentences if self.sentences else 0.0


def agreement(pdf: Path, others: Sequence[Path]) -> Agreement:
    """Compare letters and digits only: spaces, hyphens and quotation marks depend on the format."""
    texts: dict[tuple[str, ...], str] = defaultdict(str)
    for chunk in passages_of(pdf):
        texts[_path(chunk)] += "".join(_compared(sentence) for sentence in chunk.sentence_texts())
    whole = "\n".join(texts.values())
    count = found = same = rows = rows_found = 0
    misses = []
    other_passages = [chunk for other in others for chunk in passages_of(other)]
    titles = {NUMBERING.sub("", title) for chunk in other_passages for title in chunk.section}
    reference = re.compile(rf"{CHAPTER}, (?:{'|'.join(map(re.escape, sorted(titles, key=len, reverse=True)))})")
    for chunk in other_passages:
        if chunk.label:
            continue
        path = _path(chunk)
        here = "\n".join(text for place, text in texts.items() if _same_section(place, path))
        for sentence in chunk.sentence_texts():
            letters = _compared(reference.sub(r"\g<number>", sentence))
            if len(letters) < LEAST_LETTERS:
                continue
            if CELL_SEPARATOR in sentence:
                rows += 1
                rows_found += letters in whole
                continue
            count += 1
            found += letters in whole
            if letters in here:
                same += 1
            else:
                misses.append((" › ".join(chunk.section), sentence))
    return Agreement(count, found, same, rows, rows_found, tuple(misses))


def passages_of(path: Path) -> Iterator[Chunk]:
    document = read_document(read_file(path), path)
    kept, _ = set_furniture_aside(document)
    yield from cut(document, kept, find_metadata(document), path.stem, PASSAGE_LENGTH)


def _compared(sentence: str) -> str:
    """The letters of a sentence, without what only one of the formats prints: addresses and titles of references."""
    return _letters(REFERENCE.sub(r"\g<number>", ADDRESS.sub("", sentence)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _path(chunk: Chunk) -> tuple[str, ...]:
    return tuple(fold(heading_key(title)) for title in chunk.section)


def _same_section(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same path of headings, but for the document's own title at its root, which one format may lack."""
    shorter, longer = sorted((one, other), key=len)
    return longer[len(longer) - len(shorter) :] == shorter and len(longer) - len(shorter) <= 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("others", type=Path, nargs="+")
    parser.add_argument("--misses", type=int, default=0, help="how many of the sentences not found to show")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = agreement(arguments.pdf, arguments.others)
    if arguments.json:
        print(json.dumps(asdict(result), ensure_ascii=False))
        return
    print(
        f"{result.sentences} sentences, {result.found / max(1, result.sentences):.1%} in the PDF, "
        f"{result.share:.1%} under the same section; {result.rows} rows of tables, "
        f"{result.rows_found / max(1, result.rows):.1%} in the PDF"
    )
    step = max(1, len(result.misses) // arguments.misses) if arguments.misses else 1
    for section, sentence in result.misses[::step][: arguments.misses]:
        print(f"  {section} | {sentence}")


if __name__ == "__main__":
    main()
