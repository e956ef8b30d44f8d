"""A sentence and the quote that it cites → whether the quote bears it, checked by code and not by a model."""

import re
import unicodedata

from assistant.sentences import Citation, Statement

_BLANKS = re.compile(r"\s+")


def verified_statement(text: str, citations: list[Citation], passages: dict[int, str]) -> Statement:
    """The statement with its verdict; `passages` gives, for each citation id, the passage it was taken from.

    Verified when every quote stands letter for letter in its passage and the whole statement in the quotes, but
    for blanks: a quotation passes, anything said beyond it does not.
    """
    quotes_hold = all(citation.quote and citation.quote in passages[citation.id] for citation in citations)
    quoted = " ".join(citation.quote for citation in citations)
    said = _normalised(text)
    holds = bool(said) and quotes_hold and said in _normalised(quoted)
    return Statement(text=text, citations=[citation.id for citation in citations], verified=holds)


def _normalised(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
