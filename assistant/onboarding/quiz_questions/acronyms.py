"""The report's acronyms → what each stands for, among expansions with the same initials that nobody says."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from assistant.inventory.acronyms import Acronym
from assistant.onboarding.quiz_questions.draft import Draft, all_differ
from assistant.onboarding.quiz_questions.said import Said
from assistant.onboarding.quiz_questions.spots import MOST_WRONG
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import fold

FAMILIES = tuple(
    tuple(line.split())
    for line in (
        # nouns that may open a name, by initial and gender, singular
        "centre comité conseil collège",
        "commission caisse cellule chambre confédération coordination",
        "agence association assemblée autorité",
        "accord accueil appui accès",
        "direction délégation division",
        "dispositif diagnostic développement",
        "fédération fondation",
        "formation fonction filière",
        "institut inventaire",
        "indice indicateur",
        "inspection instance intendance",
        "plan programme projet",
        "pôle parc partenariat",
        "politique plateforme procédure participation",
        "réseau registre règlement référentiel répertoire",
        "régie réforme recherche ressource",
        "service secrétariat syndicat",
        "schéma système support",
        "société structure",
        "sécurité santé solidarité stratégie",
        "observatoire office organisme",
        "union unité université",
        "maison mission mutuelle",
        "ministère mouvement",
        "groupe groupement guichet",
        "gestion gouvernance",
        "transport trajet train",
        "logement loyer",
        "évaluation élaboration éducation",
        "établissement espace ensemble",
        "emploi équipement",
        "information innovation insertion intégration",
        "aménagement accompagnement apprentissage",
        "administration action amélioration animation",
        "contrat contrôle",
        "coopération communication consultation cohésion",
        # adjectives, by initial, gender and number
        "départemental décentralisé",
        "départementale décentralisée",
        "départementaux décentralisés",
        "départementales décentralisées",
        "territorial technique",
        "territoriale technique",
        "territoriaux techniques",
        "territoriales techniques",
        "public professionnel",
        "publique professionnelle",
        "publics professionnels",
        "publiques professionnelles",
        "social scientifique",
        "sociale scientifique",
        "sociaux scientifiques",
        "sociales scientifiques",
        "intercommunal interministériel industriel",
        "intercommunale interministérielle industrielle",
        "intercommunaux interministériels industriels",
        "intercommunales interministérielles industrielles",
        "économique environnemental européen",
        "économique environnementale européenne",
        "économiques environnementaux européens",
        "économiques environnementales européennes",
        "local littoral",
        "locale littorale",
        "locales littorales",
        "locaux littoraux",
        "central cantonal communal",
        "centrale cantonale communale",
        "centraux cantonaux communaux",
        "centrales cantonales communales",
        "culturel communal coopératif",
        "culturelle communale coopérative",
        "culturels communaux coopératifs",
        "culturelles communales coopératives",
        "administratif agricole",
        "administrative agricole",
        "administratifs agricoles",
        "administratives agricoles",
        "français fédéral",
        "française fédérale",
        "international interne",
        "internationale interne",
        # English
        "guidelines guarantees grants",
        "software system service standard",
        "free federal formal",
        "network national",
        "center council committee company",
        "internet integrated internal",
        "protocol program project platform process",
        "management model method machine",
        "digital data distributed development",
        "access agency authority association",
        "personal private",
        "language library",
        "resource registry record research",
        "organization office operation",
    )
)
FIRST_IN_ENGLISH = FAMILIES.index(tuple("guidelines guarantees grants".split()))
IN_FRENCH = frozenset(word for family in FAMILIES[:FIRST_IN_ENGLISH] for word in family) | set(
    "de des du d la le les l à au aux et en pour par sur un une".split()
)
WORD = re.compile(r"[^\W\d_]+")
MOST_QUESTIONS, LONGEST_SMALL_WORD = 300, 3


def acronym_questions(acronyms: Sequence[Acronym], said: Said, wording: Wording, rng: Random) -> Iterator[Draft]:
    """One an acronym that has one expansion, at most `MOST_QUESTIONS`."""
    expanded = [one for one in acronyms if one.expansion and one.citation and len(one.expansion.split()) > 1]
    forms = [one.form for one in expanded]
    for one in expanded if len(expanded) <= MOST_QUESTIONS else rng.sample(expanded, MOST_QUESTIONS):
        right = " ".join((one.expansion or "").split())
        if forms.count(one.form) > 1 or fold(right)[0] != fold(one.form)[0]:
            continue
        wrong = _other_expansions(right, said, rng)
        if len(wrong) >= 2 and all_differ([right, *wrong]):
            span = (one.citation.start, one.citation.end)
            prompt = wording.acronym.format(text=one.form)
            yield Draft("definition", prompt, (right,), tuple(wrong), *span, (span,), tuple(one.citation.section))


def _other_expansions(right: str, said: Said, rng: Random) -> list[str]:
    """One or two words of the right one replaced by others of the same initial, gender and number."""
    words = {found[0].lower() for found in WORD.finditer(right)}
    families = FAMILIES[:FIRST_IN_ENGLISH] if words & IN_FRENCH else FAMILIES[FIRST_IN_ENGLISH:]
    places = [(found, others) for found in WORD.finditer(right) if (others := _family(found[0], families))]
    made: list[str] = []
    for found, others in rng.sample(places, len(places)):
        other = rng.choice(others)
        made.append(right[: found.start()] + _as_capital(other, found[0]) + right[found.end() :])
    for _ in range(2 * MOST_WRONG):
        if len(places) < 2 or len(made) >= 2 * MOST_WRONG:
            break
        (first, some), (second, more) = sorted(rng.sample(places, 2), key=lambda place: place[0].start())
        made.append(
            right[: first.start()]
            + _as_capital(rng.choice(some), first[0])
            + right[first.end() : second.start()]
            + _as_capital(rng.choice(more), second[0])
            + right[second.end() :]
        )
    if len(places) == 1:
        found, others = places[0]
        made = [right[: found.start()] + _as_capital(one, found[0]) + right[found.end() :] for one in others]
    kept = [one for one in dict.fromkeys(made) if not said.says(one) and not _repeats(one, right)]
    return kept[:MOST_WRONG]


def _family(word: str, families: Sequence[tuple[str, ...]]) -> list[str]:
    """The words that may stand for this one; `fold` keeps the initial that the acronym shows."""
    found = [family for family in families if word.lower() in family]
    return [one for family in found[:1] for one in family if one != word.lower() and fold(one)[0] == fold(word)[0]]


def _repeats(made: str, right: str) -> bool:
    """Whether a word stands twice in it, and not in the right one."""
    words = [fold(word) for word in WORD.findall(made) if len(word) > LONGEST_SMALL_WORD]
    rights = [fold(word) for word in WORD.findall(right) if len(word) > LONGEST_SMALL_WORD]
    return len(set(words)) < len(words) and len(set(rights)) == len(rights)


def _as_capital(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
