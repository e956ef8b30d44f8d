"""The pages of definitions, registers and the welcome path through Streamlit's AppTest, on the real assistant."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app_pages import opened, plain, shown
from tests.chat_servers import TRUE, ChatServer


@pytest.fixture
def app(data_dir: Path) -> AppTest:
    return opened()


def test_a_word_gives_the_reports_own_definition_with_its_place(app: AppTest) -> None:
    page = app.switch_page("screens/definitions.py").run()
    assert "innovation territoriale" in [button.label for button in page.button]
    page.text_input(key="terme").set_value("innovation territorial").run()
    text = plain(shown(page))
    assert "« L'innovation territoriale peut se définir comme une réponse nouvelle" in text
    assert any("Défini par le rapport — Qu'est-ce que" in plain(one.label) for one in page.expander)
    assert "caractères 1721 à 1997" in text


def test_an_absent_term_is_said_absent(app: AppTest) -> None:
    page = app.switch_page("screens/definitions.py").run()
    page.text_input(key="terme").set_value("smart city").run()
    assert "« smart city » n'est pas dans le rapport." in plain(shown(page))


def test_a_term_used_and_never_defined_says_how_often(app: AppTest) -> None:
    page = app.switch_page("screens/definitions.py").run()
    page.text_input(key="terme").set_value("collectivités").run()
    assert "employé une fois, jamais défini" in plain(shown(page))


def test_a_register_is_counted_and_each_entry_opens_its_passage(app: AppTest) -> None:
    page = app.switch_page("screens/registers.py").run()
    assert "Le rapport ne contient pas de recommandations" in plain(shown(page))
    page.button_group(key="registre").set_value("people").run()
    assert "2 sur 2 personnes" in plain(shown(page))
    assert any("Akim Oural" in plain(one.label) for one in page.expander)


def test_the_report_in_one_page_cites_each_line(app: AppTest) -> None:
    page = app.switch_page("screens/overview.py").run()
    text = plain(shown(page))
    assert "Marylise Lebranchu a donné à M. Akim Oural" in text and "Mis à jour le 11 avril 2016" in text
    assert "- Présentation du rapport — " in text
    assert sum("Voir le passage" in one.label for one in page.expander) >= 5


def test_a_path_is_followed_and_resumed(app: AppTest) -> None:
    page = app.switch_page("screens/learning_path.py").run()
    assert "Étapes lues : 0 sur 3" in plain(shown(page))
    page.checkbox[0].check().run()
    assert "Étapes lues : 1 sur 3" in plain(shown(page)) and page.expander[0].label.startswith("✓")
    page.checkbox[0].uncheck().run()
    assert "Étapes lues : 0 sur 3" in plain(shown(page))


def test_a_quiz_is_answered_to_its_end(app: AppTest) -> None:
    page = app.switch_page("screens/quiz.py").run()
    assert "visitor" not in shown(page)
    asked = set()
    for _ in range(20):
        if page.success:
            break
        asked.add(page.radio[0].label if page.radio else "order")
        for place, rank in enumerate(page.main.get("selectbox")):
            rank.set_value(place)
        for choices in page.radio:
            choices.set_value(0)
        page.button[0].click().run()
        assert "caractères" in plain(shown(page))
        next(one for one in page.button if one.label == "Question suivante").click().run()
    assert len(asked) >= 10 and "order" in asked
    assert "Quiz terminé" in page.success[0].value


def test_a_step_is_summed_up_by_a_model_and_its_lies_are_struck(
    data_dir: Path, served: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"MODEL": "x", "BASE_URL": served.url, "API_KEY": "x"}.items():
        monkeypatch.setenv(f"RAPPORT_LLM_{name}", value)
    lie = "La mission a coûté 12 millions d'euros."
    served.answering = lambda prompt: f"{TRUE} {lie}"
    page = opened().switch_page("screens/learning_path.py").run()
    next(one for one in page.button if one.label.startswith("Résumer cette étape")).click().run()
    text = plain(shown(page))
    assert f"{TRUE} **[1]**" in text and "Rédigé par x" in text
    assert "✗ La mission a coûté 12 millions" in text
    assert "Marylise Lebranchu a donné à M. Akim Oural, maire adjoint de Lille" in text


def test_every_page_says_it_when_there_is_no_document(app: AppTest, data_dir: Path) -> None:
    from assistant.opening import open_index
    from ingest.build import remove_document

    index, _, folder = open_index(data_dir, "bundled", 1000)
    remove_document("rapport-innovation-territoriale", index, folder)
    for screen in ("overview", "learning_path", "quiz", "registers"):
        page = app.switch_page(f"screens/{screen}.py").run()
        assert "Aucun document n'est lu" in page.info[0].value
    page = app.switch_page("screens/definitions.py").run()
    assert "aucune définition" in page.info[0].value
