"""Passages written for training → a tagger grown from the bundled model: which sentences define what, measured.

`python -m evals.fit_tagger --models-dir DIR --steps 1200` writes `assistant/tagger_weights.npz`, which
`assistant.inventory.tagged_definitions` reads with. It learns from `evals/written_for_training/definitions-*.json`:
passages under their heading, each sentence with the terms that it defines; and from what was noted in passages of real
texts (`defined-in-*.json`) where these are given: `--dataset piaf-v1.0.json`, `--document debian-reference.pdf`, and
Debian's installation guide and manual for schools. A tenth of all is held out. Training starts from the reader's
weights, which have learnt to read.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.grown_model import ReadTokens
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.tagged_definitions import (
    FIRST,
    OF_SENTENCE,
    OF_TERM,
    WEIGHTS_FILE,
    tagged_sentences,
    text_to_tag,
)
from assistant.reader import WEIGHTS_FILE as READER
from evals.splits import SEED
from evals.squad import load_squad
from evals.token_model import TokenModel, descend
from evals.training_questions import written_rows
from evals.trials import PASSAGE_LENGTH
from ingest.build import read_and_cut
from ingest.chunks import Chunk

WRITTEN = Path(__file__).parent / "written_for_training"
PASSAGES_A_STEP, LONGEST = 8, 400
START_LOGIT = -2.0
TERM_WEIGHT, TERM_TIMES = 6.0, 3.0
"""What a token of a term counts for beside another, and the loss of terms beside that of sentences."""
NEW_LINE, NO_HEADING = 0.15, 0.15
"""Shares of the sentences that begin a line, as in a list, and of the passages shown without their heading."""


@dataclass(frozen=True)
class Passage:
    """A heading and sentences, each with the terms that it defines."""

    heading: str
    sentences: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.sentences[0][0].encode()).digest()[0] < 26


@dataclass(frozen=True)
class Shown:
    """A passage as the tagger reads it: the spans of its sentences and of the names of what is defined."""

    text: str
    sentences: list[tuple[int, int]]
    defines: list[bool]
    names: list[tuple[int, int]]


class TrainedTagger(TokenModel):
    """Reads passages, and gives each token both logits."""

    def __init__(self, models_dir: Path) -> None:
        super().__init__(models_dir, START_LOGIT, outputs=2)

    def read(self, texts: Sequence[str]) -> list[tuple[torch.Tensor, ReadTokens]]:
        """For each text the logits of its tokens, to learn from and as they are."""
        tokens = self.read_tokens([FIRST] * len(texts), texts, LONGEST)
        found = []
        for row in range(len(texts)):
            kept = torch.tensor(tokens.parts[row] == 1)
            spans, logits = tokens.offsets[row][kept.numpy()], tokens.logits[row][kept]
            found.append((logits, ReadTokens(logits.detach().numpy(), spans[:, 0], spans[:, 1])))
        return found


def written_passages(paths: Sequence[Path]) -> list[Passage]:
    """Every passage of these files."""
    return [
        Passage(row["heading"], tuple((text, tuple(terms or ())) for text, terms in row["sentences"]))
        for path in paths
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def noted_passages(chunks: Sequence[Chunk], paths: Sequence[Path]) -> list[Passage]:
    """The passages, told by the hash of their text, in which somebody noted what each sentence defines."""
    found = []
    for number, row in written_rows(chunks, paths):
        chunk, defines = chunks[number], row["defines"]
        sentences = tuple((text, tuple(defines.get(str(n), ()))) for n, text in enumerate(chunk.sentence_texts()))
        found.append(Passage(chunk.section[-1] if chunk.section else "", sentences))
    return found


def shown(passage: Passage, choose: random.Random | None = None) -> Shown:
    """A passage laid out as text; `choose` varies it."""
    named_in_heading = any(
        term.lower() not in " ".join(text for text, _ in passage.sentences).lower()
        for _, terms in passage.sentences
        for term in terms
    )
    bare = choose is not None and not named_in_heading and choose.random() < NO_HEADING
    text, begins = text_to_tag("" if bare else passage.heading, "")
    spans, defines, names = [], [], []
    for sentence, terms in passage.sentences:
        if len(text) > begins:
            text += "\n" if choose and choose.random() < NEW_LINE else " "
        start = len(text)
        text += sentence
        spans.append((start, len(text)))
        defines.append(bool(terms))
        names += [span for term in terms if (span := _place(term, text, start))]
    return Shown(text, spans, defines, names)


def _place(term: str, text: str, start: int) -> tuple[int, int] | None:
    """Where the term stands in the sentence that begins at `start`, else the last place before; None without any."""
    found = [one.span() for one in re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)]
    inside = [span for span in found if span[0] >= start]
    return inside[0] if inside else found[-1] if found else None


def step_loss(tagger: TrainedTagger, choose: random.Random, passages: Sequence[Passage]) -> torch.Tensor:
    """Cross-entropy of « this sentence defines » and, of each token, « this names what is defined »."""
    laid = [shown(passage, choose) for passage in passages]
    sentences, defines, of_terms, in_names = [], [], [], []
    for one, (logits, tokens) in zip(laid, tagger.read([one.text for one in laid]), strict=True):
        for (start, end), defining in zip(one.sentences, one.defines, strict=True):
            own = torch.tensor(tokens.within(start, end))
            if own.any():
                sentences.append(logits[own, OF_SENTENCE].mean())
                defines.append(float(defining))
        touched = [any(start < e and end > s for s, e in one.names) for start, end in _spans(tokens)]
        of_terms.append(logits[:, OF_TERM])
        in_names.append(torch.tensor(touched, dtype=torch.float32))
    names = torch.cat(in_names)
    weights = torch.where(names > 0, TERM_WEIGHT, 1.0)
    of_sentence = binary_cross_entropy_with_logits(torch.stack(sentences), torch.tensor(defines))
    return of_sentence + TERM_TIMES * binary_cross_entropy_with_logits(torch.cat(of_terms), names, weights)


def _spans(tokens: ReadTokens) -> list[tuple[int, int]]:
    return list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))


def measure(tagger: TrainedTagger, passages: Sequence[Passage]) -> None:
    """On what was held out: the area under the curve for sentences; precision and recall by log-odds, terms too."""
    tagger.eval()
    odds, defines, named = [], [], []
    for passage in passages:
        one = shown(passage)
        with torch.no_grad():
            ((_, tokens),) = tagger.read([one.text])
        for tagged, (_, terms) in zip(
            tagged_sentences(tokens, one.text, one.sentences), passage.sentences, strict=True
        ):
            odds.append(tagged.log_odds)
            defines.append(bool(terms))
            wanted = {lemma_key(term) for term in terms}
            named.append(tagged.term is not None and lemma_key(tagged.term) in wanted)
    found, right, odds_of = np.array(defines), np.array(named), np.array(odds)
    print(f"{len(odds)} sentences, {found.sum()} define; area under the curve {roc_auc_score(found, odds_of):.3f}")
    for least in (-2.0, -1.0, 0.0, 1.0, 2.0):
        kept = odds_of >= least
        print(
            f"log-odds {least}: precision {found[kept].mean():.3f}, recall {kept[found].mean():.3f}; with the term "
            f"{right[kept].mean():.3f}, {(kept & right)[found].mean():.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--written", type=Path, nargs="*", default=sorted(WRITTEN.glob("definitions-*.json")))
    parser.add_argument("--dataset", type=Path, help="PIAF, for what was noted in its paragraphs")
    parser.add_argument("--document", type=Path, nargs="*", default=[], help="texts of which passages were noted")
    parser.add_argument("--weights", type=Path, default=WEIGHTS_FILE, help="where what is learnt goes")
    parser.add_argument("--steps", type=int, default=1200, help="about a second each on two cores; 0: measure only")
    parser.add_argument("--minutes", type=float, help="to stop after so many, the learning rate falling to 0 by then")
    parser.add_argument("--resume", type=Path, default=READER, help="trained weights to go on from")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    passages = written_passages(options.written)
    chunks = load_squad(options.dataset).paragraphs if options.dataset else []
    for path in options.document:
        chunks = [*chunks, *read_and_cut(path, PASSAGE_LENGTH)[1]]
    passages += noted_passages(chunks, sorted(WRITTEN.glob("defined-in-*.json")))
    learnt_from = [one for one in passages if not one.held_out]
    tagger = TrainedTagger(options.models_dir)
    if options.steps:
        tagger.load(options.resume, head=options.resume != READER)
        loss_of = partial(step_loss, tagger, choose)
        print(f"{len(learnt_from)} passages to learn from", flush=True)
        descend(
            tagger,
            learnt_from,
            loss_of,
            options.steps,
            PASSAGES_A_STEP,
            options.weights,
            choose,
            minutes=options.minutes,
        )
    tagger.load(options.weights)
    measure(tagger, [one for one in passages if one.held_out])


if __name__ == "__main__":
    main()
