"""The words people use about a report, in groups that say the same thing: a question's term → its synonyms.

A report's readers ask « qui a commandé ce rapport ? » where the report says « a donné à … la mission »; and
they say « ce rapport » of whatever they are reading, which names no subject. English words lead to the
French ones, so that a question in English finds French sentences by its words too.
"""

from functools import cache

from ingest.terms import terms

SYNONYMS = (
    "demander commander commanditer commande commanditaire commissioner commissioned requested ordered asked "
    "confier mission missionner mandater solliciter charger saisir lettre initiative origine",
    "auteur autrice écrire écrit rédiger rédaction rédacteur réaliser réalisé élaborer signer rapporteur "
    "author wrote written writer étudier étude analyser analyse studied",
    "objectif but finalité viser vise visée poursuivre ambition intention aim aims goal goals objective objectives "
    "purpose",
    "proposition proposer propose préconisation préconiser recommandation recommander suggérer mesure proposal "
    "proposals recommendation recommendations",
    "définition définir définit signifier signifie désigner désigne sens notion concept definition define defined "
    "meaning mean",
    "exemple cas illustration étude illustrer example examples",
    "facteur condition clé réussite succès levier success factors factor",
    "caractéristique caractère élément critère composante trait ingrédient caractériser feature features element "
    "elements criteria characteristics",
    "jour actualiser actualisation modifier updated update",
    "titre intitulé intituler nom appeler title name called",
    "destinataire adresser adressé destiné viser addressed intended",
    "habitant citoyen population resident residents citizen citizens",
    "territorial territoire local locaux territoriale territories",
    "améliorer amélioration improve improvement",
    "ministre ministère minister",
    "maire mairie mayor adjoint deputy",
    "recenser recensement inventorier identifier repérer",
    "besoin nécessité demande attente need needs",
)
SELF_REFERENCES = frozenset(terms("rapport raport document texte étude page report study dossier fichier publication"))
"""Terms that name the document itself: they say nothing of what is asked about it."""

ASKING_WORDS = frozenset(
    terms(
        "dire dit disent parler parle parlent question réponse répondre expliquer explique savoir connaître consister "
        "consiste contenir contient contiennent falloir faut devoir doit doivent pouvoir vouloir servir sert servira "
        "jouer joue jouent rôle place lieu appuyer appuie apporter apporte concerner concerne sujet tell say says "
        "explain mean give please svp merci nombre liste citer cite date année mois ville pays personne chose sorte "
        "type façon manière dernier dernière actuel autre raison koi"
    )
)
"""Terms of asking, and of the kind of answer asked for: what a sentence that answers need not repeat."""


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in SYNONYMS:
        group = frozenset(terms(line))
        for term in group:
            groups[term] = groups.get(term, frozenset()) | group
    return groups


def synonyms(term: str) -> frozenset[str]:
    """The other terms that may stand for this one in a report."""
    return _groups().get(term, frozenset()) - {term}
