import json

import numpy as np
import pytest
from benchmarks.items import Item
from benchmarks.join import RATE, write_wav
from benchmarks.recognition.named import name_voices
from benchmarks.recognition.prints import excerpts
from benchmarks.recognition.rows import recognition_rows
from benchmarks.recognition.speech import speech_of
from benchmarks.recognition.suite import Recognition
from benchmarks.recognition.trials import AS_RECORDED, Print, Trial, equal_error, halves, measure, rates, threshold
from tests.library import voiceprint


def trial(score, speaker="alice", enrolled="alice", condition=AS_RECORDED):
    return Trial(speaker, enrolled, condition, 10.0, score)


def made(person, angle, side="test", origin="read"):
    return Print(person, origin, "item", side, AS_RECORDED, 10.0, voiceprint(angle))


def item(tmp_path, name, lines):
    """An item in which each line is said for two seconds, one after the other."""
    folder = tmp_path / name
    samples = np.concatenate([np.full(2 * RATE, 100 * number, np.int16) for number in range(1, len(lines) + 1)])
    write_wav(folder / "audio.wav", samples)
    stm = "".join(f"{name} 1 {who} {2 * n} {2 * n + 2} {text}\n" for n, (who, text) in enumerate(lines))
    rttm = "".join(f"SPEAKER x 1 {2 * n} 2 <NA> <NA> {who} <NA> <NA>\n" for n, (who, _) in enumerate(lines))
    (folder / "ref.stm").write_text(stm, encoding="utf-8")
    (folder / "ref.rttm").write_text(rttm, encoding="utf-8")
    people = [{"id": who} for who in dict.fromkeys(who for who, _ in lines)]
    truth = {"id": name, "kind": "sim_meeting", "media": "audio.wav", "duration_s": 2.0 * len(lines)}
    truth |= {"speakers": people, "rttm": "ref.rttm", "transcript": "ref.stm", "quality": "A"}
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return Item(folder, truth)


def test_no_sentence_is_learned_from_in_one_recording_and_tested_in_another(tmp_path):
    lines = [("spk1", f"sentence number {word}") for word in ("one", "two", "three", "four")]
    one, other = item(tmp_path, "sim_a", lines), item(tmp_path, "sim_b", lines[::-1])
    levels = {
        (own.item, own.side): {round(float(s.mean()) * 32_768 / 100) for s in own.stretches}
        for own in speech_of([one, other])
    }
    assert {own.person for own in speech_of([one, other])} == {"1"}
    assert levels["sim_a", "enrol"] | levels["sim_a", "test"] == {1, 2, 3, 4}
    assert not levels["sim_a", "enrol"] & levels["sim_a", "test"]
    # The second recording has the sentences the other way round.
    assert levels["sim_b", "enrol"] == {5 - level for level in levels["sim_a", "enrol"]}


def test_excerpts_share_no_sound_and_are_never_too_short():
    stretches = (np.arange(3 * RATE, dtype=float), np.arange(3 * RATE, 7 * RATE, dtype=float))
    found = [sound[sound > 0] for sound in excerpts(stretches, 2.0, 9)]
    assert [round(len(sound) / RATE, 2) for sound in found] == [2.0, 2.0, 2.0]
    assert len(set(np.concatenate(found))) == 6 * RATE - 1
    assert len(list(excerpts(stretches, 2.0, 1))) == 1


def test_alike_voices_are_in_one_half():
    found = halves([made(p, 0, origin="synthetic") for p in ("af_a", "af_b", "am_a", "am_b", "joe")])
    assert found["af_a"] == found["af_b"] != found["am_a"] == found["am_b"]
    assert found["joe"] == found["af_a"]


def test_the_equal_error_rate_is_where_both_errors_are_alike():
    apart = [trial(0.9), trial(0.8), trial(0.1, enrolled="ben"), trial(0.2, enrolled="ben")]
    assert equal_error(apart) == 0
    crossed = [trial(0.9), trial(0.3), trial(0.1, enrolled="ben"), trial(0.4, enrolled="ben")]
    assert equal_error(crossed) == pytest.approx(0.5)
    assert equal_error([]) == 0


def test_a_threshold_lies_above_every_stranger():
    assert threshold([trial(0.9), trial(0.3, enrolled="ben"), trial(0.351, enrolled="carl")]) == pytest.approx(0.38)


def test_errors_are_counted_by_trial_and_by_pair_of_people():
    found = rates("all", 0, 0.5, [trial(0.4), trial(0.9), trial(0.6, enrolled="ben"), trial(0.7, "ben")])
    assert (found.accepted, found.rejected, found.pairs) == ((2, 2), (1, 2), (1, 1))
    assert found.likest == (0.7, "ben", "alice")


def test_each_half_is_tested_at_the_threshold_of_the_other():
    prints = [made(p, a, side) for p, a in (("a", 0), ("b", 90), ("c", 90), ("d", 150)) for side in ("enrol", "test")]
    whole = [rate for rate in measure(prints) if rate.what == "all"]
    assert [rate.threshold for rate in whole] == [0.52, 0.02]  # of b and d, of a and c
    assert [rate.rejected for rate in whole] == [(0, 2), (0, 2)]


def test_names_are_counted_for_the_known_and_for_strangers():
    voices = [("plain", "a", voiceprint(2)), ("phone", "a", voiceprint(55)), ("plain", "b", voiceprint(180))]
    found = name_voices(0, [*voices, ("plain", "b", voiceprint(50))], {"a": voiceprint(0)})
    assert (found.right, found.suggested, found.wrong, found.known, found.missed) == (1, 1, 0, 2, ("phone",))
    assert (found.accepted, found.doubted, found.strangers) == (0, 1, 2)


def test_the_table_has_a_line_for_each_error():
    prints = [made(p, a, side) for p, a in (("a", 0), ("b", 90), ("c", 90), ("d", 150)) for side in ("enrol", "test")]
    lines = recognition_rows(Recognition(measure(prints), (name_voices(0, (), {}),)))
    assert len(lines) == 3 * 3 + 5
    assert recognition_rows(None) == []
