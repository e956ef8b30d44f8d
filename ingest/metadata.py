"""Document → its title and date of update, each with its place, so that both can be asked and cited."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.document import Block, Document

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
UPDATED = re.compile(
    r"^(?:dernière )?(?:mise?|mis) à jour(?: le)?\s*:?\s*(?P<day>\d{1,2})(?:er)?[ \u00a0]"
    rf"(?P<month>{'|'.join(MONTHS)})[ \u00a0](?P<year>\d{{4}})\.?$",
    re.IGNORECASE,
)
BLOCKS_OF_A_TITLE_PAGE = 10
"""How far from the top a title or a date of update still speaks of the whole document."""


@dataclass(frozen=True)
class Metadata:
    """What a document says of itself; None where it does not."""

    title: str | None
    title_block: Block | None
    updated: date | None
    updated_block: Block | None


def find_metadata(document: Document) -> Metadata:
    """The first top-level heading near the top, and the line that dates the update."""
    top = [block for block in document.blocks if not block.not_report][:BLOCKS_OF_A_TITLE_PAGE]
    title_block = next((block for block in top if block.kind == "heading" and block.level == 1), None)
    updated, updated_block = None, None
    for block in top:
        if match := UPDATED.match(document.text_of(block)):
            updated_block = block
            updated = _date(match)
            break
    title = title_block.section[-1] if title_block else None
    return Metadata(title, title_block, updated, updated_block)


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), MONTHS.index(match["month"].lower()) + 1, int(match["day"]))
    except ValueError:
        return None
