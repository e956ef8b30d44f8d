"""Environment variables `RAPPORT_…` and the `.env` file → the settings, read by the entry points only."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names it."""


class Settings(BaseSettings):
    """Every setting, its default and why it may be changed."""

    model_config = SettingsConfigDict(env_prefix="RAPPORT_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Annotated[Path, Field(description="Dossier de l'index, des modèles et des copies de documents")] = (
        user_data_path("rapport", appauthor=False)
    )
    chroma_url: Annotated[str | None, Field(description="Serveur Chroma, au lieu de l'index local")] = None
    embedding_model: Annotated[
        str, Field(description="« bundled », ou un nom ou dossier sentence-transformers", min_length=1)
    ] = "bundled"
    embedding_base_url: Annotated[
        str | None, Field(description="Serveur de vecteurs compatible OpenAI, qui sert RAPPORT_EMBEDDING_MODEL")
    ] = None
    embedding_api_key: Annotated[SecretStr | None, Field(description="Clé du serveur de vecteurs")] = None
    reranker_model: Annotated[
        str, Field(description="« bundled », « none », ou un nom ou dossier de « cross-encoder »", min_length=1)
    ] = "bundled"
    llm_provider: Annotated[
        Literal["openai", "ollama", "mistralai", "anthropic"],
        Field(description="Fournisseur du modèle de langage ; « openai » pour tout serveur compatible"),
    ] = "openai"
    llm_model: Annotated[str | None, Field(description="Modèle de langage ; sans lui, réponses par citation")] = None
    llm_base_url: Annotated[str | None, Field(description="Adresse du serveur du modèle de langage")] = None
    llm_api_key: Annotated[SecretStr | None, Field(description="Clé du serveur du modèle de langage")] = None
    llm_most_tokens: Annotated[
        int, Field(description="Longueur maximale de ce qu'écrit le modèle, en jetons", ge=50, le=4000)
    ] = 600
    llm_window: Annotated[
        int, Field(description="Ce que le modèle peut lire et écrire d'un coup, en jetons", ge=1024, le=2_000_000)
    ] = 8192
    llm_keep_answers: Annotated[
        bool, Field(description="Garder les réponses écrites, pour ne pas les payer deux fois (dossier « answers »)")
    ] = True
    nli_model: Annotated[
        str,
        Field(description="« none », ou un « cross-encoder » d'inférence qui juge aussi chaque phrase", min_length=1),
    ] = "none"
    passage_length: Annotated[
        int,
        Field(description="Longueur d'un passage, en caractères (à changer : tout relire)", ge=200, le=2000),
    ] = 1000
    least_confidence: Annotated[
        float, Field(description="En dessous, l'assistant refuse de répondre (0 à 1)", ge=0, le=1)
    ] = 0.12
    language: Annotated[Literal["fr", "en"], Field(description="Langue des écrans : fr ou en")] = "fr"
    address: Annotated[str, Field(description="Adresse d'écoute de la page web")] = "localhost"
    port: Annotated[int, Field(description="Port de la page web", ge=1, le=65535)] = 8501


def read_settings() -> Settings:
    """The settings of this process; raises `SettingsError` with each wrong variable named."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = " ; ".join(
            f"RAPPORT_{'_'.join(map(str, problem['loc'])).upper()} : valeur « {problem['input']} » refusée"
            for problem in error.errors()
        )
        raise SettingsError(f"Réglage incorrect. {wrong}. Voir : rapport settings --help") from error
