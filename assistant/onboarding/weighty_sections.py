"""The sections of a report → those that a path leads through, and how many words of each."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.onboarding.central_sentences import CentralSentences
from assistant.onboarding.outline import Section, minutes_for
from ingest.terms import fold, straight

LEAST_STEPS, MOST_STEPS = 4, 12
LARGE_SHARE = 0.3
"""Of the report: more is parted."""
LEAST_WORDS = 60
"""Of a text that is worth a step, or reading on."""
WEIGHTY = re.compile(
    r"\b(?:synthese|resume|introduction|conclusions?|propositions?|recommandations?|preconisations?|constats?|enjeux|"
    r"objectifs?|presentation|essentiel|executive summary|summary|findings|recommendations?|overview)\b"
)
BESIDE_THE_REPORT = re.compile(
    r"\b(?:annexes?|appendices?|appendix|bibliographie|bibliography|references|glossaire|glossary|lexique|sigles|"
    r"acronymes|abreviations|remerciements|acknowledge?ments|index|sommaire|liste des|personnes (?:auditionnees|"
    r"rencontrees|entendues)|auditions|lettre de mission|credits|mentions legales|copyright|licences?|licenses?|"
    r"notes de bas|tables? des|contributeurs|a propos de ce document|traduct\w+|changelog|historique des versions)\b"
)
MORE_WEIGHT, LESS_WEIGHT = 1.6, 0.25


def is_beside_the_report(section: Section) -> bool:
    """Annexes, glossaries, thanks: what a new reader need not begin with."""
    return bool(BESIDE_THE_REPORT.search(fold(straight(section.title))))


def parted(sections: Sequence[Section]) -> list[Section]:
    """Sections that hold too much of the report for one step give way to their parts, as long as steps remain."""
    found = list(sections)
    in_all = sum(one.words for one in found)
    while True:
        large = [one for one in found if one.parts and (len(found) < LEAST_STEPS or one.words > LARGE_SHARE * in_all)]
        large = [one for one in large if len(found) + len(_parts(one)) - 1 <= MOST_STEPS]
        if not large:
            return found
        largest = max(large, key=lambda one: one.words)
        position = found.index(largest)
        found[position : position + 1] = _parts(largest)


def _parts(section: Section) -> list[Section]:
    """The parts of a section, and what it says before the first of them."""
    words = section.words - sum(part.words for part in section.parts)
    if words < LEAST_WORDS:
        return list(section.parts)
    opening = section.model_copy(
        update={
            "words": words,
            "minutes": minutes_for(words),
            "end": section.parts[0].start,
            "opens": True,
            "parts": (),
        }
    )
    return [opening, *section.parts]


def grouped(sections: Sequence[Section], most: int = MOST_STEPS) -> list[list[Section]]:
    """Sections that follow each other read in one step, until there are at most `most` steps of about equal length."""
    if len(sections) <= most:
        return [[section] for section in sections]
    fair = sum(section.words for section in sections) / most
    groups: list[list[Section]] = []
    for section in sections:
        full = not groups or sum(one.words for one in groups[-1]) + section.words / 2 > fair
        if full and len(groups) < most:
            groups.append([])
        groups[-1].append(section)
    return groups


def weightiest(sections: Sequence[Section], central: CentralSentences) -> list[Section]:
    """At most `MOST_STEPS` sections, in the report's order: long ones, near its subject, that have what to choose."""
    telling = [one for one in sections if central.between(one.start, one.end)] or list(sections)
    of_report = [one for one in telling if not is_beside_the_report(one)]
    telling = of_report if len(of_report) >= LEAST_STEPS else telling
    near = [central.centrality(one.start, one.end) for one in telling]
    spread = float(np.std(near)) or 1.0
    weights = {
        one.key: one.words**0.5 * _by_title(one) * float(np.exp(0.3 * (value - np.mean(near)) / spread))
        for one, value in zip(telling, near, strict=True)
    }
    kept = sorted(telling, key=lambda one: -weights[one.key])[:MOST_STEPS]
    return sorted(kept, key=lambda one: one.start)


def _by_title(section: Section) -> float:
    if is_beside_the_report(section):
        return LESS_WEIGHT
    return MORE_WEIGHT if WEIGHTY.search(fold(straight(section.title))) else 1.0


def shares_of(lengths: Sequence[int], words: int) -> list[int]:
    """Words for each: no more than it has, the rest parted by the root of their lengths."""
    shares = [0] * len(lengths)
    open_ones = set(range(len(lengths)))
    left = words
    while open_ones:
        roots = sum(lengths[n] ** 0.5 for n in open_ones) or 1.0
        fair = {n: int(left * lengths[n] ** 0.5 / roots) for n in open_ones}
        full = {n for n in open_ones if lengths[n] <= fair[n]}
        for n in full or open_ones:
            shares[n] = lengths[n] if n in full else fair[n]
        if not full:
            break
        left -= sum(lengths[n] for n in full)
        open_ones -= full
    return shares
