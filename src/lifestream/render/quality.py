"""The ledger at the end of a page: what was read, what holds, what failed."""

from __future__ import annotations

from lifestream.domain.document import Document, Quality, StageFailure
from lifestream.domain.segment import timecode
from lifestream.render.escape import markdown
from lifestream.render.hearing import silence
from lifestream.render.page import WEAK
from lifestream.render.wording import count, length_text, percent, writers_text


def quality_lines(document: Document) -> list[str]:
    """The quality line, what a reader should be warned of, and who wrote."""
    quality = document.quality
    lines = [" · ".join([*_reading(document), *_statements(quality), *_hearing(quality)]), ""]
    warnings = dict.fromkeys((*quality.warnings, *document.media.warnings))
    lines += [f"- {markdown(warning)}" for warning in warnings]
    lines += [""] if warnings else []
    return lines + _authors(document)


def failure_lines(failures: tuple[StageFailure, ...]) -> list[str]:
    """Each stage that failed, why, and what to do about it."""
    return [
        f"- **{markdown(failure.stage)}:** {' '.join(filter(None, map(markdown, (failure.error, failure.remedy))))}"
        for failure in failures
    ]


def _reading(document: Document) -> list[str]:
    quality = document.quality
    if not document.media.audio or quality.speech_seconds <= 0:
        return [silence(document).measured]
    read = min(1.0, quality.read_seconds / quality.speech_seconds)
    return [f"Read {percent(read)} of the speech in {timecode(quality.media_seconds)}"]


def _statements(quality: Quality) -> list[str]:
    shown = quality.supported + quality.weak
    parts = []
    if shown:
        parts.append(f"{quality.supported} of {count(shown, 'statement')} supported")
    if quality.weak:
        parts.append(f"{quality.weak} weak (marked {WEAK})")
    if quality.unsupported:
        parts.append(f"{quality.unsupported} dropped, because the recording does not bear them out")
    if quality.uncited_salient:
        parts.append(f"{count(len(quality.uncited_salient), 'salient remark')} cited by none")
    return parts


def _hearing(quality: Quality) -> list[str]:
    parts = []
    if quality.word_confidence is not None:
        parts.append(f"words heard with {percent(quality.word_confidence)} confidence")
    if quality.low_confidence_seconds >= 1:
        parts.append(f"{length_text(quality.low_confidence_seconds)} hard to hear")
    if quality.dropped_seconds >= 1:
        unsure = length_text(quality.dropped_seconds)
        parts.append(f"{unsure} of recognised text not believed (`dropped` in the JSON has it, with reasons)")
    return parts


def _authors(document: Document) -> list[str]:
    if not document.writer:
        return []
    cost = document.cost
    spent = ""
    if cost.calls:
        tokens = f"{cost.prompt_tokens:,} tokens read, {cost.completion_tokens:,} written"
        spent = f" in {count(cost.calls, 'call')} ({tokens})"
    return [f"*Written by {markdown(writers_text(document.writer))}{spent}.*", ""]
