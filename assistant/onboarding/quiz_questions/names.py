"""A sentence → its names that can be asked, each with names of the same kind that the report does not give there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random

from assistant.inventory.entries import Entry
from assistant.inventory.gazetteer import as_key, territories
from assistant.onboarding.quiz_questions.draft import mean_the_same, squeezed
from assistant.onboarding.quiz_questions.said import Said, around
from assistant.onboarding.quiz_questions.spots import MOST_WRONG, Spot, SpotKind
from assistant.onboarding.quiz_questions.standing import Standing
from ingest.terms import WORD, fold, straight

KINDS: dict[str, SpotKind] = {"people": "person", "organisations": "organisation", "places": "place"}
TITLE = re.compile(r"\b(M\.|MM\.|Mr|Monsieur|Mme|Madame|Mlle|Mrs|Ms)[ \u00a0]*$")
LONGER_BEFORE = re.compile(r"(?<=[^.!?:»«] )(?!M\.|Mme|Mr|Monsieur|Madame)[A-ZÀ-Ý][\w’'-]+ $|[\w]-$|\(\s*$")
LONGER_AFTER = re.compile(r"\s(?:(?:de|du|des|de la|en|sur)\s|d['’]|de l['’])?[A-ZÀ-Ý\d]|-\w|\s?\(|, [A-ZÀ-Ý]\w+\)")
"""What stands there is a part of a longer name, or a place within another."""
WOMEN = frozenset("Mme Madame Mlle Mrs Ms".split())
GENDERED = re.compile(
    r"\b(?:il|elle|nee?|fiancee?|epoux|epouse|fils|fille|frere|soeur|pere|mere|directeur|directrice|presidente?|"
    r"conseillere?|deputee?|senatrice|senateur|elue?|adjointe?|he|she|his|her|veuve|veuf|femme|homme|comte|comtesse|"
    r"(?:une?|la|le) \w+(?:ante|euse|trice|iere|ienne|esse|eur|ee))\b"
)
WANTS_AN_ARTICLE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+ (?:[a-zà-ÿ]|d['’])")
"""« Agence de la… », « Institut national… », where a name stands without one."""
NEAREST = 8


class Names:
    """The people, organisations and places of the report, and the words that it writes before each."""

    def __init__(self, entries: Iterable[Entry], said: Said) -> None:
        self._kinds: dict[str, SpotKind] = {}
        self._first: dict[str, int] = {}
        for entry in entries:
            if entry.kind in KINDS and "," not in name_of(entry):
                self._kinds.setdefault(name_of(entry), KINDS[entry.kind])
                self._first.setdefault(name_of(entry), entry.citation.start)
        self._parts_of_others = _parts_of_others(self._kinds)
        self._said = said
        self._before: dict[str, set[str]] = {}
        self._women: dict[str, bool | None] = {}
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for label in self._kinds:
            self._by_first[label.split()[0]].append(label)

    def spots(self, sentence: Standing, rng: Random) -> Iterator[Spot]:
        """The names that stand once in a sentence, alone."""
        text = sentence.text
        for label in self._within(text):
            places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", text)]
            if len(places) != 1 or places[0] < sentence.own or squeezed(text).count(squeezed(label)) != 1:
                continue
            kind, begin = self._kinds[label], places[0]
            if LONGER_BEFORE.search(text[:begin]) or LONGER_AFTER.match(text[begin + len(label) :]):
                continue
            wrong = self._wrong(label, kind, sentence, begin)
            if wrong:
                chosen = rng.sample(wrong, min(MOST_WRONG, len(wrong)))
                yield Spot(kind, sentence, begin, begin + len(label), label, tuple(chosen))

    def _within(self, text: str) -> list[str]:
        found = [
            label
            for word in dict.fromkeys(text.split())
            for label in self._by_first.get(word.strip("«»(),.;:’'"), ())
            if label in text and label not in self._parts_of_others
        ]
        found += [
            label
            for piece in re.findall(r"['’](\w+)", text)
            for label in self._by_first.get(piece, ())
            if label in text and label not in self._parts_of_others
        ]
        return list(dict.fromkeys(found))

    def _wrong(self, label: str, kind: SpotKind, sentence: Standing, begin: int) -> list[str]:
        before = _word_before(sentence.text[:begin])
        here = squeezed(sentence.text)
        near = self._said.near(around(sentence.text, begin, begin + len(label)), sentence.spans)
        gendered = kind == "person" and GENDERED.search(fold(around(sentence.text, begin, begin + len(label))))
        if gendered and self.is_a_woman(label) is None:
            return []
        wrong = []
        for other, other_kind in self._kinds.items():
            if other_kind != kind or other in self._parts_of_others or share_a_word(other, label):
                continue
            if not _of_one_sort(label, other, kind):
                continue
            if squeezed(other) in here or self._said.is_said_there(other, near) or mean_the_same(other, label):
                continue
            if kind == "person" and gendered and self.is_a_woman(other) != self.is_a_woman(label):
                continue
            if kind == "organisation" and not before and WANTS_AN_ARTICLE.match(other):
                continue
            if (before or kind != "person") and before not in self._words_before(other):
                continue
            wrong.append(other)
        return sorted(wrong, key=lambda other: abs(self._first[other] - sentence.start))[:NEAREST]

    def is_a_woman(self, label: str) -> bool | None:
        """By the title that the report gives somewhere; None without any."""
        if label not in self._women:
            titles = {
                found[1]
                for text in self._said.texts_with(label.split()[-1])
                for place in re.finditer(re.escape(label), text)
                if (found := TITLE.search(text[: place.start()]))
            }
            self._women[label] = bool(titles & WOMEN) if titles else None
        return self._women[label]

    def _words_before(self, label: str) -> set[str]:
        if label not in self._before:
            self._before[label] = {
                _word_before(text[: place.start()])
                for text in self._said.texts_with(label.split()[-1])
                for place in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", text)
            }
        return self._before[label]


def name_of(entry: Entry) -> str:
    """Without the role of a person, nor the acronym of an organisation."""
    if entry.kind == "people":
        return entry.label.split(", ")[0]
    return re.sub(r" \([^)]*\)$", "", entry.label)


def _of_one_sort(label: str, other: str, kind: SpotKind) -> bool:
    """A town for a town, a country for a country; a school for a school."""
    if kind == "place":
        if label[0].islower() != other[0].islower():
            return False
        return (as_key(label) in territories()) == (as_key(other) in territories())
    if kind == "organisation" and (label[0].islower() or other[0].islower()):
        return label.split()[0] == other.split()[0]
    return True


def _parts_of_others(labels: Iterable[str]) -> frozenset[str]:
    """« Oural » beside « Akim Oural »: names that stand within another."""
    by_word: dict[str, list[str]] = defaultdict(list)
    plain = {label: squeezed(label) for label in labels}
    for text in plain.values():
        for word in set(text.split()):
            by_word[word].append(text)
    return frozenset(
        label
        for label, text in plain.items()
        if any(f" {text} " in f" {other} " for other in by_word[text.partition(" ")[0]] if other != text)
    )


AGREES = frozenset("le la les l un une des du au aux d de en a dans m mme monsieur madame mlle the an".split())
"""Words whose form depends on the name after them."""


def _word_before(text: str) -> str:
    """The word that must suit the name: an article, a preposition, a title; none where any name would do."""
    words = WORD.findall(fold(straight(text))[-20:])
    return words[-1] if words and words[-1] in AGREES else ""


def share_a_word(one: str, other: str) -> bool:
    return bool({word for word in squeezed(one).split() if len(word) > 3} & set(squeezed(other).split()))
