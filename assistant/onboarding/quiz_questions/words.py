"""A sentence → its noun phrases that can be asked, each with other phrases of the report that would fit there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

from assistant.inventory.lemmas import is_verbal
from assistant.onboarding.quiz_questions.phrases import Phrase, phrases
from assistant.onboarding.quiz_questions.said import Said, around
from assistant.onboarding.quiz_questions.spots import MOST_WRONG, Spot
from assistant.onboarding.quiz_questions.standing import Standing
from assistant.vocabulary import synonyms
from ingest.terms import WORD, term_set

BEFORE_AN_ACRONYM = re.compile(r"[^.;:()]{0,80} \([A-ZÀ-Ý][\w&-]+\)")
NAME_BEFORE = re.compile(r"[\w,»)] (?P<name>[A-ZÀ-Ý][a-zà-ÿ]+(?P<rest>(?:[ '’-][a-zà-ÿœ]+){0,5}[ '’]))$")
MOST_COMPARED, LEAST_USED, FEW, FEW_KNOWN, NEAREST = 60, 2, 10, 40, 16


class NounPhrases:
    """The noun phrases of the report, where it first has each, and how often."""

    def __init__(self, texts: Iterable[tuple[int, str]], said: Said) -> None:
        self._said = said
        self._known: dict[str, Phrase] = {}
        self._times: Counter[str] = Counter()
        self._first: dict[str, int] = {}
        for place, text in texts:
            for phrase in phrases(text):
                self._times[phrase.text] += 1
                self._first.setdefault(phrase.text, place)
                if phrase.text not in self._known or phrase.gender:
                    self._known[phrase.text] = phrase

    def most_used(self) -> list[str]:
        """Those that the report uses again, most used first."""
        used = self._times.most_common(MOST_COMPARED)
        often = [text for text, times in used if times >= LEAST_USED]
        return often if len(often) >= FEW else [text for text, _ in used]

    def spots(self, sentence: Standing, rng: Random) -> Iterator[Spot]:
        """The phrases none of whose words stand elsewhere in the sentence."""
        for phrase in phrases(sentence.text):
            if phrase.begin < sentence.own or _within_a_name(sentence.text, phrase):
                continue
            rest = term_set(sentence.text[: phrase.begin] + " " + sentence.text[phrase.end :])
            if term_set(phrase.text) & rest:
                continue
            wrong = self._wrong(phrase, sentence, rest, rng)
            if len(wrong) >= (2 if len(self._known) > FEW_KNOWN else 1):
                yield Spot("words", sentence, phrase.begin, phrase.end, phrase.text, tuple(wrong))

    def _wrong(self, phrase: Phrase, sentence: Standing, rest: frozenset[str], rng: Random) -> list[str]:
        near = self._said.near(around(sentence.text, phrase.begin, phrase.end), sentence.spans)
        own = term_set(phrase.text)
        alike = own | frozenset(synonym for term in own for synonym in synonyms(term))
        pool = [other for other in self._known.values() if phrase.can_be(other)]
        often = [other for other in pool if self._times[other.text] >= LEAST_USED]
        pool = often if len(often) >= FEW else pool
        # What is said nearby is of the same matter: the wrong choices are plausible.
        pool.sort(key=lambda other: abs(self._first[other.text] - sentence.start))
        pool = pool[:NEAREST]
        kept: list[str] = []
        for other in rng.sample(pool, min(MOST_COMPARED, len(pool))):
            asked = term_set(other.text)
            if asked & (alike | rest) or any(asked & term_set(one) for one in kept):
                continue
            if self._said.is_said_there(other.text, near):
                continue
            kept.append(other.text)
            if len(kept) == MOST_WRONG:
                break
        return kept


def _within_a_name(text: str, phrase: Phrase) -> bool:
    """« la Commission d'accès aux documents administratifs », « la dotation générale de décentralisation (DGD) »."""
    if BEFORE_AN_ACRONYM.match(text, phrase.end):
        return True
    before = NAME_BEFORE.search(text[: phrase.begin])
    return before is not None and not any(is_verbal(word) for word in WORD.findall(before["rest"]) if len(word) > 2)
