"""`rapport onboarding` and `quiz`: a document → the report in one page, its path, its sheet; questions to check."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.answers import Assistant
from ingest.build import UnknownDocumentError
from ingest.manifest import DocumentRecord
from ui.settings import read_settings
from ui.terminal import AsJson, open_with_progress, out, print_json, write_file
from ui.welcome import SHEETS, overview_of, path_of, quiz_of, sheet_as
from ui.welcome_presentation import overview_group, path_group, quiz_group
from ui.welcome_wording import welcome_wording
from ui.wording import wording

welcome_commands = typer.Typer()

Named = Annotated[str | None, typer.Argument(help="Le document, s'il y en a plusieurs.", metavar="DOCUMENT")]


@welcome_commands.command()
def onboarding(
    document: Named = None,
    sheets: Annotated[
        list[Path] | None,
        typer.Option("--sheet", help="Écrit la fiche d'accueil : un fichier .html, .pdf ou .docx (répétable)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Présente un rapport en une page, puis un parcours d'un quart d'heure dans ses propres phrases."""
    for path in sheets or []:
        if path.suffix.lower().removeprefix(".") not in SHEETS:
            raise typer.BadParameter(f"« {path.name} » : une fiche est un fichier .html, .pdf ou .docx")
    settings = read_settings()
    assistant = open_with_progress(settings)
    record = _named(assistant, document)
    for path in sheets or []:
        write_file(path, sheet_as(path.suffix.lower().removeprefix("."), assistant, record, settings.language))
    overview = overview_of(assistant, record, settings.language)
    steps = path_of(assistant, record, settings.language)
    if as_json:
        print_json({"overview": json.loads(overview.model_dump_json()), "path": json.loads(steps.model_dump_json())})
        return
    texts, words = wording(settings.language), welcome_wording(settings.language)
    out.print(overview_group(overview, settings.language, texts, words))
    out.print(path_group(steps, texts, words))


@welcome_commands.command()
def quiz(
    document: Named = None,
    questions: Annotated[int, typer.Option("--questions", help="Nombre de questions.", min=1, max=200)] = 15,
    seed: Annotated[int, typer.Option("--seed", help="Un autre nombre donne d'autres questions.", min=0)] = 1,
    as_json: AsJson = False,
) -> None:
    """Fait un quiz du rapport ; les réponses suivent, avec le passage qui les donne."""
    settings = read_settings()
    assistant = open_with_progress(settings)
    made = quiz_of(assistant, _named(assistant, document), seed, questions)
    if as_json:
        print_json(json.loads(made.model_dump_json()))
    else:
        out.print(quiz_group(made, wording(settings.language), welcome_wording(settings.language)))


def _named(assistant: Assistant, name: str | None) -> DocumentRecord:
    """The document of that name; the only one, or the first, without a name."""
    manifest = assistant.index.manifest
    record = manifest.find(name) if name else next(iter(manifest.documents), None)
    if record is None:
        known = ", ".join(document.id for document in manifest.documents) or "aucun"
        said = f"Aucun document « {name} » dans l'index." if name else "L'index est vide."
        raise UnknownDocumentError(f"{said} Documents présents : {known}. Ajoutez-en un : rapport ingest FICHIER")
    return record
