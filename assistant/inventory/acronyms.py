"""A report's text → its acronyms, each with its expansion where the report gives one."""

from pydantic import BaseModel, ConfigDict

from assistant.inventory.report_text import ReportText
from assistant.sentences import Citation


class Acronym(BaseModel):
    """« CNFPT », its expansion as the report gives it first, None without one, and the place of that."""

    model_config = ConfigDict(frozen=True)

    form: str
    expansion: str | None
    citation: Citation


def find_acronyms(report: ReportText) -> list[Acronym]:
    """Every acronym of the report, in its order."""
    return []
