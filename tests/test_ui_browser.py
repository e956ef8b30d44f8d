"""The page as a visitor sees it: a real server, a real browser (Debian's Chromium, headless)."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = next((path for path in map(Path, ("/usr/bin/chromium", "/usr/bin/chromium-browser")) if path.exists()), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium absent : sudo apt install chromium")


@pytest.fixture
def served(data_dir: Path, free_port: int, wait_for: Callable[[str], None]) -> Iterator[str]:
    """`rapport serve` in a process of its own."""
    environment = {**os.environ, "RAPPORT_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(free_port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://localhost:{free_port}"
    try:
        wait_for(f"{url}/_stcore/health")
        yield url
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        opened = browser.new_page(viewport={"width": 1200, "height": 900})
        yield opened
        browser.close()


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
