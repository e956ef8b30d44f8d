"""A report's text → its examples: headed ones (« Étude de cas », « Zoom sur »), and sentences that give one."""

import re
from collections.abc import Iterator

from assistant.inventory.entries import Entry
from assistant.inventory.places import places_in
from assistant.inventory.report_text import Part, ReportText
from assistant.inventory.told import Mention, Told, as_entries, folded, on_one_line, told_in
from assistant.orders import gives_orders
from ingest.voices import EXAMPLE

OPENS = re.compile(
    r"^[\s>*_•▪►–—-]*(?:encadré\s*(?:n\s*°\s*)?\d*\s*[:.–—-]\s*)?(?:exemples?|études? de cas|cas pratiques?|"
    r"cas d[’']usage|retours? d[’']expériences?|zoom|focus|illustrations?|coup de projecteur|"
    r"example|case study|spotlight)\b"
    r"(?:\s*(?:n\s*°\s*)?\d{1,3})?(?:\s*[:.–—-]\s*|\s+(?:sur|de|du|des|d[’']|à|at|of)\s*|\s*$)",
    re.IGNORECASE,
)
THE_EXAMPLE = re.compile(
    r"^(?:[\dIVXLA-Z.]+[.)]?\s+)?(?:encadré\s*(?:n\s*°\s*)?\d*\s*[:.–—-]\s*)?"
    r"(?:l[’']exemple|le cas)\s+(?:d[’']|de |du |des )",
    re.IGNORECASE,
)
BOX = re.compile(
    r"^[\s>*_]*(?:encadré|box)\s*(?:n\s*°\s*)?\d{1,3}\s*[:.–—-]\s*(?P<title>[^\n]{3,120}?)[\s*_]*$", re.IGNORECASE
)
"""A box with a title: an example when it, or what it opens with, is set somewhere."""
GENERIC = re.compile(
    r"^(?:[\dIVXLA-Z.]+[.)]?\s+)?(?:(?:quelques|des|autres|les)\s+)?(?:exemples|études de cas|cas pratiques|"
    r"retours d[’']expériences?|illustrations|bonnes pratiques|expérimentations locales|cas d[’']usage|examples)"
    r"(?:\s+(?:concrets|locaux|locales|inspirants|inspirantes))?\s*:?\s*$",
    re.IGNORECASE,
)
"""A heading that holds examples and is none."""
GIVES_ONE = re.compile(
    r"\b(?:par exemple|à titre d[’']exemple|à titre d[’']illustration|à l[’']instar d|c[’']est (?:notamment )?le cas "
    r"(?:de|du|des|d[’']|à|en)|tel(?:le)?s? est le cas d|pour exemple|citons|for example|for instance)",
    re.IGNORECASE,
)
OPENS_WITH_ONE = re.compile(
    r"[\W_]*(?:par exemple,|à titre d[’'](?:exemples?|illustration)s?,|for example,|for instance,|as an example,)"
    r"|(?:ce sont|c[’']est|cela peut être|il s[’']agit|il peut s[’']agir|on peut citer|citons),? par exemple\b",
    re.I,
)
ABOUT_A_TEXT = re.compile(r"\b(?:cf\.|voir (?:le|la|l[’']|les)|consultez|ci-dessous|ci-dessus|suivante?s?)\b", re.I)
NAMED = re.compile(
    r"\b(?:à|au|aux|la (?:ville|commune|région|métropole|communauté)|le (?:département|pays|conseil)|"
    r"l[’'](?:association|agence|université))\s*(?:de |du |des |d[’'])?(?P<name>[A-ZÀ-Ý][\w’'-]{2,})"
)
LONGEST_TITLE = 160
SHORTEST = 6


def find_examples(report: ReportText) -> list[Entry]:
    """Every example of the report, in its order."""
    found = sorted([*_stated(report), *_given(report)], key=lambda one: (one.told.start, -one.told.end))
    kept: list[Mention] = []
    for one in found:
        if not kept or one.told.start >= kept[-1].told.end:
            kept.append(one)
    return as_entries(report, "examples", kept)


def _stated(report: ReportText) -> Iterator[Mention]:
    """Headings and blocks that say they are an example, and the items under a heading « Exemples »."""
    for position, part in enumerate(report.parts):
        if part.kind in ("code", "table", "caption", "footnote") or gives_orders(part.text):
            continue
        following = report.parts[position + 1] if position + 1 < len(report.parts) else None
        if BOX.match(part.text) and _is_set_somewhere(part, following):
            yield _mention(part, part.text)
        elif part.kind == "heading":
            if (
                EXAMPLE.match(part.text) or OPENS.match(part.text) or THE_EXAMPLE.match(part.text)
            ) and not GENERIC.match(part.text):
                yield _mention(part, part.text)
        elif OPENS.match(part.text) or (THE_EXAMPLE.match(part.text) and len(part.text) < LONGEST_TITLE):
            yield from _opened(part, following)
        elif part.kind == "list_item" and part.section and GENERIC.match(part.section[-1]):
            yield _mention(part, part.text)


def _is_set_somewhere(box: Part, following: Part | None) -> bool:
    opening = following.text[: following.sentences[0][1] - following.start] if following and following.sentences else ""
    return any(any(places_in(text)) for text in (box.text, opening.lstrip("*_ ")))


def _opened(part: Part, following: Part | None) -> Iterator[Mention]:
    """The block itself, or the next when it only says « Exemple »."""
    opening = OPENS.match(part.text)
    rest = part.text[opening.end() :] if opening else part.text
    if len(rest.split()) >= 2:
        yield _mention(part, part.text)
    elif part.kind in ("box", "paragraph") and following and following.kind in ("box", "paragraph", "list_item"):
        yield _mention(following, following.text)


def _mention(part: Part, text: str) -> Mention:
    label = on_one_line(text).strip("*_ ")
    if len(label) > LONGEST_TITLE and part.sentences:
        start, end = part.sentences[0]
        label = on_one_line(part.text[start - part.start : end - part.start]).strip("*_ ")
    return Mention(Told(part, part.text, part.start, part.end), label, folded(label))


def _given(report: ReportText) -> Iterator[Mention]:
    """« Par exemple, … à Lille »: a sentence that gives as an example somebody or somewhere that it names."""
    for told in told_in(report, headings=False):
        if told.part.kind not in ("paragraph", "list_item", "box") or ABOUT_A_TEXT.search(told.text):
            continue
        given = GIVES_ONE.search(told.text)
        if (
            given
            and len(told.text.split()) >= SHORTEST
            and not told.text.rstrip().endswith(":")
            and (OPENS_WITH_ONE.match(told.text) or NAMED.search(told.text, given.start()))
        ):
            yield Mention(told, on_one_line(told.text), folded(told.text))
