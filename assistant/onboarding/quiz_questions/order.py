"""A report → the steps that it puts in order, by « d'abord… ensuite… enfin » or by a numbered list of steps."""

import re
from collections.abc import Iterator, Sequence

from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.quiz_questions.draft import Draft, all_differ
from assistant.onboarding.quiz_questions.standing import NOT_PROSE, POINTS_ELSEWHERE, SECOND_PERSON, as_short, shown
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import fold, straight, term_set

FEWEST_STEPS, MOST_STEPS, SHORTEST, LONGEST = 3, 5, 15, 200
FIRST = r"(?:tout d['’]abord|d['’]abord|en premier lieu|premièrement|dans un premier temps|first)"
NEXT = (
    r"(?:ensuite|puis|en deuxième lieu|en second lieu|deuxièmement|dans un deuxième temps|dans un second temps|"
    r"en troisième lieu|troisièmement|dans un troisième temps|second|then|next)"
)
LAST = (
    r"(?:enfin|en dernier lieu|pour finir|finalement|finally|lastly|en troisième lieu|troisièmement|"
    r"dans un troisième temps)"
)
_AT_ONCE = r"(?:donc |ainsi )?,? ?"
MARKERS = [re.compile(rf"(?<!\w){_AT_ONCE}{marker}(?!\w)\s?,?", re.IGNORECASE) for marker in (FIRST, NEXT, LAST)]
SUBJECT = re.compile(
    r"\W*(?P<subject>(?:ce|cet|cette|le|la|l['’]|les) ?[a-zà-ÿœ]+) (?P<rest>[a-zà-ÿœ]+.*)", re.IGNORECASE | re.DOTALL
)
TAKEN_UP = re.compile(r"\W*(?:il|elle|ils|elles) (?P<rest>.*)", re.IGNORECASE | re.DOTALL)
POINTS = re.compile(
    r"(?:(?:il|elle|ils|elles|ce|cet|cette|ces|cela|celui|celle|ceux|son|sa|ses|leur|leurs|lui|de meme|alors)\b)"
)
NUMBERED = re.compile(r"^\s*\(?(?P<number>\d{1,2})\s*[.)°-]+\s*(?P<text>\S.*)$", re.DOTALL)
SAYS_STEPS = re.compile(
    r"\b(?:etapes?|phases?|demarche|procedure|successive\w*|dans l'ordre|chronologi\w+|calendrier|steps?|stages?)\b"
)


def order_questions(report: ReportText, wording: Wording) -> Iterator[Draft]:
    """Only where words or numbers give the order."""
    parts = report.parts
    for place, part in enumerate(parts):
        if part.kind == "paragraph":
            yield from _in_a_paragraph(part, wording)
            yield from _in_a_list(parts, place, wording)


def _in_a_paragraph(part: Part, wording: Wording) -> Iterator[Draft]:
    texts = [shown(part.text[start - part.start : end - part.start]) for start, end in part.sentences]
    for first in range(len(texts) - FEWEST_STEPS + 1):
        marks = [marker.search(text) for marker, text in zip(MARKERS, texts[first : first + FEWEST_STEPS], strict=True)]
        if not all(marks):
            continue
        run = range(first, first + FEWEST_STEPS)
        whole = [_without(texts[number], mark) for number, mark in zip(run, marks, strict=True) if mark]
        steps = [next((one for one in as_short(step) if len(one) <= LONGEST), step) for step in whole]
        subject, steps = _predicates(steps)
        if steps:
            spans = tuple(part.sentences[number] for number in run)
            prompt = wording.order_of_a_subject.format(text=f"{subject} …") if subject else wording.order_of
            yield from _draft(steps, prompt, spans, part)


def _without(text: str, mark: re.Match[str]) -> str:
    left = f"{text[: mark.start()].rstrip()} {text[mark.end() :].lstrip()}".strip()
    return left.rstrip(".")


def _predicates(steps: list[str]) -> tuple[str, list[str]]:
    """What one subject does, step by step; or whole sentences none of which points at another."""
    opening = SUBJECT.match(steps[0])
    followers = [TAKEN_UP.match(step) for step in steps[1:]]
    if opening and all(followers):
        verbs = [opening["rest"], *(found["rest"] for found in followers if found)]
        pointing = any(POINTS.match(fold(verb)) for verb in verbs)
        return (opening["subject"], [] if pointing else [f"… {verb}" for verb in verbs])
    if any(POINTS.match(fold(step)) for step in steps):
        return "", []
    return "", [step[0].upper() + step[1:] for step in steps]


def _in_a_list(parts: Sequence[Part], place: int, wording: Wording) -> Iterator[Draft]:
    """The items after a paragraph that announces steps, or that number themselves after one that does."""
    opening = parts[place]
    announced = SAYS_STEPS.search(fold(straight(opening.text[-200:]))) and opening.text.rstrip().endswith(":")
    items: list[Part] = []
    for part in parts[place + 1 :]:
        if part.kind != "list_item":
            break
        items.append(part)
    if not announced or not FEWEST_STEPS <= len(items) <= MOST_STEPS:
        return
    numbered = [NUMBERED.match(shown(item.text)) for item in items]
    if any(numbered) and [int(found["number"]) for found in numbered if found] != list(range(1, len(items) + 1)):
        return
    steps = [
        (found["text"] if found else shown(item.text)).strip().rstrip(" .;,")
        for found, item in zip(numbered, items, strict=True)
    ]
    asked = wording.order.format(text=shown(opening.text).strip().split(". ")[-1].rstrip(" :"))
    yield from _draft(steps, asked, tuple((item.start, item.end) for item in items), opening)


def _draft(steps: list[str], prompt: str, spans: tuple[tuple[int, int], ...], part: Part) -> Iterator[Draft]:
    """None when a step cannot be read alone, or two say the same."""
    for step in steps:
        folded = fold(straight(step))
        if (
            not SHORTEST <= len(step) <= LONGEST
            or NOT_PROSE.search(step.removeprefix("… ").removesuffix(" […]"))
            or POINTS_ELSEWHERE.search(folded)
        ):
            return
        if SECOND_PERSON.search(folded) or step.count("(") != step.count(")"):
            return
    if not all_differ(steps) or any(len(term_set(step)) < 2 for step in steps):
        return
    yield Draft("order", prompt, tuple(steps), (), spans[0][0], spans[-1][1], spans, part.section)
