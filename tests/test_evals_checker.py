"""What a checker learns from is labelled rightly, and its thresholds come from sentences that it did not learn from."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from evals.checker_points import Judged, judged, rates_at, threshold_at_most, threshold_striking, told
from evals.fit_checker import what_may_say_it
from evals.squad import Dataset
from evals.training_sentences import made_beside, split_by_article, written_for_training
from evals.written_sentences import WrittenSentence
from ingest.chunks import Chunk
from ingest.sentence_splitting import sentence_spans

TEXTS = (
    "Le moulin de Brassac a été bâti en 1712 par Jean Vidalet. La commune de Lorzac l'a acheté 40 000 euros en 1998.",
    "Le lavoir de Brassac date de 1854. Marie Estrade en a payé le toit avec les habitants du village de Lorzac.",
    "La forêt de Corvel couvre 320 hectares. Elle appartient à Luc Ferrand depuis 1931, et à lui seul.",
    "La gare de Corvel a fermé en 1969. Le conseil de Vidrac voudrait la rouvrir avant 2030 avec Anne Tissot.",
)
FAITHFUL = "C'est en 1998 que Lorzac a acheté le moulin, œuvre de Jean Vidalet."


def paragraph(number: int) -> Chunk:
    text = TEXTS[number]
    return Chunk(f"p@{number}", "p", text, 0, len(text), ("Pays de Brassac",), tuple(sentence_spans(text)))


DATASET = Dataset([paragraph(number) for number in range(4)], [0, 0, 1, 2], [], "\n\n".join(TEXTS))


def written(number: int, text: str, kind: str = "supported") -> WrittenSentence:
    return WrittenSentence(text, (paragraph(number),), kind, "written for training")


def judgement(kind: str, logit: float, veto: str | None = None, passes: bool = False) -> Judged:
    return Judged(written(0, FAITHFUL, kind), passes, veto, 0.5, logit)


def test_sentences_find_their_paragraph_by_its_text(tmp_path: Path) -> None:
    known = hashlib.sha256(TEXTS[1].encode()).hexdigest()[:16]
    rows = [
        {"paragraph": known, "sentences": [["supported", "Le lavoir est de 1854."], ["date", "Il est de 1845."]]},
        {"paragraph": "0" * 16, "sentences": [["supported", "D'un autre jeu de paragraphes."]]},
    ]
    (part := tmp_path / "part.json").write_text(json.dumps(rows), encoding="utf-8")
    found = written_for_training(DATASET, [part])
    assert [(one.text, one.kind, one.chunks[0].id) for one in found] == [
        ("Le lavoir est de 1854.", "supported", "p@1"),
        ("Il est de 1845.", "date", "p@1"),
    ]


def test_no_article_is_learnt_from_and_held_out() -> None:
    sentences = [written(number, f"Phrase {turn}.") for number in range(4) for turn in range(3)]
    training, held_out = split_by_article(DATASET, sentences, 7)
    article = dict(zip((one.id for one in DATASET.paragraphs), DATASET.articles, strict=True))
    sides = [{article[one.chunks[0].id] for one in side} for side in (training, held_out)]
    assert sides[0] and sides[1] and not sides[0] & sides[1]
    assert len(training) + len(held_out) == len(sentences)


def test_what_is_made_untrue_is_another_sentence_and_takes_what_it_puts_from_the_passage() -> None:
    made = made_beside(DATASET, [written(0, FAITHFUL)], 7)
    changed = [one.text for one in made if one.kind == "changed"]
    assert changed
    for text in changed:
        assert text != FAITHFUL and text not in TEXTS[0]
        assert all(word.strip(".,") in f"{TEXTS[0]} {FAITHFUL}" for word in text.split())


def test_a_sentence_held_against_another_paragraph_gets_one_of_the_same_article() -> None:
    made = made_beside(DATASET, [written(0, FAITHFUL)], 7)
    assert [one.chunks[0].id for one in made if one.kind == "elsewhere"] == ["p@1"]
    assert not [
        one for one in made_beside(DATASET, [written(2, "La forêt couvre 320 hectares.")], 7) if one.kind == "elsewhere"
    ]


def test_the_sentences_that_hold_it_are_read_under_the_title_in_their_order() -> None:
    long = " ".join(f"La remarque {number} est sans rapport aucun." for number in range(9)) + " " + TEXTS[0]
    chunk = Chunk("p@9", "p", long, 0, len(long), ("Pays de Brassac",), tuple(sentence_spans(long)))
    read = what_may_say_it(FAITHFUL, chunk, lambda _: 1.0)
    assert read.startswith("Pays de Brassac\n")
    assert TEXTS[0] in read
    assert len(read) < len(long)


def test_the_thresholds_hold_what_they_promise() -> None:
    some = [judgement("supported", value) for value in (0.0, 2.0, 3.0, 4.0)]
    some += [judgement("roles", value) for value in (-2.0, -1.0, 1.0, 2.5)]
    scores = np.array([one.logit for one in some])
    assert rates_at(some, scores, threshold_at_most(some, scores, 0.0)) == (0.0, 0.5)
    assert rates_at(some, scores, threshold_striking(some, scores, 0.25)) == (0.25, 0.25)


def test_what_the_rules_veto_never_passes_by_its_score() -> None:
    some = [judgement("supported", 1.0), judgement("date", 9.0, veto="date")]
    scores = np.array([1.0, -np.inf])
    assert rates_at(some, scores, threshold_striking(some, scores, 0.0)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "veto"),
    [("Le moulin de Brassac a été bâti en 1713.", "number"), ("Le moulin est une prison russe.", None)],
)
def test_the_passage_that_suits_a_sentence_best_is_the_one_that_judges_it(text: str, veto: str | None) -> None:
    one = WrittenSentence(text, tuple(DATASET.paragraphs), "invented", "by hand")
    (found,) = judged([one], lambda _: 1.0, lambda pairs: np.array([float("moulin" in c.text) for _, c in pairs]))
    assert (found.passes, found.veto, found.logit) == (False, veto, 1.0)


def test_the_measure_tells_every_set_and_kind() -> None:
    held_out = [judgement("supported", 2.0, passes=True), judgement("supported", 1.0), judgement("roles", -1.0)]
    held_out.append(judgement("negated", 0.0, veto="negation"))
    page = told(held_out, held_out)
    assert "held out, roles" in page and "written for training, negated" in page
    assert "| today | 0.000, 0.500 |" in page
