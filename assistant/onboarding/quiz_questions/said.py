"""A report → what it says where, as a wrong choice is held against the whole of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from assistant.claims import Claims
from assistant.inventory.report_text import ReportText
from assistant.onboarding.quiz_questions.draft import squeezed
from ingest.terms import WORD, fold, terms

LEAST_SHARED, FAIR_SHARE, ALIKE, COMMON, FEW_SENTENCES = 2, 0.25, 0.6, 0.08, 60
WORDS_AROUND = 8
YEAR = re.compile(r"(?<![\w.,/-])(?:1[5-9]|20)\d\d(?![\w/-]|[.,]\d|[ \u00a0](?:\d|[%€]))")


class Said:
    """Every sentence, heading and cell of a report, found again by its words."""

    def __init__(self, report: ReportText) -> None:
        self._spans: list[tuple[int, int]] = []
        self.prose: list[tuple[int, str]] = []
        self._texts: list[str] = []
        for part in report.parts:
            for start, end in part.sentences or ((part.start, part.end),):
                self._spans.append((start, end))
                self._texts.append(part.text[start - part.start : end - part.start])
            if part.kind in ("paragraph", "list_item"):
                self.prose.append((part.start, part.text))
        self._claims: dict[int, Claims] = {}

    @cached_property
    def squeezed(self) -> str:
        return f" {' '.join(map(squeezed, self._texts))} "

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for number, held in enumerate(self._term_sets):
            for term in held:
                holders[term].append(number)
        return holders

    @cached_property
    def _term_sets(self) -> list[frozenset[str]]:
        return [frozenset(terms(text)) for text in self._texts]

    def says(self, text: str) -> bool:
        """Whether these words stand in a row somewhere."""
        return f" {squeezed(text)} " in self.squeezed

    def writes_within(self, word: str) -> bool:
        """Whether a sentence has this word in these very letters after its own beginning: a name has its capital."""
        return word in self._written_within

    @cached_property
    def _written_within(self) -> frozenset[str]:
        return frozenset(
            found[0] for text in self._texts for found in WORD.finditer(text, 2) if text[found.start() - 2].isalpha()
        )

    def telling(self, text: str) -> frozenset[str]:
        """The terms of a text that few sentences share: what it is about."""
        found = frozenset(terms(text))
        if len(self._texts) < FEW_SENTENCES:
            return found
        most = COMMON * len(self._texts)
        return frozenset(term for term in found if len(self._holders.get(term, ())) <= most)

    def near(self, text: str, own: Iterable[tuple[int, int]]) -> list[int]:
        """The other sentences that share two telling terms with this one, and a fair part of them."""
        about = self.telling(text)
        least = max(LEAST_SHARED, FAIR_SHARE * len(about))
        return [number for number, shared in self._shared(own, about).items() if shared >= least]

    def is_repeated(self, frame: str, own: Iterable[tuple[int, int]]) -> bool:
        """Whether another sentence says most of this frame: its gap would have two fillings."""
        about = frozenset(terms(frame))
        least = max(LEAST_SHARED, ALIKE * len(about))
        return any(shared >= least for shared in self._shared(own, about).values())

    def claims(self, number: int) -> Claims:
        if number not in self._claims:
            self._claims[number] = Claims(self._texts[number])
        return self._claims[number]

    @cached_property
    def latest_year(self) -> int | None:
        """The latest year that the report names, None without any."""
        return max((int(year) for text in self._texts for year in YEAR.findall(text)), default=None)

    def is_said_there(self, choice: str, numbers: Iterable[int]) -> bool:
        """Whether one of these sentences holds all the words of a choice."""
        asked = frozenset(terms(choice)) or frozenset(fold(choice).split())
        return any(asked <= self._term_sets[number] for number in numbers)

    def texts_with(self, word: str) -> list[str]:
        """The sentences that hold a term."""
        return [self._texts[number] for number in self._holders.get(next(iter(terms(word)), ""), ())]

    def _shared(self, own: Iterable[tuple[int, int]], about: Iterable[str]) -> "Counter[int]":
        spans = tuple(own)
        counted: Counter[int] = Counter()
        for term in about:
            counted.update(self._holders.get(term, ()))
        for number in list(counted):
            start, end = self._spans[number]
            if any(start < until and begin < end for begin, until in spans):
                del counted[number]
        return counted


def around(text: str, begin: int, end: int) -> str:
    """The words next to a place: what is said of what stands there."""
    return " ".join([*text[:begin].split()[-WORDS_AROUND:], *text[end:].split()[:WORDS_AROUND]])
