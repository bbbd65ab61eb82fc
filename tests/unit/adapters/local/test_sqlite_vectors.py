"""The matrix follows the library, whatever befalls its files, and whoever else is at work."""

import os
import random
import shutil
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from tests.commands import ROOT
from tests.library import local_library, processed

from lifestream import codec
from lifestream.adapters.local import sqlite_vectors
from lifestream.adapters.local.vector_file import Head
from lifestream.domain.passage import Scope
from lifestream.library.add import Processed, add
from lifestream.ports.index import Embedded

TEXT = "the freezer in the clinic"


def put(library, id="rec_1"):
    add(library, Processed(*processed(id)))


def found(library, scope=Scope(), limit=500):  # noqa: B008 (frozen)
    vector = library.embedder().embed([TEXT])[0]
    return [f.passage.recording for f in library.index.find_near(vector, limit, scope)]


def head(home):
    return codec.load(Head, (home / "index" / "vectors.json").read_bytes())


def vectors_of(library, recording):
    return [vector.tobytes() for vector in library.index.vectors(recording).values()]


def bytes_of(home):
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", ["folder", "head", "empty", "short", "rows"])
def test_the_matrix_is_made_anew_from_the_library_whatever_befell_it(tmp_path, damage):
    library = local_library(tmp_path)
    put(library)
    before = found(library)
    folder = tmp_path / "index"
    vectors = folder / f"{head(tmp_path).name}.vectors"
    match damage:
        case "folder":
            shutil.rmtree(folder)
        case "head":
            (folder / "vectors.json").write_bytes(b"\0" * 50)
        case "empty":
            vectors.write_bytes(b"")
        case "short":
            vectors.write_bytes(vectors.read_bytes()[:-1])
        case "rows":
            vectors.write_bytes(b"\0" * vectors.stat().st_size)
    assert found(local_library(tmp_path)) == before


def test_an_older_matrix_that_was_put_back_catches_up(tmp_path):
    library = local_library(tmp_path)
    put(library)
    put(library, "rec_2")
    found(library)
    shutil.copytree(tmp_path / "index", tmp_path / "kept")
    library.index.remove("rec_1")
    put(library, "rec_3")
    assert set(found(library)) == {"rec_2", "rec_3"}
    shutil.rmtree(tmp_path / "index")
    (tmp_path / "kept").rename(tmp_path / "index")
    again = local_library(tmp_path)
    count = len(found(again))
    assert set(found(again, limit=count)) == {"rec_2", "rec_3"}


def test_an_older_library_that_was_put_back_does_not_find_by_newer_vectors(tmp_path):
    library = local_library(tmp_path)
    put(library)
    library.store.entries()
    for part in tmp_path.glob("library.db*"):
        shutil.copy(part, tmp_path / f"kept-{part.name}")
    put(library, "rec_2")
    found(library)
    library.index.purge()
    for part in tmp_path.glob("library.db*"):
        part.unlink()
    for part in tmp_path.glob("kept-*"):
        part.rename(tmp_path / part.name.removeprefix("kept-"))
    again = local_library(tmp_path)
    document, timeline = processed("rec_3", lines=(("S1", "The choir sings in the church."),) * 4)
    add(again, Processed(document, timeline))
    near = again.index.find_near(library.embedder().embed(["the choir sings in the church"])[0], 50, Scope())
    assert near[0].passage.recording == "rec_3"
    assert near[0].score > 0.5


def test_vectors_that_another_process_added_or_removed_are_followed(tmp_path):
    library, other = local_library(tmp_path), local_library(tmp_path)
    put(library)
    assert set(found(library)) == {"rec_1"}
    put(other, "rec_2")
    assert set(found(library)) == {"rec_1", "rec_2"}
    other.index.remove("rec_1")
    assert set(found(library)) == {"rec_2"}


def test_what_is_gone_takes_no_place_among_the_hits_that_are_wanted(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_vectors, "DEAD", 1.0)
    library = local_library(tmp_path)
    for id in ("rec_1", "rec_2", "rec_3"):
        put(library, id)
    limit = len(found(library)) // 3
    library.index.remove("rec_1")
    assert len(found(library, limit=limit)) == limit
    assert head(tmp_path).dead == limit
    assert len(found(library)) == 2 * limit


def test_the_matrix_is_made_anew_when_much_of_it_is_gone(tmp_path):
    library = local_library(tmp_path)
    for id in ("rec_1", "rec_2"):
        put(library, id)
    found(library)
    before = head(tmp_path)
    library.index.remove("rec_1")
    found(library)
    after = head(tmp_path)
    assert after.name != before.name
    assert (after.count, after.dead) == (before.count // 2, 0)


@pytest.mark.parametrize("dead", [0.0, 1.0])
def test_erased_vectors_are_in_no_file(tmp_path, monkeypatch, dead):
    monkeypatch.setattr(sqlite_vectors, "DEAD", dead)
    library = local_library(tmp_path)
    document, timeline = processed("rec_1", lines=(("S1", "The password of the safe is marmalade."),) * 4)
    add(library, Processed(document, timeline))
    put(library, "rec_2")
    found(library)
    secret = vectors_of(library, "rec_1")
    kept = set(vectors_of(library, "rec_2"))
    assert all(vector in bytes_of(tmp_path) for vector in secret)
    library.index.remove("rec_1")
    library.index.purge()
    left = bytes_of(tmp_path)
    assert [vector for vector in secret if vector not in kept and vector in left] == []
    assert all(vector in left for vector in kept)
    assert set(found(library)) == {"rec_2"}


def test_vectors_of_another_embedder_begin_a_new_matrix(tmp_path):
    library = local_library(tmp_path)
    put(library)
    found(library)
    passages = library.index.passages("rec_1")
    wide = np.eye(len(passages), 100, dtype=np.float32)
    library.index.replace("rec_1", passages, Embedded("wide", wide))
    assert found(library) == []  # 64 numbers cannot be compared with 100
    near = library.index.find_near(wide[2], 1, Scope())
    assert near[0].passage == passages[2]
    assert (head(tmp_path).embedder, head(tmp_path).dimensions) == ("wide", 100)


def test_threads_that_search_while_others_add_find_all_that_was_there(tmp_path):
    library = local_library(tmp_path)
    put(library)
    errors = []

    def search():
        for _ in range(30):
            if "rec_1" not in found(library):
                errors.append("rec_1 was not found")

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(2, 12):
        put(library, f"rec_{number}")
        if number % 3 == 0:
            library.index.remove(f"rec_{number - 1}")
    for thread in threads:
        thread.join()
    assert errors == []


WORKER = """
import sys
from pathlib import Path
from tests.library import local_library, processed
from lifestream.domain.passage import Scope
from lifestream.library.add import Processed, add
library = local_library(Path(sys.argv[1]))
vector = library.embedder().embed(["the freezer in the clinic"])[0]
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    id = f"rec_{sys.argv[2]}_{number}"
    add(library, Processed(*processed(id)))
    if number % 4 == 3:
        library.index.remove(f"rec_{sys.argv[2]}_{number - 1}")
    near = {f.passage.recording for f in library.index.find_near(vector, 100_000, Scope())}
    assert id in near, id
"""


def worker(home, name, count):
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), name, str(count)],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_that_add_remove_and_search_at_once_find_what_is_there(tmp_path):
    workers = [worker(tmp_path, name, 24) for name in ("a", "b")]
    assert [process.wait(120) for process in workers] == [0, 0]
    assert len(set(found(local_library(tmp_path), limit=100_000))) == 2 * (24 - 6)


def test_a_process_that_is_killed_while_it_appends_leaves_a_matrix_that_can_be_trusted(tmp_path):
    chance = random.Random(4)
    for number in range(12):
        process = worker(tmp_path, f"r{number}", 10_000)
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.wait(30)
        library = local_library(tmp_path)
        near = found(library, limit=100_000)
        (count,) = {library.index.state().passages}
        assert len(near) == count
        shutil.rmtree(tmp_path / "index")
        assert found(local_library(tmp_path), limit=100_000) == near
