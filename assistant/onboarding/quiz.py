"""A report and its inventory → a quiz, each question with the passage that proves its answer."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from pydantic import BaseModel, ConfigDict

from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.quiz_questions.acronyms import acronym_questions
from assistant.onboarding.quiz_questions.dates import date_spots
from assistant.onboarding.quiz_questions.definitions import definition_questions
from assistant.onboarding.quiz_questions.draft import Draft, QuizKind
from assistant.onboarding.quiz_questions.gaps import gap
from assistant.onboarding.quiz_questions.names import Names
from assistant.onboarding.quiz_questions.numbers import number_spots
from assistant.onboarding.quiz_questions.order import order_questions
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import Spot
from assistant.onboarding.quiz_questions.standing import Standing, is_english, standing_sentences
from assistant.onboarding.quiz_questions.truths import false_statement, true_statement, turned_statements
from assistant.onboarding.quiz_questions.wording import ENGLISH, FRENCH, Wording
from assistant.onboarding.quiz_questions.words import NounPhrases
from assistant.sentences import Citation

MOST_SENTENCES, MOST_QUESTIONS, FEWEST_QUESTIONS, TIMES_A_SENTENCE = 500, 100, 20, 3
WEIGHTS: dict[QuizKind, float] = {
    "definition": 0.0,
    "term": 0.0,
    "order": 0.0,
    "who": 0.1,
    "what": 0.1,
    "when": 0.2,
    "how_many": 0.2,
    "true_or_false": 0.6,
    "gap": 0.8,
}
"""What a kind costs before it is asked at all: what teaches more comes first."""


class QuizQuestion(BaseModel):
    """One question: `right` is the place of the right choice, or for `order` those of the steps, first step first.

    `citation` is the passage that proves it, its quote the correction; `explanation` says what to read in it.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: QuizKind
    prompt: str
    choices: list[str]
    right: int | list[int]
    citation: Citation
    section: list[str]
    explanation: str = ""


class Quiz(BaseModel):
    """Questions on one report, in the order to ask them; none where the report gives nothing sure to ask."""

    model_config = ConfigDict(frozen=True)

    questions: list[QuizQuestion]


def make_quiz(report: ReportText, inventory: Inventory, seed: int, most: int | None = None) -> Quiz:
    """The same quiz for the same seed: `most` questions, or as many as the report bears."""
    rng = Random(seed)
    drafts = list(_drafts(report, inventory, rng))
    rng.shuffle(drafts)
    chosen = _choose(drafts, MOST_QUESTIONS if most is None else most)
    questions = [question for draft in chosen if (question := _question(report, draft, rng))]
    return Quiz(questions=questions)


def _drafts(report: ReportText, inventory: Inventory, rng: Random) -> Iterator[Draft]:
    english = is_english(report)
    wording = ENGLISH if english else FRENCH
    said = Said(report)
    standing = standing_sentences(report, english)
    asked = standing if len(standing) <= MOST_SENTENCES else _sample(standing, rng)
    names = Names(inventory.entries, said)
    phrases = NounPhrases([] if english else said.prose, said)
    terms = [definition.term for definition in inventory.definitions]
    yield from definition_questions(inventory.definitions, phrases.most_used(terms), said, wording, rng)
    yield from acronym_questions(inventory.acronyms, said, wording, rng)
    yield from order_questions(report, wording)
    for sentence in asked:
        yield from _about_a_sentence(sentence, said, names, phrases, wording, rng)


def _about_a_sentence(
    sentence: Standing, said: Said, names: Names, phrases: NounPhrases, wording: Wording, rng: Random
) -> Iterator[Draft]:
    spots: list[Spot] = [
        *number_spots(sentence, said, rng),
        *date_spots(sentence, said, rng),
        *names.spots(sentence, rng),
        *phrases.spots(sentence, rng),
    ]
    for spot in spots:
        yield from gap(spot, said, wording)
        statement = false_statement(spot, said, wording, rng)
        if statement:
            yield statement
    yield from turned_statements(sentence, said, wording)
    statement = true_statement(sentence, wording) if spots else None
    if statement:
        yield statement


def _sample(standing: Sequence[Standing], rng: Random) -> list[Standing]:
    """As many from each section as it may give."""
    sections: dict[tuple[str, ...], list[Standing]] = defaultdict(list)
    for sentence in rng.sample(list(standing), len(standing)):
        sections[sentence.section].append(sentence)
    kept: list[Standing] = []
    while len(kept) < MOST_SENTENCES:
        for waiting in sections.values():
            if waiting:
                kept.append(waiting.pop())
    return kept[:MOST_SENTENCES]


def _choose(drafts: Sequence[Draft], most: int) -> list[Draft]:
    """Kinds and sections in turn; a sentence once, and again only where the report is too short for that."""
    chosen: list[Draft] = []
    kinds: Counter[str] = Counter()
    sections: Counter[tuple[str, ...]] = Counter()
    uses: Counter[tuple[int, int]] = Counter()
    answers: Counter[str] = Counter()
    left = list(drafts)
    for times in range(1, TIMES_A_SENTENCE + 1):
        if times > 1 and len(chosen) >= FEWEST_QUESTIONS:
            break
        while len(chosen) < (most if times == 1 else min(most, FEWEST_QUESTIONS)):
            open_drafts = [
                draft
                for draft in left
                if all(uses[span] < times for span in draft.shown)
                and not any(_tells_of(one, draft) for one in chosen if set(one.shown) & set(draft.shown))
            ]
            if not open_drafts:
                break
            best = min(
                open_drafts,
                key=lambda draft: (
                    kinds[_kind(draft)] + WEIGHTS[draft.kind] + sections[draft.section] + 2 * answers[draft.right[0]]
                ),
            )
            left = (
                [draft for draft in open_drafts if draft is not best]
                if times > 1
                else [d for d in left if d is not best]
            )
            chosen.append(best)
            kinds[_kind(best)] += 1
            sections[best.section] += 1
            uses.update(best.shown)
            if best.kind != "true_or_false":
                answers[best.right[0]] += 1
    return chosen


def _kind(draft: Draft) -> str:
    """True ones and false ones are asked as often."""
    return f"{draft.kind} {draft.right[0]}" if draft.kind == "true_or_false" else draft.kind


def _tells_of(one: Draft, other: Draft) -> bool:
    """Whether one question of a sentence asks what another of it asks or shows."""
    if one.kind == other.kind == "true_or_false":
        return True
    return one.right == other.right


def _question(report: ReportText, draft: Draft, rng: Random) -> QuizQuestion | None:
    citation = report.cite(draft.start, draft.end)
    if citation is None:
        return None
    choices = list(draft.sorted) or rng.sample([*draft.right, *draft.wrong], len(draft.right) + len(draft.wrong))
    places = [choices.index(right) for right in draft.right]
    if draft.kind == "order" and places == sorted(places):
        choices = [*choices[1:], choices[0]]
        places = [choices.index(right) for right in draft.right]
    known = f"{citation.document}\n{draft.kind}\n{draft.prompt}\n{draft.right[0]}"
    return QuizQuestion(
        id=hashlib.sha256(known.encode()).hexdigest()[:12],
        kind=draft.kind,
        prompt=draft.prompt,
        choices=choices,
        right=places if draft.kind == "order" else places[0],
        citation=citation,
        section=list(draft.section),
        explanation=draft.explanation,
    )
