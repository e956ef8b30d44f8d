"""What every maker of questions makes: a Draft, its choices not yet in the order that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims import Claims
from ingest.terms import WORD, fold, straight

QuizKind = Literal["definition", "term", "who", "what", "when", "how_many", "true_or_false", "gap", "order"]
GAP = "_____"


@dataclass(frozen=True)
class Draft:
    """A question, its right choice (the steps in their order, for `order`) and the wrong ones.

    `start` and `end` place the passage that proves it, `shown` the spans of the sentences that it gives to read.
    `asks` are the report's words that it asks for or changes.
    One that is `weak`, for its sentence leans on what stands around it or a choice shows itself, is asked only where
    the report gives too few others.
    `denied` says that it only puts a negation in the report's words, or takes one away.
    Choices that are `sorted` are shown as they stand by nature: numbers, dates, « Vrai » and « Faux ».
    """

    kind: QuizKind
    prompt: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    start: int
    end: int
    shown: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    sorted: tuple[str, ...] = ()
    explanation: str = ""
    asks: str = ""
    denied: bool = False
    weak: bool = False


def squeezed(text: str) -> str:
    """Folded words, one space between them."""
    return " ".join(WORD.findall(fold(straight(text))))


def mean_the_same(one: str, other: str) -> bool:
    """The same words, one within the other, or the same numbers and dates written differently."""
    first, second = squeezed(one), squeezed(other)
    if f" {first} " in f" {second} " or f" {second} " in f" {first} ":
        return True
    claims, others = Claims(one), Claims(other)
    values = [(number.value, number.unit) for number in claims.numbers]
    return bool(values) and not claims.stems ^ others.stems and values == [(n.value, n.unit) for n in others.numbers]


def all_differ(choices: Sequence[str]) -> bool:
    return not any(mean_the_same(one, other) for place, one in enumerate(choices) for other in choices[:place])
