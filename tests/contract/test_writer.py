"""What every writer does, whether it chooses from what was said or asks a language model."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.builders import WordEmbedder, chunk
from tests.chat_server import ChatServer, says
from tests.contract.test_writer_openai import ANSWER, CONTEXT, meeting
from tests.contract.test_writer_openai import writer as ask

from lifestream.adapters.language.extractive_writer import ExtractiveWriter
from lifestream.domain.segment import Segment
from lifestream.pipeline.take_notes import take_notes
from lifestream.ports.writer import Writer


@pytest.fixture(params=["extractive", "openai"])
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    if request.param == "extractive":
        yield ExtractiveWriter(WordEmbedder())
    else:
        with ChatServer([says(ANSWER)]) as server:
            yield ask(server)


def test_every_claim_cites_something_of_the_chunk_and_no_time(writer: Writer) -> None:
    part = meeting()
    known = {u.id for u in part.utterances} | {k.id for k in part.keyframes}
    claims = writer.write(part, CONTEXT).claims()
    assert claims
    assert all(c.evidence and {e.ref for e in c.evidence} <= known for c in claims)
    assert all(e.segment is None for c in claims for e in c.evidence)


def test_a_claim_id_stands_for_one_sentence(writer: Writer) -> None:
    claims = writer.write(meeting(), CONTEXT).claims()
    assert len({c.id for c in claims}) == len({(c.id, c.text) for c in claims})
    assert all(c.text.strip() == c.text != "" for c in claims)


def test_the_notes_are_those_of_the_chunk_and_name_who_wrote_them(writer: Writer) -> None:
    part = replace(meeting(), index=4, segment=Segment(0.0, 90.0))
    written = writer.write(part, CONTEXT)
    assert (written.index, written.segment, written.writer) == (4, Segment(0.0, 90.0), writer.fingerprint)
    assert written.title


def test_only_who_speaks_takes_part_and_how_reliably_is_measured(writer: Writer) -> None:
    written = writer.write(meeting(), CONTEXT)
    assert set(written.participants) == {"S1", "S2"}
    assert {s.speaker for s in written.speakers} <= {"S1", "S2"}
    assert set(written.salient) <= {"u1", "u2", "u3"}
    assert written.reliability == pytest.approx(0.9)


def test_nothing_is_written_about_nothing(writer: Writer) -> None:
    written = writer.write(chunk(), CONTEXT)
    assert (written.claims(), written.participants, written.reliability) == ((), (), None)


def test_several_chunks_may_be_written_about_at_once(writer: Writer) -> None:
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(lambda _: writer.write(meeting(), CONTEXT), range(8)))
    assert all(notes == written[0] for notes in written)


def test_the_pipeline_resolves_what_it_cites(writer: Writer) -> None:
    written = take_notes(meeting(), writer, writer, CONTEXT)
    assert all(e.segment is not None for c in written.claims() for e in c.evidence)
    assert not written.warnings
