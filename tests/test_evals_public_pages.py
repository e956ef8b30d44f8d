"""Pages of an administration, as npm packages hold them, → reports in Markdown to learn from."""

import hashlib
import json
from pathlib import Path
from typing import Any

from evals.public_pages import pages_by_theme
from evals.training_questions import dataset_of_documents

FILLING = "La carte de pêche reste valable jusqu'à la fin de l'année civile, quel que soit le jour où elle est prise. "


def element(name: str, *children: Any) -> dict[str, Any]:
    """An element of a page, its text given as it is."""
    return {"type": "element", "name": name, "children": [told(one) for one in children]}


def told(one: Any) -> dict[str, Any]:
    return {"type": "text", "text": one} if isinstance(one, str) else one


def paragraph(*children: Any) -> dict[str, Any]:
    return element("Paragraphe", *children)


def write_page(folder: Path, kind: str = "Fiche d'information", length: int = 30) -> None:
    page = element(
        "Publication",
        element("dc:title", "Carte de pêche"),
        element("Theme", element("Titre", "Loisirs")),
        element("Introduction", element("Texte", paragraph("La carte de pêche permet de pêcher en eau douce."))),
        element(
            "Texte",
            element(
                "Chapitre",
                element("Titre", paragraph("Où la demander ?")),
                paragraph(
                    "Elle se prend avant le 1", element("Exposant", "er"), "mai auprès d'une", told("fédération")
                ),
                element("Liste", element("Item", paragraph("pour un jour")), element("Item", paragraph("pour un an"))),
                element("OuSAdresser", element("Titre", "Mairie")),
                element("SousChapitre", element("Titre", paragraph("Durée")), *[paragraph(FILLING)] * length),
            ),
        ),
    )
    page["attributes"] = {"type": kind}
    target = folder / "particuliers" / "F1.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({"id": "F1", "children": [page]}), encoding="utf-8")


def test_a_page_becomes_a_report_under_its_headings_without_addresses(tmp_path: Path) -> None:
    write_page(tmp_path)
    (text,) = pages_by_theme(tmp_path)["Loisirs"]
    assert text.startswith("# Carte de pêche\n\nLa carte de pêche permet de pêcher en eau douce.\n")
    assert "## Où la demander ?\n\nElle se prend avant le 1er mai auprès d'une fédération\n" in text
    assert "- pour un jour\n- pour un an\n" in text and "### Durée" in text
    assert "Mairie" not in text


def test_a_form_and_a_page_of_a_few_lines_are_left_out(tmp_path: Path) -> None:
    write_page(tmp_path, kind="Formulaire")
    assert pages_by_theme(tmp_path) == {}
    write_page(tmp_path, length=1)
    assert pages_by_theme(tmp_path) == {}


def test_only_pages_on_which_something_is_asked_are_learnt_from(tmp_path: Path) -> None:
    document = tmp_path / "loisirs.md"
    asked = "Le permis de chasse coûte 46 euros par an."
    document.write_text(f"# Chasse\n\n{asked}\n\n## Âge\n\nIl faut 16 ans.\n\n# Pêche\n\nElle est libre en mer.\n")
    part = tmp_path / "part.json"
    hashed = hashlib.sha256(asked.encode()).hexdigest()[:16]
    rows = [{"paragraph": hashed, "questions": [["Combien coûte le permis ?", 26, 34]], "unanswerable": []}]
    part.write_text(json.dumps(rows), encoding="utf-8")
    pages = dataset_of_documents([document], [part])
    assert [one.text for one in pages.paragraphs] == [asked, "Il faut 16 ans."]
    assert pages.articles == [0, 0]
    (question,) = pages.questions
    assert pages.paragraphs[question.paragraph].text[question.start : question.end] == "46 euros"
