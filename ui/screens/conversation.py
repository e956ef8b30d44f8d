"""The page of the conversation: a question typed → the answer, each citation opening its passage."""

import streamlit as st

from assistant.answer import Answer
from assistant.answers import Assistant
from assistant.errors import AssistantError
from ui.answer_view import show_answer, show_statement
from ui.frame import Frame, opened_frame
from ui.welcome import starting_questions
from ui.welcome_view import TO_ASK
from ui.wording import Wording


@st.cache_data(show_spinner=False)
def _first_questions(_frame: Frame, revision: str) -> list[str]:
    """Made of the documents and answered by them; `revision` makes a changed index ask again."""
    return starting_questions(_frame.assistant, _frame.documents)


def show(frame: Frame) -> None:
    texts, assistant = frame.texts, frame.assistant
    answers: list[Answer] = st.session_state.setdefault("answers", [])
    st.title(texts.title)
    st.caption(texts.subtitle)
    if st.button(texts.new_conversation):
        answers.clear()
    typed = st.chat_input(texts.ask) or st.session_state.pop(TO_ASK, None)
    if not answers and not typed:
        with st.spinner(texts.searching):
            offered = _first_questions(frame, assistant.index.manifest.revision)
        typed = _chosen_first_question(offered, texts)
    for answer in answers:
        _show_turn(answer, assistant, texts)
    if typed:
        _ask(typed, answers, assistant, texts)


def _chosen_first_question(questions: list[str], texts: Wording) -> str | None:
    if not questions:
        return None
    offered = st.empty()
    with offered.container():
        st.write(texts.try_asking)
        chosen = [question for question in questions if st.button(question, width="stretch")]
    if chosen:
        offered.empty()
    return chosen[0] if chosen else None


def _ask(question: str, answers: list[Answer], assistant: Assistant, texts: Wording) -> None:
    try:
        answer = _answer_as_it_comes(question, [past.standalone_question for past in answers], assistant, texts)
    except AssistantError as error:
        st.error(str(error))
        return
    answers.append(answer)
    _show_turn(answer, assistant, texts)


def _answer_as_it_comes(question: str, earlier: list[str], assistant: Assistant, texts: Wording) -> Answer:
    """The answer; while a language model writes it, each checked sentence is shown, then replaced by the whole."""
    coming = st.empty()
    with coming.container(), st.spinner(texts.searching):
        for one in assistant.stream(question, earlier):
            if isinstance(one, Answer):
                answer = one
            else:
                show_statement(one.statement)
    coming.empty()
    return answer


def _show_turn(answer: Answer, assistant: Assistant, texts: Wording) -> None:
    with st.chat_message("user"):
        st.text(answer.question)
    with st.chat_message("assistant"):
        show_answer(answer, assistant.passage_of, texts)


show(opened_frame())
