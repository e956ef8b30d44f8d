"""Many files in one go: folders, files that fail, a reading stopped and asked again, a file that changed a little."""

from pathlib import Path

import pytest

from assistant.opening import open_assistant, open_index
from ingest.build import FileFailed, FileRead, Progress, ingest_files
from tests.test_ingest_pdf import write

CANTONS = ("valmont", "breval", "rivages")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three notes, one of them in a folder below; a PDF that is none; what is no document."""
    root = tmp_path / "notes"
    (root / "archives").mkdir(parents=True)
    for name in CANTONS:
        path = root / ("archives" if name == "rivages" else "") / f"{name}.md"
        title = f"Canton de {name.title()}"
        path.write_text(f"# {title}\n\nLe {title} compte douze communes.\n", encoding="utf-8")
    (root / "casse.pdf").write_bytes(b"<html>une page enregistree sous un autre nom</html>")
    (root / ".cache.md").write_text("caché", encoding="utf-8")
    (root / "photo.jpg").write_bytes(b"\xff\xd8")
    return root


def ingest(data_dir: Path, *paths: Path, told: list[Progress] | None = None, keep_all: bool = False):
    index, embedder, data_folder = open_index(data_dir, "bundled", 1000)
    return ingest_files(paths, index, embedder, data_folder, 1000, (told if told is not None else []).append, keep_all)


def test_a_folder_is_read_whole_and_what_fails_is_named(data_dir: Path, folder: Path) -> None:
    told: list[Progress] = []
    results = ingest(data_dir, folder, told=told)
    assert sorted(result.record.id for result in results if isinstance(result, FileRead)) == sorted(CANTONS)
    [failed] = [result for result in results if isinstance(result, FileFailed)]
    assert failed.path.name == "casse.pdf" and "n'est pas un PDF" in failed.message
    assert {progress.of for progress in told} == {4}
    assert [progress.number for progress in told if progress.step == "reading"] == [1, 2, 3, 4]
    answer = open_assistant(data_dir, "bundled", 1000, 0.08).ask("Combien de communes compte le canton de Rivages ?")
    assert [citation.document for citation in answer.citations] == ["rivages"]


def test_an_empty_folder_is_said(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    [failed] = ingest(data_dir, tmp_path / "vide")
    assert isinstance(failed, FileFailed) and "aucun fichier" in failed.message


def test_a_reading_stopped_goes_on_where_it_was(data_dir: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.build.PUBLISH_EVERY", 0.0)
    index, embedder, data_folder = open_index(data_dir, "bundled", 1000)

    def stop_at_the_third(progress: Progress) -> None:
        if progress.number == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest_files([folder], index, embedder, data_folder, 1000, stop_at_the_third)
    results = [result for result in ingest(data_dir, folder) if isinstance(result, FileRead)]
    assert sorted(result.outcome for result in results) == ["added", "unchanged", "unchanged"]


def test_only_what_changed_is_embedded_again(data_dir: Path, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    sections = [f"## Axe {number}\n\nLa commune ouvre {number * 7} places de crèche.\n" for number in range(1, 9)]
    path.write_text("# Plan\n\n" + "\n".join(sections), encoding="utf-8")
    told: list[Progress] = []
    ingest(data_dir, path, told=told)
    assert told[-1].total > 16
    sections[3] = "## Axe 4\n\nLa commune ferme une école maternelle.\n"
    path.write_text("# Plan\n\n" + "\n".join(sections), encoding="utf-8")
    told.clear()
    ingest(data_dir, path, told=told)
    assert told[-1].total == 2
    answer = open_assistant(data_dir, "bundled", 1000, 0.08).ask("Combien de places de crèche ouvre l'axe 6 ?")
    assert "42 places" in answer.citations[0].quote


def test_keep_all_reads_what_is_set_aside(data_dir: Path, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "rapport.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 4):
        write(canvas, 40, "Mission des vallées, document de travail", size=9)
        write(canvas, 120, f"La vallée numéro {number} accueille {number * 310} habitants permanents.")
        canvas.showPage()
    canvas.save()
    [first] = ingest(data_dir, path)
    assert isinstance(first, FileRead)
    [head] = first.record.set_aside
    assert (head.reason, head.times, head.page) == ("running_head", 3, 1)
    [whole] = ingest(data_dir, path, keep_all=True)
    assert isinstance(whole, FileRead)
    assert (whole.outcome, whole.record.set_aside, whole.record.keep_all) == ("replaced", (), True)
    [again] = ingest(data_dir, path, keep_all=True)
    assert isinstance(again, FileRead) and again.outcome == "unchanged"


def test_a_citation_gives_page_folio_and_boxes(data_dir: Path, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "vallees.pdf"
    canvas = Canvas(str(path))
    for number, name in enumerate(("Valmont", "Bréval", "Rivages"), start=1):
        write(canvas, 80, f"{number}. Vallée de {name}", size=15, font="Helvetica-Bold")
        write(canvas, 120, f"Le barrage de {name} a été inauguré en {1950 + number} par le préfet.")
        write(canvas, 815, str(number + 10), left=290, size=9)
        canvas.showPage()
    canvas.save()
    ingest(data_dir, path)
    question = "Quand le barrage de Bréval a-t-il été inauguré ?"
    answer = open_assistant(data_dir, "bundled", 1000, 0.08).ask(question)
    citation = answer.citations[0]
    assert "1952" in citation.quote
    assert (citation.page, citation.folio, citation.section) == (2, "12", ["2. Vallée de Bréval"])
    [(page, left, top, right, bottom)] = citation.boxes
    assert page == 2 and 70 < left < right < 500 and 100 < top < bottom < 130
