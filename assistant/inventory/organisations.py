"""A report's text → the organisations that it names: ministries, agencies, councils, associations, known acronyms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.inventory.acronyms import find_acronyms
from assistant.inventory.entries import Entry
from assistant.inventory.gazetteer import PUBLIC_BODIES
from assistant.inventory.organisation_names import HEADS, Organisation, organisations_in
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, folded, on_one_line, told_in
from assistant.vocabulary import is_a_word

ACRONYM = re.compile(r"(?<![\w./-])(?:[A-Z]{2,}[A-Za-z]*|[A-Z][a-z]{3,})(?![\w/’']|\.\w|-\w)")
"""« CNRS », « DGFiP », « Insee »."""
ONE_OF_A_KIND = re.compile(
    r"\b(?:une?|des|les|chaque|plusieurs|ces|quelques|aux|certaine?s|leurs?|nos|\d+)\s(?P<form>[A-Z]{2,}[A-Za-z]*?)s?\b"
)
"""« une AOM », « les EPCI »: a kind of bodies, and none of them."""
IS_AN_ORGANISATION = re.compile(rf"^(?:{HEADS})\b", re.IGNORECASE)


def find_organisations(report: ReportText) -> list[Entry]:
    """Every organisation of the report, in the order of first mentions; its acronym is the same organisation."""
    named = [(told, list(organisations_in(told.text))) for told in told_in(report)]
    names = {one.form: on_one_line(one.expansion) for one in find_acronyms(report) if one.expansion}
    names |= {one.acronym: one.name for _, found in named for one in found if one.acronym}
    kinds = {found["form"] for told, _ in named for found in ONE_OF_A_KIND.finditer(told.text)} - PUBLIC_BODIES
    names = {form: name for form, name in names.items() if form not in kinds and _is_an_organisation(form, name)}
    spelled_out = _SpelledOut(names)
    return as_entries(
        report, "organisations", (one for told, found in named for one in _mentions(told, found, spelled_out, kinds))
    )


class _SpelledOut:
    """The organisations whose acronym the report spells out: by acronym, by key, and by how their name begins."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.keys = {form: Organisation(0, 0, name).key for form, name in names.items()}
        self.forms = {key: form for form, key in self.keys.items()}
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names.values(), key=len, reverse=True):
            self._beginning[_first_word(name)].append(name)

    def beginning_like(self, name: str) -> list[str]:
        """The names that begin with the same word, the longest first."""
        return self._beginning.get(_first_word(name), [])


def _first_word(name: str) -> str:
    return folded(name).split(" ")[0]


def _is_an_organisation(form: str, name: str) -> bool:
    return (bool(IS_AN_ORGANISATION.match(name)) and name[0].isupper()) or form.upper() in PUBLIC_BODIES


def _mentions(told: Told, found: list[Organisation], spelled_out: _SpelledOut, kinds: set[str]) -> Iterator[Mention]:
    """In the sentence's order: names in full, known by their acronym where they have one, and acronyms alone."""
    mentions: list[tuple[int, Mention]] = []
    found = [_whole(told.text, one, spelled_out.beginning_like(one.name)) for one in found]
    for one in found:
        form = one.acronym or spelled_out.forms.get(one.key)
        if form not in kinds:
            mentions.append((one.start, Mention(told, _label(one.name, form), one.key)))
    for acronym in ACRONYM.finditer(told.text) if not _shouts(told.text) else ():
        form = acronym[0]
        if any(one.start <= acronym.start() < one.end + len(form) + 3 for one in found):
            continue
        if form in spelled_out.names:
            label = _label(spelled_out.names[form], form)
            mentions.append((acronym.start(), Mention(told, label, spelled_out.keys[form])))
        elif form.upper() in PUBLIC_BODIES and (form.isupper() or not is_a_word(form.lower())):
            mentions.append((acronym.start(), Mention(told, form, folded(form))))
    yield from (mention for _, mention in sorted(mentions, key=lambda one: one[0]))


def _whole(text: str, one: Organisation, names: Iterable[str]) -> Organisation:
    """The organisation under the longest of these names, longest first, that stands here."""
    for name in names:
        if len(name) <= len(one.name):
            break
        end = one.start + len(name)
        if folded(text[one.start : end]) == folded(name):
            return Organisation(one.start, end, on_one_line(text[one.start : end]), one.acronym)
    return one


def _shouts(text: str) -> bool:
    """Words in capitals from end to end are no acronyms."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 3 and sum(word.isupper() for word in words) > len(words) / 2


def _label(name: str, form: str | None) -> str:
    return f"{name} ({form})" if form else name
