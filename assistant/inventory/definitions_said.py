"""A report's text → the sentences that define a term by their wording, or by where they stand, each with its span."""

import re
from collections.abc import Iterator
from functools import partial

from assistant.inventory.definition_forms import defined_terms
from assistant.inventory.first_mentions import FirstMentions
from assistant.inventory.genus import kind_of, opens_with_its_name, said_for
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.named_before import IT_IS, agrees, defined_before, defined_before_a_colon
from assistant.inventory.plain import as_term, length_of_label, plain
from assistant.inventory.presentations import described_by_this, described_on_its_line, presented_in
from assistant.inventory.report_text import Part, ReportText
from assistant.inventory.term_lists import Found

NUMBERED = re.compile(
    r"^(?:(?:\d+|[IVX]+|[A-Z])(?:[.\d]*)[.)]?\s+|(?:chapitre|partie|section|annexe)\s+[\dIVXA-Z]+\s*[:.–—-]\s*)",
    re.IGNORECASE,
)
ANAPHORA = re.compile(
    r"^(?:il|elle|ils|elles|ce terme|cette notion|ce concept|cette expression|celui-ci|celle-ci) "
    r"(?:désigne|se définit|peut se définir|peut être définie?|se définissent|signifie|consiste)",
    re.IGNORECASE,
)
OTHER_WORDS_OF_TITLE, LONGEST_TITLE_TERM = 3, 6


def said_in(report: ReportText) -> Iterator[Found]:
    """Sentences whose wording defines, alone or by where they stand."""
    first = FirstMentions(report)
    title, bare, opening, before, since = "", "", False, "", 0
    for part in report.parts:
        if part.kind == "heading":
            title, opening, before = part.text, True, ""
            since = part.start
            bare = NUMBERED.sub("", plain(title))
            continue
        if part.kind in ("code", "table"):
            continue
        if part.kind != "list_item":
            before = ""
        for number, (sentence, span) in enumerate(texts_of(part)):
            found = [(one.term, one.form) for one in defined_terms(sentence)]
            found += _by_place(sentence, span[0], title, opening and number == 0, first)
            if opening and number == 0:
                found += _opening_of_section(title, sentence)
            text = plain(sentence)
            found += presented_in(
                text,
                bare,
                opening and number == 0,
                partial(first.is_at, start=span[0]),
                partial(first.is_at, start=span[0], since=since),
            )
            if number == 0 and (name := described_by_this(text) or described_on_its_line(text)):
                found.append((name, "list"))
            if before:
                found += defined_before(before, sentence)
            found += defined_before_a_colon(sentence)
            yield from ((term, form, span) for term, form in found)
            before = sentence
        opening = False


def _by_place(sentence: str, start: int, title: str, opens: bool, first: FirstMentions) -> list[tuple[str, str]]:
    """« X est un Y », « X permet de … »: of any X, of the section's subject, or of what is named for the first time."""
    is_a = kind_of(sentence)
    if is_a:
        term = _named_by(title, is_a.term, opens)
        return (
            [(term or is_a.term, "is_a")]
            if term or is_a.sure or (is_a.at_first and first.is_at(is_a.term, start))
            else []
        )
    is_for = said_for(sentence)
    term = _named_by(title, is_for.term, True) if is_for and opens else None
    return [(term or is_for.term, "is_for")] if is_for and (is_for.sure or term) else []


def _named_by(title: str, term: str, opens: bool) -> str | None:
    """The term as a section's title has it: « le paquet debhelper » under « debhelper »; None when it is not there."""
    bare = NUMBERED.sub("", plain(title))
    named, key = lemma_key(bare), lemma_key(term)
    if named and re.fullmatch(rf"[\w-]+ «?{re.escape(bare)}»?", term, re.IGNORECASE):
        return as_term(bare)
    short = opens or len(named) <= len(key) + OTHER_WORDS_OF_TITLE
    return term if key and set(key) <= set(named) and short else None


def _opening_of_section(title: str, sentence: str) -> list[tuple[str, str]]:
    """The first sentence of a section titled X, when it says what X is without naming it."""
    bare = NUMBERED.sub("", plain(title))
    named = as_term(bare)
    if not named or len(named.split()) > LONGEST_TITLE_TERM or "?" in bare:
        return []
    text = plain(sentence)
    if opens_with_its_name(sentence, bare):
        return [(named, "section")]
    return [(named, "section")] if ANAPHORA.match(text) or (IT_IS.match(text) and agrees(text, named)) else []


def texts_of(part: Part) -> list[tuple[str, tuple[int, int]]]:
    """Its sentences, each with its span in the document; without the « [^1]: » that a Markdown note begins with."""
    found = []
    for start, end in part.sentences:
        text = part.text[start - part.start : end - part.start]
        label = length_of_label(text)
        found.append((text[label:], (start + label, end)))
    return found
