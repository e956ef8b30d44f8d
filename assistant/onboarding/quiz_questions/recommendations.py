"""The numbered recommendations of a report → what each one says, among the others."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from assistant.inventory.entries import Entry
from assistant.onboarding.quiz_questions.draft import Draft, all_differ
from assistant.onboarding.quiz_questions.spots import MOST_WRONG
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import term_set

NAMED = re.compile(
    r"^\W*(?P<name>(?:proposition|recommandation|préconisation|mesure|recommendation) ?(?:n[°o] ?)?\d+)", re.IGNORECASE
)
SHORTEST, LONGEST, MOST_SHARED = 20, 220, 0.4


MOST_QUESTIONS = 4
"""Which number a recommendation has teaches little: a few are enough."""


def recommendation_questions(entries: Sequence[Entry], wording: Wording, rng: Random) -> Iterator[Draft]:
    """Only where the report numbers them, and no two have the same number."""
    known = [entry for entry in entries if entry.kind == "recommendations" and entry.number]
    known = [entry for entry in known if SHORTEST <= len(entry.label) <= LONGEST]
    if len({entry.number for entry in known}) < len(known):
        return
    for entry in rng.sample(known, min(MOST_QUESTIONS, len(known))):
        named = NAMED.match(" ".join(entry.citation.quote.split()))
        others = [other.label for other in known if other is not entry and _differ(entry.label, other.label)]
        if not named or len(others) < MOST_WRONG:
            continue
        wrong = sorted(rng.sample(others, len(others)), key=lambda one: abs(len(one) - len(entry.label)))[
            : 2 * MOST_WRONG
        ]
        wrong = rng.sample(wrong, MOST_WRONG)
        if all_differ([entry.label, *wrong]):
            span = (entry.citation.start, entry.citation.end)
            prompt = wording.recommendation.format(text=named["name"].lower())
            yield Draft("what", prompt, (entry.label,), tuple(wrong), *span, (span,), tuple(entry.citation.section))


def _differ(one: str, other: str) -> bool:
    first, second = term_set(one), term_set(other)
    return len(first & second) <= MOST_SHARED * min(len(first), len(second))
