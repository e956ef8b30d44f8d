"""A report's text → the definitions that it gives, verbatim."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.inventory.definitions_asked import asked_in
from assistant.inventory.definitions_said import said_in, texts_of
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.plain import length_of_label, plain
from assistant.inventory.report_text import ReportText
from assistant.inventory.tagged_definitions import TaggedSentence, Tagger
from assistant.inventory.term_lists import described_terms, listed_terms
from assistant.orders import sentences_that_tell
from assistant.sentences import CONTINUES, GOES_ON, Citation

HAS_ELEMENTS = re.compile(
    r"^(?:il|elle|ils|elles|son|sa|ses|leurs?|celui-ci|celle-ci|ceux-ci|cette (?:notion|définition)|ce (?:terme|"
    r"concept))\b"
    r".*\b(?:compren\w+|comporte\w*|regroupe\w*|inclu\w+|englobe\w*|rassemble\w*|repose\w*|compose\w*|caractéris\w+|"
    r"distingue\w*|recouvre\w*|appuie\w*|éléments?|critères?|conditions?|piliers?|dimensions?|composantes?|"
    r"principes?)\b",
    re.IGNORECASE,
)
MOST_COMPLETING = 8
TAGGED = "tagged"
"""The form of what only the tagger finds."""
LEAST_ALONE = 1.9
"""The log-odds from which the tagger's own word is enough."""


class Definition(BaseModel):
    """What the report says a term is: `citation.quote` is the definition verbatim.

    `form` names the way it is said (« is_defined_as », « means », « glossary »…); `completes` are the sentences after
    it that give its elements.
    """

    model_config = ConfigDict(frozen=True)

    term: str
    citation: Citation
    form: str
    completes: list[Citation] = []


def find_definitions(report: ReportText, tagger: Tagger | None = None) -> list[Definition]:
    """Every definition of the report, in its order: what rules find, then what only the tagger does."""
    told = _Told(report)
    sources = (listed_terms(report.parts), asked_in(report.parts), said_in(report), described_terms(report.parts))
    found = [(*one, source) for source, ones in enumerate(sources) for one in ones]
    if tagger:
        said = {span for _, _, span, _ in found}
        found += [
            (term, TAGGED, span, len(sources))
            for term, span in _likeliest(tagged_in(report, tagger))
            if span not in said
        ]
    definitions: list[Definition] = []
    kept: list[tuple[set[str], int]] = []
    for term, form, (start, end), _ in sorted(found, key=lambda one: (one[2][0], one[3])):
        words = set(lemma_key(term))
        kept = [one for one in kept if one[1] > start]
        said_already = any(words <= others or others <= words for others, _ in kept)
        if words and not said_already and told(start) and (citation := report.cite(start, end)):
            kept.append((words, end))
            completes = _completing(report, told, end)
            definitions.append(Definition(term=term, citation=citation, form=form, completes=completes))
    return definitions


def tagged_in(report: ReportText, tagger: Tagger) -> dict[tuple[int, int], TaggedSentence]:
    """Each sentence of the report's prose, by its span in the document, as the tagger judges it."""
    found: dict[tuple[int, int], TaggedSentence] = {}
    for chunk in report.chunks:
        prose = [(start, end) for kind, start, end in chunk.blocks if kind not in ("heading", "code", "table")]
        if prose and not chunk.label:
            for (start, end), one in zip(chunk.sentences, tagger.tag(chunk), strict=True):
                if any(begin <= start and end <= until for begin, until in prose):
                    label = length_of_label(chunk.text[start:end])
                    found[chunk.start + start + label, chunk.start + end] = one
    return found


def _likeliest(tagged: Mapping[tuple[int, int], TaggedSentence]) -> list[tuple[str, tuple[int, int]]]:
    """For each term that a sentence likely enough defines, the likeliest one: others state facts on it."""
    best: dict[tuple[str, ...], tuple[float, str, tuple[int, int]]] = {}
    for span, one in tagged.items():
        if one.term and one.log_odds >= LEAST_ALONE:
            key = lemma_key(one.term)
            if key not in best or one.log_odds > best[key][0]:
                best[key] = (one.log_odds, one.term, span)
    return [(term, span) for _, term, span in best.values()]


class _Told:
    """Whether the sentence that begins at an offset tells something, instead of giving orders to a machine."""

    def __init__(self, report: ReportText) -> None:
        self.chunks = report.chunks
        self.starts = [chunk.start for chunk in report.chunks]

    def __call__(self, start: int) -> bool:
        position = bisect_right(self.starts, start) - 1
        if position < 0:
            return True
        chunk = self.chunks[position]
        for (begin, end), told in zip(chunk.sentences, sentences_that_tell(chunk), strict=True):
            if chunk.start + begin <= start < chunk.start + end:
                return bool(told)
        return True


def _completing(report: ReportText, told: _Told, end: int) -> list[Citation]:
    """The sentences right after `end`, in the same section, that give the elements of what was defined."""
    parts = report.parts
    position = bisect_right(parts, end - 1, key=lambda part: part.start) - 1
    kept: list[tuple[int, int]] = []
    listing = report.parts[position].text[: end - parts[position].start].rstrip().endswith(":")
    for part in parts[position : position + 12]:
        if part.kind in ("heading", "code", "table"):
            if kept or part.start > end:
                break
            continue
        for sentence, span in texts_of(part):
            if span[0] < end:
                continue
            text = plain(sentence)
            goes_on = bool(kept) and (CONTINUES.match(text) or GOES_ON.search(text))
            if not (goes_on or HAS_ELEMENTS.match(text) or (listing and part.kind == "list_item")):
                return _cited(report, told, kept)
            kept.append(span)
            listing = listing or text.endswith(":")
            if len(kept) == MOST_COMPLETING:
                return _cited(report, told, kept)
    return _cited(report, told, kept)


def _cited(report: ReportText, told: _Told, spans: Sequence[tuple[int, int]]) -> list[Citation]:
    return [citation for start, end in spans if told(start) and (citation := report.cite(start, end))]
