"""A report's sentences → whether a term stands in one of them for the first time."""

from bisect import bisect_left, bisect_right

from assistant.inventory.report_text import ReportText
from ingest.terms import fold


class FirstMentions:
    """The sentences of a report folded and put end to end: what is looked for is found by its letters."""

    def __init__(self, report: ReportText) -> None:
        self._begins: list[int] = []
        self._starts: list[int] = []
        texts = []
        length = 0
        for part in report.parts:
            if part.kind in ("heading", "code"):
                continue
            for start, end in part.sentences:
                text = _folded(part.text[start - part.start : end - part.start])
                self._begins.append(length)
                self._starts.append(start)
                texts.append(text)
                length += len(text) + 1
        self._whole = "\n".join(texts)

    def is_at(self, term: str, start: int, since: int = 0) -> bool:
        """Whether the sentence that begins at `start` is the first to hold the term, from the offset `since` on."""
        first = bisect_left(self._starts, since)
        place = self._whole.find(_folded(term), self._begins[first] if first < len(self._begins) else 0)
        position = bisect_right(self._begins, place) - 1
        return place >= 0 and self._starts[position] == start


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())
