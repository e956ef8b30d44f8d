"""A report's text → every mention of any term: lemma by lemma, plural, accents, case and hyphens aside."""

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.inventory.lemmas import SMALL_WORDS, lemma_key, tokens
from assistant.inventory.report_text import ReportText
from assistant.vocabulary import is_a_word
from ingest.terms import fold

JOINING = re.compile(r"(?:[\s'’\-‐‑«»\"“”*_\u00a0\u202f\ufffe]|\b(?:" + "|".join(SMALL_WORDS) + r")\b)*", re.IGNORECASE)
"""What may stand between two words of one term."""
FOLLOWS, IN_CAPITALS = 1, 2


@dataclass(frozen=True, order=True, slots=True)
class Mention:
    """Where a term stands: the document's characters `start` to `end`, in its unit (a sentence or a heading)."""

    start: int
    end: int
    unit: int


class Mentions:
    """One report's words by their lemmas, small words aside; built once, a few bytes a word."""

    def __init__(self, report: ReportText) -> None:
        self._starts, self._ends = array("L"), array("L")
        self._lemmas, self._units = array("L"), array("L")
        self._signs = bytearray()
        self._number: dict[str, int] = {}
        self._places: list[array[int]] = []
        self._folded: dict[str, str] = {}
        self._seen: set[str] = set()
        self.units: list[tuple[int, int]] = []
        self.headings: set[int] = set()
        for text, start, end, is_heading in _units(report):
            if is_heading:
                self.headings.add(len(self.units))
            self._read(text, start, len(self.units))
            self.units.append((start, end))
        self._seen.clear()

    def _read(self, text: str, offset: int, unit: int) -> None:
        before = None
        for start, end, lemma in tokens(text):
            if lemma in SMALL_WORDS:
                continue
            number = self._number.setdefault(lemma, len(self._number))
            if number == len(self._places):
                self._places.append(array("L"))
            self._places[number].append(len(self._starts))
            follows = FOLLOWS if before is not None and JOINING.fullmatch(text, before, start) else 0
            word = text[start:end]
            self._signs.append(follows | (IN_CAPITALS if word.isupper() and len(word) > 1 else 0))
            if word not in self._seen:
                self._seen.add(word)
                self._folded.setdefault(fold(word), lemma)
            self._starts.append(offset + start)
            self._ends.append(offset + end)
            self._lemmas.append(number)
            self._units.append(unit)
            before = end

    def __len__(self) -> int:
        """How many words it holds, small ones aside."""
        return len(self._starts)

    def holds(self, word: str) -> bool:
        """Whether the report has the word; a small word is everywhere."""
        return all(lemma in self._number or lemma in SMALL_WORDS for lemma in self.key_of(word))

    @property
    def written(self) -> Iterable[str]:
        """Each word of the report, folded."""
        return self._folded

    @property
    def vocabulary(self) -> dict[str, int]:
        """Each lemma of the report, and its number."""
        return self._number

    def key_of(self, term: str) -> tuple[str, ...]:
        """The lemmas of a term as this report has them: a word without its accents is read as the one that has them."""
        return tuple(lemma if lemma in self._number else self._folded.get(lemma, lemma) for lemma in lemma_key(term))

    def of(self, *terms: str) -> list[Mention]:
        """Every mention of a term, or of any of its forms; two forms side by side are one mention."""
        found = sorted({run for term in terms for run in self._runs(term)})
        kept: list[tuple[int, int]] = []
        for first, last in found:
            beside = kept and (first <= kept[-1][1] or self._side_by_side(kept[-1][1], first, len(terms)))
            if kept and beside:
                kept[-1] = kept[-1][0], max(last, kept[-1][1])
            else:
                kept.append((first, last))
        return [Mention(self._starts[first], self._ends[last], self._units[first]) for first, last in kept]

    def _side_by_side(self, last: int, first: int, forms: int) -> bool:
        return forms > 1 and first == last + 1 and self._units[first] == self._units[last]

    def _runs(self, term: str) -> Iterator[tuple[int, int]]:
        key = [self._number.get(lemma) for lemma in self.key_of(term)]
        if not key or None in key:
            return
        numbers = [number for number in key if number is not None]
        shouted = term.isupper() and is_a_word(term.lower())
        anchor = min(range(len(numbers)), key=lambda place: len(self._places[numbers[place]]))
        for position in self._places[numbers[anchor]]:
            first, last = position - anchor, position - anchor + len(numbers) - 1
            if first < 0 or last >= len(self._starts):
                continue
            if any(self._lemmas[first + place] != number for place, number in enumerate(numbers)):
                continue
            if all(self._signs[place] & FOLLOWS for place in range(first + 1, last + 1)) and (
                not shouted or self._signs[first] & IN_CAPITALS
            ):
                yield first, last

    def word_runs(self, longest: int, not_after: Collection[str]) -> Iterator[tuple[tuple[int, ...], int, int]]:
        """Each run of two words or more that follow each other, and not these: lemma numbers, start and end."""
        leads = {self._number[lemma] for lemma in not_after if lemma in self._number}
        for first in range(len(self._starts)):
            if first and self._signs[first] & FOLLOWS and self._lemmas[first - 1] in leads:
                continue
            for length in range(2, longest + 1):
                last = first + length - 1
                if last >= len(self._starts) or not self._signs[last] & FOLLOWS:
                    break
                yield tuple(self._lemmas[first : last + 1]), self._starts[first], self._ends[last]


def _units(report: ReportText) -> Iterator[tuple[str, int, int, bool]]:
    for part in report.parts:
        if part.kind == "code":
            continue
        spans: Sequence[tuple[int, int]] = part.sentences or ((part.start, part.end),)
        for start, end in spans:
            yield part.text[start - part.start : end - part.start], start, end, part.kind == "heading"
