"""A language model on the bundled report's own questions: what it shows, what of it is struck, what slips through."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.answers import Assistant
from evals.bundled_questions import BundledQuestion
from evals.shown_claims import unsupported_on_screen


@dataclass(frozen=True)
class Asked:
    """A question of the gold set, its answer, and what the answer shows that the report does not hold."""

    case: BundledQuestion
    answer: Answer
    unsupported: list[str]

    @property
    def right(self) -> bool:
        return self.case.is_right([citation.quote for citation in self.answer.citations])

    @property
    def failed(self) -> bool:
        return bool(self.answer.generation and self.answer.generation.failed)


def ask_all(assistant: Assistant, cases: Sequence[BundledQuestion]) -> Iterator[Asked]:
    for case in cases:
        answer = assistant.ask(case.question, case.after)
        yield Asked(case, answer, unsupported_on_screen(answer, assistant.passage_of))


def told(asked: Sequence[Asked]) -> str:
    """The measure in a few lines of Markdown."""
    generations = [one.answer.generation for one in asked if one.answer.generation]
    struck = Counter(sentence.problem for generation in generations for sentence in generation.struck)
    of_the_model = [one for one in asked if one.answer.mode == "generation"]
    shown = sum(len(one.answer.statements) for one in of_the_model)
    rows = {
        "questions": len(asked),
        "the model was asked": len(generations),
        "it failed": sum(one.failed for one in asked),
        "answers of its own": len(of_the_model),
        "of these, right": sum(one.right for one in of_the_model),
        "sentences shown": shown,
        "sentences struck": f"{struck.total()} ({', '.join(f'{name} {n}' for name, n in struck.most_common())})",
        "right, of all questions": sum(one.right for one in asked),
        "unanswerable questions answered": sum(
            not one.case.answerable and one.answer.status == "answered" for one in asked
        ),
        "figures, names and quotations on the screen that the passages do not hold": sum(
            len(one.unsupported) for one in asked
        ),
        "seconds a question that it was asked": round(
            sum(generation.seconds for generation in generations) / max(1, len(generations)), 1
        ),
    }
    lines = ["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())]
    lines += [f"- {one.case.question} → {', '.join(one.unsupported)}" for one in asked if one.unsupported]
    return "\n".join(lines)
