"""Follow-ups become questions that stand alone, and new subjects are left as they are."""

import pytest

from assistant.answers import Assistant


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
