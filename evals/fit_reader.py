"""PIAF → a reader grown from the bundled model: which sentence of the passages holds the answer, measured.

`python -m evals.fit_reader --dataset piaf-v1.0.json --models-dir DIR --steps 1200` writes
`assistant/reader_weights.npz`, which `assistant.reader` reads with. Training maximises the probability of the
answer's tokens among those of all passages shown and of « no answer » (logit 0), as in multi-passage readers (Clark
and Gardner, 2018); in a share of the trials the right passage is left out, so that « no answer » is right. `--written`
adds questions written on the training paragraphs, answered or not, `--also` articles written with theirs, and
`--document` pages on which `--written` asks something (`evals.public_pages`). What is trained is low-rank
(`evals.token_model`).
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch

from assistant.reader import WEIGHTS_FILE, pair_to_read
from evals.measures import mean_with_interval
from evals.memory_index import MemoryIndex, sentence_starts
from evals.splits import SEED, held_out_articles, train_articles
from evals.squad import AskedQuestion, Dataset, load_squad
from evals.token_model import TokenModel, descend
from evals.training_questions import dataset_of_documents, with_written_questions
from evals.trials import hold_answer, ranked_sentences
from evals.vectors import Vectors, embed_dataset
from ingest.chunks import Chunk
from ingest.embeddings import open_embedder
from ingest.terms import fold

QUESTIONS_A_STEP = 8
WRONG_PASSAGES, LEFT_OUT, PLAIN = 2, 0.2, 0.15
"""`PLAIN` is the share of the questions typed as on a phone: no accents, no capitals, no question mark."""
NEAR = 8
"""Wrong passages are drawn from the nearest ones, the assistant's own mistakes."""
LONGEST, PASSAGES_A_BATCH = 320, 12
NOWHERE, NO_TOKEN = -1e4, -12.0
START_LOGIT = -7.0
"""About minus the log of a passage's tokens: untrained, « no answer » and an answer are as likely."""


@dataclass(frozen=True)
class Read:
    """One passage read: the logit of each token, and the span of the passage's text that it covers, in characters."""

    logits: torch.Tensor
    starts: np.ndarray
    ends: np.ndarray

    def within(self, start: int, end: int) -> torch.Tensor:
        """The log of the summed exponentials of the tokens that touch the span; `NO_TOKEN` without any."""
        touched = torch.tensor((self.starts < end) & (self.ends > start))
        return torch.logsumexp(self.logits[touched], 0) if touched.any() else torch.tensor(NO_TOKEN)


class Reader(TokenModel):
    """Reads a question with each passage."""

    def __init__(self, models_dir: Path) -> None:
        super().__init__(models_dir, START_LOGIT)

    def read(self, pairs: Sequence[tuple[str, Chunk]]) -> list[Read]:
        """Each question with its passage, in the order given; batches hold passages of like length."""
        found: dict[int, Read] = {}
        by_length = sorted(range(len(pairs)), key=lambda number: len(pairs[number][1].text))
        for first in range(0, len(by_length), PASSAGES_A_BATCH):
            numbers = by_length[first : first + PASSAGES_A_BATCH]
            found |= dict(zip(numbers, self._read_batch([pairs[number] for number in numbers]), strict=True))
        return [found[number] for number in range(len(pairs))]

    def _read_batch(self, pairs: Sequence[tuple[str, Chunk]]) -> Iterator[Read]:
        firsts, seconds, begin = zip(*(pair_to_read(question, chunk) for question, chunk in pairs), strict=True)
        tokens = self.read_tokens(firsts, seconds, LONGEST)
        for row, shift in enumerate(begin):
            starts, ends = tokens.offsets[row, :, 0] - shift, tokens.offsets[row, :, 1] - shift
            kept = (tokens.parts[row] == 1) & (ends > np.maximum(starts, 0))
            yield Read(
                tokens.logits[row, :, 0].masked_fill(~torch.tensor(kept), NOWHERE), starts, np.where(kept, ends, -1)
            )


@dataclass(frozen=True)
class Example:
    """A question, its paragraph, and the nearest passages that are not the right one."""

    asked: AskedQuestion
    paragraph: Chunk
    wrong: list[Chunk]


def examples_of(dataset: Dataset, vectors: Vectors, articles: set[int]) -> list[Example]:
    """Each question of the articles, with the nearest passages of theirs."""
    numbers = [number for number, article in enumerate(dataset.articles) if article in articles]
    index = MemoryIndex(dataset, vectors, sentence_starts(dataset), numbers)
    examples = []
    for position, asked in enumerate(dataset.questions):
        if dataset.articles[asked.paragraph] in articles:
            paragraph = dataset.paragraphs[asked.paragraph]
            ids, _ = ranked_sentences(asked.text, vectors.questions[position], index, NEAR + 1)
            examples.append(Example(asked, paragraph, index.chunks([one for one in ids if one != paragraph.id][:NEAR])))
    return examples


def step_loss(reader: Reader, examples: Sequence[Example], choose: random.Random) -> torch.Tensor:
    """The mean over the questions of minus the log-probability of the answer, or of « no answer ».

    A question written near its paragraph is shown with it alone: another of the article might well answer it.
    """
    pairs: list[tuple[str, Chunk]] = []
    shown: list[tuple[AskedQuestion, bool, slice]] = []
    """Whether the answer is in the passages, and which of the pairs they are."""
    for example in examples:
        asked, right, wrong = example.asked, example.paragraph, example.wrong
        left_out = asked.answered and choose.random() < LEFT_OUT
        if left_out:
            answer = fold(right.text[asked.start : asked.end])
            wrong = [one for one in wrong if answer not in fold(one.text)]
            left_out = len(wrong) > 0
        chunks = [] if left_out else [right]
        if asked.answered:
            chunks += choose.sample(wrong, min(len(wrong), WRONG_PASSAGES + left_out))
        shown.append((asked, asked.answered and not left_out, slice(len(pairs), len(pairs) + len(chunks))))
        typed = fold(asked.text).rstrip(" ?") if choose.random() < PLAIN else asked.text
        pairs += [(typed, chunk) for chunk in chunks]
    reads = reader.read(pairs)
    losses = []
    for asked, answered, rows in shown:
        everything = torch.logsumexp(torch.cat([*(read.logits for read in reads[rows]), torch.zeros(1)]), 0)
        told = reads[rows][0].within(asked.start, asked.end) if answered else torch.zeros(())
        losses.append(everything - told)
    return torch.stack(losses).mean()


def train(reader: Reader, examples: Sequence[Example], steps: int, weights: Path, minutes: float | None = None) -> None:
    """Train for so many steps, or minutes if that is less; the learning rate falls to 0. Saved as it goes."""
    choose = random.Random(SEED)
    loss_of = partial(step_loss, reader, choose=choose)
    descend(reader, examples, loss_of, steps, QUESTIONS_A_STEP, weights, choose, minutes=minutes)


def measure(reader: Reader, dataset: Dataset, vectors: Vectors, questions: int, weights: Sequence[float]) -> None:
    """On held-out articles, the reader's score added by weight: hit@1, the answer in the first sentence and three."""
    held_out = set(held_out_articles(dataset))
    index = MemoryIndex(dataset, vectors, sentence_starts(dataset), range(len(dataset.paragraphs)))
    positions = [n for n, asked in enumerate(dataset.questions) if dataset.articles[asked.paragraph] in held_out]
    positions = random.Random(SEED).sample(positions, min(questions, len(positions)))
    rows: dict[float, list[tuple[bool, bool, bool]]] = {weight: [] for weight in weights}
    reader.eval()
    for position in positions:
        asked = dataset.questions[position]
        right = dataset.paragraphs[asked.paragraph].id
        _, ranked = ranked_sentences(asked.text, vectors.questions[position], index)
        passages = {one.passage.chunk.id: one.passage.chunk for one in ranked}
        with torch.no_grad():
            reads = dict(zip(passages, reader.read([(asked.text, one) for one in passages.values()]), strict=True))
        scores = {
            one: float(reads[one.passage.chunk.id].within(*one.passage.chunk.sentences[one.number])) for one in ranked
        }
        for weight in weights:
            best = sorted(ranked, key=lambda one, weight=weight: -(one.score + weight * scores[one]))  # type: ignore[misc]
            held = hold_answer(best, right, asked)
            rows[weight].append((best[0].passage.chunk.id == right, held[0], any(held[:3])))
    groups = np.array([dataset.articles[dataset.questions[position].paragraph] for position in positions])
    for weight, outcomes in rows.items():
        figures = [mean_with_interval(column, groups) for column in np.array(outcomes, float).T]
        print(f"weight {weight}: passage of the first sentence, first sentence, three:", *figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--weights", type=Path, default=WEIGHTS_FILE, help="where what is learnt goes")
    parser.add_argument("--cache", type=Path, help="a .npz file that keeps the vectors between runs")
    parser.add_argument("--written", type=Path, nargs="*", default=[], help="files of `evals/written_for_training`")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="articles to learn from, in SQuAD form")
    parser.add_argument("--document", type=Path, nargs="*", default=[], help="pages to learn from")
    parser.add_argument("--steps", type=int, default=1200, help="two to four seconds each on two cores")
    parser.add_argument("--minutes", type=float, help="to stop after so many, the learning rate falling to 0 by then")
    parser.add_argument("--resume", type=Path, help="trained weights to go on from")
    parser.add_argument("--questions", type=int, default=300)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    dataset = with_written_questions(load_squad(options.dataset), options.written)
    embedder = open_embedder("bundled", options.models_dir)
    vectors = embed_dataset(dataset, embedder, options.cache)
    examples = examples_of(dataset, vectors, set(train_articles(dataset)))
    for path in options.also:
        articles = load_squad(path, unanswered=True)
        examples += examples_of(articles, embed_dataset(articles, embedder), set(articles.articles))
    if options.document:
        pages = dataset_of_documents(options.document, options.written)
        examples += examples_of(pages, embed_dataset(pages, embedder), set(pages.articles))
    reader = Reader(options.models_dir)
    if options.resume:
        reader.load(options.resume)
    train(reader, examples, options.steps, options.weights, options.minutes)
    measure(reader, dataset, vectors, options.questions, (0.0, 0.3, 0.6, 1.0))


if __name__ == "__main__":
    main()
