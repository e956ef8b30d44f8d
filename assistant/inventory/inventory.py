"""A document of the index → its Inventory, found once and kept in the data folder, a file a version."""

import contextlib
import hashlib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.inventory.acronyms import Acronym, find_acronyms
from assistant.inventory.dates import find_dates
from assistant.inventory.definitions import Definition, find_definitions
from assistant.inventory.entries import Entry
from assistant.inventory.examples import find_examples
from assistant.inventory.figures import find_figures
from assistant.inventory.organisations import find_organisations
from assistant.inventory.people import find_people
from assistant.inventory.places import find_places
from assistant.inventory.recommendations import find_recommendations
from assistant.inventory.report_text import ReportText, report_text
from assistant.inventory.tagged_definitions import WEIGHTS_FILE, Tagger
from ingest.data_folder import write_whole
from ingest.index import ReportIndex
from ingest.manifest import DocumentRecord

INVENTORY_VERSION = 16
"""To be raised with any rule of this folder: the inventories kept on disk are then made again."""


class Inventory(BaseModel):
    """What one document holds: definitions, acronyms, and the entries of every register."""

    model_config = ConfigDict(frozen=True)

    document: str
    definitions: list[Definition]
    acronyms: list[Acronym]
    entries: list[Entry]


def inventory_of(
    index: ReportIndex, record: DocumentRecord, folder: Path | None, tagger: Tagger | None = None
) -> Inventory:
    """The inventory of a live document: the one kept in `folder`, else made now and kept; not kept without a folder."""
    if folder is None:
        return make_inventory(report_text(index, record), tagger)
    path = folder / f"{_key(index, record, tagger)}.json"
    with contextlib.suppress(OSError, ValidationError):
        return Inventory.model_validate_json(path.read_text(encoding="utf-8"))
    made = make_inventory(report_text(index, record), tagger)
    with contextlib.suppress(OSError):
        write_whole(path, made.model_dump_json())
    return made


def make_inventory(report: ReportText, tagger: Tagger | None = None) -> Inventory:
    """Look for everything in one report."""
    return Inventory(
        document=report.record.id,
        definitions=find_definitions(report, tagger),
        acronyms=find_acronyms(report),
        entries=[
            *find_recommendations(report),
            *find_examples(report),
            *find_places(report),
            *find_people(report),
            *find_organisations(report),
            *find_figures(report),
            *find_dates(report),
        ],
    )


def _key(index: ReportIndex, record: DocumentRecord, tagger: Tagger | None) -> str:
    known = f"{record.version}\n{index.space.cutting}\n{INVENTORY_VERSION}\n{_tagger_name() if tagger else ''}"
    return f"{record.id}-{hashlib.sha256(known.encode()).hexdigest()[:16]}"


@cache
def _tagger_name() -> str:
    """It changes with what the tagger learnt: the inventories kept are then made again."""
    return hashlib.sha256(WEIGHTS_FILE.read_bytes()).hexdigest()
