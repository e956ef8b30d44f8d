"""A report's words → the terms of several words that come back in it: « budget participatif »."""

import re
from collections import Counter, defaultdict

from assistant.inventory.lemmas import is_verbal
from assistant.inventory.mentions import Mentions
from assistant.inventory.plain import NO_TERM_OPENING, NO_TERM_WORD
from assistant.inventory.report_text import ReportText
from ingest.terms import EMPTY_WORDS

FEWEST_TIMES, MOST_WORDS, MOST_TERMS = 3, 4, 300
SHORT_REPORT, FEWEST_IN_A_SHORT_ONE = 3000, 2
ENGLISH = frozenset("you your can may will use used using see not any all one other only also must should".split())
STOPPED = {"traver", "lors"} | EMPTY_WORDS | NO_TERM_WORD | NO_TERM_OPENING | ENGLISH
PREPOSITIONS = ("a", "en", "par", "sur", "traver", "lors")
"""« mise à jour complète » holds no term « jour complète »."""
Run = tuple[int, ...]


def frequent_terms(report: ReportText, mentions: Mentions) -> dict[str, int]:
    """Each term as the report writes it, and how often it stands there; the most frequent first."""
    refused = [_is_no_term_word(lemma) for lemma in mentions.vocabulary]
    times: Counter[Run] = Counter()
    places: defaultdict[Run, list[tuple[int, int]]] = defaultdict(list)
    for run, start, end in mentions.word_runs(MOST_WORDS, not_after=PREPOSITIONS):
        if not any(refused[number] for number in run):
            times[run] += 1
            if len(places[run]) < FEWEST_TIMES:
                places[run].append((start, end))
    fewest = FEWEST_TIMES if len(mentions) > SHORT_REPORT else FEWEST_IN_A_SHORT_ONE
    frequent = {run: count for run, count in times.items() if count >= fewest}
    within: Counter[Run] = Counter()
    for run, count in frequent.items():
        for part in (run[:-1], run[1:]):
            within[part] = max(within[part], count)
    found: dict[str, int] = {}
    for run, count in sorted(frequent.items(), key=lambda one: -one[1]):
        if within[run] < count and (written := _as_written(report, places[run])):
            found.setdefault(written, count)
    return dict(list(found.items())[:MOST_TERMS])


def _is_no_term_word(lemma: str) -> bool:
    return len(lemma) < 3 or lemma in STOPPED or bool(re.search(r"\d", lemma)) or is_verbal(lemma)


def _as_written(report: ReportText, places: list[tuple[int, int]]) -> str:
    written = Counter[str]()
    for start, end in places:
        citation = report.cite(start, end)
        if citation and not re.search(r"[«»\"()_/]", citation.quote):
            written[" ".join(citation.quote.split())] += 1
    return min(written, key=lambda one: (-written[one], sum(map(str.isupper, one))), default="")
