"""A kind and the inventories of the documents → the complete Register of that kind, n of N on a topic."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from assistant.inventory.entries import Entry, Kind
from assistant.inventory.inventory import Inventory
from assistant.vocabulary import SELF_REFERENCES, synonyms
from ingest.terms import term_set, terms

LARGEST_GAP = 30
"""A jump beyond is another numbering (« Proposition 101 »), not a hundred missing ones."""
WHAT_IS_LISTED = frozenset(terms("proposition recommandation préconisation mesure recommendation proposal"))
"""Terms that any entry of a register of recommendations bears: they make none about a topic."""


class Register(BaseModel):
    """Every entry of a kind, or those on a topic, out of `of` in all.

    `missing_numbers` are the numbers that the report's own numbering skips, whatever the topic; with several
    documents, of those that number theirs, in order.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    entries: list[Entry]
    of: int
    topic: str | None = None
    missing_numbers: list[str] = []


def register(kind: Kind, inventories: Iterable[Inventory], topic: str | None = None) -> Register:
    """The register of one kind over these documents; dates in the order of time, the rest in that of the report."""
    per_document = [[entry for entry in one.entries if entry.kind == kind] for one in inventories]
    everything = [entry for entries in per_document for entry in entries]
    if kind == "dates":
        everything.sort(key=lambda entry: entry.key)
    return Register(
        kind=kind,
        entries=[entry for entry in everything if topic is None or is_about(entry, topic)],
        of=len(everything),
        topic=topic,
        missing_numbers=[number for entries in per_document for number in missing_numbers(entries)],
    )


def is_about(entry: Entry, topic: str) -> bool:
    """Whether every term of the topic, or a synonym of it, stands in the entry or in the headings above it."""
    wanted = [term for term in dict.fromkeys(terms(topic)) if term not in SELF_REFERENCES]
    said = term_set(" ".join([entry.label, entry.citation.quote, *entry.citation.section]))
    return bool(wanted) and all(_stands(term, said) for term in wanted)


def _stands(term: str, said: frozenset[str]) -> bool:
    same = {term} | synonyms(term) - WHAT_IS_LISTED
    return bool(same & said) or _root(term) in {_root(word) for word in said}


ENDING = re.compile(r"(?<=.{4})(?:ation|at|ement|ment|ent|ag|iqu|if|al|el|eur|is|abl)$")


@lru_cache(maxsize=20_000)
def _root(stem: str) -> str:
    """« formation » and « former », « numérique » and « numérisation » are stemmed apart; their roots meet."""
    shorter = ENDING.sub("", stem)
    return stem if shorter == stem else _root(shorter)


def missing_numbers(entries: Sequence[Entry]) -> list[str]:
    """The whole numbers that the numbering skips, from 1 to its last."""
    begins = [re.match(r"\d+(?=\s|$)", entry.number) for entry in entries if entry.number]
    known = sorted({int(number[0]) for number in begins if number})
    missing: list[str] = []
    for before, after in zip([0, *known], known, strict=False):
        if after - before <= LARGEST_GAP:
            missing += map(str, range(before + 1, after))
    return missing
