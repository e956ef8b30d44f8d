"""The content of a page → its parts, for which no other page is needed: fragments of lines, grids of rules."""

from dataclasses import dataclass

from ingest.readers.pdf.fragments import Fragment, fragments_of
from ingest.readers.pdf.page_content import PageContent
from ingest.readers.pdf.tables import Grid, grids_of


@dataclass(frozen=True, slots=True)
class PageParts:
    """Of one page, `height` points high."""

    height: float
    fragments: list[Fragment]
    grids: list[Grid]
    is_scanned: bool
    is_blank: bool
    has_image: bool


def parts_of(content: PageContent) -> PageParts:
    return PageParts(
        content.height,
        fragments_of(content.words),
        grids_of(content.rules, content.areas),
        content.is_scanned,
        content.is_blank,
        content.has_image,
    )
