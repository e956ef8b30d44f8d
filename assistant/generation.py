"""What a language model writes, as it comes → whole sentences, each checked against the passages before it is shown."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from assistant.entailment import Entails
from assistant.prompts import ABSENT
from assistant.refusals import Language
from assistant.support import Problem, Support, verdict_on
from ingest.chunks import Chunk
from ingest.sentence_splitting import sentence_spans
from ingest.terms import fold, term_set

_THOUGHT = re.compile(r"<think(ing)?>.*?</think(ing)?>", re.DOTALL | re.IGNORECASE)
_THINKING = re.compile(r"<think(ing)?>(?!.*</think).*", re.DOTALL | re.IGNORECASE)
_MARKS = re.compile(
    r"\s*\[\s*(?:passage )?\d+(?:\s*[,;]\s*\d+)*\s*\]|\s*\(\s*passages? \d+\s*\)|"
    r"</?(?:passage|question)\b[^>]*>|[*_`#]{1,3}|^\s*[-•–]\s+",
    re.IGNORECASE,
)
"""Marks of citations are the model's own idea, and typographic ones no part of a sentence."""
_ENDED = re.compile(r"[.!?…:»\")]\s*$")
_BLANKS = re.compile(r"\s+")
_LINE = re.compile(r"\n+")
CARRIED_ON = re.compile(r"(il|elle|ils|elles)\b", re.IGNORECASE)
MOST_WRITTEN_SENTENCES = 12


class Struck(BaseModel):
    """A sentence that a model wrote and that is not shown as the report's: its problem, and the very words of it."""

    model_config = ConfigDict(frozen=True)

    text: str
    problem: Problem
    detail: str


@dataclass(frozen=True)
class Borne:
    """A sentence that a model wrote, and the sentences of the report that bear it."""

    text: str
    support: Support


class Generation(BaseModel):
    """What a language model's part in an answer was: shown beside it.

    `struck` is what it wrote and the report does not say; `notice` says in one line why the answer is a quotation or a
    refusal all the same, None when it is the model's; tokens are as the server counts them, None where it does not or
    was left before it did; `failed`, that it did not write to its end; `from_cache` tells that the answer was written
    earlier and that nothing was spent now.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    struck: list[Struck]
    notice: str | None
    input_tokens: int | None
    output_tokens: int | None
    seconds: float
    failed: bool = False
    from_cache: bool = False


NOTICES: dict[Language, dict[str, str]] = {
    "fr": {
        "failed": "{failure} La réponse est citée du rapport, sans modèle.",
        "struck": "Ce que le modèle a écrit ne s'appuie pas assez sur le rapport : la réponse en est citée.",
        "absent": "Le modèle n'a pas trouvé la réponse dans ces passages : voici ce que le rapport dit de plus proche.",
        "failed, refused": "{failure}",
        "struck, refused": "Ce que le modèle a écrit n'est pas dans le rapport : rien n'en est montré.",
        "absent, refused": "Le modèle n'a pas trouvé la réponse non plus.",
    },
    "en": {
        "failed": "{failure} The answer is quoted from the report, without the model.",
        "struck": "What the model wrote does not rest enough on the report: the answer is quoted from it.",
        "absent": "The model did not find the answer in these passages: here is the nearest that the report says.",
        "failed, refused": "{failure}",
        "struck, refused": "What the model wrote is not in the report: none of it is shown.",
        "absent, refused": "The model did not find the answer either.",
    },
}


def notice_of(failure: str | None, any_struck: bool, any_statement: bool, refused: bool, language: Language) -> str:
    """Why what a model wrote is not the answer, in one line."""
    cause = "failed" if failure else "struck" if any_struck or any_statement else "absent"
    return NOTICES[language][f"{cause}, refused" if refused else cause].format(failure=failure)


def checked_sentences(
    pieces: Iterator[str], chunks: Sequence[Chunk], weight: Callable[[str], float], entails: Entails | None = None
) -> Iterator[Borne | Struck]:
    """Each sentence as soon as it is whole and checked, by code and then by `entails` where there is one.

    Ends early when the model repeats itself or goes on and on; what says nothing new is passed over.
    """
    seen: set[str] = set()
    borne: list[Borne] = []
    last: Chunk | None = None
    for number, sentence in enumerate(whole_sentences(pieces)):
        same = fold(sentence)
        if number >= MOST_WRITTEN_SENTENCES or same in seen:
            return
        seen.add(same)
        # « Il », « elle »: whoever the sentence before spoke of, in the passage that bore it.
        of_the_last = [last] if last and CARRIED_ON.match(sentence) else chunks
        verdict = verdict_on(sentence, of_the_last, weight)
        support = verdict.support
        if support is None:
            yield Struck(text=sentence, problem=verdict.problem or "meaning", detail=verdict.detail)
        elif entails and not entails(_told_by(support), sentence):
            yield Struck(text=sentence, problem="meaning", detail="")
        else:
            last = support.chunk
            if not any(_says_nothing_new(sentence, support, earlier) for earlier in borne):
                borne.append(Borne(sentence, support))
                yield borne[-1]


def _told_by(support: Support) -> str:
    texts = support.chunk.sentence_texts()
    return " ".join(texts[number] for number in support.sentences)


def _says_nothing_new(sentence: str, support: Support, earlier: Borne) -> bool:
    same_place = support.chunk == earlier.support.chunk and set(support.sentences) <= set(earlier.support.sentences)
    return same_place and term_set(sentence) <= term_set(earlier.text)


def whole_sentences(pieces: Iterator[str]) -> Iterator[str]:
    """The sentences of a text that comes piece by piece; thoughts, marks and « ABSENT » are no sentences."""
    coming, given = "", 0
    for piece in pieces:
        coming += piece
        if _THINKING.search(coming):
            continue
        *ready, last = _sentences(coming) or [""]
        if ready:
            # What is whole is not cut again; the blank that ends a piece parts it from the next.
            coming = last + coming[len(coming.rstrip()) :]
        for sentence in filter(_tells, ready):
            given += 1
            yield sentence
    left = _sentences(_THINKING.sub("", coming))
    if given + len(left) > 1 and left and not _ENDED.search(left[-1]):
        # Cut off at the most that it may write.
        left.pop()
    yield from filter(_tells, left)


def _sentences(written: str) -> list[str]:
    found = []
    for line in _LINE.split(_THOUGHT.sub("", written)):
        bare = _BLANKS.sub(" ", _MARKS.sub("", line)).strip()
        found += [bare[start:end] for start, end in sentence_spans(bare)]
    return found


def _tells(sentence: str) -> bool:
    return bool(re.search(r"\w", sentence)) and ABSENT not in sentence
