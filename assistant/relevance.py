"""A question and the sentences of its passages → which answers best, and how likely it holds the answer.

Two logistic regressions over a dozen signals, none of which decides alone: meaning (cosines), words (shares
of the question's terms, weighted by their rarity), kind of answer expected, names. The first was fitted on
pairs (the right sentence, another of the same question) and ranks; the second on whether the first-ranked
sentence was right, the right paragraph being there or not, and says with what confidence. Where a reader has read
the passages, its logits are added to the ranking, and a third regression says the confidence. Their weights come
from `python -m evals.fit_relevance`.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.answer_kinds import ENTITY_KINDS, NUMBER_WORDS, kind_strength
from assistant.mismatches import MISMATCHES, mismatches
from assistant.passages import Passage
from assistant.questions import Question
from assistant.vocabulary import synonyms
from ingest.terms import WORD, fold, stem, term_set, terms

WEIGHTS_FILE = Path(__file__).parent / "relevance_weights.json"
SYNONYM_SHARE = 0.75
"""How much of a term's weight a synonym is worth."""
NUMBER = re.compile(rf"\d+|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)
WORDS_BESIDE = 3
LEAD_OF_A_LONE_PASSAGE = 3.0
DOER, WORDS_BEFORE = 0.4, 10
PRONOUNS = frozenset("il elle ils elles on ce cela c".split())


@dataclass(frozen=True)
class ScoredSentence:
    """One sentence of a passage, its signals in the order of `SIGNALS`, and its rank score (log-odds).

    `score` is `unread` plus what the reader adds to it.
    """

    passage: Passage
    number: int
    signals: tuple[float, ...]
    unread: float
    score: float

    @property
    def text(self) -> str:
        start, end = self.passage.chunk.sentences[self.number]
        return self.passage.chunk.text[start:end]

    @property
    def place(self) -> tuple[str, int]:
        """Its document, and where it begins there."""
        chunk = self.passage.chunk
        return chunk.document_id, chunk.start + chunk.sentences[self.number][0]


SIGNALS = (
    "sentence_cosine",
    "passage_cosine",
    "passage_score",
    "sentence_terms",
    "passage_terms",
    "terms_nowhere",
    "names_missing",
    "entity_found",
    "entity_not_found",
    "pattern_found",
    "short_question",
    "long_sentence",
    "best_of_passage",
    "asked_term",
    "counted_beside",
)


CONTEXT_SIGNALS = ("bias", "score", "lead", "crowd")
"""What the confidence looks at besides the best sentence's signals: its score, its lead over the best sentence
of another passage, and how much score the passages have together (log of their sum over its own)."""
READING_SIGNALS = (
    "bias",
    "unread_log_odds",
    "answer_log_odds",
    "quoted_share",
    "lead",
    "terms_nowhere",
    "names_missing",
    "entity_not_found",
    *MISMATCHES,
)
"""What the confidence looks at after a reading: the log-odds without it, those that the passages hold the answer,
the log of the quoted sentences' share in that, the lead of the best one over another passage's, and what may be wrong
with it."""
CLOSE_BEHIND = 1.0
"""In log-odds: a sentence this close to the best one answers as well."""


def score_sentences(
    question: Question, passages: list[Passage], weight: Callable[[str], float], known: Callable[[str], bool]
) -> list[ScoredSentence]:
    """Every sentence of the passages that may answer, best first.

    `weight` gives a term's inverse document frequency and `known` whether it stands anywhere in the index.
    """
    ranking = _fitted()["ranking"]
    found = [
        ScoredSentence(passage, number, signals, unread := _dot(ranking, SIGNALS, signals), unread)
        for passage, number, signals in sentence_signals(question, passages, weight, known)
    ]
    return with_reading(found, _fitted()["reading"]["weight"])


def with_reading(sentences: Sequence[ScoredSentence], of_reader: float) -> list[ScoredSentence]:
    """The sentences, best first, `of_reader` times the reader's logit added to their score where there is one."""
    scored = [
        replace(one, score=one.unread + of_reader * one.passage.answer_logits[one.number])
        if one.passage.answer_logits
        else one
        for one in sentences
    ]
    return sorted(scored, key=lambda one: -one.score)


def with_expected_kind(question: Question, ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The sentences that hold a person, a date, a number or a place when the question asks for one; else all.

    However close it is, a sentence that names no one does not say who. A reader knows better than the signs of each
    kind: what it has read stays.
    """
    if question.expected not in ENTITY_KINDS or any(one.passage.answer_logits for one in ranked):
        return list(ranked)
    lacking = SIGNALS.index("entity_not_found")
    return [sentence for sentence in ranked if not sentence.signals[lacking]]


def confidence(question: Question, ranked: Sequence[ScoredSentence], known: Callable[[str], bool]) -> float:
    """The probability that the first-ranked sentence, or one as good beside it, holds the answer; 0 without any."""
    if not ranked:
        return 0.0
    log_odds = unread_log_odds(ranked)
    if ranked[0].passage.answer_logits:
        values = reading_signals(question, ranked, log_odds, known)
        log_odds = _dot(_fitted()["reading"]["confidence"], READING_SIGNALS, values)
    return 1 / (1 + math.exp(-log_odds))


def unread_log_odds(ranked: Sequence[ScoredSentence]) -> float:
    """The confidence, as log-odds, that the ranking without a reader deserves."""
    by_score = sorted(ranked, key=lambda sentence: -sentence.unread)
    best_of: dict[str, float] = {}
    for sentence in by_score:
        best_of.setdefault(sentence.passage.chunk.id, sentence.unread)
    values = (*context_signals(list(best_of.values())), *by_score[0].signals)
    return _dot(_fitted()["confidence"], (*CONTEXT_SIGNALS, *SIGNALS), values)


def reading_signals(
    question: Question, ranked: Sequence[ScoredSentence], unread_log_odds: float, known: Callable[[str], bool]
) -> tuple[float, ...]:
    """The values of `READING_SIGNALS` for sentences that a reader has read, best first."""
    best = ranked[0]
    logits = [one.passage.answer_logits[one.number] for one in ranked if one.passage.answer_logits]
    anywhere = _log_sum(logits)
    chosen = [
        one.passage.answer_logits[one.number]
        for one in ranked
        if one.passage.chunk.id == best.passage.chunk.id and best.score - one.score <= CLOSE_BEHIND
    ]
    other = next((one.score for one in ranked if one.passage.chunk.id != best.passage.chunk.id), None)
    lead = LEAD_OF_A_LONE_PASSAGE if other is None else best.score - other
    kept = (best.signals[SIGNALS.index(name)] for name in ("terms_nowhere", "names_missing", "entity_not_found"))
    wrong = map(float, mismatches(question, best.passage, best.number, known))
    return (1.0, unread_log_odds, anywhere, _log_sum(chosen) - anywhere, lead, *kept, *wrong)


def _log_sum(values: Sequence[float]) -> float:
    highest = max(values)
    return highest + math.log(sum(math.exp(value - highest) for value in values))


def context_signals(scores: Sequence[float]) -> tuple[float, float, float, float]:
    """The values of `CONTEXT_SIGNALS` for the best score of each passage, best first."""
    best = scores[0]
    lead = best - scores[1] if len(scores) > 1 else LEAD_OF_A_LONE_PASSAGE
    return 1.0, best, lead, math.log(sum(math.exp(score - best) for score in scores))


def sentence_signals(
    question: Question, passages: list[Passage], weight: Callable[[str], float], known: Callable[[str], bool]
) -> Iterator[tuple[Passage, int, tuple[float, ...]]]:
    """(passage, number of the sentence in it, its signals), in the order of the passages."""
    weights = {term: weight(term) for term in question.terms}
    total = sum(weights.values()) or 1.0
    held_against = question.name_terms if question.in_english else weights
    nowhere = (
        sum(
            w
            for term, w in weights.items()
            if term in held_against and not known(term) and not any(map(known, synonyms(term)))
        )
        / total
    )
    asked_for = set(question.terms).union(*map(synonyms, question.terms))
    for passage in passages:
        chunk = passage.chunk
        if chunk.label and not term_set(chunk.label) & asked_for:
            # The title and the date of update answer only a question that asks for them.
            continue
        passage_terms = term_set(chunk.text_to_embed())
        in_passage = _share(weights, total, passage_terms)
        text_words = _folded(chunk.text_to_embed())
        missing = sum(name not in text_words for name in question.names) / max(1, len(question.names))
        best_cosine = max(passage.sentence_cosines, default=0.0)
        for number, sentence in enumerate(chunk.sentence_texts()):
            sentence_terms = term_set(f"{chunk.label} {sentence}")
            entity = kind_strength(question.expected, sentence, question.names) or _tells_who(question, sentence)
            is_entity = question.expected in ENTITY_KINDS
            signals = (
                (passage.sentence_cosines[number] - 0.84) / 0.03,
                (passage.cosine - 0.84) / 0.03,
                passage.score,
                _share(weights, total, sentence_terms),
                in_passage,
                nowhere,
                missing,
                entity if is_entity else 0.0,
                float(is_entity and not entity),
                entity if not is_entity else 0.0,
                1.0 / (1 + len(question.terms)),
                min(2.0, len(sentence) / 200),
                float(passage.sentence_cosines[number] >= best_cosine),
                _share({question.asked: 1.0}, 1.0, sentence_terms) if question.asked else 0.5,
                _counted_beside(question, sentence),
            )
            yield passage, number, signals


def _counted_beside(question: Question, sentence: str) -> float:
    """1 when a number stands just before what the question counts: « 263 communes » for « combien de communes »."""
    if question.expected != "quantity" or not question.asked:
        return 0.0
    for number in NUMBER.finditer(sentence):
        if question.asked in terms(" ".join(sentence[number.end() :].split()[:WORDS_BESIDE])):
            return 1.0
    return 0.0


def _tells_who(question: Question, sentence: str) -> float:
    """`DOER` when somebody does in the sentence what the question asks who does, be it by a common noun.

    « Un de ses membres mène la procédure », « un secrétariat financé par la région »: another word before the verb, or
    after « par ».
    """
    if question.expected != "person" or not question.asked:
        return 0.0
    words = WORD.findall(sentence)
    known = set(question.terms)
    for place, word in enumerate(words):
        if stem(word) != question.asked:
            continue
        before = [one for one in terms(" ".join(words[max(0, place - WORDS_BEFORE) : place])) if one not in known]
        following = words[place + 1 : place + 1 + WORDS_BESIDE + 2]
        agent = following[following.index("par") + 1 :] if "par" in following else []
        if (before and fold(words[0]) not in PRONOUNS) or [one for one in terms(" ".join(agent)) if one not in known]:
            return DOER
    return 0.0


def _dot(weights: dict[str, float], names: Sequence[str], values: Sequence[float]) -> float:
    return sum(weights[name] * value for name, value in zip(names, values, strict=True))


@cache
def _fitted() -> dict[str, Any]:
    return json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=5_000)
def _folded(text: str) -> str:
    return fold(text)


def _share(weights: dict[str, float], total: float, present: frozenset[str]) -> float:
    """The share of the question's weight that these terms hold, themselves or by a synonym."""
    found = 0.0
    for term, term_weight in weights.items():
        if term in present:
            found += term_weight
        elif synonyms(term) & present:
            found += SYNONYM_SHARE * term_weight
    return found / total
