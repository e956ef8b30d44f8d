"""What surrounds a language model: kept answers, follow-ups, a second judge, the whole report, LangChain's traces."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from transformers import BertForSequenceClassification

from assistant.answer import Asked
from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings
from assistant.entailment import EntailmentModelError
from assistant.opening import open_assistant
from assistant.rephrasing import rephrased
from tests.chat_servers import LIE, TRUE, WHO, ChatServer
from tests.tiny_models import tiny_config, tiny_cross_encoder, tiny_tokenizer


@pytest.fixture
def opened(data_dir: Path, served: ChatServer) -> Callable[..., Assistant]:
    """Open an assistant on the bundled report with the server's model and other settings."""

    def opened(changed: dict[str, Any] | None = None, **options: Any) -> Assistant:
        model = replace(ChatModelSettings("openai", "un-modele", served.url, "cle-1357-tenue"), **(changed or {}))
        return open_assistant(data_dir, "bundled", 1000, 0.08, chat_model=model, **options)

    return opened


def test_an_answer_once_written_is_not_paid_twice(opened: Callable[..., Assistant], served: ChatServer) -> None:
    served.text = f"{TRUE} {LIE}"
    written, kept = opened().ask(WHO), opened().ask(f"  {WHO} ")
    assert len(served.asked) == 1
    assert kept.statements == written.statements and kept.citations == written.citations
    assert written.generation and kept.generation
    assert kept.generation == written.generation.model_copy(update={"from_cache": True})


@pytest.mark.parametrize(
    ("changed", "options", "after"),
    [
        ({"model": "un-autre"}, {}, []),
        ({"most_tokens": 300}, {}, []),
        ({}, {"language": "en"}, []),
        ({}, {"keep_answers": False}, []),
        ({}, {}, ["Qu'est-ce que l'innovation territoriale ?"]),
    ],
)
def test_it_is_written_anew_when_what_it_depends_on_has_changed(
    opened: Callable[..., Assistant],
    served: ChatServer,
    changed: dict[str, Any],
    options: dict[str, Any],
    after: list[str],
) -> None:
    served.text = TRUE
    opened().ask(WHO)
    opened(changed, **options).ask(WHO, after)
    assert len(served.asked) == 2


def test_it_is_written_anew_when_another_model_judges_or_reranks(
    opened: Callable[..., Assistant], served: ChatServer, tmp_path: Path
) -> None:
    served.text = TRUE
    labels = ["contradiction", "entailment", "neutral"]
    for model in ("one", "another"):
        opened(nli_model=nli_model(tmp_path / model, labels, 1)).ask(WHO)
    for model in ("one", "another"):
        opened(reranker_model=str(tiny_cross_encoder(tmp_path / f"reranks-{model}"))).ask(WHO)
    opened(reranker_model="none").ask(WHO)
    assert len(served.asked) == 5


def test_it_is_written_anew_when_the_documents_have_changed(
    opened: Callable[..., Assistant], served: ChatServer, rapport: Callable, tmp_path: Path
) -> None:
    served.text = TRUE
    assistant = opened()
    assistant.ask(WHO)
    (tmp_path / "note.txt").write_text("La ministre a demandé une autre étude.", encoding="utf-8")
    assert rapport("ingest", str(tmp_path / "note.txt")).status == 0
    assistant.ask(WHO)
    assert len(served.asked) == 2


@pytest.mark.parametrize("mode", ["down", "breaks off"])
def test_a_failure_is_not_kept(
    opened: Callable[..., Assistant], served: ChatServer, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr("assistant.chat_model.RETRIES", 0)
    served.mode, served.text = mode, LIE
    assert opened().ask(WHO).mode == "quotation"
    served.mode, served.text = "well", TRUE
    assert opened().ask(WHO).mode == "generation"


def test_a_damaged_kept_answer_is_written_anew(
    opened: Callable[..., Assistant], served: ChatServer, data_dir: Path
) -> None:
    served.text = TRUE
    opened().ask(WHO)
    (kept,) = (data_dir / "answers").glob("*.json")
    for damaged in ("{", '{"question": 3}', "\x00"):
        kept.write_text(damaged, encoding="utf-8")
        assert opened().ask(WHO).mode == "generation"
    assert len(served.asked) == 4
    assert "cle-1357-tenue" not in kept.read_text(encoding="utf-8")


FIRST = "Qui est Akim Oural ?"


def test_a_model_completes_a_follow_up(opened: Callable[..., Assistant], served: ChatServer) -> None:
    complete = "Quelle est la fonction d'Akim Oural ?"
    served.answering = lambda prompt: complete if "<avant>" in prompt else "Akim Oural est maire adjoint de Lille."
    answer = opened().ask("Et sa fonction ?", [FIRST])
    assert answer.standalone_question == complete
    assert answer.mode == "generation" and "maire adjoint de Lille" in answer.statements[0].text


@pytest.mark.parametrize(
    "drifting",
    [
        "Quelle est la fonction de Marylise Lebranchu ?",
        "Quelle est la fonction d'Akim Oural en 2019 ?",
        "Quel est le salaire d'Akim Oural ?",
        "Quelle est la fonction d'Akim Oural ? Il est ministre.",
        "Akim Oural est maire adjoint.",
        "Qui est Akim Oural ?",
        "Quelle n'est pas la fonction d'Akim Oural ?",
        "",
    ],
)
def test_a_follow_up_that_drifts_is_completed_without_the_model(
    opened: Callable[..., Assistant], served: ChatServer, drifting: str
) -> None:
    served.answering = lambda prompt: drifting if "<avant>" in prompt else "ABSENT"
    answer = opened().ask("Et quelle est sa fonction ?", [FIRST])
    assert answer.standalone_question == "À propos d'Akim Oural : quelle est sa fonction ?"
    assert "maire adjoint de Lille" in answer.citations[0].quote


def test_a_question_with_a_subject_of_its_own_is_not_rewritten(
    opened: Callable[..., Assistant], served: ChatServer
) -> None:
    served.text = TRUE
    answer = opened().ask(WHO, [FIRST])
    assert answer.standalone_question == WHO and len(served.asked) == 1


def test_a_model_that_fails_on_the_follow_up_is_not_waited_for_again(
    opened: Callable[..., Assistant], served: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.chat_model.RETRIES", 0)
    served.mode = "down"
    answer = opened().ask("Et quelle est sa fonction ?", [FIRST])
    assert "maire adjoint de Lille" in answer.citations[0].quote
    assert answer.generation and "panne du serveur" in (answer.generation.notice or "") and len(served.asked) == 1


def test_numbers_and_names_of_the_conversation_may_be_taken_up() -> None:
    earlier = ["Combien d'habitants compte Lille en 2015 ?"]
    assert rephrased("Combien d'habitants compte Lyon en 2015 ?", "Et Lyon ?", earlier)
    assert rephrased("Combien d'habitants compte Lyon en 2016 ?", "Et Lyon ?", earlier) is None


def nli_model(folder: Path, labels: list[str], likeliest: int) -> str:
    """A tiny cross-encoder that always finds the same label likeliest."""
    names = dict(enumerate(labels))
    config = tiny_config(num_labels=len(labels), id2label=names, label2id={name: n for n, name in names.items()})
    model = BertForSequenceClassification(config)
    model.classifier.weight.data.zero_()
    model.classifier.bias.data.zero_()
    model.classifier.bias.data[likeliest] = 5.0
    model.save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize(("label", "mode"), [(0, "quotation"), (1, "generation"), (2, "quotation")])
def test_an_inference_model_judges_too(
    opened: Callable[..., Assistant], served: ChatServer, tmp_path: Path, label: int, mode: str
) -> None:
    served.text = TRUE
    name = nli_model(tmp_path / "nli", ["contradiction", "entailment", "neutral"], label)
    answer = opened(nli_model=name).ask(WHO)
    assert answer.mode == mode
    if mode == "quotation":
        assert answer.generation and [one.problem for one in answer.generation.struck] == ["meaning"]


def test_an_inference_model_never_saves_what_the_code_strikes(
    opened: Callable[..., Assistant], served: ChatServer, tmp_path: Path
) -> None:
    served.text = LIE
    name = nli_model(tmp_path / "nli", ["contradiction", "entailment", "neutral"], 1)
    assert opened(nli_model=name).ask(WHO).mode == "quotation"


def test_a_model_that_infers_nothing_names_the_setting(opened: Callable[..., Assistant], tmp_path: Path) -> None:
    with pytest.raises(EntailmentModelError, match="RAPPORT_NLI_MODEL"):
        opened(nli_model=nli_model(tmp_path / "nli", ["faux", "vrai"], 1))
    with pytest.raises(EntailmentModelError, match="RAPPORT_NLI_MODEL"):
        opened(nli_model=str(tmp_path / "nowhere"))


REPORT = "\n\n".join(f"{number}. Le canton {number}\n\nLe canton {number} a son marché." for number in range(1, 40))
RARE = "\n\n40. Les usages\n\nOn y mange des crêpes au sarrasin chaque jeudi."


def test_before_a_refusal_the_whole_report_is_read_where_there_is_room(
    opened: Callable[..., Assistant], served: ChatServer, rapport: Callable, tmp_path: Path
) -> None:
    (tmp_path / "cantons.txt").write_text(REPORT + RARE, encoding="utf-8")
    rapport("remove", "rapport-innovation-territoriale")
    rapport("ingest", str(tmp_path / "cantons.txt"))
    served.text = "ABSENT"
    question = "Quel est le budget du canton 7 ?"
    assert opened().ask(question).status == "refused"
    assert "sarrasin" in served.prompt and "canton 39" in served.prompt
    assert opened({"window": 1500, "most_tokens": 50}).ask(question).status == "refused"
    assert "canton 7" in served.prompt and "sarrasin" not in served.prompt


def test_what_says_nothing_new_is_not_shown_twice(opened: Callable[..., Assistant], served: ChatServer) -> None:
    again = "Marylise Lebranchu a donné à Akim Oural la mission de recenser des innovations."
    served.text = f"{TRUE} {again}"
    answer = opened().ask(WHO)
    assert [one.text for one in answer.statements] == [TRUE] and answer.generation and not answer.generation.struck


class Trace(BaseCallbackHandler):
    """What LangChain tells a tracer."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def on_chain_start(self, *_: Any, **__: Any) -> None:
        self.events.append("chain")

    def on_chat_model_start(self, *_: Any, **__: Any) -> None:
        self.events.append("model")


def test_langchain_s_tracing_sees_the_model(opened: Callable[..., Assistant], served: ChatServer) -> None:
    served.text = TRUE
    trace = Trace()
    answer = opened().chain.invoke(Asked(WHO), config={"callbacks": [trace]})
    assert answer.mode == "generation" and trace.events == ["chain", "model"]
