"""The journal suite: days of recordings, and five scripted days whose ledger is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.items import Item
from benchmarks.journal.five_days import LEDGER, SCENES, STANDING
from benchmarks.journal.make_days import as_expected, told
from benchmarks.journal.score import DayScore, LedgerScore, score_day
from benchmarks.outcome import outcome_of
from lifestream.bootstrap import open_library
from lifestream.config import Settings
from lifestream.library.add import Processed, add
from lifestream.library.commitments import ledgers
from lifestream.library.journal import day as tell_day
from lifestream.library.owners import Names


def days_of(folder: Path) -> list[dict[str, Any]]:
    """The truths of a set's days, each of several recordings."""
    truths = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/truth.json")))
    return [truth for truth in truths if truth.get("kind") == "day"]


def measure_day(truth: dict[str, Any], folder: Path, work: Path, show: Callable[[str], None]) -> DayScore:
    """Process the recordings of a day into a library of their own, and compare the day that it tells.

    Raises:
        RuntimeError: the product failed on one of them.
    """
    home = folder / str(truth["id"])
    silent = []
    with TemporaryDirectory() as kept:
        library = open_library(Settings(home=Path(kept)))
        for video in truth["videos"]:
            own = json.loads((home / video["truth"]).read_text(encoding="utf-8"))
            silent.append(own.get("has_speech") is False)
            name = f"{truth['id']}-{Path(video['file']).stem}"
            show(name)
            item = Item(home, {**own, "id": name, "media": video["file"], "creation_time": None})
            outcome = outcome_of(item, work)
            add(library, Processed(outcome.document, outcome.timeline))
        return score_day(tell_day(library, date.fromisoformat(truth["date"])), truth, silent)


def measure_ledger() -> LedgerScore:
    """Compare the ledger of the scripted days, line by line at their end, and as it stands on each."""
    known = ledgers([told(scene) for scene in SCENES], Names(), STANDING)
    final = known[max(STANDING)]
    right = sum(as_expected(got) == want for got, want in zip(final, LEDGER, strict=False))
    numbers = {commitment.id: number for number, commitment in enumerate(final, 1)}
    days = 0
    for on, wanted in STANDING.items():
        pending = [c for c in known[on] if c.is_pending and c.opened_on != on]
        groups = {
            "opened": [c for c in known[on] if c.opened_on == on],
            "carried": [c for c in pending if c.state == "open"],
            "overdue": [c for c in pending if c.state == "overdue"],
            "closed": [c for c in known[on] if c.state == "closed" and c.closed_on == on],
        }
        days += {name: {numbers.get(c.id) for c in group} for name, group in groups.items()} == wanted
    return LedgerScore((right if len(final) == len(LEDGER) else 0, len(LEDGER)), (days, len(STANDING)))
