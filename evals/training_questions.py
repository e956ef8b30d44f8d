"""Questions written for training, and a dataset → the dataset with them: answered by their paragraph, or near it only.

They are told by the hash of their paragraph, so that no text of a dataset is kept here.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.squad import NO_SPAN, AskedQuestion, Dataset


def with_written_questions(dataset: Dataset, parts: Sequence[Path]) -> Dataset:
    """The dataset's own questions, then those of the parts; one that its paragraph does not answer has no span."""
    numbers = {hashlib.sha256(one.text.encode()).hexdigest()[:16]: n for n, one in enumerate(dataset.paragraphs)}
    rows = [row for part in parts for row in json.loads(part.read_text(encoding="utf-8"))]
    written = [
        AskedQuestion(text, numbers[row["paragraph"]], start, end)
        for row in rows
        if row["paragraph"] in numbers
        for text, start, end in [*row["questions"], *((text, *NO_SPAN) for text in row["unanswerable"])]
    ]
    return replace(dataset, questions=[*dataset.questions, *written])
