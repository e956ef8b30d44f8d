"""A dataset in a real index → how long an answer takes, warm."""

import random
import statistics
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from assistant.answers import Assistant
from assistant.opening import open_index
from assistant.reranking import Reranker
from evals.memory_index import record_of
from evals.splits import SEED
from evals.squad import Dataset
from evals.trials import LEAST_CONFIDENCE, PASSAGE_LENGTH
from evals.vectors import Vectors

WARM_UP, ASKED = 10, 100


def answer_milliseconds(
    dataset: Dataset, vectors: Vectors, data_dir: Path, rerankers: dict[str, Reranker | None], passages: int = 600
) -> dict[str, float]:
    """The median and the 95th percentile from question to answer, on `passages` passages, in milliseconds."""
    index, embedder, _ = open_index(data_dir, "bundled", PASSAGE_LENGTH)
    index.refresh()
    chunks = dataset.paragraphs[:passages]
    record = record_of(chunks)
    index.write(chunks, record.version, vectors.paragraphs[: len(chunks)], vectors.sentences[: record.sentences])
    index.publish([record], [record.version])
    asked = [question.text for question in dataset.questions if question.paragraph < len(chunks)]
    random.Random(SEED).shuffle(asked)
    found: dict[str, float] = {}
    for name, reranker in rerankers.items():
        assistant = Assistant(index, embedder, LEAST_CONFIDENCE, reranker=reranker)
        answers = [assistant.ask(question) for question in islice(cycle(asked), WARM_UP + ASKED)]
        times = [answer.timings_ms["total"] for answer in answers[WARM_UP:]]
        found |= {f"{name}, p50": statistics.median(times), f"{name}, p95": float(np.percentile(times, 95))}
    return found
