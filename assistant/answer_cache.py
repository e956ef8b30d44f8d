"""Answers that a language model has written, kept so that the same question costs nothing again.

Kept by question, state of the index, model and settings: any of them changed, the answer is written anew.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.data_folder import write_whole

MOST_ANSWERS = 1_000
"""The oldest are dropped beyond."""


@dataclass(frozen=True)
class AnswerCache:
    """A folder of JSON files, one an answer. What cannot be read or written is as if it were not kept."""

    folder: Path

    @staticmethod
    def key(parts: Mapping[str, Any]) -> str:
        """The name under which an answer made from these parts is kept."""
        text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def get(self, key: str) -> str | None:
        try:
            return self._file(key).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, answer: str) -> None:
        try:
            write_whole(self._file(key), answer)
            self._drop_the_oldest()
        except OSError:
            return

    def _drop_the_oldest(self) -> None:
        kept = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_ANSWERS]:
            path.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"
