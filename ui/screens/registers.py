"""The page of registers: a kind chosen → its complete list, n of N, each entry opening its passage."""

from functools import partial

import streamlit as st

from assistant.inventory.entries import KINDS, Entry, Kind
from assistant.registers import Register, register
from ui.citation_view import show_passage_to_open
from ui.frame import Frame, chosen_document, opened_frame
from ui.holdings_presentation import counted, missing_numbers
from ui.holdings_wording import HoldingsWording, holdings_wording
from ui.plain_text import escaped
from ui.register_files import register_csv, register_ods

SHOWN = 50


def show(frame: Frame) -> None:
    words = holdings_wording(frame.settings.language)
    st.title(frame.texts.registers_page)
    st.caption(words.registers_subtitle)
    document = chosen_document(frame)
    if document is None:
        return
    inventory = frame.assistant.holdings.inventory_of(document)
    kind: Kind = st.pills(
        words.which_register,
        KINDS,
        default=KINDS[0],
        required=True,
        format_func=lambda one: f"{words.kinds[one]} ({register(one, [inventory]).of})",
        key="registre",
        bind="query-params",
    )
    topic = st.text_input(words.topic, key="sujet", placeholder=words.topic_help, live=True, bind="query-params")
    found = register(kind, [inventory], (topic or "").strip() or None)
    st.markdown(f"**{escaped(counted(found, words, frame.settings.language))}**")
    if found.missing_numbers:
        st.caption(escaped(missing_numbers(found, frame.texts)))
    if found.entries:
        _offer_files(found, document.id, words)
        _show_entries(_sorted(found.entries, words), frame, words)


def _offer_files(found: Register, name: str, words: HoldingsWording) -> None:
    with st.container(horizontal=True):
        for label, made, ending, mime in (
            (words.csv, register_csv, "csv", "text/csv"),
            (words.ods, register_ods, "ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ):
            file_name = f"{name}-{words.kinds[found.kind]}.{ending}"
            st.download_button(label, partial(made, found), file_name, mime, on_click="ignore")


def _sorted(entries: list[Entry], words: HoldingsWording) -> list[Entry]:
    order = st.selectbox(words.sort, [words.by_order, words.by_name, words.by_times])
    if order == words.by_name:
        return sorted(entries, key=lambda entry: entry.key)
    if order == words.by_times:
        return sorted(entries, key=lambda entry: -entry.times)
    return entries


def _show_entries(entries: list[Entry], frame: Frame, words: HoldingsWording) -> None:
    shown = st.session_state.setdefault("entries_shown", SHOWN)
    for entry in entries[:shown]:
        often = f" · {escaped(words.times.format(count=entry.times))}" if entry.times > 1 else ""
        number = f"{entry.number}. " if entry.number else ""
        label = f"**{escaped(number + entry.label)}**{often}"
        is_heading = bool(entry.citation.section) and entry.label in entry.citation.section[-1]
        show_passage_to_open(entry.citation, frame.assistant.passage_of, frame.texts, label, not is_heading)
    if len(entries) > shown and st.button(words.more.format(count=min(SHOWN, len(entries) - shown))):
        st.session_state["entries_shown"] = shown + SHOWN
        st.rerun()


show(opened_frame())
