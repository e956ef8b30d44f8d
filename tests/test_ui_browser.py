"""The page as a visitor sees it: a real server, a real browser (Debian's Chromium, headless)."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import CHROMIUM, open_browser, served_page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium absent : sudo apt install chromium")


@pytest.fixture
def served(data_dir: Path, free_port: int, wait_for: Callable[[str], None]) -> Iterator[str]:
    with served_page(data_dir, free_port, wait_for) as url:
        yield url


@pytest.fixture
def page() -> Iterator[Page]:
    with open_browser() as browser:
        yield browser.new_page(viewport={"width": 1200, "height": 900})


def test_a_visitor_asks_opens_the_passage_and_asks_again(served: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served)
    page.get_by_role("button", name="Qui a demandé ce rapport ?").click(timeout=60_000)
    citation = page.get_by_text("Voir le passage").first
    citation.click(timeout=30_000)
    marked = page.locator("span", has_text="Marylise Lebranchu").first
    expect(marked).to_be_visible()
    box = page.get_by_placeholder("Posez une question sur le rapport")
    box.fill("Et quels sont ses objectifs ?")
    box.press("Enter")
    expect(page.get_by_text("poursuit plusieurs objectifs").first).to_be_visible(timeout=30_000)
    box.fill("Quelle est la capitale de l'Australie ?")
    box.press("Enter")
    expect(page.get_by_text("hors du sujet du rapport").first).to_be_visible(timeout=30_000)
    assert [url for url in asked if not url.startswith((served, "data:", "blob:"))] == []


def test_a_visitor_adds_a_document(served: str, page: Page, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Note sur les barrages\n\nLe barrage de Génissiat a été inauguré en 1948.\n", encoding="utf-8")
    page.goto(served)
    page.get_by_placeholder("Posez une question sur le rapport").wait_for(timeout=60_000)
    page.locator("input[type=file]").set_input_files(str(note))
    expect(page.get_by_text("« note.md » : ajouté")).to_be_visible(timeout=90_000)
    box = page.get_by_placeholder("Posez une question sur le rapport")
    box.fill("Quand le barrage de Génissiat a-t-il été inauguré ?")
    box.press("Enter")
    expect(page.get_by_text("inauguré en 1948").first).to_be_visible(timeout=30_000)


def wait_until_drawn(page: Page) -> None:
    """While the page is still being drawn, a click may be lost."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60_000)


def click_until(button: Locator, sign: Locator) -> None:
    """Streamlit may lose a click while it draws; a reader clicks again."""
    button.click(timeout=60_000)
    try:
        expect(sign).to_be_visible(timeout=15_000)
    except AssertionError:
        button.click(timeout=60_000)
        expect(sign).to_be_visible(timeout=60_000)


def test_a_newcomer_looks_a_word_up_follows_the_path_and_takes_the_quiz(served: str, page: Page) -> None:
    page.goto(f"{served}/definitions")
    term = page.get_by_label("Terme", exact=True)
    term.wait_for(timeout=60_000)
    assert page.evaluate("document.documentElement.lang") == "fr"
    term.press_sequentially("innov", delay=30)
    page.get_by_role("button", name="innovation territoriale").click(timeout=30_000)
    expect(page.get_by_text("peut se définir comme une réponse nouvelle").first).to_be_visible(timeout=30_000)

    page.get_by_role("link", name="Le parcours").click()
    for done in range(3):
        expect(page.get_by_text(f"Étapes lues : {done} sur 3")).to_be_visible(timeout=60_000)
        wait_until_drawn(page)
        step = page.get_by_test_id("stMain").get_by_test_id("stExpander").nth(done)
        after = page.get_by_text(f"Étapes lues : {done + 1} sur 3").or_(page.get_by_text("Parcours terminé")).first
        click_until(step.get_by_text("J'ai lu cette étape"), after)
    expect(page.get_by_text("Parcours terminé")).to_be_visible(timeout=30_000)
    # A new visit of the same browser is resumed where it was left.
    page.goto(f"{served}/learning_path")
    expect(page.get_by_text("Parcours terminé")).to_be_visible(timeout=60_000)

    page.get_by_role("link", name="Le quiz").click()
    first = page.get_by_text(re.compile(r"Question 1 sur \d+"))
    expect(first).to_be_visible(timeout=60_000)
    questions = int(first.inner_text().rsplit(" ", 1)[1])
    assert questions >= 10
    for number in range(1, questions + 1):
        expect(page.get_by_text(f"Question {number} sur {questions}")).to_be_visible(timeout=30_000)
        # What is left on the page of the question before is no sign of this one's answer.
        expect(page.get_by_role("button", name="Question suivante")).to_have_count(0, timeout=30_000)
        choices = page.get_by_role("radio").or_(page.get_by_role("combobox"))
        expect(choices.first).to_be_visible(timeout=30_000)
        ranks = page.get_by_role("combobox").all()
        if ranks:
            for place, rank in enumerate(ranks):
                rank.click()
                page.get_by_role("option").nth(place).click()
        else:
            page.get_by_role("radio").first.check(force=True)
        wait_until_drawn(page)
        following = page.get_by_role("button", name="Question suivante")
        click_until(page.get_by_role("button", name="Répondre"), following)
        expect(page.get_by_text("caractères").last).to_be_visible(timeout=30_000)
        wait_until_drawn(page)
        after = page.get_by_text(f"Question {number + 1} sur {questions}").or_(page.get_by_text("Quiz terminé")).first
        click_until(following, after)
    expect(page.get_by_text("Quiz terminé")).to_be_visible(timeout=30_000)


def test_a_register_is_shown_whole_and_downloaded(served: str, page: Page) -> None:
    page.goto(f"{served}/registers?registre=personnes")
    page.get_by_role("radio", name="personnes (2)").or_(page.get_by_text("personnes (2)")).first.click(timeout=60_000)
    expect(page.get_by_text("2 sur 2 personnes")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger (CSV)").click()
    assert "Akim Oural" in download.value.path().read_text(encoding="utf-8-sig")
    page.locator("summary", has_text="Akim Oural").click()
    expect(page.get_by_text("caractères 110 à 532").locator("visible=true")).to_be_visible(timeout=30_000)
