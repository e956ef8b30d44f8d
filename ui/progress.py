"""The steps of a reading → a progress bar on the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from ingest.build import Progress as ReadingProgress
from ui.wording import STEPS


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[ReadingProgress], None]]:
    """A bar that appears with the first step of a reading, and only then; yields what to call at each step."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
        transient=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def show(progress: ReadingProgress) -> None:
        if not tasks:
            bar.start()
        if progress.name not in tasks:
            tasks[progress.name] = bar.add_task(progress.name, total=None)
        description = f"{progress.name} : {STEPS[progress.step]}"
        bar.update(tasks[progress.name], description=description, completed=progress.done, total=progress.total or None)

    try:
        yield show
    finally:
        if tasks:
            bar.stop()
