"""Typer's own words (panels, « --help », errors of use) → French."""

import re
from collections.abc import Iterator
from typing import Any

import typer
from typer import rich_utils


def speak_french(command: Any) -> Any:
    """Translate the help of a command and of its sub-commands; returns the command."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "Arguments"
    rich_utils.OPTIONS_PANEL_TITLE = "Options"
    rich_utils.COMMANDS_PANEL_TITLE = "Commandes"
    rich_utils.DEFAULT_STRING = "[défaut : {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatoire]"
    for one in _tree(command):
        option = one.get_help_option(typer.Context(one))
        if option is not None:
            option.help = "Affiche cette aide."
    return command


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _tree(child)


def usage_message(error: Exception) -> str | None:
    """An error of use in French; None when the error is of another kind."""
    if getattr(error, "exit_code", None) != 2 or not hasattr(error, "format_message"):
        return None
    parameter = getattr(error, "param", None)
    name = getattr(parameter, "name", "") or ""
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return "Donnez une commande."
        case "MissingParameter":
            return f"Il manque l'argument « {name} »."
        case "NoSuchOption":
            return f"Option inconnue : {getattr(error, 'option_name', '')}."
        case "BadParameter" if name:
            return f"Valeur refusée pour « {name} »."
        case "BadParameter":
            return f"Utilisation incorrecte : {getattr(error, 'message', '')}."
        case _ if unknown := re.match(r"No such command '(.+?)'", str(getattr(error, "message", ""))):
            return f"Commande inconnue : {unknown.group(1)}."
        case _:
            return f"Utilisation incorrecte ({getattr(error, 'message', error)})."
