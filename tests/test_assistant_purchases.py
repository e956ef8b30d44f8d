"""Questions on a report of ours: enumerations are quoted whole, names and doers told by their forms."""

from pathlib import Path

import pytest

from assistant.answers import Assistant
from assistant.enumerations import announced_at, told_in_section
from assistant.opening import open_assistant, open_index
from ingest.build import ingest_files, read_and_cut

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Assistant:
    """An assistant on a report about public purchases alone."""
    folder = tmp_path_factory.mktemp("purchases")
    (folder / "models").symlink_to(models_dir)
    index, embedder, data_folder = open_index(folder, "bundled", 1000)
    ingest_files([DOCUMENTS / "rapport_commande_publique.md"], index, embedder, data_folder, 1000)
    return open_assistant(folder, "bundled", 1000, 0.08)


def quotes(assistant: Assistant, question: str) -> list[str]:
    return [one.quote for one in assistant.ask(question).citations]


def test_what_is_told_by_ordinals_over_several_paragraphs_is_quoted_whole(purchases: Assistant) -> None:
    found = quotes(purchases, "Quelles sont les trois voies de l'achat en commun ?")
    assert found[0].startswith("Trois voies principales")
    assert [one[:14] for one in found if one.startswith("La ")] == [
        "La première es",
        "La deuxième vo",
        "La troisième, ",
    ]
    assert any("centrale d’achat" in one for one in found)


def test_what_is_told_by_the_sentences_that_follow_is_quoted_whole(purchases: Assistant) -> None:
    found = quotes(purchases, "Quels sont les trois constats de l'enquête ?")
    assert len(found) == 4 and found[-1].startswith("Enfin, les formes de coopération")


def test_two_ways_told_by_the_same_words_are_both_quoted(purchases: Assistant) -> None:
    found = quotes(purchases, "De quelles façons peut s'exécuter un accord-cadre ?")
    assert sum(one.startswith("Ou bien") for one in found) == 2


def test_a_list_announced_as_recommendations_is_a_register(purchases: Assistant) -> None:
    answer = purchases.ask("Quelles sont les cinq recommandations de la chambre ?")
    assert len([one for one in answer.citations if one.quote.endswith((" ;", "."))]) >= 5
    assert any("acheteur itinérant" in one.quote for one in answer.citations)


def test_one_fact_is_one_sentence(purchases: Assistant) -> None:
    assert len(quotes(purchases, "Combien coûte un service commun d'achat par habitant ?")) == 1


@pytest.mark.parametrize("name", ["rapport_acces_aux_soins", "rapport_commande_publique", "rapport_mobilites"])
def test_only_what_is_announced_is_an_enumeration(name: str) -> None:
    chunks = read_and_cut(DOCUMENTS / f"{name}.md", 1000)[1]
    for section in {chunk.section for chunk in chunks}:
        told = told_in_section([chunk for chunk in chunks if chunk.section == section])
        for position in range(len(told)):
            if found := announced_at(told, position):
                assert found[0].text.endswith(":") or len(found[0].text.split()) < 12


@pytest.mark.parametrize(
    "question",
    [
        "Comment s'appelle la société de sous-traitance présente à Lussac-les-Orgues ?",
        "Quel est le nom de la directrice de la centrale d'achat ?",
    ],
)
def test_a_name_that_is_not_given_is_refused(purchases: Assistant, question: str) -> None:
    assert purchases.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Qui mène la procédure dans un groupement de commandes ?", "appelé coordonnateur"),
        ("c koi le seuil de dispense", "Le seuil de dispense"),
        ("Quel est le nom de la directrice de la fédération artisanale ?", "Solveig Marchandier"),
    ],
)
def test_what_is_asked_in_other_forms_is_found(purchases: Assistant, question: str, expected: str) -> None:
    assert any(expected in one for one in quotes(purchases, question))
