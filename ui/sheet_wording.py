"""The texts of the printable sheet, in French and in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetWording:
    """The texts of one language; where there are two, for one and for several."""

    lang: str
    kicker: str
    in_brief: str
    asked_by: str
    written_by: str
    dated: str
    purposes: str
    proposals: str
    not_said: str
    definitions: str
    no_definition: str
    figures: str
    no_figure: str
    recommendations: str
    no_recommendation: str
    path: str
    path_of: str
    minutes: str
    hours: str
    less_than_a_minute: str
    pages: str
    words: str
    page: str
    folio: str
    in_section: str
    more: tuple[str, str]
    and_others: tuple[str, str]
    left_out: tuple[str, str]
    foot: str


FRENCH = SheetWording(
    lang="fr-FR",
    kicker="Fiche d'accueil",
    in_brief="Le rapport en bref",
    asked_by="Qui l'a demandé",
    written_by="Qui l'a écrit",
    dated="Quand",
    purposes="Pourquoi",
    proposals="Ce qu'il propose",
    not_said="Le rapport ne le dit pas.",
    definitions="Définitions",
    no_definition="Le rapport ne définit pas de terme.",
    figures="Chiffres clés",
    no_figure="Le rapport ne donne pas de chiffre qui se comprenne seul.",
    recommendations="Recommandations",
    no_recommendation="Le rapport n'a pas de recommandation repérable.",
    path="Parcours de lecture",
    path_of="Parcours de lecture\u00a0: {minutes}",
    minutes="{minutes}\u00a0min",
    hours="{hours}\u00a0h\u00a0{minutes:02d}",
    less_than_a_minute="<\u00a01\u00a0min",
    pages="{count} pages",
    words="{minutes} de lecture en entier",
    page="page\u00a0{page} du fichier",
    folio="p.\u00a0{folio}",
    in_section="«\u00a0{section}\u00a0»",
    more=("… et une autre entrée", "… et {count} autres"),
    and_others=("{title} et une autre section", "{title} et {count} autres sections"),
    left_out=(
        "Hors du parcours\u00a0: une autre section du rapport.",
        "Hors du parcours\u00a0: {count} autres sections du rapport.",
    ),
    foot="Les phrases sont celles du rapport, à la place indiquée ; «\u00a0…\u00a0» marque une coupe. "
    "Source\u00a0: {name}.",
)
ENGLISH = SheetWording(
    lang="en-GB",
    kicker="Welcome sheet",
    in_brief="The report in brief",
    asked_by="Who asked for it",
    written_by="Who wrote it",
    dated="When",
    purposes="Why",
    proposals="What it proposes",
    not_said="The report does not say.",
    definitions="Definitions",
    no_definition="The report defines no term.",
    figures="Key figures",
    no_figure="The report gives no figure that is understood alone.",
    recommendations="Recommendations",
    no_recommendation="No recommendation could be told apart in the report.",
    path="Reading path",
    path_of="Reading path: {minutes}",
    minutes="{minutes}\u00a0min",
    hours="{hours}\u00a0h\u00a0{minutes:02d}",
    less_than_a_minute="<\u00a01\u00a0min",
    pages="{count} pages",
    words="{minutes} to read in full",
    page="page {page} of the file",
    folio="p.\u00a0{folio}",
    in_section="“{section}”",
    more=("… and one more", "… and {count} more"),
    and_others=("{title} and one more section", "{title} and {count} more sections"),
    left_out=(
        "Outside the path: one other section of the report.",
        "Outside the path: {count} other sections of the report.",
    ),
    foot="The sentences are the report's own, at the place given; “…” marks a cut. Source: {name}.",
)


def sheet_wording(language: str) -> SheetWording:
    return ENGLISH if language == "en" else FRENCH


def counted(forms: tuple[str, str], count: int, **said: str) -> str:
    """The form for one or for several, with what it says."""
    return forms[count > 1].format(count=count, **said)
