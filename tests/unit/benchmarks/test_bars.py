from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks import results as stored
from benchmarks.bars import rows
from benchmarks.floors import fallen
from benchmarks.outcome import Cost
from benchmarks.results import Machine, Race, Results, Speed
from benchmarks.row import Row
from benchmarks.scores.claims import ClaimScore
from benchmarks.scores.cuts import CutScore, Matches
from benchmarks.scores.facts import FactScore
from benchmarks.scores.score import Score, VoiceScore
from benchmarks.scores.voices import VoiceErrors
from benchmarks.scores.words import WordErrors
from benchmarks.table import compare, report


def heard(item: str, errors: int, **more: object) -> Score:
    return replace(
        Score(item, "meeting", 60.0, Cost(60.0, 10.0, 18.0, 10**9), ()), words=WordErrors(errors, 100), **more
    )


def voices(rate: float, found: int, true: int) -> VoiceScore:
    errors = VoiceErrors(rate, rate, 0.0, 0.0, rate, 50.0)
    return VoiceScore(errors, errors, None, found, true)


def run(*scores: Score, **more: object) -> Results:
    machine = Machine("a processor", 2, 2**34, "Linux", "3.11")
    empty = Results(datetime(2026, 11, 24, tzinfo=UTC), "abc", machine, {"numpy": "2"}, {})
    return replace(empty, scores=scores, **more)


def row(results: Results, what: str) -> Row:
    [found] = [row for row in rows(results) if row.what == what]
    return found


def test_the_worst_file_stands_beside_the_mean() -> None:
    found = row(run(heard("sim_a", 10), heard("scripted_b", 4)), "WER, meetings")
    assert (found.value, found.worst, found.is_met) == ("7.0 %", "10.0 % (sim_a)", True)


def test_a_bar_is_missed_by_the_worst_file_alone() -> None:
    assert row(run(heard("sim_a", 18), heard("scripted_b", 2)), "WER, meetings").is_met is False


def test_what_was_not_measured_has_no_row() -> None:
    assert rows(run()) == []


def test_a_wrong_number_of_speakers_is_named() -> None:
    results = run(heard("sim_a", 1, voices=voices(0.1, 3, 4)), heard("sim_b", 1, voices=voices(0.1, 2, 2)))
    found = row(results, "number of speakers right, all but AMI")
    assert (found.value, found.worst, found.is_met) == ("1 of 2", "sim_a 3/4", False)


def test_clustering_is_judged_by_what_perfect_clustering_would_give() -> None:
    results = run(heard("sim_a", 1, voices=voices(0.16, 2, 2)), oracle={"sim_a": 0.155})
    assert row(results, "DER above perfect clustering, all but AMI").is_met is True


def test_shares_are_counted_over_all_recordings() -> None:
    facts = {"decision": FactScore(Matches(4, 5, 4)), "action_item": FactScore(Matches(5, 5, 4), (3, 4), (4, 4))}
    results = run(heard("scripted_a", 1, facts=facts), heard("scripted_b", 1, facts=facts))
    assert row(results, "decisions, recall").value == "8 of 8"
    assert row(results, "decisions, precision").value == "8 of 10"
    assert row(results, "actions, owner right").is_met is False


def test_memory_is_judged_by_its_slope() -> None:
    ten, hour = (Speed(m, 2, False, 6 * m, 11 * m, int(1e9), 0, {"ocr": 1.0}) for m in (10.0, 60.0))
    results = run(speed=(ten, replace(hour, peak_bytes=int(1.5e9))))
    assert row(results, "an hour of 720p, whole pipeline").value == "6.0 min"
    assert row(results, "memory for each further minute").is_met is False


def test_speed_is_a_ratio_of_medians() -> None:
    race = Race("finding scenes", {"LifeStream": (1.0, 1.1, 9.0), "Adaptive": (5.5, 5.4, 5.6)})
    found = row(run(races=(race,)), "finding scenes: LifeStream against Adaptive")
    assert (found.value, found.is_met) == ("5.00 × as fast", True)


def test_results_are_stored_and_read_back(tmp_path: Path) -> None:
    results = run(heard("sim_a", 10, voices=voices(0.1, 2, 2)), harmed={"noise": (heard("sim_a.noise", 30),)})
    path = stored.store(results, tmp_path)
    assert stored.load(path) == results
    assert stored.newest(tmp_path) == path


def test_without_results_the_command_that_makes_them_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make bench"):
        stored.newest(tmp_path)


def test_the_report_has_every_recording_and_how_harm_changes_it() -> None:
    text = report(run(heard("sim_a", 10), harmed={"noise": (heard("sim_a.noise", 30),)}))
    assert "| sim_a | 1.0 | 10.0 % |" in text
    assert "| noise | 10.0 % → 30.0 % |" in text


def test_harm_that_was_measured_apart_stands_beside_the_same_run_without_it_and_says_when() -> None:
    harmed = {"none": (heard("sim_a", 12),), "noise": (heard("sim_a.noise", 30),)}
    apart = replace(run(harmed=harmed, differences={"sim_a": "identical"}), revision="def")
    text = report(run(heard("sim_a", 10)), apart)
    assert "| noise | 12.0 % → 30.0 % |" in text
    assert "| none |" not in text
    assert "at revision `abc`" in text
    assert "at revision `def`" in text
    assert "- sim_a: identical" in text


def test_the_bar_for_a_fixed_gop_is_in_the_table_wherever_it_was_measured() -> None:
    cuts = CutScore(*[Matches(4, 4, 4)] * 3)
    apart = run(harmed={"fixed-gop": (heard("vid_a.fixed-gop", 0, cuts=cuts),)})
    assert "| cuts with a fixed GOP, F1 | 1.000 |" in report(run(heard("vid_a", 0, cuts=cuts)), apart)


def test_a_comparison_shows_what_changed_alone() -> None:
    before, after = run(heard("sim_a", 10)), run(heard("sim_a", 12))
    assert "| WER, meetings | 10.0 % (10.0 % (sim_a)) | 12.0 % (12.0 % (sim_a)) |" in compare(before, after)
    assert "| sim_a | 1.0 | 12.0 % |" in compare(before, after)
    assert "10.0 %" not in compare(before, before)


def test_a_comparison_shows_what_only_one_of_them_has() -> None:
    text = compare(run(heard("sim_a", 10)), run())
    assert "| WER, meetings | 10.0 % (10.0 % (sim_a)) |  |" in text


def test_claims_without_speech_have_rows_all_the_same() -> None:
    claims = ClaimScore(3, 3, 2, 2)
    assert row(run(heard("scripted_a", 1, claims=claims)), "statements that the truth supports").value == "2 of 2"


def test_a_race_that_nobody_ran_has_no_row() -> None:
    assert rows(run(races=(Race("finding scenes", {"LifeStream": (0.0,), "Adaptive": (0.0,)}),))) == []


@pytest.mark.parametrize(
    ("score", "what"),
    [
        (heard("asr_jfk", 20), "WER"),
        (heard("scripted_lecture_p", 1, voices=voices(0.5, 1, 1)), "DER"),
        (heard("scripted_lecture_p", 1, voices=voices(0.01, 2, 1)), "2 speakers were found"),
        (heard("vid_nasa_webb", 1, cuts=CutScore(*[Matches(2, 2, 1)] * 3)), "cuts"),
        (heard("scripted_meeting_b", 1, facts={"decision": FactScore(Matches(4, 4, 2))}), "decision: 2 right"),
        (heard("anything", 1, invented_words=3), "3 words were invented"),
        (replace(heard("anything", 1), failures=("ocr: no memory",)), "ocr: no memory"),
    ],
)
def test_a_real_loss_of_accuracy_is_named(score: Score, what: str) -> None:
    lines = fallen(run(score))
    assert all(line.startswith(f"{score.item}: ") for line in lines)
    assert any(what in line for line in lines)


def test_a_figure_with_a_floor_that_is_missing_is_no_pass() -> None:
    lost = fallen(run(replace(heard("asr_jfk", 0), words=None)))
    assert lost == ["asr_jfk: WER was not measured"]
    assert "scripted_meeting_b: it was not measured" in fallen(run(heard("asr_jfk", 0)), is_whole=True)


def test_a_peer_stands_beside_what_we_found_in_the_same_recordings() -> None:
    results = run(heard("sim_a", 10), heard("sim_b", 2), peers={"reference": (heard("sim_a", 30),)})
    assert "| reference | 30.0 %, 10.0 % (1) |" in report(results)


def test_no_loss_is_no_word() -> None:
    assert fallen(run(heard("asr_jfk", 0), heard("something_else", 90))) == []


def test_a_single_task_is_held_against_real_time() -> None:
    race = Race("diarising", {"LifeStream": (10.0, 11.0, 12.0), "sherpa": (22.0, 22.0, 22.0)}, media_seconds=231.0)
    found = row(run(races=(race,)), "diarising, nothing beside it")
    assert (found.value, found.is_met) == ("21.0 × real time", True)
    assert row(run(races=(race,)), "diarising: LifeStream against sherpa").value == "2.00 × as fast"


def test_cuts_with_a_fixed_gop_have_their_own_race() -> None:
    race = Race("finding scenes, fixed GOP", {"LifeStream": (2.0,), "Adaptive": (2.8,)})
    found = row(run(races=(race,)), "finding scenes, fixed GOP: LifeStream against Adaptive")
    assert (found.bar, found.is_met) == ("≥ 1.5 ×", False)


def test_the_worst_recording_of_a_share_is_named() -> None:
    good, bad = (FactScore(Matches(4, right, right)) for right in (4, 1))
    results = run(heard("scripted_a", 1, facts={"decision": good}), heard("scripted_b", 1, facts={"decision": bad}))
    assert row(results, "decisions, recall").worst == "1 of 4 (scripted_b)"


def test_cuts_have_an_interval_and_the_worst_video() -> None:
    whole, half = (CutScore(*[Matches(4, 4, right)] * 3) for right in (4, 2))
    found = row(run(heard("vid_a", 1, cuts=whole), heard("vid_b", 1, cuts=half)), "cuts, F1")
    assert (found.value, found.interval, found.worst) == ("0.750", "0.500 – 1.000", "0.500 (vid_b)")


def test_what_settings_were_chosen_on_stands_apart_from_what_had_no_say() -> None:
    text = report(run(heard("sim_clean_3spk", 10), heard("sim_long_6spk", 20), heard("scripted_meeting_b", 4)))
    assert "| WER, meetings | 10.0 % (1) | 12.0 % (2) |" in text
