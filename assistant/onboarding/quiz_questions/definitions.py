"""The report's definitions → which term is defined so, and how a term is defined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant.inventory.definitions import Definition
from assistant.inventory.lemmas import lemma
from assistant.onboarding.quiz_questions.draft import GAP, Draft, QuizKind, all_differ, squeezed
from assistant.onboarding.quiz_questions.kinds_of_things import KindOfThing, kind_of_thing
from assistant.onboarding.quiz_questions.likeness import Likeness
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import MOST_WRONG
from assistant.onboarding.quiz_questions.standing import (
    ENGLISH_WORDS,
    POINTS_ELSEWHERE,
    SECOND_PERSON,
    Standing,
    shown,
)
from assistant.onboarding.quiz_questions.wording import ENGLISH, Wording
from assistant.vocabulary import is_a_word
from ingest.terms import fold, straight, term_set

_DEFINED = r"(?:se définit|est défini\w*|sont défini\w*|peu(?:t|vent) (?:se définir|être défini\w*))"
LINK = re.compile(
    r"[\s»”\")]*(?:\([^)]{1,80}\)\s*)?,?\s*(?:"
    rf"[:–—=]|{_DEFINED} (?:comme|par)|désigne(?:nt)?|signifie(?:nt)?|consiste(?:nt)? (?:à|en)|"
    r"recouvre(?:nt)?|s['’]entend(?:ent)? (?:comme|de)|est|sont|c['’]est-à-dire|"
    r"is defined as|means|refers to|is|are)\s*:?\s+",
    re.IGNORECASE,
)
MEANT_BY = re.compile(r"(?:on|nous) entend(?:ons)? par\W*$|par\W*$", re.IGNORECASE)
AFTER_MEANT = re.compile(r"[\s»”\")]*,?\s*(?:on entend|il faut entendre|nous entendons)?\s*:?\s*", re.IGNORECASE)
IT_IS = re.compile(r"il s['’]agit (?=d['’e])(?:de l(?=a )|d['’](?=une?)|de (?=l['’a]))", re.IGNORECASE)
ACRONYM_AFTER = re.compile(r" ?\([A-ZÀ-Ý]")
DETERMINER = re.compile(r"(?:une?|le|la|les|l['’]|des|tout|toute|tous|toutes|ce qui|celui|a|an|the)\b", re.IGNORECASE)
IS = re.compile(r"\b(?:est|sont|is|are)\b")
VAGUE = re.compile(
    r"^\W*(?:\w+ )?(?:autre|another)\b|\b(?:similaires?|ce|cet|cette|ces|cela|ceux|celui|celle|this|these|similar|"
    r"mais|suivante?s?|lui|eux)\b"
)
FEWEST_TERMS, FEWEST_OF_ITS_KIND, MOST_ALIKE = 4, 2, 5
SHORTEST_BODY, LONGEST_BODY, MOST_SHARED = 25, 260, 0.34
STARTS_BADLY = re.compile(
    r"\W*(?:il|elle|ils|elles|ce|cela|celui|celle|ces|cette|cet|pas|plus|donc|ainsi|aussi|souvent|parfois|egalement|"
    r"toujours|trop|tres|peu|bien|mal|deja|encore|dans|en|sur|sous|par|pour|si|que|qu'|au|aux|it|not|also|often)\b"
)


@dataclass(frozen=True)
class _Defined:
    """A term and what it is said to be, without the term nor the words between them."""

    definition: Definition
    term: str
    body: str

    @property
    def kind(self) -> KindOfThing | None:
        return kind_of_thing(self.body)


def definition_questions(
    definitions: Sequence[Definition],
    others: Sequence[str],
    likeness: Likeness,
    said: Said,
    wording: Wording,
    rng: Random,
) -> Iterator[Draft]:
    """Two a definition at most; `others` are terms of the report that may stand for one where it defines few."""
    english = wording is ENGLISH
    known = [found for definition in definitions if (found := _read(definition, said, english))]
    counted: dict[str, int] = {}
    for one in known:
        counted[squeezed(one.term)] = counted.get(squeezed(one.term), 0) + 1
    for one in known:
        distinct = sorted(
            (other for other in known if _differ(one, other)),
            key=lambda other, one=one: -likeness.of(one.definition.term, other.definition.term),  # type: ignore[misc]
        )
        of_its_kind = [other for other in distinct if one.kind and other.kind == one.kind][:MOST_ALIKE]
        terms = [other.term for other in distinct]
        # A term of one word among phrases of two would show itself.
        several = [term for term in terms if len(term.split()) > 1 and _is_plural(term) == _is_plural(one.term)]
        fitting = others if len(one.term.split()) > 1 and len(several) < MOST_WRONG else []
        terms += [other for other in fitting if not _is_about(other, one) and not term_set(other) & term_set(one.body)]
        wrong = _of_one_form(one.term, [other.term for other in of_its_kind], rng)
        weak = len(wrong) < FEWEST_OF_ITS_KIND
        wrong += _of_one_form(one.term, [term for term in terms if term not in wrong], rng)[: MOST_WRONG - len(wrong)]
        if wrong and all_differ([one.term, *wrong]):
            yield _draft("term", wording.term.format(text=one.body), one, one.term, wrong, weak)
        if counted[squeezed(one.term)] == 1:
            alike = [other for other in distinct if not term_set(other.body) & term_set(one.term)]
            wrong = _of_one_length(one.body, [other.body for other in alike if other in of_its_kind], rng)
            weak = len(wrong) < FEWEST_OF_ITS_KIND
            left = [o.body for o in alike if o.body not in wrong and _is_plural(o.term) == _is_plural(one.term)]
            wrong += _of_one_length(one.body, left, rng)[: MOST_WRONG - len(wrong)]
            if wrong and all_differ([one.body, *wrong]):
                yield _draft("definition", wording.definition.format(text=one.term), one, one.body, wrong, weak)


def named_questions(
    definitions: Sequence[Definition], likeness: Likeness, standing: Sequence[Standing], wording: Wording, rng: Random
) -> Iterator[Draft]:
    """Which of the terms defined is missing from the sentence that defines it, with the article before it."""
    by_start = {sentence.start: sentence for sentence in standing if sentence.alone and not sentence.leans}
    terms = list(dict.fromkeys(definition.term for definition in definitions))
    for definition in definitions:
        sentence = by_start.get(definition.citation.start)
        places = list(_places(definition.term, sentence.text)) if sentence else []
        if not sentence or len(places) != 1:
            continue
        begin, end = places[0]
        frame = f"{sentence.text[:begin]} {sentence.text[end:]}"
        telling = term_set(frame)
        spelled = ACRONYM_AFTER.match(sentence.text[end:])
        if spelled or term_set(definition.term) & telling or len(telling) < FEWEST_TERMS:
            continue
        others = [one for one in terms if not term_set(one) & (telling | term_set(definition.term))]
        others = [one for one in others if _is_plural(one) == _is_plural(definition.term)]
        wrong = _of_one_form(definition.term, likeness.nearest(definition.term, others, MOST_ALIKE), rng)
        if len(wrong) == MOST_WRONG:
            text = f"{sentence.text[:begin]}{GAP}{sentence.text[end:]}"
            yield Draft(
                kind="term",
                prompt=wording.named.format(where=sentence.where(wording.where), text=text),
                right=(definition.term,),
                wrong=tuple(wrong),
                start=sentence.start,
                end=sentence.end,
                shown=sentence.spans,
                section=sentence.section,
                asks=definition.term,
            )


def _places(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the text has the term, the article before it and quotation marks around it included."""
    words = re.escape(term).replace("'", "['’]")
    article = r"(?:\b(?:une?|l[ea]s?|des) |\bl['’])?"
    for found in re.finditer(rf"{article}(?:« ?)?(?<!\w){words}(?!\w)(?: ?»)?", text, re.IGNORECASE):
        yield found.span()


def _draft(kind: QuizKind, prompt: str, one: _Defined, right: str, wrong: Sequence[str], weak: bool) -> Draft:
    citation = one.definition.citation
    span = (citation.start, citation.end)
    return Draft(kind, prompt, (right,), tuple(wrong), *span, (span,), tuple(citation.section), weak=weak)


def _read(definition: Definition, said: Said, english: bool) -> _Defined | None:
    """None when the definition cannot be told from its term, or holds its words."""
    text = shown(definition.citation.quote)
    place = fold(straight(text)).find(fold(straight(definition.term)))
    linked = False
    if place < 0:
        link = IT_IS.match(text)
        if not link:
            return None
        body = text[link.end() :]
    else:
        link = (AFTER_MEANT if MEANT_BY.search(text[:place]) else LINK).match(text[place + len(definition.term) :])
        if not link:
            return None
        body = text[place + len(definition.term) + link.end() :]
        linked = bool(IS.search(link[0]))
        if "c" in fold(link[0]) and "dire" in fold(link[0]):
            body = body.split(", ")[0]
        if MEANT_BY.search(text[:place]) and not DETERMINER.match(body):
            return None
    body = re.sub(r"\s+", " ", body).strip().rstrip(".;,").strip("«»“” ")
    folded = fold(straight(body))
    whole = body.count("(") == body.count(")") and body.count("«") == body.count("»") and ". " not in body
    if not SHORTEST_BODY <= len(body) <= LONGEST_BODY or STARTS_BADLY.match(folded) or not whole:
        return None
    if not english and len(ENGLISH_WORDS.findall(folded)) > 1:
        return None
    if len(term_set(body)) < FEWEST_TERMS or VAGUE.search(folded) or (linked and not DETERMINER.match(body)):
        return None
    if POINTS_ELSEWHERE.search(folded) or SECOND_PERSON.search(folded) or term_set(definition.term) & term_set(body):
        return None
    return _Defined(definition, _in_small(definition.term, said), _in_small(body, said))


def _in_small(text: str, said: Said) -> str:
    """Without the capital of a line's beginning, names and acronyms apart."""
    first = text.split()[0]
    small = first[1:].islower() and (is_a_word(first.lower()) or not said.writes_within(first))
    return text[0].lower() + text[1:] if small else text


def _differ(one: _Defined, other: _Defined) -> bool:
    """Neither the same term, nor one within the other, nor definitions that say much of the same."""
    if term_set(one.term) & term_set(other.term) or term_set(other.term) & term_set(one.body):
        return False
    first, second = term_set(one.body), term_set(other.body)
    return len(first & second) <= MOST_SHARED * min(len(first), len(second))


def _is_about(term: str, one: _Defined) -> bool:
    return bool(term_set(term) & term_set(one.term))


def _of_one_form(term: str, others: Sequence[str], rng: Random) -> list[str]:
    """Those of as many words and the same number first."""
    kept: list[str] = []
    shuffled = rng.sample(list(others), len(others))
    for other in sorted(
        shuffled,
        key=lambda one: (
            _is_plural(one) != _is_plural(term),
            one.isupper() != term.isupper(),
            abs(len(one.split()) - len(term.split())),
        ),
    ):
        if _is_plural(other) == _is_plural(term) and all_differ([term, *kept, other]):
            kept.append(other)
        if len(kept) == MOST_WRONG:
            break
    return kept


def _of_one_length(body: str, others: Sequence[str], rng: Random) -> list[str]:
    """Those nearest in length among a few drawn, some of them longer where there are any."""
    shuffled = rng.sample(list(others), len(others))
    near = sorted(shuffled, key=lambda other: abs(len(other) - len(body)))[: 2 * MOST_WRONG]
    return rng.sample(near, min(MOST_WRONG, len(near)))


def _is_plural(term: str) -> bool:
    first = term.split()[0]
    return first[-1] in "sx" and is_a_word(first.lower()) and lemma(first.lower()) != fold(first)
