"""Retrieved passages → the same, read with the question and put in a better order.

By the bundled reader, which also says of each sentence how much it answers; by any cross-encoder of
sentence-transformers, which scores whole passages; or not at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import AssistantError
from assistant.passages import Passage
from assistant.questions import Question
from assistant.reader import BundledReader, Reader

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BUNDLED, NO_RERANKER = "bundled", "none"
READ, SCORED = 5, 20
"""Passages looked at by the reader, and by another cross-encoder."""
FUSED_WEIGHT = 12.0
"""What a fused score of 1 is worth beside the reader's logit of a passage."""


class RerankerError(AssistantError):
    """The reranker of the settings cannot be opened; the message says which and what to do."""


@dataclass(frozen=True)
class Reranker:
    """`order` puts passages in a better order; it is of use on `depth` of them. `name` is that of the setting."""

    name: str
    depth: int
    order: Callable[[Question, Sequence[Passage]], list[Passage]]


def open_reranker(model: str, models_dir: Path) -> Reranker | None:
    """The reranker of the setting: `bundled`, `none`, or any cross-encoder's name or folder."""
    if model == NO_RERANKER:
        return None
    if model == BUNDLED:
        return with_reader(BundledReader(models_dir))
    return with_cross_encoder(model)


def with_reader(reader: Reader) -> Reranker:
    """Each passage gets the logits of its sentences; ordered by them and by the fused score."""

    def order(question: Question, passages: Sequence[Passage]) -> list[Passage]:
        logits = reader.read(question.text_to_embed(), [passage.chunk for passage in passages])
        read = [
            replace(one, answer_logits=tuple(map(float, found))) for one, found in zip(passages, logits, strict=True)
        ]
        return sorted(read, key=lambda one: -(FUSED_WEIGHT * one.score + np.logaddexp.reduce(one.answer_logits)))

    return Reranker(BUNDLED, READ, order)


def with_cross_encoder(name: str) -> Reranker:
    """The passages in the cross-encoder's order, their scores being its own, scaled to [0, 1]."""
    model = _load_cross_encoder(name)

    def order(question: Question, passages: Sequence[Passage]) -> list[Passage]:
        if not passages:
            return []
        pairs = [(question.text_to_embed(), passage.chunk.text_to_embed()) for passage in passages]
        scores = np.asarray(model.predict(pairs, show_progress_bar=False), dtype=float).reshape(len(passages), -1)[
            :, -1
        ]
        low, high = scores.min(), scores.max()
        scaled = (scores - low) / (high - low) if high > low else np.ones_like(scores)
        scored = [replace(one, score=float(score)) for one, score in zip(passages, scaled, strict=True)]
        return sorted(scored, key=lambda one: -one.score)

    return Reranker(name, SCORED, order)


def _load_cross_encoder(name: str) -> "CrossEncoder":
    from sentence_transformers import CrossEncoder

    try:
        return CrossEncoder(name, device="cpu", local_files_only=Path(name).is_dir())
    except (OSError, ValueError, RuntimeError) as error:
        raise RerankerError(
            f"Le modèle de reclassement « {name} » ne se charge pas. Vérifiez RAPPORT_RERANKER_MODEL : « bundled », "
            "« none », le dossier d'un « cross-encoder », ou son nom si le réseau permet de le télécharger."
        ) from error
