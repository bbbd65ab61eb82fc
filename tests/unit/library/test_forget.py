from dataclasses import replace

import pytest
from tests.library import local_library, processed, voiceprint, with_voices
from tests.unit.library.test_erase import bytes_of

from lifestream import codec
from lifestream.errors import NotFoundError
from lifestream.library.add import Processed, add
from lifestream.library.edit import Editor
from lifestream.library.forget import forget_voice
from lifestream.library.people import find_person, name_speaker, remember
from lifestream.library.view import view

ALICE = replace(voiceprint(0), mean=tuple(round(0.07213 + 0.00011 * n, 5) for n in range(192)))
BEN = replace(voiceprint(0), mean=tuple(round(-0.07213 - 0.00011 * n, 5) for n in range(192)))


@pytest.fixture
def library(tmp_path):
    library = local_library(tmp_path)
    for id in ("rec_1", "rec_2"):
        made = with_voices(processed(id), S1=ALICE, S2=BEN)
        for stage, value in (("diarise", made[1].transcript), ("align", made[1]), ("compose", made[0])):
            library.blobs.put(f"artefacts/{stage}/{id}.json", codec.dump(value))
        library.blobs.put(f"artefacts/notes/{id}.json", b"{}")
        keys = [key for key in library.blobs.keys("artefacts/") if id in key and "align" not in key]  # nobody holds it
        add(library, Processed(*made, keys))
    remember(library, name_speaker(library, "rec_1", "S1", "Alice"))
    return library


def traces(library, home, voice):
    """Places in which a voiceprint stands, in clear or deflated."""
    text = ",".join(map(str, voice.mean[:3])).encode()
    count = int(text in bytes_of(home))
    for entry in library.store.entries():
        for value in (library.store.document(entry.id), library.store.timeline(entry.id)):
            count += text in codec.dump(value)
    return count


def test_no_file_holds_the_voice_of_somebody_who_was_forgotten(library, tmp_path):
    assert traces(library, tmp_path, ALICE) == 5
    gone = forget_voice(library, find_person(library, "Alice"))
    assert traces(library, tmp_path, ALICE) == 0
    assert traces(library, tmp_path, BEN) == 4
    assert (gone.enrolments, gone.voiceprints, gone.artefacts, gone.names) == (1, 2, 6, 1)
    assert gone.recordings == ("rec_1", "rec_2")
    assert library.blobs.keys() == ("artefacts/notes/rec_1.json", "artefacts/notes/rec_2.json")


def test_names_that_the_user_gave_stay_and_those_that_the_voice_gave_go(library):
    assert view(library, "rec_2").timeline.transcript.speaker("S1").name_source == "voice"
    forget_voice(library, find_person(library, "Alice"))
    assert view(library, "rec_1").timeline.transcript.speaker("S1").name == "Alice"
    assert view(library, "rec_2").timeline.transcript.speaker("S1").name is None
    assert not find_person(library, "Alice").remembers_voice


def test_a_person_is_forgotten_whole(library):
    gone = forget_voice(library, find_person(library, "Alice"), is_whole=True)
    assert gone.person == "Alice"
    with pytest.raises(NotFoundError):
        find_person(library, "Alice")
    assert library.people.enrolments() == ()


def test_a_voice_that_was_merged_into_the_persons_is_forgotten_too(library, tmp_path):
    Editor(library, "rec_1").merge_speakers("S2", "S1")
    gone = forget_voice(library, find_person(library, "Alice"))
    assert gone.voiceprints == 3
    heard = library.store.timeline("rec_1").transcript.speakers
    assert [speaker.voiceprint for speaker in heard] == [None, None]


def test_forgetting_may_be_repeated(library):
    forget_voice(library, find_person(library, "Alice"))
    again = forget_voice(library, find_person(library, "Alice"))
    assert (again.enrolments, again.voiceprints, again.artefacts, again.names) == (0, 0, 0, 0)


def test_a_recording_that_is_erased_takes_its_voiceprints_with_it(library, tmp_path):
    from lifestream.library.erase import erase

    assert erase(library, "rec_1").voiceprints == 1
    assert library.people.enrolments() == ()
