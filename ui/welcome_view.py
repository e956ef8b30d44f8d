"""What the pages of the welcome path share: questions to ask, the sheet to print."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ingest.manifest import DocumentRecord
from ui.frame import Frame
from ui.plain_text import escaped
from ui.welcome import SHEETS, sheet_as
from ui.welcome_wording import WelcomeWording

TO_ASK = "to_ask"
"""Where a question waits for the page of the conversation."""


def offer_questions(questions: Sequence[str], words: WelcomeWording, name: str) -> None:
    """Questions to ask, each leading to the conversation, which answers it."""
    if not questions:
        return
    st.markdown(f"**{words.ask_about}**")
    for number, question in enumerate(questions):
        if st.button(escaped(question), key=f"ask-{name}-{number}"):
            st.session_state[TO_ASK] = question
            st.switch_page("screens/conversation.py")


def offer_sheet(frame: Frame, document: DocumentRecord, words: WelcomeWording) -> None:
    """The printable sheet, in each of its formats, made when it is asked for."""
    st.markdown(f"#### {words.sheet}")
    with st.container(horizontal=True):
        for ending, mime in SHEETS.items():
            made = partial(sheet_as, ending, frame.assistant, document, frame.settings.language)
            label, name = words.sheet_as.format(format=ending.upper()), f"fiche-{document.id}.{ending}"
            st.download_button(label, made, name, mime, on_click="ignore")
