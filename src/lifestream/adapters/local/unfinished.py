"""What was left behind by processes that were killed."""

from __future__ import annotations

import time
from pathlib import Path

STALE_SECONDS = 3600.0
"""A file that is still being written was touched more recently than this."""


def sweep(folder: Path, pattern: str, older: float = STALE_SECONDS) -> None:
    """Remove the files of a folder that match ``pattern`` and were neither written nor read for ``older`` seconds.

    A file that cannot be removed stays: another process may have been quicker.
    """
    now = time.time()
    for path in folder.glob(pattern):
        try:
            facts = path.stat()
            if now - max(facts.st_mtime, facts.st_atime) > older:
                path.unlink()
        except OSError:
            continue
