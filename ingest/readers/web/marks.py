"""The text of a run, with a mark where each call of a footnote stood → the text without them, and where they stood."""

import re

MARK = "\ufdd0"
"""No character of any text: Unicode reserves it, and the page's own are taken out first."""
BRACKETED = re.compile(f"[\\[(]\\s*({MARK}+)\\s*[\\])]")
BETWEEN_MARKS = re.compile(f"(?<={MARK})\\s*[,;–-]?\\s*(?={MARK})")
SPACE_BEFORE = re.compile(f"[ \xa0\u202f]{{1,4}}({MARK}+)(?=[ \xa0\u202f.,)]|$)")
SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
NUMBER = re.compile(r"[+−-]?[0-9]{1,3}")


def without_marks(text: str) -> tuple[str, list[int]]:
    """The text, and the offset in it of each mark, in order."""
    if MARK not in text:
        return text, []
    text = BETWEEN_MARKS.sub("", BRACKETED.sub(r"\1", text))
    text = SPACE_BEFORE.sub(r"\1", BRACKETED.sub(r"\1", text))
    parts = text.split(MARK)
    offsets, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        offsets.append(length)
    return "".join(parts), offsets


def raised(text: str) -> str | None:
    """A raised number in characters that stay raised in plain text: « 10⁶ » is not 106; None for another text."""
    text = text.strip()
    return text.translate(SUPERSCRIPTS) if NUMBER.fullmatch(text) else None
