"""Each provider's library against a server that speaks its API: an answer, its cost, and each way of failing."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings
from assistant.opening import open_assistant
from tests.chat_servers import LIE, PATHS, TRUE, WHO, Api, ChatServer, chat_server


@pytest.fixture(params=get_args(Api))
def served(request: pytest.FixtureRequest) -> Iterator[ChatServer]:
    pytest.importorskip(f"langchain_{request.param}", reason=f"pip install 'rapport[{request.param}]'")
    with chat_server(request.param) as server:
        yield server


@pytest.fixture
def writing(report_folder: Path, served: ChatServer, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    monkeypatch.setattr("assistant.chat_model.RETRIES", 0)
    model = ChatModelSettings(served.api, "un-modele", served.url, "cle-1357-tenue", window=9000)
    return open_assistant(
        report_folder, "bundled", 1000, 0.08, reranker_model="none", chat_model=model, keep_answers=False
    )


def test_it_writes_and_what_it_invents_is_struck(writing: Assistant, served: ChatServer) -> None:
    served.text = f"{TRUE} {LIE}"
    answer = writing.ask(WHO)
    assert served.called == [PATHS[served.api]]
    assert [statement.text for statement in answer.statements] == [TRUE]
    assert answer.generation and [one.text for one in answer.generation.struck] == [LIE]
    assert (answer.generation.input_tokens, answer.generation.output_tokens) == (120, 30)
    assert "<passage" in served.prompt and "<question>" in served.prompt
    if served.api == "ollama":
        # Ollama cuts what is longer than the window it was asked for, without a word.
        assert served.asked[0]["options"]["num_ctx"] == 9000
    else:
        assert served.keys[0] in ("Bearer cle-1357-tenue", "cle-1357-tenue")


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ("unauthorised", "clé refusée"),
        ("unknown", "RAPPORT_LLM_MODEL"),
        ("busy", "quota"),
        ("down", "panne du serveur (500)"),
        ("too long", "RAPPORT_LLM_WINDOW"),
        ("breaks off", "illisible"),
        ("not json", "illisible"),
    ],
)
def test_when_it_fails_the_report_is_quoted_and_the_cause_told(
    writing: Assistant, served: ChatServer, mode: str, told: str
) -> None:
    served.mode, served.text = mode, LIE
    answer = writing.ask(WHO)
    assert answer.mode == "quotation" and "Marylise Lebranchu" in answer.citations[0].quote
    assert answer.generation and answer.generation.failed
    assert told in (answer.generation.notice or "") and "\n" not in (answer.generation.notice or "")
