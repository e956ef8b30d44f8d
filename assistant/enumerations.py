"""A section's sentences, and one of them → the enumeration that it announces or belongs to.

A report announces several things (« Trois voies ont été ouvertes. », « …les suivantes : ») and tells them one by one:
as the items of a list, by ordinals over several paragraphs, or as the sentences that follow. Quoted without them, the
announcement answers nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.orders import sentences_that_tell
from ingest.chunks import Chunk
from ingest.terms import fold, in_figures, straight

MOST_MEMBERS = 15
FARTHEST_BACK, FIRST_WITHIN = 40, 3
"""Sentences before a member in which its announcement is looked for; after an announcement, its first member."""
LONGEST_ANNOUNCEMENT = 12
"""Words."""
SHORT = 60
"""Characters: a member told by so little is completed by the sentence after it."""
WORDS_BEFORE_AN_ORDINAL = 4
FOR_EACH = (
    r"premi(?:er|ere|ers|eres|erement)|d'abord|d'une part|l'une?",
    r"deuxiemes?|deuxiemement|secondes?|seconds?|secondement|ensuite|d'autre part|puis|l'autre",
    r"troisiemes?|troisiemement",
    r"quatriemes?|quatriemement",
    r"cinquiemes?|cinquiemement",
    r"sixiemes?",
    r"septiemes?",
    r"huitiemes?",
    r"neuviemes?",
    r"dixiemes?",
)
ENFIN = re.compile(r"(?:et )?enfin\b|(?:[\w'-]+ ){1,3}, enfin\b")
REPEATED = re.compile(r"(?:ou bien|soit|tantot)\b")
GOES_ON = re.compile(r"(?:il|elle|ils|elles|on|celui-ci|celle-ci|l'autre)\b")
NO_MEMBER = re.compile(
    r"\W*(?:fois|annees?|mois|jours?|semestres?|trimestres?|tiers|siecles?|guerre|ministres?|enquetes?|rapports?)\b"
)
COUNTED = re.compile(
    r"(?<![\d,] )(?<!et )\b(?P<count>\d{1,2}) (?!(?:ans|annees|mois|jours|heures|euros|habitants|kilometres)\b)"
    r"(?:[\w'-]+ ){0,2}?[\w'-]+[sx]\b"
)
LONE_TWO = re.compile(r"\bdeux\b")
"""Left in words by `in_figures`."""
ANNOUNCES = re.compile(r"\b(?:plusieurs|suivante?s?|differente?s?)\b|:\s*$")


@dataclass(frozen=True)
class Told:
    """A sentence of a section, in the section's order: its place in a chunk, and the block that it stands in."""

    chunk: Chunk
    number: int
    text: str
    block: int
    in_list: bool

    @property
    def start(self) -> int:
        """Where it begins in the document."""
        return self.chunk.start + self.chunk.sentences[self.number][0]


def told_in_section(chunks: Sequence[Chunk]) -> list[Told]:
    """The sentences of the chunks of one section, which are given in order; none that is not to be quoted."""
    told = []
    for chunk in chunks:
        if chunk.label:
            continue
        for number, text in enumerate(sentences_that_tell(chunk)):
            start = chunk.sentences[number][0]
            kind, begin = next(
                ((kind, begin) for kind, begin, end in chunk.blocks if begin <= start < end), ("paragraph", 0)
            )
            if text:
                told.append(Told(chunk, number, text, chunk.start + begin, kind == "list_item"))
    return told


def enumeration_around(told: Sequence[Told], position: int) -> list[Told]:
    """The announcement and all that it announces, for the sentence at `position`, which is either; empty without any.

    An announcement comes with its members, a member with its announcement and the others.
    """
    for announcing in range(position, max(-1, position - FARTHEST_BACK), -1):
        found = announced_at(told, announcing)
        if found and (announcing == position or told[position] in found):
            return found
    return []


def announced_at(told: Sequence[Told], announcing: int) -> list[Told]:
    """The announcement at that position and all that it announces; empty where it announces nothing."""
    members = members_announced(told, announcing)
    return [told[number] for number in (announcing, *members)][: MOST_MEMBERS + 1] if members else []


def members_announced(told: Sequence[Told], announcing: int) -> list[int]:
    """The positions of the sentences that tell what the one at `announcing` announces, in order."""
    text = _plain(told[announcing].text)
    counts = [int(one["count"]) for one in COUNTED.finditer(in_figures(LONE_TWO.sub("2", text)))]
    expected: list[int | None] = [count for count in counts if 2 <= count <= MOST_MEMBERS]
    if ANNOUNCES.search(text):
        expected.append(None)
    if not expected:
        return []
    ways = (_in_order(told, announcing, count) or _sentences_that_follow(told, announcing, count) for count in expected)
    return _items(told, announcing) or next(filter(None, ways), [])


def _items(told: Sequence[Told], announcing: int) -> list[int]:
    """The items of the list that begins right after; of a long one its first sentence."""
    found: list[int] = []
    if told[announcing].in_list:
        return []
    for position in range(announcing + 1, len(told)):
        if not told[position].in_list:
            break
        if told[position].block != told[position - 1].block:
            found.append(position)
    return found if len(found) > 1 else []


def _in_order(told: Sequence[Told], announcing: int, count: int | None) -> list[int]:
    """The sentences that begin by an ordinal, or by the same word twice; those said in few words with the one after.

    As many as are counted; where nothing is counted, the first right after.
    """
    found: list[int] = []
    until = min(len(told), announcing + 1 + (FIRST_WITHIN if count else 1))
    position = announcing + 1
    while position < until and (count is None or len(found) < count):
        text = _plain(told[position].text)
        before = _plain(told[found[-1]].text) if found else ""
        if _goes_on(text, before, len(found)):
            found.append(position)
            until = len(told)
        elif found and ENFIN.match(text):
            found.append(position)
            break
        position += 1
    return _completed(told, found) if len(found) > 1 and count in (None, len(found)) else []


def _goes_on(text: str, before: str, number: int) -> bool:
    """Whether the sentence begins by the ordinal of this number, from 0, or by what repeats the one before."""
    repeated = REPEATED.match(text)
    if repeated and (not before or before.startswith(repeated[0])):
        return True
    return number < len(FOR_EACH) and _begins_by(text, FOR_EACH[number])


def _begins_by(text: str, ordinal: str) -> bool:
    """Whether the ordinal stands among the first words; « la première année » and the like tell no member."""
    found = re.match(rf"(?:[\w'-]+,? ){{0,{WORDS_BEFORE_AN_ORDINAL - 1}}}?(?:{ordinal})\b", text)
    return found is not None and not NO_MEMBER.match(text[found.end() :])


def _completed(told: Sequence[Told], found: Sequence[int]) -> list[int]:
    members: list[int] = []
    for number, position in enumerate(found):
        members.append(position)
        after, text = position + 1, told[position].text
        is_next = number + 1 < len(found) and found[number + 1] == after
        in_paragraph = after < len(told) and told[after].block == told[position].block
        if len(text) < SHORT and ":" not in text and in_paragraph and not is_next:
            members.append(after)
    return members


def _sentences_that_follow(told: Sequence[Told], announcing: int, count: int | None) -> list[int]:
    """As many sentences as a short one announces, where they end the paragraph or the last begins by « Enfin »."""
    if count is None or len(told[announcing].text.split()) > LONGEST_ANNOUNCEMENT:
        return []
    positions = list(range(announcing + 1, announcing + 1 + count))
    if positions[-1] >= len(told) or any(told[one].block != told[announcing].block for one in positions):
        return []
    ends_it = positions[-1] + 1 == len(told) or told[positions[-1] + 1].block != told[announcing].block
    go_on = all(GOES_ON.match(_plain(told[one].text)) for one in positions[1:])
    return positions if ENFIN.match(_plain(told[positions[-1]].text)) or (ends_it and go_on) else []


def _plain(text: str) -> str:
    return " ".join(fold(straight(text)).split())
