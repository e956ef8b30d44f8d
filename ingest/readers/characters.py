"""Text as a file holds it → text as one reads it: composed accents, ligatures undone, French spaces kept."""

import re
from unicodedata import is_normalized, normalize

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Of typesetting only: « œ » and « æ » are letters of French."""
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f]")
"""Soft hyphens, marks of direction and of width zero, control characters."""
MANY_ACCENTS = re.compile("([\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]{30})[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")
"""More accents on one letter than any writing has."""
SPACES = re.compile(r"[ \t\r\n\f\v\u2000-\u2006\u2008\u205f\u3000]+")
"""All but the spaces that do not break (U+00A0, U+2007, U+202F) and the thin one (U+2009): French types them."""
TO_CLEAN = re.compile(
    r"[\x00-\x1f\x7f\u00ad\u0300-\u036f\u1ab0-\u1aff\u2000-\u2006\u2008\u200b-\u200f\u2028-\u202e\u205f-\u2064"
    r"\u20d0-\u20ff\u3000\ufb00-\ufb06\ufeff\ufffe\uffff]"
)
"""What any of the above may change, but for two spaces."""


def composed(text: str) -> str:
    """Accents composed with their letters (NFC); of a long run of accents, which takes quadratic time, the first."""
    return normalize("NFC", MANY_ACCENTS.sub(r"\1", text))


def cleaned(text: str) -> str:
    """One line of text: runs of breaking spaces become one space, what is not seen goes."""
    # Most lines are clean: one search tells, and all that follows takes fifteen times longer.
    if "  " not in text and not TO_CLEAN.search(text) and is_normalized("NFC", text):
        return text
    text = composed(text.translate(LIGATURES))
    return SPACES.sub(" ", UNSEEN.sub("", text.replace("\u2028", " ").replace("\u2029", " ")))
