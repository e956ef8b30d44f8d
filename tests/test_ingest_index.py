"""What the index holds after files are read, read again, changed, removed, or their reading is stopped."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.opening import open_assistant, open_index
from ingest.build import BUNDLED_REPORT, FileFailed, FileRead, ingest_files, rebuild, remove_document
from ingest.chroma_client import IndexUnavailableError
from ingest.index import IndexMismatchError
from ingest.manifest import Manifest

BUNDLED_ID = "rapport-innovation-territoriale"


def ingest(folder: Path, *paths: Path, chroma_url: str | None = None) -> list[FileRead | FileFailed]:
    index, embedder, data_folder = open_index(folder, "bundled", 1000, chroma_url)
    return ingest_files(paths, index, embedder, data_folder, 1000)


def manifest(folder: Path) -> Manifest:
    live = open_index(folder, "bundled", 1000)[0].refresh()
    assert live is not None
    return live


def quotes(folder: Path, question: str) -> str:
    answer = open_assistant(folder, "bundled", 1000, 0.08).ask(question)
    return " ".join(citation.quote for citation in answer.citations)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text("# Note sur les barrages\n\nLe barrage de Génissiat a été inauguré en 1948.\n", encoding="utf-8")
    return path


def test_the_same_file_read_twice_changes_nothing(data_dir: Path, note: Path) -> None:
    [first] = ingest(data_dir, note)
    before = manifest(data_dir)
    [second] = ingest(data_dir, note)
    assert isinstance(first, FileRead) and first.outcome == "added"
    assert isinstance(second, FileRead) and second.outcome == "unchanged"
    assert manifest(data_dir) == before


def test_the_bundled_report_given_by_its_path_is_known(data_dir: Path, tmp_path: Path) -> None:
    copy = tmp_path / BUNDLED_REPORT.name
    copy.write_bytes(BUNDLED_REPORT.read_bytes())
    [result] = ingest(data_dir, copy)
    assert isinstance(result, FileRead) and result.outcome == "unchanged"
    assert [document.id for document in manifest(data_dir).documents] == [BUNDLED_ID]
    assert len(result.record.set_aside) == 30


def test_a_changed_file_replaces_its_passages(data_dir: Path, note: Path) -> None:
    ingest(data_dir, note)
    assert "1948" in quotes(data_dir, "Quand le barrage de Génissiat a-t-il été inauguré ?")
    note.write_text("# Note sur les barrages\n\nLe barrage de Génissiat a été inauguré en 1947.\n", encoding="utf-8")
    [result] = ingest(data_dir, note)
    assert isinstance(result, FileRead) and result.outcome == "replaced"
    found = quotes(data_dir, "Quand le barrage de Génissiat a-t-il été inauguré ?")
    assert "1947" in found and "1948" not in found
    assert [document.id for document in manifest(data_dir).documents] == [BUNDLED_ID, "note"]


def test_ids_are_the_same_in_two_readings(data_dir: Path, empty_data_dir: Path, note: Path) -> None:
    for folder in (data_dir, empty_data_dir):
        ingest(folder, note)
    ids = [open_assistant(folder, "bundled", 1000, 0.08).index.terms.ids for folder in (data_dir, empty_data_dir)]
    assert set(ids[1]) <= set(ids[0])


def test_a_file_that_fails_leaves_the_others(data_dir: Path, note: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").touch()
    results = ingest(data_dir, tmp_path / "vide.txt", note, tmp_path / "absent.pdf")
    assert [type(result) for result in results] == [FileFailed, FileRead, FileFailed]
    assert [document.id for document in manifest(data_dir).documents] == [BUNDLED_ID, "note"]


def test_two_files_of_one_name_are_two_documents(data_dir: Path, note: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre" / "note.md"
    other.parent.mkdir()
    other.write_text("# Autre note\n\nLe tunnel du Mont-Blanc mesure 11,6 km.\n", encoding="utf-8")
    ingest(data_dir, note, other)
    assert [document.id for document in manifest(data_dir).documents] == [BUNDLED_ID, "note", "note-2"]


def test_a_document_is_removed_and_an_emptied_index_stays_empty(data_dir: Path, note: Path) -> None:
    ingest(data_dir, note)
    for name in ("note.md", BUNDLED_ID):
        index, _, folder = open_index(data_dir, "bundled", 1000)
        remove_document(name, index, folder)
    assistant = open_assistant(data_dir, "bundled", 1000, 0.08)
    assert assistant.index.manifest.documents == ()
    refusal = assistant.ask("Qui a demandé ce rapport ?").refusal
    assert refusal is not None and refusal.passages_searched == 0


STOPPED = """
    import os, sys
    from pathlib import Path
    from assistant.opening import open_index
    from ingest import build

    folder, note, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    index, embedder, data_folder = open_index(folder, "bundled", 1000)

    def stop(*_):
        os._exit(9)

    if moment == "before the records":
        index.write = stop
    elif moment == "between the records and the switch":
        index.publish = stop
    elif moment == "between the switch and the cleaning":
        index._client.delete_collection = stop
    build.ingest_files([note], index, embedder, data_folder, 1000)
"""


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        ("before the records", "1948"),
        ("between the records and the switch", "1948"),
        ("between the switch and the cleaning", "1947"),
    ],
)
def test_a_reading_stopped_dead_leaves_the_old_state_or_the_new(
    data_dir: Path, note: Path, moment: str, year: str
) -> None:
    ingest(data_dir, note)
    note.write_text("# Note sur les barrages\n\nLe barrage de Génissiat a été inauguré en 1947.\n", encoding="utf-8")
    script = [sys.executable, "-c", textwrap.dedent(STOPPED), str(data_dir), str(note), moment]
    assert subprocess.run(script, check=False).returncode == 9
    found = quotes(data_dir, "Quand le barrage de Génissiat a-t-il été inauguré ?")
    assert year in found and ("1947" in found) != ("1948" in found)
    [result] = ingest(data_dir, note)
    assert isinstance(result, FileRead) and result.outcome == ("unchanged" if year == "1947" else "replaced")
    assert "1947" in quotes(data_dir, "Quand le barrage de Génissiat a-t-il été inauguré ?")


def test_a_first_reading_stopped_dead_is_begun_again(empty_data_dir: Path) -> None:
    script = """
    import os, sys
    from pathlib import Path
    from assistant.opening import open_assistant
    open_assistant(Path(sys.argv[1]), "bundled", 1000, 0.08, on_progress=lambda p: p.step == "writing" and os._exit(9))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(empty_data_dir)]
    assert subprocess.run(command, check=False).returncode == 9
    assert "Marylise Lebranchu" in quotes(empty_data_dir, "Qui a demandé ce rapport ?")


def test_another_cutting_is_refused_then_rebuilt(data_dir: Path, note: Path) -> None:
    ingest(data_dir, note)
    note.unlink()
    with pytest.raises(IndexMismatchError, match="rapport ingest --rebuild"):
        open_assistant(data_dir, "bundled", 300, 0.1)
    index, embedder, folder = open_index(data_dir, "bundled", 300)
    assert len(rebuild(index, embedder, folder, 300)) == 2
    assistant = open_assistant(data_dir, "bundled", 300, 0.1)
    assert {document.id for document in assistant.index.manifest.documents} == {BUNDLED_ID, "note"}
    assert assistant.index.other_spaces() == []
    answer = assistant.ask("Quand le barrage de Génissiat a-t-il été inauguré ?")
    assert "1948" in answer.citations[0].quote


def test_a_reader_sees_what_another_process_reads(data_dir: Path, note: Path) -> None:
    assistant = open_assistant(data_dir, "bundled", 1000, 0.08)
    question = "Quand le barrage de Génissiat a-t-il été inauguré ?"
    assert assistant.ask(question).status == "refused"
    environment = {**os.environ, "RAPPORT_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "ui.cli", "ingest", "--json", str(note)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["documents"][0]["outcome"] == "added"
    assert "1948" in assistant.ask(question).citations[0].quote


@pytest.fixture
def chroma_server(tmp_path: Path, free_port: int, wait_for: Callable[[str], None]) -> Iterator[str]:
    """A real `chroma run` on loopback."""
    chroma = Path(sys.executable).parent / "chroma"
    command = [str(chroma), "run", "--path", str(tmp_path / "server"), "--port", str(free_port), "--host", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{free_port}"
    try:
        wait_for(f"{url}/api/v2/heartbeat")
        yield url
    finally:
        server.terminate()
        server.wait(10)


def test_the_index_on_a_chroma_server(empty_data_dir: Path, chroma_server: str, note: Path) -> None:
    assistant = open_assistant(empty_data_dir, "bundled", 1000, 0.08, chroma_server)
    assert "Marylise Lebranchu" in assistant.ask("Qui a demandé ce rapport ?").citations[0].quote
    ingest(empty_data_dir, note, chroma_url=chroma_server)
    assert "1948" in assistant.ask("Quand le barrage de Génissiat a-t-il été inauguré ?").citations[0].quote
    assert not (empty_data_dir / "chroma").exists()


def test_another_machine_asks_the_same_server(
    empty_data_dir: Path, chroma_server: str, tmp_path: Path, models_dir: Path
) -> None:
    open_assistant(empty_data_dir, "bundled", 1000, 0.08, chroma_server)
    elsewhere = open_assistant(tmp_path / "elsewhere", "bundled", 1000, 0.08, chroma_server, reranker_model="none")
    assert "Akim Oural" in elsewhere.ask("Qui a écrit ce rapport ?").citations[0].quote
    assert not (tmp_path / "elsewhere" / "models").exists()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1:8000", "ftp://exemple.fr"])
def test_a_server_that_does_not_answer_is_named(empty_data_dir: Path, url: str) -> None:
    with pytest.raises(IndexUnavailableError, match="RAPPORT_CHROMA_URL"):
        open_assistant(empty_data_dir, "bundled", 1000, 0.08, url)
