"""A sentence that presents something by its name → that name: « Le champ « X » indique », « X, l'outil qui »."""

import re
from collections.abc import Callable, Iterator

from assistant.inventory.genus import is_a_name
from assistant.inventory.lemmas import is_verbal
from assistant.inventory.plain import as_term, words_of

CLASSES = (
    r"(?:champ|fichier|répertoire|dossier|sous-répertoire|section|rubrique|commande|programme|script|serveur|paquet|"
    r"option|"
    r"distribution|dispositif|portail|site|application|logiciel|outil|fonds|label|service|plateforme|plate-forme|"
    r"réseau|"
    r"registre|formulaire|observatoire|bibliothèque|module|variable|paramètre|drapeau|statut|système|utilitaire|format|"
    r"protocole|langage|projet|plan|contrat|pacte|appel à projets|parcours|guide|indicateur|fonction|méthode|liste|"
    r"base de données|démarche|opération|campagne|mission)s?"
)
"""What a thing is, said in front of its name."""
_CLASS = rf"{CLASSES}(?: (?:de|d'|des|du|en) ?[^\W\d_]+)?"
_NAME = r"(?P<name>«[^«»]{2,60}»|[^\s,;:()«»]+)"
_PRESENTS = (
    r"(?P<verb>(?:ne )?(?:contien(?:t|nent)|fournit|fournissent|indique(?:nt)?|constitue(?:nt)?|permet(?:tent)? "
    r"(?:à|de|d'|aux?)|vérifie(?:nt)?|spécifie(?:nt)?|décri(?:t|vent)|précise(?:nt)?|gère(?:nt)?|regroupe(?:nt)?|"
    r"rassemble(?:nt)?|réuni(?:t|ssent)|recense(?:nt)?|comprend|vise(?:nt)? à|ser(?:t|vent) (?:à|de)|accompagne(?:nt)?|"
    r"finance(?:nt)?|soutien(?:t|nent)|assure(?:nt)?|affiche(?:nt)?|héberge(?:nt)?|abrite(?:nt)?|définit|définissent|"
    r"mesure(?:nt)?|désigne(?:nt)?|enregistre(?:nt)?|correspond(?:ent)? (?:à|au)|"
    r"traite(?:nt)?|(?:est|sont) (?:une?|les?|la|des|l'|utilisée?s? pour|destinée?s? à|chargée?s? d)))"
)
CLASS_AND_NAME = re.compile(
    rf"^(?:l'|(?:les?|la|ces?|cette|cet) ){_CLASS} {_NAME}(?: (?:de|du|des|d')[^,;:()]{{3,40}}?)? "
    rf"{_PRESENTS}\b",
    re.IGNORECASE,
)
WHICH_DOES = re.compile(
    rf"\b(?:l'|(?:les?|la|une?) ){_CLASS} {_NAME},? qui {_PRESENTS}\b.{{12}}",
    re.IGNORECASE,
)
NAME_BESIDE = re.compile(
    r"^(?P<name>[^\s,;:()«»]+), (?P<beside>(?:l'|(?:les?|la|une?) )[^,;:]{10,}), [\w-]+", re.IGNORECASE
)
NAME_DOES = re.compile(rf"^(?P<name>[^\s,;:()«»]+) {_PRESENTS}\b.{{12}}", re.IGNORECASE)
NAME_BESIDE_DOES = r"«?{}»?, [^;:]{{3,120}}, (?P<verb>[\w-]+) .{{12}}"
OTHER_OF = re.compile(
    r"^une (?:autre|seconde|deuxième|troisième|alternative)(?: (?:forme|sorte|variante|catégorie|manière))? "
    r"(?:(?:de |d'|à )[^,;:]{3,60}? )?est (?P<name>(?:(?:les?|la|une?) |l')?[^,;:()]{3,60}?)(?:,? (?:qui|dont)\b|, |$)",
    re.IGNORECASE,
)
THEY_BEING = re.compile(
    r"(?:^|: |, )(?P<name>(?:l'|(?:les?|la) )[^,;:()]{3,40}), qui (?:est|sont) (?P<genus>(?:une?|des) [^,;:]{12,})",
    re.IGNORECASE,
)
THIS_ONE = re.compile(
    r"^(?P<name>[^\s:;,.()«»]+) (?=(?:ce|cet|cette|ces) (?P<kind>[^\W\d_]+) (?:est|sont|[^\W\d_]+) )",
    re.IGNORECASE,
)
ON_ITS_LINE = re.compile(
    r"^(?P<name>(?!https?:)[^\s:;,()«»]*[^\W\d_][^\s:;,()«»]*) ?(?: :|:| [–—-]) "
    r"(?=(?:ce|cet|cette|ces|les?|la|une?|différents?|fichiers?|répertoires?|outils?|programmes?|ensemble|liste) |l')"
    r"[^?!]{20}",
    re.IGNORECASE,
)
THIS_IS = re.compile(
    rf"^(?:ce|cet|cette) (?:{CLASSES}|[^\W\d_]*tutoriel|document|manuel|annuaire|instance|structure|association) "
    rf"(?:est (?:une?|destinée?|chargée?|conçue?)|{_PRESENTS})\b.{{12}}",
    re.IGNORECASE,
)
PURPOSE = re.compile(
    r"(?P<name>«[^«»]{2,60}»), dont (?:l'|le |la )(?:unique |seule? |principale? )?(?:objet|objectif|but|mission|"
    r"fonction|rôle|vocation) (?:principale? )?est (?:de |d')",
    re.IGNORECASE,
)


def presented_in(
    text: str, title: str, opens: bool, is_first: Callable[[str], bool], is_new_here: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """Each name that the sentence presents, with the form; `text` and `title` are plain.

    `opens` says that the sentence is the first of its section; `is_first` whether a term is named here before
    anywhere else, `is_new_here` before anywhere else in its section. A name is presented where it is new, or under
    the title that holds it.
    """

    def is_new(term: str) -> bool:
        return is_first(term) or (opens and set(words_of(term)) <= set(words_of(title)))

    for pattern in (CLASS_AND_NAME, WHICH_DOES):
        if (matched := pattern.search(text)) and (term := _name(matched["name"])) and is_new_here(term):
            yield term, "presents"
    for pattern in (NAME_BESIDE, NAME_DOES):
        if (matched := pattern.match(text)) and is_a_name(matched["name"]) and is_new(matched["name"]):
            yield matched["name"], "presents"
    if title and opens and is_a_name(title):
        matched = re.match(NAME_BESIDE_DOES.format(re.escape(title)), text)
        if (matched and is_verbal(matched["verb"])) or THIS_IS.match(text):
            yield title, "presents"
    for pattern in (OTHER_OF, PURPOSE):
        if (matched := pattern.search(text)) and (term := as_term(matched["name"])) and is_new_here(term):
            yield term, "presents"
    if (matched := THEY_BEING.search(text)) and (term := as_term(matched["name"])):
        again = words_of(term)[0] in words_of(matched["genus"])[:2]
        if again and is_first(term):
            yield term, "is_a"


def described_on_its_line(text: str) -> str | None:
    """« /doc/ : La documentation … », « stable/ : Ce répertoire … »: the name, or path, that opens such a line."""
    matched = ON_ITS_LINE.match(text)
    return (
        matched["name"]
        if matched and ((matched["name"].islower() and is_a_name(matched["name"])) or "/" in matched["name"])
        else None
    )


def described_by_this(text: str) -> str | None:
    """« preinst Ce script est … »: the name that a list of descriptions has before « Ce script »."""
    matched = THIS_ONE.match(text)
    if not matched or not re.match(r"[A-ZÀ-Ý]", text[matched.end() :]):
        return None
    return matched["name"] if is_a_name(matched["name"]) else None


def _name(phrase: str) -> str | None:
    """A name: what stands between quotation marks, or a word that French does not have."""
    bare = phrase.strip("«» ")
    if phrase.startswith("«"):
        return bare if as_term(phrase) and len(words_of(bare)) else None
    return bare if is_a_name(bare) or ("/" in bare or "." in bare.strip(".")) else None
