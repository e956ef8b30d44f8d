"""Follow-ups become questions that stand alone, and new subjects are left as they are."""

import pytest

from assistant.answers import Assistant
from evals.bundled_questions import load_bundled_dialogues
from tests.asked_once import AskedOnce


@pytest.mark.parametrize(
    ("earlier", "question", "standalone", "quoted"),
    [
        (
            ["Qu'est-ce que l'innovation territoriale ?"],
            "Et qui l'a étudiée ?",
            "À propos de l'innovation territoriale : qui l'a étudiée ?",
            "Akim Oural",
        ),
        (
            ["Qui est Akim Oural ?"],
            "Quelle est sa fonction ?",
            "À propos d'Akim Oural : quelle est sa fonction ?",
            "maire adjoint de Lille",
        ),
        (
            ["Quel est le titre du rapport ?"],
            "Et qui l'a rédigé ?",
            "À propos du rapport : qui l'a rédigé ?",
            "Akim Oural",
        ),
    ],
)
def test_a_follow_up_takes_the_last_topic(
    assistant: Assistant, earlier: list[str], question: str, standalone: str, quoted: str
) -> None:
    answer = assistant.ask(question, earlier)
    assert answer.question == question
    assert answer.standalone_question == standalone
    assert quoted in answer.citations[0].quote


@pytest.mark.parametrize(
    ("earlier", "question", "standalone"),
    [
        ("Quel rôle jouent les citoyens ?", "Et les entreprises ?", "Quel rôle jouent les entreprises ?"),
        (
            "Quelle est la fonction de Marylise Lebranchu ?",
            "Et celle d'Akim Oural ?",
            "Quelle est la fonction d'Akim Oural ?",
        ),
        ("Que dit le rapport de la coconstruction ?", "Et du télétravail ?", "Que dit le rapport du télétravail ?"),
        ("Qui est Marylise Lebranchu ?", "Et Akim Oural ?", "Qui est Akim Oural ?"),
        ("Qui a commandé le rapport ?", "Pourquoi ?", "Qui a commandé le rapport — pourquoi ?"),
        ("Que contient le rapport ?", "Et ensuite ?", "Que contient le rapport — ensuite ?"),
        (
            "Qui a écrit ce rapport ?",
            "Et qu'est-ce que la mission ?",
            "À propos de ce rapport : qu'est-ce que la mission ?",
        ),
        (
            "Quel âge a Akim Oural ?",
            "Et qu'est-ce que l'innovation territoriale ?",
            "Qu'est-ce que l'innovation territoriale ?",
        ),
        ("Quel est le budget de la mission ?", "Et qui l'a confiée ?", "À propos de la mission : qui l'a confiée ?"),
        ("Who commissioned this report?", "And who wrote it?", "About this report : who wrote it?"),
    ],
)
def test_each_form_of_follow_up_is_mended_in_its_way(
    assistant: Assistant, earlier: str, question: str, standalone: str
) -> None:
    assert assistant.ask(question, [earlier]).standalone_question == standalone


def test_the_dialogues_written_for_the_report(asked_once: AskedOnce) -> None:
    """The floor is today's figure less three turns of 104."""
    right, wrong = 0, []
    for turns in load_bundled_dialogues():
        for turn in turns:
            answer = asked_once.ask(turn.question, turn.after)
            if turn.is_right([citation.quote for citation in answer.citations]):
                right += 1
            else:
                wrong.append((turn.after, turn.question, answer.standalone_question))
    assert right >= 89, wrong


def test_the_topic_goes_through_a_follow_up(assistant: Assistant) -> None:
    second = assistant.ask("Et qui l'a étudiée ?", ["Qu'est-ce que l'innovation territoriale ?"])
    third = assistant.ask(
        "Et sur quels éléments repose-t-elle ?",
        ["Qu'est-ce que l'innovation territoriale ?", second.standalone_question],
    )
    assert third.standalone_question.startswith("À propos de l'innovation territoriale : ")
    raw = assistant.ask(
        "Et sur quels éléments repose-t-elle ?", ["Qu'est-ce que l'innovation territoriale ?", "Et qui l'a étudiée ?"]
    )
    assert raw.standalone_question == third.standalone_question


@pytest.mark.parametrize("question", ["Qui a demandé ce rapport ?", "Quels sont les objectifs du rapport ?"])
def test_a_new_subject_is_left_alone(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, ["Qu'est-ce que la smart city ?"]).standalone_question == question


def test_a_follow_up_to_nothing_known_is_left_alone(assistant: Assistant) -> None:
    answer = assistant.ask("Et pourquoi ?", ["Bonjour !"])
    assert answer.standalone_question == "Et pourquoi ?"
    assert answer.status == "refused"
