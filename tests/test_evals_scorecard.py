"""`rapport eval`, through the command, on a small dataset."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evals import definitions_found, registers_found
from evals.scorecard import score_bundled
from tests.asked_once import AskedOnce

ARTICLES = {
    "Pont de Corvel": [
        (
            "Le pont de Corvel mesure 212 mètres. Il a été bâti par la commune en 1931.",
            {"Combien mesure le pont de Corvel ?": "212 mètres", "Quand le pont a-t-il été bâti ?": "1931"},
        )
    ],
    "Halle de Vidrac": [
        (
            "La halle de Vidrac abrite un marché le samedi. Sa charpente est en chêne.",
            {"En quel bois est la charpente de la halle ?": "en chêne", "Que trouve-t-on dans la halle ?": "un marché"},
        )
    ],
}
PUBLISHED = Path(__file__).parent.parent / "docs" / "scorecard" / "scorecard.json"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    data = [
        {
            "title": title,
            "paragraphs": [
                {
                    "context": context,
                    "qas": [
                        {"question": question, "answers": [{"text": text, "answer_start": context.index(text)}]}
                        for question, text in asked.items()
                    ],
                }
                for context, asked in paragraphs
            ],
        }
        for title, paragraphs in ARTICLES.items()
    ]
    path = tmp_path / "ponts.json"
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_the_command_writes_the_page_the_figures_and_the_plot(
    data_dir: Path, dataset: Path, rapport: Callable, tmp_path: Path
) -> None:
    ran = rapport("eval", "--dataset", str(dataset), "--output", str(tmp_path / "out"))
    assert ran.status == 0, ran.err
    record = json.loads((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    bundled, ponts = record["sets"]
    assert (ponts["name"], ponts["questions"], ponts["passages"]) == ("ponts", 4, 2)
    assert set(ponts["retrieval"]) == {
        "BM25",
        "tutorial chain (top 4)",
        "this assistant, without its reader",
        "this assistant",
    }
    assert ponts["retrieval"]["this assistant"]["hit@1"]["value"] == 1.0
    assert ponts["answers"]["citations exact"]["value"] == bundled["answers"]["citations exact"]["value"] == 1.0
    assert (tmp_path / "out" / "reliability-ponts.png").stat().st_size > 1000
    page = (tmp_path / "out" / "scorecard.md").read_text(encoding="utf-8")
    assert "## ponts" in page and "(reliability-ponts.png)" in page
    assert "(holdings.md)" in page
    holdings = json.loads((tmp_path / "out" / "holdings.json").read_text(encoding="utf-8"))
    assert {"bundled", "mobilites", "lecture-publique"} <= set(holdings["documents"])
    assert "| definitions, all |" in (tmp_path / "out" / "holdings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "pas du JSON", '{"data": 3}', '{"autre": []}', '{"data": []}'])
def test_a_file_that_is_no_dataset_is_said_in_a_line(
    data_dir: Path, rapport: Callable, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "faux.json"
    path.write_text(content, encoding="utf-8")
    ran = rapport("eval", "--dataset", str(path), "--output", str(tmp_path / "out"))
    assert ran.status == 1
    assert "faux.json" in ran.err and "SQuAD" in ran.err and len(ran.err.strip().splitlines()) == 1


def test_answers_on_the_bundled_report_are_as_good_as_published(asked_once: AskedOnce) -> None:
    """Below the interval of the published scorecard, it is a regression and not noise."""
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["sets"][0]["answers"]
    measured = score_bundled(asked_once).answers
    assert measured["right"].value >= published["right"]["low"]
    assert measured["answerable, refused"].value <= published["answerable, refused"]["high"]
    assert measured["unanswerable, answered"].value == 0
    assert measured["citations exact"].value == 1
    assert measured["turns of dialogues right"].value >= published["turns of dialogues right"]["low"]


def test_what_is_found_in_the_reports_is_as_good_as_asked() -> None:
    registers = registers_found.totals(registers_found.measure(definitions_found.ALWAYS_HERE))
    figures = {kind: registers_found.precision_and_recall(one) for kind, one in registers.items()}
    assert figures["recommendations"][0].value == 1 and figures["recommendations"][1].value >= 0.95
    assert min(precision.value for precision, _ in figures.values()) >= 0.9
