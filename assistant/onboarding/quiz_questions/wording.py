"""The words of the quiz, in French and in English."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The sentences around what the report says; `{}` is the report's own text."""

    number: str
    how_many: str
    date: str
    when: str
    when_updated: str
    name: str
    person: str
    role: str
    holder: str
    words: str
    ending: str
    definition: str
    term: str
    acronym: str
    recommendation: str
    order: str
    order_of: str
    true_or_false: str
    true: str
    false: str
    is_true: str
    is_false: str


FRENCH = Wording(
    number="Quel nombre complète cette phrase du rapport ? « {} »",
    how_many="D’après le rapport, combien {} ?",
    date="Quelle date complète cette phrase du rapport ? « {} »",
    when="À quelle année le rapport rattache-t-il ce fait : « {} » ?",
    when_updated="À quelle date ce document a-t-il été mis à jour ?",
    name="Quel nom complète cette phrase du rapport ? « {} »",
    person="De qui parle cette phrase du rapport ? « {} »",
    role="Quelle qualité le rapport donne-t-il à {} ?",
    holder="À qui le rapport donne-t-il cette qualité : « {} » ?",
    words="Quels mots complètent cette phrase du rapport ? « {} »",
    ending="Comment se termine cette phrase du rapport ? « {} »",
    definition="Comment le rapport définit-il « {} » ?",
    term="Quel terme le rapport définit-il ainsi : « {} » ?",
    acronym="Que signifie le sigle « {} » dans le rapport ?",
    recommendation="Que dit le rapport dans sa {} ?",
    order="Remettez dans l’ordre les étapes que donne le rapport : « {} »",
    order_of="Dans quel ordre le rapport présente-t-il ces points ?",
    true_or_false="Vrai ou faux ? D’après le rapport : « {} »",
    true="Vrai",
    false="Faux",
    is_true="Le rapport le dit en ces termes.",
    is_false="Le rapport dit « {} », et non « {} ».",
)
ENGLISH = Wording(
    number="Which number completes this sentence of the report? “{}”",
    how_many="According to the report, how many {}?",
    date="Which date completes this sentence of the report? “{}”",
    when="In which year does the report place this: “{}”?",
    when_updated="On what date was this document updated?",
    name="Which name completes this sentence of the report? “{}”",
    person="Whom does this sentence of the report speak of? “{}”",
    role="What does the report say that {} is?",
    holder="Who is this, according to the report: “{}”?",
    words="Which words complete this sentence of the report? “{}”",
    ending="How does this sentence of the report end? “{}”",
    definition="How does the report define “{}”?",
    term="Which term does the report define so: “{}”?",
    acronym="What does the acronym “{}” stand for in the report?",
    recommendation="What does the report say in its {}?",
    order="Put in order the steps that the report gives: “{}”",
    order_of="In what order does the report present these points?",
    true_or_false="True or false? According to the report: “{}”",
    true="True",
    false="False",
    is_true="The report says so in these words.",
    is_false="The report says “{}”, not “{}”.",
)
