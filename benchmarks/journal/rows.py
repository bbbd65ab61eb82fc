"""The journal's lines of the table."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.journal.score import DayScore, LedgerScore
from benchmarks.row import Row, share_row


def journal_rows(days: Sequence[DayScore], ledger: LedgerScore | None) -> list[Row]:
    """Order, points, inventions, and the scripted ledger."""
    found: list[Row] = []
    if days:
        found.append(share_row("days: events at their time, in order", [(d.item, *d.in_order) for d in days], 1.0))
        found.append(share_row("days: points mentioned", [(d.item, *d.mentioned) for d in days], 1.0))
        found.append(
            share_row("days: points that only a writer that sees can know", [(d.item, *d.seen) for d in days], None)
        )
        number = sum(len(d.inventions) for d in days)
        worst = "; ".join(text for d in days for text in d.inventions)
        found.append(Row("days: inventions", str(number), worst=worst, bar="0", is_met=number == 0))
    if ledger:
        found.append(share_row("scripted days: lines of the ledger exactly right", [("five days", *ledger.lines)], 1.0))
        found.append(share_row("scripted days: days exactly right", [("five days", *ledger.days)], 1.0))
    return found
