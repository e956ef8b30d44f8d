"""Questions written for training, and a dataset → the dataset with them: answered by their paragraph, or near it only.

They are told by the hash of their paragraph, so that no text of a dataset is kept here.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.squad import NO_SPAN, AskedQuestion, Dataset
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
