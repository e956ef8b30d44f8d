"""A definition card → the page: the definition verbatim, what completes it, its mentions, and each place to open."""

from collections.abc import Callable

import streamlit as st

from assistant.lexicon import DefinitionCard
from assistant.sentences import Citation
from ingest.chunks import Chunk
from ui.citation_view import show_passage_to_open
from ui.holdings_presentation import never_defined
from ui.holdings_wording import HoldingsWording
from ui.plain_text import escaped
from ui.wording import Wording


def show_card(
    card: DefinitionCard,
    passage_of: Callable[[Citation], Chunk | None],
    look_up: Callable[[str], None],
    texts: Wording,
    words: HoldingsWording,
) -> None:
    """Write one card; `look_up` is called with a term that the visitor chooses on it."""
    if card.mentions == 0 and not card.defined:
        st.markdown(f"**{escaped(words.absent.format(term=card.asked))}**")
        offer_terms(words.near, card.near, look_up, "near")
        return
    st.subheader(escaped(card.term), anchor=False)
    if card.near:
        st.caption(escaped(words.read_as.format(term=card.term)))
    if card.expansion:
        st.markdown(escaped(words.expansion.format(expansion=card.expansion)))
    for definition in card.definitions:
        st.markdown(f"**« {escaped(definition.text)} »**")
        show_passage_to_open(definition.citation, passage_of, texts, escaped(words.defined_here))
    if card.completes:
        st.markdown(f"**{escaped(words.completed_by)}**")
        for citation in card.completes:
            st.markdown(f"- {escaped(citation.quote)}")
    if not card.defined and not card.expansion:
        st.markdown(f"**{escaped(never_defined(card, words))}**")
        if card.best_context:
            st.caption(escaped(words.best_context))
            st.markdown(f"« {escaped(card.best_context.quote)} »")
            show_passage_to_open(card.best_context, passage_of, texts)
    else:
        said = words.mention if card.mentions == 1 else words.mentions
        st.caption(escaped(said.format(count=card.mentions)))
    shown = {(one.citation.document, one.citation.start) for one in card.definitions}
    if places := [one for one in card.places if (one.document, one.start) not in shown]:
        st.markdown(f"**{escaped(words.places)}**")
        for citation in places:
            show_passage_to_open(citation, passage_of, texts, escaped(_excerpt(citation.quote)))
    offer_terms(words.related, card.related, look_up, "related")


def offer_terms(title: str, terms: list[str], look_up: Callable[[str], None], name: str) -> None:
    """Terms to choose from, as buttons."""
    if not terms:
        return
    st.markdown(f"**{escaped(title)}**")
    with st.container(horizontal=True, key=f"terms_{name}"):
        for number, term in enumerate(terms):
            st.button(escaped(term), key=f"{name}_{number}_{term}", on_click=look_up, args=(term,))


def _excerpt(text: str, longest: int = 90) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= longest else f"{joined[:longest].rsplit(' ', 1)[0]}…"
