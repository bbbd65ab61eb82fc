"""What happens in recordings that the ledger of commitments must hear of, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from lifestream.domain.claim import Action
from lifestream.domain.document import Document
from lifestream.domain.edit import Edit
from lifestream.domain.entry import Entry
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Utterance
from lifestream.library.placing import Placed


@dataclass(frozen=True, slots=True)
class Told:
    """A recording as the ledger reads it: document and timeline as edited, and the edits themselves.

    ``dismissed`` are the actions that a person took off; ``placed`` is ``None`` where nobody knows when it was made.
    """

    entry: Entry
    placed: Placed | None
    document: Document
    timeline: Timeline
    dismissed: tuple[Action, ...] = ()
    edits: tuple[Edit, ...] = ()

    def at(self, seconds: float) -> datetime:
        """When something at a media time happened; without a date, when the recording was added."""
        return self.placed.at(seconds) if self.placed else self.entry.added_at

    def day_at(self, seconds: float) -> date | None:
        """The day on which something at a media time happened."""
        return self.placed.day_at(seconds) if self.placed else None


class Happening(NamedTuple):
    """What changes the ledger: an action, an utterance, or an edit.

    In order of time; the day counts before the hour, so that what is known of a day does not depend on what a later
    one brings, whatever zones they are in.
    """

    day: date
    at: datetime
    recording: str
    second: float
    rank: int
    number: int
    told: Told
    what: Action | Utterance | Edit
    before: str = ""


def happenings(recordings: Sequence[Told], zone: tzinfo) -> Iterator[Happening]:
    """Every action, utterance and closing edit of recordings; ``zone`` is where edits and the undated are dated."""
    for told in recordings:
        id = told.entry.id

        def at(second: float, told: Told = told) -> tuple[date, datetime]:
            moment = told.at(second)
            return told.day_at(second) or moment.astimezone(zone).date(), moment

        shown = [action for action in told.document.actions if action.claim.is_shown]
        for number, action in enumerate((*shown, *told.dismissed)):
            start = action.claim.start
            yield Happening(*at(start), id, start, 0, number, told, action)
        spoken = told.timeline.transcript.utterances
        for number, utterance in enumerate(spoken):
            before = spoken[number - 1] if number else utterance
            context = before.text if before.speaker != utterance.speaker else ""
            start = utterance.segment.start
            yield Happening(*at(start), id, start, 1, number, told, utterance, context)
        for number, edit in enumerate(told.edits):
            if edit.kind == "action-done":
                yield Happening(edit.at.astimezone(zone).date(), edit.at, id, 0.0, 2, number, told, edit)
