"""The questions written for the bundled report, with what a right answer quotes → typed cases."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "bundled_questions.json"
DIALOGUES_FILE = Path(__file__).parent / "bundled_dialogues.json"


@dataclass(frozen=True)
class BundledQuestion:
    """A question, the earlier ones of its conversation, and what the quotes must hold; nothing if it is refused.

    `correction` is what the refusal must quote instead, when the question supposes what the report does not say.
    """

    kind: str
    question: str
    after: tuple[str, ...]
    answers: tuple[str, ...]
    correction: str = ""

    @property
    def answerable(self) -> bool:
        return bool(self.answers)

    def is_right(self, quotes: list[str]) -> bool:
        """Whether these quotes answer: each expected text stands in them; none when it must be refused."""
        if not self.answerable:
            return not quotes
        return all(any(expected in quote for quote in quotes) for expected in self.answers)


def load_bundled_dialogues() -> list[list[BundledQuestion]]:
    """Conversations of two to four turns: each turn is a question after the ones before it, as they were typed."""
    return [
        [
            BundledQuestion(
                "dialogue", turn["question"], tuple(past["question"] for past in turns[:number]), tuple(turn["answers"])
            )
            for number, turn in enumerate(turns)
        ]
        for turns in json.loads(DIALOGUES_FILE.read_text(encoding="utf-8"))["dialogues"]
    ]


def load_bundled_questions() -> list[BundledQuestion]:
    return [
        BundledQuestion(
            one["kind"], one["question"], tuple(one["after"]), tuple(one["answers"]), one.get("correction", "")
        )
        for one in json.loads(FILE.read_text(encoding="utf-8"))["questions"]
    ]
