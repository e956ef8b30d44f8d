"""The bundled model is genuine, its two engines agree, and any other sentence-transformers model may replace it."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertModel

from assistant.opening import open_assistant
from ingest.bundled_model import bundled_model_folder, prepare_bundled_model
from ingest.embeddings import EmbeddingError, open_embedder
from tests.tiny_models import tiny_config, tiny_tokenizer

FRENCH = [
    "Qui a demandé ce rapport ?",
    "Qu'est-ce que l'innovation territoriale ?",
    "La ministre de la Décentralisation et de la Fonction publique a donné la mission à un maire adjoint de Lille.",
    "« L’œuvre » coûte 12 000 € — déjà étudiée à Noël, où l’on naît.",
    "Son caractère proprement « innovant » repose sur plusieurs éléments caractéristiques qui se combinent.",
]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder of another kind: two small random layers, words as tokens."""
    folder = tmp_path_factory.mktemp("tiny")
    BertModel(tiny_config()).save_pretrained(folder / "bert")
    tiny_tokenizer().save_pretrained(folder / "bert")
    SentenceTransformer(modules=[Transformer(str(folder / "bert")), Pooling(32)]).save(str(folder / "model"))
    return folder / "model"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_light_engine_gives_the_vectors_of_the_sentence_transformer(models_dir: Path, form: str) -> None:
    model = SentenceTransformer(str(bundled_model_folder(models_dir)), local_files_only=True)
    light = open_embedder("bundled", models_dir)
    genuine = model.encode([f"query: {text}" for text in FRENCH])
    cosines = [
        float(light.embed_question(unicodedata.normalize(form, text)) @ vector)
        for text, vector in zip(FRENCH, genuine, strict=True)
    ]
    # The light engine rounds activations to 8 bits: single texts scatter by 0.00005 around the mean.
    assert np.mean(cosines) >= 0.9999
    assert min(cosines) >= 0.99985


def test_passages_are_embedded_with_their_own_prompt_and_composed(models_dir: Path) -> None:
    model = SentenceTransformer(str(bundled_model_folder(models_dir)), local_files_only=True)
    decomposed = [unicodedata.normalize("NFD", text) for text in FRENCH]
    told: list[int] = []
    vectors = open_embedder("bundled", models_dir).embed_passages(decomposed, told.append)
    expected = model.encode([f"passage: {text}" for text in FRENCH])
    assert vectors.shape == (len(FRENCH), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.sum(vectors * expected, axis=1).min() >= 0.9999
    assert sum(told) == len(FRENCH)


def test_a_prepared_model_is_not_prepared_again(models_dir: Path) -> None:
    weights = bundled_model_folder(models_dir) / "model.safetensors"
    before = weights.stat().st_mtime_ns
    assert prepare_bundled_model(models_dir) == weights.parent
    assert weights.stat().st_mtime_ns == before


def test_another_model_by_setting(tmp_path: Path, tiny_model: Path) -> None:
    assistant = open_assistant(tmp_path / "data", str(tiny_model), 1000, 0.0)
    answer = assistant.ask("Qui a demandé ce rapport ?")
    assert assistant.index.space.embedding_model == str(tiny_model)
    assert answer.citations or answer.refusal


def test_a_model_that_does_not_load_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "not_a_model").mkdir()
    with pytest.raises(EmbeddingError, match="RAPPORT_EMBEDDING_MODEL"):
        open_assistant(tmp_path / "data", str(tmp_path / "not_a_model"), 1000, 0.2)
