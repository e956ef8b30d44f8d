"""A dataset in a real index → how long an answer takes, warm."""

import random
import statistics
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from assistant.answers import Assistant, open_index
from evals.splits import SEED
from evals.squad import Dataset
from evals.vectors import Vectors
from ingest.manifest import DocumentRecord

WARM_UP, ASKED = 10, 100


def answer_milliseconds(dataset: Dataset, vectors: Vectors, data_dir: Path, passages: int = 600) -> dict[str, float]:
    """The median and the 95th percentile from question to answer, on `passages` passages, in milliseconds."""
    index, embedder, _ = open_index(data_dir, "bundled", 1000)
    index.refresh()
    chunks = dataset.paragraphs[:passages]
    sentences = vectors.sentences[: sum(len(chunk.sentences) for chunk in chunks)]
    name = chunks[0].document_id
    record = DocumentRecord(name, name, name, "0" * 64, None, None, None, 0, len(chunks), len(sentences), "2000-01-01")
    index.write(chunks, record.version, vectors.paragraphs[: len(chunks)], sentences)
    index.publish([record], [record.version])
    assistant = Assistant(index, embedder, 0.2)
    asked = [question.text for question in dataset.questions if question.paragraph < len(chunks)]
    random.Random(SEED).shuffle(asked)
    times = [assistant.ask(question).timings_ms["total"] for question in islice(cycle(asked), WARM_UP + ASKED)][
        WARM_UP:
    ]
    return {"p50": statistics.median(times), "p95": float(np.percentile(times, 95))}
