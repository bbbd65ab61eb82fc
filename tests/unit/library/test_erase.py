from dataclasses import replace
from pathlib import Path

import pytest
from tests.library import ADDED_AT, local_library, processed

from lifestream.domain.job import Job
from lifestream.domain.person import Enrolment, Person
from lifestream.errors import NotFoundError, UnavailableError
from lifestream.library.add import Processed, add
from lifestream.library.edit import Editor
from lifestream.library.erase import bury_all, erase
from lifestream.library.retain import Retention, collect, plan

SECRET = "The password of the safe is marmalade."


@pytest.fixture
def library(tmp_path):
    return local_library(tmp_path / "home")


def fill(library, tmp_path, id="rec_1", copy=True):
    media = tmp_path / f"{id}.mp4"
    media.write_bytes(b"moving pictures")
    document, timeline = processed(id, lines=(("S1", SECRET), ("S2", "I see."), ("S1", "Yes."), ("S2", "Good.")))
    document = replace(document, recording=replace(document.recording, path=str(media)))
    for key in (f"artefacts/{id}.json", "artefacts/shared.json"):
        library.blobs.put(key, SECRET.encode())
    entry = add(library, Processed(document, timeline, (f"artefacts/{id}.json", "artefacts/shared.json")), copy=copy)
    library.jobs.put(Job(f"j-{id}", "completed", str(media), media.name, "{}", ADDED_AT, ADDED_AT, recording=id))
    Editor(library, id).reword("u2", f"I see. {SECRET}")
    library.people.put(Person("p1", "Alice", remembers_voice=True))
    library.people.enrol(Enrolment("p1", id, "S1", (0.6, 0.8), 9.0, ADDED_AT))
    return entry


def bytes_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_nothing_of_an_erased_recording_is_left_in_any_file(library, tmp_path):
    fill(library, tmp_path)
    assert b"marmalade" in bytes_of(tmp_path / "home")
    receipt = erase(library, "rec_1")
    left = bytes_of(tmp_path / "home")
    assert b"marmalade" not in left
    assert b"marmalad" not in left  # its stem, in the index of words
    assert b"moving pictures" not in left
    assert (receipt.blobs, receipt.media_bytes, receipt.voiceprints, receipt.original) == (2, 15, 1, None)
    assert receipt.passages > 0
    assert library.jobs.jobs() == library.store.entries() == library.people.enrolments() == ()
    assert (tmp_path / "rec_1.mp4").read_bytes() == b"moving pictures"


def test_what_another_recording_needs_stays(library, tmp_path):
    fill(library, tmp_path)
    fill(library, tmp_path, "rec_2", copy=False)
    receipt = erase(library, "rec_1")
    assert receipt.blobs == 1
    assert library.blobs.keys() == ("artefacts/rec_2.json", "artefacts/shared.json")
    assert [entry.id for entry in library.store.entries()] == ["rec_2"]
    assert erase(library, "rec_2").original == str(tmp_path / "rec_2.mp4")


def test_an_erasure_that_was_interrupted_is_finished_later(library, tmp_path):
    fill(library, tmp_path)

    class Stuck(type(library.blobs)):
        def delete(self, key):
            raise UnavailableError("The disk does not answer.")

    with pytest.raises(UnavailableError):
        erase(replace(library, blobs=Stuck(tmp_path / "home" / "blobs")), "rec_1")
    assert library.store.entries() == ()
    assert library.blobs.keys()
    assert bury_all(library) == 1
    assert bury_all(library) == 0
    assert library.blobs.keys() == ()
    assert b"marmalad" not in bytes_of(tmp_path / "home")


def test_what_is_not_there_cannot_be_erased(library):
    with pytest.raises(NotFoundError):
        erase(library, "rec_9")


def test_by_default_only_waste_is_collected_and_only_when_it_is_old(library, tmp_path):
    fill(library, tmp_path)
    library.blobs.put("artefacts/loose.json", b"123")
    library.blobs.put("written/page.txt", b"123")
    library.clock.time = library.blobs.facts()["artefacts/loose.json"].put_at
    library.clock.move(days=6)
    assert plan(library, Retention()).is_empty
    library.clock.move(days=2)
    wanted = plan(library, Retention())
    assert (wanted.blobs, wanted.blob_bytes, wanted.recordings) == (("artefacts/loose.json",), 3, ())
    collect(library, wanted)
    assert not library.blobs.exists("artefacts/loose.json")
    assert library.blobs.exists("written/page.txt")


def test_each_kind_is_kept_as_long_as_the_settings_say_and_pinned_recordings_for_ever(library, tmp_path):
    fill(library, tmp_path)
    fill(library, tmp_path, "rec_2")
    library.store.change(replace(library.store.entry("rec_2"), is_pinned=True))
    library.clock.move(days=31)
    wanted = plan(library, Retention(media=30, artefacts=30))
    assert wanted.copies == ("rec_1",)
    assert "artefacts/rec_1.json" in wanted.blobs
    assert "artefacts/rec_2.json" not in wanted.blobs
    collect(library, wanted)
    assert library.store.entry("rec_1").held == "erased"
    assert library.store.entry("rec_2").held == "copy"
    whole = plan(library, Retention(recordings=30))
    assert [entry.id for entry in whole.recordings] == ["rec_1"]
    collect(library, whole)
    assert [entry.id for entry in library.store.entries()] == ["rec_2"]
