"""A passage → how likely each of its sentences defines something, and which term, by a model grown for it.

The tagger is the bundled model with what `evals.fit_tagger` taught it. Each token of a passage, read under its heading,
gets two logits: of belonging to the name of what is defined, and to a sentence that defines. The sentence's is the mean
of its tokens'; its term is the likeliest run of tokens in it or, when it takes up a term named before, the last one
before it (sequence labelling of definitions, as in DEFT; Spala et al., 2019).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.grown_model import GrownModel, ReadTokens
from assistant.inventory.plain import VAGUE, as_term, plain, words_of
from ingest.chunks import Chunk

WEIGHTS_FILE = Path(__file__).parent.parent / "tagger_weights.npz"
FIRST = "query: qu'est-ce que"
OF_TERM, OF_SENTENCE = 0, 1
"""The two logits of a token."""
UNREAD = -12.0
WORD = re.compile(r"[\w.+/-]*\w|\w")
BETWEEN = re.compile(r"[ '’\u00a0\u202f-]*")
OPEN_END = re.compile(
    r"(?: (?:de|du|des|à|au|aux|en|et|ou|par|pour|sur|dans|avec|le|la|les|un|une|dite?s?)| ?\b[ld]'?)+$", re.IGNORECASE
)
LEAST_OF_A_TERM = -0.5
"""The log-odds of the least likely word of a term."""


@dataclass(frozen=True)
class TaggedSentence:
    """The log-odds that the sentence defines, and the term that it would define."""

    log_odds: float
    term: str | None


class Tagger(Protocol):
    """What finding definitions needs of a tagger."""

    def tag(self, chunk: Chunk) -> list[TaggedSentence]:
        """One for each sentence of the passage."""
        ...


class BundledTagger:
    """The bundled model, taught by `evals.fit_tagger`."""

    def __init__(self, models_dir: Path) -> None:
        self._model = GrownModel(models_dir, WEIGHTS_FILE)

    def tag(self, chunk: Chunk) -> list[TaggedSentence]:
        second, begins = text_to_tag(chunk.section[-1] if chunk.section else "", chunk.text)
        sentences = [(start + begins, end + begins) for start, end in chunk.sentences]
        return tagged_sentences(self._model.read(FIRST, second), second, sentences)


def text_to_tag(heading: str, text: str) -> tuple[str, int]:
    """What the tagger reads: the passage under its heading, and where in that the passage begins."""
    return f"{heading}\n{text}", len(heading) + 1


def tagged_sentences(tokens: ReadTokens, text: str, sentences: Sequence[tuple[int, int]]) -> list[TaggedSentence]:
    """The tokens of `text` with both logits → each sentence's, given by its span in `text`."""
    runs = _likely_runs(tokens, text)
    return [TaggedSentence(_log_odds(tokens, *span), _term(runs, text, *span)) for span in sentences]


@dataclass(frozen=True)
class _Run:
    """Words that likely name what is defined, and the highest of their tokens' logits."""

    start: int
    end: int
    logit: float


def _log_odds(tokens: ReadTokens, start: int, end: int) -> float:
    own = tokens.logits[tokens.within(start, end), OF_SENTENCE]
    return float(own.mean()) if own.size else UNREAD


def _likely_runs(tokens: ReadTokens, text: str) -> list[_Run]:
    """The runs of words that may be of a term, one of them at least more likely so than not."""
    runs: list[_Run] = []
    for word in WORD.finditer(text):
        own = tokens.logits[tokens.within(*word.span()), OF_TERM]
        logit = float(own.max()) if own.size else UNREAD
        if logit <= LEAST_OF_A_TERM:
            continue
        if runs and BETWEEN.fullmatch(text[runs[-1].end : word.start()]):
            runs[-1] = _Run(runs[-1].start, word.end(), max(logit, runs[-1].logit))
        else:
            runs.append(_Run(word.start(), word.end(), logit))
    return [run for run in runs if run.logit > 0]


def _term(runs: Sequence[_Run], text: str, start: int, end: int) -> str | None:
    """The likeliest run of the sentence, an acronym only without any other; without any, the last run before it."""
    inside = [run for run in runs if start <= run.start < end]
    inside = [run for run in inside if not text[run.start : run.end].isupper()] or inside
    chosen = [max(inside, key=lambda run: run.logit)] if inside else [run for run in runs if run.end <= start][-1:]
    if not chosen:
        return None
    term = as_term(OPEN_END.sub("", plain(text[chosen[0].start : chosen[0].end])), listed=True)
    return None if term is None or VAGUE.issuperset(words_of(term)) else term
