"""A report's text → the sentences that tell something, and what is mentioned several times as one Entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.inventory.entries import Entry, Kind
from assistant.inventory.report_text import Part, ReportText
from assistant.orders import sentences_that_tell
from ingest.terms import fold, straight


@dataclass(frozen=True)
class Told:
    """A sentence of a block, a row of a table or a heading: `text` is the document's text[start:end]."""

    part: Part
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """Something said at one place: what it is listed as, and the key under which its mentions are one."""

    told: Told
    label: str
    key: str


def told_in(report: ReportText, headings: bool = True) -> Iterator[Told]:
    """The report's sentences in order; no code, no sentence that orders a machine about."""
    told = {
        chunk.start + start
        for chunk in report.chunks
        for (start, _), text in zip(chunk.sentences, sentences_that_tell(chunk), strict=True)
        if text
    }
    for part in report.parts:
        if part.kind == "code":
            continue
        if part.kind == "heading" and not part.sentences:
            if headings:
                yield Told(part, part.text, part.start, part.end)
            continue
        for start, end in part.sentences:
            if start in told:
                yield Told(part, part.text[start - part.start : end - part.start], start, end)


def as_entries(report: ReportText, kind: Kind, mentions: Iterable[Mention]) -> list[Entry]:
    """One entry a key, in the order of first mentions; its label is the fullest of those given."""
    first: dict[str, Mention] = {}
    labels: dict[str, str] = {}
    times: dict[str, int] = {}
    for mention in mentions:
        first.setdefault(mention.key, mention)
        times[mention.key] = times.get(mention.key, 0) + 1
        known = labels.setdefault(mention.key, mention.label)
        if len(mention.label) > len(known) and known in mention.label:
            labels[mention.key] = mention.label
    entries = []
    for key, mention in first.items():
        citation = report.cite(mention.told.start, mention.told.end)
        if citation:
            entries.append(Entry(kind=kind, label=labels[key], key=key, citation=citation, times=times[key]))
    return entries


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def folded(text: str) -> str:
    """Text as it is compared: no accents, no capitals, straight apostrophes, single blanks."""
    return " ".join(fold(straight(text)).split())
