"""The terms of the documents and what is being typed → the terms to suggest, and those near an absent one."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.inventory.lemmas import lemma_key
from assistant.typed_terms import term_typed
from ingest.terms import WORD, fold, straight

DEFINED, SPELT_OUT, FREQUENT = 0, 1, 2
LONGEST_TYPED, SHORTEST_MISTYPED = 200, 4
NEAR_ENOUGH, TYPED_ENOUGH = 80.0, 75.0
BEGINS, A_WORD_BEGINS, HOLDS = 0, 1, 2


@dataclass(frozen=True)
class _Listed:
    term: str
    folded: str
    key: frozenset[str]
    rank: int


class Suggestions:
    """Terms with their ranks (DEFINED before SPELT_OUT before FREQUENT), ready to be looked through."""

    def __init__(self, ranked: Iterable[tuple[str, int]]) -> None:
        ranks: dict[str, int] = {}
        for term, rank in ranked:
            ranks[term] = min(rank, ranks.get(term, rank))
        listed = [_Listed(term, _folded(term), frozenset(lemma_key(term)), rank) for term, rank in ranks.items()]
        self._listed = sorted(listed, key=lambda one: (one.rank, one.folded))

    def for_typed(self, typed: str, most: int) -> list[str]:
        """Those that begin so, those of which a word does, those that hold it, those mistyped; defined ones first."""
        wanted = _folded(term_typed(typed[:LONGEST_TYPED])) if WORD.search(typed) else ""
        if not wanted:
            return []
        placed = [(place, one) for one in self._listed if (place := _place(wanted, one.folded)) is not None]
        found = [one.term for _, one in sorted(placed, key=lambda pair: pair[0])]
        if len(found) < most and len(wanted) >= SHORTEST_MISTYPED:
            scores = {
                one.term: score
                for one in self._listed
                if (score := fuzz.ratio(wanted, one.folded[: len(wanted)], score_cutoff=TYPED_ENOUGH))
            }
            found += [term for term in sorted(scores, key=lambda term: -scores[term]) if term not in found]
        return found[:most]

    def near(self, absent: str, most: int) -> list[str]:
        """Terms like one that is absent: by a word in common, or by their letters."""
        words, folded = set(lemma_key(absent)), _folded(absent)
        scored = []
        for one in self._listed:
            shared = len(words & one.key)
            alike = fuzz.ratio(folded, one.folded, score_cutoff=NEAR_ENOUGH)
            if shared or alike:
                scored.append((-shared, -alike, one.rank, one.term))
        return [term for *_, term in sorted(scored)][:most]


def _place(wanted: str, folded: str) -> int | None:
    """How the term holds what is typed; one letter only begins terms."""
    if folded.startswith(wanted):
        return BEGINS
    if len(wanted) == 1 or wanted not in folded:
        return None
    return A_WORD_BEGINS if f" {wanted}" in folded.replace("-", " ").replace("'", " ") else HOLDS


def _folded(text: str) -> str:
    return " ".join(fold(straight(text)).split())
