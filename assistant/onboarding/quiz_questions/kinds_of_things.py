"""What a definition says that a term is → its kind of thing: a person, a place, a document… None where it cannot tell.

« une liste ordonnée de familles » among three people would show itself: wrong choices are of the same kind.
"""

import re
from typing import Literal

from assistant.inventory.lemmas import lemma
from ingest.terms import fold, straight

KindOfThing = Literal["person", "body", "place", "document", "amount", "time", "tool", "action"]

_HEADS: dict[KindOfThing, str] = {
    "person": "personne professionnel praticien médecin agent élu usager habitant salarié membre étudiant patient "
    "acheteur employeur titulaire candidat citoyen expert spécialiste responsable représentant propriétaire locataire "
    "personnel public population profession métier",
    "body": "organisme établissement structure association service commission agence groupement équipe comité conseil "
    "autorité institution société entreprise administration collectivité réseau union syndicat communauté instance "
    "juridiction tribunal ministère direction office centre maison fédération fondation cellule regroupement pôle",
    "place": "territoire zone lieu espace commune site terrain quartier périmètre secteur bâtiment local bassin région "
    "département ville bourg parcelle terre aire surface itinéraire trajet ligne voie parc",
    "document": "document acte contrat convention texte clause engagement marché accord lettre certificat déclaration "
    "charte plan schéma liste registre fichier tableau cahier règlement loi décret arrêté avis rapport note "
    "carte attestation formulaire projet feuille inventaire pièce guide bulletin livre",
    "amount": "somme montant coût nombre part taux rapport prix dépense recette indemnité aide dotation subvention "
    "prestation allocation prime impôt taxe redevance indicateur indice quantité valeur proportion différence écart "
    "pourcentage densité effectif score seuil moyenne niveau",
    "time": "durée délai période date temps moment année jour mois étape phase intervalle",
    "tool": "outil plateforme application logiciel système base site portail dispositif appareil technologie machine "
    "moyen instrument interface langage format code numéro fonction module",
    "action": "procédure démarche opération mission action méthode pratique recours travail technique mode processus "
    "fait manière façon possibilité droit obligation principe règle consultation contrôle étude analyse acquisition "
    "déplacement transport abandon impossibilité capacité",
}
_KIND_OF: dict[str, KindOfThing] = {fold(word): kind for kind, words in _HEADS.items() for word in words.split()}
_ENDINGS: tuple[tuple[re.Pattern[str], KindOfThing], ...] = (
    (re.compile(r"(?:tion|sion|age|ement|ance|ence|isme)$"), "action"),
    (re.compile(r"(?:teur|trice|ien|ienne|iste|eur|euse|logue)$"), "person"),
)
_OPENING = re.compile(
    r"\W*(?:(?:[ld]'|(?:une?|l[ea]s?|des?|du|aux?|tout|toute|tous|toutes|(?:ensemble|type|forme|sorte|categorie|serie|"
    r"groupe)(?= d[eu]s?\b| d'))\b)\s*)*"
)


def kind_of_thing(body: str) -> KindOfThing | None:
    """The kind of what the body opens with: « un acheteur public qui… » → person."""
    folded = fold(straight(body))
    opening = _OPENING.match(folded)
    words = re.findall(r"[a-z]+", folded[opening.end() if opening else 0 :])
    if not words:
        return None
    known = _KIND_OF.get(words[0]) or _KIND_OF.get(lemma(words[0]))
    return known or next((kind for ending, kind in _ENDINGS if ending.search(words[0])), None)
