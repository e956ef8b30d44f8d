"""The texts of the welcome path (one page, path, quiz, sheet), in French and in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WelcomeWording:
    """The texts of one language."""

    overview_subtitle: str
    asked_by: str
    written_by: str
    dated: str
    purposes: str
    proposals: str
    not_said: str
    recommendations_in_all: str
    outline: str
    outline_facts: str
    pages: str
    minutes: str
    less_than_a_minute: str
    sheet: str
    sheet_as: str
    path_subtitle: str
    progress: str
    all_done: str
    step: str
    done: str
    mark_done: str
    whole: str
    essential: str
    definitions: str
    acronyms: str
    figures: str
    recommendations: str
    and_more: str
    read_on: str
    ask_about: str
    summarise: str
    no_summary: str
    left_out: str
    your_progress: str
    not_kept: str
    quiz_subtitle: str
    no_quiz: str
    question: str
    answer: str
    choose_first: str
    right: str
    wrong: str
    right_answer: str
    your_answer: str
    correction: str
    next_question: str
    score: str
    finished: str
    again: str
    order_help: str
    rank: str
    answers: str


FRENCH = WelcomeWording(
    overview_subtitle="L'essentiel, dans les mots du rapport : chaque ligne s'ouvre à sa place.",
    asked_by="Qui l'a demandé",
    written_by="Qui l'a écrit",
    dated="Quand",
    purposes="Pourquoi",
    proposals="Ce qu'il propose",
    not_said="Le rapport ne le dit pas.",
    recommendations_in_all="{count} recommandations en tout : le registre les donne toutes.",
    outline="Plan",
    outline_facts="{words} mots, {minutes} de lecture",
    pages="{count} pages",
    minutes="{minutes} min",
    less_than_a_minute="moins d'une minute",
    sheet="Fiche d'accueil à imprimer",
    sheet_as="Fiche ({format})",
    path_subtitle="Environ un quart d'heure, section par section, dans les mots du rapport.",
    progress="Étapes lues : {done} sur {of} · encore {minutes}",
    all_done="Parcours terminé. Le quiz est la suite naturelle.",
    step="{number}. {title} · {minutes}",
    done="✓ {label}",
    mark_done="J'ai lu cette étape",
    whole="Le texte de la section",
    essential="L'essentiel",
    definitions="Définitions",
    acronyms="Sigles",
    figures="Chiffres",
    recommendations="Recommandations",
    and_more="… et {count} autres dans cette section.",
    read_on="Lire la suite dans le rapport : « {title} »{place} · {minutes}",
    ask_about="Questions à poser",
    summarise="Résumer cette étape avec le modèle de langage",
    no_summary="Rien de ce que le modèle a écrit n'est dans la section : son texte reste ci-dessus.",
    left_out="Sections hors du parcours : {count}",
    your_progress="Votre progression est gardée sur ce serveur sous un nom au hasard, connu de votre seul navigateur.",
    not_kept="Votre progression n'a pas pu être gardée : le dossier de données refuse l'écriture.",
    quiz_subtitle="Des questions faites du rapport ; chaque correction cite le passage.",
    no_quiz="Ce document ne donne pas de quoi faire une question sûre : trop court, ou sans faits vérifiables.",
    question="Question {number} sur {of}",
    answer="Répondre",
    choose_first="Choisissez une réponse.",
    right="Exact.",
    wrong="Ce n'est pas ce que dit le rapport.",
    right_answer="Bonne réponse : {answer}",
    your_answer="votre réponse",
    correction="Voir le passage",
    next_question="Question suivante",
    score="Bonnes réponses : {right} sur {of}",
    finished="Quiz terminé. Bonnes réponses : {right} sur {of}.",
    again="Un autre quiz",
    order_help="Donnez le rang de chaque étape.",
    rank="Étape {number}",
    answers="Réponses",
)
ENGLISH = WelcomeWording(
    overview_subtitle="The essentials, in the report's own words: each line opens at its place.",
    asked_by="Who asked for it",
    written_by="Who wrote it",
    dated="When",
    purposes="Why",
    proposals="What it proposes",
    not_said="The report does not say.",
    recommendations_in_all="{count} recommendations in all: the register lists them.",
    outline="Outline",
    outline_facts="{words} words, {minutes} of reading",
    pages="{count} pages",
    minutes="{minutes} min",
    less_than_a_minute="less than a minute",
    sheet="Welcome sheet to print",
    sheet_as="Sheet ({format})",
    path_subtitle="About a quarter of an hour, section by section, in the report's own words.",
    progress="Steps read: {done} of {of} · {minutes} left",
    all_done="Path finished. The quiz comes next.",
    step="{number}. {title} · {minutes}",
    done="✓ {label}",
    mark_done="I have read this step",
    whole="The text of the section",
    essential="The essentials",
    definitions="Definitions",
    acronyms="Acronyms",
    figures="Figures",
    recommendations="Recommendations",
    and_more="… and {count} more in this section.",
    read_on="Read on in the report: “{title}”{place} · {minutes}",
    ask_about="Questions to ask",
    summarise="Sum this step up with the language model",
    no_summary="Nothing that the model wrote is in the section: its own text stands above.",
    left_out="Sections outside the path: {count}",
    your_progress="Your progress is kept on this server under a random name that only your browser knows.",
    not_kept="Your progress could not be kept: the data folder cannot be written.",
    quiz_subtitle="Questions made from the report; each correction quotes the passage.",
    no_quiz="This document does not allow one safe question: too short, or without facts that can be checked.",
    question="Question {number} of {of}",
    answer="Answer",
    choose_first="Choose an answer.",
    right="Right.",
    wrong="That is not what the report says.",
    right_answer="Right answer: {answer}",
    your_answer="your answer",
    correction="See the passage",
    next_question="Next question",
    score="Right answers: {right} of {of}",
    finished="Quiz finished. Right answers: {right} of {of}.",
    again="Another quiz",
    order_help="Give each step its rank.",
    rank="Step {number}",
    answers="Answers",
)


def welcome_wording(language: str) -> WelcomeWording:
    return ENGLISH if language == "en" else FRENCH


def spoken_minutes(minutes: float, words: WelcomeWording) -> str:
    return words.minutes.format(minutes=round(minutes)) if minutes >= 0.75 else words.less_than_a_minute
