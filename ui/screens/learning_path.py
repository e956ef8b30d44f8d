"""The path: a report in about a quarter of an hour, step by step, its progress kept for the reader."""

import streamlit as st

from assistant.onboarding.learning_path import LearningPath, Step
from assistant.onboarding.phrasing import Summary
from assistant.onboarding.progress import Progress, keep_progress, progress_of
from ingest.manifest import DocumentRecord
from ui.answer_view import show_statement, show_struck
from ui.browser import reader
from ui.citation_view import show_passage, show_passage_to_open
from ui.frame import Frame, chosen_document, opened_frame
from ui.plain_text import escaped, escaped_lines
from ui.welcome import path_of, questions_on, summary_on
from ui.welcome_presentation import place_of, read_on_line
from ui.welcome_view import offer_questions
from ui.welcome_wording import WelcomeWording, spoken_minutes, welcome_wording


@st.cache_data(show_spinner=False, max_entries=50)
def _path(_frame: Frame, version: str, language: str) -> LearningPath:
    """Made once a version of a document."""
    return path_of(_frame.assistant, _frame.document_of(version), _frame.settings.language)


@st.cache_data(show_spinner=False, max_entries=500, hash_funcs={Step: lambda step: step.key})
def _questions(_frame: Frame, version: str, step: Step, reworded: bool) -> list[str]:
    """Made once a step: each question is asked before it is offered."""
    return questions_on(
        _frame.assistant, _frame.document_of(version), step.sections, reworded, _frame.settings.language
    )


def show(frame: Frame) -> None:
    words = welcome_wording(frame.settings.language)
    st.title(frame.texts.path_page)
    st.caption(words.path_subtitle)
    document = chosen_document(frame)
    if document is None:
        return
    with st.spinner(frame.texts.opening):
        path = _path(frame, document.version, frame.settings.language)
    name, folder = reader(), frame.progress_folder
    progress = progress_of(name, folder)
    _show_progress(path, progress, words)
    for notice in path.notices:
        st.info(escaped(notice))
    current = next((step.key for step in path.steps if step.key not in progress.read), None)
    for step in path.steps:
        done = step.key in progress.read
        label = words.step.format(
            number=step.number, title=step.section.title, minutes=spoken_minutes(step.minutes, words)
        )
        with st.expander(escaped(words.done.format(label=label) if done else label), expanded=step.key == current):
            _show_step(step, frame, words)
            if frame.assistant.writer:
                _offer_summary(step, frame, document, words)
            if step.key == current:
                # Reworded only where the model has been asked for something: it may be slow, or paid for.
                summary = st.session_state.get(f"summary-{step.key}")
                reworded = bool(summary and not summary.failure)
                offer_questions(_questions(frame, document.version, step, reworded), words, step.key)
            read = st.checkbox(words.mark_done, value=done, key=f"read-{step.key}")
        if read != done:
            if not keep_progress(progress.with_step(step.key, read), name, folder):
                st.warning(words.not_kept)
            else:
                st.rerun()
    if path.left_out:
        with st.expander(words.left_out.format(count=len(path.left_out))):
            st.markdown("\n".join(f"- {escaped(one.title + place_of(one, frame.texts))}" for one in path.left_out))
    st.caption(words.your_progress)


def _show_progress(path: LearningPath, progress: Progress, words: WelcomeWording) -> None:
    if not path.steps:
        return
    done = [step for step in path.steps if step.key in progress.read]
    left = sum(step.minutes for step in path.steps) - sum(step.minutes for step in done)
    said = words.progress.format(done=len(done), of=len(path.steps), minutes=spoken_minutes(left, words))
    st.markdown(words.all_done if len(done) == len(path.steps) else said)
    st.progress(len(done) / len(path.steps))


def _show_step(step: Step, frame: Frame, words: WelcomeWording) -> None:
    passage_of, texts = frame.assistant.passage_of, frame.texts
    if step.passages:
        st.markdown(f"**{words.whole if step.whole else words.essential}**")
    for citation in step.passages:
        st.markdown(escaped_lines(citation.quote) if step.whole else f"« {escaped(citation.quote)} »")
    if step.passages and not step.whole:
        with st.popover(texts.citation):
            for citation in step.passages:
                show_passage(citation, passage_of, texts)
    if step.definitions:
        st.markdown(f"**{words.definitions}**")
        for definition in step.definitions:
            st.markdown(f"« {escaped(definition.citation.quote)} »")
    for title, entries in ((words.figures, step.figures), (words.recommendations, step.recommendations)):
        if entries:
            st.markdown(f"**{title}**")
        for entry in entries:
            show_passage_to_open(entry.citation, passage_of, texts, escaped(entry.label))
    more = step.recommendations_in_all - len(step.recommendations)
    if more > 0:
        st.caption(words.and_more.format(count=more))
    if step.acronyms:
        st.markdown(f"**{words.acronyms}**")
        st.markdown("\n".join(f"- {escaped(f'{one.form} : {one.expansion}')}" for one in step.acronyms))
    if step.read_on:
        st.caption(escaped(read_on_line(step.read_on, texts, words)))


def _offer_summary(step: Step, frame: Frame, document: DocumentRecord, words: WelcomeWording) -> None:
    """What a language model says of the step, when it is asked to, each sentence with its citations; what is struck."""
    asked = f"summary-{step.key}"
    if asked not in st.session_state:
        if not st.button(words.summarise, key=f"{asked}-button"):
            return
        with st.spinner(words.summarise):
            st.session_state[asked] = summary_on(frame.assistant, document, step, frame.settings.language)
    summary: Summary = st.session_state[asked]
    st.markdown(f"**{escaped(frame.texts.by_model.format(model=summary.model))}**")
    for statement in summary.statements:
        show_statement(statement)
    for citation in summary.citations:
        show_passage_to_open(
            citation, frame.assistant.passage_of, frame.texts, f"**\\[{citation.id}\\]** {frame.texts.citation}"
        )
    if summary.failure:
        st.info(escaped(summary.failure))
    elif not summary.statements:
        st.info(words.no_summary)
    show_struck(summary.struck, frame.texts)


show(opened_frame())
