"""A report → when it was updated, where it says so."""

import re
from collections.abc import Iterator
from random import Random

from assistant.inventory.report_text import ReportText
from assistant.onboarding.quiz_questions.dates import WHOLE_DATE, in_time, other_dates
from assistant.onboarding.quiz_questions.draft import Draft
from assistant.onboarding.quiz_questions.wording import Wording

UPDATED = re.compile(
    r"^(?:mis(?:e)? à jour|dernière mise à jour|last updated|updated)\s*(?:le|on|:)?\s*", re.IGNORECASE
)


def update_question(report: ReportText, wording: Wording, rng: Random) -> Iterator[Draft]:
    """From a line that says only that."""
    for part in report.parts:
        opening = UPDATED.match(part.text)
        found = WHOLE_DATE.match(part.text, opening.end()) if opening else None
        if found and found["day"] and not part.text[found.end() :].strip(" ."):
            span = (part.start, part.end)
            wrong = other_dates(found[0], rng)
            order = in_time((found[0], *wrong))
            yield Draft("when", wording.when_updated, (found[0],), wrong, *span, (span,), part.section, order)
            return
