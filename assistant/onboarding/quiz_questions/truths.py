"""A standing sentence, or one with a spot changed → true or false."""

import re
from collections.abc import Iterator
from random import Random

from assistant.onboarding.quiz_questions.draft import Draft
from assistant.onboarding.quiz_questions.phrases import is_noun
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import Spot
from assistant.onboarding.quiz_questions.standing import Standing
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import fold, stem, straight

LONGEST = 270
OPPOSITES = (
    "augmente/diminue augmentent/diminuent augmenté/diminué hausse/baisse croissante/décroissante "
    "croissant/décroissant obligatoire/facultative obligatoires/facultatives interdit/autorisé interdite/autorisée "
    "interdits/autorisés interdites/autorisées supérieur/inférieur supérieure/inférieure supérieurs/inférieurs "
    "supérieures/inférieures majorité/minorité gratuit/payant gratuite/payante gratuits/payants gratuites/payantes "
    "direct/indirect directe/indirecte directs/indirects directes/indirectes favorable/défavorable "
    "favorables/défavorables centralisé/décentralisé centralisée/décentralisée suffisant/insuffisant "
    "suffisante/insuffisante suffisants/insuffisants suffisantes/insuffisantes durable/temporaire "
    "durables/temporaires locaux/nationaux locales/nationales locale/nationale local/national public/privé "
    "publics/privés publique/privée publiques/privées nouvelle/ancienne nouveau/ancien collectif/individuel "
    "collective/individuelle collectifs/individuels collectives/individuelles"
).split()
FIRST, LAST = "en premier lieu", "en dernier lieu"
_TURNED = {FIRST: LAST, LAST: FIRST} | {
    word: other for pair in OPPOSITES for word, other in (pair.split("/"), pair.split("/")[::-1])
}
_DENIED = re.compile(r"\b(?:ne|n'|pas|plus|non|sans|ni|aucune?|jamais|rien|peu|moins|trop|si|aussi)\b")
_HANGS = re.compile(r"\b(?:mais|sauf|tant qu\w*|avant qu\w*|a moins|s'ils?|hormis|excepte)\b")
NEGATION = re.compile(
    r"(?<!\w)(?:ne |n['’])(?P<verb>\w{2,}) pas "
    r"(?!\w*(?:encore|que|seulement|toujours|de|d['’]|non|un|une|plus|toute?|tous))"
)


def true_statement(sentence: Standing, wording: Wording) -> Draft | None:
    """The sentence verbatim, when it is not too long to be judged."""
    if not sentence.alone or len(sentence.text) > LONGEST:
        return None
    return _statement(sentence, sentence.text, wording.true, wording, wording.is_true)


def false_statement(spot: Spot, said: Said, wording: Wording, rng: Random) -> Draft | None:
    """The sentence with another value of the spot: said nowhere, and contradicted by the sentence itself."""
    if spot.kind == "words" or not spot.sentence.alone or len(spot.sentence.text) > LONGEST:
        return None
    frame = f"{spot.before} {spot.after}"
    value = rng.choice(spot.wrong)
    changed = spot.filled(value)
    if said.says(changed) or said.is_repeated(frame, spot.sentence.spans):
        return None
    return _statement(
        spot.sentence, changed, wording.false, wording, wording.is_false.format(spot.right, value), spot.right
    )


def turned_statements(sentence: Standing, said: Said, wording: Wording, rng: Random) -> Iterator[Draft]:
    """The sentence without its negation, or with one word turned into its opposite."""
    if not sentence.alone or len(sentence.text) > LONGEST:
        return
    text = sentence.text
    denials = list(NEGATION.finditer(text))
    folded = fold(straight(text))
    if len(denials) == 1 and len(_DENIED.findall(folded)) == 2 and not _HANGS.search(folded):
        found = denials[0]
        changed = f"{text[: found.start()]}{found['verb']} {text[found.end() :]}"
        if not said.says(changed):
            explanation = wording.is_false.format(found[0].strip(), found["verb"])
            yield _statement(sentence, changed, wording.false, wording, explanation, found[0])
    if _DENIED.search(folded):
        return
    words = list(re.finditer(r"en (?:premier|dernier) lieu|\w+", text))
    turned = [word for word in words if word[0] in _TURNED and _follows_its_noun(text, word)]
    turned = [word for word in turned if sum(stem(one[0]) == stem(word[0]) for one in words) == 1]
    if turned:
        found = rng.choice(turned)
        changed = text[: found.start()] + _TURNED[found[0]] + text[found.end() :]
        if not said.says(changed) and not said.is_repeated(text, sentence.spans):
            explanation = wording.is_false.format(found[0], _TURNED[found[0]])
            yield _statement(sentence, changed, wording.false, wording, explanation, found[0])


def _follows_its_noun(text: str, word: re.Match[str]) -> bool:
    """« une réponse nouvelle », not « la nouvelle réponse », whose article would have to change."""
    if word[0] in (FIRST, LAST):
        return True
    before = re.search(r"(\w+) $", text[: word.start()])
    return bool(
        before and is_noun(before[1], fold(before[1])) and text[word.end() : word.end() + 1] in (" ", ".", ",", "")
    )


def _statement(sentence: Standing, shown: str, right: str, wording: Wording, explanation: str, asks: str = "") -> Draft:
    both = (wording.true, wording.false)
    return Draft(
        kind="true_or_false",
        prompt=wording.true_or_false.format(where=sentence.where(wording.where), text=shown),
        right=(right,),
        wrong=tuple(choice for choice in both if choice != right),
        start=sentence.start,
        end=sentence.end,
        shown=sentence.spans,
        section=sentence.section,
        sorted=both,
        explanation=explanation,
        asks=asks,
    )
