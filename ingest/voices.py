"""A block → who speaks in it, where the document shows it."""

import re
from typing import Literal

from ingest.document import Block

Voice = Literal["author", "recommendation", "example", "contributor", "mission_letter", "annex"]

RECOMMENDATION = re.compile(
    r"^(?:[\dIVXLA-Z.]+\s+)?(?:propositions?|recommandations?|préconisations?)\b", re.IGNORECASE
)
OPENS_RECOMMENDATION = re.compile(
    r"^(?:proposition|recommandation|préconisation)\s*(?:n[°o]\s*)?\d+\b|^(?:recommandation|préconisation)\s*:",
    re.IGNORECASE,
)
EXAMPLE = re.compile(
    r"^(?:[\dIVXLA-Z.]+\s+)?(?:exemples?|études? de cas|cas pratiques?|cas d[’']usage|retours? d[’']expériences?"
    r"|illustrations?|zoom sur|focus|coup de projecteur|bonnes pratiques|expérimentations? locales?)\b",
    re.IGNORECASE,
)
OPENS_EXAMPLE = re.compile(
    r"^(?:exemple|étude de cas|zoom|focus|illustration)(?:\s+n[°o]?\s*\d+)?\s*[:–—]", re.IGNORECASE
)
CONTRIBUTOR = re.compile(
    r"^(?:[\dIVXLA-Z.]+\s+)?(?:témoignages?|contributions?|verbatims?|entretiens?|interviews?|auditions?|paroles?"
    r"|point de vue|regards?|tribunes?)\b",
    re.IGNORECASE,
)
WHOLLY_QUOTED = re.compile(r"^[«“\"].{40,}[»”\"]\s*(?:[.,–—(-].{0,120})?$", re.DOTALL)
MISSION_LETTER = re.compile(r"\blettres? de mission\b", re.IGNORECASE)
ANNEX = re.compile(r"^(?:[\dIVXLA-Z.]+\s+)?(?:annexes?|appendices?|appendix)\b", re.IGNORECASE)


def voice_of(block: Block, text: str) -> Voice:
    """By the nearest heading that tells, and by how the block itself opens; the author's when nothing does."""
    if OPENS_RECOMMENDATION.match(text):
        return "recommendation"
    if OPENS_EXAMPLE.match(text):
        return "example"
    if block.kind != "heading" and block.kind != "table" and _is_one_quotation(text):
        return "contributor"
    for title in reversed(block.section):
        if MISSION_LETTER.search(title):
            return "mission_letter"
        if RECOMMENDATION.match(title):
            return "recommendation"
        if EXAMPLE.match(title):
            return "example"
        if CONTRIBUTOR.match(title):
            return "contributor"
        if ANNEX.match(title):
            return "annex"
    return "author"


def _is_one_quotation(text: str) -> bool:
    """A paragraph between one pair of quotation marks, its speaker perhaps named after them."""
    return bool(WHOLLY_QUOTED.match(text)) and text.count("«") <= 1 and text.count("“") <= 1
