"""Composes answers with a language model behind any server that speaks OpenAI's chat completions."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from lifestream import codec
from lifestream.adapters.language.openai_chat import Bill, OpenAiChat, OpenAiOptions
from lifestream.adapters.language.openai_schema import WrittenClaim, strict_schema
from lifestream.domain.answer import Turn
from lifestream.ports.answerer import Answerer, Drafted, Exhibit

MOST_SENTENCES = 8
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A whole answer: sentences that cite numbers; none where nothing answers."""

    sentences: tuple[WrittenClaim, ...] = ()


class OpenAiAnswerer(Answerer):
    """Answers in exactly one call. What was said reaches the model fenced as data."""

    def __init__(self, options: OpenAiOptions) -> None:
        """Prepare to call; nothing is sent yet.

        Raises:
            ConfigurationError: the server's address is none.
        """
        self._rules = files("lifestream.adapters.language").joinpath("prompts/answer.md").read_text(encoding="utf-8")
        self._chat = OpenAiChat(options, strict_schema(WrittenAnswer), "answer")
        prompt = hashlib.sha256(self._rules.encode()).hexdigest()[:8]
        self._fingerprint = f"{options.model} at {self._chat.place} (prompt {prompt})"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def draft(self, question: str, exhibits: Sequence[Exhibit], turns: Sequence[Turn]) -> tuple[Drafted, ...]:
        code = secrets.token_hex(8)
        data = "\n".join(json.dumps(line, ensure_ascii=False) for line in _lines(question, exhibits, turns))
        fenced = f"<<<DATA {code}>>>\n{data}\n<<<END {code}>>>"
        conversation = [{"role": "system", "content": self._rules}, {"role": "user", "content": fenced}]
        text = self._chat.complete(conversation, Bill())
        written = codec.load(WrittenAnswer, text[text.find("{") : text.rfind("}") + 1])
        return tuple(
            Drafted(" ".join(sentence.text.split()), _numbers(sentence.evidence))
            for sentence in written.sentences[:MOST_SENTENCES]
            if sentence.text.strip()
        )


def _lines(question: str, exhibits: Sequence[Exhibit], turns: Sequence[Turn]) -> Iterator[str]:
    for exhibit in exhibits:
        yield f"[{exhibit.number}] {exhibit.speaker or 'shown'}, in “{exhibit.source}”: {exhibit.text}"
    for turn in turns:
        yield f"Q: {turn.question}"
        yield f"A: {turn.answer}"
    yield f"The question: {question}"


def _numbers(evidence: Sequence[str]) -> tuple[int, ...]:
    """The numbers in what a model cites: "3", "[3]" or "3, 4"."""
    return tuple(dict.fromkeys(int(n) for text in evidence for n in _NUMBER.findall(text)))
