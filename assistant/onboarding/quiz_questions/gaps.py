"""A spot → the question that asks for it: how many, when, which name or which words."""

import re
from collections.abc import Iterator

from assistant.onboarding.quiz_questions.draft import GAP, Draft, QuizKind, all_differ, squeezed
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import Spot, SpotKind
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import fold

KINDS: dict[SpotKind, QuizKind] = {
    "number": "how_many",
    "date": "when",
    "person": "who",
    "organisation": "who",
    "place": "gap",
    "name": "gap",
    "words": "gap",
}
LONGEST_ASKED = 160
LEAST_FRAME = 4
"""Telling words that must be left around a gap."""
IN_YEAR = re.compile(r"En $|In $")
VOWEL = re.compile(r"[aeiouyhéèêàâîôœ]", re.IGNORECASE)


def gap(spot: Spot, said: Said, wording: Wording) -> Iterator[Draft]:
    """One question, unless the sentence gives the answer away or is said elsewhere with another one."""
    frame = f"{spot.before} {spot.after}"
    if f" {squeezed(spot.right)} " in f" {squeezed(frame)} " or said.is_repeated(frame, spot.sentence.spans):
        return
    if len(said.telling(frame)) < LEAST_FRAME or not all_differ([spot.right, *spot.wrong]):
        return
    yield Draft(
        kind=KINDS[spot.kind],
        prompt=_prompt(spot, wording),
        right=(spot.right,),
        wrong=spot.wrong,
        start=spot.sentence.start,
        end=spot.sentence.end,
        shown=spot.sentence.spans,
        section=spot.sentence.section,
        sorted=spot.sorted,
    )


def _prompt(spot: Spot, wording: Wording) -> str:
    if spot.kind == "number" and not spot.before:
        counted = spot.after.strip().rstrip(".")
        if len(counted) <= LONGEST_ASKED and not re.match(r"%|€|millions?|milliards?", counted):
            return wording.how_many.format(_of(counted) if wording.how_many.startswith("D") else counted)
    if spot.kind == "date" and IN_YEAR.fullmatch(spot.before) and spot.after.startswith(", "):
        return wording.when.format(spot.after[2:].strip().rstrip("."))
    asked = spot.filled(GAP)
    form = {
        "number": wording.number,
        "date": wording.date,
        "words": wording.words,
    }.get(spot.kind, wording.name)
    return form.format(asked)


def _of(counted: str) -> str:
    return f"d’{counted}" if VOWEL.match(fold(counted)) else f"de {counted}"
