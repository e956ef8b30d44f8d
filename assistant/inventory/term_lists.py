"""The parts of a report → the terms of its glossaries: their entries, table rows and sub-headings."""

import re
from collections.abc import Iterator, Sequence

from assistant.inventory.lemmas import lemma_key
from assistant.inventory.plain import as_term, plain, words_of
from assistant.inventory.report_text import Part
from ingest.terms import fold

GLOSSARY = re.compile(
    r"^(?:\W*(?:annexe|chapitre|partie|appendix)?\s*[\dIVXivxa-z]{0,5}[\d.]*[.)]?\s*[:.–—-]?\s*)?"
    r"(?:(?:petit |mini[- ])?(?:glossaire|lexique)\b.*|(?:quelques )?definitions(?: (?:(?:et (?:des )?(?:termes|"
    r"concepts|notions|sigles|acronymes|abreviations|"
    r"glossaire|lexique)|des (?:termes|concepts|notions))\b.*|utiles|cles|utilisees|prealables))?|"
    r"terminologie\b.*|vocabulaire\b.*|(?:sigles|acronymes|abreviations)(?:,[^.]*)? et (?:definitions|glossaire|"
    r"lexique)\b.*|"
    r"(?:liste|index) des (?:termes|definitions|notions)\b.*|mots[- ]cles definis|glossary\b.*|terminology)$"
)
HEADER_CELLS = frozenset(
    "terme termes mot mots notion notions concept concepts expression definition definitions signification sens sigle "
    "sigles acronyme acronymes abreviation abreviations intitule developpe explication term meaning "
    "description".split()
)
SEPARATOR = re.compile(r"\s*(?:\s:\s|:\s|\s[–—-]\s|\s=\s|\s→\s)\s*")
ENTRY = re.compile(
    r"^\W{0,4}(?P<term>«[^«»]{2,80}»|[^:;.!?«»]{2,80}?)(?:\s*\n\s*:\s*|\s*:\s+|\s+[–—-]\s+|\s*=\s+)(?P<rest>\S.*)$",
    re.DOTALL,
)
BOLD_ENTRY = re.compile(r"^«(?P<term>[^«»]{2,80})»[\s:.–—-]*(?P<rest>\w.{12,})$", re.DOTALL)
ANNOUNCES = re.compile(
    r"\b(?:définitions?|termes?|notions?|concepts?|distingu\w+|types?|sortes?|catégories|formes|signifi\w+|sens|"
    r"vocabulaire)\b"
    r"[^.]*:$",
    re.IGNORECASE,
)
ASKS_FOR_MEANINGS = re.compile(
    r"\b(?:qu'est[ -]ce|signifi\w+|sens|définitions?|désigne\w*|veut "
    r"dire)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:objectifs?|couts?|budgets?|calendriers?|publics?|pilotes?|porteurs?|partenaires?|contacts?|echeances?|dates?|"
    r"lieux?|"
    r"exemples?|sources?|notes?|axes?|etapes?|phases?|actions?|mesures?|propositions?|recommandations?|indicateurs?|"
    r"avantages?|inconvenients?|resultats?|financements?|modalites?|delais?)\b|.*(?:er|ir)$"
)
"""What a list of facts, or of things to do, has in front of each."""
LONGEST_ANNOUNCEMENT = 200
SHORTEST_DEFINITION = 3
LONGEST_ENTRY_TERM = 8

Found = tuple[str, str, tuple[int, int]]


def is_glossary(title: str) -> bool:
    """Whether a section of this title lists terms with what they mean."""
    return bool(GLOSSARY.match(fold(plain(title))))


def listed_terms(parts: Sequence[Part]) -> Iterator[Found]:
    """Each term of a glossary: its form, and the span of its entry."""
    for position, part in enumerate(parts):
        depth = next((number for number, title in enumerate(part.section) if is_glossary(title)), None)
        if depth is None:
            continue
        if part.kind == "heading":
            if len(part.section) > depth + 1:
                yield from _sub_heading(part, parts[position + 1 : position + 2])
        elif part.kind == "table":
            yield from _rows(part)
        elif part.kind in ("paragraph", "list_item", "box", "footnote"):
            yield from _entries(part, parts[position + 1 : position + 2])


def _sub_heading(part: Part, below: Sequence[Part]) -> Iterator[Found]:
    term = as_term(part.text, listed=True)
    if (
        term
        and below
        and below[0].kind in ("paragraph", "list_item")
        and below[0].sentences
        and _is_entry_term(part.text)
    ):
        sentences = below[0].sentences
        yield term, "glossary", (sentences[0][0], sentences[-1][1])


def _rows(part: Part) -> Iterator[Found]:
    for start, end in part.sentences:
        row = part.text[start - part.start : end - part.start]
        cells = [cell.strip() for cell in (row.split("\t") if "\t" in row else row.strip().strip("|").split("|"))]
        if len(cells) < 2 or not cells[0] or set(words_of(cells[0])) & HEADER_CELLS:
            continue
        term = as_term(plain(cells[0]), listed=True)
        if term and _is_entry_term(cells[0]) and len(words_of(cells[1])) >= SHORTEST_DEFINITION:
            trimmed = row.strip().strip("|").strip()
            begin = start + row.index(trimmed)
            yield term, "glossary", (begin, begin + len(trimmed))


def _entries(part: Part, below: Sequence[Part]) -> Iterator[Found]:
    """« X : … » at the start of each sentence of the part; or a term alone, and the part below it."""
    open_entry: tuple[str, int] | None = None
    end = part.start
    for start, finish in part.sentences:
        text = part.text[start - part.start : finish - part.start]
        term = _entry_term(text)
        if term:
            if open_entry:
                yield open_entry[0], "glossary", (open_entry[1], end)
            open_entry = term, start
        end = finish
    if open_entry:
        yield open_entry[0], "glossary", (open_entry[1], end)
    elif (
        len(part.sentences) == 1 and below and below[0].kind in ("paragraph", "list_item") and _is_entry_term(part.text)
    ):
        term = as_term(plain(part.text), listed=True)
        after = below[0]
        if term and after.sentences and not _entry_term(after.text) and not _is_entry_term(after.text):
            yield term, "glossary", (after.sentences[0][0], after.sentences[-1][1])


def _entry_term(text: str) -> str | None:
    read = plain(text) if "\n:" not in text else text
    matched = BOLD_ENTRY.match(read) or ENTRY.match(read)
    if not matched or len(words_of(matched["rest"])) < SHORTEST_DEFINITION or not _is_entry_term(matched["term"]):
        return None
    return as_term(matched["term"], listed=True)


def _is_entry_term(text: str) -> bool:
    return (
        0 < len(words_of(text)) <= LONGEST_ENTRY_TERM and len(text) > 1 and not text.rstrip().endswith((".", ":", "?"))
    )


def described_terms(parts: Sequence[Part]) -> Iterator[Found]:
    """« X : … » in a list that a sentence announces as one of notions, or that explains the words of its title."""
    announced, title = False, frozenset[str]()
    for part in parts:
        if part.kind == "heading":
            title = frozenset(lemma_key(part.text)) if ASKS_FOR_MEANINGS.search(plain(part.text)) else frozenset()
        if part.kind != "list_item":
            announced = part.kind == "paragraph" and bool(ANNOUNCES.search(plain(part.text[-LONGEST_ANNOUNCEMENT:])))
        elif part.sentences:
            start, end = part.sentences[0][0], part.sentences[-1][1]
            term = _entry_term(part.text)
            if term and (announced or title >= set(lemma_key(term))) and not LABEL.match(fold(term)):
                yield term, "list", (start, end)


def without_its_term(quote: str, term: str) -> str:
    """A glossary's entry from its definition on; the whole when the term does not open it."""
    opening = re.match(
        rf"^[\s*_«\"“|-]*(?:l['’]|les? |la |une? )?{re.escape(term)}[^\w(]{{1,8}}(?=\S)", quote, re.IGNORECASE
    )
    return quote[opening.end() :].strip(" |") if opening else quote
