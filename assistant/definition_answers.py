"""A question that asks what a term is → the report's own definitions of it, or the sentence that spells it out."""

from collections.abc import Iterable

from assistant.inventory.inventory import Inventory
from assistant.inventory.lemmas import lemma_key
from assistant.sentences import Citation
from assistant.typed_terms import asked_term

MOST_DEFINITIONS = 3


def definitions_asked(question: str, inventories: Iterable[Inventory]) -> list[Citation]:
    """The definitions of the very term that is asked for, numbered; none when it asks anything else."""
    key = _key_of(question)
    found = [one.citation for inventory in inventories for one in inventory.definitions if lemma_key(one.term) == key]
    return _numbered(found)


def expansions_asked(question: str, inventories: Iterable[Inventory]) -> list[Citation]:
    """The sentences that spell out the very acronym that is asked for, numbered; none when it asks anything else."""
    key = _key_of(question)
    found = [
        one.citation
        for inventory in inventories
        for one in inventory.acronyms
        if one.expansion and lemma_key(one.form) == key
    ]
    return _numbered(found)


def _key_of(question: str) -> tuple[str, ...] | None:
    term = asked_term(question)
    return lemma_key(term) if term else None


def _numbered(found: Iterable[Citation]) -> list[Citation]:
    places = {(one.document, one.start, one.end): one for one in found}
    return [
        one.model_copy(update={"id": number})
        for number, one in enumerate(list(places.values())[:MOST_DEFINITIONS], start=1)
    ]
