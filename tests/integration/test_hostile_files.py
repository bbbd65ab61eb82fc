"""What the command does with files that are no recordings, broken ones, and ones in which nobody speaks."""

from __future__ import annotations

import shutil
import subprocess
import wave
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from markdown_it import MarkdownIt
from numpy.typing import NDArray
from tests import sounds
from tests.commands import ROOT, SAMPLE, run
from tests.media import Encoding, film, landscape, still

from lifestream import codec
from lifestream.adapters.local.checksums import write_sums
from lifestream.domain.document import Document


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all of them, so that the models are joined once."""
    return tmp_path_factory.mktemp("hostile") / "home"


def process(path: Path, home: Path, **settings: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    target = path.parent / "written.json"
    return run("process", path, "-o", target, home=home, **settings), target


def sound_file(path: Path, samples: NDArray[np.int16]) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sounds.RATE)
        file.writeframes(samples.tobytes())
    return path


def refused(path: Path, home: Path) -> str:
    """What is said about a file that cannot be used: its name, and no traceback."""
    done, target = process(path, home)
    assert done.returncode == 1
    assert not target.exists()
    assert path.name in done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_empty_file_is_refused_by_name(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert "empty" in refused(path, home)


def test_text_called_a_video_is_refused(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("Dear diary, today nothing happened.\n" * 50)
    refused(path, home)


def test_a_folder_and_a_missing_file_are_refused(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.mp4"
    folder.mkdir()
    refused(folder, home)
    refused(tmp_path / "missing.mp4", home)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n"),
        ("web.m3u8", "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ts\n#EXT-X-ENDLIST\n"),
        ("list.ffconcat", "ffconcat version 1.0\nfile '{target}'\n"),
        ("disguised.mp4", "ffconcat version 1.0\nfile '{target}'\n"),
        ("session.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n"),
    ],
)
def test_a_file_that_points_to_another_is_refused(home: Path, tmp_path: Path, name: str, text: str) -> None:
    secret = sound_file(tmp_path / "secret.wav", sounds.speech())
    path = tmp_path / name
    path.write_text(text.format(target=secret))
    refused(path, home)


def test_a_recording_that_was_cut_off_after_its_index_gives_what_is_left(home: Path, tmp_path: Path) -> None:
    whole = SAMPLE.read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: len(whole) // 3])
    done, target = process(path, home)
    assert done.returncode == 0, done.stderr
    document = codec.load(Document, target.read_text())
    assert document.failures == ()
    assert sum(contribution.words for contribution in document.contributions) > 10
    cited = [e for block in document.blocks for claim in block.claims() for e in claim.evidence]
    heard = [e.segment.end for e in cited if e.ref.startswith("u")]
    assert heard
    assert max(heard) < document.media.duration / 3
    assert any("may be cut off" in warning for warning in document.quality.warnings)


def test_a_recording_that_was_cut_off_before_its_index_is_refused_with_the_reason(home: Path, tmp_path: Path) -> None:
    path = film(tmp_path / "cut.mp4", (4, still(landscape(1))), encoding=Encoding(tones=(440.0,)))
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"moov") - 100])
    assert "without its index" in " ".join(refused(path, home).split())


@pytest.mark.parametrize(
    "samples",
    [sounds.silence(0.05), sounds.silence(8), sounds.noise(8), sounds.music(8)],
    ids=["a blink", "silence", "noise", "music"],
)
def test_where_nobody_speaks_no_word_is_invented(home: Path, tmp_path: Path, samples: NDArray[np.int16]) -> None:
    done, target = process(sound_file(tmp_path / "sound.wav", samples), home)
    assert done.returncode == 0, done.stderr
    document = codec.load(Document, target.read_text())
    assert sum(contribution.words for contribution in document.contributions) == 0
    assert document.decisions == document.actions == ()
    assert document.speakers == ()


def test_a_name_full_of_traps_is_kept_as_it_is(home: Path, tmp_path: Path) -> None:
    name = "a <b>[x](javascript:alert(1))<!-- 'd' & #1 `c` ünï%20.wav"
    path = sound_file(tmp_path / name, sounds.speech())
    target = tmp_path / "out dir" / "é.md"
    done = run("process", path, "-o", target, home=home)
    assert done.returncode == 0, done.stderr
    head, _, page = target.read_text().removeprefix("---\n").partition("\n---\n")
    assert f'source: "{name}"' in head.splitlines()
    tokens = MarkdownIt("commonmark").parse(page)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    assert not {"html_block", "html_inline"} & {part.type for part in parts}
    links = {str(part.attrs["href"]) for part in parts if part.type == "link_open"}
    assert links
    assert {unquote(link.partition("#")[0]) for link in links} == {f"../{name}"}


def test_a_stage_that_fails_is_named_and_the_rest_is_written(home: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for path in (ROOT / "src" / "lifestream" / "models").iterdir():
        if path.is_file() and path.name != "segmentation-3.0.onnx":
            shutil.copy(path, models)
    (models / "segmentation-3.0.onnx").write_bytes(b"no model" * 1000)
    write_sums(models)  # so that it passes for a model of one's own
    speech = sound_file(tmp_path / "speech.wav", sounds.speech())
    done, target = process(speech, home, LIFESTREAM_MODELS=str(models))
    assert done.returncode == 3, done.stderr
    assert "diarise" in done.stderr
    document = codec.load(Document, target.read_text())
    assert [failure.stage for failure in document.failures] == ["diarise"]
    assert "migration tool" in " ".join(c.text for block in document.blocks for c in block.claims()).lower()
