"""A report's sentences and their vectors → the few of a section that say most of it, each understood alone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.standing_alone import stands_alone
from assistant.orders import may_give_orders
from assistant.sentences import Citation
from ingest.terms import EMPTY_WORDS, WORD, fold, stem, straight

HASHED_TERMS = 1024
"""Dimensions where terms stand for the vectors that an index has not made."""
RUNNING_TEXT = ("paragraph", "list_item", "box")
NOT_WEIGHTY = ("annex", "contributor")
TO_ITS_SECTION, TO_THE_REPORT = 1.0, 0.4
UNDER_HEADING, OPENS_PARAGRAPH, ENDS_SECTION, LISTED, BESIDE_THE_REPORT = 0.6, 0.3, 0.2, -0.6, -0.5
"""Added to a sentence's centrality, counted in standard deviations within its section."""
AGAINST_REPETITION = 0.5
TOO_ALIKE = 0.5
"""The share of its terms that a sentence may have in common with one already chosen."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be chosen: its characters in the document, and what its place is worth."""

    start: int
    end: int
    text: str
    words: int
    place_worth: float
    terms: frozenset[str]


class CentralSentences:
    """Reads a report once; then gives the central sentences of any part of it.

    `vectors` are those of the index: the text embedded → its unit vector. Without them, a sentence's terms serve.
    """

    def __init__(self, report: ReportText, vectors: Mapping[str, np.ndarray] | None) -> None:
        self._report = report
        parts = report.parts
        headed = {part.start for before, part in pairwise(parts) if before.kind == "heading"}
        self._candidates = [one for part in parts for one in _candidates_of(part, part.start in headed)]
        self._starts = np.array([one.start for one in self._candidates])
        self._space = _matrix(self._candidates, vectors)
        self._center = _unit(self._space.mean(axis=0)) if len(self._space) else self._space

    def between(self, start: int, end: int) -> int:
        """How many sentences of these characters may be chosen."""
        first, last = self._range(start, end)
        return last - first

    def centrality(self, start: int, end: int) -> float:
        """How near these characters are to what the whole report speaks of, from the least in it, 0 without any."""
        first, last = self._range(start, end)
        return float((self._space[first:last] @ self._center).mean()) if last > first else 0.0

    def chosen(self, start: int, end: int, words: int, most: int, taken: Sequence[Span] = ()) -> list[Citation]:
        """The sentences of these characters that say most of them, in the report's order, `words` in all.

        None that gives orders to a machine, repeats another, or meets a span already `taken`.
        """
        first, last = self._range(start, end)
        free = [n for n in range(first, last) if not any(_meet(self._candidates[n], span) for span in taken)]
        if not free:
            return []
        worth = self._worth(free)
        chosen: list[int] = []
        left = words
        while free and len(chosen) < most:
            scores = worth - AGAINST_REPETITION * self._likeness(free, chosen)
            for position in np.argsort(-scores, kind="stable"):
                if self._may_be_added(self._candidates[free[position]], chosen, left):
                    break
            else:
                break
            number = free.pop(position)
            worth = np.delete(worth, position)
            chosen.append(number)
            left -= self._candidates[number].words
        cited = (self._report.cite(self._candidates[n].start, self._candidates[n].end) for n in sorted(chosen))
        return [citation for citation in cited if citation]

    def _range(self, start: int, end: int) -> tuple[int, int]:
        return int(np.searchsorted(self._starts, start)), int(np.searchsorted(self._starts, end))

    def _worth(self, numbers: Sequence[int]) -> np.ndarray:
        vectors = self._space[numbers]
        of_section = _standard(vectors @ _unit(vectors.mean(axis=0)))
        of_report = _standard(vectors @ self._center)
        places = np.array([self._candidates[n].place_worth for n in numbers])
        places[-1] += ENDS_SECTION
        return TO_ITS_SECTION * of_section + TO_THE_REPORT * of_report + places

    def _likeness(self, numbers: Sequence[int], chosen: Sequence[int]) -> np.ndarray:
        if not chosen:
            return np.zeros(len(numbers))
        return _standard((self._space[numbers] @ self._space[list(chosen)].T).max(axis=1))

    def _may_be_added(self, one: Candidate, chosen: Sequence[int], left: int) -> bool:
        if one.words > left or may_give_orders(one.text):
            return False
        for number in chosen:
            other = self._candidates[number].terms
            if len(one.terms & other) > TOO_ALIKE * min(len(one.terms), len(other)):
                return False
        return True


def _candidates_of(part: Part, headed: bool) -> list[Candidate]:
    if part.kind not in RUNNING_TEXT or part.voice == "mission_letter":
        return []
    found = []
    for number, (start, end) in enumerate(part.sentences):
        text = part.text[start - part.start : end - part.start]
        if not stands_alone(text):
            continue
        worth = (UNDER_HEADING if headed else OPENS_PARAGRAPH) if number == 0 else 0.0
        worth += LISTED if part.kind == "list_item" else 0.0
        worth += BESIDE_THE_REPORT if part.voice in NOT_WEIGHTY else 0.0
        found.append(Candidate(start, end, text, len(text.split()), worth, _terms(text)))
    return found


def _terms(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text) if len(word) > 2 and fold(word) not in EMPTY_WORDS)


def _matrix(candidates: Sequence[Candidate], vectors: Mapping[str, np.ndarray] | None) -> np.ndarray:
    """A unit vector for each; by terms for all of them when the index has not made every one."""
    found = [vectors.get(straight(one.text)) for one in candidates] if vectors else []
    known = [vector for vector in found if vector is not None]
    if candidates and len(known) == len(candidates):
        return np.asarray(known, dtype=np.float32)
    return _by_terms(candidates)


def _by_terms(candidates: Sequence[Candidate]) -> np.ndarray:
    """Terms hashed into few dimensions, the rare ones weighing more: near enough for what counts most."""
    space = np.zeros((len(candidates), HASHED_TERMS), dtype=np.float32)
    counts: dict[str, int] = {}
    for one in candidates:
        for term in one.terms:
            counts[term] = counts.get(term, 0) + 1
    places = {term: _place(term) for term in counts}
    for number, one in enumerate(candidates):
        for term in one.terms:
            place, sign = places[term]
            # A term said once in the whole report tells nothing of what it is about.
            space[number, place] += sign * np.log1p(len(candidates) / counts[term]) if counts[term] > 1 else 0.0
    norms = np.linalg.norm(space, axis=1, keepdims=True)
    return space / np.where(norms == 0, 1, norms)


def _place(term: str) -> tuple[int, float]:
    digest = hashlib.blake2b(term.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little") % HASHED_TERMS, 1.0 if digest[4] % 2 else -1.0


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / (float(np.linalg.norm(vector)) or 1.0)


def _standard(values: np.ndarray) -> np.ndarray:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-6 else np.zeros_like(values)


def _meet(one: Candidate, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end
