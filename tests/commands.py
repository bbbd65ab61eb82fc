"""Runs the installed command as a user does: in a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "meeting.mp4"


def environment(home: Path, **settings: str) -> dict[str, str]:
    """This process's environment without any setting of ours but the home and ``settings``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIFESTREAM_")}
    return kept | {"LIFESTREAM_HOME": str(home), "COLUMNS": "120", **settings}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "lifestream", *map(str, arguments)]


def run(*arguments: str | Path, home: Path, timeout: float = 300, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run to the end; one that hangs fails the test."""
    return subprocess.run(
        command(*arguments),
        env=environment(home, **settings),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
