"""A chat-completions server on this machine that answers from a script, over real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One scripted answer; ``delay`` is in seconds."""

    status: int = 200
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    delay: float = 0.0


def says(content: object, *, finish: str = "stop", refusal: str | None = None, delay: float = 0.0) -> Reply:
    """A completion whose message is ``content``: text as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    completion = {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Reply(body=json.dumps(completion).encode(), delay=delay)


def fails(status: int, message: str = "no", *, code: str | None = None) -> Reply:
    """An error as OpenAI's servers write it; who wants to try again need not wait."""
    error = {"error": {"message": message, "type": "error", "code": code, "param": None}}
    headers = (("Content-Type", "application/json"), ("retry-after-ms", "5"))
    return Reply(status, json.dumps(error).encode(), headers)


@dataclass
class ChatServer:
    """Answers ``/v1/chat/completions`` with each reply in turn, the last one for ever; keeps every request."""

    script: Sequence[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> ChatServer:
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                reply = chat._take(self.path, body, self.headers.get("Authorization", ""))
                time.sleep(reply.delay)
                chat._release()
                try:
                    self.send_response(reply.status)
                    for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                        self.send_header(name, value)
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

    @property
    def url(self) -> str:
        """What to give a client as its base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def _take(self, path: str, body: bytes, key: str) -> Reply:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            if path != "/v1/chat/completions":
                return fails(404, f"no such path: {path}")
            self.requests.append(json.loads(body))
            self.keys.append(key)
            return self.script[min(len(self.requests), len(self.script)) - 1]

    def _release(self) -> None:
        with self._lock:
            self._now -= 1
