"""The side panel: the documents of the index, what was set aside in each, and a file added by the visitor."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.answers import Assistant
from assistant.holdings import counts_of, open_holdings
from ingest.build import FileFailed, Progress, ingest_files
from ingest.reading import READERS
from ui.opening import opened_index
from ui.plain_text import escaped
from ui.presentation import found_line, set_aside_lines
from ui.settings import Settings
from ui.wording import OUTCOMES, STEPS, Wording, spoken_date

# Streamlit's own words on this widget are English and cannot be set: ours are shown in their place.
UPLOADER_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] button {{ width: 100%; }}
[data-testid="stFileUploaderDropzone"] button > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button::after {{ content: "{label}"; font-size: 0.875rem; }}
[data-testid="stFileUploaderDropzone"] > *:not(:has(button)):not(button) {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
</style>"""


def show_documents(settings: Settings, assistant: Assistant, texts: Wording) -> None:
    """List the documents and offer to add one."""
    with st.sidebar:
        st.html(UPLOADER_STYLE.format(label=texts.choose_file))
        uploaded = st.file_uploader(texts.add, type=[extension[1:] for extension in READERS], help=texts.add_help)
        if uploaded is not None and st.session_state.get("read") != uploaded.file_id:
            _read(uploaded, settings, texts)
            st.session_state["read"] = uploaded.file_id
            assistant.index.refresh()
        st.subheader(texts.documents)
        for document in assistant.index.manifest.documents:
            st.markdown(f"**{escaped(document.title or document.name)}**")
            facts = [texts.passages.format(count=document.passages)]
            if document.updated:
                facts.insert(0, texts.updated.format(date=spoken_date(document.updated, settings.language)))
            st.caption(escaped(" · ".join(facts)))
            if document.set_aside:
                with st.expander(texts.set_aside.format(count=sum(text.times for text in document.set_aside))):
                    for line in set_aside_lines(document):
                        st.caption(escaped(line))


def _read(uploaded: UploadedFile, settings: Settings, texts: Wording) -> None:
    """Keep the file in the data folder and read it, its progress shown."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / Path(uploaded.name).name
    path.write_bytes(uploaded.getvalue())
    bar = st.progress(0.0, texts.reading.format(name=escaped(path.name)))

    def show(progress: Progress) -> None:
        share = progress.done / progress.total if progress.total else 0.0
        bar.progress(share, f"{escaped(progress.name)} : {STEPS[progress.step]}")

    index, embedder, data_folder = opened_index(settings)
    for result in ingest_files([path], index, embedder, data_folder, settings.passage_length, show):
        if isinstance(result, FileFailed):
            st.error(result.message)
        else:
            show(Progress(result.record.name, "inventory"))
            found = found_line(counts_of(open_holdings(index, data_folder).inventory_of(result.record)))
            st.success(escaped(f"« {result.record.name} » : {OUTCOMES[result.outcome]}. {found}"))
    bar.empty()
