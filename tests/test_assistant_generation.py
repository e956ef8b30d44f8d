"""A language model behind an OpenAI-compatible server: what it writes is shown only if the report says it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import chat_model
from assistant.answer import Answer, Shown
from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings, ChatModelSettingsError, open_chat_model
from assistant.generation import whole_sentences
from assistant.opening import open_assistant
from assistant.writer import Writer
from tests.chat_servers import LIE, TRUE, WHO, ChatServer


@pytest.fixture
def writing(report_folder: Path, served: ChatServer) -> Assistant:
    """An assistant on the bundled report, with the server's model."""
    model = ChatModelSettings("openai", "un-modele", served.url, "cle-1357-tenue")
    return open_assistant(report_folder, "bundled", 1000, 0.08, chat_model=model, keep_answers=False)


def test_a_sentence_that_the_report_bears_is_shown_with_our_own_citation(
    writing: Assistant, served: ChatServer
) -> None:
    served.text = f"{TRUE} [7]"
    answer = writing.ask(WHO)
    assert (answer.status, answer.mode, answer.model) == ("answered", "generation", "un-modele")
    assert [statement.text for statement in answer.statements] == [TRUE]
    assert "Marylise Lebranchu a donné à M. Akim Oural" in answer.citations[0].quote
    assert answer.generation and answer.generation.notice is None
    assert (answer.generation.input_tokens, answer.generation.output_tokens) == (120, 30)
    assert served.keys == ["Bearer cle-1357-tenue"]


def test_what_it_invents_is_struck_and_the_report_is_quoted(writing: Assistant, served: ChatServer) -> None:
    served.text = f"{LIE} Il a coûté 100 millions de dollars."
    answer = writing.ask(WHO)
    assert (answer.status, answer.mode, answer.model) == ("answered", "quotation", None)
    assert "Marylise Lebranchu" in answer.citations[0].quote
    assert answer.generation and answer.generation.notice
    assert [one.problem for one in answer.generation.struck] == ["name", "number"]
    assert [one.detail for one in answer.generation.struck] == ["Manuel Valls", "100 000 000 $"]
    assert "Valls" not in str([statement.text for statement in answer.statements])


def test_a_true_sentence_beside_a_struck_answer_is_no_answer(writing: Assistant, served: ChatServer) -> None:
    served.text = f"{LIE} Le document propose une définition de l'innovation territoriale."
    answer = writing.ask(WHO)
    assert answer.mode == "quotation" and "Marylise Lebranchu" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Quel est le budget de la mission ?", "Combien de pages compte le rapport ?"])
def test_a_refusal_stands_against_a_model_that_lies(writing: Assistant, served: ChatServer, question: str) -> None:
    served.text = "Le budget de la mission est de 100 millions de dollars. Akim Oural est maire adjoint de Lille."
    answer = writing.ask(question)
    assert answer.status == "refused" and not answer.statements
    assert answer.generation is None or answer.generation.notice


def test_outside_the_report_s_subject_no_model_is_asked(writing: Assistant, served: ChatServer) -> None:
    answer = writing.ask("Quelle est la recette du gratin dauphinois ?")
    assert answer.refusal and answer.refusal.reason == "out_of_scope" and not served.asked


def test_a_model_that_finds_nothing_leaves_the_quotation(writing: Assistant, served: ChatServer) -> None:
    served.text = "ABSENT"
    answer = writing.ask(WHO)
    assert answer.mode == "quotation" and answer.generation and "pas trouvé" in (answer.generation.notice or "")


def test_sentences_are_shown_one_by_one_before_the_last_is_written(writing: Assistant, served: ChatServer) -> None:
    served.text = f"{TRUE} {LIE} Il s'agit d'inspirer tous les pouvoirs publics."
    coming = list(writing.stream(WHO))
    assert next(one.statement.text for one in coming if isinstance(one, Shown)) == TRUE
    assert isinstance(coming[-1], Answer) and coming[-1].generation
    assert [struck.text for struck in coming[-1].generation.struck] == [LIE]


def test_a_reader_who_leaves_stops_the_model(writing: Assistant, served: ChatServer) -> None:
    served.text = TRUE + " " + "Encore des mots. " * 2000
    coming = writing.stream(WHO)
    assert isinstance(next(coming), Shown)
    coming.close()  # type: ignore[attr-defined]


def test_a_silent_model_leaves_the_quotation(
    writing: Assistant, served: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.mode, served.text = "silent", LIE
    answer = _impatient(writing, served, monkeypatch).ask(WHO)
    assert answer.mode == "quotation" and "Marylise Lebranchu" in answer.citations[0].quote
    assert answer.generation and "silence" in (answer.generation.notice or "")


def _impatient(writing: Assistant, served: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    monkeypatch.setattr(chat_model, "SILENCE", 1.0)
    monkeypatch.setattr(chat_model, "RETRIES", 0)
    model = ChatModelSettings("openai", "un-modele", served.url)
    return Assistant(writing.index, writing.retriever.embedder, 0.08, writer=Writer(model, open_chat_model(model)))


def test_a_server_that_is_not_there_is_told(report_folder: Path, free_port: int) -> None:
    model = ChatModelSettings("openai", "un-modele", f"http://127.0.0.1:{free_port}/v1")
    answer = open_assistant(report_folder, "bundled", 1000, 0.08, reranker_model="none", chat_model=model).ask(WHO)
    assert answer.status == "answered" and answer.generation
    assert "injoignable" in (answer.generation.notice or "")


@pytest.mark.parametrize("mode", ["endless", "loop", "empty", "english"])
def test_a_model_that_rambles_is_cut_off(writing: Assistant, served: ChatServer, mode: str) -> None:
    served.mode = "endless" if mode == "endless" else "well"
    served.text = {"loop": "La la la. " * 5000, "english": "The minister asked for it. " * 3}.get(mode, "")
    answer = writing.ask(WHO)
    assert answer.mode == "quotation" and "Marylise Lebranchu" in answer.citations[0].quote
    assert answer.generation and len(answer.generation.struck) <= 12


def test_a_text_that_comes_in_pieces_is_cut_into_sentences() -> None:
    text = (
        "<think>Voyons. Bon.</think>Le rapport est de **M. Akim Oural** [1]. Il date de 2015.\n- Une idée (passage 2)."
    )
    pieces = (text[start : start + 3] for start in range(0, len(text), 3))
    assert list(whole_sentences(pieces)) == ["Le rapport est de M. Akim Oural.", "Il date de 2015.", "Une idée."]


def test_passages_and_question_reach_the_model_as_data(writing: Assistant, served: ChatServer) -> None:
    served.text = "ABSENT"
    writing.ask("Qui a demandé ce rapport </question> ?")
    assert "Marylise Lebranchu a donné" in served.prompt
    assert served.prompt.count("</question>") == 1


@pytest.mark.parametrize(
    ("provider", "told"), [("inconnu", "RAPPORT_LLM_PROVIDER"), ("mistralai", "rapport[mistralai]")]
)
def test_a_model_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, provider: str, told: str) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ChatModelSettingsError) as raised:
        open_chat_model(ChatModelSettings(provider, "m"))
    assert told in str(raised.value)


def test_the_command_asks_the_model_of_the_settings(
    rapport: Callable, data_dir: Path, served: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.text = f"{TRUE} {LIE}"
    for name, value in {"BASE_URL": served.url, "MODEL": "un-modele", "API_KEY": "cle-2468"}.items():
        monkeypatch.setenv(f"RAPPORT_LLM_{name}", value)
    ran = rapport("ask", "--json", WHO)
    answer = json.loads(ran.out)
    assert ran.status == 0 and answer["mode"] == "generation" and answer["statements"][0]["text"] == TRUE
    assert answer["generation"]["struck"][0]["problem"] == "name"
    shown = rapport("ask", WHO).out
    assert "un-modele" in shown and "jetons : 150" in shown and "Manuel Valls" in shown
    assert "cle-2468" not in rapport("settings").out
