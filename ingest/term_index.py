"""Passages → their BM25 index, and terms → scores: the only module that knows bm25s.

BM25 as in Robertson and Zaragoza (2009), with k1 = 1.2 and b = 0.75.
"""

import json
import math
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ingest.terms import TERMS_VERSION, fold, stem, terms, words

SHORTEST_CORRECTED, SHORTEST_TWICE_MISTYPED = 6, 10


class TermIndex:
    """BM25 over passages, and in how many passages each term stands."""

    def __init__(
        self, ids: list[str], scorer: bm25s.BM25 | None, frequencies: dict[str, int], spellings: list[str]
    ) -> None:
        self.ids, self._scorer, self.frequencies, self._spellings = ids, scorer, frequencies, spellings

    @classmethod
    def build(cls, ids: list[str], texts: Sequence[str]) -> "TermIndex":
        counted = [terms(text) for text in texts]
        frequencies = Counter(term for passage in counted for term in set(passage))
        spellings = sorted({fold(word) for text in texts for word in words(text) if len(word) >= SHORTEST_CORRECTED})
        scorer = None
        if frequencies:
            scorer = bm25s.BM25(k1=1.2, b=0.75)
            scorer.index(counted, show_progress=False)
        return cls(ids, scorer, dict(frequencies), spellings)

    def best(self, wanted: Sequence[str], n: int) -> dict[str, float]:
        """Passage id → BM25 score of the `n` best that hold at least one of the wanted terms, best first."""
        known = [term for term in wanted if term in self.frequencies]
        if not known or self._scorer is None:
            return {}
        scores = self._scorer.get_scores(known)
        order = np.argsort(-scores, kind="stable")[:n]
        return {self.ids[position]: float(scores[position]) for position in order if scores[position] > 0}

    def corrected(self, word: str) -> str:
        """The word itself, or the word of the passages that it mistypes: a long one, that stands nowhere."""
        if stem(word) in self.frequencies or len(word) < SHORTEST_CORRECTED:
            return word
        mistakes = 2 if len(word) >= SHORTEST_TWICE_MISTYPED else 1
        close = process.extractOne(
            fold(word), self._spellings, scorer=DamerauLevenshtein.distance, score_cutoff=mistakes
        )
        return close[0] if close and close[0][0] == fold(word)[0] else word

    def weight(self, term: str) -> float:
        """Inverse document frequency, highest for a term that stands nowhere."""
        total, holding = len(self.ids), self.frequencies.get(term, 0)
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    # --- on disk, one folder a revision --------------------------------------------------------------

    def save(self, folder: Path, revision: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
        if self._scorer is not None:
            self._scorer.save(str(draft / "bm25"), show_progress=False)
        saved = {"ids": self.ids, "frequencies": self.frequencies, "spellings": self._spellings}
        (draft / "passages.json").write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
        try:
            draft.replace(folder / _name(revision))
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path, revision: str) -> "TermIndex | None":
        """The saved index of this revision; None when there is none by today's rules, or it is damaged."""
        try:
            saved = json.loads((folder / _name(revision) / "passages.json").read_text(encoding="utf-8"))
            scorer = bm25s.BM25.load(str(folder / _name(revision) / "bm25")) if saved["frequencies"] else None
            return cls(saved["ids"], scorer, saved["frequencies"], saved["spellings"])
        except (OSError, ValueError, KeyError):
            return None

    @staticmethod
    def forget_all_but(folder: Path, revision: str) -> None:
        for saved in folder.glob("*"):
            if saved.name != _name(revision):
                shutil.rmtree(saved, ignore_errors=True)


def _name(revision: str) -> str:
    return f"{revision}-terms-{TERMS_VERSION}"
