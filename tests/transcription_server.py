"""A server on this machine that speaks ``/audio/transcriptions`` from a script, over real HTTP."""

from __future__ import annotations

import io
import json
import threading
import time
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One scripted answer; ``delay`` is in seconds."""

    status: int = 200
    body: bytes = b"{}"
    delay: float = 0.0
    content_type: str = "application/json"


@dataclass(frozen=True)
class Request:
    """What a client sent: its key, the fields of the form, and the sound's length in seconds."""

    key: str
    fields: dict[str, list[str]]
    seconds: float
    rate: int


def hears(text: str, start: float, end: float, *, language: str = "english", **segment: float) -> Reply:
    """A verbose answer whose words are spread over ``[start, end)``, bare of punctuation as OpenAI's are."""
    words = text.split()
    step = (end - start) / max(1, len(words))
    timed = [
        {"word": word.strip(".,?!"), "start": start + n * step, "end": start + (n + 0.8) * step}
        for n, word in enumerate(words)
    ]
    quality = {"avg_logprob": -0.2, "compression_ratio": 1.3, "no_speech_prob": 0.01, "temperature": 0.0, **segment}
    one = {"id": 0, "seek": 0, "start": start, "end": end, "text": text, "tokens": [], **quality}
    return answers(task="transcribe", language=language, duration=end, text=text, words=timed, segments=[one])


def answers(**content: Any) -> Reply:
    return Reply(body=json.dumps(content).encode())


def fails(status: int, message: str = "no") -> Reply:
    return Reply(status, json.dumps({"error": {"message": message, "type": "error"}}).encode())


@dataclass
class TranscriptionServer:
    """Answers each upload with the next reply, the last one for ever; keeps every request."""

    script: Sequence[Reply]
    requests: list[Request] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> TranscriptionServer:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                reply = owner._take(self.path, self.headers.get("Authorization", ""), self.headers, body)
                time.sleep(reply.delay)
                try:
                    self.send_response(reply.status)
                    self.send_header("Content-Type", reply.content_type)
                    self.send_header("Content-Length", str(len(reply.body)))
                    self.send_header("retry-after-ms", "5")
                    self.end_headers()
                    self.wfile.write(reply.body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """The requests are kept; the terminal stays quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _take(self, path: str, key: str, headers: Any, body: bytes) -> Reply:
        if path != "/v1/audio/transcriptions":
            return fails(404, f"no such path: {path}")
        request = _read(key, headers["Content-Type"], body)
        with self._lock:
            reply = self.script[min(len(self.requests), len(self.script) - 1)]
            self.requests.append(request)
        return reply


def _read(key: str, content_type: str, body: bytes) -> Request:
    """Take a multipart form apart."""
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    fields: dict[str, list[str]] = {}
    seconds, rate = 0.0, 0
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        if name == "file":
            with wave.open(io.BytesIO(data)) as sound:
                seconds, rate = sound.getnframes() / sound.getframerate(), sound.getframerate()
        else:
            fields.setdefault(name, []).append(data.decode())
    return Request(key.removeprefix("Bearer "), fields, seconds, rate)
