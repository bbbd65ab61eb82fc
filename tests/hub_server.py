"""A model hub on this machine: serves the files of repositories as the Hugging Face hub does, over real HTTP."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

COMMIT = "c" * 40


@dataclass
class HubServer:
    """``repositories`` are files by name, by the repository's name; every request is kept."""

    repositories: dict[str, dict[str, bytes]]
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> HubServer:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(body=True)

            def do_HEAD(self) -> None:
                self.answer(body=False)

            def answer(self, *, body: bool) -> None:
                hub.requests.append(f"{self.command} {self.path}")
                status, headers, data = hub.find(self.path.partition("?")[0])
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                if body:
                    self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def find(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """What a path answers: status, headers, body."""
        for name, files in self.repositories.items():
            if path.startswith(f"/api/models/{name}/tree/"):
                tree = [{"type": "file", "path": f, "size": len(d), "oid": _etag(d)} for f, d in files.items()]
                return 200, {"Content-Type": "application/json"}, json.dumps(tree).encode()
            if path.startswith(f"/api/models/{name}"):
                about = {"id": name, "sha": COMMIT, "siblings": [{"rfilename": f} for f in files], "tags": []}
                return 200, {"Content-Type": "application/json"}, json.dumps(about).encode()
            file = path.removeprefix(f"/{name}/resolve/").partition("/")[2]
            if path.startswith(f"/{name}/resolve/") and file in files:
                return 200, {"ETag": f'"{_etag(files[file])}"', "X-Repo-Commit": COMMIT}, files[file]
        return 404, {"X-Error-Code": "RepoNotFound"}, b""


def _etag(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()
