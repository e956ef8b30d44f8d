"""The words people use about a report, in groups that say the same thing: a question's term → its synonyms.

A report's readers ask « qui a commandé ce rapport ? » where the report says « a donné à … la mission »; and
they say « ce rapport » of whatever they are reading, which names no subject. English words lead to the
French ones, so that a question in English finds French sentences by its words too.
"""

from collections.abc import Set
from functools import cache

from simplemma import is_known

from assistant.answer_kinds import Expected
from ingest.terms import terms

SYNONYMS = (
    # who asked for it, who wrote it, for whom
    "demander commander commanditer commande commanditaire commissioner commissioned requested ordered asked "
    "confier mission missionner mandater solliciter charger saisir lettre initiative origine",
    "auteur autrice écrire écrit rédiger rédaction rédacteur réaliser réalisé élaborer signer rapporteur "
    "author wrote written writer étudier analyser analyse studied établir établi",
    "destinataire adresser adressé destiné viser addressed intended",
    "présider président présidente préside chair diriger dirige directeur directrice piloter pilote responsable",
    "coûter coûte coût prix tarif montant cost price",
    "baisser baisse diminuer diminué diminution reculer recul",
    "augmenter augmentation hausse progresser progression croître",
    "succéder successeur remplacer",
    "fonction poste métier profession qualité ministre maire élu élue adjoint job position",
    "ministre ministère minister",
    "maire mairie mayor adjoint deputy élu élue",
    # what it is, when
    "titre intitulé intituler nom appeler title name called",
    "jour maj actualiser actualisation modifier updated update",
    # what it says
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
    "recenser recensement inventorier identifier repérer",
    "réponse répondre répond solution answer",
    "effet résultat permettre libérer conséquence",
    # what becomes of people and things
    "naître né née natif naissance born birth",
    "créer créé créée création fonder fondé fondée fondation fondateur lancer lancement naître né née naissance "
    "created founded",
    "mourir mort morte décès décéder décédé décédée died death",
    "disparaître disparu disparition cesser arrêter arrêt supprimer dissoudre",
    "vaincre vaincu battre battu défaire défait défaite victoire gagner remporter",
    "habiter résider demeurer loger domicile vivre",
    "emménager déménager installer arriver arrivé arrivée",
    "ami amie amitié",
    "limitrophe frontière frontalier voisin",
    "difficulté problème obstacle frein",
    # territories and their people
    "territorial territoire local locaux territoriale territories",
    "habitant citoyen citoyenne population résident resident residents citizen citizens",
    "participation participer participatif mobiliser mobilisation impliquer implication associer coconstruction "
    "coproduction participate",
    "améliorer amélioration improve improvement",
    "besoin nécessité attente need needs",
    "nouveau nouvelle inédit original nouveauté innovant new",
    "transférer transférée reprendre dupliquer essaimer copier",
    "économique financier financière financement viable viabilité economic financial",
    "bénéfice bénéficier profiter service bénéficiaire benefit",
)
SELF_REFERENCES = frozenset(terms("rapport raport document texte étude page report study dossier fichier"))
"""Terms that name the document itself: they say nothing of what is asked about it."""

ASKING_WORDS = frozenset(
    terms(
        "dire dit disent parler parle parlent question expliquer explique savoir connaître consister "
        "consiste contenir contient contiennent falloir faut devoir doit doivent pouvoir pouvez pourriez peux vouloir "
        "voudrais aimerais souhaite servir sert servent servira jouer joue jouent rôle place lieu appuyer appuie "
        "apporter apporte concerner concerne sujet donner donnez donne indiquer indiquez indique préciser présenter "
        "montrer résumer tell say says explain mean give please according last svp merci aider exact exacte exactement "
        "précis précisément juste vraiment simplement brièvement bref selon nombre liste citer cite date année mois "
        "ville passer passe passé arriver arrivé pays personne chose sorte type façon manière dernier dernière actuel "
        "autre raison koi sait vue"
    )
)
"""Terms of asking, and of the kind of answer asked for: what a sentence that answers need not repeat."""

KIND_WORDS: dict[Expected, frozenset[str]] = {
    "definition": frozenset(terms("définition définir définit défini signifier signifie désigner sens notion concept")),
    "reason": frozenset(terms("but finalité raison motif intérêt cause")),
    "person": frozenset(terms("nom identité")),
    "money": frozenset(terms("coûter coûte coûté coût prix montant tarif cost price")),
    "share": frozenset(terms("part pourcentage taux proportion share percentage")),
    "time": frozenset(terms("heure durée temps long time")),
}
"""Terms that ask for a kind of answer: a sentence that only says that there is a definition is none."""


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for line in SYNONYMS:
        group = frozenset(terms(line))
        for term in group:
            groups[term] = groups.get(term, frozenset()) | group
    return groups


@cache
def is_a_word(word: str) -> bool:
    """Whether the word, in small letters, is one of French's inflected words: and so no name."""
    return is_known(word, lang="fr")


def synonyms(term: str) -> frozenset[str]:
    """The other terms that may stand for this one in a report."""
    return _groups().get(term, frozenset()) - {term}


def is_among(term: str, present: Set[str], shortest_of_a_family: int) -> bool:
    """Whether a term, a synonym or a word of its family (« masquer », « masquage ») is there.

    Of a family are words of which one begins by the other, from so many letters on.
    """
    return (
        term in present
        or bool(synonyms(term) & present)
        or (len(term) >= shortest_of_a_family and any(one.startswith(term) for one in present))
        or any(len(one) >= shortest_of_a_family and term.startswith(one) for one in present)
    )
