"""Sentences written for training → a checker grown from the bundled model: does the passage say it, measured.

`python -m evals.fit_checker --dataset piaf-v1.0.json --models-dir DIR --weights FILE --steps 600` trains and measures;
with `--steps 0` it only measures FILE. The sentence and the few sentences of the passage that hold most of it are read
together. Each token of the sentence gets a logit; the sentence's, that the passage does not say it, is the log of the
sum of their exponentials: one token in the wrong place is enough (multiple instance learning, Dietterich et al., 1997).
Training starts from the reader's weights, which have learnt to read.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

from assistant.reader import WEIGHTS_FILE
from evals.checker_points import Judged, Weight, judged, told
from evals.splits import SEED
from evals.squad import load_squad
from evals.token_model import TokenModel, descend
from evals.training_sentences import FAITHFUL_KIND, made_beside, split_by_article, written_for_training
from evals.trials import PASSAGE_LENGTH
from evals.written_sentences import WrittenSentence, written_by_hand
from ingest.build import BUNDLED_REPORT, read_and_cut
from ingest.chunks import Chunk
from ingest.term_index import TermIndex
from ingest.terms import terms

PARTS = Path(__file__).parent / "written_for_training"
SENTENCES_READ = 3
SENTENCES_A_STEP, A_BATCH, LONGEST = 24, 12, 256
LEARNING_RATE = 4e-4
FAITHFUL_WEIGHT = 1.5
"""What a faithful sentence counts for in the loss: there are fewer of them."""
WRITTEN_TIMES = 2
"""How often a written sentence comes for once that one made from it does."""
START_LOGIT, NOWHERE = -3.5, -1e4
"""About minus the log of a sentence's tokens: untrained, said and not said are as likely."""

Pair = tuple[str, str]


class Checker(TokenModel):
    """Reads a sentence with what may say it."""

    def __init__(self, models_dir: Path) -> None:
        super().__init__(models_dir, START_LOGIT)

    def unsaid(self, pairs: Sequence[Pair]) -> torch.Tensor:
        """The logit that the second text does not say the first, for each pair; batches hold texts of like length."""
        found = torch.zeros(len(pairs))
        by_length = sorted(range(len(pairs)), key=lambda number: sum(map(len, pairs[number])))
        batches = [by_length[first : first + A_BATCH] for first in range(0, len(by_length), A_BATCH)]
        logits = [self._unsaid_batch([pairs[number] for number in numbers]) for numbers in batches]
        return found.index_copy(0, torch.tensor(by_length), torch.cat(logits)) if pairs else found

    def _unsaid_batch(self, pairs: Sequence[Pair]) -> torch.Tensor:
        sentences, passages = zip(*pairs, strict=True)
        tokens = self.read_tokens([f"query: {one}" for one in sentences], passages, LONGEST)
        return torch.logsumexp(tokens.logits[..., 0].masked_fill(torch.tensor(tokens.parts != 0), NOWHERE), dim=1)


def what_may_say_it(sentence: str, chunk: Chunk, weight: Weight) -> str:
    """The title, and the sentences of the passage that together hold most of the sentence, with the one before."""
    texts = chunk.sentence_texts()
    there = [set(terms(text)) for text in texts]
    left = {term: weight(term) for term in terms(sentence)}
    chosen: list[int] = []
    for _ in range(min(SENTENCES_READ, len(texts))):
        gains = [sum(value for term, value in left.items() if term in present) for present in there]
        best = max((number for number in range(len(texts)) if number not in chosen), key=gains.__getitem__)
        chosen.append(best)
        left = {term: value for term, value in left.items() if term not in there[best]}
    read = {*chosen, max(chosen[0] - 1, 0)} if chosen else set()
    return "\n".join([*chunk.section[-1:], " ".join(texts[number] for number in sorted(read))])


def step_loss(checker: Checker, weight: Weight, examples: Sequence[tuple[WrittenSentence, Chunk]]) -> torch.Tensor:
    """Cross-entropy of « the passage does not say it »."""
    logits = checker.unsaid([(one.text, what_may_say_it(one.text, chunk, weight)) for one, chunk in examples])
    unsaid = torch.tensor([float(one.kind != FAITHFUL_KIND) for one, _ in examples])
    by_class = torch.where(unsaid > 0, 1.0, FAITHFUL_WEIGHT)
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, unsaid, by_class)


def judge(checker: Checker, sentences: Sequence[WrittenSentence], weight: Weight) -> list[Judged]:
    """What the rules and the checker make of each sentence, on the passage that suits it best."""

    def said(pairs: Sequence[tuple[str, Chunk]]) -> np.ndarray:
        checker.eval()
        with torch.no_grad():
            return -checker.unsaid([(text, what_may_say_it(text, chunk, weight)) for text, chunk in pairs]).numpy()

    return judged(sentences, weight, said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="other datasets with sentences by hand")
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--weights", type=Path, required=True, help="where what is learnt goes, or is read from")
    parser.add_argument("--parts", default="part-*.json", help="which sentences of `written_for_training`")
    parser.add_argument("--steps", type=int, default=600, help="three seconds each or more; 0: measure only")
    parser.add_argument("--resume", type=Path, default=WEIGHTS_FILE, help="trained weights to go on from")
    parser.add_argument("--seed", type=int, default=SEED, help="another one to go on with other examples")
    parser.add_argument("--minutes", type=float, help="stop after so many")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    dataset = load_squad(options.dataset)
    paragraphs = dataset.paragraphs
    weight = weight_in(paragraphs)
    written = written_for_training(dataset, sorted(PARTS.glob(options.parts)))
    training, held_out = split_by_article(dataset, written, SEED)
    checker = Checker(options.models_dir)
    if options.steps:
        checker.load(options.resume, head=options.resume != WEIGHTS_FILE)
        learnt_from = [*training * WRITTEN_TIMES, *made_beside(dataset, training, SEED)]
        examples = [(one, one.chunks[0]) for one in learnt_from]
        print(f"{len(training)} sentences, {len(examples)} examples, {len(held_out)} held out", flush=True)
        loss_of = partial(step_loss, checker, weight)
        descend(
            checker,
            examples,
            loss_of,
            options.steps,
            SENTENCES_A_STEP,
            options.weights,
            random.Random(options.seed),
            LEARNING_RATE,
            options.minutes,
        )
    checker.load(options.weights)
    read_before = {one.chunks[0].id for one in training}
    by_hand = judge(
        checker,
        [
            one
            for one in written_by_hand(options.dataset.stem, paragraphs)
            if not any(chunk.id in read_before for chunk in one.chunks)
        ],
        weight,
    )
    for name, chunks in other_documents(options.others):
        by_hand += judge(checker, written_by_hand(name, chunks), weight_in(chunks))
    print(told(judge(checker, held_out, weight), by_hand))


def other_documents(paths: Sequence[Path]) -> Iterator[tuple[str, list[Chunk]]]:
    """The bundled report and the other datasets, under their names in `written_sentences.json`."""
    yield "bundled", read_and_cut(BUNDLED_REPORT, PASSAGE_LENGTH)[1]
    for path in paths:
        yield path.stem, load_squad(path).paragraphs


def weight_in(chunks: Sequence[Chunk]) -> Weight:
    return TermIndex.build([one.id for one in chunks], [one.text_to_embed() for one in chunks]).weight


if __name__ == "__main__":
    main()
