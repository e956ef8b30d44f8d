"""What every command of the terminal uses: where it writes, how it prints JSON, the assistant opened with progress."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from assistant.answers import Assistant
from ui.opening import opened_assistant
from ui.progress import progress_bar
from ui.settings import Settings

out = Console()
err = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Écrit un objet JSON sur la sortie standard, et rien d'autre.")]


class FileNotWrittenError(Exception):
    """A file that the user asked for cannot be written; the message names it and the cause."""


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the user asked for; raises `FileNotWrittenError`."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileNotWrittenError(
            f"« {path} » ne peut pas être écrit ({error.strerror or error}). Vérifiez le dossier et ses droits."
        ) from error


def print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))


def open_with_progress(settings: Settings) -> Assistant:
    """The assistant of the settings; a first reading shows its progress on stderr."""
    with progress_bar(err) as show:
        return opened_assistant(settings, show)
