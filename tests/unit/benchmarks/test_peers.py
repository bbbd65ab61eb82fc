import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.items import Item
from benchmarks.memory import peak_bytes
from benchmarks.outcome import Cost, Outcome
from benchmarks.peers.measure import Stopwatch
from benchmarks.peers.outcome import PEERS, PeerOutcome, peer_outcome, require
from benchmarks.peers.race import race, times_as_fast
from benchmarks.peers.recording import has_track, length_of, sound_of
from benchmarks.peers.reference import assign_whole, compose
from benchmarks.peers.score import score_peer
from benchmarks.peers.shots import DETECTORS, find_cuts
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import timeline
from tests.documents import meeting

from lifestream import codec
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn, Utterance, Word
from lifestream.errors import ConfigurationError, InputError


def line(*times: tuple[float, float]) -> tuple[Word, ...]:
    return tuple(Word(f"word{number}", Segment(*time)) for number, time in enumerate(times))


def turn(start: float, end: float, speaker: str) -> Turn:
    return Turn(Segment(start, end), speaker)


def speakers(utterances: tuple[Utterance, ...]) -> list[str]:
    return [utterance.speaker for utterance in utterances]


def test_a_line_goes_whole_to_the_speaker_with_the_largest_overlap() -> None:
    spoken = assign_whole([line((0.0, 1.0), (1.0, 2.0), (2.0, 5.0))], [turn(0.0, 2.0, "S1"), turn(2.0, 5.0, "S2")])
    assert speakers(spoken) == ["S2"]
    assert len(spoken[0].words) == 3


def test_the_turns_of_a_speaker_are_added_up() -> None:
    turns = [turn(0.0, 2.0, "S1"), turn(2.0, 5.0, "S2"), turn(5.0, 7.0, "S1")]
    assert speakers(assign_whole([line((0.0, 7.0))], turns)) == ["S1"]


def test_a_pause_inside_a_line_counts_as_a_part_of_it() -> None:
    assert speakers(assign_whole([line((0.0, 1.0), (4.0, 5.0))], [turn(0.0, 1.5, "S1"), turn(1.5, 4.0, "S2")])) == [
        "S2"
    ]


def test_a_line_that_no_turn_overlaps_goes_to_the_nearest_speaker() -> None:
    turns = [turn(0.0, 1.0, "S1"), turn(8.0, 9.0, "S2")]
    assert speakers(assign_whole([line((2.0, 3.0)), line((6.0, 7.0))], turns)) == ["S1", "S2"]


def test_without_turns_one_speaker_said_everything() -> None:
    assert speakers(assign_whole([line((0.0, 1.0)), line((1.0, 2.0))], [])) == ["S1", "S1"]


def test_of_two_equal_speakers_the_first_gets_the_line() -> None:
    assert speakers(assign_whole([line((0.0, 2.0))], [turn(0.0, 1.0, "S2"), turn(1.0, 2.0, "S1")])) == ["S2"]


times = st.tuples(st.floats(0.0, 50.0), st.floats(0.0, 5.0)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(
    st.lists(st.lists(times, min_size=1, max_size=4).map(lambda words: line(*sorted(words))), max_size=6),
    st.lists(st.builds(lambda time, name: turn(time[0], time[1], name), times, st.sampled_from(["S1", "S2", "S3"]))),
)
def test_no_word_is_lost_and_every_speaker_is_known(lines: list[tuple[Word, ...]], turns: list[Turn]) -> None:
    spoken = assign_whole(lines, turns)
    assert [utterance.words for utterance in spoken] == lines
    assert set(speakers(spoken)) <= ({t.speaker for t in turns} or {"S1"})


def runner(name: str, seconds: float, ran: list[str]) -> Callable[[], float]:
    def run() -> float:
        ran.append(name)
        return seconds + len(ran)

    return run


def test_the_order_of_a_race_is_turned_round_each_time() -> None:
    ran: list[str] = []
    taken = race({name: runner(name, 0.0, ran) for name in "ABC"}, rounds=3)
    assert "".join(ran) == "ABCCBAABC"
    assert taken == {"A": [1.0, 6.0, 7.0], "B": [2.0, 5.0, 8.0], "C": [3.0, 4.0, 9.0]}


def test_a_race_without_rounds_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one round"):
        race({"A": lambda: 1.0}, rounds=0)


def test_the_medians_are_compared_so_that_one_slow_round_does_not_matter() -> None:
    taken = {"ours": [2.0, 2.0, 90.0], "theirs": [8.0, 0.1, 9.0]}
    assert times_as_fast(taken, "ours", than="theirs") == 4.0
    assert times_as_fast(taken, "theirs", than="ours") == 0.25


def test_what_took_no_time_was_not_measured() -> None:
    with pytest.raises(ValueError, match=r"ours took 0\.0 seconds"):
        times_as_fast({"ours": [0.0], "theirs": [1.0]}, "ours", than="theirs")


def test_a_part_that_comes_twice_is_added_up() -> None:
    watch = Stopwatch()
    with watch.part("load"):
        pass
    before = watch.seconds["load"]
    with watch.part("load"):
        sum(range(10_000))
    assert watch.seconds["load"] > before
    assert set(watch.cpu_seconds) == {"load"}


def test_a_part_that_fails_is_timed_all_the_same() -> None:
    watch = Stopwatch()
    with pytest.raises(RuntimeError), watch.part("load"):
        raise RuntimeError
    assert "load" in watch.seconds


def test_the_peak_of_memory_is_more_than_what_was_asked_for() -> None:
    size = 32 << 20
    held = np.ones(size, np.uint8)
    assert peak_bytes() > held.nbytes


def spoken_item(folder: Path) -> Item:
    with wave.open(str(folder / "sound.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(np.full(12_000, 16_384, "<i2").tobytes())
    return Item(folder, {"id": "item", "kind": "asr", "media": "sound.wav", "duration_s": 1.5})


def test_a_sound_file_has_sound_a_length_and_no_pictures(tmp_path: Path) -> None:
    media = spoken_item(tmp_path).media
    assert has_track(media, "audio")
    assert not has_track(media, "video")
    assert length_of(media) == pytest.approx(1.5)
    sound = sound_of(media)
    assert sound.dtype == np.float32
    assert sound.size == pytest.approx(24_000, abs=100)
    assert float(sound[12_000]) == pytest.approx(0.5, abs=0.01)


def test_without_pictures_there_are_no_cuts(tmp_path: Path) -> None:
    watch = Stopwatch()
    assert find_cuts(spoken_item(tmp_path).media, DETECTORS["adaptive"], watch) == ()
    assert watch.seconds == {}


def outcome() -> PeerOutcome:
    spoken = Utterance("u1", "S1", line((0.0, 0.5), (0.5, 1.0)))
    cost = Cost(10.0, 3.0, 5.0, 1 << 20, stages={"load": 1.0, "diarise": 2.0})
    return PeerOutcome("whisper", (spoken,), (turn(0.0, 1.0, "S1"),), (2.5,), cost, {"load": 1.0, "diarise": 4.0})


def test_a_stored_outcome_is_loaded_and_nothing_runs(tmp_path: Path) -> None:
    item = spoken_item(tmp_path)
    stored = tmp_path / "peers" / "whisper" / f"{item.id}-{item.key}.json"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(codec.dump(outcome()))
    assert peer_outcome("whisper", item, tmp_path) == outcome()


def test_an_outcome_knows_its_words_and_the_seconds_of_its_parts() -> None:
    assert [word.text for word in outcome().words] == ["word0", "word1"]
    assert outcome().seconds("diarise", "shots") == 2.0


def test_a_peer_that_there_is_not_is_refused_with_the_names_of_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=", ".join(PEERS)):
        peer_outcome("nobody", spoken_item(tmp_path), tmp_path)


def test_the_reference_composition_takes_from_each_part_what_it_looks_for_and_adds_up_what_they_cost() -> None:
    words = replace(outcome(), turns=(), cuts=())
    voices = replace(outcome(), name="sherpa", utterances=(), turns=(turn(0.0, 4.0, "S7"),), cuts=())
    pictures = replace(outcome(), name="content-skip2", utterances=(), turns=())
    found = compose(words, voices, pictures)
    assert speakers(found.utterances) == ["S7"]
    assert found.turns == (turn(0.0, 1.0, "S7"),)
    assert found.cuts == (2.5,)
    assert (found.cost.media_seconds, found.cost.seconds, found.cost.peak_bytes) == (10.0, 9.0, 1 << 20)
    assert found.cost.stages == {"load": 3.0, "diarise": 6.0}


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ConfigurationError, match=r"no_such_package\. `make bench`"):
        require(["json", "no_such_package"])


def test_a_peer_is_scored_in_what_it_looks_for_alone(tmp_path: Path) -> None:
    item = replace_truth(spoken_item(tmp_path), cuts=[{"t": 2.5, "tol_s": 0.1, "type": "cut"}])
    own = Outcome(item, meeting(), timeline(duration=10.0), None)
    shots = replace(outcome(), name="adaptive", utterances=(), turns=())
    scored = score_peer(own, shots)
    assert scored.cuts is not None
    assert (scored.cuts.all.true, scored.cuts.all.found, scored.cuts.all.right) == (1, 1, 1)
    assert scored.words is scored.voices is scored.facts is scored.claims is None


def test_a_peer_that_finds_nothing_has_missed_everything(tmp_path: Path) -> None:
    item = replace_truth(spoken_item(tmp_path), cuts=[{"t": 2.5, "tol_s": 0.1, "type": "cut"}])
    own = Outcome(item, meeting(), timeline(duration=10.0), None)
    scored = score_peer(own, replace(outcome(), name="adaptive", utterances=(), turns=(), cuts=()))
    assert scored.cuts is not None
    assert scored.cuts.all.f1 == 0.0


def replace_truth(item: Item, **more: object) -> Item:
    return Item(item.folder, {**item.truth, **more})
