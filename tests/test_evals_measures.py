"""The figures of the scorecard, on columns whose measures can be counted by hand."""

import numpy as np
import pytest

from evals.measures import area_under_roc, best_operating_point, calibration, mean_with_interval, retrieval

GROUPS = np.array([1, 1, 2, 2])


def test_retrieval_counts_the_rank_of_the_right_passage() -> None:
    rankings = [["a", "b"], ["b", "a"], ["c"], [*"bcdefghijk", "a"]]
    figures = retrieval(rankings, ["a", "a", "a", "a"], GROUPS)
    assert figures["hit@1"].value == 0.25
    assert figures["hit@5"].value == 0.5
    assert figures["MRR@10"].value == pytest.approx((1 + 1 / 2) / 4)


def test_the_interval_is_of_groups_and_not_of_questions() -> None:
    values = np.array([1.0, 1.0, 0.0, 0.0])
    figure = mean_with_interval(values, GROUPS)
    assert (figure.low, figure.value, figure.high) == (0.0, 0.5, 1.0)
    same = mean_with_interval(values, np.array([1, 2, 1, 2]))
    assert (same.low, same.high) == (0.5, 0.5)


def test_refusal_is_measured_by_rank() -> None:
    answerable, sureness = np.array([1, 1, 0, 0]), np.array([0.9, 0.4, 0.5, 0.1])
    assert area_under_roc(answerable, sureness, np.array([1, 2, 1, 2])).value == 0.75
    assert best_operating_point(answerable, sureness, 0.05) == 0.5
    assert best_operating_point(answerable, sureness, 0.5) == 0.0


def test_a_calibrated_confidence_has_no_error() -> None:
    sureness = np.array([0.5, 0.5, 1.0, 1.0])
    assert calibration(sureness, np.array([1.0, 0.0, 1.0, 1.0])).error == 0.0
    assert calibration(sureness, np.array([0.0, 0.0, 0.0, 0.0])).error == 0.75
