"""Everything that can be said of one outcome, as far as its item has a truth to compare with."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.items import Item
from benchmarks.outcome import Cost, Outcome
from benchmarks.scores.claims import ClaimScore, Coverage, coverage, score_claims
from benchmarks.scores.cuts import CutScore, score_cuts
from benchmarks.scores.facts import FactScore, score_facts
from benchmarks.scores.screen import ScreenScore, score_screens
from benchmarks.scores.voices import COLLARS, VoiceErrors, read_rttm, voice_errors
from benchmarks.scores.words import EdgeErrors, WordErrors, attributed_errors, edge_errors, word_errors


@dataclass(frozen=True, slots=True)
class VoiceScore:
    """Errors at collar 0 and 0.25 s, against the second annotation if there is one; people found and true."""

    strict: VoiceErrors
    lenient: VoiceErrors
    other: VoiceErrors | None
    found: int
    true: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """One item's figures; ``None`` where it has no truth of that sort.

    ``invented_words`` are words heard where it is known that nobody speaks.
    """

    item: str
    kind: str
    seconds: float
    cost: Cost | None
    failures: tuple[str, ...]
    words: WordErrors | None = None
    by_speaker: WordErrors | None = None
    in_time: WordErrors | None = None
    edges: EdgeErrors | None = None
    voices: VoiceScore | None = None
    cuts: CutScore | None = None
    screens: ScreenScore | None = None
    facts: dict[str, FactScore] | None = None
    claims: ClaimScore | None = None
    coverage: Coverage | None = None
    invented_words: int | None = None


def score(outcome: Outcome) -> Score:
    """Compare an outcome with its item's truth."""
    item, document, timeline = outcome.item, outcome.document, outcome.timeline
    transcript, scenes = timeline.transcript, timeline.scenes
    heard = " ".join(utterance.text for utterance in transcript.utterances)
    by_speaker, in_time = attributed_errors(item.said, transcript) if item.said else (None, None)
    fps = timeline.media.video[0].fps if timeline.media.video else 0.0
    begins = [scene.segment.start for scene in scenes.scenes if scene.transition != "start"]
    words = word_errors(item.text, heard) if item.text is not None else None
    return Score(
        item=item.id,
        kind=item.kind,
        seconds=timeline.media.duration,
        cost=outcome.cost,
        failures=tuple(f"{f.stage}: {f.error}" for f in document.failures),
        words=words,
        by_speaker=by_speaker,
        in_time=in_time,
        edges=edge_errors(item.said, transcript) if item.said else None,
        voices=_voices(item, outcome) if item.rttm else None,
        cuts=score_cuts(item.cuts, begins, fps) if item.cuts is not None else None,
        screens=score_screens(item.screens, scenes) if item.screens else None,
        facts=score_facts(item.facts, document, item.names) if item.facts else None,
        claims=score_claims(item, document) if item.said and item.facts else None,
        coverage=coverage(document, words.words) if words and document.quality.speech_seconds else None,
        invented_words=len(heard.split()) if item.has_no_speech else None,
    )


def _voices(item: Item, outcome: Outcome) -> VoiceScore:
    assert item.rttm is not None
    turns, seconds = outcome.timeline.transcript.turns, outcome.timeline.media.duration
    truth = read_rttm(item.rttm)
    strict, lenient = (voice_errors(truth, turns, seconds, item.uem, collar) for collar in COLLARS)
    other = voice_errors(read_rttm(item.other_rttm), turns, seconds, item.uem, 0.0) if item.other_rttm else None
    return VoiceScore(strict, lenient, other, len({turn.speaker for turn in turns}), item.speaker_count)
