"""A language model set to write: the model, what it may read and write, what judges it too, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer_cache import AnswerCache
from assistant.chat_model import ChatModelSettings, Writing, open_chat_model
from assistant.entailment import NO_MODEL, Entails, open_entailment
from assistant.prompts import rephrasing_prompt
from assistant.refusals import Language
from assistant.rephrasing import rephrased
from ingest.data_folder import DataFolder

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True)
class Writer:
    """What an assistant needs of a language model; `entails` and `cache` are None where they are not set.

    `judge` is the name of the model behind `entails`.
    """

    settings: ChatModelSettings
    model: "BaseChatModel"
    entails: Entails | None = None
    cache: AnswerCache | None = None
    judge: str = NO_MODEL


def open_writer(settings: ChatModelSettings, nli_model: str, keep_answers: bool, folder: DataFolder) -> Writer:
    """Raises `ChatModelSettingsError` or `EntailmentModelError`."""
    cache = AnswerCache(folder.answers) if keep_answers else None
    return Writer(settings, open_chat_model(settings), open_entailment(nli_model), cache, nli_model)


def standalone_by_model(writer: Writer, question: str, earlier: Sequence[str], language: Language) -> str | None:
    """The follow-up as the model completes it; None where that drifts. Raises `ChatModelError`."""
    written = "".join(Writing(writer.model).pieces(rephrasing_prompt(question, earlier, language)))
    return rephrased(written, question, earlier)
