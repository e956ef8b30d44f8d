"""Questions written for training, and a dataset → the dataset with them: answered by their paragraph, or near it only.

They are told by the hash of their paragraph, so that no text of a dataset is kept here.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.squad import BETWEEN, NO_SPAN, AskedQuestion, Dataset
from evals.trials import PASSAGE_LENGTH
from ingest.build import read_and_cut
from ingest.chunks import Chunk


def written_rows(paragraphs: Sequence[Chunk], parts: Sequence[Path]) -> Iterator[tuple[int, dict[str, Any]]]:
    """What the parts hold for each paragraph, with its number; what is told of other datasets' is left out."""
    numbers = {hashlib.sha256(one.text.encode()).hexdigest()[:16]: n for n, one in enumerate(paragraphs)}
    for part in parts:
        for row in json.loads(part.read_text(encoding="utf-8")):
            if row["paragraph"] in numbers:
                yield numbers[row["paragraph"]], row


def with_written_questions(dataset: Dataset, parts: Sequence[Path]) -> Dataset:
    """The dataset's own questions, then those of the parts; one that its paragraph does not answer has no span."""
    written = [
        AskedQuestion(text, number, start, end)
        for number, row in written_rows(dataset.paragraphs, parts)
        for text, start, end in [*row["questions"], *((text, *NO_SPAN) for text in row["unanswerable"])]
    ]
    return replace(dataset, questions=[*dataset.questions, *written])


def dataset_of_documents(documents: Sequence[Path], parts: Sequence[Path]) -> Dataset:
    """The pages of these documents (what stands under one title) on which the parts ask something, with it."""
    chunks = [(path, chunk) for path in documents for chunk in read_and_cut(path, PASSAGE_LENGTH)[1]]
    asked = {_page(*chunks[number]) for number, _ in written_rows([chunk for _, chunk in chunks], parts)}
    paragraphs: list[Chunk] = []
    articles: list[int] = []
    start = 0
    pages: dict[tuple[Path, str], int] = {}
    for path, chunk in chunks:
        if (page := _page(path, chunk)) in asked:
            end = start + len(chunk.text)
            name = f"pages@{len(paragraphs):05d}"
            paragraphs.append(replace(chunk, id=name, document_id="pages", start=start, end=end))
            articles.append(pages.setdefault(page, len(pages)))
            start = end + len(BETWEEN)
    text = BETWEEN.join(paragraph.text for paragraph in paragraphs)
    return with_written_questions(Dataset(paragraphs, articles, [], text), parts)


def _page(path: Path, chunk: Chunk) -> tuple[Path, str]:
    return path, chunk.section[0] if chunk.section else ""
