"""Models of another kind, small and random, for tests that set one: words as tokens, two layers."""

from pathlib import Path

from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

WORDS = "innovation territoriale rapport qui a demandé ce la ministre mission l est que".split()
VOCABULARY = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[SEP]", "[CLS]", *WORDS])}


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", sep_token="[SEP]", cls_token="[CLS]"
    )


def tiny_config(**more: int) -> BertConfig:
    return BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        **more,
    )


def tiny_cross_encoder(folder: Path) -> Path:
    """One with a single score, as rerankers have."""
    BertForSequenceClassification(tiny_config(num_labels=1)).save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    return folder
