"""How much of what was settled and promised in dialogues that the writer's rules were not made for comes out.

The bounds are what was reached: they keep a change from losing more than it gains.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.builders import WordEmbedder, dialogue

from lifestream.adapters.language.extractive_writer import ExtractiveWriter
from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Claim
from lifestream.domain.notes import ChunkNotes
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.ports.writer import WritingContext

FOLDER = Path(__file__).parent / "dialogues"


def notes_of(talk: dict) -> ChunkNotes:
    spoken = dialogue(*((line["speaker"], line["text"]) for line in talk["utterances"]))
    speakers = tuple(Speaker(id, name) for id, name in talk["speakers"].items())
    chunk = Chunk(0, Segment(0, spoken[-1].segment.end + 1), spoken, speakers=speakers)
    recorded_at = datetime.fromisoformat(talk["recorded_at"]).replace(tzinfo=UTC)
    return ExtractiveWriter(WordEmbedder()).write(chunk, WritingContext(recorded_at, speakers))


def cited(claim: Claim) -> set[int]:
    return {int(evidence.ref[1:]) - 1 for evidence in claim.evidence}


def score(found: list[set[int]], wanted: list[set[int]]) -> Iterator[tuple[str, int]]:
    yield "wanted", len(wanted)
    yield "hit", sum(any(claim & truth for claim in found) for truth in wanted)
    yield "found", len(found)
    yield "right", sum(any(claim & truth for truth in wanted) for claim in found)


def measure(name: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for path in sorted(FOLDER.glob(f"{name}_*.json")):
        talk = json.loads(path.read_text(encoding="utf-8"))
        notes = notes_of(talk)
        for kind, claims in (("decisions", notes.decisions), ("actions", [a.claim for a in notes.actions])):
            truth = [set(item["utterances"]) for item in talk[kind]]
            for key, number in score([cited(c) for c in claims], truth):
                total[f"{kind} {key}"] += number
    return total


@pytest.mark.parametrize(
    ("name", "decisions", "actions"),
    [("dev", (18, 0.85), (30, 0.80)), ("held", (7, 0.50), (19, 0.65))],
)
def test_as_much_comes_out_as_was_reached(name: str, decisions: tuple[int, float], actions: tuple[int, float]) -> None:
    total = measure(name)
    for kind, (hits, precision) in (("decisions", decisions), ("actions", actions)):
        assert total[f"{kind} hit"] >= hits, total
        assert total[f"{kind} right"] / total[f"{kind} found"] >= precision, total
