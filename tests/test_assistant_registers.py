"""Registers: what a report lists of each kind, complete, with the place of each entry."""

from pathlib import Path

import pytest

from assistant.inventory.entries import Entry, Kind
from assistant.inventory.inventory import Inventory, make_inventory
from assistant.inventory.report_text import ReportText
from assistant.register_questions import asked_register
from assistant.registers import register
from ingest.build import read_and_cut

REPORT = """# Ouvrir les archives des villes moyennes

Rapport remis le 12 mars 2019 à Mme Solène Kervadec, ministre de la Cohésion, par M. Aurélien Tastevin, conseiller
maître à la Cour des comptes, et Mme Jeanne Lacombe (inspectrice générale).

Entre 2014 et 2018, 263 communes ont répondu. Le plan 2014-2020 prévoit 3 millions d'euros et 12,5 % des agents y
consacrent une trentaine d'heures par an. La loi n° 2015-991 du 7 août 2015 a changé la donne (voir page 12). En 2016,
à Montauban, le service a ouvert 1 200 cartons. M. Tastevin s'y est rendu rue Victor Hugo, près de la gare de Lyon.

## 1.2 Organisation

L'Agence nationale de la cohésion des territoires (ANCT) et le ministère de l'Économie et des Finances soutiennent la
ville de Nice. L'ANCT y tient un registre. L'association Mémoire Vive, présidée par Baptiste Ollivier, a formé
15 bénévoles dans le département du Lot, en Belgique et à Marseille. L'université de Bordeaux y participe.

```
print("Paris compte 12 agents le 3 mai 2011")
```

### Étude de cas : les dépôts d'Angoulême

Par exemple, la ville de Cholet, à l'ouest, a numérisé 40 000 pages.

## Nos recommandations

**Recommandation n° 1 : créer un fonds de numérisation doté de 2 M€.** Ce fonds serait géré par les régions.

**Recommandation n° 2 : former les agents.**

**Recommandation n° 2 bis : former aussi les élus.**

**Recommandation n° 4 : publier un guide.**

### Recommandation n° 5

Nommer un référent dans chaque préfecture :

- pour les archives ;
- pour les plans.

Le guide existe déjà, et la recommandation n° 4 vise à le faire connaître (cf. recommandation n° 9).

## Synthèse

| N° | Recommandation | Acteur |
|---|---|---|
| 1 | Créer un fonds de numérisation | État |
| 4 | Publier un guide | Régions |
"""


def inventory_of(text: str, folder: Path) -> Inventory:
    path = folder / "rapport.md"
    path.write_text(text, encoding="utf-8")
    record, chunks = read_and_cut(path, 1000)
    return make_inventory(ReportText(record, chunks))


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Inventory:
    return inventory_of(REPORT, tmp_path_factory.mktemp("registers"))


def labels(inventory: Inventory, kind: Kind) -> list[str]:
    return [entry.label for entry in register(kind, [inventory]).entries]


def of_kind(inventory: Inventory, kind: Kind) -> list[Entry]:
    return [entry for entry in inventory.entries if entry.kind == kind]


def test_recommendations_are_found_by_their_numbers(inventory: Inventory) -> None:
    found = register("recommendations", [inventory])
    assert [entry.number for entry in found.entries] == ["1", "2", "2 bis", "4", "5"]
    assert found.missing_numbers == ["3"]
    assert found.of == 5


def test_a_recommendation_is_quoted_whole_and_without_the_argument_below(inventory: Inventory) -> None:
    first, *_, last = of_kind(inventory, "recommendations")
    assert first.label == "créer un fonds de numérisation doté de 2 M€."
    assert first.citation.quote == "**Recommandation n° 1 : créer un fonds de numérisation doté de 2 M€.**"
    assert last.label == "Nommer un référent dans chaque préfecture : pour les archives ; pour les plans."


def test_a_summary_repeats_recommendations_and_adds_none(inventory: Inventory) -> None:
    times = {entry.number: entry.times for entry in of_kind(inventory, "recommendations")}
    assert times["1"] == 2
    assert times["2"] == 1
    assert times["4"] == 2


def test_people_come_with_their_role_and_streets_do_not(inventory: Inventory) -> None:
    assert labels(inventory, "people") == [
        "Solène Kervadec, ministre de la Cohésion",
        "Aurélien Tastevin, conseiller maître à la Cour des comptes",
        "Jeanne Lacombe, inspectrice générale",
        "Baptiste Ollivier",
    ]
    assert [entry.times for entry in of_kind(inventory, "people")] == [1, 2, 1, 1]


def test_places_are_not_stations_nor_universities_nor_code(inventory: Inventory) -> None:
    assert labels(inventory, "places") == [
        "Montauban",
        "rue Victor Hugo",
        "Nice",
        "Lot",
        "Belgique",
        "Marseille",
        "Angoulême",
        "Cholet",
    ]


def test_an_organisation_and_its_acronym_are_one(inventory: Inventory) -> None:
    times = {entry.label: entry.times for entry in of_kind(inventory, "organisations")}
    assert times["Agence nationale de la cohésion des territoires (ANCT)"] == 2
    assert {"Cour des comptes", "ministère de l'Économie et des Finances", "association Mémoire Vive"} <= set(times)
    assert "université de Bordeaux" in times


def test_figures_come_with_what_they_count(inventory: Inventory) -> None:
    assert labels(inventory, "figures") == [
        "263 communes",
        "3 millions d'euros",
        "12,5 % des agents",
        "une trentaine d'heures par an",
        "1 200 cartons",
        "15 bénévoles",
        "40 000 pages",
        "2 M€",
    ]


def test_dates_are_in_the_order_of_time(inventory: Inventory) -> None:
    assert labels(inventory, "dates") == [
        "Entre 2014 et 2018",
        "2014-2020",
        "7 août 2015",
        "2016",
        "12 mars 2019",
    ]


def test_examples_are_headed_or_said_to_be(inventory: Inventory) -> None:
    assert labels(inventory, "examples") == [
        "Étude de cas : les dépôts d'Angoulême",
        "Par exemple, la ville de Cholet, à l'ouest, a numérisé 40 000 pages.",
    ]


def test_a_register_on_a_topic_says_of_how_many(inventory: Inventory) -> None:
    found = register("recommendations", [inventory], "la formation des agents")
    assert [entry.number for entry in found.entries] == ["2"]
    assert found.of == 5


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Toutes les propositions sur l'expérimentation", ("recommendations", "expérimentation")),
        ("liste des recommandations", ("recommendations", None)),
        ("Quelles sont les propositions du rapport ?", ("recommendations", None)),
        ("combien de recommandations ?", ("recommendations", None)),
        ("quels sont les lieux cités ?", ("places", None)),
        ("all the recommendations on housing", ("recommendations", "housing")),
        ("Donne-moi tous les chiffres concernant les agents, s'il vous plaît", ("figures", "agents")),
        ("Quelles personnes sont citées dans le rapport ?", ("people", None)),
    ],
)
def test_a_question_asks_for_all_of_a_kind(question: str, asked: tuple[Kind, str | None]) -> None:
    assert asked_register(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Qui a écrit le rapport ?",
        "Quelles sont les propositions adressées à la puissance publique ?",
        "Quelle est la date du rapport ?",
        "Combien de communes ont répondu ?",
        "Quelles sont les recommandations de la Cour des comptes ?",
        "Quelles sont les personnes concernées ?",
        "Pourquoi les recommandations ne sont-elles pas suivies ?",
    ],
)
def test_a_question_with_a_condition_of_its_own_asks_no_register(question: str) -> None:
    assert asked_register(question) is None
