"""Questions written for training are told by the hash of their paragraph, and some have no answer there."""

import hashlib
import json
from pathlib import Path

import pytest

from evals.fit_tagger import Passage, noted_passages, shown, written_passages
from evals.squad import load_squad
from evals.training_questions import with_written_questions

WRITTEN = Path(__file__).parent.parent / "evals" / "written_for_training"
TEXT = "Le pont de Clairval a été ouvert en 1932. Il a coûté 40 000 francs."
ANSWERED = {"question": "Quand le pont a-t-il ouvert ?", "answers": [{"text": "1932", "answer_start": 36}]}
UNANSWERED = {"question": "Qui a dessiné le pont ?", "is_impossible": True, "answers": []}


def write_dataset(folder: Path) -> Path:
    path = folder / "ponts.json"
    article = {"title": "Pont", "paragraphs": [{"context": TEXT, "qas": [ANSWERED, UNANSWERED]}]}
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    return path


def test_a_question_without_an_answer_is_read_only_when_asked_for(tmp_path: Path) -> None:
    path = write_dataset(tmp_path)
    assert [one.text for one in load_squad(path).questions] == ["Quand le pont a-t-il ouvert ?"]
    assert [one.answered for one in load_squad(path, unanswered=True).questions] == [True, False]


def test_written_questions_find_their_paragraph_and_those_of_others_are_left_out(tmp_path: Path) -> None:
    dataset = load_squad(write_dataset(tmp_path))
    of_this = {
        "paragraph": hashlib.sha256(TEXT.encode()).hexdigest()[:16],
        "questions": [["Combien le pont a-t-il coûté ?", 53, 66]],
        "unanswerable": ["Quelle est la longueur du pont ?"],
    }
    of_another = of_this | {"paragraph": "0" * 16}
    part = tmp_path / "part.json"
    part.write_text(json.dumps([of_this, of_another]), encoding="utf-8")
    written = with_written_questions(dataset, [part]).questions[1:]
    assert [TEXT[one.start : one.end] for one in written] == ["40 000 francs", ""]
    assert [one.answered for one in written] == [True, False]


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("articles-*.json")), ids=lambda path: path.name)
def test_what_is_written_for_training_holds_its_answers(path: Path) -> None:
    articles = load_squad(path, unanswered=True)
    assert len(articles.questions) > 1400
    for one in articles.questions:
        text = articles.paragraphs[one.paragraph].text
        assert not one.answered or text[one.start : one.end] == text[one.start : one.end].strip() != ""


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("definitions-*.json")), ids=lambda path: path.name)
def test_the_terms_noted_for_training_stand_in_their_passages(path: Path) -> None:
    passages = written_passages([path])
    assert len(passages) > 100
    for passage in passages:
        laid = shown(passage)
        assert len(laid.sentences) == len(passage.sentences) == len(laid.defines)
        assert all(laid.text[start:end].strip() for start, end in laid.names)
        assert bool(laid.names) == any(laid.defines), passage.heading


def test_a_term_is_shown_where_its_sentence_names_it_else_where_it_was_named_last() -> None:
    sentences = (
        ("La ressourcerie occupe la halle.", ()),
        ("La ressourcerie du Gave répare des vélos.", ()),
        ("Elle désigne un lieu où l'on répare et revend ce que d'autres jettent.", ("ressourcerie",)),
        ("Un repair café, lui, ne vend rien : on y répare ensemble.", ("repair café",)),
    )
    laid = shown(Passage("Réemploi", sentences))
    assert [laid.text[start:end] for start, end in laid.names] == ["ressourcerie", "repair café"]
    assert laid.names[0][0] == laid.text.index("ressourcerie du Gave")
    assert laid.defines == [False, False, True, True]


def test_what_is_noted_in_a_dataset_is_told_by_the_number_of_its_sentences(tmp_path: Path) -> None:
    dataset = load_squad(write_dataset(tmp_path))
    row = {"paragraph": hashlib.sha256(TEXT.encode()).hexdigest()[:16], "defines": {"1": ["pont"]}}
    path = tmp_path / "noted.json"
    path.write_text(json.dumps([row, row | {"paragraph": "0" * 16}]), encoding="utf-8")
    (passage,) = noted_passages(dataset.paragraphs, [path])
    assert passage.heading == "Pont"
    assert [terms for _, terms in passage.sentences] == [(), ("pont",)]
