"""Settings to a running application: the only file that names concrete adapters.

Adapters are imported where they are made: ``lifestream --help`` must not load a model runtime.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lifestream.config import Settings
from lifestream.domain.person import Person
from lifestream.errors import ConfigurationError, InputError
from lifestream.library.journal import Calendar
from lifestream.library.library import Library
from lifestream.pipeline.tools import Tools
from lifestream.ports.answerer import Answerer
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.clock import Clock
from lifestream.ports.diarizer import Diarizer
from lifestream.ports.embedder import Embedder
from lifestream.ports.gazetteer import Gazetteer
from lifestream.ports.transcriber import Transcriber
from lifestream.ports.writer import Writer

if TYPE_CHECKING:
    from lifestream.adapters.language.openai_chat import OpenAiOptions
    from lifestream.adapters.local.model_files import ModelFiles


@dataclass(frozen=True, slots=True)
class App:
    """A wired application."""

    settings: Settings
    tools: Tools
    blobs: BlobStore
    clock: Clock
    models: ModelFiles
    warnings: tuple[str, ...] = ()  # what the user should hear before work begins


def model_files(settings: Settings) -> ModelFiles:
    """Where models are looked for."""
    from lifestream.adapters.local.model_files import ModelFiles

    return ModelFiles(folder=settings.models, cache=settings.home / "models", offline=settings.offline)


def language_code(name: str) -> str:
    """Turn a language's code or English name into the code that the transcribers know it by.

    Raises:
        InputError: none of them knows it.
    """
    from lifestream.adapters.speech.language_names import CODES, language_code

    code = language_code(name)
    if code not in CODES:
        raise InputError(
            f"{name} is no language that can be heard.",
            remedy="Name languages by their ISO 639-1 codes or in English, such as en, de or german.",
        )
    return code


def codecs() -> dict[str, bool]:
    """Say of each common codec whether it can be decoded here."""
    from lifestream.adapters.media.codecs import codecs

    return codecs()


def bootstrap(settings: Settings) -> App:
    """Wire the local platform.

    Raises:
        ConfigurationError: a model or a setting is missing; the remedy says how to get it.
    """
    from lifestream.adapters.local.filesystem_blob_store import FilesystemBlobStore
    from lifestream.adapters.local.memory import share_arenas
    from lifestream.adapters.local.system_clock import SystemClock
    from lifestream.adapters.local.workers import ThreadWorkers
    from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
    from lifestream.adapters.media.pyav_scene_detector import PyavSceneDetector
    from lifestream.adapters.media.rapidocr_text_reader import RapidocrTextReader

    share_arenas()
    models = model_files(settings)
    blobs = FilesystemBlobStore(settings.home / "blobs")
    embedder = _embedder(models)
    heard_by, warnings = transcribers(settings, models)
    tools = Tools(
        decoder=PyavMediaDecoder(),
        diarizer=_diarizer(settings, models),
        transcribers=heard_by,
        detector=PyavSceneDetector(),
        reader=RapidocrTextReader(),
        writers=_writers(settings, embedder, blobs),
        embedder=embedder,
        blobs=blobs,
        workers=ThreadWorkers(settings.cores),
        scratch=settings.home / "scratch",
    )
    return App(settings, tools, blobs, SystemClock(), models, warnings)


def read_registry(path: Path) -> tuple[Person, ...]:
    """People, without ids, from a file that a person wrote.

    Raises:
        InputError: it is no such file.
    """
    from lifestream.adapters.local.registry_file import read_registry

    return read_registry(path)


def write_registry(people: Sequence[Person]) -> str:
    """People as the text of such a file."""
    from lifestream.adapters.local.registry_file import write_registry

    return write_registry(people)


def open_library(settings: Settings) -> Library:
    """Open the library of this machine, making it where there is none.

    No model is loaded: the embedder is, when it is first asked for.

    Raises:
        ConfigurationError: the library is damaged, or newer than this version.
        UnavailableError: its folder cannot be used.
    """
    from lifestream.adapters.local.database import Database
    from lifestream.adapters.local.filesystem_blob_store import FilesystemBlobStore
    from lifestream.adapters.local.filesystem_media_store import FilesystemMediaStore
    from lifestream.adapters.local.sqlite_index import SqliteIndex
    from lifestream.adapters.local.sqlite_job_store import SqliteJobStore
    from lifestream.adapters.local.sqlite_library_store import SqliteLibraryStore
    from lifestream.adapters.local.sqlite_people_store import SqlitePeopleStore
    from lifestream.adapters.local.system_clock import SystemClock

    database = Database(settings.home / "library.db")
    return Library(
        store=SqliteLibraryStore(database),
        people=SqlitePeopleStore(database),
        jobs=SqliteJobStore(database),
        index=SqliteIndex(database, settings.home / "index"),
        blobs=FilesystemBlobStore(settings.home / "blobs"),
        media=FilesystemMediaStore(settings.home / "media"),
        clock=SystemClock(),
        embedder=cache(lambda: _embedder(model_files(settings))),
    )


def calendar(settings: Settings, zone: str | None = None) -> Calendar:
    """How the journal tells hours and places: in the zone named, else that of the settings.

    Raises:
        InputError: there is no such zone.
    """
    from lifestream.library.placing import read_zone

    return Calendar(read_zone(zone or settings.zone), gazetteer)


@cache
def gazetteer() -> Gazetteer:
    """Who knows places."""
    from lifestream.adapters.local.geonames_gazetteer import GeonamesGazetteer

    return GeonamesGazetteer()


def thumbnail(data: bytes, width: int) -> bytes | None:
    """A small copy of a stored picture, ``width`` pixels across; ``None`` where it cannot be read."""
    from lifestream.adapters.media.thumbnail import thumbnail

    return thumbnail(data, width)


def _embedder(models: ModelFiles) -> Embedder:
    from lifestream.adapters.language.minilm_embedder import MinilmEmbedder

    return MinilmEmbedder(models.path("all-minilm-l6-v2"), models.path("all-minilm-l6-v2-tokenizer"))


def _diarizer(settings: Settings, models: ModelFiles) -> Diarizer:
    if settings.diarizer.kind == "pyannote":
        from lifestream.adapters.speech.pyannote_diarizer import PyannoteDiarizer

        return PyannoteDiarizer(settings.diarizer.model, settings.diarizer.token.get_secret_value() or None)
    from lifestream.adapters.speech.onnx_diarizer import OnnxDiarizer

    return OnnxDiarizer(models.path("segmentation-3.0"), models.path("campplus"), models.path("campplus-mean"))


def transcribers(settings: Settings, models: ModelFiles) -> tuple[tuple[Transcriber, ...], tuple[str, ...]]:
    """Whisper on this machine, then a server if one is configured; and what to warn of.

    The default model may be missing where there is a server. A model that somebody named may not: sound must not
    leave the machine because of a slip of the pen.

    Raises:
        ConfigurationError: the model is missing or damaged.
    """
    from lifestream.adapters.speech.faster_whisper_transcriber import FasterWhisperTranscriber

    wanted = settings.transcriber
    found: list[Transcriber] = []
    warnings: list[str] = []
    if wanted.base_url and "model" not in wanted.model_fields_set and not models.has_whisper(wanted.model):
        warnings.append(f"Whisper {wanted.model} is not on this machine. Sound is sent to {wanted.base_url}.")
    else:
        found.append(FasterWhisperTranscriber(models.whisper(wanted.model)))
    if wanted.base_url:
        from lifestream.adapters.speech.openai_transcriber import OpenAiTranscriber

        key = wanted.api_key.get_secret_value()
        found.append(OpenAiTranscriber(base_url=wanted.base_url, api_key=key, model=wanted.remote_model))
    return tuple(found), tuple(warnings)


def _writers(settings: Settings, embedder: Embedder, blobs: BlobStore) -> tuple[Writer, ...]:
    from lifestream.adapters.language.extractive_writer import ExtractiveWriter

    extractive = ExtractiveWriter(embedder)
    if settings.writer.kind == "extractive":
        return (extractive,)
    from lifestream.adapters.language.extractive.due import resolve_due
    from lifestream.adapters.language.openai_writer import OpenAiWriter

    images = blobs if settings.writer.images else None
    return (OpenAiWriter(_openai(settings), resolve_due, images), extractive)


def open_answerer(settings: Settings) -> Answerer | None:
    """Who composes answers: the language model that writes, or nobody, so that sentences are quoted.

    Raises:
        ConfigurationError: a model is wanted, and nobody knows where it is.
    """
    if settings.writer.kind == "extractive":
        return None
    from lifestream.adapters.language.openai_answerer import OpenAiAnswerer

    return OpenAiAnswerer(_openai(settings))


def _openai(settings: Settings) -> OpenAiOptions:
    from lifestream.adapters.language.openai_chat import DEFAULT_SERVER, OpenAiOptions

    wanted = settings.writer
    key = wanted.api_key.get_secret_value()
    if not wanted.base_url and not key:
        raise ConfigurationError(
            "The openai writer needs to know its server.",
            remedy="Set LIFESTREAM_WRITER__BASE_URL, LIFESTREAM_WRITER__API_KEY and LIFESTREAM_WRITER__MODEL.",
        )
    return OpenAiOptions(
        model=wanted.model,
        base_url=wanted.base_url or DEFAULT_SERVER,
        api_key=key,
        timeout=wanted.timeout,
        concurrency=wanted.concurrency,
        max_prompt_tokens=wanted.max_prompt_tokens,
    )
