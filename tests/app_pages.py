"""The web app opened by AppTest, and what it shows as text."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parent.parent / "ui" / "app.py"


def opened(timeout: float = 60) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=timeout).run()


def shown(app: AppTest) -> str:
    elements = [*app.markdown, *app.caption, *app.text, *app.title, *app.error]
    return "\n".join(str(element.value) for element in elements)


def plain(text: str) -> str:
    return text.replace("\\", "")
