"""What a language model is asked to answer, and the strict JSON Schema that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lifestream import codec

ANSWER_VERSION = 1
"""Raised with every change of what is asked for."""


@dataclass(frozen=True, slots=True)
class WrittenClaim:
    """One sentence and the ids that it rests on."""

    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenSpeaker:
    """What one speaker contributed."""

    speaker: str
    statements: tuple[WrittenClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenAction:
    """A task, who does it and by when, in the words that were said."""

    task: str
    owner: str | None = None
    due: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question, who asked it, and the statement that answers it."""

    text: str
    asked_by: str | None = None
    answer: WrittenClaim | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenNotes:
    """A whole answer. Servers without schemas leave things out: all but the title may be missing."""

    title: str
    activity: WrittenClaim | None = None
    location: WrittenClaim | None = None
    speakers: tuple[WrittenSpeaker, ...] = ()
    visual: tuple[WrittenClaim, ...] = ()
    decisions: tuple[WrittenClaim, ...] = ()
    actions: tuple[WrittenAction, ...] = ()
    questions: tuple[WrittenQuestion, ...] = ()
    risks: tuple[WrittenClaim, ...] = ()
    numbers: tuple[WrittenClaim, ...] = ()
    quotes: tuple[WrittenClaim, ...] = ()
    salient: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it states nothing at all."""
        lists = (self.speakers, self.visual, self.decisions, self.actions, self.questions, self.risks, self.numbers)
        return not (self.activity or self.location or self.quotes or any(lists))


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of ``WrittenNotes``."""
    return strict_schema(WrittenNotes)


def strict_schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON Schema of a type as strict servers want it: everything required, nothing else allowed."""
    schema: dict[str, Any] = _strict(codec.schema(kind))
    return schema


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(value) for key, value in node.items() if key not in {"default", "title", "description"}}
    if "properties" in node:
        properties = {name: _strict(value) for name, value in node["properties"].items()}
        kept |= {"properties": properties, "required": list(properties), "additionalProperties": False}
    return kept


def read_answer(text: str) -> WrittenNotes:
    """Read an answer, with or without the fence that some models put around it.

    Raises:
        ModelError: it is not what was asked for.
    """
    return codec.load(WrittenNotes, text[text.find("{") : text.rfind("}") + 1])
