"""An answer written by a model → what it shows that its cited passages do not hold, found without our own check.

Deliberately plain, so that it shares no mistake with `assistant.claims`: figures, capitalised words and quotations are
looked for, letter for letter but for accents and case, in the passages around the citations and their headings.
"""

import re
from collections.abc import Callable

from assistant.answer import Answer
from assistant.sentences import Citation
from ingest.chunks import Chunk
from ingest.terms import fold, straight

FIGURES = re.compile(r"\d+(?:[.,]\d+)?")
CAPITALISED = re.compile(r"(?<=[a-zà-ÿ,;'’] )[A-ZÀ-Ý][\w'’-]+|(?<=[a-zà-ÿ]['’])[A-ZÀ-Ý][\w-]+")
QUOTED = re.compile(r"«([^«»]+)»")


def unsupported_on_screen(answer: Answer, passage_of: Callable[[Citation], Chunk | None]) -> list[str]:
    """The figures, capitalised words and quotations of each statement that its passages do not hold; none is right."""
    citations = {citation.id: citation for citation in answer.citations}
    found: list[str] = []
    for statement in answer.statements:
        held = _plain(" ".join(_around(citations[number], passage_of) for number in statement.citations))
        words = set(re.findall(r"\w+", held))
        found += [figure for figure in FIGURES.findall(statement.text) if not set(re.findall(r"\d+", figure)) <= words]
        for capitalised in CAPITALISED.findall(statement.text):
            found += [part for part in re.findall(r"\w+", capitalised) if _plain(part) not in words]
        found += [quoted for quoted in QUOTED.findall(statement.text) if _plain(quoted) not in held]
        if not statement.citations:
            found.append(statement.text)
    return found


def _around(citation: Citation, passage_of: Callable[[Citation], Chunk | None]) -> str:
    chunk = passage_of(citation)
    return " ".join([citation.quote, *citation.section, chunk.text if chunk else ""])


def _plain(text: str) -> str:
    return " ".join(fold(straight(text)).split())
