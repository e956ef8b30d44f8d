"""An opened assistant and one of its documents → the parts of its welcome path: overview, path, quiz."""

from collections.abc import Sequence
from math import ceil

from assistant.answers import Assistant
from assistant.onboarding.first_questions import first_questions, questions_of_section
from assistant.onboarding.learning_path import LearningPath, Step, learning_path
from assistant.onboarding.outline import Section
from assistant.onboarding.overview import Overview, overview
from assistant.onboarding.phrasing import Summary, reworded, summary_of
from assistant.onboarding.quiz import Quiz, make_quiz
from assistant.refusals import Language
from ingest.manifest import DocumentRecord
from ui.sheet_docx import sheet_docx
from ui.sheet_html import sheet_html
from ui.sheet_pdf import sheet_pdf

SHEETS = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The endings of a sheet's formats, each with its media type."""


def overview_of(assistant: Assistant, document: DocumentRecord, language: Language) -> Overview:
    holdings = assistant.holdings
    return overview(holdings.text_of(document), holdings.inventory_of(document), assistant.quote, language)


def path_of(assistant: Assistant, document: DocumentRecord, language: Language) -> LearningPath:
    holdings = assistant.holdings
    vectors = assistant.index.vectors_of(document.version)
    return learning_path(holdings.text_of(document), holdings.inventory_of(document), vectors, language=language)


def sheet_as(ending: str, assistant: Assistant, document: DocumentRecord, language: Language) -> bytes:
    """The printable sheet in the format of that ending, one of `SHEETS`."""
    overview, path = overview_of(assistant, document, language), path_of(assistant, document, language)
    inventory = assistant.holdings.inventory_of(document)
    if ending == "html":
        return sheet_html(overview, path, inventory, language).encode()
    made = sheet_pdf if ending == "pdf" else sheet_docx
    return made(overview, path, inventory, language)


def starting_questions(assistant: Assistant, documents: Sequence[DocumentRecord], most: int = 3) -> list[str]:
    """Questions that the documents answer, as many of each, the first documents first."""
    holdings = assistant.holdings
    of_each = ceil(most / len(documents)) if documents else 0
    asked = [
        one.text
        for document in documents[:most]
        for one in first_questions(
            holdings.text_of(document), holdings.inventory_of(document), assistant.quote, of_each
        )
    ]
    return list(dict.fromkeys(asked))[:most]


def questions_on(
    assistant: Assistant,
    document: DocumentRecord,
    sections: Sequence[Section],
    plainer: bool = False,
    language: Language = "fr",
) -> list[str]:
    """Questions that these sections of a document answer; `plainer`, in the words of the language model if it can."""
    holdings = assistant.holdings
    text, inventory = holdings.text_of(document), holdings.inventory_of(document)
    questions = questions_of_section(text, inventory, sections, assistant.quote)
    if plainer and assistant.writer:
        questions = [reworded(one, assistant.writer, assistant.quote, language) for one in questions]
    return [one.text for one in questions]


def summary_on(assistant: Assistant, document: DocumentRecord, step: Step, language: Language) -> Summary:
    """A step in the words of the language model, each sentence checked; the assistant must have one."""
    assert assistant.writer
    text = assistant.holdings.text_of(document)
    return summary_of(step, text, assistant.writer, assistant.index.terms.weight, language)


def quiz_of(assistant: Assistant, document: DocumentRecord, seed: int, most: int | None = None) -> Quiz:
    holdings = assistant.holdings
    embed = assistant.retriever.embedder.embed_passages
    return make_quiz(holdings.text_of(document), holdings.inventory_of(document), seed, most, embed)
