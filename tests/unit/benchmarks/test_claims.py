from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.items import Item, Said
from benchmarks.scores.claims import coverage, score_claims
from tests.builders import claim
from tests.documents import meeting

from lifestream.domain.claim import Claim
from lifestream.domain.document import Document
from lifestream.domain.segment import Segment


class Talk(Item):
    """An item whose reference is written here."""

    said = (
        Said("Ann", Segment(10.0, 14.0), "we ship the parser on friday the ninth"),
        Said("Ben", Segment(60.0, 64.0), "the budget is eighteen thousand euros"),
    )


ITEM = Talk(Path("nowhere"), {"id": "talk", "speakers": [{"id": "Ann", "name": "Ann Lee"}]})


def of(*claims: Claim) -> Document:
    empty = replace(
        meeting(), actions=(), questions=(), risks=(), numbers=(), quotes=(), bottom_line=(), chapters=(),
        contributions=(), blocks=(), speakers=(),
    )  # fmt: skip
    return replace(empty, decisions=claims)


@pytest.mark.parametrize(
    ("text", "at", "is_supported"),
    [
        ("The parser ships on Friday, the 9th.", 11.0, True),
        ("Ann ships the parser on Friday.", 11.0, True),
        ("The parser ships on Friday, the 8th.", 11.0, False),
        ("The parser ships on Friday, the 9th.", 61.0, False),
        ("The budget is 18,000 euros.", 61.0, True),
        ("The budget is 80,000 euros.", 61.0, False),
        ("The parser is not shipped on Friday.", 11.0, False),
        ("Everybody liked the new logo.", 11.0, False),
    ],
)
def test_a_claim_is_true_if_its_words_and_numbers_are_said_there(text: str, at: float, is_supported: bool) -> None:
    score = score_claims(ITEM, of(claim(text, "u1", state="supported", at=at)))
    assert (score.checkable, score.supported) == (1, int(is_supported))


def test_where_nobody_speaks_there_is_nothing_to_judge_by() -> None:
    score = score_claims(ITEM, of(claim("The parser ships.", "u1", state="supported", at=300.0)))
    assert (score.claims, score.checkable) == (1, 0)


def test_evidence_that_does_not_exist_resolves_nothing() -> None:
    lost = replace(claim("The parser ships.", "u1", state="supported", at=11.0), evidence=())
    score = score_claims(ITEM, of(lost))
    assert (score.claims, score.resolving, score.supported) == (1, 0, 0)


def test_a_rejected_claim_is_not_on_the_page() -> None:
    assert score_claims(ITEM, of(claim("The moon is cheese.", "u1", state="unsupported", at=11.0))).claims == 0


def test_coverage_is_read_from_the_ledger() -> None:
    document = of(claim("The parser ships on Friday.", "u1", state="supported", at=11.0))
    document = replace(
        document, quality=replace(document.quality, speech_seconds=8.0, read_seconds=8.0, cited_seconds=4.0)
    )
    found = coverage(document, 50)
    assert (found.read, found.cited, found.compression) == (1.0, 0.5, 10.0)
