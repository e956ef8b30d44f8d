"""What every page stands in: the settings, the assistant shared by all visitors, the texts of the language."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant.answers import Assistant
from ingest.data_folder import DataFolder
from ingest.manifest import DocumentRecord
from ui.opening import opened_assistant
from ui.settings import Settings, read_settings
from ui.wording import Wording, wording

CHOSEN = "document"


@dataclass(frozen=True)
class Frame:
    """What a page needs to show something."""

    settings: Settings
    assistant: Assistant
    texts: Wording

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        return self.assistant.index.manifest.documents

    def document_of(self, version: str) -> DocumentRecord:
        return next(document for document in self.documents if document.version == version)

    @property
    def progress_folder(self) -> Path:
        return DataFolder(self.settings.data_dir).progress


@st.cache_resource(show_spinner=False)
def _shared_assistant(settings: Settings) -> Assistant:
    """One assistant for all visitors: the model and the index are opened once."""
    return opened_assistant(settings)


def opened_frame() -> Frame:
    """The frame of this run of the page, the index as it is now."""
    settings = read_settings()
    texts = wording(settings.language)
    with st.spinner(texts.opening):
        assistant = _shared_assistant(settings)
        assistant.index.refresh()
    return Frame(settings, assistant, texts)


def chosen_document(frame: Frame) -> DocumentRecord | None:
    """The document that a page speaks of: the only one, or the one chosen; None when there is none, which is said.

    The last one added before any is chosen. The choice is in the address, so that a link leads to it, and stays from
    page to page.
    """
    documents = {document.id: document for document in frame.documents}
    if not documents:
        st.info(frame.texts.no_document)
        return None
    if len(documents) == 1:
        return frame.documents[0]
    if st.session_state.get(CHOSEN) not in documents:
        asked = st.query_params.get(CHOSEN)
        st.session_state[CHOSEN] = asked if asked in documents else frame.documents[-1].id
    chosen = st.selectbox(
        frame.texts.choose_document,
        list(documents),
        format_func=lambda key: documents[key].title or documents[key].name,
        key=CHOSEN,
        persist_state="session",
    )
    st.query_params[CHOSEN] = chosen
    return documents[chosen]
