"""The table: what was measured, how sure it is, the worst item, and the bar that it is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean, median

from benchmarks.bars_of_speech import mixture_rows, voice_rows, word_rows
from benchmarks.results import Race, Results, Speed
from benchmarks.row import Row, of, percent, share_row
from benchmarks.scores.cuts import Matches
from benchmarks.scores.score import Score


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
    found += _scale(results.speed)
    found += _raced(results.races)
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
    every, strict, soft = (_sum(getattr(c, part) for _, c in seen) for part in ("all", "strict", "gradual"))
    worst, least = min(((s.item, c.all.f1) for s, c in seen), key=lambda pair: pair[1])
    still = [(s.item, c.all.found) for s, c in seen if not c.all.true and c.all.found]
    return [
        Row("cuts, F1", f"{every.f1:.3f}", worst=f"{least:.3f} ({worst})", bar="≥ 0.99", is_met=every.f1 >= 0.99),
        Row("hard cuts within 2 frames, F1", f"{strict.f1:.3f}"),
        Row("fades and dissolves found", f"{soft.right} of {soft.true}"),
        Row(
            "videos of one shot with a false cut",
            str(len(still)),
            worst=", ".join(n for n, _ in still),
            bar="0",
            is_met=not still,
        ),
    ]


def _fixed_gop(scores: Sequence[Score]) -> list[Row]:
    """Cuts in videos encoded anew, with a keyframe each ten seconds and none at cuts."""
    seen = [s.cuts.all for s in scores if s.cuts]
    f1 = _sum(seen).f1
    return [Row("cuts with a fixed GOP, F1", f"{f1:.3f}", bar="≥ 0.97", is_met=f1 >= 0.97)] if seen else []


def _screens(scores: Sequence[Score]) -> list[Row]:
    seen = [(s, s.screens) for s in of(scores, "sim_", "scripted_") if s.screens]
    if not seen:
        return []
    words, read = sum(c.words for _, c in seen), sum(c.words_read for _, c in seen)
    wrong, characters = sum(c.character_errors for _, c in seen), sum(c.characters for _, c in seen)
    least = min(seen, key=lambda pair: pair[1].recall)
    off = [f"{s.item} {c.slides_found}/{c.slides}" for s, c in seen if c.slides_found != c.slides]
    return [
        Row(
            "words read from slides",
            percent(read / max(words, 1)),
            worst=f"{percent(least[1].recall)} ({least[0].item})",
            bar="≥ 98.0 %",
            is_met=read >= 0.98 * words,
        ),
        Row("characters wrong on slides (CER)", percent(wrong / max(characters, 1))),
        Row(
            "recordings whose every slide is found once",
            f"{len(seen) - len(off)} of {len(seen)}",
            worst=", ".join(off),
            bar="all",
            is_met=not off,
        ),
    ]


FACT_BARS = {"recall": 0.85, "precision": 0.80, "owner": 0.90, "due": 0.85}


def _facts(scores: Sequence[Score]) -> list[Row]:
    found: list[Row] = []
    names = {"decision": "decisions", "action_item": "actions", "number": "numbers", "open_question": "open questions"}
    for kind, name in names.items():
        group = [s.facts[kind] for s in scores if s.facts and kind in s.facts]
        total = _sum(f.matches for f in group)
        if not total.true:
            continue
        found.append(
            share_row(
                f"{name}, recall",
                total.right,
                total.true,
                FACT_BARS["recall"] if kind in ("decision", "action_item") else None,
            )
        )
        if kind in ("decision", "action_item"):
            found.append(share_row(f"{name}, precision", total.right, total.found, FACT_BARS["precision"]))
        for part in ("owners", "dues") if kind == "action_item" else ():
            right, of = (sum(getattr(f, part)[n] for f in group) for n in (0, 1))
            found.append(
                share_row(f"{name}, {part.removesuffix('s')} right", right, of, FACT_BARS[part.removesuffix("s")])
            )
    inside, cited = (sum(f.inside[n] for s in scores if s.facts for f in s.facts.values()) for n in (0, 1))
    if cited:
        found.append(Row("evidence inside the true span (citation precision)", percent(inside / cited)))
    return found


def _claims(scores: Sequence[Score]) -> list[Row]:
    judged = [s.claims for s in scores if s.claims]
    if not judged:
        return []
    claims, resolving = sum(c.claims for c in judged), sum(c.resolving for c in judged)
    checkable, supported = sum(c.checkable for c in judged), sum(c.supported for c in judged)
    spans = [s.coverage for s in scores if s.coverage and s.claims]
    found = [
        share_row("statements whose evidence exists", resolving, claims, 1.0),
        share_row("statements that the truth supports", supported, checkable, 0.98),
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


RACE_BARS = {"finding scenes": 4.0}


def _raced(races: Sequence[Race]) -> list[Row]:
    found: list[Row] = []
    for race in races:
        (own, ours), *others = race.seconds.items()
        for other, seconds in others:
            if not median(ours) or not median(seconds):
                continue
            ratio, bar = median(seconds) / median(ours), RACE_BARS.get(race.task)
            limit = "" if bar is None else f"≥ {bar:.0f} ×"
            met = None if bar is None else ratio >= bar
            found.append(Row(f"{race.task}: {own} against {other}", f"{ratio:.2f} × as fast", bar=limit, is_met=met))
    return found
