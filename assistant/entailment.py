"""A sentence and what it rests on → whether the second entails the first, by a natural language inference model.

Optional: any cross-encoder with three labels, beside the check by code and never instead of it.
"""

from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError

NO_MODEL = "none"
Entails = Callable[[str, str], bool]
"""(premise, hypothesis) → whether entailment is the likeliest of the model's labels."""


class EntailmentModelError(AssistantError):
    """The model of `RAPPORT_NLI_MODEL` cannot be opened or has no label of entailment."""


def open_entailment(name: str) -> Entails | None:
    """The model of the setting, none by default. Raises `EntailmentModelError`."""
    if name == NO_MODEL:
        return None
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, device="cpu", local_files_only=Path(name).is_dir())
    except (OSError, ValueError, RuntimeError) as error:
        raise EntailmentModelError(
            f"Le modèle d'inférence « {name} » ne se charge pas. Vérifiez RAPPORT_NLI_MODEL : « none », le dossier "
            "d'un « cross-encoder » d'inférence, ou son nom si le réseau permet de le télécharger."
        ) from error
    labels = {str(label).casefold(): int(number) for number, label in model.config.id2label.items()}
    entailment = next((number for label, number in labels.items() if label.startswith("entail")), None)
    if entailment is None:
        raise EntailmentModelError(
            f"Le modèle « {name} » n'est pas un modèle d'inférence : aucune de ses étiquettes ({', '.join(labels)}) "
            "n'est « entailment ». Vérifiez RAPPORT_NLI_MODEL."
        )

    def entails(premise: str, hypothesis: str) -> bool:
        scores = model.predict([(premise, hypothesis)], show_progress_bar=False)[0]
        return int(scores.argmax()) == entailment

    return entails
