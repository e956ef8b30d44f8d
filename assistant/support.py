"""A sentence that somebody wrote and the passages it may rest on → the one that says it, or what it says too much.

Checked by code: what can be held against the passage word for word (`claims`), what turns a sentence around with the
same words (`agreement`), and how much of what it says the passage says too. One passage must bear the whole sentence:
a subject from here and a verb from there make a sentence that nobody wrote.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.agreement import Disagreement, disagreements
from assistant.claims import Claim, ClaimKind, Claims, of_another_day, unsupported
from assistant.orders import sentences_that_bear
from assistant.subjects import Subject, is_said_of_another, subject_of, words_of
from assistant.vocabulary import is_among
from ingest.chunks import Chunk
from ingest.terms import WORD, fold, straight, term_set, terms

Problem = ClaimKind | Disagreement | Literal["meaning", "language", "no statement"]

BEFORE = 1
MOST_SENTENCES = 3
"""A sentence that sums up more than so many of the passage's is not checked by them any more."""
LEAST_COVERED = 0.6
LEAST_COVERED_OF_A_CLAUSE, LEAST_TERMS_OF_A_CLAUSE = 0.3, 2
CLAUSES = re.compile(
    r"[,;:()]| (?=(?:et|ou|mais|qui|dont|où|tandis|alors|car|parce|afin|pour|avec|"
    r"par) )"
)
LEAST_TO_BE_THE_SAME = 0.6
"""Found in one sentence alone: then that one tells of the same thing, and its date is the thing's."""
LEAST_BROUGHT = 0.08
"""Of the sentence's weight: what one more sentence of the passage must bring to be cited."""
SYNONYM_SHARE, SHORTEST_OF_A_FAMILY = 0.8, 5
ASKS_BY_ORDER = re.compile(
    r"(?!\W*(?:aussi|ainsi|sans|peut-etre|encore|a peine|du moins|toujours|au moins)\b).*\w-(?:t-)?(?:ils?|elles?|on)\b"
)
"""« La page a-t-elle été… »: a question, whatever ends it."""
ENDING_ATTRIBUTE = re.compile(
    r"\b(?:est|sont|etait|etaient|fut|furent|reste|restent|devient|deviennent|sera|seront) (?:[\w']+ )?(\w+)\W*$"
)
"""« …est définitive. »: one word at the end may say all that is new."""
STATES_NOTHING, STAMMER = re.compile(r"[?:]\W*$"), 4
"""A question tells nothing, nor what only announces; nobody says a run of so many words twice in a sentence."""
TAKEN_UP = re.compile(
    r"\W*(il|elle|ils|elles|on|c|ce|cet|cette|ces|celui|celle|ceux|celles|son|sa|ses|leur|leurs|lui)\b"
)
ENGLISH = frozenset("the of and is are was were to for it its this that with by from has have not be".split())
FRENCH = frozenset("le la les un une des du de et est sont ont par pour dans sur ce cette il elle".split())
"""Only small words: enough to tell in which of the two languages a sentence is."""
TELLING = frozenset(
    terms(
        "rapport document texte auteur page passage étude selon indiquer indique préciser précise mentionner mentionne "
        "souligner souligne expliquer explique affirmer affirme dire dit noter note rappeler rappelle présenter "
        "présente évoquer évoque décrire décrit ainsi notamment également aussi effet donc enfin ensuite afin but "
        "report says according document author parler parle parlent agir agit "
        "partie font constituer constitue représenter représente correspondre correspond premier lieu commencer "
        "commence terminer termine mettre œuvre"
    )
)
"""How one speaks of a document: these words need not stand in it."""


@dataclass(frozen=True)
class Support:
    """The sentences of one passage that bear a statement, and the share of its weight found there.

    `main` is the one that holds most of it, and `covered_by_main` the share found in that one alone.
    """

    chunk: Chunk
    sentences: tuple[int, ...]
    covered: float
    main: int | None = None
    covered_by_main: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence is borne out: by what, or else what is wrong with it, of the passage that came nearest."""

    support: Support | None
    problem: Problem | None = None
    detail: str = ""


def verdict_on(sentence: str, chunks: Sequence[Chunk], weight: Callable[[str], float]) -> Verdict:
    """Check one sentence against each passage; `weight` gives a term's inverse document frequency.

    The sentence is borne out when one passage bears all of it. Else the verdict tells of the nearest passage.
    """
    if _is_in_english(sentence):
        return Verdict(None, "language")
    if STATES_NOTHING.search(sentence) or ASKS_BY_ORDER.match(fold(straight(sentence))):
        return Verdict(None, "no statement")
    if (verbatim := _verbatim(sentence, chunks)) is not None:
        return Verdict(verbatim)
    if _stammers(sentence):
        return Verdict(None, "no statement")
    said, subject = Claims(sentence), subject_of(sentence)
    content = {term: weight(term) for term in terms(sentence) if term not in TELLING}
    nearest: tuple[float, Verdict] = (-1.0, Verdict(None, "meaning", ""))
    best: Support | None = None
    for chunk in chunks:
        support = _resting(content, chunk, said.quotations)
        found = _problem(sentence, said, subject, support, weight)
        if found is None:
            if best is None or support.covered > best.covered:
                best = support
        elif support.covered > nearest[0]:
            nearest = (support.covered, Verdict(None, *found))
    return Verdict(best) if best else nearest[1]


def _stammers(sentence: str) -> bool:
    """Whether it says the same words over: « la mission de recenser la mission de recenser »."""
    words = words_of(sentence)
    runs = [tuple(words[place : place + STAMMER]) for place in range(len(words) - STAMMER + 1)]
    return len(runs) > len(set(runs))


def _verbatim(sentence: str, chunks: Sequence[Chunk]) -> Support | None:
    said = words_of(sentence)
    for chunk in chunks:
        for number, told in enumerate(sentences_that_bear(chunk)):
            if words_of(told) == said:
                return Support(chunk, (number,), 1.0)
    return None


def _is_within(some: Sequence[str], words: Sequence[str]) -> bool:
    return f" {' '.join(some)} " in f" {' '.join(words)} "


def _is_in_english(sentence: str) -> bool:
    words = {fold(word) for word in WORD.findall(sentence)}
    return len(words & ENGLISH) >= 2 and not words & FRENCH


def _problem(
    sentence: str,
    said: Claims,
    subject: Subject | None,
    support: Support,
    weight: Callable[[str], float],
) -> tuple[Problem, str] | None:
    chunk = support.chunk
    texts = sentences_that_bear(chunk)
    near = sorted({one for number in support.sentences for one in range(max(0, number - BEFORE), number + 1)})
    held = _claims_of(" ".join(texts[number] for number in near))
    missing: list[Claim] = unsupported(said, held, _claims_of(" ".join(chunk.section)))
    if missing:
        return missing[0].kind, missing[0].text
    if support.main is not None and support.covered_by_main >= LEAST_TO_BE_THE_SAME:
        told = _claims_of(texts[support.main])
        if other := of_another_day(said, told):
            return "date", other.text
    resting = " ".join(texts[number] for number in support.sentences)
    differing = disagreements(sentence, resting, said.names)
    if differing:
        return differing[0], ""
    says_too_much = (
        support.covered < LEAST_COVERED
        or not _subject_is_there(subject, support)
        or _least_covered_clause(sentence, support, weight) < LEAST_COVERED_OF_A_CLAUSE
        or not _ending_is_there(sentence, support)
    )
    told_of = subject is not None and not TELLING.issuperset(subject.terms or ("",))
    if says_too_much or (told_of and is_said_of_another(sentence, texts, support.sentences, chunk.section)):
        return "meaning", ""
    return None


def _terms_of(chunk: Chunk, numbers: Iterable[int]) -> frozenset[str]:
    """The terms of these sentences and of the headings above them."""
    texts = sentences_that_bear(chunk)
    return term_set(" ".join([*chunk.section, *(texts[number] for number in numbers)]))


def _least_covered_clause(sentence: str, support: Support, weight: Callable[[str], float]) -> float:
    """The share found there of the clause that is found least: something added weighs little beside a long truth."""
    there = _terms_of(support.chunk, support.sentences)
    least = 1.0
    for clause in CLAUSES.split(sentence):
        content = {term: weight(term) for term in terms(clause) if term not in TELLING}
        if len(content) >= LEAST_TERMS_OF_A_CLAUSE:
            least = min(least, _gain(content, there) / (sum(content.values()) or 1.0))
    return least


def _ending_is_there(sentence: str, support: Support) -> bool:
    ending = ENDING_ATTRIBUTE.search(fold(straight(sentence)))
    said = terms(ending[1]) if ending else []
    there = _terms_of(support.chunk, support.sentences)
    return all(_holds(there, term) for term in said)


def _subject_is_there(subject: Subject | None, support: Support) -> bool:
    """Whether what stands before the verb is spoken of where the rest is said: there, in its title, or just before it
    where it is only taken up (« Il… », « Cette… »).

    A subject from elsewhere weighs little beside a long predicate.
    """
    if subject is None or not subject.terms or TELLING.issuperset(subject.terms):
        return True
    texts = sentences_that_bear(support.chunk)
    spoken_of_before = (number - 1 for number in support.sentences if number and TAKEN_UP.match(fold(texts[number])))
    near = {*support.sentences, *spoken_of_before}
    there = _terms_of(support.chunk, near)
    return any(_holds(there, term) for term in subject.terms)


def _resting(content: dict[str, float], chunk: Chunk, quotations: Sequence[str] = ()) -> Support:
    """The few sentences that hold the quotations and together most of the content, in the passage's order."""
    total = sum(content.values()) or 1.0
    left = dict(content)
    heading = term_set(" ".join(chunk.section))
    sentences = [term_set(text) for text in sentences_that_bear(chunk)]
    told = [words_of(text) for text in sentences_that_bear(chunk)]
    quoting = {number for number, words in enumerate(told) for one in quotations if _is_within(words_of(one), words)}
    chosen: list[int] = []
    covered = covered_by_main = 0.0
    while len(chosen) < MOST_SENTENCES and left:
        gains = [_gain(left, present) + total * (number in quoting) for number, present in enumerate(sentences)]
        best = max(range(len(gains)), key=gains.__getitem__, default=None)
        if best is None or gains[best] <= (LEAST_BROUGHT * total if chosen else 0.0):
            break
        chosen.append(best)
        quoting.discard(best)
        gains[best] = _gain(left, sentences[best])
        covered += gains[best]
        covered_by_main = covered_by_main or gains[best] / total
        left = {term: value for term, value in left.items() if not _holds(sentences[best], term)}
    covered += _gain(left, heading)
    main = chosen[0] if chosen else None
    return Support(chunk, tuple(sorted(chosen)), covered / total, main, covered_by_main)


def _gain(left: dict[str, float], present: frozenset[str]) -> float:
    return sum(
        value * (1.0 if term in present else SYNONYM_SHARE) for term, value in left.items() if _holds(present, term)
    )


def _holds(present: frozenset[str], term: str) -> bool:
    return is_among(term, present, SHORTEST_OF_A_FAMILY)


@lru_cache(maxsize=2_000)
def _claims_of(text: str) -> Claims:
    return Claims(text)
