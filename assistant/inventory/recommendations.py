"""A report's text → its recommendations, whole and verbatim, with the report's own numbers.

By structure first: what is numbered (« Proposition n° 7 : … »), the rows of a table of recommendations, the items
under a heading « Recommandations ». Without any structure, the sentences in which the report proposes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from assistant.inventory.entries import Entry
from assistant.inventory.recommendation_tables import rows_that_recommend
from assistant.inventory.report_text import Part, ReportText
from assistant.inventory.told import folded, on_one_line, told_in
from assistant.orders import gives_orders

_SURE = r"propositions?|recommandations?|préconisations?|recommendations?|proposals?"
_LESS_SURE = r"mesures?|actions?|leviers?|orientations?|chantiers?|engagements?"
_NUMBER = r"(?:\d{1,3}(?:[.-]\d{1,2})?(?:[  ]?\(?(?:bis|ter|quater)\)?)?|[IVX]{1,5}|[A-Z]\d{1,2})"
_TO_WHOM = r"(?:\s*\([^()\n]{2,80}\)(?=\s*\*{0,2}\s*[:–—-]))?"
"""« Recommandation n° 5 (préfets, DGALN) : … »."""
_AFTER = r"(?P<after>\s*[:.–—-]\s*|\s*\*\*\s*[:.–—-]?\s*|\s*\n\s*|\t\s*|\s*$|\s+(?=[A-ZÀ-Ý«]))"
_MARKS = r"^[\s>*_•▪■►→–—-]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:synthèse des |résumé des )?"
_TO_NUMBER = r"\s*(?:n\s*[°ºo]\s*|no\.?\s*|numéro\s+|#)?\s*"
NUMBERED = re.compile(
    rf"{_MARKS}(?P<word>{_SURE}|{_LESS_SURE}){_TO_NUMBER}(?P<number>{_NUMBER})(?!\w){_TO_WHOM}{_AFTER}", re.I
)
CODED = re.compile(r"^[\s>*_•-]*(?P<word>[RP]|Reco|Prop)[ .-]?(?P<number>\d{1,3})(?P<after>\s*[:.–—)-]\s*|\t)(?=\S)")
WORD_ALONE = re.compile(rf"^[\s>*_]*(?:{_SURE})\s*(?P<after>[:–—]\s*)(?=\S)", re.I)
"""« Recommandation : … », without a number."""
LIST_HEADING = re.compile(
    r"^(?:[\dIVXLA-Z.]+[.)]?\s+)?(?:(?:les|nos|ses|liste|synthèse|récapitulatif|résumé|rappel|tableau|principales|"
    r"list|summary|our|main|key|the|récapitulati\w+|des|de|des|of)\s+)*(?:\d+\s+)?(?:principales?\s+|grandes?\s+)?"
    r"(?:propositions|recommandations|préconisations|recommendations|proposals)\b(?!\s*(?:de loi|n\s*°|\d))",
    re.I,
)
ITEM_NUMBER = re.compile(rf"^\s*(?P<number>{_NUMBER})\s*[.):–—-]\s*(?=\S)")
PROPOSES = re.compile(
    r"\b(?:(?:la (?:présente )?(?:mission|commission)|le (?:présent )?(?:rapport|groupe de travail)|"
    r"l(?:e|a|es) rapporteure?s?|les auteurs) "
    r"(?:(?:propose|recommande|préconise|suggère)(?:nt)?|(?:vous )?invite(?:nt)?)|"
    r"nous (?:vous )?(?:proposons|recommandons|préconisons|suggérons)|"
    r"il (?:est|serait) (?:donc |ainsi |également |aussi |par conséquent |enfin |en outre )?(?:proposé|préconisé)|"
    r"(?:the (?:mission|report|committee|working group)|we) (?:recommends?|proposes?|suggests?))\s*"
    r"(?:également |donc |ainsi |aussi |enfin |en conséquence |par conséquent |en outre |dès lors )?"
    r"(?:,[^,]{1,60},\s*)?(?:de\b|d[’']|que\b|qu[’']|that\b|to\b)",
    re.I,
)
SAME_NUMBER, SAME_TEXT = 65, 90
"""How alike two statements are, of 100, to be one: a summary says shorter what has the same number."""
LONGEST = 700
"""Characters of a block that is a recommendation whole: in a longer one, argument follows it."""
BOLD = re.compile(r"\s*(\*\*|__).{20,}?\1", re.S)
PAGE_AT_END = re.compile(r"\s*(?:\((?:p\.|page|pp\.)\s*\d+[^)]*\)|[. …]{4,}\s*\d*)$")
"""Where a summary says on which page to read it."""
ENDS_ANNOUNCING = re.compile(r":\s*$")
ANNOUNCES_THEM = re.compile(
    r"\b(?:propositions|recommandations|préconisations|recommendations|proposals)\b[^.:]*:\s*$|"
    r"\b(?:recommande|préconise|propose|recommends?|proposes?)(?:nt)?\b[^.:]{0,60}:\s*$",
    re.I,
)
"""« Elle formule dix-huit recommandations, dont les principales sont les suivantes : »"""


@dataclass(frozen=True)
class _Found:
    """One statement of a recommendation: its text, the span to quote, and how sure its form is."""

    text: str
    number: str | None
    start: int
    end: int
    sure: bool


def find_recommendations(report: ReportText) -> list[Entry]:
    """Every recommendation of the report, in its order; one that is repeated, in a summary for one, comes once."""
    found = [*_numbered(report), *_in_tables(report)]
    if any(one.sure for one in found):
        found = [one for one in found if one.sure]
    listed = list(_listed(report))
    if any(one.number for one in found):
        listed = [one for one in listed if one.number]
    found = _without_overlaps([*found, *listed]) or list(_proposed(report))
    return _as_entries(report, found)


def _numbered(report: ReportText) -> Iterator[_Found]:
    coded: dict[str, list[tuple[int, int, str, re.Match[str]]]] = {}
    for position, part in enumerate(report.parts):
        if part.kind in ("code", "table", "caption", "footnote"):
            continue
        for start, text in _openings(part):
            matched = NUMBERED.match(text) or WORD_ALONE.match(text)
            if matched and _is_no_mention(part, matched):
                yield from _whole(report, position, start, text, matched)
            elif (matched := CODED.match(text)) is not None:
                coded[matched["number"]] = [*coded.get(matched["number"], []), (position, start, text, matched)]
    if len(coded) > 1:
        for places in coded.values():
            for position, start, text, matched in places:
                yield from _whole(report, position, start, text, matched)


def _openings(part: Part) -> Iterator[tuple[int, str]]:
    """The start of the part, and of each of its sentences that opens a recommendation after the first."""
    starts = [part.start] + [start for start, _ in part.sentences if start > part.start]
    texts = [part.text[start - part.start :] for start in starts]
    opening = [
        (start, text)
        for number, (start, text) in enumerate(zip(starts, texts, strict=True))
        if number == 0 or ((found := NUMBERED.match(text)) and "number" in found.groupdict() and found["after"].strip())
    ]
    for number, (start, text) in enumerate(opening):
        last = opening[number + 1][0] if number + 1 < len(opening) else part.end
        yield start, text[: last - start].rstrip()


def _is_no_mention(part: Part, matched: re.Match[str]) -> bool:
    """« Proposition n° 7 vise à » speaks of it; a heading, a mark after the number, a capital make it be stated."""
    return part.kind == "heading" or bool(matched["after"].strip(" ")) or matched.end() == len(matched.string)


def _whole(report: ReportText, position: int, start: int, text: str, matched: re.Match[str]) -> Iterator[_Found]:
    """The recommendation stated at `start`: to the end of its block, and of the list that it announces.

    A number alone is followed by its text in the next block.
    """
    groups = matched.groupdict()
    number = _as_number(groups.get("number"))
    word = groups.get("word")
    sure = not (word and re.fullmatch(_LESS_SURE, word, re.I))
    end = _end_of_statement(report.parts[position], start, text, matched)
    rest = text[matched.end() : end - start].strip(" \n\t*_")
    parts = report.parts
    if not rest:
        following = _next_block(parts, position)
        if following is None:
            return
        position, part = following
        rest, end = part.text, part.end
        if part.kind == "list_item":
            end = _end_of_list(report, parts, position, start if report.cite(start, end) else part.start, end)
            rest = _text_between(parts, position, rest, end)
        start = start if report.cite(start, end) else part.start
    if ENDS_ANNOUNCING.search(rest):
        end = _end_of_list(report, parts, position, start, end)
        rest = _text_between(parts, position, rest, end)
    if gives_orders(rest):
        return
    yield _Found(_as_label(rest), number, start, end, sure)


def _as_label(text: str) -> str:
    return PAGE_AT_END.sub("", on_one_line(text).strip("*_ "))


def _end_of_statement(part: Part, start: int, text: str, matched: re.Match[str]) -> int:
    """The end of the block; of what is in bold, or of the first sentence, where argument follows in the same block."""
    bold = BOLD.match(text)
    if bold and bold.end() > matched.end():
        return start + bold.end()
    if len(text) <= LONGEST:
        return start + len(text)
    return next((end for _, end in part.sentences if end > start + matched.end() + 1), start + len(text))


def _next_block(parts: tuple[Part, ...], position: int) -> tuple[int, Part] | None:
    after = position + 1
    follows = after < len(parts) and parts[after].kind in ("paragraph", "box", "list_item")
    return (after, parts[after]) if follows else None


def _end_of_list(report: ReportText, parts: tuple[Part, ...], position: int, start: int, end: int) -> int:
    """The end of the last item after the block at `position` that one citation can still hold."""
    for part in parts[position + 1 :]:
        if part.kind != "list_item" or not report.cite(start, part.end):
            break
        end = part.end
    return end


def _text_between(parts: tuple[Part, ...], position: int, rest: str, end: int) -> str:
    items = [rest, *(part.text for part in parts[position + 1 :] if part.end <= end)]
    return " ".join(
        item if item.rstrip()[-1:] in ".:;," or item is items[-1] else f"{item.rstrip()} ;" for item in items
    )


def _in_tables(report: ReportText) -> Iterator[_Found]:
    for row in rows_that_recommend(report.parts):
        yield _Found(row.text, _as_number(row.number), row.start, row.end, sure=True)


def _listed(report: ReportText) -> Iterator[_Found]:
    """The items right under a heading « Recommandations »; its paragraphs when they are numbered. The items of a list
    that a sentence announces as recommendations."""
    announced = False
    for part in report.parts:
        announced = (announced and part.kind == "list_item") or bool(
            part.kind == "paragraph" and ANNOUNCES_THEM.search(part.text)
        )
        headed = part.section and LIST_HEADING.match(part.section[-1])
        if part.kind not in ("list_item", "paragraph") or not (headed or (announced and part.kind == "list_item")):
            continue
        numbered = ITEM_NUMBER.match(part.text)
        if NUMBERED.match(part.text) or not (numbered or part.kind == "list_item") or gives_orders(part.text):
            continue
        text = part.text[numbered.end() :] if numbered else part.text
        if len(text.split()) > 2:
            number = _as_number(numbered["number"]) if numbered else None
            yield _Found(on_one_line(text), number, part.start, part.end, sure=True)


def _proposed(report: ReportText) -> Iterator[_Found]:
    for told in told_in(report, headings=False):
        if told.part.kind in ("paragraph", "list_item", "box") and PROPOSES.search(told.text):
            yield _Found(on_one_line(told.text), None, told.start, told.end, sure=False)


def _as_number(number: str | None) -> str | None:
    if number is None:
        return None
    plain = on_one_line(number)
    return re.sub(r"(?<=\d)\s?\(?(bis|ter|quater)\)?$", r" \1", plain, flags=re.I)


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _as_entries(report: ReportText, found: list[_Found]) -> list[Entry]:
    groups: list[list[_Found]] = []
    for one in found:
        same = next((group for group in groups if any(_is_same(one, other) for other in group)), None)
        if same:
            same.append(one)
        else:
            groups.append([one])
    entries = []
    for group in groups:
        first = group[0]
        number = next((one.number for one in group if one.number), None)
        citation = report.cite(first.start, first.end)
        if citation:
            key = key_of(number, first.start)
            entries.append(
                Entry(
                    kind="recommendations",
                    label=first.text,
                    number=number,
                    key=key,
                    citation=citation,
                    times=len(group),
                )
            )
    return entries


def _is_same(one: _Found, other: _Found) -> bool:
    """The same text; with two different numbers, never."""
    if one.number and other.number and one.number.lower() != other.number.lower():
        return False
    closeness = fuzz.token_set_ratio(folded(one.text), folded(other.text))
    return closeness >= (SAME_NUMBER if one.number and other.number else SAME_TEXT)


_ROMAN = {"I": 1, "V": 5, "X": 10}


def key_of(number: str | None, start: int) -> str:
    """Numbered ones by their number, the others by their place."""
    if number is None:
        return f"9 {start:09d}"
    if re.fullmatch(r"[IVX]+", number):
        values = [_ROMAN[letter] for letter in number] + [0]
        total = sum(-a if a < b else a for a, b in pairwise(values))
        return f"0 {total:05d}"
    return "0 " + re.sub(r"\d+", lambda digits: digits[0].zfill(5), number.lower())
