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
BY_NAME = ("person", "organisation", "place", "name")
FEWEST_NAMES = 2
"""Of one wrong name, half of those who know nothing guess right."""
LONGEST_ASKED = 160
LEAST_FRAME = 4
"""Telling words that must be left around a gap."""
IN_YEAR = re.compile(r"En $|In $")
VOWEL = re.compile(r"[aeiouh]")
AN_AMOUNT = re.compile(r"%|€|euros?\b|millions?\b|milliards?\b")


def gap(spot: Spot, said: Said, wording: Wording) -> Iterator[Draft]:
    """One question, unless the sentence gives the answer away or is said elsewhere with another one."""
    frame = f"{spot.before} {spot.after}"
    if f" {squeezed(spot.right)} " in f" {squeezed(frame)} " or said.is_repeated(frame, spot.sentence.spans):
        return
    if len(said.telling(frame)) < LEAST_FRAME or not all_differ([spot.right, *spot.wrong]):
        return
    where = spot.sentence.where(wording.where)
    if f" {squeezed(spot.right)} " in f" {squeezed(where)} ":
        return
    yield Draft(
        kind=KINDS[spot.kind],
        prompt=_prompt(spot, where, wording),
        right=(spot.right,),
        wrong=spot.wrong,
        start=spot.sentence.start,
        end=spot.sentence.end,
        shown=spot.sentence.spans,
        section=spot.sentence.section,
        sorted=spot.sorted,
        asks=spot.right,
        weak=spot.kind == "words" or spot.sentence.leans or (spot.kind in BY_NAME and len(spot.wrong) < FEWEST_NAMES),
    )


def _prompt(spot: Spot, where: str, wording: Wording) -> str:
    if spot.kind == "number" and not spot.before:
        counted = spot.after.strip().rstrip(".")
        if len(counted) <= LONGEST_ASKED and "[…]" not in counted and not AN_AMOUNT.match(counted):
            form = wording.how_many_of_vowel if VOWEL.match(fold(counted)) else wording.how_many
            return form.format(where=where, text=counted)
    if spot.kind == "date" and IN_YEAR.fullmatch(spot.before) and spot.after.startswith(", "):
        return wording.when.format(where=where, text=spot.after[2:].strip().rstrip("."))
    forms = {"number": wording.number, "date": wording.date, "words": wording.words}
    return forms.get(spot.kind, wording.name).format(where=where, text=spot.filled(GAP))
