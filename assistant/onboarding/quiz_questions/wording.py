"""The words of the quiz, in French and in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The sentences around what the report says: `{text}` is its own, `{where}` the part of it, or nothing."""

    where: str
    number: str
    how_many: str
    how_many_of_vowel: str
    date: str
    when: str
    when_updated: str
    name: str
    who_wrote: str
    who_asked: str
    who_is: str
    who_has_role: str
    words: str
    definition: str
    term: str
    named: str
    acronym: str
    recommendation: str
    order: str
    order_of: str
    order_of_a_subject: str
    true_or_false: str
    true: str
    false: str
    is_true: str
    is_false: str


FRENCH = Wording(
    where=", dans la partie « {} »",
    number="Quel nombre complète cette phrase du rapport{where} ? « {text} »",
    how_many="D'après le rapport{where}, combien de {text} ?",
    how_many_of_vowel="D'après le rapport{where}, combien d'{text} ?",
    date="Quelle date complète cette phrase du rapport{where} ? « {text} »",
    when="En quelle année le rapport{where} situe-t-il ce fait : « {text} » ?",
    when_updated="À quelle date ce document a-t-il été mis à jour ?",
    name="Quel nom complète cette phrase du rapport{where} ? « {text} »",
    who_wrote="Qui a rédigé ce rapport ?",
    who_asked="Qui a demandé ce rapport ?",
    who_is="D'après le rapport, qui est {text} ?",
    who_has_role="D'après le rapport, qui est {text} ?",
    words="Quels mots complètent cette phrase du rapport{where} ? « {text} »",
    definition="Comment le rapport définit-il « {text} » ?",
    term="Quel terme le rapport définit-il ainsi : « {text} » ?",
    named="Quel terme complète cette définition du rapport{where} ? « {text} »",
    acronym="Que signifie le sigle « {text} » dans le rapport ?",
    recommendation="Quel est l'objet de la {text} du rapport ?",
    order="Remettez dans l'ordre du rapport : « {text} »",
    order_of_a_subject="Complétez dans l'ordre du rapport : « {text} »",
    order_of="Dans quel ordre le rapport présente-t-il ces points ?",
    true_or_false="Vrai ou faux ? D'après le rapport{where} : « {text} »",
    true="Vrai",
    false="Faux",
    is_true="Le rapport le dit en ces termes.",
    is_false="Le rapport dit « {} », et non « {} ».",
)
ENGLISH = Wording(
    where=", in the part “{}”",
    number="Which number completes this sentence of the report{where}? “{text}”",
    how_many="According to the report{where}, how many {text}?",
    how_many_of_vowel="According to the report{where}, how many {text}?",
    date="Which date completes this sentence of the report{where}? “{text}”",
    when="In which year does the report{where} place this: “{text}”?",
    when_updated="On what date was this document updated?",
    name="Which name completes this sentence of the report{where}? “{text}”",
    who_wrote="Who wrote this report?",
    who_asked="Who asked for this report?",
    who_is="According to the report, who is {text}?",
    who_has_role="According to the report, who is {text}?",
    words="Which words complete this sentence of the report{where}? “{text}”",
    definition="How does the report define “{text}”?",
    term="Which term does the report define so: “{text}”?",
    named="Which term completes this definition from the report{where}? “{text}”",
    acronym="What does the acronym “{text}” stand for in the report?",
    recommendation="What does the report say in its {text}?",
    order="Put in the order of the report: “{text}”",
    order_of_a_subject="Complete in the order of the report: “{text}”",
    order_of="In what order does the report present these points?",
    true_or_false="True or false? According to the report{where}: “{text}”",
    true="True",
    false="False",
    is_true="The report says so in these words.",
    is_false="The report says “{}”, not “{}”.",
)
