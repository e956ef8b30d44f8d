"""Headings that ask what something is → the sentence below each that answers, with its span."""

import re
from collections.abc import Iterator, Sequence

from assistant.inventory.definition_forms import defined_terms
from assistant.inventory.definitions_said import IT_IS, texts_of
from assistant.inventory.genus import kind_of
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.plain import ARTICLE, as_term, plain
from assistant.inventory.report_text import Part
from assistant.inventory.term_lists import Found

ASKS_WHAT_IT_IS = re.compile(
    r"^(?:[\dIVX]+(?:[.\d]*)[.)]?\s+|[A-Za-z][.)]\s+)?(?:.*, )?(?:qu'est[ -]ce (?:que c'est que |que ce que |que |"
    r"qu')|c'est quoi |"
    r"quel(?:le)? est (?:le sens|la signification|la définition) (?:de la |de l'|du |des |de |d')|qu'entend-on par |"
    r"qu'entendons-nous par |que faut-il entendre par |qu'appelle-t-on |que signifie |que désigne |"
    r"que veut dire |comment (?:se définit |définir |définit-on )|(?:la |une )?définitions? (?:de la |de l'|du |des |"
    r"de |d')|"
    r"what (?:is|are) |definition of )(?P<term>.+?)\s*[?.:]*$",
    re.IGNORECASE,
)
WHEN = re.compile(r"^«?(?:lorsqu[e']|quand|si) ?", re.IGNORECASE)
COMPLEMENT = re.compile(r" (?:par|pour|dans|sur|au sein|au titre|selon|en vue) ")
ACCORDING_TO = re.compile(r"^(?:selon|d'après|au sens) [^,]{3,90}, ", re.IGNORECASE)
SUBJECT = re.compile(
    r"^(?P<term>(?:les? |la |l'|une? |des )[^,;:()]{3,60}?)(?: \([^()]{2,40}\))? (?:a|ont|est|sont|\w{3,}(?:e|ent|it|"
    r"ait|aient))\b",
    re.IGNORECASE,
)
NO_ANSWER = re.compile(
    r"^(?:oui|non|voir|cf|pour en savoir plus|exemples?|question|ce (?:chapitre|document))\b|\?$", re.IGNORECASE
)
SHORTEST_ANSWER, SUBJECT_WORDS, OPENING_WORDS = 3, 3, 12


def asked_in(parts: Sequence[Part]) -> Iterator[Found]:
    """Headings that ask what X is, answered below."""
    for number, part in enumerate(parts):
        if part.kind != "heading":
            continue
        matched = ASKS_WHAT_IT_IS.match(plain(part.text))
        term = _asked_term(matched["term"]) if matched else None
        if term:
            yield from _answer_of(term, parts[number + 1 : number + 6])


def _asked_term(asked: str) -> str | None:
    """What the heading asks about: « décision » for « lorsque la décision », and a long term without its complement."""
    clause = WHEN.sub("", asked)
    if "»" in clause and "«" not in clause:
        clause = f"«{ARTICLE.sub('', clause)}"
    return as_term(clause) or as_term(COMPLEMENT.split(clause)[0])


def _answer_of(term: str, below: Sequence[Part]) -> Iterator[Found]:
    """The sentence that defines the term in the section: the one that names it in a defining form, else the first."""
    sentences = []
    for part in below:
        if part.kind == "heading":
            break
        if part.kind not in ("code", "table", "caption"):
            sentences += texts_of(part)
    key = lemma_key(term)
    for sentence, span in sentences[:6]:
        is_a = kind_of(sentence)
        named = [*(one.term for one in defined_terms(sentence)), *([is_a.term] if is_a else [])]
        for one in named:
            if set(lemma_key(one)) <= set(key):
                yield (one if lemma_key(one) != key else term), "heading_asks", span
                return
    if sentences and _may_answer(key, plain(sentences[0][0])):
        yield term, "heading_asks", sentences[0][1]


def _may_answer(key: tuple[str, ...], text: str) -> bool:
    """Whether the first sentence below a question speaks of its term from the start, or goes on from the question."""
    if NO_ANSWER.search(text) or len(text.split()) <= SHORTEST_ANSWER:
        return False
    words = ACCORDING_TO.sub("", text).split()
    subject, opening = (set(lemma_key(" ".join(words[:length]))) for length in (SUBJECT_WORDS, OPENING_WORDS))
    return bool(IT_IS.match(text)) or set(key) <= opening or key[0] in subject
