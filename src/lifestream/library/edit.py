"""What a person changes in a recording: kept as edits, seen at once, written into the text by ``rewrite``."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lifestream.domain.claim import Claim
from lifestream.domain.edit import Anchor, Edit, EditKind
from lifestream.domain.entry import Entry
from lifestream.domain.transcript import Utterance
from lifestream.errors import InputError, NotFoundError
from lifestream.library.add import reindex
from lifestream.library.anchors import anchor_claim, anchor_speaker, anchor_utterance, claims_of
from lifestream.library.library import Library
from lifestream.library.overlay import BY_VOICE

LONGEST_NAME = 100
LONGEST_TEXT = 10_000
"""Characters that a name, and a text, may have."""
OF_SPEECH: frozenset[EditKind] = frozenset({"merge-speaker", "assign-utterance", "utterance-text"})
"""Edits after which the text should be written anew: they change what it rests on."""


@dataclass(frozen=True, slots=True)
class Editor:
    """One recording of the library on its way through somebody's hands."""

    library: Library
    recording: str
    author: str = "user"

    def name_speaker(self, speaker: str, name: str) -> Edit:
        """Call a voice by a name, everywhere in the recording; an empty name takes it back."""
        return self._keep("name-speaker", self._speaker(speaker), one_line(name, "A name", LONGEST_NAME))

    def merge_speakers(self, gone: str, stays: str) -> Edit:
        """Say that two voices are one."""
        if gone == stays:
            raise InputError(f"{gone} is one voice already.", remedy="Name two different ones.")
        return self._keep("merge-speaker", self._speaker(gone), stays, self._speaker(stays))

    def assign(self, utterances: Sequence[str], speaker: str) -> tuple[Edit, ...]:
        """Say who spoke; ``speaker`` is an id of the recording or ``new``, which splits them off as a new voice."""
        known = [s.id for s in self.library.store.timeline(self.recording).transcript.speakers]
        if speaker == "new":
            made = {edit.value for edit in self.library.store.edits(self.recording) if edit.kind == "assign-utterance"}
            numbers = [int(id[1:]) for id in {*known, *made} if re.fullmatch(r"S\d+", id)]
            speaker = f"S{max(numbers, default=0) + 1}"
        other = self._speaker(speaker) if speaker in known else None
        if other is None and not re.fullmatch(r"S\d{1,4}", speaker):
            raise InputError(f"{speaker!r} is no speaker.", remedy="Name one such as S2, or 'new'.")
        anchors = [anchor_utterance(self._utterance(id)) for id in utterances]
        return tuple(self._keep("assign-utterance", anchor, speaker, other) for anchor in anchors)

    def reword(self, utterance: str, text: str) -> Edit:
        """Say what was really said."""
        text = one_line(text, "What was said", LONGEST_TEXT)
        if not text:
            raise InputError("What was said cannot be nothing.", remedy="Dismiss the statements that rest on it.")
        return self._keep("utterance-text", anchor_utterance(self._utterance(utterance)), text)

    def judge(self, claim: str, kind: EditKind, value: str = "") -> Edit:
        """Change, accept or dismiss a statement, or change or close the task in it."""
        if kind == "action-due" and value:
            try:
                date.fromisoformat(value)
            except ValueError as error:
                raise InputError(f"{value!r} is no date.", remedy="Write it as 2026-11-05.") from error
        value = one_line(value, "A statement", LONGEST_TEXT)
        if kind == "claim-text" and not value:
            raise InputError("A statement cannot be empty.", remedy="Dismiss it instead.")
        found = self._claim(claim)
        actions = {action.claim.id for action in self.library.store.document(self.recording).actions}
        if kind.startswith("action-") and found.id not in actions:
            raise InputError(f"{claim} is no action.", remedy=f"'lifestream show {self.recording} --ids' names them.")
        return self._keep(kind, anchor_claim(found), value)

    def undo(self, edit: str) -> Entry:
        """Take an edit back, by its id or its beginning."""
        found = [e for e in self.library.store.edits(self.recording) if e.id.startswith(edit) and edit]
        if len(found) != 1:
            raise NotFoundError(
                f"There is no edit {edit} of {self.recording}.",
                remedy=f"'lifestream edit list {self.recording}' shows them.",
            )
        with self.library.store.transaction():
            self.library.store.remove_edit(found[0].id)
            if found[0].author == BY_VOICE:  # else it would be recognised again
                self._keep("name-speaker", found[0].anchor, "")
            return reindex(self.library, self.recording)

    def _keep(self, kind: EditKind, anchor: Anchor, value: str, other: Anchor | None = None) -> Edit:
        at = self.library.clock.now()
        edit = Edit(uuid.uuid4().hex[:12], self.recording, kind, anchor, value, self.author, at, other)
        store = self.library.store
        with store.transaction():
            store.add_edit(edit)
            if kind in OF_SPEECH:
                store.change(replace(store.entry(self.recording), is_stale=True, changed_at=at))
        reindex(self.library, self.recording)
        return edit

    def _speaker(self, id: str) -> Anchor:
        timeline = self.library.store.timeline(self.recording)
        if all(speaker.id != id for speaker in timeline.transcript.speakers):
            known = ", ".join(speaker.id for speaker in timeline.transcript.speakers) or "nobody"
            raise NotFoundError(f"{self.recording} has no speaker {id}.", remedy=f"There is: {known}.")
        return anchor_speaker(id, timeline)

    def _utterance(self, id: str) -> Utterance:
        utterances = self.library.store.timeline(self.recording).utterances()
        if id not in utterances:
            raise NotFoundError(
                f"{self.recording} has no utterance {id}.",
                remedy=f"'lifestream show {self.recording} --transcript' shows them.",
            )
        return utterances[id]

    def _claim(self, id: str) -> Claim:
        for claim in claims_of(self.library.store.document(self.recording)):
            if claim.id == id:
                return claim
        raise NotFoundError(
            f"{self.recording} has no statement {id}.", remedy=f"'lifestream show {self.recording} --ids' shows them."
        )


def one_line(text: str, what: str, limit: int) -> str:
    """Text on one line, without characters that nobody sees.

    Raises:
        InputError: it is too long.
    """
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(text) > limit:
        raise InputError(f"{what} of {len(text)} characters is too long.", remedy=f"Use {limit} at most.")
    return text
