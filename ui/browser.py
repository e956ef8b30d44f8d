"""What only a script in the visitor's browser can do: the language of the page, the cookie that names a reader."""

import streamlit as st

from assistant.onboarding.progress import is_reader, new_reader

COOKIE = "rapport_lecteur"
A_YEAR = 365 * 24 * 3600
# Streamlit says that every page is in English, which a screen reader then speaks.
_SPEAK = "export default function({ data }) { document.documentElement.lang = data.language; }"
# Streamlit reads cookies and writes none.
_REMEMBER = """export default function({ data }) {
    document.cookie = `${data.name}=${data.value}; max-age=${data.seconds}; path=/; SameSite=Strict`;
}"""


# Streamlit prints captions too pale for WCAG (AA): 4.5 to 1 against the ground is asked.
_STYLE = """<style>
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * { opacity: 1 !important; color: #55555d; }
</style>"""


def darken_captions() -> None:
    """Small print that can be read."""
    st.html(_STYLE)


def say_language(language: str) -> None:
    """Tell the browser, and who reads the page aloud, which language it is in."""
    st.components.v2.component("rapport_language", js=_SPEAK)(data={"language": language}, key="say_language")


def reader() -> str:
    """The reader of this visit: the one of the cookie, else a new one whose cookie is set."""
    known = st.session_state.get("reader")
    kept = st.context.cookies.get(COOKIE)
    if known is None:
        known = str(kept) if kept and is_reader(str(kept)) else new_reader()
        st.session_state["reader"] = known
    if kept != known:
        remember = st.components.v2.component("rapport_reader", js=_REMEMBER)
        remember(data={"name": COOKIE, "value": known, "seconds": A_YEAR}, key="remember_reader")
    return str(known)
