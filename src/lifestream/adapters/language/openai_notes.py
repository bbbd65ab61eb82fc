"""A language model's answer as notes: its ids kept for the checks, its owners held to what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from lifestream.adapters.language.openai_schema import WrittenAction, WrittenClaim, WrittenNotes, WrittenQuestion
from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Action, Claim, ClaimKind, Due, Evidence, Question
from lifestream.domain.notes import ChunkNotes, SpeakerNotes
from lifestream.domain.speaker import UNKNOWN_SPEAKER, Speaker
from lifestream.ports.writer import WritingContext

ResolveDue = Callable[[str, datetime | None], Due]
"""Turns the words said for a date, and the recording's own date, into what is due when."""

_NOBODY = {
    "i",
    "me",
    "we",
    "us",
    "you",
    "he",
    "she",
    "they",
    "them",
    "somebody",
    "someone",
    "everybody",
    "everyone",
    "all",
}
"""Words that were said and name nobody."""


@dataclass(frozen=True, slots=True)
class NotesReader:
    """Turns answers about one chunk into its notes."""

    chunk: Chunk
    context: WritingContext
    resolve_due: ResolveDue
    _number: count[int] = field(default_factory=lambda: count(1))

    def notes(self, written: WrittenNotes) -> ChunkNotes:
        """The notes that ``written`` stands for; who spoke and how reliably is measured, not asked."""
        return ChunkNotes(
            index=self.chunk.index,
            segment=self.chunk.segment,
            title=written.title.strip().rstrip("."),
            activity=self._optional(written.activity, "activity"),
            location=self._optional(written.location, "location"),
            reliability=self._reliability(),
            participants=self._participants(),
            speakers=self._speakers(written),
            visual=self._claims(written.visual, "visual"),
            decisions=self._claims(written.decisions, "decision"),
            actions=tuple(self._action(action) for action in written.actions if action.task.strip()),
            questions=tuple(self._question(question) for question in written.questions if question.text.strip()),
            risks=self._claims(written.risks, "risk"),
            numbers=self._claims(written.numbers, "number"),
            quotes=self._claims(written.quotes, "quote"),
            salient=written.salient,
        )

    def _claims(self, written: Iterable[WrittenClaim], kind: ClaimKind) -> tuple[Claim, ...]:
        return tuple(self._claim(claim.text, claim.evidence, kind) for claim in written if claim.text.strip())

    def _optional(self, written: WrittenClaim | None, kind: ClaimKind) -> Claim | None:
        return next(iter(self._claims([written], kind)), None) if written else None

    def _claim(self, text: str, refs: Iterable[str], kind: ClaimKind, speaker: str | None = None) -> Claim:
        cited = tuple(dict.fromkeys(ref.strip() for ref in refs))
        shown = {keyframe.id for keyframe in self.chunk.keyframes}
        voices = {u.speaker for u in self.chunk.utterances if u.id in cited}
        return Claim(
            id=f"c{next(self._number)}",
            text=" ".join(text.split()),
            kind=kind,
            evidence=tuple(Evidence(ref) for ref in cited),
            source="shown" if cited and shown.issuperset(cited) else "spoken",
            speaker=speaker or (next(iter(voices)) if len(voices) == 1 else None),
        )

    def _speakers(self, written: WrittenNotes) -> tuple[SpeakerNotes, ...]:
        found = []
        for spoken in written.speakers:
            id = self._speaker(spoken.speaker) or spoken.speaker
            said = [s for s in spoken.statements if s.text.strip()]
            claims = tuple(self._claim(s.text, s.evidence, "fact", id) for s in said)
            found.append(SpeakerNotes(id, claims))
        return tuple(notes for notes in found if notes.claims)

    def _action(self, written: WrittenAction) -> Action:
        owner = self._owner(written.owner)
        words = " ".join((written.due or "").split())
        task = " ".join(written.task.split()).rstrip(".")
        due = self.resolve_due(words, self.context.recorded_at) if words else None
        return Action(self._claim(self._promise(owner, task, words), written.evidence, "action"), task, owner, due)

    def _promise(self, owner: str | None, task: str, due: str) -> str:
        """One sentence with all that a page will say of an action: it is what the checks read."""
        until = f" {due}" if due and due.casefold() not in task.casefold() else ""
        named = next((speaker.label for speaker in self._everybody() if speaker.id == owner), owner)
        if not named:
            return f"{task}{until}."
        if not self.context.language.startswith("en"):
            return f"{named}: {task}{until}."
        verb = task if task[1:2].isupper() else task[:1].lower() + task[1:]
        return f"{named} will {verb}{until}."

    def _question(self, written: WrittenQuestion) -> Question:
        asker = self._speaker(written.asked_by) if written.asked_by else None
        return Question(
            self._claim(written.text, written.evidence, "question"), asker, self._optional(written.answer, "fact")
        )

    def _owner(self, owner: str | None) -> str | None:
        """A speaker's id, or a name that was said or shown; anything else was guessed, and is dropped."""
        name = " ".join((owner or "").split())
        if not name or name.casefold() in _NOBODY:
            return None
        if speaker := self._speaker(name):
            return speaker
        said = " ".join([*(u.text for u in self.chunk.utterances), *(k.text for k in self.chunk.keyframes)])
        return name if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE) else None

    def _speaker(self, text: str) -> str | None:
        """The id of the speaker whom an id, a name or both ("S1 Alice") stand for."""
        wanted = text.strip().strip("[]").casefold()
        for speaker in self._everybody():
            name = (speaker.name or "").casefold()
            forms = {speaker.id.casefold(), name, f"{speaker.id} {name}".casefold()} - {""}
            if wanted in forms and speaker.id != UNKNOWN_SPEAKER:
                return speaker.id
        return None

    def _everybody(self) -> tuple[Speaker, ...]:
        return (*self.chunk.speakers, *self.context.speakers)

    def _participants(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(u.speaker for u in self.chunk.utterances if u.speaker != UNKNOWN_SPEAKER))

    def _reliability(self) -> float | None:
        """The confidence of the utterances, each as heavy as it is long."""
        weights = [(max(u.segment.duration, 0.01), u.confidence) for u in self.chunk.utterances]
        total = sum(seconds for seconds, _ in weights)
        return sum(seconds * confidence for seconds, confidence in weights) / total if total else None
