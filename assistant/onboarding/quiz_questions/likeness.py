"""Definitions → how much what they define is alike, so that wrong choices are of the same matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.inventory.definitions import Definition

Embed = Callable[[Sequence[str]], np.ndarray]
"""Texts → unit vectors, one row each."""


@dataclass(frozen=True)
class Likeness:
    """The cosine of two definitions' vectors; 0 for all where nothing embeds."""

    vectors: dict[str, np.ndarray] = field(default_factory=dict)

    def of(self, term: str, other: str) -> float:
        if term not in self.vectors or other not in self.vectors:
            return 0.0
        return float(self.vectors[term] @ self.vectors[other])

    def nearest(self, term: str, others: Sequence[str], most: int) -> list[str]:
        """The likest first, at most so many; all as they come where nothing embeds."""
        return sorted(others, key=lambda other: -self.of(term, other))[:most] if self.vectors else list(others)


def likeness_of(definitions: Sequence[Definition], embed: Embed | None) -> Likeness:
    """By what the report says that each term is."""
    if embed is None or not definitions:
        return Likeness()
    texts = [f"{one.term} : {' '.join(one.citation.quote.split())}" for one in definitions]
    return Likeness(dict(zip((one.term for one in definitions), embed(texts), strict=True)))
