"""The reader reads as it was trained to, from any state of its files, and any cross-encoder may replace it."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.answers import Assistant
from assistant.opening import open_assistant
from assistant.reader import UNREAD, WEIGHTS_FILE, BundledReader
from evals.fit_reader import Reader as TrainedReader
from ingest.bundled_model import BundledModelError
from ingest.chunks import Chunk
from tests.tiny_models import tiny_cross_encoder

BRIDGE = "Le pont de Corvel mesure 212 mètres. Il a été bâti par la commune en 1931. Les habitants l'empruntent à pied."


def chunk(text: str, section: tuple[str, ...] = ()) -> Chunk:
    cuts = [0, *(place + 2 for place in range(len(text)) if text[place : place + 2] == ". "), len(text)]
    sentences = tuple((start, end) for start, end in pairwise(cuts))
    return Chunk("pont/0", "pont", text, 0, len(text), section, sentences)


@pytest.fixture(scope="module")
def reader(models_dir: Path) -> BundledReader:
    return BundledReader(models_dir)


@pytest.mark.parametrize(
    ("question", "answering"),
    [("Combien mesure le pont de Corvel ?", 0), ("En quelle année le pont a-t-il été construit ?", 1)],
)
def test_the_sentence_that_answers_is_believed_most(reader: BundledReader, question: str, answering: int) -> None:
    (logits,) = reader.read(question, [chunk(BRIDGE, ("Ouvrages",))])
    assert logits.shape == (3,)
    assert int(np.argmax(logits)) == answering


def test_what_a_passage_does_not_say_is_believed_less_than_no_answer(reader: BundledReader) -> None:
    (logits,) = reader.read("Quel est le prix du pain à Vidrac ?", [chunk(BRIDGE)])
    assert logits.max() < 0


def test_it_reads_as_it_was_trained(reader: BundledReader, models_dir: Path, assistant: Assistant) -> None:
    trained = TrainedReader(models_dir)
    trained.load(WEIGHTS_FILE)
    trained.eval()
    chunks = assistant.index.chunks(assistant.index.terms.ids)
    question = "Qui a demandé ce rapport ?"
    with torch.no_grad():
        expected = [
            [float(read.within(*span)) for span in one.sentences]
            for one, read in zip(chunks, trained.read([(question, one) for one in chunks]), strict=True)
        ]
    for one, other in zip(reader.read(question, chunks), expected, strict=True):
        assert np.allclose(one, other, atol=0.5)


def test_sentences_beyond_its_sight_are_unread(reader: BundledReader) -> None:
    (logits,) = reader.read("Combien mesure le pont ?", [chunk("Le pont de Corvel est très beau. " * 120)])
    assert logits.shape == (121,) or logits.shape == (120,)
    assert logits[-1] == UNREAD < logits[0]


def test_nothing_to_read_is_no_error(reader: BundledReader) -> None:
    assert reader.read("Combien mesure le pont ?", []) == []


def test_a_damaged_file_is_made_again(tmp_path: Path, models_dir: Path) -> None:
    (own := tmp_path / "models").mkdir()
    for path in models_dir.iterdir():
        if path.is_dir():
            (own / path.name).symlink_to(path)
    made = BundledReader(own)
    (whole,) = made.read("Combien mesure le pont ?", [chunk(BRIDGE)])
    (file,) = own.glob("reader-*.onnx")
    file.write_bytes(file.read_bytes()[:5000])
    (again,) = BundledReader(own).read("Combien mesure le pont ?", [chunk(BRIDGE)])
    assert np.array_equal(whole, again)
    assert not list(own.glob(".preparing-*"))


def test_where_nothing_can_be_written_the_folder_is_named(tmp_path: Path, models_dir: Path) -> None:
    place = tmp_path / "models"
    place.mkdir()
    for path in models_dir.iterdir():
        if path.is_dir():
            (place / path.name).symlink_to(path)
    (place / "readers").write_text("")
    with pytest.raises(BundledModelError, match="models"):
        from assistant.grown_graph import prepare_graph
        from ingest.bundled_model import packed_weights

        prepare_graph(place / "readers", packed_weights(), WEIGHTS_FILE)


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_cross_encoder(tmp_path_factory.mktemp("cross") / "encoder")


def test_any_cross_encoder_by_setting(
    data_dir: Path, rapport: Callable, cross_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_RERANKER_MODEL", str(cross_encoder))
    ran = rapport("ask", "Qui a demandé ce rapport ?", "--json")
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["status"] in ("answered", "refused")


def test_a_cross_encoder_orders_the_passages(report_folder: Path, cross_encoder: Path) -> None:
    assistant = open_assistant(report_folder, "bundled", 1000, 0.08, reranker_model=str(cross_encoder))
    scores = [found.metadata["score"] for found in assistant.retriever.invoke("Qui a demandé ce rapport ?")]
    assert scores == sorted(scores, reverse=True) and scores[0] == 1.0


def test_no_reranker_by_setting(data_dir: Path, rapport: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_RERANKER_MODEL", "none")
    ran = rapport("ask", "Qui a demandé ce rapport ?", "--json")
    assert "Marylise Lebranchu" in json.loads(ran.out)["citations"][0]["quote"]


def test_a_reranker_that_does_not_load_names_the_setting(
    data_dir: Path, rapport: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty_folder").mkdir()
    monkeypatch.setenv("RAPPORT_RERANKER_MODEL", str(tmp_path / "empty_folder"))
    ran = rapport("ask", "Qui a demandé ce rapport ?")
    assert ran.status == 1
    assert "RAPPORT_RERANKER_MODEL" in ran.err and len(ran.err.strip().splitlines()) == 1
