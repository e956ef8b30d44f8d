"""The web app: its pages and what surrounds them; every error ends in one message."""

import logging

import streamlit as st

from assistant.errors import AssistantError
from ingest.errors import IngestError
from ui.browser import darken_captions, say_language
from ui.frame import opened_frame
from ui.reading_view import show_documents
from ui.settings import SettingsError
from ui.wording import Wording, wording


def main() -> None:
    st.set_page_config(page_icon="📖", layout="centered")
    try:
        frame = opened_frame()
        darken_captions()
        page = st.navigation(_pages(frame.texts))
        show_documents(frame.settings, frame.assistant, frame.texts)
        page.run()
        say_language(frame.settings.language)
    except (IngestError, AssistantError, SettingsError) as error:
        st.error(str(error))
    except Exception:
        logging.getLogger(__name__).exception("The page failed")
        st.error(wording("fr").unexpected)


def _pages(texts: Wording) -> dict[str, list]:
    return {
        texts.ask_pages: [
            st.Page("screens/conversation.py", title=texts.conversation_page, default=True),
            st.Page("screens/definitions.py", title=texts.definitions_page),
            st.Page("screens/registers.py", title=texts.registers_page),
        ],
        texts.welcome_pages: [
            st.Page("screens/overview.py", title=texts.overview_page),
            st.Page("screens/learning_path.py", title=texts.path_page),
            st.Page("screens/quiz.py", title=texts.quiz_page),
        ],
    }


main()
