"""Results as Markdown: the section of the docs, and what changed between two runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import mean

from benchmarks.bars import rows
from benchmarks.results import UNHARMED, Results, Speed
from benchmarks.row import Row, of, percent
from benchmarks.scores.score import Score

CORE_HOUR = 0.04048
"""US dollars for an hour of one vCPU of AWS Fargate (Linux on x86, us-east-1); memory comes on top."""

MARKS = {True: "met", False: "**not met**", None: ""}


def report(results: Results, apart: Results | None = None) -> str:
    """Everything that the results have, as a section that starts with a heading of the second level.

    What harm does, and whether two runs agree, is told by a run ``apart`` where there is one.
    """
    head, apart = ([_where(apart), ""], apart) if apart else ([], results)
    recordings = f"{len(results.scores)} recordings, {sum(s.seconds for s in results.scores) / 60:.0f} minutes."
    parts = [
        "## Figures",
        "",
        f"{_where(results)} {recordings}",
        "",
        *table(rows(replace(results, harmed=apart.harmed))),
    ]
    for title, lines in (
        ("Recordings that settings were chosen on, and others", _halves(results.scores)),
        ("What a user would pick instead", _peers(results)),
        ("Speed and scale", _speed(results.speed)),
        ("Robustness", _harmed(apart, head)),
        ("Two runs compared", [f"- {name}: {what}" for name, what in sorted(apart.differences.items())]),
        ("Every recording", _items(results.scores)),
    ):
        parts += ["", f"### {title}", "", *lines] if lines else []
    return "\n".join(parts) + "\n"


def _where(results: Results) -> str:
    machine = results.machine
    return (
        f"Measured on {results.started:%d %B %Y} at revision `{results.revision}`: {machine.processor}, "
        f"{machine.cores} cores, {machine.memory_bytes / 2**30:.0f} GiB, Python {machine.python}."
    )


def table(lines: Iterable[Row]) -> list[str]:
    """Rows as a Markdown table."""
    return [
        "| what | measured | 95 % interval | worst | bar | |",
        "|---|---|---|---|---|---|",
        *(f"| {r.what} | {r.value} | {r.interval} | {r.worst} | {r.bar} | {MARKS[r.is_met]} |" for r in lines),
    ]


def compare(before: Results, after: Results) -> str:
    """What changed, line by line: of the table, then of each recording; a line that only one has is shown too."""
    old, new = ({row.what: row for row in rows(results)} for results in (before, after))
    lines = ["| what | before | after | |", "|---|---|---|---|"]
    for what in dict.fromkeys([*old, *new]):
        was, now = (f"{found.value} ({found.worst})" if found else "" for found in (old.get(what), new.get(what)))
        if was != now:
            lines.append(f"| {what} | {was} | {now} | {MARKS[new[what].is_met] if what in new else ''} |")
    items = [dict(zip((s.item for s in r.scores), _items(r.scores)[2:], strict=True)) for r in (before, after)]
    moved = [i for i in dict.fromkeys([*items[0], *items[1]]) if _figures(items[0].get(i)) != _figures(items[1].get(i))]
    each = [line for item in moved for line in (items[0].get(item), items[1].get(item)) if line]
    return "\n".join([*lines, *(["", *_items(())[:2], *each] if each else [])]) + "\n"


def _figures(line: str | None) -> list[str]:
    """The cells of a recording's line but the last, which is speed and changes every time."""
    return (line or "").split("|")[:-2]


def _items(scores: Sequence[Score]) -> list[str]:
    lines = [
        "| recording | min | WER | tcpWER | DER, collar 0 (0.25) | speakers | cuts F1 | slide words | speed |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for s in scores:
        voices = s.voices
        cells = [
            s.item,
            f"{s.seconds / 60:.1f}",
            percent(s.words.rate) if s.words else "",
            percent(s.in_time.rate) if s.in_time else "",
            f"{percent(voices.strict.rate)} ({percent(voices.lenient.rate)})" if voices else "",
            f"{voices.found} of {voices.true}" if voices and voices.true else "",
            f"{s.cuts.all.f1:.3f}" if s.cuts else "",
            percent(s.screens.recall) if s.screens else "",
            f"{s.cost.media_seconds / s.cost.seconds:.1f} ×" if s.cost else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _peers(results: Results) -> list[str]:
    """Each peer beside LifeStream on the same recordings."""
    own = {score.item: score for score in results.scores}
    lines = ["| who, then LifeStream | WER | tcpWER | DER, collar 0 | cuts F1 |", "|---|---|---|---|---|"]
    for name, scores in results.peers.items():
        pairs = [(score, own[score.item]) for score in scores if score.item in own]
        cells = [
            _beside([(a.words.rate, b.words.rate) for a, b in pairs if a.words and b.words]),
            _beside([(a.in_time.rate, b.in_time.rate) for a, b in pairs if a.in_time and b.in_time]),
            _beside([(a.voices.strict.rate, b.voices.strict.rate) for a, b in pairs if a.voices and b.voices]),
            _beside([(a.cuts.all.f1, b.cuts.all.f1) for a, b in pairs if a.cuts and b.cuts]),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines if results.peers else []


CHOSEN = (
    "scripted_meeting_a", "sim_clean_3spk", "sim_overlap_4spk", "dia_phone_call_40", "dia_ami_en2001", "dia_ami_es2003",
)  # fmt: skip
"""The recordings that settings were chosen on; all others only tell how well that went."""


def _halves(scores: Sequence[Score]) -> list[str]:
    """The same figures on the recordings that settings were chosen on, and on those that had no say."""
    meetings, ami = of(scores, "sim_", "scripted_"), of(scores, "dia_ami")
    figures: list[tuple[str, dict[str, float]]] = [
        ("WER, meetings", {s.item: s.words.rate for s in meetings if s.words}),
        ("tcpWER, meetings", {s.item: s.in_time.rate for s in meetings if s.in_time}),
        ("DER, all but AMI", {s.item: s.voices.strict.rate for s in scores if s.voices and s not in ami}),
        ("DER, AMI", {s.item: s.voices.strict.rate for s in ami if s.voices}),
    ]
    lines = ["| what | chosen on | others |", "|---|---|---|"]
    for what, each in figures:
        halves = [[rate for item, rate in each.items() if (item in CHOSEN) is side] for side in (True, False)]
        if all(halves):
            lines.append(f"| {what} | {' | '.join(f'{percent(mean(h))} ({len(h)})' for h in halves)} |")
    return lines if len(lines) > 2 else []


def _beside(pairs: Sequence[tuple[float, float]]) -> str:
    """Two means over the same recordings, and how many these are."""
    if not pairs:
        return ""
    theirs, ours = (sum(pair[n] for pair in pairs) / len(pairs) for n in (0, 1))
    return f"{percent(theirs)}, {percent(ours)} ({len(pairs)})"


def _speed(speed: Sequence[Speed]) -> list[str]:
    if not speed:
        return []
    lines = [
        "| minutes | cores | start | × real time | CPU s, and its price, for an hour | peak memory | disk | slowest |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for s in speed:
        slowest = sorted(s.stages.items(), key=lambda stage: -stage[1])[:3]
        an_hour = 60 * s.cpu_seconds / s.minutes
        lines.append(
            f"| {s.minutes:.0f} | {s.cores} | {'warm' if s.is_warm else 'cold'} | {60 * s.minutes / s.seconds:.1f} "
            f"| {an_hour:.0f}, ${CORE_HOUR * an_hour / 3600:.4f} | {s.peak_bytes / 1e9:.2f} GB "
            f"| {s.disk_bytes / 1e6:.0f} MB | {', '.join(f'{name} {seconds:.0f} s' for name, seconds in slowest)} |"
        )
    return lines


def _harmed(results: Results, head: Sequence[str] = ()) -> list[str]:
    """Each harm beside the same recordings without it, then the bars that hold under harm."""
    plain = {s.item: s for s in results.harmed.get(UNHARMED, results.scores)}
    figures: tuple[Callable[[Score], float | None], ...] = (
        lambda s: s.words.rate if s.words else None,
        lambda s: s.in_time.rate if s.in_time else None,
        lambda s: s.voices.strict.rate if s.voices else None,
        lambda s: s.cuts.all.f1 if s.cuts else None,
        lambda s: s.screens.recall if s.screens else None,
    )
    lines = []
    for how, scores in results.harmed.items():
        pairs = [(plain[s.item.split(".")[0]], s) for s in scores if s.item.split(".")[0] in plain]
        cells = [_change([(figure(a), figure(b)) for a, b in pairs]) for figure in figures]
        lines += [f"| {how} | {' | '.join(cells)} |"] if how != UNHARMED else []
    titles = ("| harm | WER | tcpWER | DER | cuts F1 | slide words |", "|---|---|---|---|---|---|")
    return [*head, *titles, *lines] if lines else []


def _change(pairs: Sequence[tuple[float | None, float | None]]) -> str:
    """Two means over the recordings that have both figures."""
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if not both:
        return ""
    before, after = (mean(pair[n] for pair in both) for n in (0, 1))
    return f"{percent(before)} → {percent(after)}"
