"""Processes that add recordings and are killed: the library opens, has all that was committed, and goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.commands import ROOT, SAMPLE, command, environment, run
from tests.library import local_library

from lifestream.domain.passage import Scope
from lifestream.ports.index import Term

ROUNDS = 20
ADDER = """
import sys
from pathlib import Path
from tests.library import local_library, processed
from lifestream.library.add import Processed, add
library = local_library(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10_000):
    id = f"rec_{number}"
    library.blobs.put(f"artefacts/{id}.json", b"made")
    add(library, Processed(*processed(id), (f"artefacts/{id}.json",)))
    print(id, flush=True)
"""


def test_twenty_kills_while_indexing_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(4)
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    told: list[str] = []
    for _ in range(ROUNDS):
        process = subprocess.Popen(
            [sys.executable, "-c", ADDER, str(home), str(len(told))],
            env=os.environ | {"PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        told += process.stdout.read().split()
        process.wait(30)
        check(home, told)
    assert len(told) > ROUNDS  # the kills came while it worked


def check(home: Path, told: list[str]) -> None:
    """Everything that was said to be in the library is there, whole; nothing is there by half."""
    library = local_library(home)
    kept = {entry.id for entry in library.store.entries()}
    # The process may have been killed after the commit and before it said so.
    assert set(told) <= kept <= {*told, f"rec_{len(told)}"}
    found = library.index.find_words([Term("freezer")], 10_000, Scope())
    assert {f.passage.recording for f in found} == kept
    near = library.index.find_near(library.embedder().embed(["the freezer in the clinic"])[0], 10_000, Scope())
    assert {f.passage.recording for f in near} == kept
    for id in list(kept)[-2:]:
        assert library.store.document(id).recording.id == id
        assert library.index.passages(id)


def test_a_recording_whose_process_was_killed_is_finished_by_the_next_run(tmp_path: Path) -> None:
    home = tmp_path / "home"
    process = subprocess.Popen(command("add", SAMPLE), env=environment(home), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not list(home.glob("blobs/artefacts/*/*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait(30)
    assert "empty" in run("list", home=home).stdout
    done = run("resume", home=home)
    assert done.returncode == 0, done.stderr
    assert "Harbor" in run("list", home=home).stdout
    assert "No recording was interrupted" in run("resume", home=home).stdout
