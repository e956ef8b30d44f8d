"""A dataset → the articles to learn from, to set thresholds on, and to measure on; never cut through an article."""

import random

from evals.squad import Dataset

SEED = 20150401
TRAIN_SHARE, TUNING_SHARE = 0.7, 0.1


def train_articles(dataset: Dataset) -> list[int]:
    return _shuffled(dataset)[: _cut(dataset, TRAIN_SHARE)]


def tuning_articles(dataset: Dataset) -> list[int]:
    """What no model was trained on, for the few weights that say how much to trust one."""
    return _shuffled(dataset)[_cut(dataset, TRAIN_SHARE) : _cut(dataset, TRAIN_SHARE + TUNING_SHARE)]


def held_out_articles(dataset: Dataset) -> list[int]:
    return _shuffled(dataset)[_cut(dataset, TRAIN_SHARE + TUNING_SHARE) :]


def _shuffled(dataset: Dataset) -> list[int]:
    articles = sorted(set(dataset.articles))
    random.Random(SEED).shuffle(articles)
    return articles


def _cut(dataset: Dataset, share: float) -> int:
    return int(len(set(dataset.articles)) * share)
