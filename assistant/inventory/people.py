"""A report's text → the people that it names, each with the role that the report gives."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.inventory.entries import Entry
from assistant.inventory.gazetteer import as_key
from assistant.inventory.person_names import Person, people_in, title_before
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, told_in

OF_PEOPLE = re.compile(
    r"\b(?:personnes|personnalités|auditionn|entretiens|auditions|rencontr|entendu|consult|interrog|membres|remerci|"
    r"composition|participants|contributeurs|équipe|auteurs|interview)",
    re.IGNORECASE,
)
"""A section that lists people."""


def find_people(report: ReportText) -> list[Entry]:
    """Every person of the report, in the order of first mentions; the name alone later on is the same person."""
    named = [
        (told, one)
        for told in told_in(report)
        for one in _with_roles_of_their_own(list(people_in(told.text, _lists_people(told))))
    ]
    whole = {as_key(one.name) for _, one in named if len(as_key(one.name).split()) > 1}
    mentions = [Mention(told, _label(told.text, one), _key(one.name, whole)) for told, one in named]
    return as_entries(report, "people", mentions)


def _with_roles_of_their_own(people: list[Person]) -> list[Person]:
    """« X, inspectrice générale Y, inspecteur », lines read as one: a role ends where the next name begins."""
    names = [one.name for one in people]
    return [
        replace(one, role=cut) if one.role and (cut := _until_a_name(one.role, names)) != one.role else one
        for one in people
    ]


def _until_a_name(role: str, names: list[str]) -> str:
    places = [place for name in names if (place := role.find(name)) > 0 and role[place - 1] == " "]
    before = role[: min(places)].rstrip() if places else role
    return role if re.search(r"\b(?:de|du|d[’']|par|à|avec|et)$", before) else before


def _lists_people(told: Told) -> bool:
    return told.part.kind in ("list_item", "table") and any(OF_PEOPLE.search(title) for title in told.part.section[-2:])


def _label(text: str, one: Person) -> str:
    """The name and the role; with its title where it is a surname alone."""
    title = title_before(text, one) if " " not in one.name else None
    name = f"{title} {one.name}" if title else one.name
    return f"{name}, {one.role}" if one.role else name


def _key(name: str, whole: Iterable[str]) -> str:
    """Surname first; a surname alone is that of the only person who bears it."""
    words = as_key(name).split()
    if len(words) == 1:
        bearers = [known for known in whole if known.split()[-1] == words[0]]
        words = bearers[0].split() if len(bearers) == 1 else words
    surname_first = name.split()[0].isupper() and not name.isupper()
    return " ".join(words if surname_first else [words[-1], *words[:-1]])
