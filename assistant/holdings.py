"""The live documents → their texts and inventories, each made once a version of a document."""

from collections import Counter
from pathlib import Path

from assistant.inventory.entries import KINDS
from assistant.inventory.inventory import Inventory, inventory_of
from assistant.inventory.report_text import ReportText, report_text
from assistant.inventory.tagged_definitions import BundledTagger, Tagger
from assistant.lexicon import Lexicon, open_lexicon
from assistant.sentences import Citation
from ingest.data_folder import DataFolder
from ingest.index import ReportIndex
from ingest.manifest import DocumentRecord


def open_holdings(index: ReportIndex, folder: DataFolder) -> "Holdings":
    """The holdings of an index, kept in its data folder, with the bundled tagger."""
    return Holdings(index, folder.inventories, BundledTagger(folder.models))


class Holdings:
    """What the documents of an index hold, as it is now; `folder` keeps inventories from one run to the next.

    Without a tagger only what rules see is found.
    """

    def __init__(self, index: ReportIndex, folder: Path | None = None, tagger: Tagger | None = None) -> None:
        self._index, self._folder, self._tagger = index, folder, tagger
        self._texts: dict[str, ReportText] = {}
        self._inventories: dict[str, Inventory] = {}
        self._lexicon: tuple[tuple[str, ...], Lexicon] | None = None

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The live documents."""
        return (self._index.refresh() or self._index.manifest).documents

    def text_of(self, record: DocumentRecord) -> ReportText:
        if record.version not in self._texts:
            self._texts[record.version] = report_text(self._index, record)
        return self._texts[record.version]

    def text_at(self, citation: Citation) -> str:
        """What stands at a citation's place in its document; empty when no live document has that place."""
        record = next((one for one in self.documents if one.id == citation.document), None)
        there = self.text_of(record).cite(citation.start, citation.end) if record else None
        return there.quote if there else ""

    def inventory_of(self, record: DocumentRecord) -> Inventory:
        if record.version not in self._inventories:
            self._inventories[record.version] = inventory_of(self._index, record, self._folder, self._tagger)
        return self._inventories[record.version]

    def lexicon(self) -> Lexicon:
        """The terms of all the documents, made again when one has changed."""
        versions = tuple(record.version for record in self.documents)
        if self._lexicon is None or self._lexicon[0] != versions:
            reports = [(self.text_of(record), self.inventory_of(record)) for record in self.documents]
            self._lexicon = versions, open_lexicon(reports)
        return self._lexicon[1]

    def inventories(self) -> list[Inventory]:
        """The inventory of each document, in their order."""
        return [self.inventory_of(record) for record in self.documents]


def counts_of(inventory: Inventory) -> dict[str, int]:
    """How many definitions, acronyms and entries of each register an inventory holds, those that it has."""
    of_kind = Counter(entry.kind for entry in inventory.entries)
    counted = {"definitions": len(inventory.definitions), "acronyms": len(inventory.acronyms)}
    counted |= {kind: of_kind[kind] for kind in KINDS}
    return {name: count for name, count in counted.items() if count}
