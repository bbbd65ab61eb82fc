from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys, threading
from lifestream.adapters.local.memory import give_back, share_arenas

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

assert share_arenas()
def use():
    # Small blocks, so that they come from an arena and not from the system.
    held = [bytes(20_000) for _ in range(10_000)]
    kept.append(held.pop())
kept = []
threads = [threading.Thread(target=use) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
before = resident()
give_back()
print(before, resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back by themselves")
def test_what_threads_used_in_passing_goes_back_to_the_system() -> None:
    # In a process of its own: threads that run already keep their arenas.
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert before - after > 50e6


def test_a_number_of_arenas_in_the_environment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    from lifestream.adapters.local.memory import share_arenas

    monkeypatch.setenv("MALLOC_ARENA_MAX", "1")
    assert not share_arenas()
