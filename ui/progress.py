"""The steps of a reading → a progress bar on the terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from ingest.build import Progress as ReadingProgress
from ui.wording import STEPS

LONG_STEPS = ("model", "embedding")


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[ReadingProgress], None]]:
    """A bar that appears with the first step of a reading, and only then; yields what to call at each step.

    Where there is no terminal to draw on, each long step is told by a line.
    """
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=console,
    )
    tasks: dict[str, TaskID] = {}
    told: set[tuple[str, str]] = set()

    def tell(progress: ReadingProgress) -> None:
        if progress.step in LONG_STEPS and (progress.name, progress.step) not in told:
            told.add((progress.name, progress.step))
            console.print(Text(f"{progress.name} : {STEPS[progress.step]}"))

    def show(progress: ReadingProgress) -> None:
        if not tasks:
            bar.start()
        if progress.name not in tasks:
            for done in tasks.values():
                bar.remove_task(done)
            tasks.clear()
            tasks[progress.name] = bar.add_task(progress.name, total=None)
        among = f"{progress.number}/{progress.of} " if progress.of > 1 else ""
        description = f"{among}{progress.name} : {STEPS[progress.step]}"
        bar.update(tasks[progress.name], description=description, completed=progress.done, total=progress.total or None)

    try:
        yield show if console.is_terminal else tell
    finally:
        if tasks:
            bar.stop()
