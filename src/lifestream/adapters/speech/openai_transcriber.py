"""Speech to words by any server that speaks OpenAI's ``/audio/transcriptions``."""

from __future__ import annotations

import io
import json
import threading
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
import openai
from numpy.typing import NDArray
from openai.types.audio import TranscriptionVerbose
from pydantic import ValidationError

from lifestream.adapters.speech.language import shares
from lifestream.adapters.speech.language_names import language_code
from lifestream.adapters.speech.openai_answer import Answer, read_answer
from lifestream.adapters.speech.samples import open_samples
from lifestream.adapters.speech.silero_vad import FRAME_SECONDS, SAMPLE_RATE, SileroVad
from lifestream.adapters.speech.windows import Window, WindowLimits, combine, cut, voiced
from lifestream.domain.media import Sound
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Speech
from lifestream.errors import Cancelled, ConfigurationError, LifeStreamError, ModelError, UnavailableError
from lifestream.ports.transcriber import SpeechOptions, Transcriber
from lifestream.ports.watch import PartialWatch, Watch
from lifestream.ports.workers import Workers

DEFAULT_SERVER = "https://api.openai.com/v1"
_VERSION = 1
_FINDING = 0.05  # share of the whole work that is done when speech is known
_PROMPT_LETTERS = 500


@dataclass(frozen=True, slots=True)
class OpenAiSpeechOptions:
    """How the server is asked.

    ``timeout`` is the seconds an answer may take; ``retries`` how often a request is repeated after 429,
    5xx or a broken connection, with exponential backoff. Windows are up to a minute: 1.9 MB each.
    """

    timeout: float = 120.0
    retries: int = 4
    limits: WindowLimits = WindowLimits(longest=60.0, cost=15.0)


class OpenAiTranscriber(Transcriber):
    """Uploads windows of speech to a server; nothing but those windows and the hotwords leaves the machine."""

    def __init__(
        self, base_url: str, api_key: str, model: str, options: OpenAiSpeechOptions = OpenAiSpeechOptions()
    ) -> None:
        """Connect to nothing yet.

        Raises:
            ConfigurationError: the address is none of a server.
        """
        address = urlsplit(base_url or DEFAULT_SERVER)
        if address.scheme not in {"http", "https"} or not address.hostname:
            raise ConfigurationError(
                "The transcription server needs an address that begins with http:// or https://.",
                remedy="Change LIFESTREAM_TRANSCRIBER__BASE_URL.",
            )
        self._model = model
        self._server = f"{address.hostname}:{address.port}" if address.port else address.hostname
        # The path may name the deployment; a query or a user may hold a secret.
        self._place = self._server + address.path.rstrip("/")
        self._key = api_key
        self._options = options
        self._client = openai.OpenAI(
            base_url=base_url or DEFAULT_SERVER,
            api_key=api_key or "none",
            timeout=options.timeout,
            max_retries=options.retries,
        )
        self._vad = SileroVad()

    @property
    def fingerprint(self) -> str:
        return f"openai {_VERSION}; {self._place}; {self._model}; {self._options.limits}"

    def transcribe(
        self, sound: Sound, speech: tuple[Segment, ...], options: SpeechOptions, workers: Workers, watch: Watch
    ) -> Speech:
        watch.report(0.0, "finding speech")
        voice = self._vad.probabilities(sound, workers, PartialWatch(watch, 0.0, _FINDING))
        segments = combine(voiced(voice, FRAME_SECONDS, self._options.limits), speech)
        windows = cut(segments, voice, FRAME_SECONDS, sound.duration, self._options.limits)
        samples, stop = open_samples(sound), threading.Event()
        answers: list[tuple[Answer, str]] = []
        try:
            for answer in workers.map(lambda window: self._hear(samples, window, options, stop), windows):
                answers.append(answer)
                watch.report(_FINDING + (1 - _FINDING) * len(answers) / len(windows), "transcribing")
        finally:
            stop.set()
        return self._gather(windows, answers)

    def _gather(self, windows: Sequence[Window], answers: Sequence[tuple[Answer, str]]) -> Speech:
        seconds: dict[str, float] = {}
        for window, (answer, language) in zip(windows, answers, strict=True):
            if answer.words:
                seconds[language] = seconds.get(language, 0.0) + window.speech_seconds
        is_estimated = any(answer.is_estimated for answer, _ in answers)
        warning = "The server gave no times of words: they are estimated from its segments."
        return Speech(
            words=tuple(word for answer, _ in answers for word in answer.words),
            languages=shares(seconds),
            dropped=tuple(dropped for answer, _ in answers for dropped in answer.dropped),
            speech_seconds=sum(window.speech_seconds for window in windows),
            model=self._model,
            warnings=(warning,) if is_estimated else (),
        )

    def _hear(
        self, samples: NDArray[np.int16], window: Window, options: SpeechOptions, stop: threading.Event
    ) -> tuple[Answer, str]:
        if stop.is_set():
            raise Cancelled()
        first, last = (round(time * SAMPLE_RATE) for time in (window.segment.start, window.segment.end))
        sound = _wav(samples[first:last])
        allowed = options.languages
        answer = self._ask(sound, allowed[0] if len(allowed) == 1 else None, options.hotwords)
        language = language_code(answer.language or (allowed[0] if allowed else "en"))
        if allowed and language not in allowed:
            language = allowed[0]
            answer = self._ask(sound, language, options.hotwords)
        return read_answer(answer, window), language

    def _ask(self, sound: bytes, language: str | None, hotwords: Sequence[str]) -> TranscriptionVerbose:
        try:
            raw = self._client.audio.transcriptions.with_raw_response.create(
                file=("speech.wav", sound, "audio/wav"),
                model=self._model,
                response_format="verbose_json",
                timestamp_granularities=["word", "segment"],
                temperature=0.0,
                language=language if language else openai.omit,
                prompt=", ".join(hotwords)[:_PROMPT_LETTERS] if hotwords else openai.omit,
            )
            return TranscriptionVerbose.model_validate({"duration": 0.0, "language": "", **json.loads(raw.text)})
        except openai.OpenAIError as error:
            raise self._translate(error) from None
        except (ValueError, TypeError, ValidationError) as error:
            raise ModelError(f"{self._server} answered something that is no transcription.") from error

    def _translate(self, error: openai.OpenAIError) -> LifeStreamError:
        if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError)):
            return ConfigurationError(
                f"{self._server} refused the key.", remedy="Set LIFESTREAM_TRANSCRIBER__API_KEY to one that it accepts."
            )
        if isinstance(error, openai.NotFoundError):
            return ConfigurationError(
                f"{self._server} has no model {self._model!r} for transcription.",
                remedy="Set LIFESTREAM_TRANSCRIBER__REMOTE_MODEL and LIFESTREAM_TRANSCRIBER__BASE_URL.",
            )
        if isinstance(error, (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError)):
            return UnavailableError(f"{self._server} is out of reach: {self._cause(error)}.", remedy="Try again later.")
        return ModelError(f"{self._server} did not accept the request: {self._cause(error)}.")

    def _cause(self, error: openai.OpenAIError) -> str:
        """Say what went wrong, without the key that some servers repeat."""
        if isinstance(error, openai.APITimeoutError):
            return f"no answer within {self._options.timeout:g} seconds"
        text = " ".join(str(error).split()) or type(error).__name__
        return (text.replace(self._key, "…") if self._key else text)[:200].rstrip(".")


def _wav(samples: NDArray[np.int16]) -> bytes:
    """Write samples as a WAV file in memory."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.ascontiguousarray(samples).tobytes())
    return buffer.getvalue()
