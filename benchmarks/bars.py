"""The table: what was measured, how sure it is, the worst item, and the bar that it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean, median

from benchmarks.bars_of_asking import asking_rows
from benchmarks.bars_of_speech import mixture_rows, voice_rows, word_rows
from benchmarks.journal.rows import journal_rows
from benchmarks.library.rows import library_rows
from benchmarks.recognition.rows import recognition_rows
from benchmarks.results import Race, Results, Speed
from benchmarks.row import Row, of, percent, share_row
from benchmarks.scores.cuts import Matches
from benchmarks.scores.interval import resampled
from benchmarks.scores.score import Score
from benchmarks.scores.screen import ScreenScore


def rows(results: Results) -> list[Row]:
    """Every line that the results have figures for, in the order of the pipeline."""
    scores = results.scores
    found: list[Row] = []
    found += word_rows(scores)
    found += voice_rows(results)
    found += mixture_rows(results.mixtures)
    found += _cuts(scores)
    found += _fixed_gop(results.harmed.get("fixed-gop", ()))
    found += _screens(scores)
    found += _facts(scores)
    found += _claims(scores)
    found += _invented(scores)
    found += asking_rows(results)
    found += recognition_rows(results.recognition)
    found += _scale(results.speed)
    found += _raced(results.races)
    found += journal_rows(results.days, results.ledger)
    found += library_rows(results.libraries)
    return found


def _sum(matches: Iterable[Matches]) -> Matches:
    total = Matches(0, 0, 0)
    for each in matches:
        total += each
    return total


def _cuts(scores: Sequence[Score]) -> list[Row]:
    seen = [(s, s.cuts) for s in scores if s.cuts]
    if not seen:
        return []
    soft = _sum(c.gradual for _, c in seen)
    still = [(s.item, c.all.found) for s, c in seen if not c.all.true and c.all.found]
    return [
        _f1_row("cuts, F1", [(s.item, c.all) for s, c in seen], 0.99),
        _f1_row("hard cuts within 2 frames, F1", [(s.item, c.strict) for s, c in seen]),
        Row("fades and dissolves found", f"{soft.right} of {soft.true}"),
        Row(
            "videos of one shot with a false cut",
            str(len(still)),
            worst=", ".join(n for n, _ in still),
            bar="0",
            is_met=not still,
        ),
    ]


def _f1_row(what: str, found: Sequence[tuple[str, Matches]], bar: float | None = None) -> Row:
    """F1 of all items together: a video with thirty cuts weighs as much as ten with three."""
    groups = [matches for _, matches in found]
    f1 = _sum(groups).f1
    low, high = resampled(groups, lambda drawn: _sum(drawn).f1)
    worst, least = min(((item, matches.f1) for item, matches in found), key=lambda pair: pair[1])
    return Row(
        what,
        f"{f1:.3f}",
        f"{low:.3f} – {high:.3f}",
        worst=f"{least:.3f} ({worst})" if least < 1 else "",
        bar="" if bar is None else f"≥ {bar:.2f}",
        is_met=None if bar is None else f1 >= bar,
    )


def _fixed_gop(scores: Sequence[Score]) -> list[Row]:
    """Cuts in videos encoded anew, with a keyframe each ten seconds and none at cuts."""
    seen = [(s.item.split(".")[0], s.cuts.all) for s in scores if s.cuts]
    return [_f1_row("cuts with a fixed GOP, F1", seen, 0.97)] if seen else []


def _screens(scores: Sequence[Score]) -> list[Row]:
    seen = [(s, s.screens) for s in of(scores, "sim_", "scripted_") if s.screens]
    if not seen:
        return []
    groups = [c for _, c in seen]
    read, wrong = _share_read(groups), _share_wrong(groups)
    least = min(seen, key=lambda pair: pair[1].recall)
    off = [f"{s.item} {c.slides_found}/{c.slides}" for s, c in seen if c.slides_found != c.slides]
    return [
        Row(
            "words read from slides",
            percent(read),
            _between(resampled(groups, _share_read)),
            worst=f"{percent(least[1].recall)} ({least[0].item})",
            bar="≥ 98.0 %",
            is_met=read >= 0.98,
        ),
        Row("characters wrong on slides (CER)", percent(wrong), _between(resampled(groups, _share_wrong))),
        Row(
            "recordings whose every slide is found once",
            f"{len(seen) - len(off)} of {len(seen)}",
            worst=", ".join(off),
            bar="all",
            is_met=not off,
        ),
    ]


def _share_read(groups: Sequence[ScreenScore]) -> float:
    return sum(c.words_read for c in groups) / max(sum(c.words for c in groups), 1)


def _share_wrong(groups: Sequence[ScreenScore]) -> float:
    return sum(c.character_errors for c in groups) / max(sum(c.characters for c in groups), 1)


def _between(limits: tuple[float, float]) -> str:
    return " – ".join(map(percent, limits))


FACTS = {
    "decision": "decisions",
    "action_item": "actions",
    "number": "numbers",
    "open_question": "open questions",
    "next_meeting": "next meeting",
}
RECALL, PRECISION, OWNER, DUE = 0.85, 0.80, 0.90, 0.85


def _facts(scores: Sequence[Score]) -> list[Row]:
    found: list[Row] = []
    for kind, name in FACTS.items():
        group = [(s.item, s.facts[kind]) for s in scores if s.facts and kind in s.facts]
        if not any(f.matches.true for _, f in group):
            continue
        is_judged = kind in ("decision", "action_item")
        told = [(item, f.matches.right, f.matches.true) for item, f in group]
        found.append(share_row(f"{name}, recall", told, RECALL if is_judged else None))
        if is_judged:
            right = [(item, f.matches.right, f.matches.found) for item, f in group]
            found.append(share_row(f"{name}, precision", right, PRECISION))
        if kind == "action_item":
            found.append(share_row("actions, owner right", [(item, *f.owners) for item, f in group], OWNER))
            found.append(share_row("actions, due right", [(item, *f.dues) for item, f in group], DUE))
    inside, cited = (sum(f.inside[n] for s in scores if s.facts for f in s.facts.values()) for n in (0, 1))
    if cited:
        found.append(Row("evidence inside the true span (citation precision)", percent(inside / cited)))
    return found


def _claims(scores: Sequence[Score]) -> list[Row]:
    judged = [(s.item, s.claims) for s in scores if s.claims]
    if not judged:
        return []
    spans = [s.coverage for s in scores if s.coverage and s.claims]
    found = [
        share_row("statements whose evidence exists", [(item, c.resolving, c.claims) for item, c in judged], 1.0),
        share_row("statements that the truth supports", [(item, c.supported, c.checkable) for item, c in judged], 0.98),
    ]
    if not spans:
        return found
    return [
        *found,
        Row(
            "speech read / cited",
            f"{percent(mean(c.read for c in spans), 0)} / {percent(mean(c.cited for c in spans), 0)}",
        ),
        Row("words said for each word written", f"{mean(c.compression for c in spans):.1f}"),
    ]


def _invented(scores: Sequence[Score]) -> list[Row]:
    silent = [s for s in scores if s.invented_words is not None]
    if not silent:
        return []
    total = sum(s.invented_words or 0 for s in silent)
    where = ", ".join(s.item for s in silent if s.invented_words)
    return [
        Row(
            f"words invented where nobody speaks ({len(silent)} recordings)",
            str(total),
            worst=where,
            bar="0",
            is_met=total == 0,
        )
    ]


def _scale(speed: Sequence[Speed]) -> list[Row]:
    """An hour, and how memory grows from ten minutes to it."""
    cold = {s.minutes: s for s in speed if not s.is_warm and s.cores == max(each.cores for each in speed)}
    if 60.0 not in cold:
        return []
    hour = cold[60.0]
    found = [
        Row(
            "an hour of 720p, whole pipeline", f"{hour.seconds / 60:.1f} min", bar="≤ 7 min", is_met=hour.seconds <= 420
        ),
        Row("peak memory of that hour", f"{hour.peak_bytes / 1e9:.2f} GB", bar="≤ 2 GB", is_met=hour.peak_bytes <= 2e9),
    ]
    if 10.0 in cold:
        slope = (hour.peak_bytes - cold[10.0].peak_bytes) / 50
        found.append(Row("memory for each further minute", f"{slope / 1e6:.1f} MB", bar="0", is_met=slope < 1e6))
    return found


RACE_BARS = {"finding scenes": 4.0, "finding scenes, fixed GOP": 1.5}
REAL_TIME_BARS = {"diarising": 20.0, "transcribing": 20.0}


def _raced(races: Sequence[Race]) -> list[Row]:
    found: list[Row] = []
    for race in races:
        (own, ours), *others = race.seconds.items()
        if not median(ours):
            continue
        if race.task in REAL_TIME_BARS:
            speed, bar = race.media_seconds / median(ours), REAL_TIME_BARS[race.task]
            what, value = f"{race.task}, nothing beside it", f"{speed:.1f} × real time"
            found.append(Row(what, value, bar=f"≥ {bar:.0f} ×", is_met=speed >= bar))
        for other, seconds in others:
            ratio, limit = median(seconds) / median(ours), RACE_BARS.get(race.task)
            found.append(
                Row(
                    f"{race.task}: {own} against {other}",
                    f"{ratio:.2f} × as fast",
                    bar="" if limit is None else f"≥ {limit:g} ×",
                    is_met=None if limit is None else ratio >= limit,
                )
            )
    return found
