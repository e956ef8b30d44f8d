"""What enters the chain and what comes out of it: a question asked, an Answer, a statement shown before the whole."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

from assistant.generation import Generation
from assistant.refusals import Refusal
from assistant.register_answers import FromRegister
from assistant.sentences import Citation, Statement

PRINTED_WHEN_THERE = {"generation", "listed"}


class Answer(BaseModel):
    """What `rapport ask --json` prints; a refusal has no statements, and `confidence` is then how near it came."""

    model_config = ConfigDict(frozen=True)

    question: str
    standalone_question: str
    status: Literal["answered", "refused"]
    mode: Literal["quotation", "generation"]
    model: str | None
    statements: list[Statement]
    citations: list[Citation]
    refusal: Refusal | None
    confidence: float
    timings_ms: dict[str, float]
    generation: Generation | None = None
    listed: FromRegister | None = None

    @model_serializer(mode="wrap")
    def _without_what_it_has_not(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {
            key: value for key, value in written(self).items() if key not in PRINTED_WHEN_THERE or value is not None
        }


@dataclass(frozen=True)
class Shown:
    """One statement of an answer to come, checked, with the citations that it brings."""

    statement: Statement
    citations: list[Citation]


@dataclass(frozen=True)
class Asked:
    """What enters the chain: the question as typed, and the earlier ones of the conversation, oldest first."""

    question: str
    earlier: tuple[str, ...] = ()
