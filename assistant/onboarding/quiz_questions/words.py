"""A sentence → its noun phrases that can be asked, each with other phrases of the report that would fit there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from random import Random

from assistant.onboarding.quiz_questions.draft import squeezed
from assistant.onboarding.quiz_questions.phrases import Phrase, phrases
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import MOST_WRONG, Spot
from assistant.onboarding.quiz_questions.standing import Standing
from assistant.vocabulary import synonyms
from ingest.terms import term_set

MOST_COMPARED = 40


class NounPhrases:
    """The noun phrases of the report, by their form."""

    def __init__(self, texts: Iterable[str], said: Said) -> None:
        self._said = said
        self._by_form: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for phrase in phrases(text):
                self._by_form[phrase.form][phrase.text] += 1

    def most_used(self, without: Iterable[str]) -> list[str]:
        """The phrases that the report uses, most used first, none of these terms."""
        counted: Counter[str] = sum(self._by_form.values(), Counter())
        known = {squeezed(term) for term in without}
        return [phrase for phrase, _ in counted.most_common(MOST_COMPARED) if squeezed(phrase) not in known]

    def spots(self, sentence: Standing, rng: Random) -> Iterator[Spot]:
        """The phrases none of whose words stand elsewhere in the sentence."""
        for phrase in phrases(sentence.text):
            if phrase.begin < sentence.own:
                continue
            rest = term_set(sentence.text[: phrase.begin] + " " + sentence.text[phrase.end :])
            if term_set(phrase.text) & rest:
                continue
            wrong = self._wrong(phrase, sentence, rest, rng)
            if len(wrong) >= 2:
                yield Spot("words", sentence, phrase.begin, phrase.end, phrase.text, tuple(wrong))

    def _wrong(self, phrase: Phrase, sentence: Standing, rest: frozenset[str], rng: Random) -> list[str]:
        near = self._said.near(sentence.text, sentence.spans)
        own = term_set(phrase.text)
        alike = own | frozenset(synonym for term in own for synonym in synonyms(term))
        pool = list(self._by_form[phrase.form])
        rng.shuffle(pool)
        kept: list[str] = []
        for other in pool[:MOST_COMPARED]:
            asked = term_set(other)
            if asked & (alike | rest) or any(asked & term_set(one) for one in kept):
                continue
            if self._said.is_said_there(other, near):
                continue
            kept.append(other)
            if len(kept) == MOST_WRONG:
                break
        return kept
