"""`rapport define`, `glossary`, `list`, `onboarding` and `quiz`, as a terminal runs them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.opening import open_index
from ingest.build import ingest_files

NOTE = """# Note sur les mobilités rurales

Le syndicat mixte des transports (SMT) dessert 42 communes.

## Propositions

### Proposition n° 1 : créer un guichet unique

Le guichet réunirait les services du canton de Morvel.

### Proposition n° 2 : étendre l'autopartage aux bourgs

L'expérimentation durerait deux ans.

### Proposition n° 4 : former les secrétaires de mairie

La formation durerait trois jours.
"""


@pytest.fixture
def with_a_note(data_dir: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mobilites.md"
    path.write_text(NOTE, encoding="utf-8")
    index, embedder, folder = open_index(data_dir, "bundled", 1000)
    ingest_files([path], index, embedder, folder, 1000)
    return data_dir


def test_define_json_is_the_contract(data_dir: Path, rapport: Callable, report_text: str) -> None:
    ran = rapport("define", "innovation territoriale", "--json")
    assert ran.status == 0, ran.err
    card = json.loads(ran.out)
    assert list(card)[:5] == ["term", "defined", "definitions", "mentions", "expansion"]
    assert (card["term"], card["defined"], card["expansion"]) == ("innovation territoriale", True, None)
    [definition] = card["definitions"]
    citation = definition["citation"]
    assert definition["text"] == citation["quote"] == report_text[citation["start"] : citation["end"]]
    assert definition["text"].startswith("L'innovation territoriale peut se définir comme une réponse nouvelle")
    assert card["mentions"] >= 6


def test_a_term_that_is_not_there_is_said_absent(data_dir: Path, rapport: Callable) -> None:
    ran = rapport("define", "smart city", "--json")
    card = json.loads(ran.out)
    assert ran.status == 0
    assert (card["defined"], card["definitions"], card["mentions"]) == (False, [], 0)
    assert "« smart city » n'est pas dans le rapport." in rapport("define", "smart city").out


@pytest.mark.parametrize("typed", ["Innovation Territoriale", "l’innovation territoriale", "inovation teritoriale"])
def test_a_term_is_found_however_it_is_typed(data_dir: Path, rapport: Callable, typed: str) -> None:
    assert "peut se définir comme une réponse nouvelle" in " ".join(rapport("define", typed).out.split())


def test_an_empty_term_is_bad_use(data_dir: Path, rapport: Callable) -> None:
    ran = rapport("define", "  ")
    assert ran.status == 2 and len(ran.err.strip().splitlines()) == 1


def test_the_glossary_has_definitions_and_acronyms(with_a_note: Path, rapport: Callable) -> None:
    lines = json.loads(rapport("glossary", "--json").out)["glossary"]
    assert {"innovation territoriale", "SMT"} <= {line["term"] for line in lines}
    assert "Syndicat mixte des transports" in rapport("glossary").out or "syndicat mixte" in rapport("glossary").out


def test_a_register_is_complete_and_says_which_numbers_are_missing(with_a_note: Path, rapport: Callable) -> None:
    found = json.loads(rapport("list", "recommandations", "--json").out)
    assert [entry["number"] for entry in found["entries"]] == ["1", "2", "4"] and found["of"] == 3
    assert found["missing_numbers"] == ["3"]
    printed = " ".join(rapport("list", "recommandations").out.split())
    assert "3 sur 3 recommandations" in printed and "Numéros que le rapport ne donne pas : 3" in printed


def test_a_register_on_a_topic_and_of_a_document(with_a_note: Path, rapport: Callable) -> None:
    found = json.loads(rapport("list", "recommandations", "--about", "formation", "--json").out)
    assert [entry["number"] for entry in found["entries"]] == ["4"] and found["of"] == 3
    of_one = json.loads(
        rapport("list", "recommandations", "--document", "rapport-innovation-territoriale", "--json").out
    )
    assert of_one["of"] == 0
    unknown = rapport("list", "lieux", "--document", "absent")
    assert unknown.status == 1 and "mobilites" in unknown.err


def test_a_register_is_written_as_csv_and_ods(with_a_note: Path, rapport: Callable, tmp_path: Path) -> None:
    csv, ods = tmp_path / "r.csv", tmp_path / "r.ods"
    assert rapport("list", "recommandations", "--csv", str(csv), "--ods", str(ods)).status == 0
    assert csv.read_bytes().count(b"\r\n") == 4
    assert ods.read_bytes().startswith(b"PK")
    nowhere = rapport("list", "recommandations", "--csv", str(tmp_path / "absent" / "r.csv"))
    assert nowhere.status == 1 and "absent" in nowhere.err and len(nowhere.err.strip().splitlines()) == 1


def test_another_kind_is_bad_use(data_dir: Path, rapport: Callable) -> None:
    ran = rapport("list", "chapitres")
    assert ran.status == 2 and len(ran.err.strip().splitlines()) == 1


def test_a_report_is_presented_in_a_page_and_a_path(data_dir: Path, rapport: Callable) -> None:
    told = json.loads(rapport("onboarding", "--json").out)
    assert "Marylise Lebranchu" in told["overview"]["asked_by"][0]["quote"]
    assert [step["number"] for step in told["path"]["steps"]] == [1, 2, 3]
    printed = rapport("onboarding").out
    assert "Qui l'a demandé" in printed and "Présentation du rapport" in printed
    assert rapport("onboarding", "absent").status == 1


def test_a_quiz_is_printed_with_its_answers(data_dir: Path, rapport: Callable, report_text: str) -> None:
    made = json.loads(rapport("quiz", "--questions", "5", "--json").out)["questions"]
    assert len(made) == 5
    for question in made:
        citation = question["citation"]
        assert report_text[citation["start"] : citation["end"]] == citation["quote"]
    assert "Réponses" in rapport("quiz", "--questions", "3").out


def test_a_question_on_a_term_or_on_a_register_is_answered_from_what_was_found(
    with_a_note: Path, rapport: Callable
) -> None:
    spelled_out = json.loads(rapport("ask", "Que veut dire SMT ?", "--json").out)
    assert "syndicat mixte des transports (SMT)" in spelled_out["statements"][0]["text"]
    defined = json.loads(rapport("ask", "C'est quoi l'innovation territoriale ?", "--json").out)
    assert [one["text"][:42] for one in defined["statements"]] == ["L'innovation territoriale peut se définir "]
    listed = json.loads(rapport("ask", "Toutes les propositions sur l'autopartage", "--json").out)
    assert listed["listed"]["said"] == "1 recommandation sur 3, au sujet de « autopartage »"
    none = json.loads(rapport("ask", "Toutes les propositions sur les communes", "--json").out)
    assert none["status"] == "refused" and none["refusal"]["reason"] == "not_answered"
