"""An assistant asked the same questions by several tests, and that answers each once."""

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answers import Assistant


class AskedOnce:
    """An assistant that keeps its answers: several tests look at the answers to all the questions of the gold set."""

    def __init__(self, assistant: Assistant) -> None:
        self.index = assistant.index
        self._assistant = assistant
        self._answers: dict[tuple[str, ...], Answer] = {}

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Answer:
        key = (question, *earlier)
        if key not in self._answers:
            self._answers[key] = self._assistant.ask(question, earlier)
        return self._answers[key]
