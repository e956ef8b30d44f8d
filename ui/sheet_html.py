"""A report's overview, path and inventory → its sheet as a page of HTML to print, with no text taken for markup."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from assistant.inventory.inventory import Inventory
from assistant.onboarding.learning_path import LearningPath
from assistant.onboarding.overview import Overview
from ui.sheet_pdf import fitting_sheet

TEMPLATE = "sheet.html.jinja"


def sheet_html(overview: Overview, path: LearningPath, inventory: Inventory, language: str = "fr") -> str:
    """As much as its PDF holds, with letters as large; nothing in it comes from elsewhere."""
    return _template().render(sheet=fitting_sheet(overview, path, inventory, language))


@lru_cache(maxsize=1)
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(TEMPLATE)
