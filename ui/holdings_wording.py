"""The texts of definitions and registers, in French and in English."""

from dataclasses import dataclass

from assistant.inventory.entries import Kind

FRENCH_KINDS: dict[Kind, str] = {
    "recommendations": "recommandations",
    "examples": "exemples",
    "places": "lieux",
    "people": "personnes",
    "organisations": "organismes",
    "figures": "chiffres",
    "dates": "dates",
}
"""What the command and the page call each register."""
ENGLISH_KINDS: dict[Kind, str] = {kind: kind for kind in FRENCH_KINDS}
OF_KIND: dict[Kind, str] = {
    "recommendations": "de recommandations",
    "examples": "d'exemples",
    "places": "de lieux",
    "people": "de personnes",
    "organisations": "d'organismes",
    "figures": "de chiffres",
    "dates": "de dates",
}


@dataclass(frozen=True)
class HoldingsWording:
    """The texts of one language."""

    kinds: dict[Kind, str]
    define_subtitle: str
    term: str
    term_example: str
    suggestions: str
    defined_here: str
    completed_by: str
    expansion: str
    mentions: str
    mention: str
    places: str
    related: str
    never_defined: str
    never_defined_once: str
    best_context: str
    absent: str
    near: str
    read_as: str
    glossary: str
    no_definition: str
    acronym_alone: str
    registers_subtitle: str
    which_register: str
    topic: str
    topic_help: str
    count: str
    count_about: str
    none: str
    none_about: str
    sort: str
    by_order: str
    by_name: str
    by_times: str
    times: str
    more: str
    csv: str
    ods: str


FRENCH = HoldingsWording(
    kinds=FRENCH_KINDS,
    define_subtitle="Un mot suffit : la définition que le rapport donne lui-même, mot pour mot, avec sa place.",
    term="Terme",
    term_example="par exemple : innovation territoriale",
    suggestions="Termes du rapport",
    defined_here="Défini par le rapport",
    completed_by="Ce que le rapport ajoute",
    expansion="Sigle développé : {expansion}",
    mentions="Employé {count} fois dans le rapport",
    mention="Employé une fois dans le rapport",
    places="Premières mentions",
    related="Termes liés",
    never_defined="« {term} » : employé {count} fois, jamais défini.",
    never_defined_once="« {term} » : employé une fois, jamais défini.",
    best_context="La phrase qui l'éclaire le mieux",
    absent="« {term} » n'est pas dans le rapport.",
    near="Termes proches dans le rapport",
    read_as="Lu comme « {term} ».",
    glossary="Tous les termes définis",
    no_definition="Le rapport ne donne aucune définition ni aucun sigle.",
    acronym_alone="sigle que le rapport ne développe pas",
    registers_subtitle="Des listes complètes, faites à la lecture du rapport : n sur N, chaque ligne avec sa place.",
    which_register="Registre",
    topic="Seulement ce qui porte sur",
    topic_help="un sujet, par exemple : logement",
    count="{count} sur {of} {kind}",
    count_about="{count} sur {of} {kind}, au sujet de « {topic} »",
    none="Le rapport ne contient pas {of_kind} que l'assistant sache reconnaître.",
    none_about="Aucune entrée sur {of} au sujet de « {topic} ».",
    sort="Ordre",
    by_order="du rapport",
    by_name="alphabétique, ou par valeur",
    by_times="des plus fréquents",
    times="{count} mentions",
    more="Voir les suivants ({count})",
    csv="Télécharger (CSV)",
    ods="Télécharger (tableur ODS)",
)
ENGLISH = HoldingsWording(
    kinds=ENGLISH_KINDS,
    define_subtitle="One word is enough: the definition that the report itself gives, verbatim, with its place.",
    term="Term",
    term_example="for example: innovation territoriale",
    suggestions="Terms of the report",
    defined_here="Defined by the report",
    completed_by="What the report adds",
    expansion="Stands for: {expansion}",
    mentions="Used {count} times in the report",
    mention="Used once in the report",
    places="First mentions",
    related="Related terms",
    never_defined="“{term}”: used {count} times, never defined.",
    never_defined_once="“{term}”: used once, never defined.",
    best_context="The sentence that tells most about it",
    absent="“{term}” is not in the report.",
    near="Near terms in the report",
    read_as="Read as “{term}”.",
    glossary="All defined terms",
    no_definition="The report gives no definition and no acronym.",
    acronym_alone="acronym that the report does not spell out",
    registers_subtitle="Complete lists, made when the report was read: n of N, each line with its place.",
    which_register="Register",
    topic="Only what is about",
    topic_help="a subject, for example: housing",
    count="{count} of {of} {kind}",
    count_about="{count} of {of} {kind}, about “{topic}”",
    none="The report has no {of_kind} that the assistant can recognise.",
    none_about="None of {of} about “{topic}”.",
    sort="Order",
    by_order="of the report",
    by_name="alphabetical, or by value",
    by_times="most frequent first",
    times="{count} mentions",
    more="See the next ones ({count})",
    csv="Download (CSV)",
    ods="Download (ODS spreadsheet)",
)


def holdings_wording(language: str) -> HoldingsWording:
    return ENGLISH if language == "en" else FRENCH


def of_kind(kind: Kind, language: str) -> str:
    """« d'exemples », « examples »."""
    return ENGLISH_KINDS[kind] if language == "en" else OF_KIND[kind]
