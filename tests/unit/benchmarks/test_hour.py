from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from benchmarks.hour import make_long
from benchmarks.items import Item
from tests.media import HEIGHT, WIDTH, Encoding, film, plain, sound, still

from lifestream.errors import InputError

ALIKE = Encoding(
    tones=(440.0,), gop=25, options={"preset": "medium"}, metadata={"creation_time": "2026-11-05T15:00:00"}
)
RED, BLUE = plain(200, 20, 20), plain(20, 20, 200)


def item(path: Path) -> Item:
    return Item(path.parent, {"id": path.stem, "kind": "meeting", "media": path.name})


def shown(path: Path) -> tuple[list[float], str]:
    """When each picture is shown, and its colour: r or b."""
    times, colours = [], []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            red, _, blue = frame.to_ndarray(format="rgb24").reshape(-1, 3).mean(0)
            times.append(frame.time)
            colours.append("r" if red > blue else "b")
    return times, "".join(colours)


def lengths(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [
            float((s.duration or 0) * (s.time_base or 0)) for s in (*container.streams.video, *container.streams.audio)
        ]


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, Item]:
    folder = tmp_path_factory.mktemp("videos")
    red = film(folder / "red.mp4", (2.0, RED), encoding=ALIKE)
    return item(red), item(film(folder / "blue.mp4", (3.0, BLUE), encoding=ALIKE))


def test_videos_follow_each_other_until_the_length_is_reached(videos: tuple[Item, ...], tmp_path: Path) -> None:
    path = make_long(videos, tmp_path, 0.2)
    times, colours = shown(path)
    assert lengths(path) == pytest.approx([12, 12], abs=0.07)
    assert colours[:250] == 2 * (50 * "r" + 75 * "b")
    assert 297 <= len(times) <= 300
    assert times == pytest.approx([n / 25 for n in range(len(times))], abs=0.001)


def test_pictures_are_copied_and_not_encoded(videos: tuple[Item, ...], tmp_path: Path) -> None:
    path = make_long(videos, tmp_path, 5 / 60)
    originals = []
    for source in (videos[0].media, videos[1].media):
        with av.open(str(source)) as container:
            originals += [bytes(packet) for packet in container.demux(video=0) if packet.size]
    with av.open(str(path)) as container:
        assert [bytes(packet) for packet in container.demux(video=0) if packet.size] == originals


def test_the_end_is_the_end_of_the_minute_for_both_tracks(videos: tuple[Item, ...], tmp_path: Path) -> None:
    picture, tone = lengths(make_long(videos, tmp_path, 0.06))  # 3.6 s: in the midst of the second one
    assert picture == pytest.approx(3.6, abs=0.001)
    assert 3.6 - 1_024 / 16_000 - 0.001 <= tone <= 3.6


def test_sound_goes_on_at_the_joints(videos: tuple[Item, ...], tmp_path: Path) -> None:
    with av.open(str(make_long(videos, tmp_path, 0.2))) as container:
        frames = [(frame.time, frame.samples / frame.sample_rate) for frame in container.decode(audio=0)]
    gaps = [after[0] - before[0] - before[1] for before, after in pairwise(frames)]
    assert max(gaps) <= 1_024 / 16_000 + 0.001
    assert min(gaps) > -0.001


def test_the_moment_of_recording_is_that_of_the_first(videos: tuple[Item, ...], tmp_path: Path) -> None:
    with av.open(str(make_long(videos, tmp_path, 0.05))) as container:
        assert container.metadata["creation_time"].startswith("2026-11-05T15:00:00")


def test_videos_that_differ_are_encoded_anew(videos: tuple[Item, ...], tmp_path: Path) -> None:
    small = np.full((HEIGHT // 2, WIDTH // 2, 3), (20, 20, 200), np.uint8)
    odd = film(tmp_path / "odd.mp4", (1.0, still(small)), encoding=Encoding(tones=(880.0,), fps=10))
    path = make_long((videos[0], item(odd)), tmp_path, 0.04)
    times, colours = shown(path)
    assert lengths(path) == pytest.approx([2.4, 2.4], abs=0.07)
    assert len(times) == 60
    assert colours[1:49] + colours[52:] == 48 * "r" + 8 * "b"
    with av.open(str(path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (1280, 720)


def test_a_recording_that_is_there_is_not_made_again(videos: tuple[Item, ...], tmp_path: Path) -> None:
    before = make_long(videos, tmp_path, 0.05).stat().st_mtime_ns
    assert make_long(videos, tmp_path, 0.05).stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir()] == ["long_0.05_min.mp4"]


def test_what_has_no_picture_or_no_sound_is_left_out(videos: tuple[Item, ...], tmp_path: Path) -> None:
    mute = item(film(tmp_path / "mute.mp4", (1.0, BLUE)))
    voice = item(sound(tmp_path / "voice.m4a", 440.0))
    assert set(shown(make_long((mute, voice, videos[0]), tmp_path, 0.05))[1]) == {"r"}
    with pytest.raises(InputError, match="picture and sound"):
        make_long((mute, voice), tmp_path, 1)
