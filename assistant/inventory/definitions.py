"""A report's text → the definitions that it gives, verbatim."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.inventory.definition_forms import defined_terms
from assistant.inventory.first_mentions import FirstMentions
from assistant.inventory.genus import SPECIFIES, kind_of, opens_with_its_name, said_for, without_lead
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.plain import as_term, plain
from assistant.inventory.report_text import Part, ReportText
from assistant.inventory.term_lists import described_terms, listed_terms
from assistant.orders import sentences_that_tell
from assistant.sentences import CONTINUES, GOES_ON, Citation

ASKS_WHAT_IT_IS = re.compile(
    r"^(?:[\dIVX]+(?:[.\d]*)[.)]?\s+|[A-Za-z][.)]\s+)?(?:.*, )?(?:qu'est[ -]ce (?:que c'est que |que ce que |que |"
    r"qu')|c'est quoi |"
    r"qu'entend-on par |qu'entendons-nous par |que faut-il entendre par |qu'appelle-t-on |que signifie |que désigne |"
    r"que veut dire |comment (?:se définit |définir |définit-on )|(?:la |une )?définitions? (?:de la |de l'|du |des |"
    r"de |d')|"
    r"what (?:is|are) |definition of )(?P<term>.+?)\s*[?.:]*$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^(?:(?:\d+|[IVX]+|[A-Z])(?:[.\d]*)[.)]?\s+|(?:chapitre|partie|section|annexe)\s+[\dIVXA-Z]+\s*[:.–—-]\s*)",
    re.IGNORECASE,
)
IT_IS = re.compile(
    r"^(?:il s'agit (?:là )?(?:de|d'|du|des)|c'est (?:une?\b|(?:le|la|l'|tout)(?!.*\bqu[ie']))|ce sont des|it is an?) "
    r"?",
    re.IGNORECASE,
)
"""« C'est le maire qui décide » says who decides, and what nothing is."""
ANAPHORA = re.compile(
    r"^(?:il|elle|ils|elles|ce terme|cette notion|ce concept|cette expression|celui-ci|celle-ci) "
    r"(?:désigne|se définit|peut se définir|peut être définie?|se définissent|signifie|consiste)",
    re.IGNORECASE,
)
NO_ANSWER = re.compile(
    r"^(?:oui|non|voir|cf|pour en savoir plus|exemples?|question|ce (?:chapitre|document))\b|\?$", re.IGNORECASE
)
HAS_ELEMENTS = re.compile(
    r"^(?:il|elle|ils|elles|son|sa|ses|leurs?|celui-ci|celle-ci|ceux-ci|cette (?:notion|définition)|ce (?:terme|"
    r"concept))\b"
    r".*\b(?:compren\w+|comporte\w*|regroupe\w*|inclu\w+|englobe\w*|rassemble\w*|repose\w*|compose\w*|caractéris\w+|"
    r"distingue\w*|recouvre\w*|appuie\w*|éléments?|critères?|conditions?|piliers?|dimensions?|composantes?|"
    r"principes?)\b",
    re.IGNORECASE,
)
WHEN = re.compile(r"^«?(?:lorsqu[e']|quand|si) ?", re.IGNORECASE)
SUBJECT = re.compile(
    r"^(?P<term>(?:les? |la |l'|une? |des )[^,;:()]{3,60}?)(?: \([^()]{2,40}\))? (?:a|ont|est|sont|\w{3,}(?:e|ent|it|"
    r"ait|aient))\b",
    re.IGNORECASE,
)
THE_LATTER = re.compile(
    r"^(?:cette dernière|ce dernier|celle-ci|celui-ci|ces derniers|ces dernières) (?:désigne|correspond|se défini|"
    r"signifie|consiste|"
    r"est une? |sont des )",
    re.IGNORECASE,
)
LAST_NAMED = re.compile(r".*\b(?P<term>(?:les? |la |l'|une? )[^,;:().]{3,50}?)[.!]?$", re.IGNORECASE)
OTHER_WORDS_OF_TITLE, SHORTEST_ANSWER, SUBJECT_WORDS, OPENING_WORDS = 3, 3, 3, 12
MOST_COMPLETING = 8
LONGEST_TITLE_TERM = 6


class Definition(BaseModel):
    """What the report says a term is: `citation.quote` is the definition verbatim.

    `form` names the way it is said (« is_defined_as », « means », « glossary »…); `completes` are the sentences after
    it that give its elements.
    """

    model_config = ConfigDict(frozen=True)

    term: str
    citation: Citation
    form: str
    completes: list[Citation] = []


Found = tuple[str, str, tuple[int, int]]
"""A term, its form, and the span that defines it."""


def find_definitions(report: ReportText) -> list[Definition]:
    """Every definition of the report, in its order."""
    told = _Told(report)
    found: dict[tuple[str, int], Found] = {}
    for one in (
        *listed_terms(report.parts),
        *_asked(report.parts),
        *_said(report),
        *described_terms(report.parts),
    ):
        term, _, (start, end) = one
        key = " ".join(lemma_key(term))
        if key and not _kept_already(found, key, start, end) and told(start):
            found[key, start] = one
    definitions = [_definition(report, told, one) for one in sorted(found.values(), key=lambda one: one[2])]
    return [definition for definition in definitions if definition]


def _kept_already(found: dict[tuple[str, int], Found], key: str, start: int, end: int) -> bool:
    """Whether the same words define it already, or a term of the same words and more."""
    return any(
        begin < end
        and start < span[1]
        and (set(known.split()) <= set(key.split()) or set(key.split()) <= set(known.split()))
        for (known, begin), (_, _, span) in found.items()
    )


class _Told:
    """Whether the sentence that begins at an offset tells something, instead of giving orders to a machine."""

    def __init__(self, report: ReportText) -> None:
        self.chunks = report.chunks
        self.starts = [chunk.start for chunk in report.chunks]

    def __call__(self, start: int) -> bool:
        position = bisect_right(self.starts, start) - 1
        if position < 0:
            return True
        chunk = self.chunks[position]
        for (begin, end), told in zip(chunk.sentences, sentences_that_tell(chunk), strict=True):
            if chunk.start + begin <= start < chunk.start + end:
                return bool(told)
        return True


def _texts(part: Part) -> list[tuple[str, tuple[int, int]]]:
    return [(part.text[start - part.start : end - part.start], (start, end)) for start, end in part.sentences]


def _said(report: ReportText) -> Iterator[Found]:
    """Sentences whose wording defines, alone or by where they stand."""
    first = FirstMentions(report)
    title, opening, before = "", False, ""
    for part in report.parts:
        if part.kind == "heading":
            title, opening, before = part.text, True, ""
            continue
        if part.kind in ("code", "table"):
            continue
        if part.kind != "list_item":
            before = ""
        for number, (sentence, span) in enumerate(_texts(part)):
            found = [(one.term, one.form) for one in defined_terms(sentence)]
            found += _by_place(sentence, span[0], title, opening and number == 0, first)
            if opening and number == 0:
                found += _opening_of_section(title, sentence)
            if before:
                found += _of_the_one_before(before, sentence)
            yield from ((term, form, span) for term, form in found)
            before = sentence
        opening = False


def _by_place(sentence: str, start: int, title: str, opens: bool, first: FirstMentions) -> list[tuple[str, str]]:
    """« X est un Y », « X permet de … »: of any X, of the section's subject, or of what is named for the first time."""
    is_a = kind_of(sentence)
    if is_a:
        term = _named_by(title, is_a.term, opens)
        return [(term or is_a.term, "is_a")] if term or is_a.sure or first.is_at(is_a.term, start) else []
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
    return [(named, "section")] if ANAPHORA.match(text) or (IT_IS.match(text) and _agrees(text, named)) else []


def _of_the_one_before(before: str, sentence: str) -> list[tuple[str, str]]:
    """« Ce sont des services qui … » of the subject before; « Cette dernière désigne … » of the last thing named."""
    text, previous = plain(sentence), plain(before)
    if (it_is := IT_IS.match(text)) and SPECIFIES.search(text[it_is.end() :]):
        matched = SUBJECT.match(without_lead(previous))
    elif THE_LATTER.match(text):
        matched = LAST_NAMED.search(previous)
    else:
        return []
    term = as_term(matched["term"]) if matched else None
    short = term is not None and len(term.split()) <= LONGEST_TITLE_TERM
    return [(term, "section")] if term and short and (not it_is or _agrees(text, term)) else []


def _agrees(text: str, term: str) -> bool:
    """« Ce sont des » of several things, « c'est un » of one; no year, no number."""
    several = term.split()[0].lower().endswith(("s", "x"))
    return not re.search(r"\d", term) and (several or not text.lower().startswith("ce sont"))


def _asked(parts: Sequence[Part]) -> Iterator[Found]:
    """Headings that ask what X is, answered below."""
    for number, part in enumerate(parts):
        if part.kind != "heading":
            continue
        matched = ASKS_WHAT_IT_IS.match(plain(part.text))
        term = as_term(WHEN.sub("", matched["term"])) if matched else None
        if term:
            yield from _answer_of(term, parts[number + 1 : number + 6])


def _answer_of(term: str, below: Sequence[Part]) -> Iterator[Found]:
    """The sentence that defines the term in the section: the one that names it in a defining form, else the first."""
    sentences = []
    for part in below:
        if part.kind == "heading":
            break
        if part.kind not in ("code", "table", "caption"):
            sentences += _texts(part)
    key = lemma_key(term)
    for sentence, span in sentences[:6]:
        is_a = kind_of(sentence)
        named = [*(one.term for one in defined_terms(sentence)), *([is_a.term] if is_a else [])]
        for one in named:
            if set(lemma_key(one)) <= set(key):
                yield (one if lemma_key(one) != key else term), "heading_asks", span
                return
    if sentences and _may_answer(key, plain(sentences[0][0])):
        yield term, "heading_asks", sentences[0][1]


def _may_answer(key: tuple[str, ...], text: str) -> bool:
    """Whether the first sentence below a question speaks of its term from the start, or goes on from the question."""
    if NO_ANSWER.search(text) or len(text.split()) <= SHORTEST_ANSWER:
        return False
    words = text.split()
    subject, opening = (set(lemma_key(" ".join(words[:length]))) for length in (SUBJECT_WORDS, OPENING_WORDS))
    return bool(IT_IS.match(text)) or set(key) <= opening or key[0] in subject


def _definition(report: ReportText, told: _Told, found: Found) -> Definition | None:
    term, form, span = found
    citation = report.cite(*span)
    if citation is None:
        return None
    return Definition(term=term, citation=citation, form=form, completes=_completing(report, told, span[1]))


def _completing(report: ReportText, told: _Told, end: int) -> list[Citation]:
    """The sentences right after `end`, in the same section, that give the elements of what was defined."""
    parts = report.parts
    position = bisect_right([part.start for part in parts], end - 1) - 1
    kept: list[tuple[int, int]] = []
    listing = report.parts[position].text[: end - parts[position].start].rstrip().endswith(":")
    for part in parts[position : position + 12]:
        if part.kind in ("heading", "code", "table"):
            if kept or part.start > end:
                break
            continue
        for sentence, span in _texts(part):
            if span[0] < end:
                continue
            text = plain(sentence)
            goes_on = bool(kept) and (CONTINUES.match(text) or GOES_ON.search(text))
            if not (goes_on or HAS_ELEMENTS.match(text) or (listing and part.kind == "list_item")):
                return _cited(report, told, kept)
            kept.append(span)
            listing = listing or text.endswith(":")
            if len(kept) == MOST_COMPLETING:
                return _cited(report, told, kept)
    return _cited(report, told, kept)


def _cited(report: ReportText, told: _Told, spans: Sequence[tuple[int, int]]) -> list[Citation]:
    return [citation for start, end in spans if told(start) and (citation := report.cite(start, end))]
