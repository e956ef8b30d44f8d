"""The web page through Streamlit's AppTest, on the real assistant."""

from pathlib import Path

import pytest

from assistant.opening import open_index
from ingest.build import ingest_files
from tests.app_pages import opened, plain, shown


def test_three_first_questions_are_offered_and_one_is_answered(data_dir: Path) -> None:
    app = opened()
    assert not app.exception
    offered = [button.label for button in app.button if button.label != "Nouvelle conversation"]
    assert offered == [
        "Qui a demandé ce rapport ?",
        "Qu'est-ce que l'innovation territoriale ?",
        "Quels sont les objectifs du rapport ?",
    ]
    next(button for button in app.button if button.label == "Qui a demandé ce rapport ?").click().run()
    assert "Marylise Lebranchu" in plain(shown(app))
    assert [button.label for button in app.button] == ["Nouvelle conversation"]


def test_each_statement_has_its_number_and_its_passage_marked(data_dir: Path) -> None:
    app = opened()
    app.chat_input[0].set_value("Qu'est-ce que l'innovation territoriale ?").run()
    text = plain(shown(app))
    assert "développement local durable. **[1]**" in text
    [opened_citation] = [one for one in app.expander if "Voir le passage" in one.label]
    passage = opened_citation.markdown[0].value
    marked = passage[passage.index(":orange-background[") : passage.index("**]")]
    assert "peut se définir comme" in marked and "Son caractère" not in marked
    assert "Son caractère" in passage
    assert "caractères 1721 à 1997" in plain(opened_citation.caption[0].value)


def test_a_refusal_shows_its_evidence(data_dir: Path) -> None:
    app = opened()
    app.chat_input[0].set_value("Quel est le budget de la mission ?").run()
    text = plain(shown(app))
    assert "Termes introuvables : budget" in text and "Passages examinés : 6" in text


def test_a_follow_up_uses_the_history(data_dir: Path) -> None:
    app = opened()
    app.chat_input[0].set_value("Qu'est-ce que l'innovation territoriale ?").run()
    app.chat_input[0].set_value("Et qui l'a étudiée ?").run()
    text = plain(shown(app))
    assert "Question comprise ainsi : À propos de l'innovation territoriale" in text
    assert "réalisé par Akim Oural" in text
    app.button[0].click().run()
    assert "réalisé par Akim Oural" not in plain(shown(app))


def test_text_of_a_document_is_never_html_nor_markup(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "piege.md"
    path.write_text(
        "# Note du barrage\n\nLe barrage de Génissiat <script>alert(1)</script> **pèse** [ici](https://exemple.fr) "
        ":material/home: $x^2$ un million de tonnes.\n",
        encoding="utf-8",
    )
    index, embedder, folder = open_index(data_dir, "bundled", 1000)
    ingest_files([path], index, embedder, folder, 1000)
    app = opened()
    app.chat_input[0].set_value("Combien pèse le barrage de Génissiat ?").run()
    raw = shown(app)
    assert "\\<script\\>alert\\(1\\)\\<\\/script\\>" in raw
    assert "<script>" not in raw.replace("\\<script", "")
    assert "\\*\\*pèse\\*\\*" in raw and "\\:material\\/home\\:" in raw and "\\$x\\^2\\$" in raw


def test_an_error_is_one_message_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_DATA_DIR", "/dev/null/rapport")
    app = opened()
    assert not app.exception
    [error] = app.error
    assert "RAPPORT_DATA_DIR" in error.value


def test_a_text_too_long_is_said_and_the_conversation_goes_on(data_dir: Path) -> None:
    app = opened()
    app.chat_input[0].set_value("mot " * 3000).run()
    assert "trop longue" in app.error[0].value
    app.chat_input[0].set_value("Qui a écrit ce rapport ?").run()
    assert "Akim Oural" in plain(shown(app))


def test_the_page_in_english(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_LANGUAGE", "en")
    assert opened().title[0].value == "Report assistant"
