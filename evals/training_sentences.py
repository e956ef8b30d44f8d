"""Sentences written for training, and a dataset → what a checker learns from: (sentence, passage) pairs and labels.

The sentences are told by the hash of their paragraph. To them are added, cheaply: faithful ones held against another
paragraph of the article, or with a name, number or date of the passage in the place of another; and as faithful, the
passages' own sentences, an aside left out or not, so that not every change is a lie.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from evals.squad import Dataset
from evals.training_questions import written_rows
from evals.written_sentences import LONGEST, SHORTEST, WrittenSentence
from ingest.chunks import Chunk
from ingest.terms import term_set

FAITHFUL_KIND, SOURCE = "supported", "written for training"
FIGURE = re.compile(r"(?<![\d,.])\d+(?:[  ]\d{3})*(?:,\d+)?(?![\d,.]|\w)")
NAME = re.compile(r"(?<=[a-zé,] )[A-ZÉ][\w'’-]{3,}(?: (?:d[eu] |des )?[A-ZÉ][\w'’-]+)*")
"""Whole names only: a part exchanged for another makes what nobody would write."""
ASIDE = re.compile(r", [^,;:]{8,80}(?=,)")
ENUMERATED = re.compile(r"\W*(?:et|ou|comme|ainsi que)?\W*$")
HELD_OUT_SHARE = 0.1


def written_for_training(dataset: Dataset, parts: Sequence[Path]) -> list[WrittenSentence]:
    """The sentences of the parts, each with its paragraph; those of other datasets' paragraphs are left out."""
    return [
        WrittenSentence(text, (dataset.paragraphs[number],), kind, SOURCE)
        for number, row in written_rows(dataset.paragraphs, parts)
        for kind, text in row["sentences"]
    ]


def split_by_article(
    dataset: Dataset, sentences: Sequence[WrittenSentence], seed: int
) -> tuple[list[WrittenSentence], list[WrittenSentence]]:
    """Those to learn from, and about `HELD_OUT_SHARE` of them, of other articles, to set thresholds on."""
    article = dict(zip((one.id for one in dataset.paragraphs), dataset.articles, strict=True))
    articles = sorted({article[one.chunks[0].id] for one in sentences})
    random.Random(seed).shuffle(articles)
    held_out: set[int] = set()
    for one in articles:
        if sum(article[sentence.chunks[0].id] in held_out for sentence in sentences) < HELD_OUT_SHARE * len(sentences):
            held_out.add(one)
    return (
        [one for one in sentences if article[one.chunks[0].id] not in held_out],
        [one for one in sentences if article[one.chunks[0].id] in held_out],
    )


def made_beside(dataset: Dataset, sentences: Sequence[WrittenSentence], seed: int) -> list[WrittenSentence]:
    """What is added to the sentences to learn from, at no cost of writing."""
    choose = random.Random(seed)
    neighbours = _neighbours(dataset)
    made: list[WrittenSentence] = []
    for one in (one for one in sentences if one.kind == FAITHFUL_KIND):
        (chunk,) = one.chunks
        made += [WrittenSentence(text, one.chunks, "changed", SOURCE) for text in _changed(one.text, chunk, choose)]
        if nearest := _nearest(one.text, neighbours[chunk.id]):
            made.append(WrittenSentence(one.text, (nearest,), "elsewhere", SOURCE))
    for chunk in {one.chunks[0].id: one.chunks[0] for one in sentences}.values():
        own = [text for text in chunk.sentence_texts() if SHORTEST <= len(text) <= LONGEST]
        for text in choose.sample(own, min(2, len(own))):
            bare = ASIDE.sub("", text, count=1).replace(",,", ",")
            made.append(WrittenSentence(bare, (chunk,), FAITHFUL_KIND, SOURCE))
            made += [WrittenSentence(new, (chunk,), "changed", SOURCE) for new in _changed(text, chunk, choose)[:1]]
    return made


def _neighbours(dataset: Dataset) -> dict[str, list[Chunk]]:
    of_article: dict[int, list[Chunk]] = {}
    for chunk, article in zip(dataset.paragraphs, dataset.articles, strict=True):
        of_article.setdefault(article, []).append(chunk)
    return {
        chunk.id: [one for one in of_article[article] if one.id != chunk.id]
        for chunk, article in zip(dataset.paragraphs, dataset.articles, strict=True)
    }


def _nearest(text: str, chunks: Sequence[Chunk]) -> Chunk | None:
    said = term_set(text)
    return max(chunks, key=lambda one: len(said & term_set(one.text)), default=None)


def _changed(text: str, chunk: Chunk, choose: random.Random) -> list[str]:
    """Up to two untrue sentences: two names exchanged, or one name or figure for another of the passage."""
    found = [
        *_exchanged(text),
        *_replaced(text, chunk.text, NAME, choose),
        *_replaced(text, chunk.text, FIGURE, choose),
    ]
    return choose.sample(found, min(2, len(found)))


def _exchanged(text: str) -> Iterator[str]:
    names = list(NAME.finditer(text))
    for one, other in pairwise(names):
        between = text[one.end() : other.start()]
        if one[0] != other[0] and not ENUMERATED.match(between) and between.strip():
            yield text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _replaced(text: str, passage: str, pattern: re.Pattern[str], choose: random.Random) -> Iterator[str]:
    for found in pattern.finditer(text):
        others = sorted(
            {
                one
                for one in pattern.findall(passage)
                if one not in text and found[0] not in one and one not in found[0] and len(one) > 1
            }
        )
        if others:
            yield text[: found.start()] + choose.choice(others) + text[found.end() :]
