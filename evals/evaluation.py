"""The whole of `rapport eval`: datasets by path and the bundled questions → the scorecard."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.chat_model import ChatModelSettings
from assistant.inventory.tagged_definitions import BundledTagger
from assistant.opening import open_assistant
from assistant.reader import BundledReader
from assistant.reranking import with_reader
from evals.bundled_questions import load_bundled_questions
from evals.holdings_card import write_holdings_card
from evals.latency import answer_milliseconds
from evals.model_on_gold import Asked, ask_all, told
from evals.scorecard import score_bundled, score_dataset, write_scorecard
from evals.splits import SEED, held_out_articles
from evals.squad import load_squad
from evals.trials import LEAST_CONFIDENCE, PASSAGE_LENGTH, RememberingReader
from evals.vectors import embed_dataset
from evals.written_sentences import check, made_from, written_by_hand
from ingest.build import BUNDLED_REPORT
from ingest.data_folder import open_data_folder
from ingest.embeddings import open_embedder
from ingest.term_index import TermIndex

ENOUGH_TO_MAKE_FROM = 100
"""Paragraphs: with fewer, there is not enough to change."""


def evaluate(
    datasets: Sequence[Path], data_dir: Path, folder: Path, on_step: Callable[[str], None] = lambda _: None
) -> Path:
    """Measure everything with the bundled model and the default settings; returns the scorecard's page.

    The user's index is left alone: a temporary one is made. Vectors of datasets are kept in the data folder.
    """
    models = open_data_folder(data_dir).models
    models.mkdir(parents=True, exist_ok=True)
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
        assistant = open_assistant(root / "bundled", "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)
        scores.append(score_bundled(assistant))
        terms = assistant.index.terms
        checked = check(written_by_hand("bundled", assistant.index.chunks(terms.ids)), terms.weight)
        for path, dataset in loaded:
            on_step(path.name)
            cache = data_dir / "evaluations" / f"{path.stem}.npz"
            cache.parent.mkdir(parents=True, exist_ok=True)
            vectors = embed_dataset(dataset, embedder, cache)
            scores.append(score_dataset(path.name, dataset, vectors, embedder, remembering))
            weight = TermIndex.build(
                [one.id for one in dataset.paragraphs], [one.text_to_embed() for one in dataset.paragraphs]
            ).weight
            checked += check(written_by_hand(path.stem, dataset.paragraphs), weight)
            if len(dataset.paragraphs) >= ENOUGH_TO_MAKE_FROM:
                checked += check(made_from(dataset, held_out_articles(dataset), SEED), weight)
            latency = latency or answer_milliseconds(dataset, vectors, root / "timed", timed)
    write_holdings_card({}, folder, BundledTagger(models))
    return write_scorecard(scores, checked, latency, folder)


def evaluate_model(
    model: ChatModelSettings, nli_model: str, data_dir: Path, on_answer: Callable[[Asked], None] = lambda _: None
) -> str:
    """Ask a language model every question of the gold set; returns the measure in Markdown.

    The user's index and kept answers are left alone.
    """
    models = open_data_folder(data_dir).models
    models.mkdir(parents=True, exist_ok=True)
    asked = []
    with tempfile.TemporaryDirectory() as temporary:
        (Path(temporary) / "models").symlink_to(models.resolve(), target_is_directory=True)
        assistant = open_assistant(
            Path(temporary), "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE, chat_model=model, nli_model=nli_model
        )
        for one in ask_all(assistant, load_bundled_questions()):
            asked.append(one)
            on_answer(one)
    return told(asked)
