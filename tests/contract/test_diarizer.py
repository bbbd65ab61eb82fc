"""What every diarizer does; pyannote, an optional extra, needs a token and is not installed here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests import sounds

from lifestream.adapters.local.model_files import ModelFiles
from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.speech.onnx_diarizer import OnnxDiarizer
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Diarization
from lifestream.errors import Cancelled
from lifestream.ports.diarizer import Diarizer, SpeakerBounds


def onnx(folder: Path) -> Diarizer:
    models = ModelFiles(None, folder)
    return OnnxDiarizer(models.path("segmentation-3.0"), models.path("campplus"), models.path("campplus-mean"))


class Log:
    """A watch that remembers, and stops at ``limit``."""

    def __init__(self, limit: float = 2.0) -> None:
        self.done: list[float] = []
        self._limit = limit

    def report(self, done: float, detail: str = "") -> None:
        self.done.append(done)
        if done >= self._limit:
            raise Cancelled()


@pytest.fixture(scope="module", params=[onnx])
def diarizer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Diarizer:
    return request.param(tmp_path_factory.mktemp("models"))


def diarize(
    diarizer: Diarizer,
    samples: NDArray[np.int16],
    folder: Path,
    bounds: SpeakerBounds | None = None,
    watch: Log | None = None,
    cores: int = 1,
) -> Diarization:
    sound = sounds.store(samples, folder / "sound.pcm")
    return diarizer.diarize(sound, bounds or SpeakerBounds(), ThreadWorkers(cores), watch or Log())


def talk(repeats: int = 3) -> NDArray[np.int16]:
    """Two people, now the one and now the other, for about half a minute."""
    return np.concatenate([sounds.speech()] * repeats)


def test_two_people_are_told_apart(diarizer: Diarizer, tmp_path: Path) -> None:
    found = diarize(diarizer, talk(), tmp_path)
    assert [s.id for s in found.speakers] == ["S1", "S2"]
    # "Let's begin …" (S1) from 0.3 s, "Honestly, no." (S2) from about 6 s, and again 12 s later.
    for offset in (0.0, 12.0, 24.0):
        asks, answers = (_loudest(found, Segment(offset + a, offset + b)) for a, b in ((0.6, 4.0), (7.5, 11.0)))
        assert (asks, answers) == ("S1", "S2")


def _loudest(found: Diarization, span: Segment) -> str:
    seconds = {s.id: sum(t.segment.overlap(span) for t in found.turns if t.speaker == s.id) for s in found.speakers}
    return max(seconds, key=lambda id: seconds[id])


def test_turns_are_in_order_inside_the_sound_and_belong_to_the_speakers(diarizer: Diarizer, tmp_path: Path) -> None:
    samples = talk()
    found = diarize(diarizer, samples, tmp_path)
    starts = [turn.segment.start for turn in found.turns]
    assert starts == sorted(starts)
    assert all(0 <= t.segment.start < t.segment.end <= len(samples) / sounds.RATE for t in found.turns)
    assert {t.speaker for t in found.turns} == {s.id for s in found.speakers}
    assert all(0 < t.confidence <= 1 for t in found.turns)


def test_every_speaker_has_a_voiceprint_of_unit_length(diarizer: Diarizer, tmp_path: Path) -> None:
    for speaker in diarize(diarizer, talk(), tmp_path).speakers:
        assert speaker.voiceprint is not None
        assert np.linalg.norm(speaker.voiceprint.mean) == pytest.approx(1.0, abs=1e-3)
        assert speaker.voiceprint.seconds > 5


@pytest.mark.parametrize("count", [1, 2])
def test_a_known_count_is_honoured(diarizer: Diarizer, tmp_path: Path, count: int) -> None:
    assert len(diarize(diarizer, talk(), tmp_path, SpeakerBounds(count, count)).speakers) == count


def test_a_count_that_cannot_be_reached_is_said_to_be_missed(diarizer: Diarizer, tmp_path: Path) -> None:
    found = diarize(diarizer, talk(), tmp_path, SpeakerBounds(5, 5))
    assert 2 <= len(found.speakers) <= 5
    assert bool(found.warnings) is (len(found.speakers) < 5)
    assert diarize(diarizer, talk(), tmp_path, SpeakerBounds(2, 2)).warnings == ()


def test_a_maximum_is_not_exceeded(diarizer: Diarizer, tmp_path: Path) -> None:
    assert len(diarize(diarizer, talk(), tmp_path, SpeakerBounds(None, 1)).speakers) == 1


@pytest.mark.parametrize("samples", [sounds.silence(0), sounds.silence(0.2), sounds.silence(20)], ids=str)
def test_silence_has_no_speakers(diarizer: Diarizer, tmp_path: Path, samples: NDArray[np.int16]) -> None:
    assert diarize(diarizer, samples, tmp_path) == Diarization()


def test_a_sound_shorter_than_a_second_is_no_error(diarizer: Diarizer, tmp_path: Path) -> None:
    found = diarize(diarizer, sounds.speech()[: sounds.RATE // 2], tmp_path)
    assert len(found.speakers) <= 1


def test_the_same_sound_gives_the_same_turns_on_any_number_of_cores(diarizer: Diarizer, tmp_path: Path) -> None:
    assert diarize(diarizer, talk(), tmp_path, cores=1) == diarize(diarizer, talk(), tmp_path, cores=2)


def test_progress_never_goes_back_and_ends_at_one(diarizer: Diarizer, tmp_path: Path) -> None:
    log = Log()
    diarize(diarizer, talk(), tmp_path, watch=log)
    assert log.done == sorted(log.done)
    assert log.done[-1] == pytest.approx(1.0)


def test_it_can_be_stopped(diarizer: Diarizer, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        diarize(diarizer, talk(), tmp_path, watch=Log(limit=0.1))


def test_other_weights_under_the_same_name_make_stored_turns_stale(tmp_path: Path) -> None:
    models = ModelFiles(None, tmp_path)
    segmentation, campplus, mean = (models.path(name) for name in ("segmentation-3.0", "campplus", "campplus-mean"))
    other = tmp_path / segmentation.name
    other.write_bytes(segmentation.read_bytes() + b" ")
    same = OnnxDiarizer(segmentation, campplus, mean).fingerprint
    assert OnnxDiarizer(segmentation, campplus, mean).fingerprint == same
    assert OnnxDiarizer(other, campplus, mean).fingerprint != same
