"""The welcome path → Rich texts for the terminal, with nothing taken for markup."""

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.text import Text

from assistant.onboarding.learning_path import LearningPath
from assistant.onboarding.outline import Section
from assistant.onboarding.overview import Overview
from assistant.onboarding.quiz import Quiz, QuizQuestion
from assistant.sentences import Citation
from ui.presentation import citation_place
from ui.welcome_wording import WelcomeWording, spoken_minutes
from ui.wording import Wording, spoken_date

DEEPEST = 3
LETTERS = "abcdefgh"


def overview_group(one: Overview, language: str, texts: Wording, words: WelcomeWording) -> Group:
    """The report in one page, its outline with reading times."""
    facts = " · ".join(overview_facts(one, language, texts, words))
    lines = [Text(one.title or one.name, style="bold cyan"), Text(facts)]
    for title, citations in overview_lines(one, words):
        lines.append(Text(f"\n{title}", style="bold"))
        if not citations:
            lines.append(Text(words.not_said, style="dim"))
        for citation in citations:
            lines += [Text(" ".join(citation.quote.split())), Text(citation_place(citation, texts), style="dim")]
    if one.recommendations_in_all:
        lines.append(Text(words.recommendations_in_all.format(count=one.recommendations_in_all)))
    lines.append(Text(f"\n{words.outline}", style="bold"))
    return Group(*lines, *_outline(one.outline.sections, texts, words))


def overview_facts(one: Overview, language: str, texts: Wording, words: WelcomeWording) -> list[str]:
    """Its pages, its words and their reading time, its date."""
    minutes = spoken_minutes(one.outline.minutes, words)
    counted = f"{one.outline.words:,}".replace(",", "\u202f")
    facts = [words.pages.format(count=one.pages)] if one.pages else []
    facts.append(words.outline_facts.format(words=counted, minutes=minutes))
    if one.updated:
        facts.append(texts.updated.format(date=spoken_date(one.updated, language)))
    return facts


def overview_lines(one: Overview, words: WelcomeWording) -> list[tuple[str, Sequence[Citation]]]:
    """Each heading of the page with the sentences that stand under it."""
    return [
        (words.asked_by, one.asked_by),
        (words.written_by, one.written_by),
        (words.dated, one.dated),
        (words.purposes, one.purposes),
        (words.proposals, one.proposals),
    ]


def place_of(section: Section, texts: Wording) -> str:
    """« , page 12 du fichier », or nothing where the format has no pages."""
    return f", {texts.page.format(page=section.page)}" if section.page is not None else ""


def _outline(sections: Sequence[Section], texts: Wording, words: WelcomeWording, depth: int = 0) -> Iterator[Text]:
    for section in sections:
        facts = f"{spoken_minutes(section.minutes, words)}{place_of(section, texts)}"
        yield Text.assemble(f"{'  ' * depth}• {section.title} ", (f"— {facts}", "dim"))
        if depth + 1 < DEEPEST:
            yield from _outline(section.parts, texts, words, depth + 1)


def path_group(path: LearningPath, texts: Wording, words: WelcomeWording) -> Group:
    """The steps, each with its sentences and their places."""
    lines = [Text(f"\n{words.path_subtitle}", style="bold cyan"), *(Text(notice) for notice in path.notices)]
    for step in path.steps:
        minutes = spoken_minutes(step.minutes, words)
        lines.append(
            Text("\n" + words.step.format(number=step.number, title=step.section.title, minutes=minutes), style="bold")
        )
        for citation in step.passages:
            lines += [Text(" ".join(citation.quote.split())), Text(citation_place(citation, texts), style="dim")]
        lines += [Text(f"{words.acronyms} : {one.form}, {one.expansion}", style="dim") for one in step.acronyms]
        if step.read_on:
            lines.append(Text(read_on_line(step.read_on, texts, words), style="dim"))
    if path.left_out:
        titles = " ; ".join(section.title for section in path.left_out)
        lines.append(Text(f"\n{words.left_out.format(count=len(path.left_out))} ({titles})", style="dim"))
    return Group(*lines)


def read_on_line(section: Section, texts: Wording, words: WelcomeWording) -> str:
    minutes = spoken_minutes(section.minutes, words)
    return words.read_on.format(title=section.title, place=place_of(section, texts), minutes=minutes)


def quiz_group(made: Quiz, texts: Wording, words: WelcomeWording) -> Group:
    """The questions with their choices, then the answers with the passages that give them."""
    if not made.questions:
        return Group(Text(words.no_quiz))
    lines = []
    for number, question in enumerate(made.questions, start=1):
        lines.append(Text(f"\n{number}. {question.prompt}", style="bold"))
        lines += [Text(f"   {letter}) {choice}") for letter, choice in zip(LETTERS, question.choices, strict=False)]
    lines.append(Text(f"\n{words.answers}", style="bold cyan"))
    for number, question in enumerate(made.questions, start=1):
        lines.append(Text(f"{number}. {right_answer(question)}", style="bold"))
        lines += [Text(f"   « {' '.join(question.citation.quote.split())} »")]
        lines += [Text(f"   {citation_place(question.citation, texts)}", style="dim")]
    return Group(*lines)


def right_answer(question: QuizQuestion) -> str:
    """The right choice, or the steps in their order."""
    if isinstance(question.right, list):
        return " → ".join(question.choices[place] for place in question.right)
    return question.choices[question.right]
