from dataclasses import replace

import pytest
from tests.builders import action, chunk, claim, dialogue, keyframe, notes

from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Evidence
from lifestream.domain.notes import ChunkNotes, SpeakerNotes
from lifestream.domain.segment import Segment
from lifestream.errors import LifeStreamError, ModelError, UnavailableError
from lifestream.pipeline.take_notes import take_notes
from lifestream.ports.writer import Writer, WritingContext

CHUNK = replace(
    chunk(*dialogue(("S1", "The launch moves."), ("S2", "Good.")), keyframes=(keyframe("k1", 1.0, "Launch"),)), index=3
)


class Fixed(Writer):
    """A writer that always writes the same, or always fails the same."""

    def __init__(self, answer: ChunkNotes | LifeStreamError, name: str = "fixed") -> None:
        self.answer, self.name = answer, name

    @property
    def fingerprint(self) -> str:
        return self.name

    def write(self, chunk: Chunk, context: WritingContext) -> ChunkNotes:
        if isinstance(self.answer, LifeStreamError):
            raise self.answer
        return replace(self.answer, writer=self.name)


def written(answer: ChunkNotes) -> ChunkNotes:
    writer = Fixed(answer)
    return take_notes(CHUNK, writer, writer, WritingContext())


def test_evidence_gets_the_time_and_the_words_of_what_it_cites() -> None:
    result = written(replace(notes(), decisions=(claim("The launch moves.", "u1", "k1", kind="decision"),)))
    spoken, shown = result.decisions[0].evidence
    assert (spoken.segment, spoken.quote) == (CHUNK.utterances[0].segment, "The launch moves.")
    assert shown.segment is not None
    assert (shown.segment.start, shown.quote) == (1.0, "Launch")


def test_an_id_that_the_chunk_does_not_hold_stays_without_a_time() -> None:
    result = written(replace(notes(), decisions=(claim("The launch moves.", "u77"),)))
    assert result.decisions[0].evidence == (Evidence("u77"),)


def test_a_quote_that_was_not_said_gives_way_to_what_was() -> None:
    cited = (Evidence("u1", None, "the LAUNCH  moves"), Evidence("u2", None, "Bad."))
    result = written(replace(notes(), decisions=(replace(claim("x"), evidence=cited),)))
    assert [e.quote for e in result.decisions[0].evidence] == ["the LAUNCH  moves", "Good."]


def test_claims_are_numbered_within_their_chunk_and_keep_one_number_in_two_places() -> None:
    decision = claim("The launch moves.", "u1", id="x")
    result = written(
        replace(
            notes(),
            decisions=(decision,),
            actions=(action("Move it.", "u1", id="x"),),
            speakers=(SpeakerNotes("S1", (decision,)),),
        )
    )
    ids = {c.id for c in result.claims()}
    assert ids == {"c3-1", "c3-2"}
    assert result.decisions[0].id == result.speakers[0].claims[0].id


def test_only_speakers_of_the_chunk_take_part() -> None:
    result = written(
        replace(notes(), participants=("S2", "S9", "S2"), speakers=(SpeakerNotes("S9", ()),), salient=("u2", "u9"))
    )
    assert (result.participants, result.speakers, result.salient) == (("S2",), (), ("u2",))


def test_the_chunk_decides_which_part_of_the_recording_was_written_about() -> None:
    result = written(notes(index=99, start=1000, end=2000))
    assert (result.index, result.segment) == (3, Segment(0.0, CHUNK.segment.end))


@pytest.mark.parametrize("error", [UnavailableError("no server"), ModelError("no JSON")])
def test_when_the_writer_fails_the_fallback_writes_and_the_notes_say_so(error: LifeStreamError) -> None:
    model = Fixed(error, "llama3 at localhost:9/v1 (prompt dd7029b7, answer 1)")
    result = take_notes(CHUNK, model, Fixed(notes(title="Launch"), "extractive 4 minilm df37"), WritingContext())
    assert (result.title, result.writer) == ("Launch", "extractive 4 minilm df37")
    assert result.warnings == (
        f"The built-in writer wrote a part of this, because llama3 at localhost:9/v1 could not: {error.message}.",
    )


def test_without_a_fallback_the_error_is_raised() -> None:
    writer = Fixed(UnavailableError("no server"))
    with pytest.raises(UnavailableError):
        take_notes(CHUNK, writer, writer, WritingContext())
