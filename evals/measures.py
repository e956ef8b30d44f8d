"""Columns of outcomes → the figures of the scorecard, each with its interval."""

from dataclasses import dataclass
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, Success
from sklearn.metrics import roc_auc_score, roc_curve

from evals.splits import SEED

RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True)
class Figure:
    """A measure and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def mean_with_interval(values: np.ndarray, groups: np.ndarray) -> Figure:
    """The mean, and its interval by resampling whole groups (cluster bootstrap): the questions of one article are
    not independent."""
    names = np.unique(groups)
    sums = np.array([values[groups == name].sum() for name in names])
    counts = np.array([(groups == name).sum() for name in names])
    drawn = np.random.RandomState(SEED).randint(0, len(names), (RESAMPLES, len(names)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(float(values.mean()), float(low), float(high))


def retrieval(rankings: list[list[str]], right: list[str], groups: np.ndarray) -> dict[str, Figure]:
    """hit@1, hit@5 and MRR@10 of rankings of passage ids, best first, against the one right passage of each."""
    wanted = {"hit@1": Success @ 1, "hit@5": Success @ 5, "MRR@10": RR @ 10}
    judged = {str(number): {passage: 1} for number, passage in enumerate(right)}
    run = {
        str(number): {passage: float(-rank) for rank, passage in enumerate(ranking)}
        for number, ranking in enumerate(rankings)
    }
    columns: dict[str, np.ndarray] = {name: np.zeros(len(right)) for name in wanted}
    names: dict[Any, str] = {measure: name for name, measure in wanted.items()}
    for one in ir_measures.iter_calc(list(wanted.values()), judged, run):
        columns[names[one.measure]][int(one.query_id)] = one.value
    return {name: mean_with_interval(column, groups) for name, column in columns.items()}


def area_under_roc(answerable: np.ndarray, sureness: np.ndarray, groups: np.ndarray) -> Figure:
    """AUROC of the confidence, answerable questions against those whose answer was taken out."""
    names = np.unique(groups)
    rows_of = {name: np.flatnonzero(groups == name) for name in names}
    choose = np.random.RandomState(SEED)
    values = []
    for _ in range(RESAMPLES // 5):
        rows = np.concatenate([rows_of[name] for name in choose.choice(names, len(names))])
        values.append(roc_auc_score(answerable[rows], sureness[rows]))
    low, high = np.percentile(values, [2.5, 97.5])
    return Figure(float(roc_auc_score(answerable, sureness)), float(low), float(high))


def best_operating_point(answerable: np.ndarray, sureness: np.ndarray, most_refused: float) -> float:
    """The least share of unanswerable questions answered, with at most `most_refused` of the answerable refused."""
    answered_wrongly, answered_rightly, _ = roc_curve(answerable, sureness)
    return float(answered_wrongly[answered_rightly >= 1 - most_refused].min())


@dataclass(frozen=True)
class Calibration:
    """How often the answer is right among those of each confidence (ten bins of equal width), and the expected
    calibration error (Naeini et al., 2015): the mean gap, weighted by the number of answers."""

    error: float
    sureness: list[float]
    right: list[float]
    counts: list[int]


def calibration(sureness: np.ndarray, right: np.ndarray) -> Calibration:
    bins = np.minimum((sureness * BINS).astype(int), BINS - 1)
    filled = [number for number in range(BINS) if (bins == number).any()]
    mean_sureness = [float(sureness[bins == number].mean()) for number in filled]
    mean_right = [float(right[bins == number].mean()) for number in filled]
    counts = [int((bins == number).sum()) for number in filled]
    gaps = zip(counts, mean_sureness, mean_right, strict=True)
    error = sum(count * abs(sure - share) for count, sure, share in gaps) / len(sureness)
    return Calibration(error, mean_sureness, mean_right, counts)
