"""The `rapport` command, by its contract: JSON alone on stdout, one clear line on stderr, the exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import BUNDLED_REPORT

Rapport = Callable[..., object]
ANSWER_KEYS = [
    "question",
    "standalone_question",
    "status",
    "mode",
    "model",
    "statements",
    "citations",
    "refusal",
    "confidence",
    "timings_ms",
]


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1 and "Traceback" not in text, text
    return lines[0]


def test_ask_json_is_the_contract(data_dir: Path, rapport: Callable, report_text: str) -> None:
    ran = rapport("ask", "--json", "Qui a demandé ce rapport ?")
    answer = json.loads(ran.out)
    assert ran.status == 0 and ran.err == ""
    assert list(answer) == ANSWER_KEYS
    assert (answer["status"], answer["mode"], answer["model"]) == ("answered", "quotation", None)
    [statement] = answer["statements"]
    assert list(statement) == ["text", "citations", "verified"] and statement["verified"] is True
    [citation] = answer["citations"]
    assert list(citation) == ["id", "document", "section", "page", "folio", "start", "end", "quote", "voice", "boxes"]
    assert "Marylise Lebranchu" in citation["quote"]
    assert report_text[citation["start"] : citation["end"]] == citation["quote"] == statement["text"]


def test_a_refusal_in_json_is_the_contract(data_dir: Path, rapport: Callable) -> None:
    ran = rapport("ask", "--json", "Quel est le budget de la mission ?")
    answer = json.loads(ran.out)
    assert ran.status == 0
    assert list(answer) == ANSWER_KEYS
    assert answer["status"] == "refused" and answer["statements"] == [] and answer["citations"] == []
    assert list(answer["refusal"]) == ["reason", "explanation", "passages_searched", "terms", "nearest"]
    assert list(answer["refusal"]["nearest"][0]) == ["document", "section", "page"]


def test_a_first_question_in_an_empty_folder_in_a_process_of_its_own(empty_data_dir: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "RAPPORT_DATA_DIR": str(empty_data_dir)}
    command = [sys.executable, "-m", "ui.cli", "ask", "--json", "Et qui l'a étudiée ?"]
    command += ["--after", "Qu'est-ce que l'innovation territoriale ?"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(ran.stdout)
    assert "Akim Oural" in answer["citations"][0]["quote"]


def test_answers_in_the_terminal(data_dir: Path, rapport: Callable) -> None:
    ran = rapport("ask", "Qu'est-ce que l'innovation territoriale ?")
    assert "peut se définir comme" in ran.out and "[1]" in ran.out
    assert "hors du sujet" in " ".join(rapport("ask", "Quelle est la capitale de l'Australie ?").out.split())


def test_english_by_setting(data_dir: Path, rapport: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_LANGUAGE", "en")
    ran = rapport("ask", "What is the capital of Australia?")
    assert "outside the report's subject" in " ".join(ran.out.replace("│", " ").split())


def test_chat_keeps_the_conversation(data_dir: Path, rapport: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["Qu'est-ce que l'innovation territoriale ?", "", "Et qui l'a étudiée ?", "quitter"])
    monkeypatch.setattr("builtins.input", lambda *_: next(typed))
    ran = rapport("chat")
    assert ran.status == 0
    assert "peut se définir" in ran.out and "Akim Oural" in ran.out
    assert "La question est vide" in ran.err


def test_ingest_tells_what_was_set_aside(data_dir: Path, rapport: Callable, tmp_path: Path) -> None:
    ran = rapport("ingest", str(BUNDLED_REPORT), "--json")
    [document] = json.loads(ran.out)["documents"]
    assert document["outcome"] == "unchanged"
    assert document["title"] == "Rapport sur l'innovation territoriale" and document["updated"] == "2016-04-11"
    aside = {text["text"]: text["reason"] for text in document["set_aside"]}
    assert aside["[Enregistrer dans mes ressources](#)"] == "action_link"
    assert aside["**L'Innovation Frugale - Paris**"] == "agenda"
    shown = rapport("ingest", str(BUNDLED_REPORT)).out
    assert "Mis de côté" in shown and "agenda d'événements" in shown


def test_documents_then_remove(data_dir: Path, rapport: Callable) -> None:
    assert "rapport-innovation-territoriale" in "".join(rapport("documents", "--json").out)
    assert rapport("remove", "rapport-innovation-territoriale").status == 0
    assert json.loads(rapport("documents", "--json").out) == {"documents": []}
    assert "L'index est vide" in rapport("documents").out


def test_settings_are_shown(data_dir: Path, rapport: Callable) -> None:
    shown = json.loads(rapport("settings", "--json").out)
    assert shown["data_dir"] == str(data_dir) and shown["embedding_model"] == "bundled"
    assert "RAPPORT_DATA_DIR" in rapport("settings").out


def test_help_is_in_french(rapport: Callable) -> None:
    shown = rapport("--help").out + rapport("ask", "--help").out
    assert "Affiche cette aide." in shown and "Répond à une question" in shown
    assert "Show this message" not in shown


@pytest.mark.parametrize(
    ("arguments", "status", "hint"),
    [
        (["ask"], 2, "Il manque"),
        (["ask", ""], 2, "La question est vide"),
        (["ask", "--json", "x" * 10_000], 2, "trop longue"),
        (["ask", "--inconnue", "x"], 2, "Option inconnue"),
        (["inconnue"], 2, "Commande inconnue : inconnue"),
        (["ingest"], 2, "au moins un fichier"),
        (["ingest", "absent.pdf"], 1, "n'existe pas"),
        (["ingest", "dossier"], 1, "aucun fichier à lire"),
        (["ingest", "vide.txt"], 1, "est vide"),
        (["ingest", "latin.txt"], 1, "UTF-8"),
        (["ingest", "tableur.xlsx"], 1, "Formats lus"),
        (["remove", "inconnu"], 1, "Aucun document « inconnu »"),
        (["serve", "--port", "99999"], 2, "Valeur refusée"),
    ],
)
def test_bad_use_ends_in_one_line(
    data_dir: Path, rapport: Callable, tmp_path: Path, arguments: list[str], status: int, hint: str
) -> None:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "vide.txt").touch()
    (tmp_path / "latin.txt").write_bytes("déjà".encode("latin-1"))
    (tmp_path / "tableur.xlsx").write_bytes(b"PK")
    ran = rapport(*arguments)
    assert ran.status == status
    assert hint in one_line(ran.err)


@pytest.mark.parametrize(
    ("name", "value", "status", "hint"),
    [
        ("RAPPORT_DATA_DIR", "/dev/null/rapport", 1, "RAPPORT_DATA_DIR"),
        ("RAPPORT_DATA_DIR", "/proc/rapport", 1, "RAPPORT_DATA_DIR"),
        ("RAPPORT_CHROMA_URL", "http://127.0.0.1:9", 1, "ne répond pas"),
        ("RAPPORT_EMBEDDING_MODEL", "/nulle/part", 1, "RAPPORT_EMBEDDING_MODEL"),
        ("RAPPORT_PASSAGE_LENGTH", "beaucoup", 2, "RAPPORT_PASSAGE_LENGTH"),
        ("RAPPORT_PASSAGE_LENGTH", "500", 1, "rapport ingest --rebuild"),
    ],
)
def test_a_wrong_setting_ends_in_one_line(
    data_dir: Path, rapport: Callable, monkeypatch: pytest.MonkeyPatch, name: str, value: str, status: int, hint: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = rapport("ask", "Qui a demandé ce rapport ?")
    assert ran.status == status
    assert hint in one_line(ran.err)


def test_a_port_in_use_is_named(data_dir: Path, rapport: Callable, free_port: int) -> None:
    import socket

    with socket.socket() as other:
        other.bind(("localhost", free_port))
        other.listen()
        ran = rapport("serve", "--port", str(free_port))
    assert ran.status == 1
    assert f"Le port {free_port} est déjà utilisé" in one_line(ran.err)
