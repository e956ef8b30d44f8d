"""The definitions found are held against those noted by hand, and the written reports keep their level."""

import pytest

from assistant.inventory.tagged_definitions import BundledTagger
from evals.definitions_found import ALWAYS_HERE, Judged, measure, score


@pytest.mark.parametrize(
    ("names", "precision", "recall"),
    [
        # Read while the rules were made: the level that is asked for.
        (("bundled", "mobilites", "lecture-publique"), 0.95, 0.85),
        # Annotated last, by another hand: today's level, not to be lost.
        (("friches", "alternance"), 0.85, 0.45),
        # Written and annotated last of all, as reports say what their words mean; no rule was made with them.
        (("acces-aux-soins", "commande-publique"), 0.9, 0.7),
    ],
)
def test_the_reports_kept_here_are_read_as_somebody_read_them(
    names: tuple[str, ...], precision: float, recall: float, tagger: BundledTagger
) -> None:
    judged = measure({name: ALWAYS_HERE[name] for name in names}, tagger)
    for what in ("definition", "expansion"):
        scored = score([one for one in judged if one.what == what])
        assert scored is not None
        assert scored.precision.value >= precision
        assert scored.recall.value >= recall


def test_a_document_that_nobody_noted_counts_for_nothing(tagger: BundledTagger) -> None:
    assert measure({"unknown": ALWAYS_HERE["bundled"]}, tagger) == []


def test_precision_is_of_what_was_found_and_recall_of_what_was_noted() -> None:
    judged = [
        Judged("definition", "d", term, noted, found, "")
        for term, noted, found in (("a", True, True), ("b", False, True), ("c", True, False), ("d", True, False))
    ]
    scored = score(judged)
    assert scored is not None
    assert (scored.precision.value, scored.found) == (0.5, 2)
    assert (scored.recall.value, scored.noted) == (1 / 3, 3)
    assert score([]) is None


def test_the_half_of_a_term_does_not_depend_on_how_it_is_written() -> None:
    one, other = (
        Judged("definition", "d", term, True, True, "") for term in ("Données publiques", "la donnée publique")
    )
    assert one.half == other.half
