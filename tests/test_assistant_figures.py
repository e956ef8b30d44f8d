"""Figures, dates and people of a second report: the right one is quoted, and one of something else is not."""

import shutil
from pathlib import Path

import pytest

from assistant.answers import Assistant
from assistant.opening import open_assistant, open_index
from ingest.build import ingest_files, remove_document

REPORT = """# Rapport sur les médiathèques du pays de Gorse

Mis à jour le 3 mai 2022

La présidente du pays de Gorse, Odile Marnac, a confié cette étude à M. Paul Vidrie, conservateur, le 12 janvier 2021.

## Le réseau

Le pays de Gorse compte 48 communes et 61 300 habitants. Sa ville principale, Sorlac, a ouvert sa médiathèque en 1998.
Quatorze bibliothèques forment le réseau ; elles ont prêté 310 000 livres en 2019.

## Les moyens

| Financeur | Montant | Part |
| --- | --- | --- |
| Département | 210 000 euros | 35 % |
| Communes | 390 000 euros | 65 % |

L'abonnement coûte 8 euros par an. La médiathèque de Sorlac ferme à 18 heures.
Deux agents, Lise Ober et Jean Tarn, ont assisté la direction du réseau.
"""


@pytest.fixture(scope="module")
def gorse(tmp_path_factory: pytest.TempPathFactory, report_folder: Path) -> Assistant:
    folder = tmp_path_factory.mktemp("gorse") / "data"
    shutil.copytree(report_folder, folder, symlinks=True)
    path = folder / "gorse.md"
    path.write_text(REPORT, encoding="utf-8")
    index, embedder, data_folder = open_index(folder, "bundled", 1000)
    ingest_files([path], index, embedder, data_folder, 1000)
    remove_document("rapport-innovation-territoriale", index, data_folder)
    return open_assistant(folder, "bundled", 1000, 0.08)


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Combien de communes compte le pays de Gorse ?", "48 communes"),
        ("COMBIEN D'HABITANTS COMPTE LE PAYS DE GORSE ?", "61 300 habitants"),
        ("Combien de livres les bibliothèques ont-elles prêtés ?", "310 000 livres"),
        ("Combien de livres ont-elles pretes en 2019 ?", "310 000 livres"),
        ("Combien coûte l'abonnement ?", "8 euros"),
        ("Quelle est la part du département ?", "35 %"),
        ("À quelle heure ferme la médiathèque de Sorlac ?", "18 heures"),
        ("Quand la médiathèque de Sorlac a-t-elle été ouverte ?", "1998"),
        ("A qui l'etude a-t-elle ete confiee ?", "Paul Vidrie"),
        ("Qui a confié cette étude ?", "Odile Marnac"),
        ("Qui a assisté la direction du réseau ?", "Lise Ober"),
    ],
)
def test_the_right_figure_is_quoted(gorse: Assistant, question: str, quoted: str) -> None:
    answer = gorse.ask(question)
    assert answer.status == "answered", answer.refusal
    assert quoted in " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Combien de livres les bibliothèques ont-elles prêtés en 2021 ?",
        "Qui préside la médiathèque de Sorlac ?",
        "Qui dirige la médiathèque de Sorlac ?",
        "Combien d'élèves compte le pays de Gorse ?",
        "Où habite Odile Marnac ?",
        "Quel est le parti politique d’Odile Marnac ?",
        "Qui a succédé à Odile Marnac ?",
        "Quand la médiathèque de Bordeaux a-t-elle été ouverte ?",
    ],
)
def test_a_figure_or_a_name_of_something_else_is_not(gorse: Assistant, question: str) -> None:
    answer = gorse.ask(question)
    assert answer.status == "refused", [citation.quote for citation in answer.citations]


def test_a_row_of_a_table_is_quoted_alone(gorse: Assistant) -> None:
    [citation] = gorse.ask("Quelle est la part du département ?").citations
    assert citation.quote == "| Département | 210 000 euros | 35 % |"
    assert REPORT[citation.start : citation.end] == citation.quote
