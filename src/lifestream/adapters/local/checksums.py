"""Whether files are what they should be, without reading gigabytes each time."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

SUMS = "SHA256SUMS"
"""The name of a list of checksums beside the files, as ``sha256sum * > SHA256SUMS`` writes it."""
_BLOCK_BYTES = 4 << 20


class Checksums:
    """The checksums of files; each is computed once and remembered while the file keeps its size and its date."""

    def __init__(self, memory: Path) -> None:
        """``memory`` is the JSON file that is remembered in; where it cannot be written, files are read each time."""
        self._memory = memory
        self._known: dict[str, list[object]] | None = None

    def of(self, path: Path, *, fresh: bool = False) -> str:
        """The checksum of a file, as 64 hexadecimal digits; ``fresh`` reads it in any case.

        Raises:
            OSError: it cannot be read.
        """
        facts = path.stat()
        known, name = self._load(), str(path.absolute())
        match known.get(name):
            case [int(size), int(changed), str(digest)] if not fresh and (size, changed) == (
                facts.st_size,
                facts.st_mtime_ns,
            ):
                return digest
        found = sha256(path)
        known[name] = [facts.st_size, facts.st_mtime_ns, found]
        self._store(known)
        return found

    def _load(self) -> dict[str, list[object]]:
        if self._known is None:
            try:
                read = json.loads(self._memory.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._known = read if isinstance(read, dict) else {}
        return self._known

    def _store(self, known: dict[str, list[object]]) -> None:
        unfinished = self._memory.with_name(f".{self._memory.name}.unfinished")
        with contextlib.suppress(OSError):  # what is not remembered is only read again
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(known, indent=1), encoding="utf-8")
            unfinished.replace(self._memory)


def sha256(path: Path) -> str:
    """The checksum of a file, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def read_sums(folder: Path) -> dict[str, str]:
    """Read the list of checksums in a folder: file name to checksum; nothing where there is none."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split(maxsplit=1) for line in lines)
    return {pair[1].removeprefix("*"): pair[0].lower() for pair in pairs if len(pair) == 2}


def write_sums(folder: Path) -> None:
    """Write the list of checksums of all files in a folder.

    Raises:
        OSError: one cannot be read, or the list cannot be written.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    (folder / SUMS).write_text("".join(f"{sha256(path)}  {path.name}\n" for path in files), encoding="utf-8")
