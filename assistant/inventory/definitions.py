"""A report's text → the definitions that it gives, verbatim."""

from pydantic import BaseModel, ConfigDict

from assistant.inventory.report_text import ReportText
from assistant.sentences import Citation


class Definition(BaseModel):
    """What the report says a term is: `citation.quote` is the definition verbatim.

    `form` names the way it is said (« is_defined_as », « means », « glossary »…); `completes` are the sentences after
    it that give its elements.
    """

    model_config = ConfigDict(frozen=True)

    term: str
    citation: Citation
    form: str
    completes: list[Citation] = []


def find_definitions(report: ReportText) -> list[Definition]:
    """Every definition of the report, in its order."""
    return []
