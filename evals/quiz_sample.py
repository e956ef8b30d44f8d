"""A file → a quiz on it, printed to be read by hand: `python -m evals.quiz_sample FILE --models-dir DIR --most 20`."""

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter

from assistant.inventory.inventory import make_inventory
from assistant.inventory.report_text import ReportText
from assistant.inventory.tagged_definitions import BundledTagger
from assistant.onboarding.quiz import Quiz, QuizQuestion, make_quiz
from ingest.build import read_and_cut
from ingest.embeddings import open_embedder

PASSAGE_LENGTH = 1000


def quiz_on(path: Path, models_dir: Path, seed: int, most: int | None) -> tuple[Quiz, float]:
    """The quiz, and the seconds that it took once the file was read and its inventory made."""
    report = ReportText(*read_and_cut(path, PASSAGE_LENGTH))
    inventory = make_inventory(report, BundledTagger(models_dir))
    embed = open_embedder("bundled", models_dir).embed_passages
    begun = perf_counter()
    return make_quiz(report, inventory, seed, most, embed), perf_counter() - begun


def printed(number: int, question: QuizQuestion) -> str:
    """One question as read: the right choice is starred, or each step has its rank."""
    lines = [f"{number}. [{question.kind}] {question.prompt}"]
    for place, choice in enumerate(question.choices):
        if isinstance(question.right, list):
            mark = str(question.right.index(place) + 1)
        else:
            mark = "*" if place == question.right else " "
        lines.append(f"   {mark} {choice}")
    section = " > ".join(question.section)
    lines.append(f"   ({section}) {question.explanation} « {' '.join(question.citation.quote.split())} »")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--models-dir", type=Path, required=True, help="where the bundled model is prepared")
    parser.add_argument("--most", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    quiz, seconds = quiz_on(asked.file, asked.models_dir, asked.seed, asked.most)
    for number, question in enumerate(quiz.questions, start=1):
        print(printed(number, question), end="\n\n")
    kinds = Counter(question.kind for question in quiz.questions)
    sections = {tuple(question.section) for question in quiz.questions}
    print(f"{len(quiz.questions)} questions, {len(sections)} sections, {seconds:.2f} s, {dict(kinds)}")


if __name__ == "__main__":
    main()
