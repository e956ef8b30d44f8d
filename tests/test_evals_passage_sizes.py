"""Articles cut again at another length: every question keeps its answer."""

import json
from pathlib import Path

import pytest

from evals.passage_sizes import recut
from evals.squad import load_squad

TEXTS = (
    "La halle de Corvel date de 1887. Elle abrite un marché le samedi. Sa charpente est en chêne.",
    "Le pont suspendu mesure 212 mètres. Il a été bâti par la commune de Corvel en 1931.",
)
ANSWERS = ("1887", "en chêne", "212 mètres", "1931")


@pytest.mark.parametrize("longest", [40, 90, 1000])
def test_every_answer_stands_in_the_passage_of_its_question(longest: int, tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    asked = [
        {
            "context": text,
            "qas": [
                {"question": f"Où lit-on {answer} ?", "answers": [{"text": answer, "answer_start": text.index(answer)}]}
                for answer in ANSWERS
                if answer in text
            ],
        }
        for text in TEXTS
    ]
    path.write_text(json.dumps({"data": [{"title": "Corvel", "paragraphs": asked}]}), encoding="utf-8")
    cut = recut(load_squad(path), longest)
    held = [cut.paragraphs[question.paragraph].text[question.start : question.end] for question in cut.questions]
    assert held == list(ANSWERS)
    assert all(len(chunk.text) <= longest or len(chunk.sentences) == 1 for chunk in cut.paragraphs)
