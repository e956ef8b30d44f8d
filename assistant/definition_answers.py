"""A term that a question asks for → the report's own definitions of it, or the sentence that spells it out."""

from collections.abc import Iterable

from assistant.inventory.definitions import TAGGED
from assistant.inventory.inventory import Inventory
from assistant.inventory.lemmas import lemma_key
from assistant.sentences import Citation

MOST_DEFINITIONS = 3
CONFIDENCE_OF_SAID, CONFIDENCE_OF_TAGGED = 0.95, 0.7
"""The least share that is right of what is found by its form, and of what only the tagger finds
(`evals.definitions_found`)."""


def definitions_of(term: str, inventories: Iterable[Inventory]) -> tuple[list[Citation], float]:
    """The definitions of this very term, numbered, those said in a known form before those that only the tagger sees;
    and how sure they are, none counting for 0.
    """
    key = lemma_key(term)
    own = [one for inventory in inventories for one in inventory.definitions if lemma_key(one.term) == key]
    said = [one.citation for one in own if one.form != TAGGED]
    tagged = [one.citation for one in own if one.form == TAGGED]
    sureness = CONFIDENCE_OF_SAID if said else CONFIDENCE_OF_TAGGED if tagged else 0.0
    return _numbered([*said, *tagged]), sureness


def expansions_of(term: str, inventories: Iterable[Inventory]) -> list[Citation]:
    """The sentences that spell out this very acronym, numbered."""
    key = lemma_key(term)
    found = [
        one.citation
        for inventory in inventories
        for one in inventory.acronyms
        if one.expansion and lemma_key(one.form) == key
    ]
    return _numbered(found)


def _numbered(found: Iterable[Citation]) -> list[Citation]:
    places = {(one.document, one.start, one.end): one for one in found}
    return [
        one.model_copy(update={"id": number})
        for number, one in enumerate(list(places.values())[:MOST_DEFINITIONS], start=1)
    ]
