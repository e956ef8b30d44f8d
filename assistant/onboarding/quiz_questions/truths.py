"""A standing sentence, or one with a spot changed → true or false."""

import re
from collections.abc import Iterator
from random import Random

from assistant.onboarding.quiz_questions.draft import Draft
from assistant.onboarding.quiz_questions.gaps import BY_NAME
from assistant.onboarding.quiz_questions.phrases import is_noun
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import Spot
from assistant.onboarding.quiz_questions.standing import Standing
from assistant.onboarding.quiz_questions.wording import FRENCH, Wording
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
NAMED_WITH = frozenset("pouvoirs service services lecture fonction marché marchés politique politiques santé".split())
"""« Les pouvoirs publics » have no private ones."""
FIRST, LAST = "en premier lieu", "en dernier lieu"
STATED = re.compile(
    r"(?:L[ea]s? |L['’]|Une? |Ce |Cette )(?:(?!\b(?:qui|que|dont|où|lorsque?|si|et)\b)[\w'’ -]){3,60} "
    r"(?P<verb>est|sont|peut|peuvent|doit|doivent|permet|permettent|relève|relèvent|repose|reposent) "
    r"(?=une? |l[ea]s? |l['’]|être |de (?!\d)|sur |à |[a-zà-ÿ]+(?:é|ée|és|ées|er|ir|re|ale?|ique)s?\b)"
)
"""A subject without a clause and its only verb: « L'inscription est gratuite », which « n'est pas » denies."""
_STATES_MORE = re.compile(r"\d|\bquand\b| : | ; |, |\bqui\b|\bmais\b|\bdont\b")
QUALIFIED = re.compile(
    r"\b(?:toute?s?|tous|chaque|toujours|souvent|parfois|seule?s?|seulement|uniquement|surtout|encore|deja|generalement|"
    r"notamment|plusieurs|certaine?s?|quelques?|quelque|des que|egalement|aussi|tres|rarement|desormais|bien|du|"
    r"jusqu\w*|au moins|environ)\b"
)
NUMBERED = re.compile(r"\w+ (?:n[°o] ?)?\d+ ?[:–—-]")
"""« Recommandation 1 : … » is a title, neither true nor false."""
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
    if not sentence.alone or len(sentence.text) > LONGEST or NUMBERED.match(sentence.text):
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
        spot.sentence,
        changed,
        wording.false,
        wording,
        wording.is_false.format(spot.right, value),
        spot.right,
        weak=spot.kind in BY_NAME,
    )


def turned_statements(sentence: Standing, said: Said, wording: Wording, rng: Random) -> Iterator[Draft]:
    """The sentence without its negation, or with one word turned into its opposite."""
    if not sentence.alone or len(sentence.text) > LONGEST:
        return
    text = sentence.text
    stated = None if _DENIED.search(fold(straight(text))) or QUALIFIED.search(fold(text)) else STATED.match(text)
    if stated and wording is FRENCH and not _STATES_MORE.search(text[stated.end() :]):
        verb = stated["verb"]
        denied = f"{'n' + chr(39) if verb[0] in 'eé' else 'ne '}{verb} pas"
        changed = text[: stated.start("verb")] + denied + text[stated.end("verb") :]
        if not said.says(changed):
            explanation = wording.is_false.format(verb, denied)
            yield _statement(sentence, changed, wording.false, wording, explanation, verb, denied=True)
    denials = list(NEGATION.finditer(text))
    folded = fold(straight(text))
    if len(denials) == 1 and len(_DENIED.findall(folded)) == 2 and not _HANGS.search(folded):
        found = denials[0]
        changed = f"{text[: found.start()]}{found['verb']} {text[found.end() :]}"
        if not said.says(changed):
            explanation = wording.is_false.format(found[0].strip(), found["verb"])
            yield _statement(sentence, changed, wording.false, wording, explanation, found[0], denied=True)
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
            yield _statement(sentence, changed, wording.false, wording, explanation, found[0], weak=True)


def _follows_its_noun(text: str, word: re.Match[str]) -> bool:
    """« une réponse nouvelle », not « la nouvelle réponse », whose article would have to change."""
    if word[0] in (FIRST, LAST):
        return True
    before = re.search(r"(\w+) $", text[: word.start()])
    if before and before[1] in NAMED_WITH and word[0] in ("publics", "public", "publique", "publiques"):
        return False
    return bool(
        before and is_noun(before[1], fold(before[1])) and text[word.end() : word.end() + 1] in (" ", ".", ",", "")
    )


def _statement(
    sentence: Standing,
    shown: str,
    right: str,
    wording: Wording,
    explanation: str,
    asks: str = "",
    denied: bool = False,
    weak: bool = False,
) -> Draft:
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
        denied=denied,
        weak=weak or denied or sentence.leans,
    )
