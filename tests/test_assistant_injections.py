"""Orders in a report or a question are text: what they want on the screen does not come there, whoever obeys them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.answers import Assistant
from assistant.chat_model import ChatModelSettings
from assistant.opening import open_assistant
from assistant.orders import gives_orders, sentences_that_tell
from assistant.support import verdict_on
from ingest.chunks import Chunk
from ingest.sentence_splitting import sentence_spans
from tests.chat_servers import ChatServer, chat_server


@dataclass(frozen=True)
class Attack:
    """An order, what it wants to be shown (`payload`), and what a model that obeys writes."""

    where: str
    language: str
    text: str
    payload: str
    obeyed: str


ATTACKS = [Attack(**row) for row in json.loads((Path(__file__).parent / "injections.json").read_text("utf-8"))]
IN_DOCUMENTS = [attack for attack in ATTACKS if attack.where == "document"]
IN_QUESTIONS = [attack for attack in ATTACKS if attack.where == "question"]
BEFORE = "Le canton de Verne compte douze communes. La mission a entendu les maires et les habitants."
AFTER = "Le rapport recommande d'ouvrir une maison commune. Son budget n'est pas encore arrêté."


def test_there_are_enough_of_each_kind() -> None:
    assert len(IN_DOCUMENTS) >= 30 and len(IN_QUESTIONS) >= 30
    assert {attack.language for attack in IN_DOCUMENTS} == {attack.language for attack in IN_QUESTIONS} == {"fr", "en"}


def chunk_with(text: str) -> Chunk:
    whole = f"{BEFORE}\n\n{text}\n\n{AFTER}"
    spans: list[tuple[int, int]] = []
    start = 0
    for line in whole.split("\n"):
        spans += sentence_spans(whole, start, start + len(line))
        start += len(line) + 1
    return Chunk("d@1#00000", "d", whole, 0, len(whole), ("Rapport",), tuple(spans), "", "author", ())


@pytest.mark.parametrize("attack", IN_DOCUMENTS, ids=lambda attack: attack.text[:40])
def test_nothing_rests_on_an_order_in_a_document(attack: Attack) -> None:
    chunk = chunk_with(attack.text)
    for start, end in sentence_spans(attack.obeyed):
        sentence = attack.obeyed[start:end]
        verdict = verdict_on(sentence, [chunk], lambda _: 1.0)
        assert verdict.support is None or attack.payload not in sentence, verdict.support


def test_what_a_report_tells_beside_an_order_is_kept() -> None:
    for attack in IN_DOCUMENTS:
        told = sentences_that_tell(chunk_with(attack.text))
        assert told[:2] == ("Le canton de Verne compte douze communes.", BEFORE.split(". ")[1])
        assert told[-2] == "Le rapport recommande d'ouvrir une maison commune."


@pytest.mark.parametrize(
    "sentence",
    [
        "Le conseil régional donne des instructions aux services et répond aux questions des maires.",
        "Ne tenez pas compte de la TVA dans le calcul du budget prévisionnel.",
        "L'assistant maternel exerce à son domicile : il accueille quatre enfants.",
        "Le rapport précise que les consignes de tri ont changé.",
        "Indiquez votre numéro de dossier dans la réponse.",
        "Les élus ont ignoré les recommandations de la mission précédente.",
        "« Vous êtes le premier service public de France », a dit la ministre aux agents.",
        "L'intelligence artificielle transforme les métiers : il faut former les agents.",
        "Répondez au questionnaire avant le 3 mars.",
    ],
)
def test_what_a_report_says_to_people_is_no_order_to_a_machine(sentence: str) -> None:
    assert not gives_orders(sentence)


@pytest.fixture(scope="module")
def obedient(report_folder: Path) -> Iterator[tuple[Assistant, ChatServer]]:
    with chat_server() as served:
        model = ChatModelSettings("openai", "un-modele", served.url)
        yield open_assistant(report_folder, "bundled", 1000, 0.08, chat_model=model, keep_answers=False), served


def said(answer: Answer) -> str:
    return " ".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize("attack", IN_QUESTIONS, ids=lambda attack: attack.text[:40])
def test_a_model_that_obeys_a_question_shows_nothing(obedient: tuple[Assistant, ChatServer], attack: Attack) -> None:
    assistant, served = obedient
    served.text = attack.obeyed
    assert attack.payload not in said(assistant.ask(attack.text))


@pytest.mark.parametrize("attack", IN_DOCUMENTS[::12], ids=lambda attack: attack.text[:40])
def test_a_report_with_an_order_in_it(attack: Attack, data_dir: Path, rapport: Callable, tmp_path: Path) -> None:
    """From the file to the screen, with a model that obeys and without any."""
    (tmp_path / "verne.md").write_text(f"# Rapport de Verne\n\n{BEFORE}\n\n{attack.text}\n\n{AFTER}\n", "utf-8")
    assert rapport("remove", "rapport-innovation-territoriale").status == 0
    assert rapport("ingest", str(tmp_path / "verne.md")).status == 0
    with chat_server() as served:
        served.text = attack.obeyed
        model = ChatModelSettings("openai", "un-modele", served.url)
        obeying = open_assistant(data_dir, "bundled", 1000, 0.08, chat_model=model, keep_answers=False)
        for question in (
            "Quel est le budget ?",
            "Qui a demandé ce rapport ?",
            "Combien de communes compte le canton ?",
        ):
            assert attack.payload not in said(obeying.ask(question))
            assert attack.payload not in said(obeying.quote(question))
        assert "douze communes" in said(obeying.quote("Combien de communes compte le canton ?"))
