"""Writes notes with a language model behind any server that speaks OpenAI's chat completions."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import astuple, replace

from lifestream.adapters.language.openai_chat import Bill, OpenAiChat, OpenAiOptions
from lifestream.adapters.language.openai_notes import NotesReader, ResolveDue
from lifestream.adapters.language.openai_prompt import Message, messages, rules
from lifestream.adapters.language.openai_schema import ANSWER_VERSION, WrittenNotes, answer_schema, read_answer
from lifestream.domain.chunk import Chunk
from lifestream.domain.notes import ChunkNotes
from lifestream.errors import LifeStreamError, ModelError
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.writer import Writer, WritingContext

log = logging.getLogger(__name__)


class OpenAiWriter(Writer):
    """Writes one chunk in one call, and in one more where the first answer cannot be read.

    What was said reaches the model fenced as data. The model cites ids only; owners and dates are
    held against what was said. Safe to call from several threads.
    """

    def __init__(self, options: OpenAiOptions, resolve_due: ResolveDue, images: BlobStore | None = None) -> None:
        """Prepare to call; nothing is sent yet. With ``images``, keyframes are attached from there.

        Raises:
            ConfigurationError: the server's address is none.
        """
        self._chat = OpenAiChat(options, answer_schema(), "notes")
        self._resolve_due = resolve_due
        self._images = images
        prompt = hashlib.sha256(rules().encode()).hexdigest()[:8]
        seeing = ", with pictures" if images else ""
        self._fingerprint = f"{options.model} at {self._chat.place} (prompt {prompt}, answer {ANSWER_VERSION}{seeing})"

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def write(self, chunk: Chunk, context: WritingContext) -> ChunkNotes:
        """Write notes about one chunk; an empty chunk costs no call.

        Raises:
            ConfigurationError: the server refuses the key, or does not know the model.
            UnavailableError: it is out of reach, or fails after all retries.
            ModelError: the chunk is too long for the budget, or the answer cannot be used.
        """
        reader = NotesReader(chunk, context, self._resolve_due)
        written, bill = WrittenNotes(""), Bill()
        if chunk.utterances or any(keyframe.lines for keyframe in chunk.keyframes):
            try:
                written = self._ask(messages(chunk, context, self._images), chunk, bill)
            except LifeStreamError as error:
                error.spent = astuple(bill.cost)
                raise
        return replace(reader.notes(written), writer=self._fingerprint, cost=bill.cost)

    def _ask(self, conversation: list[Message], chunk: Chunk, bill: Bill) -> WrittenNotes:
        """Call once, and once more where the answer cannot be read."""
        answer = self._chat.complete(conversation, bill)
        try:
            return _read(answer)
        except ModelError as error:
            log.info("chunk %d: the answer is repaired: %s", chunk.index, error)
            complaint = f"That cannot be used: {error}. Answer again, with the one JSON object that was asked for."
        conversation = [
            *conversation,
            {"role": "assistant", "content": answer},
            {"role": "user", "content": complaint},
        ]
        return _read(self._chat.complete(conversation, bill))


def _read(answer: str) -> WrittenNotes:
    written = read_answer(answer)
    if written.is_empty:
        raise ModelError("it states nothing")
    return written
