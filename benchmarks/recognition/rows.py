"""The lines of the table about people who are known again by their voices."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.recognition.suite import Recognition
from benchmarks.recognition.trials import Rates
from benchmarks.row import Row, interval, percent


def recognition_rows(found: Recognition | None) -> list[Row]:
    """Error rates on people whom the threshold was not chosen on, and what becomes of two in one recording."""
    if found is None or not found.rates:
        return []
    rows: list[Row] = []
    for what in dict.fromkeys(rate.what for rate in found.rates):
        rows += _rates(what, [rate for rate in found.rates if rate.what == what])
    for named in found.named:
        known = f"two voices in one recording, people {'AB'[named.half]} known"
        missed = ", ".join(dict.fromkeys(named.missed))
        rows += [
            Row(f"{known}: named", f"{named.right} of {named.known}", interval(named.right, named.known), missed),
            Row(f"{known}: suggested only", f"{named.suggested} of {named.known}"),
            Row(f"{known}: named wrongly", f"{named.wrong} of {named.known}", interval(named.wrong, named.known)),
            Row(
                f"{known}: strangers who got a name",
                f"{named.accepted} of {named.strangers}",
                interval(named.accepted, named.strangers),
            ),
            Row(f"{known}: strangers for whom one was suggested", f"{named.doubted} of {named.strangers}"),
        ]
    return rows


def _rates(what: str, halves: Sequence[Rates]) -> list[Row]:
    """Both halves together: each person was tested once, at a threshold chosen on the others."""
    accepted, tried = (sum(rate.accepted[n] for rate in halves) for n in (0, 1))
    rejected, same = (sum(rate.rejected[n] for rate in halves) for n in (0, 1))
    pairs, all_pairs = (sum(rate.pairs[n] for rate in halves) for n in (0, 1))
    likest = max(rate.likest for rate in halves)
    limits = " and ".join(f"{rate.threshold:.2f}" for rate in halves)
    return [
        Row(f"voices, {what}: equal error rate", " and ".join(percent(rate.equal) for rate in halves)),
        Row(
            f"voices, {what}: strangers accepted at {limits}",
            f"{accepted} of {tried}",
            f"{interval(pairs, all_pairs)} of pairs",
            worst=f"{likest[0]:.2f} ({likest[1]} as {likest[2]})",
        ),
        Row(f"voices, {what}: people not known again", f"{rejected} of {same}", interval(rejected, same)),
    ]
