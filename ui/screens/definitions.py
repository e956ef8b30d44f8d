"""The page of definitions: a term typed → its card as it is typed, or every defined term."""

import streamlit as st

from assistant.lexicon import GlossaryLine
from ui.definition_view import offer_terms, show_card
from ui.frame import Frame, opened_frame
from ui.holdings_wording import HoldingsWording, holdings_wording
from ui.plain_text import escaped

TYPED = "terme"


def show(frame: Frame) -> None:
    words = holdings_wording(frame.settings.language)
    lexicon = frame.assistant.holdings.lexicon()
    st.title(frame.texts.definitions_page)
    st.caption(words.define_subtitle)
    typed = st.text_input(words.term, key=TYPED, placeholder=words.term_example, live=True, bind="query-params")
    if not (typed or "").strip():
        _show_glossary(lexicon.glossary(), words)
        return
    suggested = [term for term in lexicon.suggest(typed) if term.casefold() != typed.strip().casefold()]
    offer_terms(words.suggestions, suggested, _look_up, "suggested")
    show_card(lexicon.card(typed), frame.assistant.passage_of, _look_up, frame.texts, words)


def _look_up(term: str) -> None:
    st.session_state[TYPED] = term


def _show_glossary(lines: list[GlossaryLine], words: HoldingsWording) -> None:
    if not lines:
        st.info(words.no_definition)
        return
    st.subheader(words.glossary, anchor=False)
    for number, line in enumerate(lines):
        name, said = st.columns([1, 2])
        name.button(escaped(line.term), key=f"line_{number}", on_click=_look_up, args=(line.term,), width="stretch")
        said.markdown(escaped(line.text or words.acronym_alone))


show(opened_frame())
