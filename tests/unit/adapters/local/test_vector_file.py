import json

import numpy as np
import pytest
from tests.library import local_library, processed

from lifestream.adapters.local.vector_file import VectorFile
from lifestream.domain.passage import Scope
from lifestream.errors import UnavailableError
from lifestream.library.add import Processed, add

WIDTH = 4


@pytest.fixture
def file(tmp_path):
    return VectorFile(tmp_path / "index")


def rows(count, start=0):
    return np.arange(start, start + count * WIDTH, dtype=np.float32).reshape(count, WIDTH)


def test_rows_come_back_as_they_were_appended(file):
    with file.writing():
        head = file.renew("words", WIDTH)
        file.append(head, [3, 7], rows(2), 9)
        file.append(file.read().head, [11], rows(1, 100), 11)
    matrix = file.read()
    assert matrix.numbers.tolist() == [3, 7, 11]
    assert matrix.vectors.tolist() == [*rows(2).tolist(), *rows(1, 100).tolist()]
    assert (matrix.head.last, matrix.head.embedder) == (11, "words")


def test_what_a_killed_process_had_appended_is_written_over(file, tmp_path):
    with file.writing():
        file.append(file.renew("words", WIDTH), [1], rows(1), 1)
    for name, junk in (("1.numbers", b"\xff" * 11), ("1.vectors", b"\xff" * 23)):
        with (tmp_path / "index" / name).open("ab") as torn:
            torn.write(junk)
    assert file.read().numbers.tolist() == [1]
    with file.writing():
        file.append(file.read().head, [2], rows(1, 50), 2)
    again = VectorFile(tmp_path / "index").read()
    assert again.numbers.tolist() == [1, 2]
    assert again.vectors[1].tolist() == rows(1, 50)[0].tolist()


@pytest.mark.parametrize("damage", ["head", "short", "gone", "junk"])
def test_files_that_are_not_whole_are_taken_for_none(file, tmp_path, damage):
    with file.writing():
        file.append(file.renew("words", WIDTH), [1, 2], rows(2), 2)
    folder = tmp_path / "index"
    match damage:
        case "head":
            (folder / "vectors.json").unlink()
        case "junk":
            (folder / "vectors.json").write_text('{"count": "many"}')
        case "short":
            (folder / "1.vectors").write_bytes(b"1234")
        case "gone":
            (folder / "1.numbers").unlink()
    assert VectorFile(folder).read() is None


def test_a_new_generation_leaves_nothing_of_the_one_before(file, tmp_path):
    with file.writing():
        file.append(file.renew("words", WIDTH), [1], rows(1), 1)
        file.renew("other", WIDTH)
    assert file.read().numbers.tolist() == []
    assert {path.suffix for path in (tmp_path / "index").iterdir()} == {".json", ".lock", ".numbers", ".vectors"}
    assert (tmp_path / "index" / "2.vectors").read_bytes() == b""


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "index").write_text("a file")
    with pytest.raises(UnavailableError, match="index"), VectorFile(tmp_path / "index").writing():
        pass


def found(library, text="the freezer in the clinic"):
    vector = library.embedder().embed([text])[0]
    return [f.passage.recording for f in library.index.find_near(vector, 50, Scope())]


@pytest.mark.parametrize("damage", ["nothing", "files", "head", "rows"])
def test_the_matrix_is_made_anew_from_the_library_whatever_befell_it(tmp_path, damage):
    library = local_library(tmp_path)
    add(library, Processed(*processed("rec_1")))
    before = found(library)
    folder = tmp_path / "index"
    match damage:
        case "files":
            for path in folder.iterdir():
                path.unlink()
        case "head":
            (folder / "vectors.json").write_bytes(b"\0" * 50)
        case "rows":
            (folder / "1.vectors").write_bytes(b"")
    assert found(local_library(tmp_path)) == before


def test_vectors_that_were_added_by_another_process_are_found(tmp_path):
    library, other = local_library(tmp_path), local_library(tmp_path)
    add(library, Processed(*processed("rec_1")))
    assert set(found(library)) == {"rec_1"}
    add(other, Processed(*processed("rec_2")))
    assert set(found(library)) == {"rec_1", "rec_2"}
    other.index.remove("rec_1")
    assert set(found(library)) == {"rec_2"}


def test_erased_vectors_leave_the_files(tmp_path):
    library = local_library(tmp_path)
    for id in ("rec_1", "rec_2"):
        add(library, Processed(*processed(id)))
    found(library)
    count = json.loads((tmp_path / "index" / "vectors.json").read_text())["count"]
    library.index.remove("rec_1")
    library.index.purge()
    assert json.loads((tmp_path / "index" / "vectors.json").read_text())["count"] == count // 2
    assert set(found(library)) == {"rec_2"}
