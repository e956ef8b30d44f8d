"""Blocks as read → those of the report, and those around it (covers, contents, running heads, web page): why."""

import re
from dataclasses import dataclass

from ingest.document import Block, Document, NotReport

LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)")
BUTTON = re.compile(r"\]\(#\)")
"""A link that leads nowhere is a button of the page."""
SIMILAR_CONTENT = re.compile(
    r"(contenus?|articles?|ressources?|pages?|documents?|publications?) (similaires?|associée?s?|liée?s?|récente?s?)"
    r"|^(à|a) (lire|voir|découvrir) (aussi|également)|^voir aussi|sur le même (sujet|thème)|dans la même rubrique"
    r"|ces contenus pourraient|vous aimerez aussi",
    re.IGNORECASE,
)
AGENDA = re.compile(r"^(l[’'])?agenda$|^(prochains )?([ée]v[èée]nements?|rendez-vous)( à venir)?$", re.IGNORECASE)
SUBSCRIPTION = re.compile(
    r"^(abonnez|inscrivez)-vous|^s[’'](abonner|inscrire)\b|^(partagez|partager|suivez-nous)\b|^(newsletter|recevez "
    r"(notre|la|le meilleur|nos)\b|lettre d[’']information$)",
    re.IGNORECASE,
)
VIEWER = re.compile(
    r"^(voir|lire|consulter|consultez|télécharger|téléchargez|retrouvez)\b.*:$", re.IGNORECASE | re.DOTALL
)
_DAY = r"\d{1,2}(?:er)?(?:[./]\d{1,2}[./]\d{2,4}| \w+ \d{4})"
EVENT_DATE = re.compile(rf"^(le {_DAY}|du \d{{1,2}}\S*(?: \w+(?: \d{{4}})?)? au {_DAY}|{_DAY})$", re.IGNORECASE)
LONGEST_CALL = 30
"""In words: a longer paragraph with a button in it is text."""


@dataclass(frozen=True)
class SetAside:
    """A block that is not the report, and why."""

    block: Block
    reason: NotReport


def set_furniture_aside(document: Document) -> tuple[list[Block], list[SetAside]]:
    """Split the blocks of `document` in order, by what the reader saw and, in a web page, by what they say."""
    seen = [block.not_report for block in document.blocks]
    reasons = _web_reasons(document) if document.from_web else seen
    kept = [block for block, reason in zip(document.blocks, reasons, strict=True) if reason is None]
    aside = [SetAside(block, reason) for block, reason in zip(document.blocks, reasons, strict=True) if reason]
    return kept, aside


def _web_reasons(document: Document) -> list[NotReport | None]:
    reasons: list[NotReport | None] = []
    section_reason: NotReport | None = None
    section_level = 0
    for position, block in enumerate(document.blocks):
        text = _bare(document.text_of(block))
        reason = block.not_report or _reason(block, document.text_of(block), text)
        if block.not_report:
            reasons.append(reason)
            continue
        if block.kind == "heading":
            if section_reason and block.level <= section_level:
                section_reason = None
            if position and reasons[-1] == "agenda" and document.blocks[position - 1].kind != "heading":
                reason = "agenda"
            elif section_reason is None and reason:
                section_reason, section_level = reason, block.level
        reasons.append(reason or section_reason)
    _set_emptied_headings_aside(document.blocks, reasons)
    return reasons


def _bare(text: str) -> str:
    return re.sub(r"[*_`]", "", text).strip()


def _reason(block: Block, raw: str, text: str) -> NotReport | None:
    if block.kind == "heading":
        if SIMILAR_CONTENT.search(text):
            return "similar_content"
        if AGENDA.match(text):
            return "agenda"
        return "subscription" if SUBSCRIPTION.match(text) else None
    if LINK.search(raw) and not re.search(r"\w", LINK.sub("", raw)):
        return "action_link"
    if BUTTON.search(raw) and len(raw.split()) <= LONGEST_CALL:
        return "action_link"
    if EVENT_DATE.match(text) and block.kind == "list_item":
        return "agenda"
    if SUBSCRIPTION.match(text) and len(raw.split()) <= LONGEST_CALL:
        return "subscription"
    if VIEWER.match(text) and len(raw.split()) <= 10:
        return "viewer"
    return None


def _set_emptied_headings_aside(blocks: tuple[Block, ...], reasons: list[NotReport | None]) -> None:
    """A heading with nothing of the report under it, only furniture, titled that furniture."""
    for position in range(len(blocks) - 1, -1, -1):
        heading = blocks[position]
        if heading.kind != "heading" or reasons[position]:
            continue
        under = []
        for follower, reason in zip(blocks[position + 1 :], reasons[position + 1 :], strict=True):
            if follower.kind == "heading" and follower.level <= heading.level:
                break
            under.append(reason)
        if under and all(under):
            reasons[position] = "viewer" if "viewer" in under or "action_link" in under else under[0]
