"""The whole of `rapport eval`: datasets by path and the bundled questions → the scorecard."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.answers import open_assistant
from assistant.reader import BundledReader
from assistant.reranking import with_reader
from evals.latency import answer_milliseconds
from evals.scorecard import score_bundled, score_dataset, write_scorecard
from evals.squad import load_squad
from evals.trials import LEAST_CONFIDENCE, PASSAGE_LENGTH, RememberingReader
from evals.vectors import embed_dataset
from ingest.build import BUNDLED_REPORT
from ingest.data_folder import open_data_folder
from ingest.embeddings import open_embedder


def evaluate(
    datasets: Sequence[Path], data_dir: Path, folder: Path, on_step: Callable[[str], None] = lambda _: None
) -> Path:
    """Measure everything with the bundled model and the default settings; returns the scorecard's page.

    The user's index is left alone: a temporary one is made. Vectors of datasets are kept in the data folder.
    """
    models = open_data_folder(data_dir).models
    embedder = open_embedder("bundled", models)
    reader = BundledReader(models)
    remembering = with_reader(RememberingReader(reader))
    timed = {"with the reader": with_reader(reader), "without": None}
    loaded = [(path, load_squad(path)) for path in datasets]
    latency: dict[str, float] = {}
    scores = []
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        for name in ("bundled", "timed"):
            (root / name).mkdir()
            (root / name / "models").symlink_to(models.resolve(), target_is_directory=True)
        on_step(BUNDLED_REPORT.stem)
        scores.append(score_bundled(open_assistant(root / "bundled", "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)))
        for path, dataset in loaded:
            on_step(path.name)
            cache = data_dir / "evaluations" / f"{path.stem}.npz"
            cache.parent.mkdir(parents=True, exist_ok=True)
            vectors = embed_dataset(dataset, embedder, cache)
            scores.append(score_dataset(path.name, dataset, vectors, embedder, remembering))
            latency = latency or answer_milliseconds(dataset, vectors, root / "timed", timed)
    return write_scorecard(scores, latency, folder)
