"""A chunk as a prompt: rules in one message, fenced data in the other."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from lifestream.domain.chunk import Chunk
from lifestream.domain.scene import Keyframe
from lifestream.errors import NotFoundError
from lifestream.ports.blob_store import BlobStore
from lifestream.ports.writer import WritingContext

BYTES_PER_TOKEN = 3.5
"""A low estimate for English, German and Chinese alike, so that the token count is a high one."""
TOKENS_PER_IMAGE = 800
MOST_IMAGES = 8
"""Pictures attached to one call; the text of all others is still in the data."""

Message = dict[str, Any]


def rules() -> str:
    """The system message."""
    return files("lifestream.adapters.language").joinpath("prompts/notes.md").read_text(encoding="utf-8")


def messages(chunk: Chunk, context: WritingContext, images: BlobStore | None) -> list[Message]:
    """The conversation that asks for notes about ``chunk``; with ``images``, its pictures are attached."""
    code = secrets.token_hex(8)
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in _lines(chunk, context))
    part = f"This is part {chunk.index + 1} of {context.chunk_count} of the recording."
    ask = f"{part} {_tongue(context.language)}\n<<<DATA {code}>>>\n{data}\n<<<END {code}>>>"
    content: str | list[Message] = ask
    if images is not None and (pictures := list(_pictures(chunk, images))):
        content = [{"type": "text", "text": ask}, *pictures]
    return [{"role": "system", "content": rules()}, {"role": "user", "content": content}]


def _tongue(language: str) -> str:
    """Say in which language to write; a code that is none, as a server may send, does not get out of the fence."""
    code = re.match(r"[a-z]{2,3}(?=-|$)", language)
    return f"Write in the language '{code[0]}'." if code else "Write in the language of the data."


def estimate_tokens(value: Any) -> int:
    """How many tokens a conversation or a schema takes, estimated high."""
    if isinstance(value, dict) and value.get("type") == "image_url":
        return TOKENS_PER_IMAGE
    if isinstance(value, dict):
        return sum(estimate_tokens(item) for pair in value.items() for item in pair)
    if isinstance(value, list):
        return sum(estimate_tokens(item) for item in value)
    return 1 + int(len(str(value).encode()) / BYTES_PER_TOKEN)


def _lines(chunk: Chunk, context: WritingContext) -> Iterator[str]:
    names = {speaker.id: speaker.name for speaker in (*context.speakers, *chunk.speakers) if speaker.name}
    for utterance in chunk.utterances:
        name = names.get(utterance.speaker)
        yield f"{utterance.id} [{utterance.speaker}{f' {name}' if name else ''}]: {utterance.text}"
    first: dict[str, str] = {}
    for keyframe in chunk.keyframes:
        if keyframe.slide and keyframe.slide in first:
            yield f"{keyframe.id} [{keyframe.kind}] the same picture as {first[keyframe.slide]}"
            continue
        if keyframe.slide:
            first[keyframe.slide] = keyframe.id
        title = f" {keyframe.title}:" if keyframe.title else ""
        yield f"{keyframe.id} [{keyframe.kind}]{title} {keyframe.text or 'no text'}"


def _pictures(chunk: Chunk, images: BlobStore) -> Iterator[Message]:
    """Distinct pictures, each after its id."""
    distinct: dict[str, Keyframe] = {}
    for keyframe in chunk.keyframes:
        distinct.setdefault(keyframe.slide or keyframe.id, keyframe)
    for keyframe in list(distinct.values())[:MOST_IMAGES]:
        try:
            data = images.get(keyframe.image)
        except NotFoundError:
            continue
        url = f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
        yield {"type": "text", "text": f"{keyframe.id}:"}
        yield {"type": "image_url", "image_url": {"url": url, "detail": "low"}}
