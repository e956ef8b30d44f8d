"""What the report says of where it comes from → who asked for it, who wrote it."""

from collections.abc import Iterator, Sequence
from random import Random

from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.overview import overview
from assistant.onboarding.quiz_questions.draft import Draft, all_differ, squeezed
from assistant.onboarding.quiz_questions.names import name_of
from assistant.onboarding.quiz_questions.spots import MOST_WRONG
from assistant.onboarding.quiz_questions.wording import Wording
from assistant.sentences import Citation


def origin_questions(report: ReportText, inventory: Inventory, wording: Wording, rng: Random) -> Iterator[Draft]:
    """Each where the report names one person for it, and other people elsewhere."""
    people = list(dict.fromkeys(name_of(entry) for entry in inventory.entries if entry.kind == "people"))
    told = overview(report, inventory)
    writers = _named(people, told.written_by)
    askers = [name for name in _named(people, told.asked_by) if name not in writers]
    yield from _question(wording.who_wrote, writers, told.written_by, people, rng)
    yield from _question(wording.who_asked, askers, told.asked_by, people, rng)


def _named(people: Sequence[str], citations: Sequence[Citation]) -> list[str]:
    said = squeezed(" ".join(citation.quote for citation in citations))
    return [name for name in people if squeezed(name) in said]


def _question(
    prompt: str, named: Sequence[str], citations: Sequence[Citation], people: Sequence[str], rng: Random
) -> Iterator[Draft]:
    others = [name for name in people if name not in named]
    proof = next((one for one in citations if len(named) == 1 and squeezed(named[0]) in squeezed(one.quote)), None)
    if proof is None or not others:
        return
    wrong = rng.sample(others, min(MOST_WRONG, len(others)))
    if all_differ([named[0], *wrong]):
        span = (proof.start, proof.end)
        yield Draft("who", prompt, (named[0],), tuple(wrong), *span, (span,), tuple(proof.section))
