from dataclasses import replace

import pytest
from tests.builders import claim, dialogue, notes, timeline, words

from lifestream.domain.claim import Claim
from lifestream.domain.document import Quality
from lifestream.domain.notes import ChunkNotes, Notes, SpeakerNotes
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Dropped, Utterance
from lifestream.pipeline.ledger import distinct, measure_quality

TALK = timeline(
    *dialogue(("S1", "The launch moves to Friday."), ("S2", "Good, then I call the printer.")),
    duration=20.0,
    dropped=(Dropped(Segment(8.0, 10.0), "thanks for watching", "no-speech"),),
)
FIRST, SECOND = TALK.transcript.utterances


def ledger(*chunks: ChunkNotes, talk: Timeline = TALK) -> Quality:
    return measure_quality(talk, Notes(chunks))


def with_facts(*claims: Claim, **fields: object) -> ChunkNotes:
    return replace(notes(end=20.0), speakers=(SpeakerNotes("S1", claims),), **fields)  # type: ignore[arg-type]


def test_claims_are_counted_by_what_the_checks_said() -> None:
    states = ("supported", "edited", "weak", "unsupported")
    facts = (claim(f"Fact {state}.", "u1", id=f"c{i}", state=state) for i, state in enumerate(states))  # type: ignore[arg-type]
    quality = ledger(with_facts(*facts))
    assert (quality.claims, quality.supported, quality.weak, quality.unsupported) == (4, 2, 1, 1)


def test_a_claim_that_stands_in_two_places_counts_once() -> None:
    one = claim("The launch moves.", "u1", state="supported")
    assert ledger(with_facts(one, decisions=(one,))).claims == 1
    assert distinct([one, one, replace(one, id="c2")]) == (one, replace(one, id="c2"))


def test_only_what_is_shown_cites() -> None:
    quality = ledger(
        with_facts(claim("It moves.", "u1", state="weak"), claim("No.", "u2", id="c2", state="unsupported"))
    )
    assert quality.cited_seconds == pytest.approx(FIRST.segment.duration)


def test_salient_utterances_that_nobody_cites_are_named() -> None:
    chunk = with_facts(claim("The launch moves.", "u1", state="supported"), salient=("u2", "u1"))
    assert ledger(chunk).uncited_salient == ("u2",)


def test_a_part_that_nobody_wrote_about_is_not_read() -> None:
    spoken = FIRST.segment.duration + SECOND.segment.duration
    assert ledger(notes(end=20.0)).read_seconds == pytest.approx(spoken)
    assert ledger(notes(end=20.0, writer="")).read_seconds == 0.0
    assert ledger(notes(end=SECOND.segment.start)).read_seconds == pytest.approx(FIRST.segment.duration)


def test_doubtful_words_and_what_was_dropped_are_measured_in_seconds() -> None:
    unsure = Utterance("u1", "S1", (*words("sure", 0.0, 3.0, 0.9), *words("unsure", 3.0, 4.0, 0.1)))
    talk = timeline(unsure, duration=20.0, dropped=TALK.transcript.dropped)
    quality = ledger(notes(), talk=talk)
    assert quality.word_confidence == pytest.approx((3 * 0.9 + 0.1) / 4)
    assert (quality.low_confidence_seconds, quality.dropped_seconds) == (pytest.approx(1.0), 2.0)


def test_words_without_a_length_count_alike_and_no_words_have_no_confidence() -> None:
    short = Utterance("u1", "S1", (*words("a", 1.0, 1.0, 0.2), *words("b", 1.0, 1.0, 0.6)))
    assert ledger(notes(), talk=timeline(short, duration=5.0)).word_confidence == pytest.approx(0.4)
    assert ledger(notes(), talk=timeline(duration=5.0)).word_confidence is None


def test_every_warning_is_passed_on_once() -> None:
    heard = replace(TALK.transcript, warnings=("The sound breaks off.",))
    talk = replace(TALK, transcript=heard, media=replace(TALK.media, warnings=("The index is missing.",)))
    noted = replace(notes(), warnings=("The sound breaks off.", "A title was replaced."))
    assert ledger(noted, talk=talk).warnings == (
        "The index is missing.",
        "The sound breaks off.",
        "A title was replaced.",
    )
