"""The parts of a report → the terms of its glossaries: their entries, table rows and sub-headings."""

import re
from collections.abc import Iterator, Sequence

from assistant.inventory.expansions import after
from assistant.inventory.lemmas import is_verbal, lemma_key
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
ENTRY = re.compile(
    r"^\W{0,4}(?P<term>«[^«»]{2,80}»|[^:;.!?«»]{2,80}?)(?:\s*\n\s*:\s*|\s*:\s+|\s+[–—-]\s+|\s*=\s+)(?P<rest>\S.*)$",
    re.DOTALL,
)
LINE_ENTRY = re.compile(r"^(?P<term>[^\n.:;!?]{2,80}?)[ :]*\r?\n[ \t]*:?[ \t]*(?P<rest>[A-ZÀ-Ý«(].{12,})$", re.DOTALL)
"""A term on a line, what it is on the next ones."""
NO_ENTRY = re.compile(
    r"(?:exemples?|par exemple|sources?|notes?|remarques?|nb|voir|voir aussi|cf|attention|"
    r"synonymes?)\b"
)
BOLD_ENTRY = re.compile(r"^«(?P<term>[^«»]{2,80})»[\s:.–—-]*(?P<rest>\w.{12,})$", re.DOTALL)
ANNOUNCES = re.compile(
    r"\b(?:on entend par|on désigne par|au sens d\w+|s'entend\w*|définitions?|définie?s?|termes?|notions?|concepts?|"
    r"distingu\w+|types?|sortes?|catégories|formes|signifi\w+|sens|"
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
    r"avantages?|inconvenients?|resultats?|financements?|modalites?|delais?)\b"
)
"""What a list of facts, or of things to do, has in front of each."""
LONGEST_ANNOUNCEMENT = 200
SHORTEST_DEFINITION = 3
LONGEST_ENTRY_TERM = 8

Found = tuple[str, str, tuple[int, int]]
"""A term, the form of its definition, and the span of the document that says it."""


REFERS = re.compile(r"(?:voir|cf\.?|see)\b", re.IGNORECASE)
"""« Usage futur | Voir « cessation d'activité ». »"""


def is_glossary(title: str) -> bool:
    """Whether a section of this title lists terms with what they mean."""
    return bool(GLOSSARY.match(fold(plain(title))))


def listed_terms(parts: Sequence[Part]) -> Iterator[Found]:
    """Each term of a glossary: its form, and the span of its entry."""
    waiting: str | None = None
    for position, part in enumerate(parts):
        depth = next((number for number, title in enumerate(part.section) if is_glossary(title)), None)
        if depth is None or part.kind not in ("heading", "table", "paragraph", "list_item", "box", "footnote"):
            waiting = None
        elif part.kind == "heading":
            deeper = len(part.section) > depth + 1
            waiting = _term_alone(part.text) if deeper and _is_text(parts[position + 1 : position + 2]) else None
        elif part.kind == "table":
            waiting = None
            yield from _rows(part)
        else:
            entries = list(_entries(part))
            if waiting and not entries:
                yield waiting, "glossary", (part.sentences[0][0], part.sentences[-1][1])
            yield from entries
            alone = None if waiting or entries or len(part.sentences) != 1 else _term_alone(part.text)
            waiting = alone if alone and _is_text(parts[position + 1 : position + 2]) else None


def _is_text(below: Sequence[Part]) -> bool:
    return bool(below) and below[0].kind in ("paragraph", "list_item") and bool(below[0].sentences)


def _term_alone(text: str) -> str | None:
    """A term on a line of its own; None for the letter of an index, or a sentence."""
    bare = plain(text).rstrip(" :")
    return as_term(bare, listed=True) if _is_entry_term(bare) else None


def _rows(part: Part) -> Iterator[Found]:
    for start, end in part.sentences:
        row = part.text[start - part.start : end - part.start]
        cells = [cell.strip() for cell in (row.split("\t") if "\t" in row else row.strip().strip("|").split("|"))]
        if len(cells) < 2 or not cells[0] or set(words_of(cells[0])) <= HEADER_CELLS:
            continue
        term = as_term(plain(cells[0]), listed=True)
        told = len(words_of(cells[1])) >= SHORTEST_DEFINITION and not _is_expansion(cells[0], cells[1])
        told = told and not REFERS.match(cells[1])
        if term and _is_entry_term(cells[0]) and told:
            trimmed = row.strip().strip("|").strip()
            begin = start + row.index(trimmed)
            yield term, "glossary", (begin, begin + len(trimmed))


def _entries(part: Part) -> Iterator[Found]:
    """« X : … » at the start of a sentence of the part, up to the next one."""
    open_entry: tuple[str, int] | None = None
    end = part.start
    for start, finish in part.sentences:
        term = _entry_term(part.text[start - part.start : finish - part.start])
        if term:
            if open_entry:
                yield open_entry[0], "glossary", (open_entry[1], end)
            open_entry = term, start
        end = finish
    if open_entry:
        yield open_entry[0], "glossary", (open_entry[1], end)


def _entry_term(text: str) -> str | None:
    on_its_line = LINE_ENTRY.match(text.strip())
    matched = on_its_line or BOLD_ENTRY.match(plain(text)) or ENTRY.match(plain(text))
    if not matched or len(words_of(matched["rest"])) < SHORTEST_DEFINITION or not _is_entry_term(matched["term"]):
        return None
    if NO_ENTRY.match(fold(matched["term"])) or _is_expansion(matched["term"], matched["rest"]):
        return None
    return as_term(plain(matched["term"]), listed=True)


def _is_expansion(term: str, rest: str) -> bool:
    """« EPCI : établissement public de coopération intercommunale » spells an acronym out, and defines nothing."""
    expansion = after(term, plain(rest), strict=False) if re.search(r"[A-ZÀ-Ý].*[A-ZÀ-Ý]", term) else None
    return expansion is not None and len(expansion) >= len(plain(rest).strip(" .;")) - 1


def _is_entry_term(text: str) -> bool:
    return 0 < len(words_of(text)) <= LONGEST_ENTRY_TERM and len(text) > 1 and text.rstrip()[-1:] not in ".:?;"


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
            if term and (announced or title >= set(lemma_key(term))) and not _is_label(term):
                yield term, "list", (start, end)


def _is_label(term: str) -> bool:
    """« Coût : », « Former les agents : »."""
    return bool(LABEL.match(fold(term))) or is_verbal(term.split()[0].lower())


def without_its_term(quote: str, term: str) -> str:
    """A glossary's entry from its definition on; the whole when the term does not open it."""
    opening = re.match(
        rf"^[\s*_«\"“|-]*(?:l['’]|les? |la |une? )?{re.escape(term)}[^\w(]{{1,8}}(?=\S)", quote, re.IGNORECASE
    )
    return quote[opening.end() :].strip(" |") if opening else quote
