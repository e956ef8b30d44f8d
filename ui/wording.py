"""Every text of the screens, in French and in English, in one place."""

from dataclasses import dataclass
from datetime import date

from ingest.metadata import MONTHS

SET_ASIDE_REASONS = {
    "action_link": "bouton ou lien de la page (enregistrer, cliquer ici…)",
    "similar_content": "liste de contenus similaires",
    "agenda": "agenda d'événements",
    "subscription": "inscription à une lettre d'information",
    "viewer": "renvoi vers le document affiché à côté",
    "web_page": "menu, bandeau ou pied de la page web",
    "running_head": "en-tête ou pied de page",
    "page_number": "numéro de page",
    "table_of_contents": "table des matières",
    "cover": "couverture",
    "blank_page": "page blanche",
}
VOICES = {
    "recommendation": "recommandation du rapport",
    "example": "exemple donné par le rapport",
    "contributor": "propos d'un contributeur",
    "mission_letter": "lettre de mission",
    "annex": "annexe",
}
"""Who speaks, where it is not the author."""
ENGLISH_VOICES = {
    "recommendation": "recommendation of the report",
    "example": "example given by the report",
    "contributor": "words of a contributor",
    "mission_letter": "mission letter",
    "annex": "annex",
}
PROBLEMS = {
    "number": "ce nombre n'est pas dans le passage",
    "date": "cette date n'est pas dans le passage",
    "name": "ce nom n'est pas dans le passage",
    "acronym": "ce sigle n'est pas dans le passage",
    "quotation": "cette citation n'est pas dans le passage",
    "negation": "le passage ne le nie pas, ou dit le contraire",
    "quantifier": "le passage ne le dit pas de tous, de si peu, ou si fort",
    "opposite": "le passage dit l'inverse",
    "meaning": "aucun passage ne le dit",
    "language": "cette phrase n'est pas en français",
    "no statement": "ce n'est pas une affirmation",
}
ENGLISH_PROBLEMS = {
    "number": "this number is not in the passage",
    "date": "this date is not in the passage",
    "name": "this name is not in the passage",
    "acronym": "this acronym is not in the passage",
    "quotation": "this quotation is not in the passage",
    "negation": "the passage does not deny it, or says the contrary",
    "quantifier": "the passage does not say it of all, of so few, or so strongly",
    "opposite": "the passage says the opposite",
    "meaning": "no passage says it",
    "language": "this sentence is not in French",
    "no statement": "this states nothing",
}
FOUND = {
    "definitions": ("définition", "définitions"),
    "acronyms": ("sigle", "sigles"),
    "recommendations": ("recommandation", "recommandations"),
    "examples": ("exemple", "exemples"),
    "places": ("lieu", "lieux"),
    "people": ("personne", "personnes"),
    "organisations": ("organisme", "organismes"),
    "figures": ("chiffre", "chiffres"),
    "dates": ("date", "dates"),
}
"""What an inventory counts, one and several."""
OUTCOMES = {"added": "ajouté", "replaced": "mis à jour", "unchanged": "inchangé"}
STEPS = {
    "reading": "lecture",
    "model": "chargement du modèle",
    "embedding": "calcul des vecteurs",
    "writing": "enregistrement",
    "inventory": "recherche des définitions et des registres",
}


@dataclass(frozen=True)
class Wording:
    """The texts of one language."""

    title: str
    subtitle: str
    ask: str
    try_asking: str
    opening: str
    searching: str
    confidence: str
    standalone: str
    register: str
    missing_numbers: str
    citation: str
    no_section: str
    page: str
    folio: str
    characters: str
    voices: dict[str, str]
    searched: str
    terms: str
    nearest: str
    documents: str
    updated: str
    passages: str
    set_aside: str
    add: str
    choose_file: str
    add_help: str
    reading: str
    new_conversation: str
    no_model: str
    by_model: str
    cost: str
    not_counted: str
    from_cache: str
    struck: str
    problems: dict[str, str]
    unexpected: str
    ask_pages: str
    welcome_pages: str
    conversation_page: str
    definitions_page: str
    registers_page: str
    overview_page: str
    path_page: str
    quiz_page: str
    choose_document: str
    no_document: str


FRENCH = Wording(
    title="Assistant du rapport",
    subtitle="Chaque phrase affichée est dans le rapport, avec sa place. Ce qu'il ne dit pas, l'assistant le tait.",
    ask="Posez une question sur le rapport",
    try_asking="Pour commencer :",
    opening="Ouverture du rapport (la première fois, une minute)…",
    searching="Recherche dans le rapport…",
    confidence="Confiance : {percent} %",
    standalone="Question comprise ainsi : {question}",
    register="Registre complet : {said}",
    missing_numbers="Numéros que le rapport ne donne pas : {numbers}",
    citation="Voir le passage",
    no_section="Document",
    page="page {page} du fichier",
    folio="page imprimée {folio}",
    characters="caractères {start} à {end}",
    voices=VOICES,
    searched="Passages examinés : {count}",
    terms="Termes cherchés : {terms}",
    nearest="Sections les plus proches : {sections}",
    documents="Documents lus",
    updated="mis à jour le {date}",
    passages="{count} passages",
    set_aside="Mis de côté : {count}",
    add="Ajouter un document",
    choose_file="Choisir un fichier",
    add_help="PDF, Word, OpenDocument, page web, EPUB, texte ou Markdown",
    reading="Lecture de « {name} »…",
    new_conversation="Nouvelle conversation",
    no_model="Réponse par citation, sans modèle de langage",
    by_model="Rédigé par {model}, chaque phrase vérifiée dans le rapport",
    cost="jetons : {tokens}, {seconds} s",
    not_counted="non comptés",
    from_cache="réponse gardée, rien de dépensé ({cost} la première fois)",
    struck="Phrases du modèle écartées : {count}",
    problems=PROBLEMS,
    unexpected="Erreur inattendue ; le journal du serveur la décrit. Rechargez la page ou reposez la question.",
    ask_pages="Interroger",
    welcome_pages="Parcours d'accueil",
    conversation_page="Conversation",
    definitions_page="Définitions",
    registers_page="Registres",
    overview_page="Le rapport en une page",
    path_page="Le parcours",
    quiz_page="Le quiz",
    choose_document="Document",
    no_document="Aucun document n'est lu. Ajoutez-en un par le panneau de gauche.",
)
ENGLISH = Wording(
    title="Report assistant",
    subtitle="Every sentence shown is in the report, with its place. What it does not say, the assistant does not.",
    ask="Ask a question about the report",
    try_asking="To begin with:",
    opening="Opening the report (a minute, the first time)…",
    searching="Searching the report…",
    confidence="Confidence: {percent}%",
    standalone="Understood as: {question}",
    register="Complete register: {said}",
    missing_numbers="Numbers that the report does not give: {numbers}",
    citation="See the passage",
    no_section="Document",
    page="page {page} of the file",
    folio="printed page {folio}",
    characters="characters {start} to {end}",
    voices=ENGLISH_VOICES,
    searched="Passages searched: {count}",
    terms="Terms searched: {terms}",
    nearest="Nearest sections: {sections}",
    documents="Documents read",
    updated="updated on {date}",
    passages="{count} passages",
    set_aside="Set aside: {count}",
    add="Add a document",
    choose_file="Choose a file",
    add_help="PDF, Word, OpenDocument, web page, EPUB, text or Markdown",
    reading="Reading “{name}”…",
    new_conversation="New conversation",
    no_model="Answer by quotation, without a language model",
    by_model="Written by {model}, each sentence checked in the report",
    cost="tokens: {tokens}, {seconds} s",
    not_counted="not counted",
    from_cache="answer kept, nothing spent ({cost} the first time)",
    struck="Sentences of the model left out: {count}",
    problems=ENGLISH_PROBLEMS,
    unexpected="Unexpected error; the server log describes it. Reload the page or ask again.",
    ask_pages="Ask",
    welcome_pages="Welcome path",
    conversation_page="Conversation",
    definitions_page="Definitions",
    registers_page="Registers",
    overview_page="The report in one page",
    path_page="The path",
    quiz_page="The quiz",
    choose_document="Document",
    no_document="No document has been read. Add one in the panel on the left.",
)


def wording(language: str) -> Wording:
    return ENGLISH if language == "en" else FRENCH


def spoken_date(iso: str, language: str) -> str:
    """« 2016-04-11 » → « 11 avril 2016 »."""
    day = date.fromisoformat(iso)
    return f"{day:%-d %B %Y}" if language == "en" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
