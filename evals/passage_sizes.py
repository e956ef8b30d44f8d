"""PIAF as long reports, cut at several lengths → which length of passage finds the answers best.

`python -m evals.passage_sizes --dataset piaf-v1.0.json --models-dir …`. The articles follow each other as the
sections of reports, so a passage may hold a part of a paragraph, or several. Since a longer passage is found more
easily and proves less, the measure that decides is the quoted sentence's: the answer in the first, in the first
three. Intervals are of 95 %, by bootstrap over articles.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import astuple
from pathlib import Path

import numpy as np

from evals.measures import mean_with_interval
from evals.memory_index import MemoryIndex, sentence_starts
from evals.splits import SEED
from evals.squad import AskedQuestion, Dataset, load_squad
from evals.trials import hold_answer, ranked_sentences
from evals.vectors import Vectors, embed_dataset
from ingest.chunks import cut
from ingest.document import Document
from ingest.embeddings import open_embedder
from ingest.metadata import find_metadata
from ingest.readers.markdown import read_markdown

LENGTHS = (400, 600, 800, 1000, 1400, 2000)


def as_report(dataset: Dataset) -> Document:
    """The articles as one report: a heading each, then its paragraphs."""
    lines: list[str] = []
    for article in sorted(set(dataset.articles)):
        numbers = [number for number, of in enumerate(dataset.articles) if of == article]
        lines.append(f"# {dataset.paragraphs[numbers[0]].section[0]}")
        lines += [" ".join(dataset.paragraphs[number].text.split()) for number in numbers]
    return read_markdown("\n\n".join(lines).encode(), "articles.md")


def recut(dataset: Dataset, longest: int) -> Dataset:
    """The same articles and questions, with the passages that `longest` gives; a question whose place is lost is
    left out."""
    report = as_report(dataset)
    chunks = cut(report, list(report.blocks), find_metadata(report), "articles@1", longest)
    titles = {dataset.paragraphs[number].section[0]: article for number, article in enumerate(dataset.articles)}
    owners = [titles.get(chunk.section[0], -1) if chunk.section else -1 for chunk in chunks]
    questions = []
    for asked in dataset.questions:
        place = _place_in(report, dataset, asked)
        if place is None:
            continue
        for number, chunk in enumerate(chunks):
            if chunk.start <= place[0] < chunk.end:
                start, end = place[0] - chunk.start, place[1] - chunk.start
                questions.append(AskedQuestion(asked.text, number, start, end))
    return Dataset(chunks, owners, questions, report.text)


def _place_in(report: Document, dataset: Dataset, asked: AskedQuestion) -> tuple[int, int] | None:
    text = dataset.paragraphs[asked.paragraph].text
    before, answer = " ".join(text[: asked.start].split()), " ".join(text[asked.start : asked.end].split())
    paragraph = report.text.find(" ".join(text.split()))
    if paragraph < 0:
        return None
    start = report.text.find(answer, paragraph + len(before))
    return (start, start + len(answer)) if start >= 0 else None


def measure(dataset: Dataset, vectors: Vectors, group: int) -> dict[str, np.ndarray]:
    """One row a question: its article, then 1 or 0 for hit@1, hit@5, answer in the first sentence, in three.

    Each report holds `group` articles, or all of them when it is 0.
    """
    starts = sentence_starts(dataset)
    articles = sorted(set(dataset.articles))
    random.Random(SEED).shuffle(articles)
    size = group or len(articles)
    of_report = {article: position // size for position, article in enumerate(articles)}
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(dataset.articles):
        numbers[of_report[article]].append(number)
    indexes = {report: MemoryIndex(dataset, vectors, starts, of) for report, of in numbers.items()}
    rows = []
    for position, asked in enumerate(dataset.questions):
        index, right = indexes[of_report[dataset.articles[asked.paragraph]]], dataset.paragraphs[asked.paragraph].id
        ids, ranked = ranked_sentences(asked.text, vectors.questions[position], index)
        found = [passage_id == right for passage_id in ids]
        held = hold_answer(ranked, right, asked)
        article = dataset.articles[asked.paragraph]
        rows.append((article, found[:1] == [True], any(found[:5]), held[:1] == [True], any(held[:3])))
    table = np.array(rows, dtype=int)
    return dict(zip(("article", "hit@1", "hit@5", "first", "three"), table.T, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dataset", type=Path, required=True)
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS)
    parser.add_argument("--groups", type=int, nargs="+", default=(5, 0), help="articles in a report, 0 for all")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    dataset, embedder = load_squad(options.dataset), open_embedder("bundled", options.models_dir)
    results = []
    for longest in options.lengths:
        of_length = recut(dataset, longest)
        vectors = embed_dataset(of_length, embedder)
        for group in options.groups:
            measured = measure(of_length, vectors, group)
            figures = {
                name: [round(value, 3) for value in astuple(mean_with_interval(measured[name], measured["article"]))]
                for name in ("hit@1", "hit@5", "first", "three")
            }
            results.append({"longest": longest, "articles": group or "all", "passages": len(of_length.paragraphs)})
            results[-1] |= {"questions": len(measured["first"])} | figures
            if not options.json:
                print(results[-1], flush=True)
    if options.json:
        print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
