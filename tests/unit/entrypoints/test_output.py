from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import dialogue, timeline
from tests.documents import meeting

from lifestream.adapters.memory.blob_store import MemoryBlobStore
from lifestream.domain.document import Document
from lifestream.entrypoints.cli.output import Saved, save
from lifestream.entrypoints.cli.targets import STDOUT, OutputFormat
from lifestream.errors import InputError, UnavailableError

TIMELINE = timeline(*dialogue(("S1", "We ship on Friday.")))


class FullBlobStore(MemoryBlobStore):
    """A store on a disk that is full."""

    def put(self, key: str, data: bytes) -> None:
        raise UnavailableError("The disk is full.")


@pytest.fixture
def blobs() -> MemoryBlobStore:
    return MemoryBlobStore()


def saved(document: Document, blobs: MemoryBlobStore, *paths: Path) -> Saved:
    return save(document, TIMELINE, blobs, [(OutputFormat(path.suffix[1:]), path) for path in paths])


def test_every_format_is_saved_and_named(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    paths = tuple(tmp_path / "new" / "folder" / f"minutes.{fmt}" for fmt in OutputFormat)
    assert saved(meeting(), blobs, *paths) == Saved(paths)
    assert all(path.read_text() for path in paths)
    assert {path.name for path in paths[0].parent.iterdir()} >= {path.name for path in paths}


def test_pictures_lie_in_a_folder_named_after_the_page(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    document = meeting()
    for keyframe in document.keyframes:
        blobs.put(keyframe.image, b"jpeg")
    saved(document, blobs, tmp_path / "standup-2.md")
    assert (tmp_path / "standup-2_files" / "k2.jpg").read_bytes() == b"jpeg"
    assert "standup-2_files/k2.jpg" in (tmp_path / "standup-2.md").read_text()


def test_links_lead_from_the_page_to_the_recording(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    document = meeting()
    document = replace(document, recording=replace(document.recording, path=str(tmp_path / "talks" / "a.mp4")))
    saved(document, blobs, tmp_path / "out" / "minutes.md")
    assert "](../talks/a.mp4#t=" in (tmp_path / "out" / "minutes.md").read_text()


def test_the_standard_output_gets_the_text_and_no_file_is_made(
    blobs: MemoryBlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = save(meeting(), TIMELINE, blobs, [(OutputFormat.MD, STDOUT)])
    assert "# Release of the parser" in done.printed
    assert done.paths == ()
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_run_left_is_replaced_without_a_word(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    page = tmp_path / "minutes.md"
    saved(meeting(), blobs, page)
    assert saved(replace(meeting(), title="Another title"), blobs, page).kept == ()
    assert "Another title" in page.read_text()
    assert list(tmp_path.iterdir()) == [page]


def test_an_edited_page_is_kept_under_another_name_each_time(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    page = tmp_path / "minutes.md"
    saved(meeting(), blobs, page)
    for backup, edit in (("minutes.md.bak", "first edit"), ("minutes.md.bak2", "second edit")):
        page.write_text(edit)
        assert saved(meeting(), blobs, page).kept == ((page, tmp_path / backup),)
        assert (tmp_path / backup).read_text() == edit
        assert "# Release of the parser" in page.read_text()


def test_a_page_that_nobody_remembers_is_kept_unless_it_is_the_same(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    page = tmp_path / "minutes.md"
    page.write_text("by hand")
    assert saved(meeting(), blobs, page).kept == ((page, tmp_path / "minutes.md.bak"),)
    assert saved(meeting(), MemoryBlobStore(), page).kept == ()


def test_a_store_that_is_full_does_not_cost_the_page(tmp_path: Path) -> None:
    page = tmp_path / "minutes.md"
    assert saved(meeting(), FullBlobStore(), page).paths == (page,)
    assert page.exists()


def test_a_place_that_cannot_be_written_to_is_named(blobs: MemoryBlobStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputError, match="cannot be written") as caught:
        saved(meeting(), blobs, tmp_path / "file" / "minutes.md")
    assert "--output-dir" in caught.value.remedy
