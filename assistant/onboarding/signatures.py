"""A report and the people that it names → the lines that sign it: its mission letter's, those under its title."""

import re
from collections.abc import Callable, Iterator

from assistant.inventory.entries import Entry
from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.self_description import plain_text
from assistant.sentences import Citation

LONGEST_SIGNATURE = 18
"""In words: a longer line that opens with a name says something of somebody."""
CIVILITY = re.compile(r"^(?:(?:par|by) )?(?:m\.|mm\.|mme|mmes|madame|monsieur|mr|mrs|ms|dr|pr) ")


def letter_signatures(report: ReportText, people: list[Entry]) -> list[Citation]:
    """The last name that stands on a line of its own in the mission letter: whoever signs it."""
    return _signed(report, people, lambda part: part.voice == "mission_letter")[-1:]


def names_on_the_title(report: ReportText, people: list[Entry]) -> list[Citation]:
    """The names that stand on lines of their own under the title, before the first section."""
    headings = [part.start for part in report.parts if part.kind == "heading"]
    if len(headings) < 2:
        return []
    first_section = headings[1]
    return _signed(report, people, lambda part: part.start < first_section and part.voice == "author")


def _signed(report: ReportText, people: list[Entry], where: Callable[[Part], bool]) -> list[Citation]:
    names = [plain_text(entry.label.partition(",")[0]) for entry in people]
    lines = (line for part in report.parts if part.kind != "heading" and where(part) for line in _lines(part))
    signing = (report.cite(start, end) for start, end, text in lines if _is_signed(text, names))
    return [citation for citation in signing if citation]


def _lines(part: Part) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(r"[^\n]*\w[^\n]*", part.text):
        yield part.start + found.start(), part.start + found.end(), found[0]


def _is_signed(text: str, names: list[str]) -> bool:
    line = CIVILITY.sub("", plain_text(text))
    return (
        len(line.split()) <= LONGEST_SIGNATURE
        and not text.rstrip().endswith((".", ":", "?"))
        and any(re.match(rf"{re.escape(name)}\b", line) for name in names)
    )
