"""A dataset in SQuAD form → paragraphs cut like a report's, and questions with the place of their answer."""

import json
from dataclasses import dataclass
from pathlib import Path

from ingest.chunks import Chunk
from ingest.document import ReadingError
from ingest.sentence_splitting import sentence_spans

BETWEEN = "\n\n"
NO_SPAN = (0, 0)
"""Where the answer stands that a paragraph does not hold."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question, the number of its paragraph, and the answer's span there: empty when it does not answer."""

    text: str
    paragraph: int
    start: int
    end: int

    @property
    def answered(self) -> bool:
        return self.start < self.end


@dataclass(frozen=True)
class Dataset:
    """Paragraphs as chunks, the article of each, and the questions asked on them.

    `text` holds the paragraphs at their places.
    """

    paragraphs: list[Chunk]
    articles: list[int]
    questions: list[AskedQuestion]
    text: str


class DatasetError(ReadingError):
    """A file is not a set of questions in SQuAD form."""


def load_squad(path: Path, unanswered: bool = False) -> Dataset:
    """Read the file; questions without an answer are left out unless `unanswered`.

    Raises `DatasetError` for another kind of file.
    """
    try:
        dataset = _read(path, unanswered)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise DatasetError(f"« {path.name} » n'est pas un jeu de questions au format SQuAD ({error}).") from error
    if not dataset.questions:
        raise DatasetError(f"« {path.name} » ne contient aucune question au format SQuAD avec sa réponse.")
    return dataset


def _read(path: Path, unanswered: bool) -> Dataset:
    paragraphs: list[Chunk] = []
    articles: list[int] = []
    questions: list[AskedQuestion] = []
    for article, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for paragraph in entry["paragraphs"]:
            text = paragraph["context"]
            number = len(paragraphs)
            spans = tuple(sentence_spans(text))
            name = f"{path.stem}@{number:05d}"
            start = paragraphs[-1].end + len(BETWEEN) if paragraphs else 0
            paragraphs.append(Chunk(name, path.stem, text, start, start + len(text), (entry["title"],), spans))
            articles.append(article)
            for asked in paragraph["qas"]:
                for answer in asked["answers"][:1]:
                    begin = answer["answer_start"]
                    questions.append(AskedQuestion(asked["question"], number, begin, begin + len(answer["text"])))
                if unanswered and not asked["answers"]:
                    questions.append(AskedQuestion(asked["question"], number, *NO_SPAN))
    return Dataset(paragraphs, articles, questions, BETWEEN.join(paragraph.text for paragraph in paragraphs))


def holds_answer(chunk: Chunk, sentence: int, question: AskedQuestion) -> bool:
    """Whether the sentence of the right paragraph overlaps the expected answer."""
    start, end = chunk.sentences[sentence]
    return start < question.end and question.start < end
