"""A step of the path, or a question to start from → its wording by a language model, checked; nothing without one.

What a model writes is an addition: the step's verbatim passages and the question as it was made stand whatever it does.
"""

from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer
from assistant.answer_cache import AnswerCache
from assistant.chat_model import ChatModelError, Writing
from assistant.generation import Borne, Struck, checked_sentences
from assistant.inventory.report_text import ReportText
from assistant.onboarding.first_questions import StartingQuestion
from assistant.onboarding.learning_path import Step
from assistant.prompts import SUMMARY, rewording_prompt, summary_prompt
from assistant.refusals import Language
from assistant.rephrasing import rephrased
from assistant.sentences import Citation, Statement, citation_of
from assistant.writer import Writer
from ingest.chunks import Chunk

MOST_SENTENCES = 3


class Summary(BaseModel):
    """A section in a model's words: each statement is borne by its citations, which `citations` gives by their id.

    `struck` is what the model wrote and the section does not say; `failure`, why it wrote nothing more, in one line.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    struck: tuple[Struck, ...]
    failure: str | None = None


def summary_of(
    step: Step, report: ReportText, writer: Writer, weight: Callable[[str], float], language: Language = "fr"
) -> Summary:
    """Two or three sentences on a step; `weight` is how much a term tells, as the index knows it. Kept when whole."""
    chunks = _to_be_read(step, report, writer.settings.characters_to_read)
    key = _key(step, writer, language)
    if writer.cache and (kept := _kept(writer.cache, key)):
        return kept
    made = _written(chunks, writer, weight, language)
    if writer.cache and made.failure is None:
        writer.cache.put(key, made.model_dump_json())
    return made


def reworded(
    question: StartingQuestion, writer: Writer, ask: Callable[[str], Answer], language: Language = "fr"
) -> StartingQuestion:
    """The question in plainer words when it asks the same and is answered from the same place; else as it was."""
    try:
        written = "".join(Writing(writer.model).pieces(rewording_prompt(question.text, language)))
    except ChatModelError:
        return question
    plainer = rephrased(written, question.text, ())
    if plainer is None or plainer == question.text:
        return question
    answer = ask(plainer)
    same = [one for one in answer.citations[:1] if _same_place(one, question.citation)]
    return question.model_copy(update={"text": plainer}) if answer.status == "answered" and same else question


def _written(chunks: Sequence[Chunk], writer: Writer, weight: Callable[[str], float], language: Language) -> Summary:
    borne: list[Borne] = []
    struck: list[Struck] = []
    failure = None
    pieces = Writing(writer.model).pieces(summary_prompt(chunks, language))
    try:
        for one in checked_sentences(pieces, chunks, weight, writer.entails):
            if isinstance(one, Struck):
                struck.append(one)
            else:
                borne.append(one)
            if len(borne) == MOST_SENTENCES:
                break
    except ChatModelError as error:
        failure = str(error)
    statements, citations = _cited(borne)
    return Summary(
        model=writer.settings.model,
        statements=tuple(statements),
        citations=tuple(citations),
        struck=tuple(struck),
        failure=failure,
    )


def _to_be_read(step: Step, report: ReportText, room: int) -> list[Chunk]:
    """The chunks of a step that a model has room for, those of its passages first, in the report's order."""
    start, end = step.sections[0].start, step.sections[-1].end
    chunks = [chunk for chunk in report.chunks if start <= chunk.start < end]
    quoted = [one for one in chunks if any(one.start <= said.start < one.end for said in step.passages)]
    kept: list[Chunk] = []
    for chunk in [*quoted, *(one for one in chunks if one not in quoted)]:
        if len(chunk.text) <= room:
            kept.append(chunk)
            room -= len(chunk.text)
    return sorted(kept, key=lambda chunk: chunk.start)


def _cited(borne: Sequence[Borne]) -> tuple[list[Statement], list[Citation]]:
    """The statements, and their citations numbered from 1 in the order in which they are first needed."""
    citations: dict[int, Citation] = {}
    statements = []
    for one in borne:
        ids = []
        for number in one.support.sentences:
            citation = citation_of(one.support.chunk, number, len(citations) + 1)
            ids.append(citations.setdefault(citation.start, citation).id)
        statements.append(Statement(text=one.text, citations=ids, verified=True))
    return statements, list(citations.values())


def _key(step: Step, writer: Writer, language: Language) -> str:
    settings = writer.settings
    known = [settings.provider, settings.model, settings.base_url, settings.most_tokens, settings.window]
    judged = writer.entails is not None
    return AnswerCache.key({"step": step.key, "model": known, "judged": judged, "prompt": SUMMARY[language]})


def _kept(cache: AnswerCache, key: str) -> Summary | None:
    text = cache.get(key)
    try:
        return Summary.model_validate_json(text) if text else None
    except ValidationError:
        return None


def _same_place(one: Citation, other: Citation) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
