"""The `rapport` command: arguments → what `ingest` and `assistant` do → the terminal, JSON on stdout if asked."""

import os
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.live import Live
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.answers import Assistant
from assistant.errors import AssistantError
from assistant.holdings import counts_of, open_holdings
from assistant.questions import QuestionError
from assistant.typed_terms import TermError
from ingest.build import FileFailed, FileRead, Progress, fill_if_empty, ingest_files, rebuild, remove_document
from ingest.errors import IngestError
from ui.cli_holdings import holdings_commands
from ui.cli_language import speak_french, usage_message
from ui.cli_welcome import welcome_commands
from ui.opening import chat_model_of, opened_index
from ui.presentation import answer_panel, documents_table, show_reading
from ui.progress import progress_bar
from ui.settings import Settings, SettingsError, read_settings
from ui.terminal import AsJson, FileNotWrittenError, err, open_with_progress, out, print_json
from ui.wording import wording

BAD_USE, FAILURE = 2, 1
LEAVE = {"quitter", "quit", "exit", "q"}

app = typer.Typer(
    name="rapport",
    help="Interroge un rapport en français et répond avec la preuve : chaque phrase citée à sa place.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
)
app.add_typer(holdings_commands)
app.add_typer(welcome_commands)


class MissingExtraError(Exception):
    """A command needs libraries that are not installed; the message names the extra."""


class PortInUseError(Exception):
    """Another program listens on the port of the web page."""


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="La question, entre guillemets.", metavar="QUESTION")],
    after: Annotated[
        list[str] | None,
        typer.Option("--after", help="Question précédente de la conversation (répétable, la plus ancienne d'abord)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Répond à une question, avec les citations qui le prouvent."""
    settings = read_settings()
    assistant = open_with_progress(settings)
    if as_json:
        print_json(assistant.ask(question, after or []).model_dump())
    else:
        out.print(answer_panel(_answer_as_it_comes(assistant, question, after or []), wording(settings.language)))


def _answer_as_it_comes(assistant: Assistant, question: str, earlier: list[str]) -> Answer:
    """The answer; while a language model writes it, each checked sentence is shown until the whole replaces it."""
    shown = Text()
    with Live(shown, console=out, transient=True, auto_refresh=False) as live:
        for one in assistant.stream(question, earlier):
            if isinstance(one, Answer):
                return one
            shown.append(f"{one.statement.text}\n")
            live.update(shown, refresh=True)
    raise AssertionError("a stream ends with its answer")


@app.command()
def chat() -> None:
    """Ouvre une conversation dans le terminal."""
    settings = read_settings()
    assistant, texts = open_with_progress(settings), wording(settings.language)
    out.print(Text("Posez vos questions ; « quitter » pour finir."))
    earlier: list[str] = []
    while True:
        try:
            question = out.input(Text("\n> ", style="bold"))
        except EOFError:
            break
        if question.strip().casefold() in LEAVE:
            break
        try:
            answer = _answer_as_it_comes(assistant, question, earlier)
        except QuestionError as error:
            err.print(Text(str(error), style="red"))
            continue
        out.print(answer_panel(answer, texts))
        earlier.append(answer.standalone_question)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Fichiers ou dossiers à lire (PDF, DOCX, ODT, HTML, EPUB, TXT, MD).", metavar="FICHIER…"),
    ] = None,
    keep_all: Annotated[
        bool, typer.Option("--keep-all", help="Lit aussi ce qui n'est pas le rapport : couverture, sommaire, en-têtes…")
    ] = False,
    again: Annotated[
        bool, typer.Option("--rebuild", help="Relit tous les documents avec le modèle et le découpage actuels.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ajoute ou met à jour des documents, et dit ce qui a été lu, mis de côté et pourquoi."""
    if not paths and not again:
        raise typer.BadParameter("donnez au moins un fichier, ou --rebuild pour tout relire")
    settings = read_settings()
    index, embedder, folder = opened_index(settings)
    results: list[FileRead | FileFailed] = []
    with progress_bar(err) as show:
        if again:
            results += rebuild(index, embedder, folder, settings.passage_length, show)
        else:
            fill_if_empty(index, embedder, folder, settings.passage_length, show)
        results += ingest_files(paths or [], index, embedder, folder, settings.passage_length, show, keep_all)
        failed = [result for result in results if isinstance(result, FileFailed)]
        read = [result for result in results if isinstance(result, FileRead)]
        holdings = open_holdings(index, folder)
        found = {}
        for number, result in enumerate(read, start=1):
            show(Progress(result.record.name, "inventory", number=number, of=len(read)))
            found[result.record.id] = counts_of(holdings.inventory_of(result.record))
    if as_json:
        print_json(
            {
                "documents": [
                    {"outcome": result.outcome, **asdict(result.record), "inventory": found[result.record.id]}
                    for result in read
                ],
                "failed": [{"path": str(failure.path), "message": failure.message} for failure in failed],
            }
        )
    else:
        show_reading(results, found, out)
    for failure in failed:
        _complain(failure.message)
    if failed:
        raise typer.Exit(FAILURE)


@app.command()
def documents(as_json: AsJson = False) -> None:
    """Liste les documents de l'index."""
    index = open_with_progress(read_settings()).index
    if as_json:
        print_json({"documents": [asdict(document) for document in index.manifest.documents]})
    elif index.manifest.documents:
        out.print(documents_table(index.manifest.documents))
    else:
        out.print(Text("L'index est vide. Ajoutez un document : rapport ingest FICHIER"))


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="Son nom dans « rapport documents ».", metavar="DOCUMENT")],
    as_json: AsJson = False,
) -> None:
    """Retire un document de l'index."""
    index, _, folder = opened_index(read_settings())
    record = remove_document(document, index, folder)
    if as_json:
        print_json({"removed": asdict(record)})
    else:
        out.print(
            Text(f"« {record.id} » est retiré de l'index ({record.passages} passages). Le fichier reste en place.")
        )


@app.command()
def serve(
    port: Annotated[int | None, typer.Option("--port", help="Port, au lieu de RAPPORT_PORT.", min=1, max=65535)] = None,
) -> None:
    """Sert la page web de la conversation."""
    settings = read_settings()
    chosen = port or settings.port
    _refuse_port_in_use(settings.address, chosen)
    with progress_bar(err) as show:
        # Read the bundled report before the page opens, where the progress can be seen.
        index, embedder, folder = opened_index(settings)
        fill_if_empty(index, embedder, folder, settings.passage_length, show)
    err.print(Text(f"La page est servie à http://{settings.address}:{chosen} — Ctrl+C pour arrêter."))
    page = Path(__file__).parent / "app.py"
    options = {
        "server.port": chosen,
        "server.address": settings.address,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "runner.magicEnabled": "false",
        "client.showErrorDetails": "none",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(page), *flags])


@app.command(name="eval")
def evaluate(
    datasets: Annotated[
        list[Path] | None,
        typer.Option("--dataset", help="Questions au format SQuAD (répétable).", exists=True, dir_okay=False),
    ] = None,
    output: Annotated[Path, typer.Option("--output", help="Dossier du tableau de bord.")] = Path("scorecard"),
    language_model: Annotated[
        bool, typer.Option("--language-model", help="Mesure seulement le modèle de langage des réglages.")
    ] = False,
) -> None:
    """Mesure les réponses sur les questions du rapport fourni et sur des jeux de questions ; écrit le bilan."""
    try:
        # Its libraries (metrics, plots) are an extra, and no other command should wait for them.
        from evals.evaluation import evaluate as measure
        from evals.evaluation import evaluate_model
    except ImportError as error:
        raise MissingExtraError(
            f"La mesure demande des bibliothèques absentes ({error.name}). Installez-les : pip install 'rapport[eval]'"
        ) from error
    if language_model:
        current = read_settings()
        model = chat_model_of(current)
        if model is None:
            raise SettingsError("Aucun modèle de langage à mesurer : réglez RAPPORT_LLM_MODEL.")
        measured = evaluate_model(model, current.nli_model, current.data_dir, lambda one: _tell_of(one.answer))
        out.print(Text(measured), soft_wrap=True)
        return
    page = measure(datasets or [], read_settings().data_dir, output, lambda name: err.print(Text(f"{name}…")))
    out.print(Text(page.read_text(encoding="utf-8")), soft_wrap=True)


def _tell_of(answer: Answer) -> None:
    """One question of a long measure, with what a language model's answer shows and what of it is struck."""
    err.print(Text(f"{answer.mode} · {answer.status} · {answer.question}"))
    if answer.generation:
        shown = answer.statements if answer.mode == "generation" else []
        lines = [*(f"  + {one.text}" for one in shown), *(f"  ✗ {one.text}" for one in answer.generation.struck)]
        err.print(Text("\n".join(lines)), soft_wrap=True)


@app.command()
def settings(as_json: AsJson = False) -> None:
    """Montre les réglages en vigueur, les secrets cachés."""
    current = read_settings().model_dump(mode="json")
    if as_json:
        print_json(current)
        return
    table = Table("Variable", "Valeur", "Sens")
    for name, field in Settings.model_fields.items():
        value = current[name]
        table.add_row(f"RAPPORT_{name.upper()}", Text("—" if value is None else str(value)), field.description or "")
    out.print(table)


def main() -> None:
    """Run the command; every error ends in one line on stderr and the exit status of its kind."""
    command = speak_french(typer.main.get_command(app))
    try:
        status = command(standalone_mode=False)
    except (QuestionError, SettingsError, TermError) as error:
        sys.exit(_complain(str(error), BAD_USE))
    except (IngestError, AssistantError, FileNotWrittenError, PortInUseError, MissingExtraError) as error:
        sys.exit(_complain(str(error), FAILURE))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(_complain("Interrompu.", FAILURE))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILURE)
    except Exception as error:
        if message := usage_message(error):
            sys.exit(_complain(f"{message} Voir : rapport --help", BAD_USE))
        if os.environ.get("RAPPORT_DEBUG"):
            raise
        detail = f"{type(error).__name__} : {error}".splitlines()[0]
        sys.exit(_complain(f"Erreur inattendue ({detail}). RAPPORT_DEBUG=1 en montre le détail.", FAILURE))
    sys.exit(status if isinstance(status, int) else 0)


def _complain(message: str, status: int = FAILURE) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return status


def _refuse_port_in_use(address: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise PortInUseError(
                f"Le port {port} est déjà utilisé ou interdit. Choisissez-en un autre : rapport serve --port {port + 1}"
            ) from error


if __name__ == "__main__":
    main()
