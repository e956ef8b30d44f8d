"""French sentences, cut where a reader would."""

import pytest

from ingest.sentence_splitting import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "La mission fut donnée à M. Akim Oural, maire adjoint. Elle dura.",
            ["La mission fut donnée à M. Akim Oural, maire adjoint.", "Elle dura."],
        ),
        ("Voir l'art. L. 123-4 du code. École fermée.", ["Voir l'art. L. 123-4 du code.", "École fermée."]),
        ("« Il faut agir. Vite. » Ensuite, l'État paie.", ["« Il faut agir. Vite. »", "Ensuite, l'État paie."]),
        ("Selon J.-P. Dupont, p. 12. À suivre.", ["Selon J.-P. Dupont, p. 12.", "À suivre."]),
        ("1. Premier point. 2. Second point.", ["1. Premier point.", "2. Second point."]),
        ("Coût de 3,5 % en 2015 ! Était-ce trop ?", ["Coût de 3,5 % en 2015 !", "Était-ce trop ?"]),
        ("😀 Emoji. Après l'emoji.", ["😀 Emoji.", "Après l'emoji."]),
        ("   \n ", []),
    ],
)
def test_sentences_of_french_text(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_spans_count_from_the_start_of_the_whole_text() -> None:
    text = "Avant. Une phrase. Deux phrases. Après."
    assert [text[start:end] for start, end in sentence_spans(text, 7, 32)] == ["Une phrase.", "Deux phrases."]
