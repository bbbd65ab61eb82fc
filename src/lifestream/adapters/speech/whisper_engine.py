"""Whisper on CTranslate2, one step at a time: hear, tell the language, write tokens, place words in time."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import _LANGUAGE_CODES, Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens, merge_punctuations
from numpy.typing import NDArray

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Word
from lifestream.errors import ConfigurationError

FULL_FRAMES = 3_000
"""Mel frames (10 ms each) of the thirty seconds that Whisper was trained on."""

_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "yue"})  # written without spaces between words
_LEAST_LIKELY = 1e-9


@dataclass(frozen=True, slots=True)
class Decoding:
    """How tokens are chosen. ``no_repeat`` forbids any n-gram of that length to come twice; 0 allows all."""

    beam: int = 5
    timestamps: bool = False
    no_repeat: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What the model wrote: text tokens, the text, and how sure it was.

    ``log_probability`` is the mean over tokens, ``no_speech`` in 0–1; ``compression`` is the length of
    the text over that of its zlib form: above 2.4 a text repeats itself.
    """

    tokens: tuple[int, ...]
    text: str
    log_probability: float
    no_speech: float

    @property
    def compression(self) -> float:
        """How many times shorter zlib makes the text."""
        data = self.text.encode()
        return len(data) / len(zlib.compress(data)) if data else 0.0


class WhisperEngine:
    """A Whisper model in CTranslate2's format (https://github.com/OpenNMT/CTranslate2), quantised to int8.

    Safe to call from ``cores`` threads at once; each call uses one core.
    """

    def __init__(self, folder: Path, cores: int) -> None:
        if not (folder / "model.bin").is_file():
            raise ConfigurationError(f"There is no Whisper model in {folder}.", remedy="Run `lifestream models fetch`.")
        try:
            self._model = WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=cores, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ConfigurationError(
                f"The Whisper model in {folder} cannot be loaded: {error}.", remedy="Run `lifestream models verify`."
            ) from error
        self._tokenizer = cache(self._make_tokenizer)
        self._suppressed = list(get_suppressed_tokens(self._tokenizer("en"), [-1]))

    @property
    def languages(self) -> frozenset[str]:
        """The ISO 639-1 codes that the model knows."""
        return frozenset(_LANGUAGE_CODES) if self._model.model.is_multilingual else frozenset({"en"})

    def hear(self, samples: NDArray[np.int16], frames: int) -> NDArray[np.float32]:
        """Encode sound into float32 of shape (frames / 2, dimensions); ``frames`` of 10 ms, at most 3,000.

        A shorter context is cheaper by more than its share, as attention is quadratic; sound beyond it is not heard.
        """
        mel = self._model.feature_extractor(samples.astype(np.float32) / 32_768)[:, :frames]
        padded = np.zeros((mel.shape[0], frames), np.float32)
        padded[:, : mel.shape[1]] = mel
        encoded: NDArray[np.float32] = np.array(self._model.encode(padded))[0]
        return encoded

    def tell_language(self, heard: NDArray[np.float32]) -> Mapping[str, float]:
        """Give the probability of each language of one encoded sound."""
        if not self._model.model.is_multilingual:
            return {"en": 1.0}
        return {token[2:-2]: p for token, p in self._model.model.detect_language(_storage([heard]))[0]}

    def write(self, heard: Sequence[NDArray[np.float32]], languages: Sequence[str], how: Decoding) -> list[Written]:
        """Write down encoded sounds of equal shape, each in its language."""
        prompts = [
            self._model.get_prompt(self._tokenizer(language), [], without_timestamps=not how.timestamps)
            for language in languages
        ]
        results = self._model.model.generate(
            _storage(heard),
            prompts,
            beam_size=how.beam,
            no_repeat_ngram_size=how.no_repeat,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=self._suppressed,
            max_length=self._model.max_length,
        )
        return [self._written(result) for result in results]

    def place(self, heard: NDArray[np.float32], language: str, written: Written, seconds: float) -> list[Word]:
        """Find when each word was said, from the decoder's attention to the ``seconds`` of sound."""
        if not written.tokens:
            return []
        frames = min(round(seconds * 100), 2 * len(heard))
        tokenizer = self._tokenizer(language)
        found = self._model.find_alignment(tokenizer, [list(written.tokens)], _storage([heard]), frames)[0]
        merge_punctuations(found, _PREPENDED, _APPENDED)
        spaced = language not in _UNSPACED
        words: list[Word] = []
        for item in found:
            text, probability = item["word"], min(1.0, max(0.0, float(item["probability"])))
            segment = Segment(float(item["start"]), max(float(item["start"]), float(item["end"])))
            if words and spaced and text and not text.startswith(" "):
                first = words.pop()
                words.append(Word(first.text + text, first.segment.hull(segment), min(first.probability, probability)))
            elif text.strip():
                words.append(Word(text.strip(), segment, probability))
        return words

    def weigh(self, heard: NDArray[np.float32], language: str, texts: Sequence[str], seconds: float) -> list[float]:
        """Say how likely each text is for one encoded sound of ``seconds``: log-likelihoods in nats."""
        tokenizer = self._tokenizer(language)
        results = self._model.model.align(
            _storage([heard] * len(texts)),
            tokenizer.sot_sequence,
            [tokenizer.encode(" " + text) for text in texts],
            [min(round(seconds * 100), 2 * len(heard))] * len(texts),
        )
        return [float(np.log(np.maximum(result.text_token_probs, _LEAST_LIKELY)).sum()) for result in results]

    def _make_tokenizer(self, language: str) -> Tokenizer:
        multilingual = self._model.model.is_multilingual
        return Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language=language)

    def _written(self, result: ctranslate2.models.WhisperGenerationResult) -> Written:
        tokenizer = self._tokenizer("en")
        ids = result.sequences_ids[0]
        tokens = tuple(token for token in ids if token < tokenizer.eot)
        log_probability = result.scores[0] * len(ids) / (len(ids) + 1)
        return Written(tokens, tokenizer.decode(list(tokens)).strip(), log_probability, result.no_speech_prob)


def _storage(heard: Sequence[NDArray[np.float32]]) -> ctranslate2.StorageView:
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(np.stack(heard)))
