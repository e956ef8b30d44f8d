"""The people of a report and their roles → who is who."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from assistant.inventory.entries import Entry
from assistant.onboarding.quiz_questions.draft import Draft, all_differ, squeezed
from assistant.onboarding.quiz_questions.gaps import FEWEST_NAMES
from assistant.onboarding.quiz_questions.names import Names, name_of, share_a_word
from assistant.onboarding.quiz_questions.spots import MOST_WRONG
from assistant.onboarding.quiz_questions.wording import Wording
from ingest.terms import term_set

_ARTICLE, _TITLE = r"(?:l[ea] |l['’]|une? |the |an? )?", r"(?:MM?\. |Mme |Monsieur |Madame |Mr |Mrs |Ms )?"
ARTICLE = re.compile(r"^(?:l[ea] |l['’]|une? |the |an? )")
CUT_SHORT = re.compile(
    r"(?:\b(?:et|ou|de|du|des|la|le|les|que|à|au|aux|en|par|pour|puis|and|of|the)|[,;:(])$|\b(?:elue? )"
)
FEMININE = re.compile(
    r"(?:[\w-]+(?:ente|trice|ère|ée|ante|eure|euse|ienne|esse)|cheffe|préfète|adjointe|avocate|\w+ \w+ée)\b"
)
MASCULINE = re.compile(r"(?:[\w-]+(?:ent|teur|seur|ieur|eiller|er|ien|é|ier)|chef|préfet|adjoint|avocat|élu|délégué)\b")
MOST_SHARED_ROLE, MOST_WORDS_UNPLACED = 0.5, 3
PRONOUN_IN_ROLE = re.compile(r"\b(?:il|elle|ils|elles|qui|dont|son|sa|ses|leurs?|cette?|ces|ce)\b")


def people_questions(entries: Sequence[Entry], names: Names, wording: Wording, rng: Random) -> Iterator[Draft]:
    """For each person with a role: who it is, or who has it; the other people's answer wrong."""
    known = [(name_of(entry), role, entry) for entry in entries if entry.kind == "people" and (role := _role_of(entry))]
    roles_of = {name: role for name, role, _ in known}
    people = [name_of(entry) for entry in entries if entry.kind == "people"]
    for name, role, entry in known:
        span = (entry.citation.start, entry.citation.end)
        proof = (*span, (span,), tuple(entry.citation.section))
        others = [(one, other) for one, other, _ in known if not share_a_word(one, name) and _differ(role, other)]
        woman = _gender(name, role, names)
        others = [(one, other) for one, other in others if _suits(other, woman)]
        roles = [other for _, other in rng.sample(others, min(MOST_WRONG, len(others)))]
        if roles and all_differ([role, *roles]):
            yield Draft(
                "who", wording.who_is.format(text=name), (role,), tuple(roles), *proof, weak=len(roles) < FEWEST_NAMES
            )
        same_names = [one for one in people if _may_be(one, name, role, known)]
        gender = _gender(name, role, names)
        alike = [one for one in same_names if _gender(one, roles_of.get(one, ""), names) in (gender, None)]
        same_names = alike or same_names
        wrong = rng.sample(same_names, min(MOST_WRONG, len(same_names)))
        if wrong and all_differ([name, *wrong]):
            yield Draft(
                "who",
                wording.who_has_role.format(text=role),
                (name,),
                tuple(wrong),
                *proof,
                weak=len(wrong) < FEWEST_NAMES,
            )


def _role_of(entry: Entry) -> str:
    """The role that stands next to the name, a comma between; without the article that opens it.

    « le chef de la garde du roi Louis XVI » is no role of the king.
    """
    name, _, role = entry.label.partition(", ")
    quote = " ".join(entry.citation.quote.split())
    role = ARTICLE.sub("", role)
    if role and not re.search(rf"{re.escape(name)}, ?{_ARTICLE}{re.escape(role)}", quote, re.IGNORECASE):
        beside = rf"{re.escape(role)}, {_TITLE}{re.escape(name)}"
        role = role if re.search(beside, quote, re.IGNORECASE) else ""
    plain = len(role.split()) > 1 and not PRONOUN_IN_ROLE.search(role) and not CUT_SHORT.search(role)
    # « chef de bureau », « directeur du cabinet »: of which one, only the report's reader knows.
    placed = len(role.split()) > MOST_WORDS_UNPLACED or any(char.isupper() for char in role)
    return role[:1].lower() + role[1:] if plain and placed and role[1:2].islower() else ""


def _is_feminine(role: str) -> bool:
    return bool(FEMININE.match(role))


def _suits(role: str, woman: bool | None) -> bool:
    """A role that a man or a woman may have, where the other's gender would give the answer away."""
    return not _is_feminine(role) if woman is False else not MASCULINE.match(role) if woman else not _is_marked(role)


def _is_marked(role: str) -> bool:
    return _is_feminine(role) or bool(MASCULINE.match(role))


def _gender(name: str, role: str, names: Names) -> bool | None:
    """Whether a woman, by title or else by role."""
    titled = names.is_a_woman(name)
    if titled is not None or not role:
        return titled
    return True if _is_feminine(role) else False if MASCULINE.match(role) else None


def _differ(role: str, other: str) -> bool:
    first, second = term_set(role), term_set(other)
    return len(first & second) <= MOST_SHARED_ROLE * min(len(first), len(second))


def _may_be(one: str, name: str, role: str, known: Sequence[tuple[str, str, Entry]]) -> bool:
    """Someone else, of whom the report does not say the like."""
    if share_a_word(one, name):
        return False
    said = [(other_role, entry) for other, other_role, entry in known if other == one]
    return all(_differ(role, other_role) and squeezed(role) not in squeezed(entry.label) for other_role, entry in said)
