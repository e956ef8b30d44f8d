"""A question that asks for all of a kind → the entries of the register, each quoted from its place, and their count."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from assistant.holdings import Holdings
from assistant.inventory.entries import Entry, Kind
from assistant.refusals import Language
from assistant.register_questions import asked_register
from assistant.registers import register
from assistant.sentences import Citation, Statement
from assistant.verification import verified_statement

KINDS_SAID: dict[Language, dict[Kind, tuple[str, str]]] = {
    "fr": {
        "recommendations": ("recommandation", "recommandations"),
        "examples": ("exemple", "exemples"),
        "places": ("lieu cité", "lieux cités"),
        "people": ("personne citée", "personnes citées"),
        "organisations": ("organisme cité", "organismes cités"),
        "figures": ("chiffre", "chiffres"),
        "dates": ("date", "dates"),
    },
    "en": {
        "recommendations": ("recommendation", "recommendations"),
        "examples": ("example", "examples"),
        "places": ("place named", "places named"),
        "people": ("person named", "people named"),
        "organisations": ("organisation named", "organisations named"),
        "figures": ("figure", "figures"),
        "dates": ("date", "dates"),
    },
}
OF_SAID: dict[Language, str] = {
    "fr": "{count} {kind} sur {of}, au sujet de « {topic} »",
    "en": "{count} {kind} of {of}, about “{topic}”",
}


class FromRegister(BaseModel):
    """That an answer is a register: `count` entries of `of`, as one says it, and each as it is listed."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    count: int
    of: int
    topic: str | None
    said: str
    entries: list[str]
    missing_numbers: list[str] = []


@dataclass(frozen=True)
class ListedAnswer:
    """The statements of the answer with their citations, one a place, and what it says of the register."""

    statements: list[Statement]
    citations: list[Citation]
    register: FromRegister


def answer_from_register(question: str, holdings: Holdings, language: Language) -> ListedAnswer | None:
    """None when the question asks anything else, and when the register holds nothing of it."""
    asked = asked_register(question)
    if asked is None:
        return None
    found = register(asked[0], holdings.inventories(), asked[1])
    citations = _cited_once(found.entries)
    statements = [verified_statement(one.quote, [one], {one.id: holdings.text_at(one)}) for one in citations]
    if not statements or not all(statement.verified for statement in statements):
        return None
    count = len(found.entries)
    kind = KINDS_SAID[language][found.kind][count > 1]
    said = OF_SAID[language] if found.topic else "{count} {kind}"
    return ListedAnswer(
        statements=statements,
        citations=citations,
        register=FromRegister(
            kind=found.kind,
            count=count,
            of=found.of,
            topic=found.topic,
            said=said.format(count=count, kind=kind, of=found.of, topic=found.topic),
            entries=[f"{entry.number}. {entry.label}" if entry.number else entry.label for entry in found.entries],
            missing_numbers=found.missing_numbers,
        ),
    )


def register_has_none(question: str, holdings: Holdings) -> bool:
    """Whether it asks for all that the report proposes, or its examples, on a topic of which none of them is."""
    asked = asked_register(question)
    if asked is None or asked[1] is None or asked[0] not in ("recommendations", "examples"):
        return False
    found = register(asked[0], holdings.inventories(), asked[1])
    return found.of > 0 and not found.entries


def _cited_once(entries: list[Entry]) -> list[Citation]:
    """The places of the entries in order, numbered; two names of one sentence have one place."""
    places = {(entry.citation.document, entry.citation.start, entry.citation.end): entry.citation for entry in entries}
    return [one.model_copy(update={"id": number}) for number, one in enumerate(places.values(), start=1)]
