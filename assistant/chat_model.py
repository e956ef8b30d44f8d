"""The settings of a language model → the model, opened through LangChain, and what to tell when it fails.

The only module that opens one. Each provider's library is an optional extra of this project.
"""

import importlib.util
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from langchain_core.messages import BaseMessage

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PACKAGES = {
    "openai": "langchain_openai",
    "ollama": "langchain_ollama",
    "mistralai": "langchain_mistralai",
    "anthropic": "langchain_anthropic",
}
SILENCE, RETRIES = 60.0, 2
"""Seconds without a word before a model is given up; tries after the first where trying again makes sense."""
ENDED = ("finish_reason", "done_reason", "stop_reason")
"""What the last piece of each provider carries: without it the answer broke off."""
TOO_LONG = re.compile(
    r"context|too (?:long|large|many tokens)|token limit|max(?:imum)?[ _](?:model )?len", re.IGNORECASE
)
CHARACTERS_A_TOKEN, TOKENS_OF_INSTRUCTIONS = 2, 700
LONGEST_WRITTEN = 6000
"""Characters: beyond, the model does not answer a question any more, and is cut off."""


class ChatModelSettingsError(AssistantError):
    """The language model cannot be opened as it is set; the message names the setting."""


class ChatModelError(AssistantError):
    """The language model did not answer; the message says why, in one line."""


@dataclass(frozen=True)
class ChatModelSettings:
    """Which model, by whom served, how much it may write, and read beside, in tokens."""

    provider: str
    model: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    most_tokens: int = 600
    window: int = 8192

    @property
    def characters_to_read(self) -> int:
        """What passages may take of the window, at the tokens that small vocabularies make of French."""
        return max(0, self.window - self.most_tokens - TOKENS_OF_INSTRUCTIONS) * CHARACTERS_A_TOKEN


def open_chat_model(settings: ChatModelSettings) -> "BaseChatModel":
    """The model, not yet asked anything. Raises `ChatModelSettingsError`."""
    package = PACKAGES.get(settings.provider)
    if package is None:
        raise ChatModelSettingsError(
            f"RAPPORT_LLM_PROVIDER : « {settings.provider} » n'est pas connu. Au choix : {', '.join(PACKAGES)} "
            "(« openai » pour tout serveur compatible : Albert, vLLM, llama.cpp, LM Studio)."
        )
    if importlib.util.find_spec(package) is None:
        raise ChatModelSettingsError(
            f"Le modèle de langage demande une bibliothèque : pip install 'rapport[{settings.provider}]'"
        )
    from langchain.chat_models import init_chat_model

    options: dict = {"temperature": 0}
    if settings.base_url:
        options["base_url"] = settings.base_url
    if settings.provider == "ollama":
        # Without its window, Ollama cuts off the beginning of a long prompt, and says nothing.
        options |= {"num_predict": settings.most_tokens, "num_ctx": settings.window}
        options |= {"client_kwargs": {"timeout": SILENCE}}
    else:
        options |= {"max_tokens": settings.most_tokens, "timeout": SILENCE, "max_retries": RETRIES}
        if settings.provider == "openai":
            options |= {"stream_usage": True, "api_key": settings.api_key or "none"}
        elif settings.api_key:
            options["api_key"] = settings.api_key
    try:
        return init_chat_model(settings.model, model_provider=settings.provider, **options)
    except (ValueError, TypeError, ImportError) as error:
        raise ChatModelSettingsError(
            f"Le modèle de langage « {settings.model} » ({settings.provider}) ne s'ouvre pas : {_first_line(error)}. "
            "Vérifiez les réglages RAPPORT_LLM_…"
        ) from error


class Writing:
    """One answer being written by a model, and the tokens that its server has counted so far, None before."""

    def __init__(self, model: "BaseChatModel") -> None:
        self._model = model
        self.input_tokens: int | None = None
        self.output_tokens: int | None = None

    def pieces(self, messages: Sequence[BaseMessage]) -> Iterator[str]:
        """What the model writes, piece by piece, cut off at `LONGEST_WRITTEN`. Raises `ChatModelError`."""
        length, ended = 0, False
        try:
            for piece in self._model.stream(list(messages)):
                if usage := getattr(piece, "usage_metadata", None):
                    self.input_tokens = max(self.input_tokens or 0, usage["input_tokens"])
                    self.output_tokens = max(self.output_tokens or 0, usage["output_tokens"])
                ended = ended or any(piece.response_metadata.get(key) for key in ENDED)
                text = str(piece.text)
                length += len(text)
                yield text
                if length > LONGEST_WRITTEN:
                    return
        except Exception as error:
            # Each provider's library has its own errors, and its transport's: told by what they carry.
            raise ChatModelError(f"Le modèle de langage n'a pas répondu : {_cause(error)}.") from error
        if not ended:
            raise ChatModelError("Le modèle de langage n'a pas répondu : réponse interrompue ou illisible.")


def _cause(error: BaseException) -> str:
    status = next((code for code in _statuses(error) if isinstance(code, int)), None)
    if status in (401, 403):
        return "clé refusée (RAPPORT_LLM_API_KEY)"
    if status == 404:
        return "modèle ou adresse inconnus du serveur (RAPPORT_LLM_MODEL, RAPPORT_LLM_BASE_URL)"
    if status == 429:
        return "trop de demandes, ou quota épuisé"
    if status and status >= 500:
        return f"panne du serveur ({status})"
    if status and TOO_LONG.search(str(error)):
        return "le texte dépasse ce que le modèle peut lire (RAPPORT_LLM_WINDOW)"
    if status:
        return f"demande refusée par le serveur ({status})"
    names = " ".join(type(one).__name__ for one in _chain(error)).casefold()
    if "timeout" in names:
        return f"silence de plus de {SILENCE:.0f} secondes"
    if "connect" in names:
        return "serveur injoignable (RAPPORT_LLM_BASE_URL)"
    if any(word in names for word in ("json", "protocol", "decode", "read", "valueerror")):
        return "réponse interrompue ou illisible"
    return f"réponse inattendue ({type(error).__name__})"


def _statuses(error: BaseException) -> Iterator[object]:
    for one in _chain(error):
        yield getattr(one, "status_code", None)
        yield getattr(getattr(one, "response", None), "status_code", None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
