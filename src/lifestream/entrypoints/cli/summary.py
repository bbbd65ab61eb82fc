"""What was found, as a panel at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from lifestream.domain.document import Document
from lifestream.domain.segment import timecode
from lifestream.domain.stage import Stage
from lifestream.domain.timeline import Timeline
from lifestream.library.take_in import Taken
from lifestream.render.wording import count


def print_summary(console: Console, taken: Taken, saved: Sequence[Path], seconds: Mapping[Stage, float]) -> None:
    """Print what was found and how long each stage took (seconds of wall-clock time)."""
    document, timeline = taken.document, taken.timeline
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column()
    for name, value in _found(document, timeline):
        table.add_row(name, Text(value))
    if seconds:
        table.add_row("Stages", Text(" · ".join(f"{stage} {time:.1f} s" for stage, time in seconds.items())))
    else:
        table.add_row("Stages", Text("all loaded from the last run"))
    for warning in document.quality.warnings:
        table.add_row("Note", Text(warning, style="yellow"))
    if taken.entry:
        table.add_row("Library", Text(taken.entry.id))
    for path in saved:
        table.add_row("Saved", Text(str(path)))
    border = "yellow" if document.failures else "green"
    console.print(Panel(table, title=Text(document.title), border_style=border, expand=False))


def _found(document: Document, timeline: Timeline) -> list[tuple[str, str]]:
    quality, transcript = document.quality, timeline.transcript
    words = sum(len(utterance.words) for utterance in transcript.utterances)
    people = ", ".join(speaker.label for speaker in document.speakers) or "nobody"
    rows = [
        ("Length", timecode(document.media.duration)),
        ("Kind", f"{document.kind.label}, written as {document.template}"),
        ("People", people),
        ("Heard", f"{count(words, 'word')} in {count(len(transcript.utterances), 'utterance')}"),
        ("Seen", f"{count(len(timeline.scenes.scenes), 'scene')}, {count(len(timeline.scenes.slides), 'slide')}"),
        (
            "Found",
            ", ".join(
                (
                    count(len(document.decisions), "decision"),
                    count(len(document.actions), "action"),
                    count(len(document.questions), "question"),
                )
            ),
        ),
        (
            "Checked",
            f"{count(quality.claims, 'statement')}: {quality.supported} supported, {quality.weak} weak, "
            f"{quality.unsupported} dropped",
        ),
    ]
    if document.cost.calls:
        cost = document.cost
        rows.append(("Model", f"{cost.calls} calls, {cost.prompt_tokens} + {cost.completion_tokens} tokens"))
    return rows
