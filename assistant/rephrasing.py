"""A follow-up and the questions before it → a question that stands alone, by a language model, checked not to drift.

What the model writes is taken only if it asks the same thing of what the conversation has named; else the way without
a model (`conversation`) holds.
"""

from collections.abc import Sequence

from assistant.agreement import disagreements
from assistant.answer_kinds import expected_kind
from assistant.claims import Claims, unsupported
from assistant.conversation import NO_CONTENT
from assistant.vocabulary import ASKING_WORDS, SELF_REFERENCES, synonyms
from ingest.terms import terms

LONGEST_REPHRASED = 300
"""Characters: a model that writes more has begun to answer."""


def rephrased(written: str, question: str, earlier: Sequence[str]) -> str | None:
    """The question that a model wrote for the last one of a conversation; None where it drifts from it."""
    lines = [line.strip(' «»"“”*') for line in written.strip().splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > LONGEST_REPHRASED or not lines[0].endswith("?"):
        return None
    return None if _drifts(lines[0], question, earlier) else lines[0]


def _drifts(rephrased_question: str, question: str, earlier: Sequence[str]) -> bool:
    """Whether it names or counts what the conversation did not, forgets what was asked, or asks another thing."""
    conversation = "\n".join([*earlier, question])
    if unsupported(Claims(rephrased_question), Claims(conversation), Claims("")):
        return True
    said = set(terms(rephrased_question))
    heard = set(terms(conversation))
    free = ASKING_WORDS | NO_CONTENT | SELF_REFERENCES
    if any(term not in heard and not synonyms(term) & heard for term in said - free):
        return True
    if any(term not in said and not synonyms(term) & said for term in set(terms(question)) - free):
        return True
    asked = expected_kind(question)
    if asked != "other" and asked != expected_kind(rephrased_question):
        return True
    return any(one == "negation" for one in disagreements(rephrased_question, conversation))
