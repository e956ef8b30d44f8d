"""A document's text → Markdown that shows it as it is: nothing in it acts as markup, HTML or an icon."""

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(text: str) -> str:
    """Every ASCII punctuation mark behind a backslash, blanks as single spaces."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def escaped_lines(text: str) -> str:
    """The same, each line of the text a line."""
    return "  \n".join(escaped(line) for line in text.splitlines() if line.strip())


def with_quote_marked(passage: str, start: int, end: int) -> str:
    """The passage, its characters `start` to `end` in bold on a coloured ground: not by colour alone."""
    before, quote, after = passage[:start], passage[start:end], passage[end:]
    marked = f":orange-background[**{escaped(quote)}**]"
    left = f"{escaped(before)} " if before.strip() else ""
    right = f"{'' if re.match('[.,;)]', after) else ' '}{escaped(after)}" if after.strip() else ""
    return f"{left}{marked}{right}"
