"""What calls of the writer behind a server cost, and how often it makes them."""

from __future__ import annotations

import pytest
from tests.chat_server import ChatServer, Reply, fails, says
from tests.contract.test_writer_openai import ANSWER, CONTEXT, Steadfast, meeting, writer

from lifestream.domain.notes import Cost
from lifestream.errors import ModelError, UnavailableError
from lifestream.pipeline.take_notes import take_notes


def test_a_server_without_schemas_is_asked_for_json_and_remembered() -> None:
    with ChatServer([fails(400, "response_format json_schema is not supported"), says(ANSWER)]) as server:
        tool = writer(server)
        tool.write(meeting(), CONTEXT)
        tool.write(meeting(), CONTEXT)
    assert [r["response_format"]["type"] for r in server.requests] == ["json_schema", "json_object", "json_object"]


def test_a_rejected_schema_is_counted_and_remembered_though_the_next_call_fails() -> None:
    with ChatServer([fails(400, "json_schema is unknown"), *[fails(500)] * 3, says(ANSWER)]) as server:
        tool = writer(server)
        with pytest.raises(UnavailableError) as raised:
            tool.write(meeting(), CONTEXT)
        written = tool.write(meeting(), CONTEXT)
    assert raised.value.spent == (1, 0, 0)
    assert written.cost.calls == 1
    kinds = [r["response_format"]["type"] for r in server.requests]
    assert kinds == ["json_schema", *["json_object"] * 4]


def test_a_request_that_is_bad_for_another_reason_leaves_the_schema_for_the_next() -> None:
    with ChatServer([fails(400, "too long"), fails(400, "too long"), says(ANSWER)]) as server:
        tool = writer(server)
        with pytest.raises(ModelError):
            tool.write(meeting(), CONTEXT)
        tool.write(meeting(), CONTEXT)
    assert [r["response_format"]["type"] for r in server.requests] == ["json_schema", "json_object", "json_schema"]


@pytest.mark.parametrize(
    ("script", "cost"),
    [
        ([says("nonsense")], Cost(2, 200, 40)),
        ([says(ANSWER, finish="length")], Cost(1, 100, 20)),
        ([says("", refusal="I would rather not.")], Cost(1, 100, 20)),
        ([says("nonsense"), fails(500)], Cost(1, 100, 20)),
        ([fails(401)], Cost()),
    ],
)
def test_what_was_paid_for_in_vain_is_on_the_bill_of_the_fallback(script: list[Reply], cost: Cost) -> None:
    with ChatServer(script) as server:
        assert take_notes(meeting(), writer(server), Steadfast(), CONTEXT).cost == cost
