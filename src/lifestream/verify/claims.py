"""Every claim of the notes verified: cheap checks first, then how well the evidence supports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from lifestream.domain.claim import Action, Check, Claim, Question, Verification
from lifestream.domain.notes import ChunkNotes, SpeakerNotes
from lifestream.ports.embedder import Embedder
from lifestream.verify.dates import check_dates, check_due, check_due_date
from lifestream.verify.evidence import Case, EvidenceBase
from lifestream.verify.modality import check_modality
from lifestream.verify.names import check_attribution, check_names
from lifestream.verify.numbers import check_numbers
from lifestream.verify.owner import check_owner, check_subject
from lifestream.verify.polarity import check_polarity
from lifestream.verify.quotes import check_quote
from lifestream.verify.roles import check_roles
from lifestream.verify.support import SUPPORTED, content, judge, lexical_support, meaning_support

__all__ = ["EvidenceBase", "verify_notes"]

PLAIN_ENOUGH = 0.8
"""The lexical support from which nobody needs to ask what the words mean."""
TITLE_SHARE = 0.5
"""The share of a title's content that must have been said or shown in the chunk."""


def verify_notes(notes: ChunkNotes, evidence: EvidenceBase, embedder: Embedder | None) -> ChunkNotes:
    """Check every claim of the notes against the recording and set its verification.

    Ids that do not exist are dropped from a claim. An action whose owner or due date does not hold
    keeps its task and loses the owner or the date; a question or an answer is judged like any claim.
    A title with content that the chunk does not have is replaced by a neutral one. No claim is removed.
    """
    noted: dict[Claim, tuple[Check, ...]] = {}
    notes = notes.with_claims(lambda claim: _with_known_refs(claim, evidence))
    notes = replace(
        notes,
        actions=tuple(_settle(action, evidence, noted) for action in notes.actions),
        questions=tuple(_settle_question(question, evidence) for question in notes.questions),
        speakers=tuple(_ascribe(speaker) for speaker in notes.speakers),
    )
    verdicts = _verdicts(dict.fromkeys(notes.claims()), evidence, embedder, noted)
    return _verify_title(notes.with_claims(lambda claim: replace(claim, verification=verdicts[claim])), evidence)


def verify_claims(
    claims: Iterable[Claim], evidence: EvidenceBase, embedder: Embedder | None
) -> dict[Claim, Verification]:
    """Check claims that stand for themselves, such as the sentences of an answer; ids that do not exist fail."""
    return _verdicts(dict.fromkeys(claims), evidence, embedder, {})


def examine(case: Case) -> tuple[Check, ...]:
    """Run the checks that read: what exists, who, how many, when, whose name, and in which sense."""
    if not case.exhibits:
        return (Check("ids", False, "no evidence of this recording"),)
    checks: list[Callable[[Case], Check]] = [check_attribution, check_numbers, check_dates, check_names]
    if case.claim.source != "inferred":
        checks += [check_subject, check_polarity, check_roles, check_modality]
    if case.claim.kind == "quote":
        checks.append(check_quote)
    return (Check("ids", True), *(check(case) for check in checks))


def _with_known_refs(claim: Claim, base: EvidenceBase) -> Claim:
    """Leave out ids that do not exist or that were not in the chunk; all of them where none is left to show why."""
    known = tuple(
        e if e.segment else replace(e, segment=base.exhibits[e.ref].segment)
        for e in claim.evidence
        if e.ref in base.exhibits
    )
    return replace(claim, evidence=known) if known else claim


def _settle(action: Action, base: EvidenceBase, noted: dict[Claim, tuple[Check, ...]]) -> Action:
    """Take away an owner or a due date that the evidence does not bear out, and what of the sentence rests on it."""
    case = Case.of(action.claim, base)
    failed: list[Check] = []

    def holds(check: Check) -> bool:
        failed.extend([] if check.passed else [check])
        return check.passed

    owner, due = action.owner, action.due
    if owner is not None:
        speaker = base.speaker(owner)
        owner = (speaker.id if speaker else owner) if holds(check_owner(case, owner)) else None
    if due is not None and not holds(check_due(case, due)):
        due = None
    if due is not None and not holds(check_due_date(case, due)):
        due = replace(due, date=None, resolved_from=None)
    claim, task = _agree(action.claim, action.task, base, failed)
    noted[claim] = tuple(failed)
    return Action(claim, task, owner, due)


def _agree(claim: Claim, task: str, base: EvidenceBase, failed: list[Check]) -> tuple[Claim, str]:
    """Where only one of sentence and task holds, it stands for both."""
    as_task = replace(claim, text=f"{task[:1].upper()}{task[1:]}".rstrip(".") + ".")
    sentence_faults = _faults(claim, base)
    if _faults(as_task, base):
        return claim, (claim.text if not sentence_faults else task)
    if sentence_faults:
        failed += [fault for fault in sentence_faults if fault.name not in {f.name for f in failed}]
        return as_task, task
    return claim, task


def _faults(claim: Claim, base: EvidenceBase) -> list[Check]:
    return [check for check in examine(Case.of(claim, base)) if not check.passed]


def _settle_question(question: Question, base: EvidenceBase) -> Question:
    asker = base.speaker(question.asked_by or "")
    is_heard = asker is not None and asker.id in Case.of(question.claim, base).speakers
    return replace(question, asked_by=asker.id if asker and is_heard else None)


def _ascribe(notes: SpeakerNotes) -> SpeakerNotes:
    """What stands under a speaker's name is ascribed to that voice."""
    return replace(notes, claims=tuple(replace(c, speaker=c.speaker or notes.speaker) for c in notes.claims))


def _verdicts(
    claims: Iterable[Claim],
    base: EvidenceBase,
    embedder: Embedder | None,
    noted: dict[Claim, tuple[Check, ...]],
) -> dict[Claim, Verification]:
    """Judge each claim; those whose words alone do not decide are compared in meaning, all at once."""
    cases = {claim: Case.of(claim, base) for claim in claims}
    checks = {claim: examine(case) for claim, case in cases.items()}
    lexical = {claim: lexical_support(case) for claim, case in cases.items()}
    passed = [claim for claim in cases if all(check.passed for check in checks[claim])]
    unsure = [claim for claim in passed if lexical[claim] < PLAIN_ENOUGH] if embedder else []
    meaning = dict(zip(unsure, meaning_support([cases[c] for c in unsure], embedder) if embedder else [], strict=True))
    verdicts = {}
    for claim in cases:
        if claim.verification.state == "edited":
            verdicts[claim] = claim.verification
            continue
        score, state = judge(lexical[claim], meaning.get(claim))
        if claim not in passed:
            state = "unsupported"
        elif state == "supported" and any(check.detail for check in checks[claim]):
            state = "weak"  # a check passed with a reservation
        support = Check("support", state != "unsupported", f"{score:.2f} of {SUPPORTED:.2f}")
        verdicts[claim] = Verification(state, score, (*noted.get(claim, ()), *checks[claim], support))
    return verdicts


def _verify_title(notes: ChunkNotes, base: EvidenceBase) -> ChunkNotes:
    """Replace a title that says what its chunk does not: it is read like a claim, but cites the whole chunk."""
    refs = [
        ref
        for ref, e in base.exhibits.items()
        if notes.segment.overlap(e.segment) > 0 or (e.picture is not None and notes.segment.contains(e.segment.start))
    ]
    neutral = f"Part {notes.index + 1}"
    if not refs or notes.title.strip() in ("", neutral):
        return notes
    title = Claim("title", notes.title, "activity", (), "inferred")
    case = replace(Case.of(title, base), exhibits=tuple(base.exhibits[ref] for ref in refs))
    wanted = content(case.text)
    is_said = not wanted or lexical_support(case) >= TITLE_SHARE
    if is_said and check_numbers(case).passed and check_dates(case).passed:
        return notes
    warning = f"The title “{notes.title}” says what was not said in this part, and was replaced."
    return replace(notes, title=neutral, warnings=(*notes.warnings, warning))
