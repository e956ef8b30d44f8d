"""A reader's own name → what they have read and answered of each document, kept in a folder, a file a reader.

There is no sign-in: a reader is a long random word that their browser keeps. Its fingerprint names the file, so that
the folder alone does not tell how to take a reader's place.
"""

import contextlib
import hashlib
import re
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from ingest.data_folder import write_whole

READER = re.compile(r"[A-Za-z0-9_-]{20,64}")


class Progress(BaseModel):
    """What one reader has done: steps of paths by their key, and questions of quizzes by their id, right or not."""

    model_config = ConfigDict(frozen=True)

    read: frozenset[str] = frozenset()
    answered: dict[str, bool] = {}

    def with_step(self, key: str, read: bool = True) -> "Progress":
        return self.model_copy(update={"read": self.read | {key} if read else self.read - {key}})

    def with_answer(self, question: str, right: bool) -> "Progress":
        return self.model_copy(update={"answered": {**self.answered, question: right}})


def new_reader() -> str:
    """A name that nobody guesses."""
    return secrets.token_urlsafe(24)


def progress_of(reader: str, folder: Path) -> Progress:
    """What is kept of a reader; nothing of one who is not known."""
    with contextlib.suppress(OSError, UnicodeDecodeError, ValidationError):
        return Progress.model_validate_json(_file(reader, folder).read_text(encoding="utf-8"))
    return Progress()


def keep_progress(progress: Progress, reader: str, folder: Path) -> bool:
    """Keep it; whether that could be done."""
    try:
        write_whole(_file(reader, folder), progress.model_dump_json())
    except OSError:
        return False
    return True


def is_reader(name: str | None) -> bool:
    """Whether a name that a browser gives is one of ours."""
    return bool(name and READER.fullmatch(name))


def _file(reader: str, folder: Path) -> Path:
    return folder / f"{hashlib.sha256(reader.encode()).hexdigest()[:32]}.json"
