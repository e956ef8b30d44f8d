"""Questions typed as in a text message, in capitals or in English are understood as the same in plain French."""

import pytest

from assistant.answers import Assistant
from assistant.questions import understand
from assistant.spelling import in_full
from assistant.typed_terms import asked_term


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c koi une cpts svp", "c'est quoi une cpts svp"),
        ("cest koi le seuil", "c'est quoi le seuil"),
        ("pk le rapport ?", "pourquoi le rapport ?"),
        ("cb de communes", "combien de communes"),
        ("Le CB et le PR du plan C", "Le CB et le PR du plan C"),
        ("Qui a demandé ce rapport ?", "Qui a demandé ce rapport ?"),
    ],
)
def test_short_forms_are_written_in_full(typed: str, meant: str) -> None:
    assert in_full(typed) == meant


@pytest.mark.parametrize("typed", ["c koi l'innovation territoriale", "innovation territoriale définition svp"])
def test_a_definition_is_asked_in_short_forms(typed: str) -> None:
    assert asked_term(typed) == "innovation territoriale"


def test_what_is_financed_may_be_counted() -> None:
    assert understand("Combien de projets le fonds a-t-il financés ?").expected == "quantity"
    assert understand("Combien d'euros le fonds a-t-il versés ?").expected == "money"
    assert understand("Combien le fonds a-t-il coûté ?").expected == "money"


def test_short_forms_are_answered(assistant: Assistant) -> None:
    assert "peut se définir comme" in assistant.ask("c koi linnovation territoriale").citations[0].quote
    assert "Marylise Lebranchu" in assistant.ask("ki a demandé le rapport").citations[0].quote


@pytest.mark.parametrize(
    ("question", "in_english"),
    [
        ("Who wrote this report?", True),
        ("How many towns took part?", True),
        ("Qui a écrit ce rapport ?", False),
        ("Le what's next du rapport, c'est quoi ?", False),
    ],
)
def test_english_is_told_from_french(question: str, in_english: bool) -> None:
    assert understand(question).in_english is in_english


def test_what_combien_counts_is_what_is_asked() -> None:
    question = understand("Dans quelles régions combien de communes rurales ont répondu ?")
    assert question.asked == understand("communes").asked
