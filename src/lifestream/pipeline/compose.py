"""The document: verified claims of all chunks, merged, chosen and put in order. No new statement is made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from pathlib import PurePath

from lifestream.domain.claim import Action, Claim, Question
from lifestream.domain.document import Chapter, Contribution, Document, Kind, Template
from lifestream.domain.notes import ChunkNotes, Cost, Notes, SpeakerNotes
from lifestream.domain.timeline import Timeline
from lifestream.pipeline.ledger import distinct, measure_quality
from lifestream.pipeline.likeness import Salience, are_alike
from lifestream.pipeline.merge import merge_actions, merge_claims, merge_questions

BOTTOM_LINE = 3
CHAPTER_CLAIMS = 4
SPEAKER_CLAIMS = 5
NUMBERS = 12
QUOTES = 4
"""How many claims at most stand in the bottom line, a chapter, below a speaker, among the key numbers and quotes.

The blocks hold all of them.
"""


def compose(
    timeline: Timeline, notes: Notes, kind: Kind, chapters: tuple[Chapter, ...], template: Template | None
) -> Document:
    """Arrange verified notes: ``template`` is the user's choice, else it follows from the kind.

    Claims that the checks rejected go to ``unsupported`` and stand nowhere else.
    """
    blocks = tuple(_shown(chunk) for chunk in notes.chunks)
    salience = Salience(u.text for u in timeline.transcript.utterances)
    decisions = merge_claims(c for b in blocks for c in b.decisions)
    actions = merge_actions(a for b in blocks for a in b.actions)
    facts = _facts(blocks)
    settled = [*decisions, *(action.claim for action in actions)]
    numbers = [c for c in merge_claims(c for b in blocks for c in b.numbers) if not _is_said(c, settled)]
    arranged = tuple(_fill(chapter, [*decisions, *facts, *numbers], salience) for chapter in chapters)
    every = distinct(claim for chunk in notes.chunks for claim in chunk.claims())
    return Document(
        recording=timeline.recording,
        media=timeline.media,
        template=template or ("minutes" if kind.label in {"meeting", "interview"} else "journal"),
        kind=kind,
        title=_title(timeline, chapters, blocks),
        bottom_line=_bottom_line(decisions, actions, [*facts, *numbers], blocks, salience),
        decisions=decisions,
        actions=actions,
        questions=merge_questions(q for b in blocks for q in b.questions),
        risks=merge_claims(c for b in blocks for c in b.risks),
        chapters=arranged,
        contributions=_contributions(timeline, blocks, salience),
        blocks=blocks,
        numbers=_best(numbers, NUMBERS, salience),
        quotes=_best(merge_claims(c for b in blocks for c in b.quotes), QUOTES, salience),
        speakers=timeline.transcript.speakers,
        keyframes=timeline.scenes.keyframes,
        slides=timeline.scenes.slides,
        languages=tuple(language.code for language in timeline.transcript.languages),
        quality=measure_quality(timeline, notes),
        unsupported=tuple(claim for claim in every if not claim.is_shown),
        dropped=timeline.transcript.dropped,
        writer=", ".join(dict.fromkeys(chunk.writer for chunk in notes.chunks if chunk.writer)),
        cost=reduce(add, (chunk.cost for chunk in notes.chunks), Cost()),
    )


def _shown(notes: ChunkNotes) -> ChunkNotes:
    """The notes without the claims that the checks rejected."""

    def kept(claims: Iterable[Claim]) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if claim.is_shown)

    def answered(question: Question) -> Question:
        return question if question.answer and question.answer.is_shown else replace(question, answer=None)

    return replace(
        notes,
        activity=notes.activity if notes.activity and notes.activity.is_shown else None,
        location=notes.location if notes.location and notes.location.is_shown else None,
        speakers=tuple(SpeakerNotes(s.speaker, kept(s.claims)) for s in notes.speakers if kept(s.claims)),
        visual=kept(notes.visual),
        decisions=kept(notes.decisions),
        actions=tuple(action for action in notes.actions if action.claim.is_shown),
        questions=tuple(answered(question) for question in notes.questions if question.claim.is_shown),
        risks=kept(notes.risks),
        numbers=kept(notes.numbers),
        quotes=kept(notes.quotes),
    )


def _facts(blocks: Sequence[ChunkNotes]) -> tuple[Claim, ...]:
    return merge_claims(c for b in blocks for s in b.speakers for c in s.claims)


def _is_said(claim: Claim, others: Iterable[Claim]) -> bool:
    return any(are_alike(claim.text, other.text) for other in others)


def _best(claims: Iterable[Claim], count: int, salience: Salience) -> tuple[Claim, ...]:
    """The best supported and most central claims that do not repeat each other, in order of time."""
    chosen: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.verification.state != "weak", salience(c.text)), reverse=True):
        if len(chosen) < count and not _is_said(claim, chosen):
            chosen.append(claim)
    return tuple(sorted(chosen, key=lambda c: c.start))


def _bottom_line(
    decisions: Sequence[Claim],
    actions: Sequence[Action],
    facts: Sequence[Claim],
    blocks: Sequence[ChunkNotes],
    salience: Salience,
) -> tuple[Claim, ...]:
    """At most three supported claims: decisions first, those that were repeated and most central leading."""

    def weight(claim: Claim) -> float:
        return salience(claim.text) * (1 + 0.25 * (len(claim.evidence) - 1))

    seen = [claim for block in blocks for claim in block.visual]
    activities = [block.activity for block in blocks if block.activity]
    dated = [action.claim for action in actions if action.due]
    undated = [action.claim for action in actions if not action.due]
    chosen: list[Claim] = []
    for group in (decisions, facts if not decisions else dated, undated, facts, seen, activities):
        for claim in sorted(group, key=weight, reverse=True):
            is_sure = claim.verification.state in {"supported", "edited"}
            if len(chosen) < BOTTOM_LINE and is_sure and not _is_said(claim, chosen):
                chosen.append(claim)
    return tuple(sorted(chosen, key=lambda c: c.start))


def _fill(chapter: Chapter, claims: Sequence[Claim], salience: Salience) -> Chapter:
    """Give a chapter its best claims; decisions lead, and nothing is said twice."""
    inside = [c for c in claims if chapter.segment.contains(c.start) and not _is_said(c, chapter.claims)]
    decisions = _best((c for c in inside if c.kind == "decision"), CHAPTER_CLAIMS, salience)
    others = (c for c in inside if c.kind != "decision" and not _is_said(c, decisions))
    room = max(0, CHAPTER_CLAIMS - len(chapter.claims) - len(decisions))
    chosen = [*chapter.claims, *decisions, *_best(others, room, salience)]
    return replace(chapter, claims=tuple(sorted(chosen, key=lambda c: c.start)))


def _contributions(timeline: Timeline, blocks: Sequence[ChunkNotes], salience: Salience) -> tuple[Contribution, ...]:
    """What each speaker did; talk time from the turns, or from the words where there are none."""
    transcript = timeline.transcript
    spans = [(turn.speaker, turn.segment) for turn in transcript.turns]
    spans = spans or [(u.speaker, u.segment) for u in transcript.utterances]
    total = sum(segment.duration for _, segment in spans)
    contributions = []
    for speaker in transcript.speakers:
        spoken = [u for u in transcript.utterances if u.speaker == speaker.id]
        seconds = sum(segment.duration for id, segment in spans if id == speaker.id)
        own = (c for b in blocks for s in b.speakers if s.speaker == speaker.id for c in s.claims)
        contributions.append(
            Contribution(
                speaker=speaker,
                talk_seconds=seconds,
                talk_share=seconds / total if total else 0.0,
                turns=len(spoken),
                words=sum(len(u.words) for u in spoken),
                claims=_best(merge_claims(own), SPEAKER_CLAIMS, salience),
            )
        )
    return tuple(contributions)


def _title(timeline: Timeline, chapters: Sequence[Chapter], blocks: Sequence[ChunkNotes]) -> str:
    """What the user or the container calls it, else its first slide, its longest chapter, its file name."""
    slides = sorted((s for s in timeline.scenes.slides if s.title and s.spans), key=lambda s: s.spans[0])
    longest = sorted(chapters, key=lambda chapter: -chapter.segment.duration)
    names = [
        timeline.recording.title,
        timeline.media.title,
        *(slide.title for slide in slides[:1]),
        *(chapter.title for chapter in longest[:1] if timeline.transcript.utterances),
        PurePath(timeline.recording.filename).stem,
    ]
    return next((name.strip() for name in names if name and name.strip()), timeline.recording.filename)
