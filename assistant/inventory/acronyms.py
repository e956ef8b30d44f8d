"""A report's text → its acronyms, each with its expansion where the report gives one."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from pydantic import BaseModel, ConfigDict

from assistant.inventory.expansions import after, before, letters_of
from assistant.inventory.plain import plain
from assistant.inventory.report_text import ReportText
from assistant.sentences import Citation
from assistant.vocabulary import is_a_word
from ingest.terms import fold


class Acronym(BaseModel):
    """« CNFPT », its expansion as the report gives it first, None without one, and the place of that."""

    model_config = ConfigDict(frozen=True)

    form: str
    expansion: str | None
    citation: Citation


FORM = re.compile(r"(?<![\w.@/\\#$%_*=<>+~:-])[A-ZÀ-Ý](?:[A-Za-zÀ-ÿ0-9]|[&.-](?=[A-ZÀ-Ý0-9])){1,11}(?![\w@/\\_=<>+~])")
ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
SIGNS = re.compile(r"[A-ZÀ-Ý]")
SMALL_LETTERS = re.compile(r"[a-zà-ÿ]")
LIST_ENTRY = re.compile(r"^\W{0,4}(?P<form>[^\s:|]{2,12})\s*(?:\t| ?[:=|] ?| [–—-] |, )(?P<rest>.+)$", re.DOTALL)
MEANS = re.compile(
    r"^ ?(?:signifie|désigne|veut dire|est l'acronyme d[eu']|est le sigle d[eu']|pour|stands for|means) ?:? "
    r"?(?P<rest>.+)$"
)
CLOSES = re.compile(r"[),;/]|ou\b|[–—-] ")
LISTS_ACRONYMS = re.compile(r"\b(?:sigles?|acronymes?|abreviations?|acronyms?|abbreviations?)\b")
IN_SMALL_LETTERS = re.compile(r"\((?P<form>[A-ZÀ-Ý][a-zà-ÿ]{3,9})\)")
"""« Insee », « Cerema »: only where the words before give its letters."""
SHORTEST_SPELT = 4
MOST_SMALL_LETTERS = 0.5


def find_acronyms(report: ReportText) -> list[Acronym]:
    """Every acronym of the report, in its order."""
    expanded: dict[str, tuple[str, tuple[int, int]]] = {}
    bare: dict[str, tuple[int, int]] = {}
    times: Counter[str] = Counter()
    small: set[str] = set()
    for text, span, listed in _lines(report):
        read = plain(text.replace("\t", " | "))
        small.update(re.findall(r"\b[a-zà-ÿ]{2,11}\b", read))
        in_capitals = _in_capitals(read)
        for form, expansion in _read(read, listed):
            if expansion and form not in expanded:
                expanded[form] = expansion, span
            elif not in_capitals:
                times[form] += 1
                bare.setdefault(form, span)
    kept: list[tuple[tuple[int, int], str, str | None]] = [
        (span, form, expansion) for form, (expansion, span) in expanded.items()
    ]
    kept += [
        (span, form, None)
        for form, span in bare.items()
        if form not in expanded
        and form.removesuffix("s") not in (bare.keys() | expanded.keys()) - {form}
        and _stands_alone(form, times[form], small)
    ]
    acronyms = []
    for span, form, expansion in sorted(kept, key=lambda one: (one[0], one[1])):
        citation = report.cite(*span)
        if citation:
            acronyms.append(Acronym(form=form, expansion=expansion, citation=citation))
    return acronyms


def _lines(report: ReportText) -> Iterator[tuple[str, tuple[int, int], bool]]:
    for part in report.parts:
        listed = bool(part.section) and bool(LISTS_ACRONYMS.search(fold(part.section[-1])))
        if part.kind == "heading":
            yield part.text, (part.start, part.end), False
        for start, end in part.sentences if part.kind != "code" else ():
            text = part.text[start - part.start : end - part.start]
            for line in re.finditer(r"[^\r\n]*\w[^\r\n]*", text) if listed else ():
                yield line[0], (start + line.start(), start + line.end()), True
            if not listed:
                yield text, (start, end), False


def _read(text: str, listed: bool) -> Iterator[tuple[str, str | None]]:
    """The acronyms of a sentence, each with the expansion that stands beside it there; `listed` in a list of them."""
    if listed:
        yield from _spelt_in_turn(text)
    entry = LIST_ENTRY.match(text.replace("«", "").replace("»", ""))
    if entry and _is_form(entry["form"]):
        yield entry["form"], after(entry["form"], entry["rest"].strip(" |\t"), strict=False)
    if entry and listed and (expansion := _listed_expansion(entry)):
        yield entry["form"], expansion
    for found in IN_SMALL_LETTERS.finditer(text):
        expansion = before(found["form"], text[: found.start()].rstrip(" »,"))
        if expansion and len(expansion.split()) >= SHORTEST_SPELT:
            yield found["form"], expansion
    for found in FORM.finditer(text):
        form = found[0].rstrip(".-&")
        if _is_form(form):
            yield form, _expansion(form, text, found.start(), found.start() + len(form))


def _spelt_in_turn(text: str) -> Iterator[tuple[str, str | None]]:
    """A list of acronyms run together, as PDF files give it: each is spelt out up to the next."""
    forms = [found for found in FORM.finditer(text) if _is_form(found[0])]
    for found, following in zip_longest(forms, forms[1:]):
        said = text[found.end() : following.start() if following else None]
        yield found[0], after(found[0], said.strip(" :–—-|,;.=«»"), strict=False)


def _listed_expansion(entry: re.Match[str]) -> str | None:
    """In a list of acronyms, what stands after one is its expansion though its letters have changed: « Ademe »."""
    form, said = entry["form"], re.split(r"[.;(|\t]", entry["rest"].strip(" |\t«"))[0].strip(" »,")
    several = len(said.split()) >= 2 and len(said) > len(form)
    return said if several and form[0].isupper() and fold(said)[0] == fold(form)[0] else None


def _expansion(form: str, text: str, start: int, end: int) -> str | None:
    lead, rest = text[:start].rstrip("« "), text[end:].lstrip("» ")
    if lead.endswith("(") and CLOSES.match(rest):
        return before(form, lead[:-1].rstrip(" »,"))
    if re.search(
        r"\((?:ou|dite?|ci-après(?: dénommée?)?|sigle|en abrégé|abrégée? en)[ :,]*«?(?:les? |la |"
        r"l')?$",
        lead,
    ):
        return before(form, lead[: lead.rindex("(")].rstrip(" »,"))
    if (opened := lead.rfind("(")) >= 0 and re.search(r"(?:,| ou)$", lead) and rest.startswith(")"):
        return before(form, re.sub(r"(?:,| ou)$", "", lead[opened + 1 :]).rstrip(" »"))
    if rest.startswith("("):
        return after(form, rest[1:].split(")")[0], strict=False)
    if rest.startswith(","):
        return after(form, rest[1:].lstrip())
    if matched := MEANS.match(rest):
        return after(form, matched["rest"])
    return None


def _is_form(word: str) -> bool:
    """Whether a word is written as acronyms are: capitals first of all, two at least, no figure alone."""
    capitals, small = len(SIGNS.findall(word)), len(SMALL_LETTERS.findall(word))
    return (
        capitals >= 2
        and small <= MOST_SMALL_LETTERS * (capitals + small)
        and bool(FORM.fullmatch(word))
        and word[-1] not in ".-&"
    )


def _stands_alone(form: str, times: int, small: set[str]) -> bool:
    """Whether a form that nothing expands is an acronym all the same: no Roman number, no code, no word in capitals."""
    if ROMAN.fullmatch(form.rstrip("er")) or re.search(r"\d|[.]", form) or SMALL_LETTERS.search(form[:2]):
        return False
    parts = re.split(r"[&-]", form)
    if len(letters_of(form)) > 8 or any(len(part) > 1 and is_a_word(part.lower()) for part in parts):
        return times >= 2 and form.lower() not in small and fold(form) not in small and len(form) <= 6
    return True


def _in_capitals(text: str) -> bool:
    """Whether a line is written in capitals, its acronyms then not to be told from its words."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 1 and sum(word.isupper() for word in words) > len(words) / 2
