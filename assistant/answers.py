"""A question → the verified Answer: the chain put together, and the one place where its parts are joined."""

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ValidationError

from assistant.answer import Answer, Asked, Shown
from assistant.answer_cache import AnswerCache
from assistant.chat_model import ChatModelError, Writing
from assistant.conversation import leans_on_earlier, standalone_question
from assistant.definition_answers import CONFIDENCE_OF_SAID, definitions_of, expansions_of
from assistant.generation import Borne, Generation, Struck, checked_sentences, notice_of
from assistant.holdings import Holdings
from assistant.orders import sentences_that_tell
from assistant.passages import Passage, ReportRetriever, is_unranked, unranked
from assistant.prompts import INSTRUCTIONS, REPHRASING, answer_prompt
from assistant.questions import Question, checked, understand
from assistant.refusals import Language, asks_of_another, must_refuse, refuse, without_what_is_unknown
from assistant.register_answers import (
    answer_from_register,
    register_has_none,
)
from assistant.relevance import ScoredSentence, confidence, score_sentences, with_expected_kind
from assistant.reranking import Reranker
from assistant.sentences import Citation, Statement, choose_sentences, citation_of, cite
from assistant.typed_terms import asked_term
from assistant.verification import verified_statement
from assistant.writer import Writer, standalone_by_model
from ingest.chunks import Chunk
from ingest.embeddings import Embedder
from ingest.index import IndexChangedError, ReportIndex

PASSAGES = 8
LEAST_CONFIDENCE_TO_CORRECT = 0.5
LEAST_CONFIDENCE_OF_A_MODEL = 0.03
"""Where a language model has found what it says, and the report bears it, after a refusal."""


@dataclass(frozen=True)
class _Found:
    """What the finding hands to the answering; `failure` is why the language model did not complete the question."""

    asked: Asked
    question: Question
    passages: list[Passage]
    timings: dict[str, float]
    failure: str | None


def passages_looked_at(reranker: Reranker | None) -> int:
    """What a reader has not read does not compare with what it has."""
    return min(PASSAGES, reranker.depth) if reranker else PASSAGES


class Assistant:
    """Answers by quotation; `chain` is the same as a LangChain Runnable, from `Asked` to `Answer`."""

    def __init__(
        self,
        index: ReportIndex,
        embedder: Embedder,
        least_confidence: float,
        language: Language = "fr",
        reranker: Reranker | None = None,
        writer: Writer | None = None,
        holdings: Holdings | None = None,
    ) -> None:
        self.index = index
        self.writer = writer
        self.holdings = holdings or Holdings(index)
        k = passages_looked_at(reranker)
        self.retriever = ReportRetriever(index=index, embedder=embedder, reranker=reranker, k=k)
        self._language: Language = language
        self._least_confidence = least_confidence
        # One step and not one a stage: each costs as much as a search (0.4 ms).
        self.chain: Runnable[Asked, Answer] = RunnableLambda(self._last_of_stream)

    def ask(self, question: str, earlier: Sequence[str] = ()) -> Answer:
        """Answer one question; raises a `QuestionError` when it is empty or too long to be one."""
        return self.chain.invoke(Asked(question, tuple(earlier)))

    def quote(self, question: str) -> Answer:
        """The answer by quotation, whatever the language model set."""
        return self._found_and_quoted(Asked(question))[1]

    def stream(self, question: str, earlier: Sequence[str] = ()) -> Iterator[Shown | Answer]:
        """With a language model, each statement as soon as it is checked; the whole answer last, with or without.

        The last word counts: an answer may turn out to be a quotation although statements were shown before it.
        """
        if self.writer is None:
            yield self._found_and_quoted(Asked(question, tuple(earlier)))[1]
            return
        cache = self.writer.cache
        key = self._key_of(question, earlier) if cache else ""
        if cache and (kept := _kept(cache, key)):
            yield kept
            return
        found, quoted, looked_at = self._found_and_quoted(Asked(question, tuple(earlier)))
        refusal = quoted.refusal
        if quoted.listed or (refusal and (refusal.correction or refusal.reason == "out_of_scope")):
            yield quoted
            return
        for one in self._generated(found, looked_at, quoted, self.writer):
            if cache and isinstance(one, Answer) and one.generation and not one.generation.failed:
                cache.put(key, one.model_dump_json())
            yield one

    def _found_and_quoted(self, asked: Asked) -> tuple[_Found, Answer, list[Passage]]:
        """What was found, the answer by quotation, and the passages looked at for it, a second look's included."""
        try:
            found = self._find(asked)
            return found, *self._answer(found)
        except IndexChangedError:
            # Another process published a new state in the middle of the search: once more, on that one.
            found = self._find(asked)
            return found, *self._answer(found)

    def _last_of_stream(self, asked: Asked) -> Answer:
        *_, last = self.stream(asked.question, asked.earlier)
        assert isinstance(last, Answer)
        return last

    def passage_of(self, citation: Citation) -> Chunk | None:
        """The passage around a citation; None when its document has left the index or changed since."""
        return self.index.chunk_around(citation.document, citation.start, citation.end)

    def _find(self, asked: Asked) -> _Found:
        started = time.perf_counter()
        typed = checked(asked.question)
        self.index.refresh()
        standalone, failure = self._standalone(typed, [checked(past) for past in asked.earlier])
        question = understand(standalone, self.index.terms.corrected)
        understood = time.perf_counter()
        passages = self.retriever.passages(question)
        timings = {"understand": _milliseconds(started, understood), "retrieve": _milliseconds(understood)}
        return _Found(asked, question, passages, timings, failure)

    def _standalone(self, question: str, earlier: Sequence[str]) -> tuple[str, str | None]:
        """The question completed, by the language model where there is one and it does not drift; and its failure."""
        without_model = standalone_question(question, earlier, self._known)
        if self.writer is None or not earlier or not (without_model != question or leans_on_earlier(question)):
            return without_model, None
        try:
            return standalone_by_model(self.writer, question, earlier, self._language) or without_model, None
        except ChatModelError as error:
            return without_model, str(error)

    def _key_of(self, question: str, earlier: Sequence[str]) -> str:
        """What an answer depends on: the same key, the same answer."""
        assert self.writer is not None
        self.index.refresh()
        settings = asdict(self.writer.settings)
        settings.pop("api_key")
        return AnswerCache.key(
            {
                "question": " ".join(question.split()),
                "earlier": [" ".join(past.split()) for past in earlier],
                "index": [self.index.space, self.index.manifest.revision],
                "model": settings,
                "judge": self.writer.judge,
                "least_confidence": self._least_confidence,
                "language": self._language,
                "reranker": self.retriever.reranker and self.retriever.reranker.name,
                "prompts": [INSTRUCTIONS[self._language], REPHRASING[self._language]],
            }
        )

    def _answer(self, found: _Found) -> tuple[Answer, list[Passage]]:
        started = time.perf_counter()
        question, passages = found.question, found.passages
        if listed := answer_from_register(question.text, self.holdings, self._language):
            answer = self._from_inventory(found, listed.statements, listed.citations, 1.0, started)
            return answer.model_copy(update={"listed": listed.register}), passages
        # Inventories are opened only for a question that needs them: a long report's takes seconds to make.
        term = asked_term(question.text)
        defined, sureness = definitions_of(term, self.holdings.inventories()) if term else ([], 0.0)
        if defined:
            return self._defined(found, defined, sureness, started), passages
        # What is said of other subjects is no answer to « toutes les propositions sur le logement ».
        in_vain = register_has_none(question.text, self.holdings)
        citations, sureness = ([], 0.0) if in_vain else self._cited(question, passages)
        if not citations and not in_vain:
            passages = self.retriever.second_look(question, passages)
            citations, sureness = self._cited(question, passages)
        chosen = time.perf_counter()
        statements = [
            verified_statement(one.quote, [one], {one.id: self._text_cited(one, passages)}) for one in citations
        ]
        statements = [statement for statement in statements if statement.verified]
        timings = {
            **found.timings,
            "answer": _milliseconds(started, chosen),
            "verify": _milliseconds(chosen),
        }
        refusal = None
        if not statements and term and (spelled_out := expansions_of(term, self.holdings.inventories())):
            return self._defined(found, spelled_out, CONFIDENCE_OF_SAID, started), passages
        if not statements:
            citations = []
            correction = self._correction(question)
            documents = self.index.manifest.documents
            refusal = refuse(question, found.passages, documents, self._known, self._language, correction)
        answer = Answer(
            question=found.asked.question,
            standalone_question=question.text,
            status="refused" if refusal else "answered",
            mode="quotation",
            model=None,
            statements=statements,
            citations=citations,
            refusal=refusal,
            confidence=round(sureness, 4),
            timings_ms={**timings, "total": round(sum(timings.values()), 2)},
        )
        return answer, passages

    def _defined(self, found: _Found, citations: list[Citation], sureness: float, started: float) -> Answer:
        """The report's own definitions, or the sentence that spells an acronym out."""
        statements = [verified_statement(one.quote, [one], {one.id: self.holdings.text_at(one)}) for one in citations]
        return self._from_inventory(found, statements, citations, sureness, started)

    def _from_inventory(
        self, found: _Found, statements: list[Statement], citations: list[Citation], sureness: float, started: float
    ) -> Answer:
        """What was found when the document was read, verbatim, however many sentences."""
        timings = {**found.timings, "answer": _milliseconds(started), "verify": 0.0}
        return Answer(
            question=found.asked.question,
            standalone_question=found.question.text,
            status="answered",
            mode="quotation",
            model=None,
            statements=statements,
            citations=citations,
            refusal=None,
            confidence=sureness,
            timings_ms={**timings, "total": round(sum(timings.values()), 2)},
        )

    def _generated(
        self, found: _Found, looked_at: list[Passage], quoted: Answer, writer: Writer
    ) -> Iterator[Shown | Answer]:
        """What the model writes and the report bears, else the quotation, with a word on why."""
        started = time.perf_counter()
        question = found.question
        written = Writing(writer.model)
        struck: list[Struck] = []
        statements: list[Statement] = []
        citations: list[Citation] = []
        failure = found.failure
        passages = self._to_be_read(looked_at, bool(quoted.refusal), writer.settings.characters_to_read)
        chunks = [passage.chunk for passage in passages]
        messages = answer_prompt(question.text, chunks, self._language)
        # A model that failed a moment ago is not waited for again.
        pieces = written.pieces(messages) if failure is None else iter(())
        try:
            for one in checked_sentences(pieces, chunks, self.index.terms.weight, writer.entails):
                if isinstance(one, Struck):
                    struck.append(one)
                    continue
                statement, brought = _statement_of(one, citations)
                statements.append(statement)
                citations += brought
                if not quoted.refusal:
                    yield Shown(statement, brought)
        except ChatModelError as error:
            failure = str(error)
        kept = bool(statements) and self._answers(question, passages, citations, bool(struck), quoted)
        notice = (
            None if kept else notice_of(failure, bool(struck), bool(statements), bool(quoted.refusal), self._language)
        )
        seconds = round(time.perf_counter() - started, 2)
        generation = Generation(
            model=writer.settings.model,
            struck=struck,
            notice=notice,
            input_tokens=written.input_tokens,
            output_tokens=written.output_tokens,
            seconds=seconds,
            failed=failure is not None,
        )
        timings = {**quoted.timings_ms, "generate": round(seconds * 1000, 2)}
        timings["total"] = round(quoted.timings_ms["total"] + seconds * 1000, 2)
        changed: dict[str, Any] = {"generation": generation, "timings_ms": timings}
        if kept:
            changed |= {
                "status": "answered",
                "mode": "generation",
                "model": writer.settings.model,
                "statements": statements,
                "citations": citations,
                "refusal": None,
            }
        yield quoted.model_copy(update=changed)

    def _answers(
        self, question: Question, passages: list[Passage], citations: list[Citation], any_struck: bool, quoted: Answer
    ) -> bool:
        """Whether what was kept of a model's text answers, and not only what it said beside the answer.

        Where the quotation answers, it must rest on a sentence quoted; and on all of them where something was struck,
        which may have been the answer. Where it refuses, the refusal's rules apply to what the model rests on, with a
        lower confidence.
        """
        places = {(one.document, one.start) for one in citations}
        if not quoted.refusal:
            quoted_too = [(one.document, one.start) in places for one in quoted.citations]
            return all(quoted_too) if any_struck else any(quoted_too)
        ranked = self._ranked(question, self._read_where_relied_upon(question, passages, places))
        relied = [one for one in ranked if one.place in places]
        if ranked and asks_of_another(question, ranked[0], self._known):
            return False
        sureness = min(confidence(question, some, self._known) for some in (ranked, relied))
        return not must_refuse(question, relied, sureness, LEAST_CONFIDENCE_OF_A_MODEL, self._known)

    def _to_be_read(self, looked_at: list[Passage], refused: bool, room: int) -> list[Passage]:
        """The passages that a model is given: those looked at, as many as it has room for.

        Before it is said that the report does not answer, the whole report where there is room, in its order.
        """
        if refused and looked_at:
            best = looked_at[0]
            known = {passage.chunk.id: passage for passage in looked_at}
            whole = [known.get(chunk.id) or unranked(chunk, best) for chunk in self.index.whole(best.document)]
            if sum(len(passage.chunk.text) for passage in whole) <= room:
                return whole
        return [one for one, so_far in zip(looked_at, _lengths_so_far(looked_at), strict=True) if so_far <= room]

    def _read_where_relied_upon(
        self, question: Question, passages: list[Passage], places: set[tuple[str, int]]
    ) -> list[Passage]:
        """The passages that count in a refusal's second judgement: those ranked, and those that the model rests on."""
        ranked = [passage for passage in passages if not is_unranked(passage)]
        relied = [passage for passage in passages if is_unranked(passage) and _holds_one_of(passage.chunk, places)]
        return [*ranked, *self.retriever.read(question, relied)]

    def _cited(self, question: Question, passages: list[Passage]) -> tuple[list[Citation], float]:
        """The citations that answer, none when the answer is no, and the confidence."""
        ranked = self._ranked(question, passages)
        sureness = confidence(question, ranked, self._known)
        if must_refuse(question, ranked, sureness, self._least_confidence, self._known):
            return [], sureness
        return cite(choose_sentences(question, ranked, self.index.terms.weight, self._section_of)), sureness

    def _section_of(self, chunk: Chunk) -> list[Chunk]:
        return self.index.section(chunk.document_id, chunk.section)

    def _text_cited(self, citation: Citation, passages: Sequence[Passage]) -> str:
        """What stands at the citation's place: in a passage retrieved, else in the index."""
        chunks = [passage.chunk for passage in passages]
        if text := _text_at(citation, chunks):
            return text
        around = self.passage_of(citation)
        return _text_at(citation, [around]) if around else ""

    def _ranked(self, question: Question, passages: list[Passage]) -> list[ScoredSentence]:
        """The sentences that may answer, best first; none that gives orders to whoever reads."""
        scored = score_sentences(question, passages, self.index.terms.weight, self._known)
        return with_expected_kind(
            question, [one for one in scored if sentences_that_tell(one.passage.chunk)[one.number]]
        )

    def _correction(self, question: Question) -> Citation | None:
        """What the report says where the question supposes something else, when that is likely enough."""
        text = without_what_is_unknown(question, self._known)
        if text is None:
            return None
        corrected = understand(text, self.index.terms.corrected)
        passages = self.retriever.passages(corrected)
        citations, sureness = self._cited(corrected, passages)
        if sureness < LEAST_CONFIDENCE_TO_CORRECT:
            return None
        chunks = [passage.chunk for passage in passages]
        return next((one for one in citations if one.quote == _text_at(one, chunks)), None)

    def _known(self, term: str) -> bool:
        return term in self.index.terms.frequencies


def _kept(cache: AnswerCache, key: str) -> Answer | None:
    """The answer kept under a key, as one that cost nothing now; None where there is none, or not a whole one."""
    started = time.perf_counter()
    text = cache.get(key)
    try:
        answer = Answer.model_validate_json(text) if text else None
    except ValidationError:
        return None
    if answer is None or answer.generation is None:
        return None
    kept = answer.generation.model_copy(update={"from_cache": True})
    timings = dict.fromkeys(answer.timings_ms, 0.0) | {"total": _milliseconds(started)}
    return answer.model_copy(update={"generation": kept, "timings_ms": timings})


def _lengths_so_far(passages: Sequence[Passage]) -> Iterator[int]:
    return itertools.accumulate(len(passage.chunk.text) for passage in passages)


def _holds_one_of(chunk: Chunk, places: set[tuple[str, int]]) -> bool:
    return any((chunk.document_id, chunk.start + start) in places for start, _ in chunk.sentences)


def _statement_of(borne: Borne, citations: Sequence[Citation]) -> tuple[Statement, list[Citation]]:
    """The statement with the ids of its citations, and those of them that are not among `citations` yet."""
    known = {(one.document, one.start): one.id for one in citations}
    ids, brought = [], []
    for number in borne.support.sentences:
        citation = citation_of(borne.support.chunk, number, len(known) + 1)
        place = (citation.document, citation.start)
        if place not in known:
            known[place] = citation.id
            brought.append(citation)
        ids.append(known[place])
    return Statement(text=borne.text, citations=ids, verified=True), brought


def _text_at(citation: Citation, chunks: Sequence[Chunk]) -> str:
    """What stands at the citation's place in one of these chunks; empty when none covers it."""
    for chunk in chunks:
        if chunk.document_id == citation.document and chunk.start <= citation.start and citation.end <= chunk.end:
            return chunk.text[citation.start - chunk.start : citation.end - chunk.start]
    return ""


def _milliseconds(started: float, ended: float | None = None) -> float:
    return round(((ended or time.perf_counter()) - started) * 1000, 2)
