"""`make bench`: how long an answer and a reading take, as ratios to what cannot be avoided, in one run.

Cold: from the start of `rapport ask` to its end. Warm: from question to answer, over the time of embedding the
question alone. Reading: the speed of `ingest`, over that of embedding the same texts alone.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.opening import open_assistant, open_index
from evals.bundled_questions import load_bundled_questions
from evals.trials import LEAST_CONFIDENCE, PASSAGE_LENGTH
from ingest.build import BUNDLED_REPORT, ingest_files
from ingest.embeddings import Embedder
from ingest.sentence_splitting import sentence_spans

SEED = 7
COLD_RUNS = 5
WARM_ROUNDS = 3
PARAGRAPHS = 200


class TimedEmbedder:
    """An embedder that adds up the seconds it spends."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.seconds = embedder, 0.0
        self.name = embedder.name

    def embed_question(self, question: str) -> np.ndarray:
        started = time.perf_counter()
        vector = self._embedder.embed_question(question)
        self.seconds += time.perf_counter() - started
        return vector

    def embed_passages(self, texts: Sequence[str], on_embedded: Callable[[int], None] = lambda _: None) -> np.ndarray:
        started = time.perf_counter()
        vectors = self._embedder.embed_passages(texts, on_embedded)
        self.seconds += time.perf_counter() - started
        return vectors


def cold_seconds(data_dir: Path) -> float:
    environment = {**os.environ, "RAPPORT_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "ui.cli", "ask", "--json", "Qui a demandé ce rapport ?"]
    seconds = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def warm_milliseconds(data_dir: Path) -> tuple[float, float]:
    """Medians over the bundled questions: (embedding alone, question to answer)."""
    assistant = open_assistant(data_dir, "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)
    embedder = assistant.retriever.embedder
    alone, whole = [], []
    for _ in range(WARM_ROUNDS):
        for asked in load_bundled_questions():
            started = time.perf_counter()
            embedder.embed_question(asked.question)
            embedded = time.perf_counter()
            assistant.ask(asked.question)
            alone.append(embedded - started)
            whole.append(time.perf_counter() - embedded)
    return statistics.median(alone) * 1000, statistics.median(whole) * 1000


def reading_seconds(data_dir: Path, folder: Path) -> tuple[int, float, float]:
    """(texts embedded, seconds of embedding alone, seconds of the whole reading) of a long made-up report."""
    choose = random.Random(SEED)
    text = BUNDLED_REPORT.read_text(encoding="utf-8")[110:2520]
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    paragraphs = [" ".join(choose.sample(sentences, 4)) for _ in range(PARAGRAPHS)]
    report = folder / "long.md"
    report.write_text("\n\n".join(f"## Partie {n}\n\n{p}" for n, p in enumerate(paragraphs)), encoding="utf-8")
    index, embedder, data_folder = open_index(data_dir, "bundled", PASSAGE_LENGTH)
    embedder.embed_passages(["Le modèle se charge avant la mesure."])
    timed = TimedEmbedder(embedder)
    started = time.perf_counter()
    [read] = ingest_files([report], index, timed, data_folder, PASSAGE_LENGTH)
    whole = time.perf_counter() - started
    record = read.record  # type: ignore[union-attr]
    return record.passages + record.sentences, timed.seconds, whole


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data_dir = folder / "data"
        open_assistant(data_dir, "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)
        alone, whole = warm_milliseconds(data_dir)
        figures = {
            "cold_ask_s": round(cold_seconds(data_dir), 2),
            "warm_embedding_ms": round(alone, 1),
            "warm_answer_ms": round(whole, 1),
            "warm_ratio": round(whole / alone, 2),
        }
        texts, embedding, reading = reading_seconds(data_dir, folder)
        figures |= {
            "reading_texts_per_s": round(texts / reading, 1),
            "embedding_texts_per_s": round(texts / embedding, 1),
            "reading_ratio": round(embedding / reading, 3),
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
