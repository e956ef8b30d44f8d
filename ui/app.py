"""The web app: its pages and what surrounds them; every error ends in one message."""

import logging

import streamlit as st

from assistant.errors import AssistantError
from ingest.errors import IngestError
from ui.frame import opened_frame
from ui.reading_view import show_documents
from ui.settings import SettingsError
from ui.wording import Wording, wording


def main() -> None:
    st.set_page_config(page_title="Assistant du rapport", page_icon="📖", layout="centered")
    try:
        frame = opened_frame()
        page = st.navigation(_pages(frame.texts))
        show_documents(frame.settings, frame.assistant, frame.texts)
        page.run()
    except (IngestError, AssistantError, SettingsError) as error:
        st.error(str(error))
    except Exception:
        logging.getLogger(__name__).exception("The page failed")
        st.error(wording("fr").unexpected)


def _pages(texts: Wording) -> dict[str, list]:
    return {
        texts.ask_pages: [
            st.Page("pages/conversation.py", title=texts.conversation_page, icon="💬", default=True),
            st.Page("pages/definitions.py", title=texts.definitions_page, icon="📖"),
            st.Page("pages/registers.py", title=texts.registers_page, icon="🗂️"),
        ],
        texts.welcome_pages: [
            st.Page("pages/overview.py", title=texts.overview_page, icon="📄"),
            st.Page("pages/learning_path.py", title=texts.path_page, icon="🧭"),
            st.Page("pages/quiz.py", title=texts.quiz_page, icon="✅"),
        ],
    }


main()
