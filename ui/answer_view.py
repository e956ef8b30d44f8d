"""An Answer → the page: statements with their numbered citations, each opening its passage; or the refusal."""

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.answer import Answer
from assistant.generation import Struck
from assistant.sentences import Citation, Statement
from ingest.chunks import Chunk
from ui.citation_view import show_passage_to_open
from ui.plain_text import escaped
from ui.presentation import citation_place, listed_lines, model_line, struck_lines
from ui.wording import Wording


def show_answer(answer: Answer, passage_of: Callable[[Citation], Chunk | None], texts: Wording) -> None:
    """Write one answer; `passage_of` finds the passage around a citation, None when it has left the index."""
    if answer.standalone_question != answer.question:
        st.caption(escaped(texts.standalone.format(question=answer.standalone_question)))
    if answer.generation and answer.generation.notice:
        st.info(escaped(answer.generation.notice))
    if answer.refusal:
        _show_refusal(answer, texts)
        show_struck(answer.generation.struck if answer.generation else [], texts)
        return
    if answer.listed:
        st.markdown("  \n".join(f"**{escaped(line)}**" for line in listed_lines(answer.listed, texts)))
    for statement in answer.statements:
        show_statement(statement)
    for citation in answer.citations:
        show_passage_to_open(citation, passage_of, texts, f"**\\[{citation.id}\\]** {texts.citation}")
    by = model_line(answer.generation, texts) if answer.generation else texts.no_model
    sure = [] if answer.listed else [texts.confidence.format(percent=round(answer.confidence * 100))]
    st.caption(escaped(" · ".join([*sure, by])))
    show_struck(answer.generation.struck if answer.generation else [], texts)


def show_statement(statement: Statement) -> None:
    marks = " ".join(f"**\\[{number}\\]**" for number in statement.citations)
    st.markdown(f"{escaped(statement.text)} {marks}")


def show_struck(struck: Sequence[Struck], texts: Wording) -> None:
    """What a language model wrote and the report does not say, closed until it is asked for."""
    if struck:
        title, *lines = struck_lines(struck, texts)
        with st.expander(escaped(title)):
            st.markdown("  \n".join(map(escaped, lines)))


def _show_refusal(answer: Answer, texts: Wording) -> None:
    refusal = answer.refusal
    assert refusal is not None
    st.markdown(f"**{escaped(refusal.explanation)}**")
    if refusal.correction:
        st.markdown(f"« {escaped(refusal.correction.quote)} »")
        st.caption(escaped(citation_place(refusal.correction, texts)))
    evidence = [
        texts.searched.format(count=refusal.passages_searched),
        texts.terms.format(terms=", ".join(refusal.terms)),
    ]
    if refusal.nearest:
        sections = " ; ".join(near.section[-1] if near.section else near.document for near in refusal.nearest)
        evidence.append(texts.nearest.format(sections=sections))
    st.caption("  \n".join(map(escaped, evidence)))
