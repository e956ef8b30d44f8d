"""The bundled model and what was learnt on top of it → a grown model as an ONNX file, made once on this machine.

A file of weights in the repository holds low-rank additions only (LoRA, Hu et al., 2021); here they are merged into the
bundled model's layers. Products are of 8-bit integers, each token's row and each column of weights with a scale of its
own (as in LLM.int8, Dettmers et al., 2022): one scale for all tokens would lose the small ones. The graph goes from
the summed embeddings of the tokens (1, tokens, 384) to the logits of each token (1, tokens, outputs).
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ingest.bundled_model import BundledModelError, PackedModel, parse_packed_model

LARGEST, ZERO, FLOAT = 127, 128, 1
"""The largest integer of 8 bits on each side of zero, zero among unsigned ones, ONNX's number for float32."""
CONTRIBUTED = "com.microsoft"
OPSET, IR_VERSION, GRAPH_VERSION = 20, 10, 2
"""`GRAPH_VERSION` rises with a change of this module that changes the file."""


def prepare_graph(models_dir: Path, packed_file: Path, weights_file: Path) -> Path:
    """Make the ONNX file under `models_dir` unless it is there, and return it; its name changes with its sources."""
    source = hashlib.sha256(weights_file.read_bytes() + f"{packed_file.stat().st_size} {GRAPH_VERSION}".encode())
    path = models_dir / f"{weights_file.stem.removesuffix('_weights')}-{source.hexdigest()[:16]}.onnx"
    if path.exists():
        return path
    with np.load(weights_file) as learnt:
        graph = grown_graph(parse_packed_model(packed_file.read_bytes()), dict(learnt))
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".preparing-", dir=models_dir)
        with os.fdopen(handle, "wb") as file:
            file.write(graph)
        Path(draft).replace(path)
    except OSError as error:
        raise BundledModelError(
            f"Un modèle n'a pas pu être écrit dans « {models_dir} » ({error.strerror or error}). "
            "Vérifiez les droits et l'espace disque (30 Mo)."
        ) from error
    return path


def grown_graph(packed: PackedModel, learnt: Mapping[str, np.ndarray]) -> bytes:
    """The serialised graph. `learnt` holds `l<layer>.<matrix>.down` and `.up`, `head.weight` and `head.bias`."""
    from onnx import TensorProto, helper

    draft = _Draft()
    hidden = _normalised(draft, packed, "emb.ln", "LayerNormalization", ["embedded"])
    for layer in range(packed.layers):
        hidden = _layer(draft, packed, learnt, f"l{layer}", hidden)
    head = learnt["head.weight"].astype(np.float32).T
    scores = draft.node("MatMul", [hidden, draft.constant("head.w", head)], "scores", domain="")
    bias = draft.constant("head.b", learnt["head.bias"].astype(np.float32))
    logits = draft.node("Add", [scores, bias], "logits", domain="")
    shape: list[str | int | None] = [1, "tokens", packed.hidden]
    graph = helper.make_graph(
        draft.nodes,
        "grown",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(logits, TensorProto.FLOAT, [1, "tokens", head.shape[1]])],
        draft.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION).SerializeToString()


class _Draft:
    """The nodes and constants of a graph, in the order in which they are added."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._quantised: dict[str, tuple[str, str]] = {}
        self.constant("zero", np.array(ZERO, np.uint8))
        self.constant("step", np.array(1 / LARGEST, np.float32))
        self.constant("last_axis", np.array([-1]))

    def node(self, kind: str, inputs: list[str], output: str, domain: str = CONTRIBUTED, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def quantised(self, inputs: str) -> tuple[str, str]:
        """The rows in 8 bits, and each row's largest magnitude; made once for all that read them."""
        if inputs not in self._quantised:
            magnitudes = self.node("Abs", [inputs], f"{inputs}.magnitudes", domain="")
            largest = self.node("ReduceMax", [magnitudes, "last_axis"], f"{inputs}.largest", domain="", keepdims=1)
            in_unit = self.node("Div", [inputs, largest], f"{inputs}.in_unit", domain="")
            rounded = self.node("QuantizeLinear", [in_unit, "step", "zero"], f"{inputs}.rounded", domain="")
            self._quantised[inputs] = rounded, largest
        return self._quantised[inputs]

    def constant(self, name: str, values: np.ndarray) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _layer(draft: _Draft, packed: PackedModel, learnt: Mapping[str, np.ndarray], name: str, hidden: str) -> str:
    """One layer of BERT (Devlin et al., 2019): attention, then two dense layers, each added to its input."""
    parts = [_linear(draft, packed, learnt, f"{name}.{short}", hidden) for short in ("q", "k", "v")]
    attended = draft.node("MultiHeadAttention", parts, f"{name}.attended", num_heads=packed.heads)
    mixed = _linear(draft, packed, learnt, f"{name}.ao", attended)
    middle = _normalised(draft, packed, f"{name}.aln", "SkipLayerNormalization", [mixed, hidden])
    widened = _linear(draft, packed, learnt, f"{name}.fi", middle)
    curved = draft.node("Gelu", [widened], f"{name}.curved")
    narrowed = _linear(draft, packed, learnt, f"{name}.fo", curved)
    return _normalised(draft, packed, f"{name}.oln", "SkipLayerNormalization", [narrowed, middle])


def _linear(draft: _Draft, packed: PackedModel, learnt: Mapping[str, np.ndarray], name: str, inputs: str) -> str:
    weights = packed.matrix(name)
    if f"{name}.down" in learnt:
        weights = weights + learnt[f"{name}.up"].astype(np.float32) @ learnt[f"{name}.down"].astype(np.float32)
    scales = np.maximum(np.abs(weights).max(axis=1), np.finfo(np.float32).tiny) / LARGEST
    stored = draft.constant(f"{name}.weights", np.round(weights / scales[:, None]).astype(np.int8).T)
    quantised, row_scales = draft.quantised(inputs)
    products = draft.node("MatMulInteger", [quantised, stored, "zero"], f"{name}.products", domain="")
    counted = draft.node("Cast", [products], f"{name}.counted", domain="", to=FLOAT)
    columns = draft.constant(f"{name}.scales", (scales / LARGEST).astype(np.float32))
    by_column = draft.node("Mul", [counted, columns], f"{name}.by_column", domain="")
    by_row = draft.node("Mul", [by_column, row_scales], f"{name}.by_row", domain="")
    bias = draft.constant(f"{name}.bias", packed.tensors[f"{name}.b"].values())
    return draft.node("Add", [by_row, bias], f"{name}.out", domain="")


def _normalised(draft: _Draft, packed: PackedModel, name: str, kind: str, inputs: list[str]) -> str:
    constants = [draft.constant(f"{name}.{part}", packed.tensors[f"{name}.{part}"].values()) for part in ("w", "b")]
    domain = "" if kind == "LayerNormalization" else CONTRIBUTED
    return draft.node(kind, [*inputs, *constants], f"{name}.out", domain=domain, epsilon=packed.epsilon)
