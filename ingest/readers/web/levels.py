"""Headings of a page → their levels, by their tags, by the divisions of DocBook or by nested sections."""

from itertools import islice

from lxml.html import HtmlElement

from ingest.readers.web.elements import HEADINGS, classes

DIVISIONS = {
    *("part", "chapter", "appendix", "preface", "section", "sect1", "sect2", "sect3", "sect4", "sect5"),
    *("bibliography", "glossary", "index", "dedication", "colophon", "refentry", "refsect1", "refsect2"),
}
TITLE_PAGE_DEPTH = 6
"""Elements between a title and the title page around it, at most."""


class Levels:
    """Follows the sections that are open: in some pages each is titled by an h1, however deep it is."""

    def __init__(self) -> None:
        self._open: list[tuple[HtmlElement, list[int]]] = []

    def enter(self, element: HtmlElement) -> None:
        if element.tag == "section":
            self._open.append((element, []))

    def leave(self, element: HtmlElement) -> None:
        if self._open and self._open[-1][0] is element:
            self._open.pop()

    def of(self, heading: HtmlElement) -> int:
        """From 1; sections count only where the tags contradict them."""
        if heading.tag not in HEADINGS:
            return 1
        if is_docbook_title(heading):
            return max(1, sum(bool(classes(around) & DIVISIONS) for around in heading.iterancestors("div", "section")))
        written = HEADINGS.index(heading.tag) + 1
        if not self._open:
            return written
        first = self._open[-1][1]
        if first:
            # Of a second heading in one section, only the difference with the first counts.
            return max(1, written + first[1] - first[0])
        above = next((levels[1] for _, levels in reversed(self._open[:-1]) if levels), 0)
        level = written if written > above else above + 1
        first.extend((written, level))
        return level


def is_docbook_title(heading: HtmlElement) -> bool:
    return "title" in classes(heading) and is_on_title_page(heading)


def is_on_title_page(heading: HtmlElement) -> bool:
    """DocBook writes the authors and the date of a book as headings too."""
    return any("titlepage" in classes(around) for around in islice(heading.iterancestors("div"), TITLE_PAGE_DEPTH))
