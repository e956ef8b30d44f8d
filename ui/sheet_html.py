"""A Sheet → a page of HTML to print: nothing in it comes from elsewhere, no text of it is taken for markup."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from ui.sheet import Sheet

TEMPLATE = "sheet.html.jinja"


def sheet_html(sheet: Sheet) -> str:
    return _template().render(sheet=sheet)


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(TEMPLATE)
