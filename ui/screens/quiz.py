"""The quiz: one question at a time → right or not, with the passage that says it; its score kept for the reader."""

import streamlit as st

from assistant.onboarding.progress import keep_progress, progress_of
from assistant.onboarding.quiz import Quiz, QuizQuestion
from ui.browser import reader
from ui.citation_view import show_passage
from ui.frame import Frame, chosen_document, opened_frame
from ui.plain_text import escaped
from ui.welcome import quiz_of
from ui.welcome_presentation import right_answer
from ui.welcome_wording import WelcomeWording, welcome_wording

QUESTIONS = 15
# The visitor's last answer: the question's id and what was chosen. (Streamlit would show a string as a text.)
CHOSEN_ANSWER = "quiz_chosen"


@st.cache_data(show_spinner=False, max_entries=50)
def _quiz(_frame: Frame, version: str, seed: int) -> Quiz:
    """Made once a version of a document and a seed."""
    return quiz_of(_frame.assistant, _frame.document_of(version), seed, QUESTIONS)


def show(frame: Frame) -> None:
    words = welcome_wording(frame.settings.language)
    st.title(frame.texts.quiz_page)
    st.caption(words.quiz_subtitle)
    document = chosen_document(frame)
    if document is None:
        return
    seed = st.session_state.setdefault("quiz_seed", 1)
    questions = _quiz(frame, document.version, seed).questions
    if not questions:
        st.info(words.no_quiz)
        return
    name, folder = reader(), frame.progress_folder
    progress = progress_of(name, folder)
    answered = {one.id: progress.answered[one.id] for one in questions if one.id in progress.answered}
    right = sum(answered.values())
    if answered:
        st.markdown(words.score.format(right=right, of=len(answered)))
        st.progress(len(answered) / len(questions))
    shown = st.session_state.get("quiz_shown")
    question = next((one for one in questions if one.id == shown), None) or next(
        (one for one in questions if one.id not in answered), None
    )
    if question is None:
        st.success(words.finished.format(right=right, of=len(questions)))
        st.button(words.again, on_click=_another, args=(seed,))
        return
    st.session_state["quiz_shown"] = question.id
    st.caption(escaped(words.question.format(number=questions.index(question) + 1, of=len(questions))))
    if question.id in answered:
        _show_answered(question, words)
        _correct(question, answered[question.id], frame, words)
        st.button(words.next_question, on_click=_next, type="primary")
        return
    chosen = _ask(question, words)
    if chosen is None:
        return
    st.session_state[CHOSEN_ANSWER] = (question.id, chosen)
    if keep_progress(progress.with_answer(question.id, chosen == question.right), name, folder):
        st.rerun()
    st.warning(words.not_kept)
    _correct(question, chosen == question.right, frame, words)


def _show_answered(question: QuizQuestion, words: WelcomeWording) -> None:
    """The question with its choices, the right one and the visitor's own marked in words too."""
    st.markdown(f"**{escaped(question.prompt)}**")
    if isinstance(question.right, list):
        return
    answered, chosen = st.session_state.get(CHOSEN_ANSWER, ("", None))
    for place, choice in enumerate(question.choices):
        mark = "✓" if place == question.right else "○"
        yours = f" ({words.your_answer})" if (answered, chosen) == (question.id, place) else ""
        st.markdown(f"{mark} {escaped(choice)}{yours}")


def _ask(question: QuizQuestion, words: WelcomeWording) -> int | list[int] | None:
    """The form of one question; what was chosen when it has just been sent."""
    with st.form(f"quiz-{question.id}", border=True):
        st.markdown(f"**{escaped(question.prompt)}**")
        places = list(range(len(question.choices)))
        if isinstance(question.right, list):
            st.caption(words.order_help)
            ranks = [
                st.selectbox(
                    words.rank.format(number=number + 1),
                    places,
                    index=None,
                    format_func=question.choices.__getitem__,
                )
                for number in places
            ]
            ranked = [one for one in ranks if one is not None]
            chosen: int | list[int] | None = ranked if len(ranked) == len(places) else None
        else:
            chosen = st.radio(
                escaped(question.prompt),
                places,
                index=None,
                format_func=lambda place: escaped(question.choices[place]),
                label_visibility="collapsed",
            )
        sent = st.form_submit_button(words.answer)
    if sent and chosen is None:
        st.warning(words.choose_first)
    return chosen if sent else None


def _correct(question: QuizQuestion, is_right: bool, frame: Frame, words: WelcomeWording) -> None:
    if is_right:
        st.success(words.right)
    else:
        st.error(words.wrong)
        st.markdown(escaped(words.right_answer.format(answer=right_answer(question))))
    if question.explanation:
        st.markdown(escaped(question.explanation))
    show_passage(question.citation, frame.assistant.passage_of, frame.texts)


def _next() -> None:
    st.session_state.pop("quiz_shown", None)


def _another(seed: int) -> None:
    st.session_state["quiz_seed"] = seed + 1
    _next()


show(opened_frame())
