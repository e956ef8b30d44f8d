"""A term that a question asks for → the report's own definitions of it, or the sentence that spells it out."""

from collections.abc import Iterable

from assistant.inventory.inventory import Inventory
from assistant.inventory.lemmas import lemma_key
from assistant.sentences import Citation

MOST_DEFINITIONS = 3


def definitions_of(term: str, inventories: Iterable[Inventory]) -> list[Citation]:
    """The definitions of this very term, numbered."""
    key = lemma_key(term)
    found = [one.citation for inventory in inventories for one in inventory.definitions if lemma_key(one.term) == key]
    return _numbered(found)


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
