"""The bundled model → one with low-rank layers and a head, which gives each token of a pair of texts its logits.

What is trained is low-rank (LoRA, Hu et al., 2021) in the upper layers: 3 MB in fp16, under the names that
`assistant.grown_graph` reads. `descend` trains any such model on examples, by a loss that is its own.
"""

import math
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import nn

from ingest.bundled_model import TENSOR_NAMES, prepare_bundled_model
from ingest.embeddings import load_sentence_transformer

RANK, FIRST_LAYER = 32, 5
LEARNING_RATE, WARM_UP = 6e-4, 30
REPORTED_EVERY = 50
Example = TypeVar("Example")


class LowRank(nn.Module):
    """A linear layer that stays as it is, and a trained product of rank `rank` added to it."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(rank, layer.in_features) / math.sqrt(layer.in_features))
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return self.layer(inputs) + nn.functional.linear(nn.functional.linear(inputs, self.down), self.up)


@dataclass(frozen=True)
class TokensRead:
    """A batch of pairs read: each token's logits (pairs, tokens, outputs), its span, its text (0, 1, -1: none)."""

    logits: torch.Tensor
    offsets: np.ndarray
    parts: np.ndarray


class TokenModel(nn.Module):
    """The bundled model with low-rank layers and a head; untrained, each token's logit is about `start_logit`."""

    tokenizer: Any
    body: Any

    def __init__(self, models_dir: Path, start_logit: float, outputs: int = 1) -> None:
        super().__init__()
        model = load_sentence_transformer(str(prepare_bundled_model(models_dir)))
        self.tokenizer = model.tokenizer
        self.body = model[0].auto_model
        self.body.requires_grad_(False)
        for layer in self.body.encoder.layer[FIRST_LAYER:]:
            attention = layer.attention
            for name in ("query", "key", "value"):
                setattr(attention.self, name, LowRank(getattr(attention.self, name), RANK))
            for part in (attention.output, layer.intermediate, layer.output):
                part.dense = LowRank(part.dense, RANK)
        self.head = nn.Linear(self.body.config.hidden_size, outputs)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, start_logit)

    def train(self, mode: bool = True) -> "TokenModel":
        """Dropout only where something is learnt, and none on attention, where drawing it costs half of a step."""
        super().train(mode)
        self.body.embeddings.eval()
        for number, layer in enumerate(self.body.encoder.layer):
            layer.attention.self.eval()
            if number < FIRST_LAYER:
                layer.eval()
        return self

    def save(self, path: Path) -> None:
        """What was learnt, in fp16, under the names that `assistant.grown_graph` gives them."""
        learnt = {_short_name(name): value for name, value in self.named_parameters() if value.requires_grad}
        np.savez(path, allow_pickle=False, **{name: value.detach().half().numpy() for name, value in learnt.items()})

    def load(self, path: Path, head: bool = True) -> None:
        """Go on from what was learnt, its head left aside or not; a layer that was not trained starts as it was."""
        with np.load(path) as learnt, torch.no_grad():
            for name, value in self.named_parameters():
                if value.requires_grad and _short_name(name) in learnt and (head or not name.startswith("head")):
                    value.copy_(torch.from_numpy(learnt[_short_name(name)]))

    def read_tokens(self, firsts: Sequence[str], seconds: Sequence[str], longest: int) -> TokensRead:
        """Each first text with its second, which is cut where both together have more than `longest` tokens."""
        batch = self.tokenizer(
            list(firsts),
            list(seconds),
            truncation="only_second",
            max_length=longest,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.body(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
        logits = self.head(hidden.float())
        parts = [[-1 if one is None else one for one in batch.sequence_ids(row)] for row in range(len(firsts))]
        return TokensRead(logits, batch["offset_mapping"].numpy(), np.array(parts))


def _short_name(name: str) -> str:
    """`body.encoder.layer.5.attention.self.query.down` → `l5.q.down`."""
    found = re.match(r"body\.encoder\.layer\.(\d+)\.(.+)\.(down|up)$", name)
    if not found:
        return name
    short = next(key for key, part in TENSOR_NAMES.items() if part == found[2])
    return f"l{found[1]}.{short}.{found[3]}"


def descend(
    model: TokenModel,
    examples: Sequence[Example],
    loss_of: Callable[[Sequence[Example]], torch.Tensor],
    steps: int,
    a_step: int,
    weights: Path,
    choose: random.Random,
    learning_rate: float = LEARNING_RATE,
    minutes: float | None = None,
) -> None:
    """Train for so many steps of `a_step` examples, or so many minutes if that is less; the learning rate falls to 0.

    What is learnt is saved as it goes.
    """
    learnt = [value for value in model.parameters() if value.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=learning_rate)
    started = time.monotonic()
    waiting: list[Example] = []
    losses: list[float] = []
    model.train()
    for step in range(1, steps + 1):
        spent = (time.monotonic() - started) / 60 / minutes if minutes else 0.0
        if spent >= 1:
            break
        if len(waiting) < a_step:
            waiting = choose.sample(examples, len(examples))
        taken, waiting = waiting[:a_step], waiting[a_step:]
        for group in optimiser.param_groups:
            group["lr"] = learning_rate * min(step / WARM_UP, 1 - max(step / (steps + 1), spent))
        loss = loss_of(taken)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learnt, 1.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if step % REPORTED_EVERY == 0 or step == steps:
            took = (time.monotonic() - started) / 60
            print(f"step {step} of {steps}, {took:.1f} min, loss {np.mean(losses[-100:]):.3f}", flush=True)
            model.save(weights)
    model.save(weights)
