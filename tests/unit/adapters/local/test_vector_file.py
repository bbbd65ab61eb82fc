from dataclasses import replace

import numpy as np
import pytest

from lifestream import codec
from lifestream.adapters.local.vector_file import VectorFile
from lifestream.errors import UnavailableError

WIDTH = 4


@pytest.fixture
def file(tmp_path):
    return VectorFile(tmp_path / "index")


def rows(count, start=0):
    return np.arange(start, start + count * WIDTH, dtype=np.float32).reshape(count, WIDTH)


def append(file, head, numbers, start=0, last=None):
    return file.append(head, np.array(numbers, np.int64), rows(len(numbers), start), last or numbers[-1])


def test_rows_come_back_as_they_were_appended(file):
    with file.writing():
        head = append(file, file.renew("words", WIDTH), [3, 7], last=9)
        assert file.read().head == head
        append(file, head, [11], 100)
    matrix = file.read()
    assert matrix.numbers.tolist() == [3, 7, 11]
    assert matrix.vectors.tolist() == [*rows(2).tolist(), *rows(1, 100).tolist()]
    assert (matrix.head.last, matrix.head.embedder, matrix.head.count) == (11, "words", 3)


def test_what_a_killed_process_had_appended_is_written_over(file, tmp_path):
    with file.writing():
        head = append(file, file.renew("words", WIDTH), [1])
    for suffix, junk in (("numbers", b"\xff" * 11), ("vectors", b"\xff" * 23)):
        with (tmp_path / "index" / f"{head.name}.{suffix}").open("ab") as torn:
            torn.write(junk)
    assert file.read().numbers.tolist() == [1]
    with file.writing():
        append(file, head, [2], 50)
    again = VectorFile(tmp_path / "index").read()
    assert again.numbers.tolist() == [1, 2]
    assert again.vectors[1].tolist() == rows(1, 50)[0].tolist()


def test_blank_rows_hold_nothing_and_the_others_stay(file, tmp_path):
    with file.writing():
        head = append(file, file.renew("words", WIDTH), [1, 4, 6])
        mapped = file.read()
        head = file.blank(head, np.array([4, 5]), 8)
    assert (head.dead, head.gone, head.count) == (1, 8, 3)
    for matrix in (mapped, file.read()):  # whoever reads meanwhile sees it, too
        assert np.isnan(matrix.vectors[1]).all()
        assert matrix.vectors[[0, 2]].tolist() == rows(3)[[0, 2]].tolist()
    assert rows(3)[1].tobytes() not in (tmp_path / "index" / f"{head.name}.vectors").read_bytes()


@pytest.mark.parametrize("damage", ["head", "short", "gone", "junk", "types", "negative"])
def test_files_that_are_not_whole_are_taken_for_none(file, tmp_path, damage):
    with file.writing():
        head = append(file, file.renew("words", WIDTH), [1, 2])
    folder = tmp_path / "index"
    match damage:
        case "head":
            (folder / "vectors.json").unlink()
        case "junk":
            (folder / "vectors.json").write_text('{"count": ')
        case "types":
            (folder / "vectors.json").write_bytes(codec.dump(head).replace(b'"count":2', b'"count":"many"'))
        case "negative":
            (folder / "vectors.json").write_bytes(codec.dump(replace(head, count=-2)))
        case "short":
            (folder / f"{head.name}.vectors").write_bytes(b"1234")
        case "gone":
            (folder / f"{head.name}.numbers").unlink()
    assert VectorFile(folder).read() is None


def test_a_new_generation_leaves_nothing_of_the_one_before(file, tmp_path):
    with file.writing():
        old = append(file, file.renew("words", WIDTH), [1])
        mapped = file.read()
        head = file.renew("other", WIDTH)
    assert head.name != old.name
    assert file.read().numbers.tolist() == []
    assert mapped.vectors.tolist() == rows(1).tolist()  # whoever has it open keeps what was there
    assert {path.suffix for path in (tmp_path / "index").iterdir()} == {".json", ".lock", ".numbers", ".vectors"}
    assert not list((tmp_path / "index").glob(f"{old.name}.*"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "index").write_text("a file")
    with pytest.raises(UnavailableError, match="index"), VectorFile(tmp_path / "index").writing():
        pass
