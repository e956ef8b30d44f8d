"""What in a sentence can be taken out or changed: a Spot, with the values that the report does not say there."""

from dataclasses import dataclass
from typing import Literal

from assistant.onboarding.quiz_questions.standing import Standing

SpotKind = Literal["number", "date", "person", "organisation", "place", "name", "words"]
MOST_WRONG = 3


@dataclass(frozen=True)
class Spot:
    """`text[begin:end]` of a sentence is `right`; `wrong` are of the same form, each held against the whole report.

    `sorted` are all of them in the order of their values, where they have one.
    """

    kind: SpotKind
    sentence: Standing
    begin: int
    end: int
    right: str
    wrong: tuple[str, ...]
    sorted: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        return self.sentence.text[: self.begin]

    @property
    def after(self) -> str:
        return self.sentence.text[self.end :]

    def filled(self, value: str) -> str:
        return f"{self.before}{value}{self.after}"
