"""The ledger of commitments: what was taken on in any recording, and whether a later one says that it is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from lifestream import codec
from lifestream.domain.claim import Action
from lifestream.domain.day import Commitment, Mention
from lifestream.domain.edit import Edit
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Utterance
from lifestream.library.happenings import Happening, Told, happenings
from lifestream.library.owners import NOBODY, Names, Owner
from lifestream.pipeline.likeness import are_alike, keys
from lifestream.verify.completion import Report, reports
from lifestream.verify.dates import resolve
from lifestream.verify.mentions import find_dates
from lifestream.verify.tasks import Part, are_one_task, excludes, fulfils, likeness, parts_of
from lifestream.verify.words import stems


@dataclass(frozen=True, slots=True)
class _Item:
    """A commitment on its way through time: whose it is, who was there, and which of its parts are done."""

    commitment: Commitment
    owner: Owner
    claims: frozenset[tuple[str, str]]
    parts: tuple[Part, ...]
    keys: frozenset[str]
    present: tuple[Owner, ...] = ()
    done: frozenset[int] = frozenset()

    @classmethod
    def of(cls, commitment: Commitment, owner: Owner, action: Action, told: Told, names: Names) -> _Item:
        parts = parts_of(commitment.task)
        keys = frozenset(key for part in parts for key in part.about.keys)
        claims = frozenset({(told.entry.id, action.claim.id)})
        return cls(commitment, owner, claims, parts, keys, _present(told, names))


def ledgers(
    recordings: Sequence[Told], names: Names, days: Iterable[date], zone: tzinfo = UTC
) -> dict[date, tuple[Commitment, ...]]:
    """Every commitment with its state at the end of each of several days, in the order in which they were taken on.

    The same recordings give the same ledger, whatever their order. ``zone`` is where edits, and recordings without a
    date, are dated.
    """
    items: list[_Item] = []
    to_come = deque(sorted(happenings(recordings, zone), key=lambda h: h[:6]))
    found = {}
    for day in sorted(set(days)):
        while to_come and to_come[0].day <= day:
            happening = to_come.popleft()
            match happening.what:
                case Action():
                    _open(items, happening, happening.what, names)
                case Utterance():
                    _close(items, happening, happening.what, names)
                case Edit():
                    _settle(items, happening, happening.what)
        found[day] = tuple(_as_of(item.commitment, day) for item in items)
    return found


def _open(items: list[_Item], happening: Happening, action: Action, names: Names) -> None:
    """Take on a commitment, or one that is pending already once more: what is said last of its date counts."""
    told = happening.told
    owner = _owner(action, told, names)
    if action in told.dismissed:
        items.append(_Item.of(_commitment(action, owner, told, "dismissed"), owner, action, told, names))
        return
    for number, item in enumerate(items):
        if item.commitment.is_pending and _is_same(item, action, owner, told):
            known = item.commitment
            items[number] = replace(
                item,
                commitment=replace(
                    known,
                    owner=owner.label if len(owner.parts) > len(item.owner.parts) else known.owner,
                    due=action.due or known.due,
                    opened=(*known.opened, *_opened(action, told)),
                ),
                owner=owner if len(owner.parts) > len(item.owner.parts) else item.owner,
                claims=item.claims | {(told.entry.id, action.claim.id)},
                present=(*item.present, *_present(told, names)),
            )
            return
    items.append(_Item.of(_commitment(action, owner, told, "open"), owner, action, told, names))


def _is_same(item: _Item, action: Action, owner: Owner, told: Told) -> bool:
    known = item.commitment
    if owner.is_known and item.owner.is_known and not owner.fits(item.owner):
        return False
    is_here = any(mention.recording == told.entry.id for mention in known.opened)
    dates = {due.date for due in (known.due, action.due) if due and due.date}
    if (is_here and len(dates) > 1) or excludes(known.task, action.task):
        return False
    is_alike = are_alike(known.task, action.task)
    return is_alike or (owner.is_known and item.owner.is_known and are_one_task(known.task, action.task))


def _owner(action: Action, told: Told, names: Names) -> Owner:
    if action.owner is None:
        return NOBODY
    speakers = told.document.speakers
    speaker = next((s for s in speakers if s.id == action.owner), None)
    return names.voice(speaker, told.entry.id) if speaker else names.named(action.owner, speakers)


def _commitment(action: Action, owner: Owner, told: Told, state: str) -> Commitment:
    start = round(action.claim.start)
    id = codec.fingerprint(told.entry.id, start, sorted(keys(action.task)), sorted(owner.parts))[:8]
    opened = _opened(action, told)
    if state == "dismissed":
        return Commitment(id, action.task, owner.label, action.due, opened, "dismissed", closed_by="user")
    return Commitment(id, action.task, owner.label, action.due, opened)


def _opened(action: Action, told: Told) -> tuple[Mention, ...]:
    """The moments at which an action was taken on: one for each utterance that says so."""
    claim = action.claim
    spoken = told.timeline.utterances()
    found = [
        _mention(told, e.segment, e.quote or spoken[e.ref].text if e.ref in spoken else e.quote or claim.text,
                 spoken[e.ref].speaker if e.ref in spoken else None, claim.id)
        for e in claim.evidence
        if e.segment
    ]  # fmt: skip
    return tuple(found) or (_mention(told, Segment(0.0, 0.0), claim.text, claim.speaker, claim.id),)


def _mention(told: Told, segment: Segment, quote: str, speaker: str | None, ref: str) -> Mention:
    label = told.timeline.transcript.speaker(speaker).label if speaker else None
    return Mention(told.entry.id, told.day_at(segment.start), segment, quote, label, ref)


def _close(items: list[_Item], happening: Happening, utterance: Utterance, names: Names) -> None:
    """Close what an utterance says was done; what may be one of two commitments closes neither."""
    said = stems(f"{happening.before} {utterance.text}")
    near = [
        number
        for number, item in enumerate(items)
        if item.commitment.is_pending and not said.isdisjoint(item.keys) and _is_earlier(item, happening)
    ]
    if not near:
        return
    told = happening.told
    speaker = names.voice(told.timeline.transcript.speaker(utterance.speaker), told.entry.id)
    wanted = frozenset().union(*(items[n].keys for n in near))
    here = _present(told, names)
    for report in reports(utterance.text, happening.before, wanted):
        matches = [
            (likeness(report, part), n, p)
            for n in near
            if items[n].commitment.is_pending and _may_be_by(report, items[n], speaker, here)
            for p, part in enumerate(items[n].parts)
            if p not in items[n].done and fulfils(report, part) and not _is_too_old(report, items[n], told, utterance)
        ]
        for score, n, p in matches:
            rivals = [m for m in matches if m[1] != n and _share_object(items[m[1]].parts[m[2]], items[n].parts[p])]
            if all(score > other for other, _, _ in rivals):
                mention = _mention(told, utterance.segment, report.sentence, utterance.speaker, utterance.id)
                items[n] = _with_part_done(items[n], p, mention)


def _is_earlier(item: _Item, happening: Happening) -> bool:
    """Whether a commitment was taken on in an earlier recording, or before the utterance and not by it."""
    here = [m for m in item.commitment.opened if m.recording == happening.recording]
    return all(mention.segment.end <= happening.second for mention in here)


def _present(told: Told, names: Names) -> tuple[Owner, ...]:
    """Those who speak in a recording and are known by name."""
    return tuple(names.voice(speaker, told.entry.id) for speaker in told.document.speakers if speaker.name)


def _may_be_by(report: Report, item: _Item, speaker: Owner, here: Sequence[Owner]) -> bool:
    """Whether the owner may have done what a report says.

    Where it does not say who did it, or nobody owns the task, it must be said among people of whom one was there when
    it was taken on: the contract that strangers signed is another one. Where no names are known, nobody can tell.
    """
    if item.owner.is_known and report.doer == "speaker":
        return speaker.fits(item.owner)
    if item.owner.is_known and report.doer == "named":
        return bool(report.names & item.owner.parts)
    return not here or not item.present or any(one.fits(other) for one in here for other in item.present)


def _is_too_old(report: Report, item: _Item, told: Told, utterance: Utterance) -> bool:
    """Whether a report dates the deed before the task was taken on."""
    said, opened = told.day_at(utterance.segment.start), item.commitment.opened_on
    if said is None or opened is None:
        return False
    dates = [days for mention in find_dates(report.sentence) if (days := resolve(mention, said))]
    return any(all(day < opened for day in days) for days in dates)


def _share_object(a: Part, b: Part) -> bool:
    return any(mine.fits(other) for mine in a.about.objects for other in b.about.objects)


def _with_part_done(item: _Item, part: int, mention: Mention) -> _Item:
    """A commitment of which one part more is done; a call that was to bring it about is then done too."""
    done = item.done | {part} | {p for p in range(part) if item.parts[p].is_means}
    known = item.commitment
    closed = known.closed if mention in known.closed else (*known.closed, mention)
    if len(done) < len(item.parts):
        return replace(item, done=done, commitment=replace(known, closed=closed))
    settled = replace(known, state="closed", closed=closed, closed_by="evidence", closed_on=mention.day)
    return replace(item, done=done, commitment=settled)


def _settle(items: list[_Item], happening: Happening, edit: Edit) -> None:
    """Close what a person says is done."""
    done = {action.claim.id for action in happening.told.document.actions if action.is_done}
    spans = set(edit.anchor.spans)
    for number, item in enumerate(items):
        mine = {claim for recording, claim in item.claims if recording == happening.recording}
        opened = {m.segment for m in item.commitment.opened if m.recording == happening.recording}
        if item.commitment.is_pending and mine & done and (edit.anchor.id in mine or spans & opened):
            settled = replace(item.commitment, state="closed", closed_by="user", closed_on=happening.day)
            items[number] = replace(item, commitment=settled)


def _as_of(commitment: Commitment, day: date) -> Commitment:
    due = commitment.due.date if commitment.due else None
    is_overdue = commitment.state == "open" and due is not None and due < day
    return replace(commitment, state="overdue") if is_overdue else commitment
