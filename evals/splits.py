"""A dataset → the articles that may be learnt from, and those kept to measure on; never cut through an article."""

import random

from evals.squad import Dataset

SEED = 20150401
TRAIN_SHARE = 0.7


def train_articles(dataset: Dataset) -> list[int]:
    return _shuffled(dataset)[: _cut(dataset)]


def held_out_articles(dataset: Dataset) -> list[int]:
    return _shuffled(dataset)[_cut(dataset) :]


def _shuffled(dataset: Dataset) -> list[int]:
    articles = sorted(set(dataset.articles))
    random.Random(SEED).shuffle(articles)
    return articles


def _cut(dataset: Dataset) -> int:
    return int(len(set(dataset.articles)) * TRAIN_SHARE)
