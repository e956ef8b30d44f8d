"""A report and the people that it names → the lines that sign it: its mission letter's, those under its title."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from assistant.inventory.entries import Entry
from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.self_description import OFFICE, plain_text
from assistant.sentences import Citation

LONGEST_SIGNATURE = 18
"""In words: a longer line that opens with a name says something of somebody."""
LONGEST_TITLE_PAGE = 80
"""In words: a longer paragraph under a title tells something."""
CIVILITY = re.compile(r"^(?:(?:par|by) )?(?:m\.|mm\.|mme|mmes|madame|monsieur|mr|mrs|ms|dr|pr) ")


def letter_signatures(report: ReportText, people: list[Entry]) -> list[Citation]:
    """The last name that stands on a line of its own in the mission letter: whoever signs it."""
    return _signed(report, people, lambda part: part.voice == "mission_letter")[-1:]


def names_on_the_title(report: ReportText, people: list[Entry]) -> list[Citation]:
    """The names that stand under the title, before the first section: on lines of their own, or run together."""
    first_section = start_of_sections(report)
    signed = _signed(report, people, lambda part: part.start < first_section and part.voice == "author")
    return signed or list(_run_together(report, people, first_section))


def start_of_sections(report: ReportText) -> int:
    """Where the second heading stands: what is before it is the title page; 0 without one."""
    return next(islice((part.start for part in report.parts if part.kind == "heading"), 1, None), 0)


def _run_together(report: ReportText, people: list[Entry], first_section: int) -> Iterator[Citation]:
    """Each name with its role, where the lines of a title page were read as one paragraph."""
    for part in report.parts:
        if part.kind == "paragraph" and part.start < first_section and len(part.text.split()) <= LONGEST_TITLE_PAGE:
            for entry in people:
                place = part.text.find(entry.label)
                citation = report.cite(part.start + place, part.start + place + len(entry.label))
                if place >= 0 and citation:
                    yield citation


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
        and any(re.match(rf"{re.escape(name)}\b", line) or _ends_an_office(line, name) for name in names)
    )


def _ends_an_office(line: str, name: str) -> bool:
    """« Le directeur du cabinet, Antoine Lescure »."""
    return line.endswith(f", {name}") and not line.startswith("a ") and bool(OFFICE.search(line))
