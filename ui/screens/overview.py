"""The report in one page: who, when, why and what, each line opening its passage; its outline; the sheet to print."""

from collections.abc import Sequence

import streamlit as st

from assistant.onboarding.outline import Section
from assistant.onboarding.overview import Overview
from assistant.sentences import Citation
from ui.citation_view import show_passage_to_open
from ui.frame import Frame, chosen_document, opened_frame
from ui.plain_text import escaped
from ui.welcome import overview_of
from ui.welcome_presentation import DEEPEST, overview_facts, overview_lines, place_of
from ui.welcome_view import offer_sheet
from ui.welcome_wording import WelcomeWording, spoken_minutes, welcome_wording


@st.cache_data(show_spinner=False, max_entries=50)
def _overview(_frame: Frame, version: str, language: str) -> Overview:
    """Made once a version of a document."""
    return overview_of(_frame.assistant, _frame.document_of(version), _frame.settings.language)


def show(frame: Frame) -> None:
    words = welcome_wording(frame.settings.language)
    st.title(frame.texts.overview_page)
    st.caption(words.overview_subtitle)
    document = chosen_document(frame)
    if document is None:
        return
    one = _overview(frame, document.version, frame.settings.language)
    st.subheader(escaped(one.title or one.name), anchor=False)
    st.caption(escaped(" · ".join(overview_facts(one, frame.settings.language, frame.texts, words))))
    for title, lines in overview_lines(one, words):
        _show_lines(title, lines, frame, words)
    if one.recommendations_in_all:
        st.caption(words.recommendations_in_all.format(count=one.recommendations_in_all))
    st.markdown(f"#### {words.outline}")
    st.markdown("\n".join(_outline(one.outline.sections, frame, words)))
    offer_sheet(frame, document, words)


def _show_lines(title: str, lines: Sequence[Citation], frame: Frame, words: WelcomeWording) -> None:
    st.markdown(f"#### {escaped(title)}")
    if not lines:
        st.caption(words.not_said)
    for citation in lines:
        st.markdown(f"« {escaped(citation.quote)} »")
        show_passage_to_open(citation, frame.assistant.passage_of, frame.texts)


def _outline(sections: Sequence[Section], frame: Frame, words: WelcomeWording, depth: int = 0) -> list[str]:
    """A nested list in Markdown, `DEEPEST` levels of it."""
    lines = []
    for section in sections:
        place = place_of(section, frame.texts)
        minutes = spoken_minutes(section.minutes, words)
        lines.append(f"{'    ' * depth}- {escaped(section.title)} — {escaped(f'{minutes}{place}')}")
        if depth + 1 < DEEPEST:
            lines += _outline(section.parts, frame, words, depth + 1)
    return lines


show(opened_frame())
