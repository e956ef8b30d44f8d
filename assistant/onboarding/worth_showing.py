"""What a section holds → the few definitions and figures worth showing, and its paragraphs as they stand."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.claims import Claims
from assistant.inventory.definitions import Definition
from assistant.inventory.entries import Entry
from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.central_sentences import Span
from assistant.onboarding.standing_alone import stands_alone
from assistant.orders import gives_orders
from assistant.sentences import Citation
from ingest.terms import fold

MOST_DEFINITIONS = MOST_FIGURES = 3
LARGE, NOT_SMALL = 1_000, 20
SHARE_OR_MONEY = re.compile(
    r"%|€|\$|£|\b(?:pour cent|euros?|dollars?|sur (?:deux|trois|quatre|cinq|dix)|tiers|quarts?)\b"
)


def most_said_terms(definitions: Sequence[Definition], report: ReportText, start: int, end: int) -> list[Definition]:
    """Those of the terms that these characters say most, one a term, in the report's order."""
    distinct = {fold(one.term): one for one in reversed(definitions)}
    if len(distinct) > MOST_DEFINITIONS:
        said = fold(" ".join(part.text for part in report.parts if start <= part.start < end))
        most_said = sorted(distinct, key=lambda term: -said.count(term))[:MOST_DEFINITIONS]
        distinct = {term: distinct[term] for term in most_said}
    return sorted(distinct.values(), key=lambda one: one.citation.start)


def telling_figures(figures: Sequence[Entry]) -> list[Entry]:
    """The weightiest figures whose sentence is understood alone, one a sentence, in the report's order."""
    telling = {one.citation.start: one for one in sorted(figures, key=_weight_of_figure) if _tells(one.citation)}
    weighty = [one for one in telling.values() if _weight_of_figure(one) > 0]
    weightiest = sorted(weighty, key=_weight_of_figure, reverse=True)[:MOST_FIGURES]
    return sorted(weightiest, key=lambda one: one.citation.start)


def _weight_of_figure(figure: Entry) -> int:
    """Shares and amounts of money first, then large counts; « deux pistes » is no figure to keep in mind."""
    if SHARE_OR_MONEY.search(fold(figure.label)):
        return 3
    numbers = Claims(figure.label).numbers
    value = numbers[0].value if numbers else 0
    return 2 if value >= LARGE else 1 if value >= NOT_SMALL else 0


def _tells(citation: Citation) -> bool:
    return stands_alone(citation.quote) and not gives_orders(citation.quote)


def paragraphs_of(report: ReportText, start: int, end: int, words: int) -> Iterator[Citation]:
    """The blocks of a section as they stand, of at most `words` in all; no heading, code or caption.

    A block that gives orders to a machine ends before them.
    """
    for part in report.parts:
        if not start <= part.start < end or part.kind in ("heading", "code", "caption"):
            continue
        told = list(takewhile(lambda span: not gives_orders(_text(part, span)), part.sentences))  # noqa: B023
        whole = not part.sentences or len(told) == len(part.sentences)
        span = (part.start, part.end) if whole else (told[0][0], told[-1][1]) if told else None
        citation = report.cite(*span) if span else None
        words -= len(citation.quote.split()) if citation else 0
        if words < 0:
            return
        if citation:
            yield citation


def _text(part: Part, span: Span) -> str:
    return part.text[span[0] - part.start : span[1] - part.start]
