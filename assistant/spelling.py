"""A question typed as in a text message → the same in words that a report might hold: « c koi » → « c'est quoi »."""

import re

SHORT_FORMS = {
    "koi": "quoi",
    "kwa": "quoi",
    "pk": "pourquoi",
    "pq": "pourquoi",
    "pkoi": "pourquoi",
    "pourkoi": "pourquoi",
    "cb": "combien",
    "combi1": "combien",
    "kombien": "combien",
    "qd": "quand",
    "kan": "quand",
    "kand": "quand",
    "ki": "qui",
    "ke": "que",
    "kel": "quel",
    "kelle": "quelle",
    "kels": "quels",
    "kelles": "quelles",
    "koman": "comment",
    "coment": "comment",
    "cmt": "comment",
    "cest": "c'est",
    "sé": "c'est",
    "kesako": "qu'est-ce que",
    "kézako": "qu'est-ce que",
    "keski": "qu'est-ce qui",
    "kesk": "qu'est-ce que",
    "ds": "dans",
    "pr": "pour",
    "bcp": "beaucoup",
    "tt": "tout",
    "ts": "tous",
    "qq": "quelque",
    "dc": "donc",
    "ya": "y a",
    "sa veut": "ça veut",
    "ca veut": "ça veut",
}
SHORT = re.compile(
    rf"(?<![\w'’-])(?:{'|'.join(sorted(map(re.escape, SHORT_FORMS), key=len, reverse=True))})(?![\w'’-])"
)
"""In small letters only: « CB » and « PR » may be acronyms of the report."""
LONE_C = re.compile(r"(?<![\w'’-])[cC] (?=(?:quoi|qui|où|ou|les?|la|l['’]|une?|pas|kan|quand)(?!\w))")


def in_full(question: str) -> str:
    """The question with the short forms of text messages written in full."""
    return LONE_C.sub("c'est ", SHORT.sub(lambda found: SHORT_FORMS[found[0]], question))
