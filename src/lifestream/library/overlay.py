"""A person's edits laid over what the machine wrote: neither is changed by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from lifestream.domain.claim import Action, Check, Claim, Due, Verification
from lifestream.domain.document import Contribution, Document
from lifestream.domain.edit import Edit
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import NameSource, Speaker
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript, Utterance, Word
from lifestream.library.anchors import claims_of, find_claim, find_speaker, find_utterance

BY_VOICE = "voice recognition"
"""The author of names that a voice gave. It has a space, as no name of a user account has."""


@dataclass(frozen=True, slots=True)
class View:
    """A document and its timeline as edited, and the edits whose place is no longer there."""

    document: Document
    timeline: Timeline
    unplaced: tuple[Edit, ...] = ()


def overlay(document: Document, timeline: Timeline, edits: Sequence[Edit]) -> View:
    """Lay edits over a document, in order of time.

    Places are looked for in what the machine wrote, so that one edit never hides the place of another.
    """
    seen = _as_heard(View(document, timeline))
    unplaced: list[Edit] = []
    for edit in edits:
        change = _placed(edit, document, timeline)
        if change is None:
            unplaced.append(edit)
        else:
            seen = change(seen)
    return replace(seen, unplaced=tuple(unplaced))


def _placed(edit: Edit, document: Document, timeline: Timeline) -> Callable[[View], View] | None:
    """What an edit does, where its place is found."""
    match edit.anchor.target:
        case "speaker":
            speaker = find_speaker(edit.anchor, timeline)
            if speaker is None:
                return None
            if edit.kind == "name-speaker":
                return partial(_name, speaker=speaker, name=edit.value, is_by_voice=edit.author == BY_VOICE)
            other = find_speaker(edit.other, timeline) if edit.other else None
            return partial(_merge, gone=speaker, stays=other) if other else None
        case "utterance":
            utterance = find_utterance(edit.anchor, timeline)
            if utterance is None:
                return None
            if edit.kind == "utterance-text":
                return partial(_reword, utterance=utterance.id, text=edit.value)
            other = find_speaker(edit.other, timeline) if edit.other else edit.value
            return partial(_assign, utterance=utterance.id, speaker=other) if other else None
        case "claim":
            claim = find_claim(edit.anchor, claims_of(document))
            return partial(_judge, claim=claim.id, edit=edit) if claim else None


def _name(seen: View, speaker: str, name: str, *, is_by_voice: bool) -> View:
    """Name a speaker everywhere, also where the former name, or the id, stands in a statement about him.

    A voice gives a name only where there is none: what somebody said, or the user, knows better.
    """
    known = seen.timeline.transcript.speaker(speaker)
    if is_by_voice and known.name:
        return seen
    source: NameSource = "none" if not name else "voice" if is_by_voice else "user"
    return _relabelled(seen, known.label, replace(known, name=name or None, name_source=source))


def _as_heard(seen: View) -> View:
    """Call everybody as the machine heard: a text that was rewritten has names of edits that may be gone by now."""
    heard = {speaker.id: speaker for speaker in seen.timeline.transcript.speakers}
    for written in seen.document.speakers:
        known = heard.get(written.id)
        if known and known.name != written.name:
            seen = _relabelled(seen, written.label, known)
    return seen


def _relabelled(seen: View, old: str, named: Speaker) -> View:
    label = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")

    def reworded(claim: Claim) -> Claim:
        # Only the voice's own label is the writer's word; what somebody said of the name stays as it was said.
        return claim if claim.speaker != named.id else replace(claim, text=label.sub(named.label, claim.text, count=1))

    document = seen.document.with_claims(reworded)
    return _with_speakers(replace(seen, document=document), lambda known: named if known.id == named.id else known)


def _with_speakers(seen: View, change: Callable[[Speaker], Speaker]) -> View:
    document, transcript = seen.document, seen.timeline.transcript
    return replace(
        seen,
        document=replace(
            document,
            speakers=tuple(map(change, document.speakers)),
            contributions=tuple(replace(c, speaker=change(c.speaker)) for c in document.contributions),
        ),
        timeline=replace(
            seen.timeline, transcript=replace(transcript, speakers=tuple(map(change, transcript.speakers)))
        ),
    )


def _merge(seen: View, gone: str, stays: str) -> View:
    """Make one speaker of two; everything of the first goes to the second."""
    if gone == stays:
        return seen

    def id(speaker: str) -> str:
        return stays if speaker == gone else speaker

    transcript = seen.timeline.transcript
    transcript = replace(
        transcript,
        utterances=tuple(replace(u, speaker=id(u.speaker)) for u in transcript.utterances),
        turns=tuple(replace(t, speaker=id(t.speaker)) for t in transcript.turns),
        speakers=tuple(s for s in transcript.speakers if s.id != gone),
    )
    document = seen.document.with_claims(lambda c: replace(c, speaker=id(c.speaker)) if c.speaker else c)
    document = replace(
        document,
        actions=tuple(replace(a, owner=id(a.owner) if a.owner else None) for a in document.actions),
        questions=tuple(replace(q, asked_by=id(q.asked_by) if q.asked_by else None) for q in document.questions),
        blocks=tuple(replace(b, participants=tuple(dict.fromkeys(map(id, b.participants)))) for b in document.blocks),
        speakers=tuple(s for s in document.speakers if s.id != gone),
        contributions=_joined(document.contributions, gone, stays),
    )
    return replace(seen, document=document, timeline=replace(seen.timeline, transcript=transcript))


def _joined(contributions: Sequence[Contribution], gone: str, stays: str) -> tuple[Contribution, ...]:
    lost = next((c for c in contributions if c.speaker.id == gone), None)
    return tuple(
        replace(
            c,
            talk_seconds=c.talk_seconds + lost.talk_seconds,
            talk_share=c.talk_share + lost.talk_share,
            turns=c.turns + lost.turns,
            words=c.words + lost.words,
            claims=(*c.claims, *lost.claims),
        )
        if lost and c.speaker.id == stays
        else c
        for c in contributions
        if c.speaker.id != gone
    )


def _assign(seen: View, utterance: str, speaker: str) -> View:
    """Give an utterance, and the statements that rest on it alone, to a speaker; a new one where there is none."""
    seen = _with_utterance(seen, utterance, lambda u: replace(u, speaker=speaker))
    document = seen.document.with_claims(
        lambda c: replace(c, speaker=speaker) if c.speaker and {e.ref for e in c.evidence} == {utterance} else c
    )
    transcript = seen.timeline.transcript
    document = replace(document, speakers=_and(document.speakers, speaker))
    transcript = replace(transcript, speakers=_and(transcript.speakers, speaker))
    return replace(seen, document=document, timeline=replace(seen.timeline, transcript=transcript))


def _and(speakers: tuple[Speaker, ...], speaker: str) -> tuple[Speaker, ...]:
    """Speakers, and one more where that one is not among them."""
    return speakers if any(known.id == speaker for known in speakers) else (*speakers, Speaker(speaker))


def _reword(seen: View, utterance: str, text: str) -> View:
    """Say what was really said: words are spread over the time of those that were heard."""

    def reworded(u: Utterance) -> Utterance:
        parts, span = text.split(), u.segment
        step = span.duration / len(parts)
        times = [span.start + number * step for number in range(len(parts))] + [span.end]
        words = (Word(part, Segment(times[n], times[n + 1])) for n, part in enumerate(parts))
        return replace(u, words=tuple(words), confidence=1.0)

    return _with_utterance(seen, utterance, reworded) if text.split() else seen


def _with_utterance(seen: View, utterance: str, change: Callable[[Utterance], Utterance]) -> View:
    transcript: Transcript = seen.timeline.transcript
    utterances = tuple(change(u) if u.id == utterance else u for u in transcript.utterances)
    return replace(seen, timeline=replace(seen.timeline, transcript=replace(transcript, utterances=utterances)))


def _judge(seen: View, claim: str, edit: Edit) -> View:
    """Change one statement, or the task in it, wherever it stands."""

    def verdict(text: str, how: str) -> Callable[[Claim], Claim]:
        check = Check("edit", True, f"{how} by {edit.author}")
        return lambda c: replace(c, text=text or c.text, verification=Verification("edited", 1.0, (check,)))

    def changed(change: Callable[[Claim], Claim | None]) -> View:
        return replace(seen, document=seen.document.with_claims(lambda c: change(c) if c.id == claim else c))

    match edit.kind:
        case "claim-text":
            seen = changed(verdict(edit.value, "changed"))
            return _with_action(seen, claim, lambda a: replace(a, task=edit.value))
        case "claim-accept":
            return changed(verdict("", "accepted"))
        case "claim-dismiss":
            return changed(lambda _: None)
        case "action-owner":
            return _with_action(seen, claim, lambda a: replace(a, owner=edit.value or None))
        case "action-due":
            due = Due(edit.value, date.fromisoformat(edit.value), "user") if edit.value else None
            return _with_action(seen, claim, lambda a: replace(a, due=due))
        case "action-done":
            return _with_action(seen, claim, lambda a: replace(a, is_done=True))
        case _:
            return seen


def _with_action(seen: View, claim: str, change: Callable[[Action], Action]) -> View:
    def changed(actions: Sequence[Action]) -> tuple[Action, ...]:
        return tuple(change(a) if a.claim.id == claim else a for a in actions)

    document = seen.document
    blocks = tuple(replace(block, actions=changed(block.actions)) for block in document.blocks)
    return replace(seen, document=replace(document, actions=changed(document.actions), blocks=blocks))
