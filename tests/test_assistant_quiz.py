"""A quiz made from a report: what it asks, what it never asks, and that its wrong choices are wrong."""

import re
import time
from pathlib import Path

import pytest

from assistant.inventory.inventory import Inventory, make_inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.quiz import Quiz, QuizQuestion, make_quiz
from assistant.onboarding.quiz_questions.draft import GAP, mean_the_same, squeezed
from ingest.build import read_and_cut

BUNDLED = Path(__file__).parent.parent / "ingest" / "bundled_report" / "rapport-innovation-territoriale.txt"

REPORT = """# Rapport sur les maisons de services de la vallée d'Orbe

## 1. Origine de la mission

Mme Solène Kerbrat, préfète de la région Valdorée, a confié en mars 2019 à M. Aymeric Toussaint, conseiller
référendaire à la chambre des comptes, l'étude des maisons de services au public.

M. Bastien Lorrain, maire de Clairval, a ouvert la première maison de services de la vallée en 2008.

Mme Odile Ferrand, directrice du réseau Proxima, a présenté le logiciel de suivi le 14 juin 2017.

Mme Irène Delaunay, présidente de la fédération Amarante, a remis 212 témoignages en 2018.

M. Yannick Kermadec, directeur de la caisse d'Orbe, a prêté neuf bureaux à la maison de Clairval.

## 2. Définitions

Une maison de services se définit comme un lieu unique où plusieurs organismes reçoivent le public à tour de rôle.

Le référent numérique désigne l'agent qui accompagne les habitants dans leurs démarches en ligne.

On entend par bassin de vie le plus petit territoire où l'on trouve les équipements courants et l'emploi.

La convention pluriannuelle désigne l'accord qui fixe pour quatre ans la part de chaque financeur.

L'Agence nationale de la cohésion rurale (ANCR) verse une subvention forfaitaire à chaque maison labellisée.

Le Fonds régional d'aménagement durable (FRAD) finance les travaux d'accessibilité des bâtiments communaux.

## 3. Les chiffres

Le réseau départemental emploie 340 agents dans les communes rurales.

La fréquentation annuelle atteint 12 500 visites dans la maison de Clairval.

La subvention forfaitaire couvre 45 % des dépenses de fonctionnement des maisons labellisées.

Le conseil départemental a dépensé 2,4 millions d'euros pour les bâtiments en 2018.

L'enquête de satisfaction a recueilli 870 réponses dans neuf cantons.

## 4. Ouvrir une maison

Le projet suit quatre étapes :

1. Recenser les besoins des habitants avec les mairies
2. Choisir un bâtiment accessible en transport en commun
3. Signer la convention avec les organismes partenaires
4. Former les agents d'accueil pendant six semaines

Les maisons ne sont pas obligatoires dans les communes urbaines. Elles accueillent un public plus âgé que la moyenne.

Cependant, il reste difficile de recruter dans les hameaux isolés de la haute vallée.

Consultez https://exemple.invalid/maisons pour connaître les horaires des maisons de la vallée.

## 5. Propositions

Proposition n° 1 : Étendre les horaires d'ouverture au samedi matin

Proposition n° 2 : Créer un poste de référent numérique par canton

Proposition n° 3 : Mutualiser les achats de matériel informatique

Proposition n° 4 : Publier chaque année un bilan de fréquentation

Proposition n° 5 : Ouvrir un guichet itinérant dans les hameaux
"""

LONG_ENOUGH = """# Rapport sur le canal

Le canal relie Montrevel à Sauvigny par 87 kilomètres de berges boisées.

La première écluse fut creusée par les soldats du génie en 1783.

Le péage des péniches rapporte 310 000 euros au syndicat de navigation.

Les chevaux de halage ont disparu des chemins de terre en 1926.

Le barrage de Rochemaure produit 14 mégawatts pour les usines textiles.

Le musée des mariniers a reçu 23 400 visiteurs pendant la saison estivale.

Une crue centennale emporta le pont suspendu de Sauvigny en 1856.

Le service hydrologique mesure le débit dans 36 stations automatiques.

Les frayères de brochets occupent 48 hectares de prairies inondables.

Le chantier naval de Montrevel construisait 19 bateaux par année ordinaire.

La batellerie artisanale employait 2 700 familles avant la guerre.

Le dragage des sédiments coûte 560 000 euros au budget régional.

Un incendie détruisit les entrepôts céréaliers du port fluvial en 1911.

Le tirant d'eau autorisé passe à 32 décimètres entre les deux villes.

Les pêcheurs amateurs achètent 6 800 cartes auprès de la fédération.

La piste cyclable du chemin contre-halage fut inaugurée en 2004.

Le trafic de céréales représente 41 % du tonnage des péniches.

Les éclusiers logent dans 53 maisons de brique construites par l'État.

La conférence des riverains adopta une charte environnementale en 1998.

Le tunnel de Grandmont traverse la colline calcaire sur 740 mètres.

Les platanes malades seront remplacés par 9 200 chênes verts.

Le télégraphe optique signalait les crues soudaines depuis la tour médiévale.

Le bac à chaîne transporte 180 passagers pendant les fêtes nautiques.

Le notariat de Montrevel a recensé 77 droits d'eau anciens attachés aux moulins.
"""


def read(text: str, folder: Path, name: str = "rapport.md") -> tuple[ReportText, Inventory]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    report = ReportText(*read_and_cut(path, 1000))
    return report, make_inventory(report)


def quiz_on(text: str, folder: Path, seeds: range = range(1, 4)) -> list[QuizQuestion]:
    """The questions of several seeds together: what one seed does not draw, another does."""
    report, inventory = read(text, folder)
    return [question for seed in seeds for question in make_quiz(report, inventory, seed).questions]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReportText, Inventory]:
    return read(REPORT, tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="module")
def quizzes(known: tuple[ReportText, Inventory]) -> list[Quiz]:
    return [make_quiz(*known, seed) for seed in range(1, 6)]


@pytest.fixture(scope="module")
def questions(quizzes: list[Quiz]) -> list[QuizQuestion]:
    return [question for quiz in quizzes for question in quiz.questions]


def right_of(question: QuizQuestion) -> str:
    assert isinstance(question.right, int)
    return question.choices[question.right]


def wrong_of(question: QuizQuestion) -> list[str]:
    return [choice for choice in question.choices if choice != right_of(question)]


def whole(report: ReportText) -> str:
    return f" {' '.join(squeezed(part.text) for part in report.parts)} "


def statement_of(question: QuizQuestion) -> str:
    return question.prompt.rpartition(" : « ")[2].removesuffix(" »").removesuffix(" […]")


def test_every_kind_is_asked_of_a_report_that_bears_them(questions: list[QuizQuestion]) -> None:
    kinds = {question.kind for question in questions}
    assert kinds == {"definition", "term", "who", "what", "when", "how_many", "true_or_false", "order"}


def test_what_leans_on_its_context_is_asked_only_where_there_is_too_little_else(tmp_path: Path) -> None:
    leaning = (
        "Le gardien de nuit a quitté le service en 1974. Le site emploie 38 agents pour la surveillance des berges."
    )
    alone = "\n\n".join(LONG_ENOUGH.split("\n\n")[1:])
    few, many = quiz_on(f"# Rapport\n\n{leaning}\n", tmp_path), quiz_on(f"# Canal\n\n{leaning}\n\n{alone}", tmp_path)
    assert any("Le site emploie" in one.prompt for one in few)
    assert len(many) > 15 and not any("Le site emploie" in one.prompt for one in many)


def test_a_definition_in_a_form_of_its_own_is_asked_by_its_missing_term(tmp_path: Path) -> None:
    definitions = [
        "Le portage foncier désigne l'achat par un opérateur public d'un bien qu'il garde pour la commune.",
        "La réserve foncière désigne l'ensemble des parcelles achetées avant que leur usage soit décidé.",
        "Le droit de préemption se définit comme la priorité donnée sur tout acquéreur lors d'une vente.",
        "Le bail emphytéotique se définit comme la location longue d'un bâtiment que le preneur entretient.",
    ]
    text = "# Rapport\n\n" + "\n\n".join(definitions) + "\n"
    named = [one for one in quiz_on(text, tmp_path) if "complète cette définition" in one.prompt]
    assert named
    for one in named:
        assert GAP in one.prompt and right_of(one) not in one.prompt
        assert len(one.choices) == 4


def test_each_correction_is_the_reports_own_text(
    known: tuple[ReportText, Inventory], questions: list[QuizQuestion]
) -> None:
    report = known[0]
    for question in questions:
        citation = question.citation
        assert report.cite(citation.start, citation.end) == citation
        assert citation.quote.strip()


def test_the_right_choice_is_in_the_passage_that_proves_it(questions: list[QuizQuestion]) -> None:
    for question in questions:
        if question.kind in ("who", "when", "how_many", "gap"):
            assert squeezed(right_of(question)) in squeezed(question.citation.quote)


def test_choices_are_few_and_none_means_what_another_does(questions: list[QuizQuestion]) -> None:
    for question in questions:
        assert 2 <= len(question.choices) <= 5
        for place, choice in enumerate(question.choices):
            assert not any(mean_the_same(choice, other) for other in question.choices[:place])


def test_the_right_choice_is_anywhere(questions: list[QuizQuestion]) -> None:
    places = {question.right for question in questions if isinstance(question.right, int)}
    assert {0, 1, 2, 3} <= places


def test_the_same_seed_makes_the_same_quiz_and_another_one_another(known: tuple[ReportText, Inventory]) -> None:
    first = make_quiz(*known, 3, most=12)
    assert first == make_quiz(*known, 3, most=12)
    asked = {question.id for question in first.questions}
    assert len(asked) == 12
    assert asked != {question.id for question in make_quiz(*known, 4, most=12).questions}


def test_a_question_keeps_its_id_from_one_quiz_to_another(quizzes: list[Quiz]) -> None:
    prompts: dict[str, str] = {}
    for question in (question for quiz in quizzes for question in quiz.questions):
        assert prompts.setdefault(question.id, question.prompt) == question.prompt
    assert len(prompts) < sum(len(quiz.questions) for quiz in quizzes)


def test_no_more_questions_than_wanted(known: tuple[ReportText, Inventory]) -> None:
    assert [len(make_quiz(*known, 1, most).questions) for most in (0, 1, 7)] == [0, 1, 7]


def test_a_true_statement_is_said_and_a_false_one_nowhere(
    known: tuple[ReportText, Inventory], questions: list[QuizQuestion]
) -> None:
    said = whole(known[0])
    judged = {(right_of(one), statement_of(one)) for one in questions if one.kind == "true_or_false"}
    assert {right for right, _ in judged} == {"Vrai", "Faux"}
    for right, statement in judged:
        assert (f" {squeezed(statement)} " in said) == (right == "Vrai")


def test_a_false_statement_says_what_the_report_says_instead(questions: list[QuizQuestion]) -> None:
    for question in questions:
        if question.kind == "true_or_false" and right_of(question) == "Faux":
            right, wrong = re.findall(r"« (.*?) »", question.explanation)
            assert right in " ".join(question.citation.quote.split())
            assert wrong in statement_of(question)


def test_a_gap_hides_its_filling(questions: list[QuizQuestion]) -> None:
    gaps = [question for question in questions if GAP in question.prompt]
    assert gaps
    for question in gaps:
        assert question.prompt.count(GAP) == 1
        assert f" {squeezed(right_of(question))} " not in f" {squeezed(question.prompt)} "


def test_what_cannot_be_read_alone_is_not_asked(questions: list[QuizQuestion]) -> None:
    asked = " ".join(question.prompt for question in questions)
    assert "Cependant" not in asked
    assert "https" not in asked
    assert not re.search(r"« Elles? ", asked)


def test_steps_are_asked_in_their_order(questions: list[QuizQuestion]) -> None:
    orders = [question for question in questions if question.kind == "order"]
    assert orders
    for question in orders:
        assert isinstance(question.right, list)
        steps = [question.choices[place] for place in question.right]
        assert [step.split()[0] for step in steps] == ["Recenser", "Choisir", "Signer", "Former"]
        assert question.right != list(range(len(steps)))


def test_a_list_without_order_is_not_asked_in_order(tmp_path: Path) -> None:
    text = REPORT.replace("Le projet suit quatre étapes :", "Les maisons rendent des services variés :")
    text = re.sub(r"(?m)^\d\. ", "- ", text)
    assert not [question for question in quiz_on(text, tmp_path) if question.kind == "order"]


def test_words_that_give_the_order_do(tmp_path: Path) -> None:
    text = (
        "# Rapport\n\nLe comité a d'abord visité les douze ateliers municipaux. Il a ensuite entendu les syndicats "
        "de la filière textile. Enfin, il a remis ses conclusions au conseil régional.\n"
    )
    order = next(question for question in quiz_on(text, tmp_path) if question.kind == "order")
    assert isinstance(order.right, list)
    assert [order.choices[place].split()[2] for place in order.right] == ["visité", "entendu", "remis"]


def test_a_number_that_is_said_of_the_same_thing_elsewhere_is_not_a_wrong_choice(tmp_path: Path) -> None:
    text = REPORT + "".join(
        f"\n\nLa note {place} compte autrement le réseau départemental : {number} agents dans les communes rurales."
        for place, number in (("du préfet", 270), ("du syndicat", 410), ("de la caisse", 440), ("de la région", 510))
    )
    for question in quiz_on(text, tmp_path):
        if question.kind == "how_many" and right_of(question) == "340":
            assert not {"270", "410", "440", "510"} & set(question.choices)


def test_a_frame_with_two_fillings_is_not_asked(tmp_path: Path) -> None:
    text = (
        "# Rapport\n\n## Nord\n\nLa commune de Clairval verse une aide de 120 euros par foyer aux habitants.\n\n"
        "## Sud\n\nLa commune de Clairval verse une aide de 180 euros par foyer aux habitants.\n"
    )
    assert not [question for question in quiz_on(text, tmp_path) if question.kind == "how_many"]


def test_a_mere_bound_is_not_asked(tmp_path: Path) -> None:
    text = "# Rapport\n\nLe réseau départemental emploie plus de 340 agents dans les communes rurales du plateau.\n"
    assert not [question for question in quiz_on(text, tmp_path) if question.kind == "how_many"]


def test_numbers_written_differently_are_one_choice() -> None:
    assert mean_the_same("12 500 habitants", "douze mille cinq cents habitants")
    assert mean_the_same("Akim Oural", "Oural")
    assert mean_the_same("en 2014", "2014")
    assert not mean_the_same("12 500 habitants", "13 500 habitants")


def test_wrong_numbers_are_written_like_the_right_one(questions: list[QuizQuestion]) -> None:
    visits = [one for one in questions if one.kind == "how_many" and right_of(one) == "12 500"]
    assert visits
    for question in visits:
        assert all(re.fullmatch(r"\d{1,2} \d{3}", choice) for choice in question.choices)


def test_wrong_dates_are_dates_that_the_report_gives_nothing_of(
    known: tuple[ReportText, Inventory], questions: list[QuizQuestion]
) -> None:
    days = [one for one in questions if one.kind == "when" and right_of(one) == "14 juin 2017"]
    assert days
    for question in days:
        assert all(re.fullmatch(r"14 \w+ 20\d\d", choice) for choice in question.choices)
        assert not any(squeezed(choice) in whole(known[0]) for choice in wrong_of(question))


def test_wrong_people_are_people_of_the_report(questions: list[QuizQuestion]) -> None:
    people = {
        *("Solène Kerbrat", "Aymeric Toussaint", "Bastien Lorrain", "Odile Ferrand"),
        *("Irène Delaunay", "Yannick Kermadec"),
    }
    asked = [question for question in questions if question.kind == "who" and right_of(question) in people]
    assert asked
    for question in asked:
        assert set(question.choices) <= people


def test_part_of_a_name_is_no_wrong_choice(tmp_path: Path) -> None:
    text = REPORT + "\n\nM. Toussaint a rendu ses conclusions à la préfète de la région le 3 octobre 2019.\n"
    for question in quiz_on(text, tmp_path):
        if question.kind == "who":
            assert not {"Toussaint", "Aymeric Toussaint"} <= set(question.choices)


def test_another_definition_of_a_term_is_no_wrong_choice(tmp_path: Path) -> None:
    other = "un local partagé où des services publics tiennent permanence"
    text = REPORT + f"\n\n## Glossaire\n\nUne maison de services désigne {other}.\n"
    for question in quiz_on(text, tmp_path):
        if question.kind == "definition" and "maison de services" in question.prompt:
            assert other not in question.choices
        if question.kind == "term" and other in question.prompt:
            assert not any("maison" in choice for choice in wrong_of(question))


def test_a_definition_does_not_hold_its_term(questions: list[QuizQuestion]) -> None:
    for question in questions:
        if question.kind == "term":
            assert squeezed(right_of(question)) not in squeezed(question.prompt)


def test_wrong_expansions_keep_the_initials_and_are_said_nowhere(
    known: tuple[ReportText, Inventory], questions: list[QuizQuestion]
) -> None:
    asked = [question for question in questions if "le sigle « ANCR »" in question.prompt]
    assert asked
    for question in asked:
        assert right_of(question) == "Agence nationale de la cohésion rurale"
        for choice in question.choices:
            assert "".join(word[0] for word in squeezed(choice).split() if len(word) > 2) == "ancr"
        assert not any(squeezed(choice) in whole(known[0]) for choice in wrong_of(question))


def test_a_recommendation_is_asked_by_its_number_among_the_others(questions: list[QuizQuestion]) -> None:
    asked = [question for question in questions if question.kind == "what"]
    assert asked
    for question in asked:
        number = re.search(r"n° (\d)", question.prompt)
        assert number and f"n° {number[1]}" in question.citation.quote
        assert right_of(question) in question.citation.quote


def test_a_sentence_is_asked_once_in_a_report_that_is_long_enough(tmp_path: Path) -> None:
    report, inventory = read(LONG_ENOUGH, tmp_path)
    starts = [question.citation.start for question in make_quiz(report, inventory, 1).questions]
    assert len(starts) >= 20
    assert len(starts) == len(set(starts))


def test_the_bundled_report_bears_fifteen_questions_of_many_kinds() -> None:
    report = ReportText(*read_and_cut(BUNDLED, 1000))
    inventory = make_inventory(report)
    for seed in (1, 2, 3):
        questions = make_quiz(report, inventory, seed).questions
        assert len(questions) >= 15
        assert len({question.kind for question in questions}) >= 5


def test_an_english_report_is_asked_in_english(tmp_path: Path) -> None:
    text = (
        "# Report on rural libraries\n\nThe county library of Ashbourne opened in 1964 and lends books to the whole "
        "of the valley.\n\nThe mobile service reaches 240 villages and is the largest in the northern counties.\n\n"
        "The reading room of Ashbourne holds 31 000 volumes that are free for all of the residents.\n"
    )
    questions = quiz_on(text, tmp_path)
    assert questions
    assert all(
        re.search(r"\b(?:Which|According to|True or false|In which)\b", question.prompt) for question in questions
    )


@pytest.mark.parametrize(
    "text",
    ["# Rapport\n", "Il est là.\n", "# Rapport\n\n" + "mot " * 3000, "| a | b |\n| - | - |\n| 12 | 13 |\n"],
    ids=["title", "pronoun", "words", "table"],
)
def test_a_report_that_gives_nothing_sure_has_no_quiz(text: str, tmp_path: Path) -> None:
    assert quiz_on(text, tmp_path) == []


def test_three_thousand_acronyms_are_asked_fast(tmp_path: Path) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    lines = [f"{a}{b}{c}X : agence {a}a {b}b {c}c" for a in letters[:15] for b in letters[:14] for c in letters[:15]]
    report, inventory = read("# Sigles\n\n" + "\n\n".join(lines) + "\n", tmp_path)
    begun = time.process_time()
    make_quiz(report, inventory, 1)
    assert time.process_time() - begun < 5


def test_a_long_report_is_asked_fast(tmp_path: Path) -> None:
    sections = "".join(
        f"\n\n## Partie {number}\n\nLe canton numéro {number} compte {number + 200} associations sportives agréées. "
        f"La maison {number} a reçu une aide régionale de {number + 300} euros en {1950 + number % 70}."
        for number in range(1200)
    )
    report, inventory = read(f"# Rapport{sections}\n", tmp_path)
    begun = time.process_time()
    make_quiz(report, inventory, 1)
    assert time.process_time() - begun < 5


def test_a_french_expansion_has_french_choices(tmp_path: Path) -> None:
    text = REPORT + "\n\nL'Association des bibliothécaires de la vallée (ABV) tient une permanence.\n"
    asked = [one for one in quiz_on(text, tmp_path, range(1, 9)) if "« ABV »" in one.prompt]
    assert asked
    assert not any(re.search(r"Authority|Agency|Access", choice) for one in asked for choice in one.choices)


def test_wrong_numbers_have_as_many_decimals_as_the_right_one(tmp_path: Path) -> None:
    text = "# Rapport\n\nLa dépense moyenne des communes rurales atteint 2,80 euros par habitant pour les achats.\n"
    asked = [one for one in quiz_on(text, tmp_path) if one.kind == "how_many"]
    assert asked
    assert all(re.fullmatch(r"\d,\d\d", choice) for one in asked for choice in one.choices)


def test_a_short_english_report_is_asked_in_english(tmp_path: Path) -> None:
    text = "# Report\n\nIn 2018, 34% of rural homes had no water. The county of Norfolk spent 12 million pounds.\n"
    questions = quiz_on(text, tmp_path)
    assert questions
    assert not any("rapport" in question.prompt for question in questions)


def test_a_sentence_is_shown_three_times_at_most() -> None:
    report = ReportText(*read_and_cut(BUNDLED, 1000))
    questions = make_quiz(report, make_inventory(report), 4).questions
    starts = [question.citation.start for question in questions]
    assert max(starts.count(start) for start in starts) <= 3
    assert not any("’" in question.prompt for question in questions)


def test_a_wrong_year_is_never_later_than_the_report_goes(tmp_path: Path) -> None:
    text = (
        "# Rapport\n\nLe premier atelier municipal a ouvert dans l'ancienne gare de Clairval en 2021. "
        "Le conseil départemental a voté la subvention de fonctionnement des ateliers en 2022.\n"
    )
    asked = [question for question in quiz_on(text, tmp_path) if question.kind == "when"]
    assert asked
    for question in asked:
        assert all(int(year) <= 2022 for choice in question.choices for year in re.findall(r"\d{4}", choice))
