"""A sentence against the report's passages: what is borne out, and what is struck for which reason."""

import pytest

from assistant.answers import Assistant
from assistant.support import Verdict, verdict_on
from evals.written_sentences import FAITHFUL, written_by_hand
from evals.written_sentences import check as check_all
from tests.chunks import chunk_of


@pytest.fixture(scope="module")
def check(assistant: Assistant):
    chunks = assistant.index.chunks(assistant.index.terms.ids)
    return lambda sentence: verdict_on(sentence, chunks, assistant.index.terms.weight)


@pytest.mark.parametrize(
    "sentence",
    [
        "La ministre Marylise Lebranchu a confié à Akim Oural la mission de recenser des innovations publiques.",
        "Le rapport a été réalisé par Akim Oural, maire adjoint de Lille.",
        "L'innovation territoriale se définit comme une réponse nouvelle à un besoin identifié collectivement.",
        "Akim Oural a reçu de Marylise Lebranchu la mission de recenser des innovations publiques.",
        "Selon le rapport, l’innovation territoriale vise une amélioration du bien-être et un développement durable.",
        "Les deux premiers éléments sont l'adaptation au contexte territorial et la mobilisation des ressources.",
        "Les 2 premiers éléments sont l'adaptation au contexte territorial et la mobilisation des ressources.",
        "La capacité à mobiliser les acteurs locaux, notamment les citoyens, est une composante clé.",
        "Il explique les facteurs de succès à partir de nombreux exemples concrets et d'études de cas.",
        "Le rapport formule plusieurs propositions adressées à la puissance publique, nationale et territoriale.",
        "Certaines tendances majeures sont parfois mal comprises par les pouvoirs publics.",
        "La page a été mise à jour le 11/04/2016.",
        "La page a été mise à jour en avril 2016.",
        "Le rapport parle de « l’innovation pour et par le territoire ».",
    ],
)
def test_what_the_report_says_in_other_words_is_borne_out(check, sentence: str) -> None:
    verdict: Verdict = check(sentence)
    assert verdict.support and verdict.support.sentences, verdict


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Le budget de la mission s'élève à 100 millions d'euros.", "number"),
        ("Les trois premiers éléments sont l'adaptation au contexte et la mobilisation des ressources.", "number"),
        ("La ministre de la Santé, Marisol Touraine, a demandé ce rapport.", "name"),
        ("Akim Oural est maire adjoint de Lyon.", "name"),
        ("Lebranchu Oural a écrit ce rapport.", "name"),
        ("Le CNFPT a réalisé ce rapport.", "acronym"),
        ("La page a été mise à jour le 12 avril 2016.", "date"),
        ("La page a été mise à jour en avril 2017.", "date"),
        ("Le rapport parle de « l'innovation malgré le territoire ».", "quotation"),
        ("L'innovation territoriale ne peut pas se définir comme une réponse nouvelle.", "negation"),
        ("Le rapport ne propose aucune définition de l'innovation territoriale.", "negation"),
        ("Toutes les tendances majeures sont mal comprises par les pouvoirs publics.", "quantifier"),
        ("Un modèle économique durable lui est toujours lié.", "quantifier"),
        ("L'innovation territoriale coûte cher aux collectivités rurales.", "meaning"),
        ("Territorial innovation is an answer to a need.", "language"),
        ("Akim Oural a donné à Marylise Lebranchu la mission de recenser des innovations publiques.", "opposite"),
    ],
)
def test_what_the_report_does_not_say_is_struck_for_its_reason(check, sentence: str, problem: str) -> None:
    verdict: Verdict = check(sentence)
    assert verdict.support is None and verdict.problem == problem, verdict


def test_the_sentences_written_about_the_report(assistant: Assistant) -> None:
    """As many as at the last measure pass and are struck, or fewer mistakes."""
    terms = assistant.index.terms
    checked = check_all(written_by_hand("bundled", assistant.index.chunks(terms.ids)), terms.weight)
    lies = [one.written.text for one in checked if one.passed and one.written.kind not in FAITHFUL]
    struck = [one.written.text for one in checked if not one.passed and one.written.kind in FAITHFUL]
    assert len(checked) > 70
    assert len(lies) <= 0, lies
    assert len(struck) <= 5, struck


CASTLE = chunk_of(
    ("Château de Morin",),
    "Le château fut acheté en 1391 par la famille Morin.",
    "Il est resté la demeure de la famille pendant sept siècles.",
    "La tour nord est en ruine depuis 1920.",
    "Plusieurs communes souffrent de pollutions irréversibles.",
    "Le comité de lecture est constitué pour apprécier les articles, et le comité éditorial fixe la ligne de la revue.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Acheté en 1391 par la famille Morin, le château est resté la demeure de la famille pendant 700 ans.",
        "Le château est resté la demeure de la famille Morin pendant sept siècles.",
        "Depuis 1920, la tour nord est en ruine.",
        "Certaines communes souffrent de pollutions irréversibles.",
        "Le comité de lecture apprécie les articles.",
    ],
)
def test_a_subject_taken_up_by_a_pronoun_or_put_after_is_the_same(sentence: str) -> None:
    assert verdict_on(sentence, [CASTLE], lambda _: 1.0).support


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("La famille Morin est restée la demeure de la famille pendant sept siècles.", "meaning"),
        ("Le château est en ruine depuis 1920.", "meaning"),
        ("La tour nord est en ruine depuis 1391.", "date"),
        ("Toutes les communes souffrent de pollutions irréversibles.", "quantifier"),
        ("Plusieurs communes souffrent de pollutions réversibles.", "opposite"),
        ("La tour nord est en ruine depuis 1920, et la commune cherche un architecte belge.", "meaning"),
        ("La tour nord, qui est en ruine depuis 1920, est inoubliable.", "meaning"),
        ("La tour nord est en ruine ?", "no statement"),
        ("La tour nord est-elle en ruine depuis 1920.", "no statement"),
        ("La tour nord est en ruine, la tour nord est en ruine depuis 1920.", "no statement"),
    ],
)
def test_words_of_the_passage_said_of_something_else_are_struck(sentence: str, problem: str) -> None:
    verdict = verdict_on(sentence, [CASTLE], lambda _: 1.0)
    assert verdict.support is None and verdict.problem == problem, verdict


COUNTRY = chunk_of(
    ("Population",),
    "La population italienne des départements compte 2 169 000 habitants.",
    "Le barrage fournit 6,01 % de l'électricité.",
    "Environ 40 000 visiteurs viennent chaque été, et l'armée ne dépassa jamais 3 000 soldats.",
    "Le Bureau naquit à Paris le 9 août 1925.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "La population d'Italie des départements compte un peu plus de 2 millions d'habitants.",
        "Le barrage fournit environ 6 % de l'électricité.",
        "L'armée ne compta jamais plus de 3 000 soldats.",
        "L'année 1925 vit naître le Bureau à Paris.",
    ],
)
def test_a_round_number_near_an_exact_one_and_a_people_for_its_country_are_no_other(sentence: str) -> None:
    assert verdict_on(sentence, [COUNTRY], lambda _: 1.0).problem in (None, "meaning")


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("La population italienne des départements compte plus de 3 millions d'habitants.", "number"),
        ("La population italienne des départements compte moins de 2 millions d'habitants.", "number"),
        ("La population italienne des départements compte 2 millions d'habitants.", "number"),
        ("Plus de 40 000 visiteurs viennent chaque été.", "number"),
        ("La population d'Irlande des départements compte 2 169 000 habitants.", "name"),
        ("L'année 1926 vit naître le Bureau à Paris.", "number"),
    ],
)
def test_what_is_not_near_and_another_people_are_struck(sentence: str, problem: str) -> None:
    verdict = verdict_on(sentence, [COUNTRY], lambda _: 1.0)
    assert verdict.support is None and verdict.problem == problem, verdict
