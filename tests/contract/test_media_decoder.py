"""Every media decoder measures containers and decodes them on one clock, whatever they hold."""

import hashlib
import os
import struct
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import BytesIO

import av
import numpy as np
import pytest
from PIL import Image
from tests.media import Encoding, Quiet, film, landscape, plain, sound, still, with_huge_pictures

from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.errors import Cancelled, InputError, ModelError, UnavailableError, UndecodableError

RED, GREEN, BLUE = plain(200, 30, 30), plain(30, 180, 30), plain(30, 30, 200)
VIDEOS = {
    "a.mp4": Encoding(tones=(440.0,)),
    "a.mov": Encoding(tones=(440.0,)),
    "a.mkv": Encoding(tones=(440.0,)),
    "a.webm": Encoding("libvpx-vp9", options={"deadline": "realtime"}, tones=(440.0,), sound_codec="libopus"),
    "a.avi": Encoding("mpeg4", options={}, tones=(440.0,), sound_codec="mp3"),
    "a.ts": Encoding(tones=(440.0,)),
}
SOUNDS = {"a.mp3": "mp3", "a.m4a": "aac", "a.wav": "pcm_s16le", "a.flac": "flac", "a.ogg": "libopus"}


@pytest.fixture(params=[PyavMediaDecoder])
def decoder(request):
    return request.param()


@pytest.fixture
def heard(decoder, tmp_path):
    """Decode the speech track: samples at 16 kHz, and the warnings."""

    def heard(path):
        target = tmp_path / "out" / "speech.pcm"
        result = decoder.decode_sound(path, decoder.probe(path, Quiet()), target, Quiet())
        samples = np.fromfile(target, "<i2")
        assert len(samples) == result.samples
        return samples, result.warnings

    return heard


def pitch(samples):
    """The strongest frequency, in hertz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * 16_000 / len(samples))


def shown(decoder, path, times, max_height=1_080):
    return list(decoder.frames(path, decoder.probe(path, Quiet()), times, max_height))


def colour(image):
    return ("red", "green", "blue")[int(np.argmax(image.mean(axis=(0, 1))))]


@pytest.mark.parametrize("name", VIDEOS)
def test_a_video_is_measured_seen_and_heard(decoder, heard, tmp_path, name):
    path = film(tmp_path / name, (1, RED), (1, GREEN), (1, BLUE), encoding=VIDEOS[name])
    media = decoder.probe(path, Quiet())
    (video,), (audio,) = media.video, media.audio
    assert (video.width, video.height, video.rotation, video.is_variable) == (320, 180, 0, False)
    assert video.fps == pytest.approx(25, abs=0.1)
    assert audio.channels == 1
    assert media.duration == pytest.approx(3, abs=0.15)
    assert media.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert media.size_bytes == path.stat().st_size
    samples, warnings = heard(path)
    assert len(samples) / 16_000 == pytest.approx(3, abs=0.15)
    assert pitch(samples) == pytest.approx(440, abs=3)
    assert not warnings
    frames = shown(decoder, path, (0.5, 1.5, 2.5))
    assert [colour(image) for _, image in frames] == ["red", "green", "blue"]
    assert [time for time, _ in frames] == pytest.approx([0.5, 1.5, 2.5], abs=0.1)


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_measured_and_heard(decoder, heard, tmp_path, name):
    path = sound(tmp_path / name, 440.0, seconds=2.0, codec=SOUNDS[name])
    media = decoder.probe(path, Quiet())
    assert not media.has_video
    assert media.duration == pytest.approx(2, abs=0.15)
    samples, _ = heard(path)
    assert len(samples) / 16_000 == pytest.approx(2, abs=0.15)
    assert pitch(samples) == pytest.approx(440, abs=3)
    assert shown(decoder, path, (1.0,)) == []


def test_a_video_without_sound_has_none_to_decode(decoder, tmp_path):
    path = film(tmp_path / "silent.mp4", (1, RED))
    media = decoder.probe(path, Quiet())
    assert media.has_video
    assert not media.has_audio
    with pytest.raises(InputError, match="no sound"):
        decoder.decode_sound(path, media, tmp_path / "x.pcm", Quiet())


@pytest.mark.parametrize(("degrees", "size", "corner"), [(90, (180, 320), -1), (270, (180, 320), 0)])
def test_a_phone_held_upright_is_shown_upright(decoder, tmp_path, degrees, size, corner):
    image = np.full((180, 320, 3), 20, np.uint8)
    image[:, :40] = 230  # a bright left edge
    path = rotate(film(tmp_path / "phone.mp4", (1, still(image))), degrees)
    (video,) = decoder.probe(path, Quiet()).video
    assert (video.width, video.height, video.rotation) == (*size, degrees)
    ((_, picture),) = shown(decoder, path, (0.5,))
    assert picture.shape == (320, 180, 3)
    assert picture[0 if degrees == 90 else -1].mean() > 200  # a quarter turn clockwise brings it to the top


def rotate(path, degrees):
    """Write a display matrix into an MP4: its picture is to be turned clockwise by ``degrees``."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    a, b, c, d = (round(part * 0x0001_0000) for part in (cosine, sine, -sine, cosine))
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x4000_0000)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("degrees", "size"), [(5, (320, 180)), (80, (180, 320)), (260, (180, 320))])
def test_a_picture_is_turned_by_quarters_only(decoder, tmp_path, degrees, size):
    path = rotate(film(tmp_path / "phone.mp4", (1, RED)), degrees)
    (video,) = decoder.probe(path, Quiet()).video
    assert video.rotation == round(degrees / 90) * 90
    assert (video.width, video.height) == size
    ((_, picture),) = shown(decoder, path, (0.5,))
    assert picture.shape == (size[1], size[0], 3)


@pytest.mark.parametrize(("ratio", "width"), [("2/1", 640), ("8/9", 284), ("90/1", 320), ("401/400", 320)])
def test_pixels_that_are_not_square_are_shown_as_wide_as_they_are_meant(decoder, tmp_path, ratio, width):
    how = Encoding(options={"x264-params": f"sar={ratio}"})
    path = film(tmp_path / "tape.mp4", (1, RED), encoding=how)
    (video,) = decoder.probe(path, Quiet()).video
    assert (video.width, video.height) == (width, 180)
    assert shown(decoder, path, (0.5,))[0][1].shape == (180, width, 3)
    turned = rotate(path, 90)
    assert shown(decoder, turned, (0.5,))[0][1].shape == (width, 180, 3)


def test_uneven_frames_are_found_by_their_own_times(decoder, tmp_path):
    def pace(n):
        return 0.1 * n if n < 10 else 1 + 0.5 * (n - 10)

    path = film(tmp_path / "screen.mkv", (0.4, RED), (0.4, BLUE), encoding=Encoding(pace=pace))
    media = decoder.probe(path, Quiet())
    assert media.video[0].is_variable
    frames = shown(decoder, path, (0.85, 0.95, 3.4, 4.9))
    assert [time for time, _ in frames] == pytest.approx([0.8, 0.9, 3.0, 4.5], abs=0.01)
    assert [colour(image) for _, image in frames] == ["red", "red", "blue", "blue"]


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.ts"])
def test_sound_that_starts_late_is_preceded_by_silence(decoder, heard, tmp_path, name):
    path = film(tmp_path / name, (4, RED), encoding=Encoding(tones=(440.0,), sound_delay=1.5))
    assert decoder.probe(path, Quiet()).audio[0].start == pytest.approx(1.5, abs=0.1)
    samples, _ = heard(path)
    first = np.argmax(np.abs(samples) > 2_000) / 16_000
    assert first == pytest.approx(1.5, abs=0.1)


def test_a_picture_that_starts_late_is_found_at_its_time(decoder, tmp_path):
    how = Encoding(tones=(440.0,), pace=lambda n: 1.2 + n / 25)
    path = film(tmp_path / "late.mkv", (1, RED), (1, BLUE), encoding=how)
    assert decoder.probe(path, Quiet()).video[0].start == pytest.approx(1.2, abs=0.05)
    frames = shown(decoder, path, (0.2, 1.7, 2.7))
    assert [colour(image) for _, image in frames] == ["red", "red", "blue"]
    assert frames[1][0] == pytest.approx(1.7, abs=0.05)


def test_of_several_tracks_one_is_heard_and_that_is_said(decoder, heard, tmp_path):
    path = film(tmp_path / "two.mkv", (2, RED), encoding=Encoding(tones=(300.0, 900.0)))
    media = decoder.probe(path, Quiet())
    assert len(media.audio) == 2
    assert any("2 sound tracks" in warning for warning in media.warnings)
    assert pitch(heard(path)[0]) == pytest.approx(300, abs=3)


def test_pictures_are_shrunk_but_not_enlarged(decoder, tmp_path):
    path = film(tmp_path / "a.mp4", (1, still(landscape(1))))
    assert shown(decoder, path, (0.5,), max_height=90)[0][1].shape == (90, 160, 3)
    assert shown(decoder, path, (0.5,), max_height=900)[0][1].shape == (180, 320, 3)


def test_times_far_apart_and_past_the_end_give_the_frames_on_screen(decoder, tmp_path):
    path = film(tmp_path / "long.mp4", (20, RED), (20, GREEN), (10, BLUE), encoding=Encoding(fps=5, gop=50))
    frames = shown(decoder, path, (1.0, 1.1, 25.0, 49.0, 90.0))
    assert [colour(image) for _, image in frames] == ["red", "red", "green", "blue", "blue"]
    assert [time for time, _ in frames] == pytest.approx([1.0, 1.0, 25.0, 49.0, 49.8], abs=0.01)


def test_the_containers_own_time_is_an_instant_without_a_zone(decoder, tmp_path):
    how = Encoding(metadata={"creation_time": "2026-11-05T09:30:00.000000Z"})
    origin = decoder.probe(film(tmp_path / "20200101_080000.mp4", (1, RED), encoding=how), Quiet()).origin
    assert origin.recorded_at == datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
    assert (origin.source, origin.zone_source) == ("container", "unknown")


def test_a_phones_own_time_and_place_keep_their_zone(decoder, tmp_path):
    how = Encoding(
        metadata={
            "com.apple.quicktime.creationdate": "2026-11-05T10:30:00+0100",
            "com.apple.quicktime.location.ISO6709": "+52.5200+013.4050+034.000/",
        },
        muxer={"movflags": "use_metadata_tags"},
    )
    origin = decoder.probe(film(tmp_path / "IMG_1.mov", (1, RED), encoding=how), Quiet()).origin
    assert origin.recorded_at == datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
    assert origin.recorded_at.utcoffset() == timedelta(hours=1)
    assert (origin.source, origin.zone_source) == ("container", "container")
    assert origin.place is not None
    assert (origin.place.latitude, origin.place.longitude, origin.place.altitude) == (52.52, 13.405, 34.0)
    assert origin.place.source == "container"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("VID_20261105_093000.mp4", "unknown"),
        ("2026-11-05 09-30-00.mp4", "unknown"),
        ("GMT20261105-093000_a.mp4", "utc"),
    ],
)
def test_a_dated_name_is_the_second_best_source(decoder, tmp_path, name, zone):
    origin = decoder.probe(film(tmp_path / name, (1, RED)), Quiet()).origin
    assert origin.recorded_at == datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
    assert (origin.source, origin.zone_source, origin.place) == ("filename", zone, None)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov"])
def test_every_common_container_tells_when_it_was_made(decoder, tmp_path, ending):
    how = Encoding(metadata={"creation_time": "2026-11-05T09:30:00.000000Z"})
    origin = decoder.probe(film(tmp_path / f"a.{ending}", (1, RED), encoding=how), Quiet()).origin
    assert (origin.recorded_at, origin.source) == (datetime(2026, 11, 5, 9, 30, tzinfo=UTC), "container")


def test_the_files_own_time_is_the_last(decoder, tmp_path):
    path = film(tmp_path / "a.mp4", (1, RED))
    origin = decoder.probe(path, Quiet()).origin
    assert origin.source == "file"
    assert abs(origin.recorded_at.timestamp() - path.stat().st_mtime) <= 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.mp4", b""),
        ("text.mp4", b"Dear diary, this is no video at all.\n" * 40),
        ("zeros.mkv", bytes(5_000)),
        ("noise.mp4", np.random.default_rng(1).bytes(20_000)),
        ("list.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.0,\nsecret.ts\n#EXT-X-ENDLIST\n"),
        ("script.mp4", b"ffconcat version 1.0\nfile 'secret.ts'\n"),
        ("page.mp4", b'<?xml version="1.0"?><MPD><Period><BaseURL>secret.ts</BaseURL></Period></MPD>'),
        ("session.mp4", b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"),
        ("drawing.mp4", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    ],
)
def test_what_is_no_recording_is_refused_by_name(decoder, tmp_path, name, data):
    film(tmp_path / "secret.ts", (1, RED))
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=name):
        decoder.probe(path, Quiet())


@pytest.mark.parametrize("suffix", [".m3u8", ".ffconcat", ".mpd", ".sdp", ".txt"])
def test_a_script_that_names_other_files_is_refused_whatever_it_is_called(decoder, tmp_path, suffix):
    film(tmp_path / "secret.ts", (1, RED))
    path = (tmp_path / "list").with_suffix(suffix)
    path.write_text(
        "ffconcat version 1.0\nfile secret.ts\n" if suffix != ".m3u8" else "#EXTM3U\n#EXTINF:1,\nsecret.ts\n"
    )
    with pytest.raises(InputError, match=path.name):
        decoder.probe(path, Quiet())


def test_a_picture_is_no_recording(decoder, tmp_path):
    path = tmp_path / "photo.jpg"
    Image.fromarray(landscape(1)).save(path)
    with pytest.raises(InputError, match=r"photo\.jpg"):
        decoder.probe(path, Quiet())


def test_a_folder_and_a_missing_file_are_refused_by_name(decoder, tmp_path):
    with pytest.raises(InputError, match="folder"):
        decoder.probe(tmp_path, Quiet())
    with pytest.raises(InputError, match=r"gone\.mp4"):
        decoder.probe(tmp_path / "gone.mp4", Quiet())


def test_a_name_that_looks_like_an_address_is_only_a_name(decoder, tmp_path):
    path = film(tmp_path / "plain.mp4", (1, RED)).rename(tmp_path / "http:50%-concat:a|b.mp4")
    assert decoder.probe(path, Quiet()).has_video


def test_an_mp4_without_its_index_is_refused_with_the_reason(decoder, tmp_path):
    path = film(tmp_path / "cut.mp4", (3, still(landscape(1))), encoding=Encoding(tones=(440.0,)))
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 100])
    with pytest.raises(InputError, match=r"cut\.mp4.*(index|cut off)"):
        decoder.probe(path, Quiet())


@pytest.mark.parametrize("name", ["cut.mkv", "cut.ts", "cut.avi"])
def test_a_recording_that_breaks_off_is_used_as_far_as_it_goes(decoder, heard, tmp_path, name):
    how = VIDEOS[name.replace("cut", "a")]
    path = film(tmp_path / name, (6, still(landscape(1))), encoding=how)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert decoder.probe(path, Quiet()).has_video
    assert len(shown(decoder, path, (0.1,))) == 1
    heard(path)


@pytest.mark.parametrize(("share", "is_cut"), [(1.0, False), (0.6, True)])
def test_a_wav_file_that_ends_before_its_header_says_so(decoder, tmp_path, share, is_cut):
    path = sound(tmp_path / "a.wav", 440.0, seconds=6, codec="pcm_s16le")
    path.write_bytes(path.read_bytes()[: round(path.stat().st_size * share)])
    media = decoder.probe(path, Quiet())
    assert media.duration == pytest.approx(6 * share, abs=0.01)
    assert ("The sound ends at 00:03 of 00:06: the file may be cut off." in media.warnings) is is_cut


@pytest.mark.parametrize("size", [0, 0x7FFF_FFFF, 0xFFFF_FFFF])
def test_a_wav_file_that_was_written_to_a_pipe_promises_nothing(decoder, tmp_path, size):
    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 4] = struct.pack("<I", size)
    path.write_bytes(data)
    assert decoder.probe(path, Quiet()).warnings == ()


@pytest.mark.parametrize("size", [None, 0])
def test_a_header_alone_is_refused_as_one(decoder, tmp_path, size):
    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    header = path.read_bytes()[: path.read_bytes().index(b"data") + 8]
    path.write_bytes(header if size is None else header[:-4] + struct.pack("<I", size))
    with pytest.raises(InputError, match=r"a\.wav has a header and no sound"):
        decoder.probe(path, Quiet())


@pytest.mark.parametrize("name", ["hurt.ts", "hurt.mkv", "hurt.mp4"])
def test_damage_in_the_middle_shifts_nothing(decoder, heard, tmp_path, name):
    path = film(tmp_path / name, (3, RED), (3, BLUE), encoding=VIDEOS[name.replace("hurt", "a")])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = np.random.default_rng(2).bytes(400)
    path.write_bytes(data)
    samples, _ = heard(path)
    assert len(samples) / 16_000 == pytest.approx(6, abs=0.3)
    frames = shown(decoder, path, (1.0, 5.9))
    assert all(abs(time - wanted) < 3 for (time, _), wanted in zip(frames, (1.0, 5.9), strict=False))


def test_an_unfinished_sound_is_not_left_behind(decoder, tmp_path):
    class Stop(Quiet):
        def report(self, done, detail=""):
            raise Cancelled

    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    media = decoder.probe(path, Quiet())
    with pytest.raises(Cancelled):
        decoder.decode_sound(path, media, tmp_path / "out" / "a.pcm", Stop())
    assert list((tmp_path / "out").iterdir()) == []


def test_two_who_decode_one_sound_at_the_same_time_do_not_disturb_each_other(decoder, tmp_path):
    path = film(tmp_path / "a.mp4", (4, RED), encoding=Encoding(tones=(440.0,)))
    media, alone, shared = decoder.probe(path, Quiet()), tmp_path / "alone.pcm", tmp_path / "out" / "shared.pcm"
    decoder.decode_sound(path, media, alone, Quiet())

    class Overtaken(Quiet):
        """Half-way, another one decodes the same, from its beginning to its half or its end."""

        def __init__(self, other):
            self.other, self.is_overtaken = other, False

        def report(self, done, detail=""):
            if done > 0.5 and not self.is_overtaken:
                self.is_overtaken = True
                self.other()

    class Stop(Quiet):
        def report(self, done, detail=""):
            if done > 0.3:
                raise Cancelled

    def whole():
        decoder.decode_sound(path, media, shared, Quiet())
        assert shared.read_bytes() == alone.read_bytes()

    def half():
        with pytest.raises(Cancelled):
            decoder.decode_sound(path, media, shared, Stop())

    for other in (whole, half):
        decoder.decode_sound(path, media, shared, Overtaken(other))
        assert shared.read_bytes() == alone.read_bytes()
        assert list(shared.parent.iterdir()) == [shared]


def test_what_a_killed_process_left_is_removed_once_it_is_old(decoder, tmp_path):
    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    old, young = tmp_path / "out" / "1.unfinished", tmp_path / "out" / "2.unfinished"
    old.parent.mkdir()
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 7_200,) * 2)
    decoder.decode_sound(path, decoder.probe(path, Quiet()), tmp_path / "out" / "a.pcm", Quiet())
    assert sorted(p.name for p in old.parent.iterdir()) == ["2.unfinished", "a.pcm"]


def test_the_sound_of_other_recordings_is_removed_when_nobody_reads_it_for_days(decoder, tmp_path):
    path, folder, days = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le"), tmp_path / "out", 24 * 3600
    folder.mkdir()
    for name, read, written in (("a" * 32, 9, 9), ("b" * 32, 1, 9), ("c" * 32, 1, 1), ("my own recording", 9, 9)):
        (folder / f"{name}.pcm").write_bytes(bytes(8))
        os.utime(folder / f"{name}.pcm", (time.time() - read * days, time.time() - written * days))
    decoder.decode_sound(path, decoder.probe(path, Quiet()), folder / f"{'d' * 32}.pcm", Quiet())
    assert {p.stem[0] for p in folder.iterdir()} == {"b", "c", "d", "m"}


def blips(path, *starts):
    """Write a tenth of a second of sound at each of some times, in seconds."""
    with av.open(str(path), "w") as container:
        track = container.add_stream("pcm_s16le", rate=8_000, layout="mono")
        for start in starts:
            frame = av.AudioFrame.from_ndarray(np.full((1, 800), 9_000, np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.time_base, frame.pts = 8_000, Fraction(1, 8_000), round(start * 8_000)
            container.mux(track.encode(frame))
        container.mux(track.encode(None))
    return path


def test_a_hole_in_the_sound_is_silence_as_long(decoder, heard, tmp_path):
    samples, warnings = heard(blips(tmp_path / "a.mkv", 0.0, 90.0))
    assert np.flatnonzero(np.abs(samples) > 4_000)[-1] / 16_000 == pytest.approx(90.1, abs=0.02)
    assert not samples[4_000:1_430_000].any()
    assert not warnings


def test_sound_far_past_the_recordings_length_does_not_become_hours_of_silence(decoder, tmp_path):
    path = blips(tmp_path / "a.mkv", 0.0, 3 * 3_600.0, 6 * 3_600.0)
    media = replace(decoder.probe(path, Quiet()), duration=5.0)  # as a header may say
    found = decoder.decode_sound(path, media, tmp_path / "a.pcm", Quiet())
    assert found.duration == pytest.approx(0.3, abs=0.02)
    assert any("end to end" in warning for warning in found.warnings)


def test_sound_larger_than_the_disk_is_refused_at_once(decoder, tmp_path):
    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    media = replace(decoder.probe(path, Quiet()), duration=1e15)
    with pytest.raises(UnavailableError, match=r"a\.wav takes .* GB are free"):
        decoder.decode_sound(path, media, tmp_path / "out" / "a.pcm", Quiet())
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("form", ["h264", "hevc"])
def test_a_bare_stream_of_pictures_is_refused_with_what_to_do(decoder, tmp_path, form):
    packed = film(tmp_path / "a.mkv", (1, RED), encoding=Encoding("libx265" if form == "hevc" else "libx264"))
    path = tmp_path / f"bare.{form}"
    with av.open(str(packed)) as source, av.open(str(path), "w", format=form) as bare:
        track = bare.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = track
                bare.mux(packet)
    with pytest.raises(InputError, match=r"bare stream.*ffmpeg -i bare"):
        decoder.probe(path, Quiet())


def test_a_picture_that_would_fill_the_memory_is_refused(decoder, tmp_path):
    white = np.broadcast_to(np.uint8(255), (8_300, 8_300, 3))
    path = film(tmp_path / "bomb.avi", (1, still(white)), encoding=Encoding("mjpeg", 1, options={}, pixels="yuvj420p"))
    with pytest.raises(InputError, match=r"bomb\.avi"):
        decoder.probe(path, Quiet())


def test_one_huge_picture_among_small_ones_is_left_out(decoder, tmp_path):
    path = with_huge_pictures(tmp_path / "a.mkv", RED, range(20, 25))
    frames = shown(decoder, path, (0.5, 2.3, 3.5))
    assert [colour(image) for _, image in frames] == ["red"] * 3
    assert [time for time, _ in frames] == pytest.approx([0.5, 1.9, 3.5], abs=0.01)


def test_a_picture_that_is_kept_looks_as_before(decoder):
    image = landscape(3, 640, 360)
    kept = decoder.read_picture(decoder.write_picture(image))
    assert kept.shape == image.shape
    assert np.abs(kept.astype(int) - image).mean() < 6


def test_what_is_no_picture_of_ours_is_not_read(decoder):
    huge, drawing = BytesIO(), BytesIO()
    Image.new("L", (9_000, 9_000)).save(huge, "JPEG")
    Image.new("L", (90, 90)).save(drawing, "PNG")
    for data in (b"not a picture", b"", huge.getvalue(), drawing.getvalue()):
        with pytest.raises(ModelError):
            decoder.read_picture(data)


def test_a_track_that_begins_late_disturbs_nothing(decoder, heard, tmp_path):
    path = film(tmp_path / "a.ts", (4, RED), (4, BLUE), encoding=Encoding(tones=(440.0,)))
    data = bytearray(path.read_bytes())
    packets = range(0, len(data), 188)
    begins = [at for at in packets if data[at + 1] & 0x40 and (data[at + 1] & 0x1F, data[at + 2]) == (1, 1)]
    data[begins[len(begins) * 3 // 4] + 2] = 77  # a packet of sound becomes one of a track that nobody announced
    path.write_bytes(data)
    assert decoder.probe(path, Quiet()).duration == pytest.approx(8, abs=0.2)
    samples, _ = heard(path)
    assert len(samples) / 16_000 == pytest.approx(8, abs=0.3)
    assert [colour(image) for _, image in shown(decoder, path, (1.0, 7.5))] == ["red", "blue"]


@pytest.mark.parametrize(
    ("at", "claimed"), [(22, struct.pack("<H", 59)), (24, struct.pack("<I", 1_800_000_000)), (24, struct.pack("<I", 1))]
)
def test_sound_in_a_format_that_nothing_has_cannot_be_decoded(decoder, heard, tmp_path, at, claimed):
    path = sound(tmp_path / "a.wav", 440.0, codec="pcm_s16le")
    data = bytearray(path.read_bytes())
    data[at : at + len(claimed)] = claimed  # channels, or samples a second
    path.write_bytes(data)
    with pytest.raises(UndecodableError, match=r"a\.wav.*damaged"):
        heard(path)


def test_a_stub_that_ends_before_its_first_packet_has_a_sound_that_cannot_be_decoded(decoder, heard, tmp_path):
    how = Encoding(tones=(440.0,), muxer={"movflags": "faststart"})
    path = film(tmp_path / "stub.mp4", (4, still(landscape(1))), encoding=how)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"mdat") + 8])
    with pytest.raises(UndecodableError, match=r"stub\.mp4.*cut off"):
        heard(path)
    assert shown(decoder, path, (0.0, 2.0)) == []
