"""The lines of the table about what was said, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from benchmarks.results import Results
from benchmarks.row import Row, interval, mean_row, of
from benchmarks.scores.score import Score

CALLS = {"dia_phone_call_40": 0.025, "dia_pyannote_sample": 0.0, "dia_pyaudioanalysis_4spk": 0.007}
"""Recordings of few voices, and the diarisation error (collar 0.25 s) of the recipe that we started from."""


def word_rows(scores: Sequence[Score]) -> list[Row]:
    """Word error rates, with and without speakers, and edges of utterances."""
    meetings = [s for s in of(scores, "sim_", "scripted_") if s.words]
    others = [s for s in of(scores, "asr_") if s.words]
    scripted, simulated = ([s for s in of(scores, name) if s.in_time] for name in ("scripted_", "sim_"))
    found = mean_row("WER, meetings", meetings, lambda s: _rate(s.words), bar=0.12, worst_bar=0.17)
    found += mean_row("WER, other speech", others, lambda s: _rate(s.words))
    found += mean_row("cpWER, scripted", scripted, lambda s: _rate(s.by_speaker))
    found += mean_row("tcpWER (5 s), scripted", scripted, lambda s: _rate(s.in_time), bar=0.09)
    found += mean_row("cpWER, simulated", simulated, lambda s: _rate(s.by_speaker))
    found += mean_row("tcpWER (5 s), simulated", simulated, lambda s: _rate(s.in_time), bar=0.20)
    for name, group in (("scripted", scripted), ("simulated", simulated)):
        starts = [s.edges.start for s in group if s.edges]
        ends = [s.edges.end for s in group if s.edges]
        if starts:
            found.append(
                Row(
                    f"utterance start / end error, median, {name}",
                    f"{1000 * mean(starts):.0f} / {1000 * mean(ends):.0f} ms",
                    worst=f"{1000 * max(starts):.0f} / {1000 * max(ends):.0f} ms",
                    bar="≤ 150 ms" if name == "scripted" else "",
                    is_met=mean(starts) <= 0.150 if name == "scripted" else None,
                )
            )
    return found


def _rate(errors: object) -> float:
    return float(getattr(errors, "rate", 0.0))


def voice_rows(results: Results) -> list[Row]:
    """Diarisation errors, against the bars and against perfect clustering, and speaker counts."""
    heard = [s for s in results.scores if s.voices]
    calls = [s for s in heard if s.item in CALLS]
    scripted, simulated, ami = of(heard, "scripted_"), of(heard, "sim_"), of(heard, "dia_ami")
    found = mean_row("DER, calls and samples", calls, _strict)
    found += mean_row("DER, collar 0.25, calls and samples", calls, _lenient)
    for score in calls:
        found += mean_row(f"DER, collar 0.25, {score.item}", [score], _lenient, bar=CALLS[score.item])
    found += mean_row("DER, scripted", scripted, _strict)
    found += mean_row("DER, collar 0.25, scripted", scripted, _lenient, bar=0.021)
    found += mean_row("DER, simulated", simulated, _strict)
    found += mean_row(
        "confusion alone, simulated", simulated, lambda s: s.voices.strict.confusion if s.voices else 0.0, bar=0.01
    )
    found += mean_row("DER, AMI, mean of both annotations", ami, _both, bar=0.26)
    found += mean_row(
        "JER, all",
        [s for s in heard if s.voices and s.voices.true],
        lambda s: s.voices.strict.jaccard if s.voices else 0.0,
    )
    found += _oracle(results, [*calls, *scripted, *simulated], ami)
    counted = [s for s in heard if s.voices and s.voices.true is not None and s not in ami]
    if counted:
        right = sum(bool(s.voices and s.voices.found == s.voices.true) for s in counted)
        wrong = ", ".join(
            f"{s.item} {s.voices.found}/{s.voices.true}"
            for s in counted
            if s.voices and s.voices.found != s.voices.true
        )
        found.append(
            Row(
                "number of speakers right, all but AMI",
                f"{right} of {len(counted)}",
                worst=wrong,
                bar="all",
                is_met=not wrong,
            )
        )
    return found


def _strict(score: Score) -> float:
    return score.voices.strict.rate if score.voices else 0.0


def _lenient(score: Score) -> float:
    return score.voices.lenient.rate if score.voices else 0.0


def _both(score: Score) -> float:
    if score.voices is None:
        return 0.0
    other = score.voices.other
    return (score.voices.strict.rate + other.rate) / 2 if other else score.voices.strict.rate


def _oracle(results: Results, clear: Sequence[Score], ami: Sequence[Score]) -> list[Row]:
    def over(score: Score) -> float:
        return _both(score) - results.oracle[score.item]

    known = [[s for s in group if s.item in results.oracle] for group in (clear, ami)]
    found = mean_row("DER above perfect clustering, all but AMI", known[0], over, worst_bar=0.01)
    return found + mean_row("DER above perfect clustering, AMI", known[1], over, bar=0.05)


def mixture_rows(scores: Sequence[Score]) -> list[Row]:
    """Two like voices: how often they come out as one."""
    two = [s for s in scores if s.voices and s.voices.true == 2]
    one = [s for s in scores if s.voices and s.voices.true == 1]
    if not two:
        return []
    merged = sum(bool(s.voices and s.voices.found < 2) for s in two)
    right = sum(bool(s.voices and s.voices.found == s.voices.true) for s in [*two, *one])
    every = len(two) + len(one)
    return [
        Row(
            "two voices that come out as one, mixtures",
            f"{merged} of {len(two)}",
            interval(merged, len(two)),
            bar="≤ 5 %",
            is_met=merged <= 0.05 * len(two),
        ),
        Row(
            "number of speakers right, mixtures",
            f"{right} of {every}",
            interval(right, every),
            bar="≥ 90 %",
            is_met=right >= 0.9 * every,
        ),
        *mean_row("DER, mixtures", two, _strict),
    ]
