"""`rapport define`, `glossary` and `list`: a word → its definition, a kind → its register."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from assistant.inventory.entries import Kind
from assistant.inventory.inventory import Inventory
from assistant.registers import register
from ingest.build import UnknownDocumentError
from ui.holdings_presentation import card_panel, glossary_table, register_group
from ui.holdings_wording import FRENCH_KINDS, holdings_wording
from ui.register_files import register_csv, register_ods
from ui.settings import read_settings
from ui.terminal import AsJson, open_with_progress, out, print_json, write_file
from ui.wording import wording

holdings_commands = typer.Typer()

Term = Annotated[str, typer.Argument(help="Le terme, en un mot ou plusieurs.", metavar="TERME")]
OfDocument = Annotated[str | None, typer.Option("--document", help="Ce document seulement.", metavar="DOCUMENT")]


@holdings_commands.command()
def define(term: Term, as_json: AsJson = False) -> None:
    """Donne la définition d'un terme par le rapport lui-même, avec sa place."""
    settings = read_settings()
    card = open_with_progress(settings).holdings.lexicon().card(term)
    if as_json:
        print_json(card.model_dump())
    else:
        out.print(card_panel(card, wording(settings.language), holdings_wording(settings.language)))


@holdings_commands.command()
def glossary(as_json: AsJson = False) -> None:
    """Liste toutes les définitions et tous les sigles des documents."""
    settings = read_settings()
    words = holdings_wording(settings.language)
    lines = open_with_progress(settings).holdings.lexicon().glossary()
    if as_json:
        print_json({"glossary": [line.model_dump() for line in lines]})
    elif lines:
        out.print(glossary_table(lines, words))
    else:
        out.print(Text(words.no_definition))


@holdings_commands.command(name="list")
def list_entries(
    kind: Annotated[
        str, typer.Argument(help=f"Ce qu'il faut lister : {', '.join(FRENCH_KINDS.values())}.", metavar="QUOI")
    ],
    topic: Annotated[str | None, typer.Option("--about", help="Seulement ce qui porte sur ce sujet.")] = None,
    document: OfDocument = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Écrit le registre dans ce fichier CSV.")] = None,
    ods: Annotated[Path | None, typer.Option("--ods", help="Écrit le registre dans ce classeur ODS.")] = None,
    as_json: AsJson = False,
) -> None:
    """Donne un registre complet : recommandations, exemples, lieux, personnes, organismes, chiffres, dates."""
    settings = read_settings()
    wanted = _kind_named(kind)
    inventories = _of_document(open_with_progress(settings).holdings.inventories(), document)
    found = register(wanted, inventories, topic)
    for path, written in ((csv, register_csv), (ods, register_ods)):
        if path is not None:
            write_file(path, written(found))
    if as_json:
        print_json(json.loads(found.model_dump_json()))
    else:
        words = holdings_wording(settings.language)
        out.print(register_group(found, settings.language, wording(settings.language), words))


def _kind_named(name: str) -> Kind:
    """« recommandations » or « recommendations », singular or plural."""
    wanted = name.strip().casefold()
    for kind, french in FRENCH_KINDS.items():
        if wanted in {french, french.rstrip("s"), kind, kind.rstrip("s")}:
            return kind
    raise typer.BadParameter(f"« {name} » n'est pas un registre ; il y a : {', '.join(FRENCH_KINDS.values())}")


def _of_document(inventories: list[Inventory], document: str | None) -> list[Inventory]:
    if document is None:
        return inventories
    chosen = [inventory for inventory in inventories if inventory.document == document]
    if not chosen:
        known = ", ".join(inventory.document for inventory in inventories) or "aucun"
        raise UnknownDocumentError(f"Aucun document « {document} » dans l'index. Documents présents : {known}.")
    return chosen
