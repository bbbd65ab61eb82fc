"""Settings, read from the environment when a door opens; never at import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lifestream.errors import ConfigurationError


class WriterSettings(BaseModel):
    """Who writes: the built-in writer, or a language model behind an OpenAI-compatible server."""

    kind: Literal["extractive", "openai"] = "extractive"
    base_url: str | None = None
    api_key: SecretStr = SecretStr("")
    model: str = "gpt-4o-mini"
    images: bool = False
    concurrency: int = Field(default=4, ge=1, le=64)
    timeout: float = Field(default=120.0, gt=0, description="seconds for one call")
    max_prompt_tokens: int = Field(default=24_000, ge=1_000)


class TranscriberSettings(BaseModel):
    """Which Whisper model hears, and which server to ask when it cannot be used."""

    model: str = "base"
    base_url: str | None = Field(default=None, description="an OpenAI-compatible server, the fallback")
    api_key: SecretStr = SecretStr("")
    remote_model: str = "whisper-1"


class DiarizerSettings(BaseModel):
    """Who tells voices apart: the built-in ONNX models, or pyannote (an optional extra)."""

    kind: Literal["onnx", "pyannote"] = "onnx"
    model: str = "pyannote/speaker-diarization-3.1"
    token: SecretStr = SecretStr("")


class RetentionSettings(BaseModel):
    """For how many days ``lifestream gc`` keeps each kind of thing after its recording was added; unset: for ever."""

    media: int | None = Field(default=None, ge=0, description="the library's own copies; never your files")
    keyframes: int | None = Field(default=None, ge=0)
    artefacts: int | None = Field(default=None, ge=0, description="what makes a second run quick")
    recordings: int | None = Field(default=None, ge=0, description="everything of a recording")


class Settings(BaseSettings):
    """Everything that can be configured, each as ``LIFESTREAM_<NAME>``, nested with ``__``."""

    model_config = SettingsConfigDict(env_prefix="LIFESTREAM_", env_nested_delimiter="__", extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("lifestream"), description="where everything is kept")
    models: Path | None = Field(default=None, description="a folder to look for models in first")
    offline: bool = Field(default=False, description="refuse the network for models")
    zone: str | None = Field(default=None, description="of recordings that do not say theirs, such as Europe/Berlin")
    cores: int = Field(default_factory=lambda: usable_cores(), ge=1, le=1024, description="threads of work")
    writer: WriterSettings = WriterSettings()
    transcriber: TranscriberSettings = TranscriberSettings()
    diarizer: DiarizerSettings = DiarizerSettings()
    retention: RetentionSettings = RetentionSettings()


def usable_cores() -> int:
    """Cores that this process may use, as the scheduler says."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigurationError: a variable has a value that does not fit; it is named.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "LIFESTREAM_" + "__".join(str(part).upper() for part in first["loc"])
        raise ConfigurationError(f"{name}: {first['msg']}.", remedy=f"Change or unset {name}.") from error
