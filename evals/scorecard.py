"""Datasets and the questions on the bundled report → every measure, as a table, JSON and plots."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure as Plot

from assistant.answers import Assistant
from assistant.relevance import WEIGHTS_FILE
from assistant.reranking import Reranker
from evals.baselines import by_terms, tutorial_chain
from evals.bundled_questions import load_bundled_dialogues, load_bundled_questions
from evals.measures import (
    Calibration,
    Figure,
    area_under_roc,
    best_operating_point,
    calibration,
    mean_with_interval,
    retrieval,
)
from evals.splits import held_out_articles
from evals.squad import Dataset
from evals.trials import DEEP, Outcome, ask_all
from evals.vectors import Vectors
from evals.written_sentences import Checked, passed_by_kind, rates, rates_by_source
from ingest.build import BUNDLED_REPORT
from ingest.embeddings import Embedder

MOST_REFUSED = 0.05


@dataclass(frozen=True)
class SetScore:
    """What one set of questions gave: retrieval of each system, then the measures of our answers."""

    name: str
    passages: int
    questions: int
    retrieval: dict[str, dict[str, Figure]] = field(default_factory=dict)
    answers: dict[str, Figure] = field(default_factory=dict)
    answers_without_reader: dict[str, Figure] = field(default_factory=dict)
    calibration: Calibration | None = None
    by_kind: dict[str, tuple[int, int]] = field(default_factory=dict)


def score_dataset(
    file_name: str, dataset: Dataset, vectors: Vectors, embedder: Embedder, reranker: Reranker
) -> SetScore:
    """Measure on the articles of a dataset that no weight was fitted on; the others stay in the index."""
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    articles = sorted(set(dataset.articles))
    if file_name == fitted["dataset"]:
        articles = held_out_articles(dataset)
    outcomes = list(ask_all(dataset, vectors, articles, reranker))
    unread = list(ask_all(dataset, vectors, articles))
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    positions = [outcome.position for outcome in answerable]
    asked = [dataset.questions[position] for position in positions]
    right = [dataset.paragraphs[question.paragraph].id for question in asked]
    groups = np.array([outcome.article for outcome in answerable])
    systems = {
        "BM25": by_terms(dataset, [question.text for question in asked], DEEP),
        "tutorial chain (top 4)": tutorial_chain(dataset, embedder, vectors.questions[positions]),
        "this assistant, without its reader": [list(outcome.ranking) for outcome in unread if outcome.answerable],
        "this assistant": [list(outcome.ranking) for outcome in answerable],
    }
    return SetScore(
        name=Path(file_name).stem,
        passages=len(dataset.paragraphs),
        questions=len(asked),
        retrieval={name: retrieval(rankings, right, groups) for name, rankings in systems.items()},
        answers=_answers(outcomes),
        answers_without_reader=_answers(unread),
        calibration=_calibration(outcomes),
    )


def _answers(outcomes: list[Outcome]) -> dict[str, Figure]:
    can = [one for one in outcomes if one.answerable]
    cannot = [one for one in outcomes if not one.answerable]
    measures: dict[str, tuple[list[Outcome], Callable[[Outcome], bool]]] = {
        "answer in the first sentence (ranking)": (can, lambda one: one.first),
        "answer in the first three (ranking)": (can, lambda one: one.three),
        "answer in the first sentence quoted": (can, lambda one: one.quoted_first),
        "answer in a sentence quoted": (can, lambda one: one.quoted),
        "citations exact": (outcomes, lambda one: one.exact),
        "answerable, refused": (can, lambda one: not one.answered),
        "unanswerable, answered": (cannot, lambda one: one.answered),
    }
    figures = {
        name: mean_with_interval(np.array([float(of(one)) for one in some]), np.array([one.article for one in some]))
        for name, (some, of) in measures.items()
        if some
    }
    if cannot:
        answerable, sureness, groups = (
            np.array([getattr(one, name) for one in outcomes]) for name in ("answerable", "confidence", "article")
        )
        figures["AUROC of refusal"] = area_under_roc(answerable, sureness, groups)
        point = best_operating_point(answerable, sureness, MOST_REFUSED)
        figures[f"unanswerable above the confidence that refuses {MOST_REFUSED:.0%}"] = Figure(point, point, point)
    return figures


def _calibration(outcomes: list[Outcome]) -> Calibration:
    return calibration(
        np.array([one.confidence for one in outcomes]),
        np.array([float(one.answerable and one.first) for one in outcomes]),
    )


def score_bundled(assistant: Assistant) -> SetScore:
    """Our own questions on the bundled report: each right or not, by kind; an answerable one that is refused is
    wrong."""
    questions = load_bundled_questions()
    right: list[float] = []
    by_kind: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, list[float]] = defaultdict(list)
    text = BUNDLED_REPORT.read_text(encoding="utf-8")
    for question in questions:
        answer = assistant.ask(question.question, question.after)
        quotes = [citation.quote for citation in answer.citations]
        passed = float(question.is_right(quotes))
        right.append(passed)
        by_kind[question.kind].append(passed)
        answers["answerable, refused" if question.answerable else "unanswerable, answered"].append(
            float((answer.status == "refused") == question.answerable)
        )
        if question.correction:
            correction = answer.refusal.correction if answer.refusal else None
            corrected = correction is not None and question.correction in correction.quote
            answers["false premises corrected"].append(float(corrected))
        answers["citations exact"].append(
            float(all(text[one.start : one.end] == one.quote for one in answer.citations))
        )
    dialogues = [
        [turn.is_right([one.quote for one in assistant.ask(turn.question, turn.after).citations]) for turn in turns]
        for turns in load_bundled_dialogues()
    ]
    of = np.array([number for number, turns in enumerate(dialogues) for _ in turns])
    figures = {
        "right": mean_with_interval(np.array(right), np.arange(len(questions))),
        "turns of dialogues right": mean_with_interval(
            np.array([float(turn) for one in dialogues for turn in one]), of
        ),
    }
    for name, values in answers.items():
        figures[name] = mean_with_interval(np.array(values), np.arange(len(values)))
    return SetScore(
        name=BUNDLED_REPORT.stem,
        passages=assistant.index.manifest.documents[0].passages,
        questions=len(questions),
        answers=figures,
        by_kind={kind: (int(sum(values)), len(values)) for kind, values in sorted(by_kind.items())},
    )


def write_scorecard(scores: list[SetScore], checked: list[Checked], latency: dict[str, float], folder: Path) -> Path:
    """Write `scorecard.md`, `scorecard.json` and the plots under `folder`; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "rates": rates(checked),
        "rates_by_source": rates_by_source(checked),
        "passed_by_kind": passed_by_kind(checked),
    }
    record = {"sets": [asdict(score) for score in scores], "written_sentences": written, "latency_ms": latency}
    (folder / "scorecard.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    plots = [_plot(score, folder) for score in scores if score.calibration]
    page = folder / "scorecard.md"
    page.write_text("\n".join(_page(scores, checked, latency, plots)) + "\n", encoding="utf-8")
    return page


def _page(scores: list[SetScore], checked: list[Checked], latency: dict[str, float], plots: list[str]) -> list[str]:
    lines = [
        "# Scorecard",
        "",
        "Made by `rapport eval`. In brackets, 95 % intervals by bootstrap over articles. « Unanswerable » is a "
        "question whose whole article was taken out of the index. [What is found in a report](holdings.md) has a page "
        "of its own.",
        "",
    ]
    for score in scores:
        lines += [f"## {score.name}", "", f"{score.questions} questions, {score.passages} passages.", ""]
        if score.retrieval:
            names = list(next(iter(score.retrieval.values())))
            lines += [_row(["retrieval", *names]), _row(["---"] * (len(names) + 1))]
            lines += [_row([system, *map(str, figures.values())]) for system, figures in score.retrieval.items()]
            lines.append("")
        unread = score.answers_without_reader
        heads = ["answers", "", "without the reader"] if unread else ["answers", ""]
        lines += [_row(heads), _row(["---"] * len(heads))]
        for name, figure in score.answers.items():
            lines.append(_row([name, str(figure), str(unread[name])] if unread else [name, str(figure)]))
        if score.calibration:
            lines.append(_row(["expected calibration error", f"{score.calibration.error:.3f}"]))
        lines += [_row([f"right, {kind}", f"{right} of {of}"]) for kind, (right, of) in score.by_kind.items()]
        lines.append("")
    told = rates(checked)
    of_sources = rates_by_source(checked)
    lines += [
        "## Sentences that a language model might write",
        "",
        f"{told['sentences']:.0f} sentences, each checked against its passages in {told['p95_ms']:.0f} ms at most "
        f"(95 %).",
        "",
        _row(["written", "sentences", "unfaithful that pass", "faithful that are struck"]),
        _row(["---"] * 4),
        *(
            _row(
                [source, f"{one['sentences']:.0f}", f"{one['unfaithful_passed']:.3f}", f"{one['faithful_struck']:.3f}"]
            )
            for source, one in {**of_sources, "all": told}.items()
        ),
        "",
        _row(["kind", "passed", "of"]),
        _row(["---"] * 3),
        *(_row([kind, str(passed), str(of)]) for kind, (passed, of) in passed_by_kind(checked).items()),
        "",
    ]
    lines += ["## Speed", "", _row(["warm, from question to answer", "ms"]), _row(["---", "---"])]
    lines += [_row([name, f"{value:.0f}"]) for name, value in latency.items()]
    lines += ["", *(f"![Reliability of the confidence]({plot})" for plot in plots)]
    return lines


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plot(score: SetScore, folder: Path) -> str:
    """The reliability of the confidence: said, against seen."""
    assert score.calibration
    figure = Plot(figsize=(4, 4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(score.calibration.sureness, score.calibration.right, marker="o")
    axes.set(xlabel="confidence said", ylabel="share right", title=score.name, xlim=(0, 1), ylim=(0, 1))
    name = f"reliability-{score.name}.png"
    figure.savefig(folder / name, dpi=120, metadata={"Software": None})
    return name
