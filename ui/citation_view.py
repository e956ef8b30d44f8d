"""A citation → the page: its place, and the passage around it with the quote marked."""

from collections.abc import Callable

import streamlit as st

from assistant.sentences import Citation
from ingest.chunks import Chunk
from ui.plain_text import escaped, with_quote_marked
from ui.presentation import citation_place
from ui.wording import Wording


def show_passage(citation: Citation, passage_of: Callable[[Citation], Chunk | None], texts: Wording) -> None:
    """The passage with the quote marked, or the quote alone when its passage has left the index; then the place."""
    passage = passage_of(citation)
    if passage:
        start, end = citation.start - passage.start, citation.end - passage.start
        st.markdown(with_quote_marked(passage.text, start, end))
    else:
        st.markdown(with_quote_marked(citation.quote, 0, len(citation.quote)))
    st.caption(escaped(citation_place(citation, texts)))


def show_passage_to_open(
    citation: Citation,
    passage_of: Callable[[Citation], Chunk | None],
    texts: Wording,
    label: str | None = None,
    with_place: bool = True,
) -> None:
    """The same, closed until the visitor opens it; `label` is what the closed line says, before the place."""
    title = label if label is not None else texts.citation
    with st.expander(f"{title} — {escaped(short_place(citation, texts))}" if with_place else title):
        show_passage(citation, passage_of, texts)


def short_place(citation: Citation, texts: Wording) -> str:
    """« Section, page 12 », what is known of it."""
    section = citation.section[-1] if citation.section else texts.no_section
    return f"{section}, {texts.page.format(page=citation.page)}" if citation.page is not None else section
