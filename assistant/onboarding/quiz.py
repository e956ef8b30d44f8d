"""A report and its inventory → a quiz, each question with the passage that proves its answer."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from pydantic import BaseModel, ConfigDict

from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.first_questions import language_of
from assistant.onboarding.quiz_questions.acronyms import acronym_questions
from assistant.onboarding.quiz_questions.dates import date_spots
from assistant.onboarding.quiz_questions.definitions import definition_questions, named_questions
from assistant.onboarding.quiz_questions.draft import Draft, QuizKind
from assistant.onboarding.quiz_questions.gaps import gap
from assistant.onboarding.quiz_questions.likeness import Embed, likeness_of
from assistant.onboarding.quiz_questions.names import Names
from assistant.onboarding.quiz_questions.numbers import number_spots
from assistant.onboarding.quiz_questions.order import order_questions
from assistant.onboarding.quiz_questions.origin import origin_questions
from assistant.onboarding.quiz_questions.people import people_questions
from assistant.onboarding.quiz_questions.recommendations import recommendation_questions
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import Spot
from assistant.onboarding.quiz_questions.standing import Standing, standing_sentences
from assistant.onboarding.quiz_questions.truths import false_statement, true_statement, turned_statements
from assistant.onboarding.quiz_questions.update import update_question
from assistant.onboarding.quiz_questions.wording import ENGLISH, FRENCH, Wording
from assistant.onboarding.quiz_questions.words import NounPhrases
from assistant.sentences import Citation

FEW_TRIES, MOST_STATED = 40, 0.34
"""True or false is guessed right half of the time: a third of the questions at most, where there are others."""
MOST_SENTENCES, FEWEST_SENTENCES, MOST_QUESTIONS, FEWEST_QUESTIONS, TIMES_A_SENTENCE = 400, 250, 100, 20, 3
TRIES, FEW_DRAFTS, ANY_ORDER, ENOUGH = 80, 80, 40.0, 15
DEAR: dict[QuizKind, float] = {"true_or_false": 1.5, "gap": 2.0}
"""What one more of a kind costs, 1 for the others: what teaches more is asked more."""
COST_OF_A_WEAK_ONE, LESS_FOR_A_WEAK_ONE = 10.0, 0.5
COST_OF_A_TRUE_ONE, MOST_TRUE_FOR_A_FALSE_ONE = 1.0, 1.5
"""Any sentence makes a true one; those that make a false one are fewer, and are taken first."""

DENIED, COST_OF_A_DENIED_ONE = "denied", 2.0
"""A negation is seen at once, and teaches little."""


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


def make_quiz(
    report: ReportText, inventory: Inventory, seed: int, most: int | None = None, embed: Embed | None = None
) -> Quiz:
    """The same quiz for the same seed: `most` questions, or as many as the report bears.

    With `embed`, the wrong terms and definitions are those most like the right one.
    """
    rng = Random(seed)
    drafts = list(_drafts(report, inventory, embed, rng))
    wanted = MOST_QUESTIONS if most is None else most
    rng.shuffle(drafts)
    chosen = _best(sound := [draft for draft in drafts if not draft.weak], wanted, rng)
    if len(chosen) < min(ENOUGH, wanted) and len(sound) < len(drafts):
        chosen = _best(drafts, min(ENOUGH, wanted), rng)
    questions = [question for draft in _told_last(chosen) if (question := _question(report, draft, rng))]
    return Quiz(questions=questions)


def _best(drafts: Sequence[Draft], wanted: int, rng: Random) -> list[Draft]:
    """In a short report what is asked first decides how much is left to ask: many orders are tried."""
    if len(drafts) > FEW_DRAFTS:
        return _choose(drafts, wanted, [0.0] * len(drafts))
    chosen: list[Draft] = []
    for number in range(TRIES):
        tried = _choose(drafts, wanted, [rng.uniform(0, ANY_ORDER) for _ in drafts])
        chosen = max(chosen, tried, key=_variety)
        if number >= FEW_TRIES and len(chosen) >= min(ENOUGH, wanted):
            break
    return chosen


def _drafts(report: ReportText, inventory: Inventory, embed: Embed | None, rng: Random) -> Iterator[Draft]:
    english = language_of(report) == "en"
    wording = ENGLISH if english else FRENCH
    said = Said(report)
    standing = standing_sentences(report, english)
    clear = [sentence for sentence in standing if not sentence.tied]
    asked = clear if len(clear) >= FEWEST_SENTENCES else standing
    asked = asked if len(asked) <= MOST_SENTENCES else _sample(asked, rng)
    names = Names(inventory.entries, said)
    phrases = NounPhrases([] if english else said.prose, said)
    likeness = likeness_of(inventory.definitions, embed)
    yield from definition_questions(inventory.definitions, phrases.most_used(), likeness, said, wording, rng)
    yield from named_questions(inventory.definitions, likeness, standing, wording, rng)
    yield from acronym_questions(inventory.acronyms, said, wording, rng)
    yield from origin_questions(report, inventory, wording, rng)
    yield from people_questions(inventory.entries, names, wording, rng)
    yield from recommendation_questions(inventory.entries, wording, rng)
    yield from update_question(report, wording, rng)
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
    yield from turned_statements(sentence, said, wording, rng)
    statement = true_statement(sentence, wording)
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


def _choose(drafts: Sequence[Draft], most: int, handicaps: Sequence[float]) -> list[Draft]:
    """Kinds and sections in turn; a sentence once, and again only where the report is too short for that."""
    chosen: list[Draft] = []
    costs: Counter[object] = Counter()
    uses: Counter[tuple[int, int]] = Counter()
    left = list(drafts)
    handicap = {id(draft): cost for draft, cost in zip(drafts, handicaps, strict=True)}
    rounds = [(times, True) for times in range(1, TIMES_A_SENTENCE + 1)] + [(TIMES_A_SENTENCE, False)]
    for times, apart in rounds:
        wanted = most if times == 1 else min(most, FEWEST_QUESTIONS if apart else ENOUGH)
        while len(chosen) < wanted:
            left = [draft for draft in left if all(uses[span] < TIMES_A_SENTENCE for span in draft.shown)]
            open_drafts = [draft for draft in left if _is_open(draft, times, uses, chosen, apart)]
            if not open_drafts:
                break
            best = min(open_drafts, key=lambda draft: _cost(draft, costs) + handicap[id(draft)])
            left.remove(best)
            chosen.append(best)
            uses.update(best.shown)
            costs.update((best.kind, best.section, best.right[0], *([DENIED] if best.denied else [])))
    return chosen


def _variety(chosen: Sequence[Draft]) -> float:
    weak = sum(draft.weak for draft in chosen)
    return len(chosen) + len({draft.kind for draft in chosen}) - LESS_FOR_A_WEAK_ONE * weak


def _cost(draft: Draft, costs: Counter[object]) -> float:
    """Less for a kind, a section and an answer that have been asked less."""
    asked = costs[draft.kind] * DEAR.get(draft.kind, 1.0) + costs[draft.section] + costs[draft.right[0]]
    told = COST_OF_A_TRUE_ONE if draft.explanation and not draft.asks else 0.0
    told += COST_OF_A_WEAK_ONE if draft.weak else 0.0
    return asked + told + (COST_OF_A_DENIED_ONE * costs[DENIED] if draft.denied else 0.0)


def _is_open(draft: Draft, times: int, uses: Counter[tuple[int, int]], chosen: Sequence[Draft], apart: bool) -> bool:
    """Not of a sentence that has been asked so often already, nor told by another question.

    Where not `apart`, a question may show what one before it has asked for.
    """
    if any(uses[span] >= times for span in draft.shown):
        return False
    if draft.kind == "true_or_false":
        stated = sum(one.kind == "true_or_false" for one in chosen)
        if apart and stated > MOST_STATED * len(chosen) + 1:
            return False
        judged = Counter(one.right[0] for one in chosen if one.kind == "true_or_false")
        most = MOST_TRUE_FOR_A_FALSE_ONE if not draft.asks else 1
        if judged[draft.right[0]] > most * judged[draft.wrong[0]] + (1 if times > 1 else 0):
            return False
    return times == 1 or not any(_tells_of(one, draft, apart) for one in chosen if _share(one, draft))


def _tells_of(one: Draft, other: Draft, apart: bool) -> bool:
    """Whether two questions on one sentence ask the same, or one is answered in the other's words."""
    if one.kind == other.kind == "true_or_false" or (one.asks and one.asks == other.asks):
        return True
    if one.kind == other.kind == "who" and one.right == other.right and (one.asks or other.asks):
        return True
    told = (_is_told(one, other), _is_told(other, one))
    return any(told) if apart else all(told)


def _told_last(chosen: Sequence[Draft]) -> list[Draft]:
    """What a question shows of a sentence comes after the questions that ask for it."""
    left, ordered = list(chosen), []
    while left:
        early = (one for one in left if not any(_share(one, other) and _is_told(other, one) for other in left))
        first = next(early, left[0])
        left.remove(first)
        ordered.append(first)
    return ordered


def _share(one: Draft, other: Draft) -> bool:
    return one is not other and bool(set(one.shown) & set(other.shown))


def _is_told(one: Draft, other: Draft) -> bool:
    answer = one.asks or (one.right[0] if one.kind in ("who", "term", "definition") else "")
    return bool(answer) and answer in other.prompt


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
