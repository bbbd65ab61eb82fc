"""When recordings were made, as containers and names tell it."""

import os
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.adapters.media.dated_names import read_name
from lifestream.adapters.media.origin import find_origin

HALF_PAST = datetime(2026, 11, 5, 9, 30, tzinfo=UTC)
INSTANT = {"creation_time": "2026-11-05T09:30:00.000000Z"}


@pytest.fixture
def made(tmp_path):
    def make(name, metadata=None, duration=0.0):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        return find_origin(path, metadata or {}, duration)

    return make


@pytest.mark.parametrize(
    "name",
    [
        "VID_20261105_093000.mp4",
        "20261105_093000.mp4",
        "VID_20261105_093000_00_001.insv",
        "DJI_20261105093000_0001_D.MP4",
        "Weekly sync-20261105_093000-Meeting Recording.mp4",
        "Screen_Recording_20261105-093000_Maps.mp4",
        "Screenrecorder-2026-11-05-09-30-00-123.mp4",
        "WIN_20261105_09_30_00_Pro.mp4",
        "2026_1105_093000_001.MP4",
        "2026-11-05 09-30-00.mkv",
        "2026-11-05 09.30.00.mov",
        "Screen Recording 2026-11-05 at 09.30.00.mov",
        "Screen Recording 2026-11-05 at 9.30.00\u202fAM.mov",
        "WhatsApp Video 2026-11-05 at 09.30.00.mp4",
        "signal-2026-11-05-093000.mp4",
        "video_2026-11-05_09-30-00.mp4",
        "Recording 2026-11-05 093000.mp4",
        "Team sync - 2026_11_05 09_30 - Recording.mp4",
    ],
)
def test_the_names_of_common_cameras_and_programs_show_a_wall_clock(name):
    found = read_name(name)
    assert (found.moment, found.zone, found.is_day) == (HALF_PAST, "unknown", False)


@pytest.mark.parametrize(
    ("name", "zone", "hours"),
    [
        ("GMT20261105-093000_Recording.mp4", "utc", 0),
        ("PXL_20261105_093000123.mp4", "utc", 0),
        ("RPReplay_Final1793871000.mp4", "utc", 0),
        ("2026-11-05T09:30:00Z.mp4", "utc", 0),
        ("abc-defg-hij (2026-11-05 at 10 30 GMT+1).mp4", "filename", 1),
        ("2026-11-05T10:30:00+01:00.mp4", "filename", 1),
        ("2026-11-05T150000+0530.mp4", "filename", 5.5),
    ],
)
def test_a_name_that_says_its_zone_is_believed(name, zone, hours):
    found = read_name(name)
    assert (found.moment, found.zone) == (HALF_PAST, zone)
    assert found.moment.utcoffset() == timedelta(hours=hours)


def test_half_past_nine_in_the_evening_is_not_in_the_morning():
    assert read_name("Screen Recording 2026-11-05 at 9.30.00 PM.mov").moment.hour == 21
    assert read_name("Screen Recording 2026-11-05 at 12.30.00 AM.mov").moment.hour == 0


@pytest.mark.parametrize("name", ["VID-20261105-WA0003.mp4", "2026-11-05.mp4", "party 2026.11.05.mov", "20261105.mp4"])
def test_a_name_with_a_date_alone_makes_up_no_hour(name, made):
    found = read_name(name)
    assert (found.moment.date().isoformat(), found.is_day) == ("2026-11-05", True)
    assert made(name).is_day


@pytest.mark.parametrize(
    "name",
    ["IMG_1240.mp4", "GX010123.MP4", "20261399_093000.mp4", "phone 0049301234567.mp4", "1920x1080.mp4", "", "9" * 999],
)
def test_a_name_without_a_date_has_none(name):
    assert read_name(name) is None


def test_a_name_and_a_container_that_tell_one_moment_by_two_clocks_tell_the_zone(made):
    phone = made("VID_20261105_103000.mp4", INSTANT)
    assert (phone.recorded_at, phone.zone_source) == (HALF_PAST, "filename")
    assert phone.recorded_at.utcoffset() == timedelta(hours=1)
    india = made("VID_20261105_150002.mp4", INSTANT)
    assert india.recorded_at.utcoffset() == timedelta(hours=5.5)


def test_a_container_that_tells_the_end_tells_the_zone_as_well(made):
    phone = made("VID_20261105_102000.mp4", INSTANT, duration=600.0)
    assert (phone.recorded_at, phone.recorded_at.utcoffset()) == (HALF_PAST - timedelta(minutes=10), timedelta(hours=1))


@pytest.mark.parametrize("name", ["VID_20261105_093000.mp4", "VID_20261105_104500.mp4", "VID_20261101_103000.mp4"])
def test_two_clocks_that_agree_or_have_nothing_in_common_tell_no_zone(made, name):
    origin = made(name, INSTANT)
    assert (origin.recorded_at, origin.source, origin.zone_source) == (HALF_PAST, "container", "unknown")


def test_a_container_without_any_zone_shows_a_wall_clock(made):
    origin = made("a.avi", {"creation_time": "2026-11-05 09:30:00"})
    assert (origin.recorded_at, origin.source, origin.zone_source) == (HALF_PAST, "container", "local")
    wav = made("a.wav", {"date": "2026-11-05", "creation_time": "09:30:00"})
    assert (wav.recorded_at, wav.zone_source) == (HALF_PAST, "local")


def test_a_container_with_an_offset_keeps_it(made):
    origin = made("a.mov", {"com.apple.quicktime.creationdate": "2026-11-05T10:30:00+0100", **INSTANT})
    assert (origin.recorded_at, origin.zone_source) == (HALF_PAST, "container")
    assert origin.recorded_at.tzinfo == timezone(timedelta(hours=1))


def test_the_folder_of_a_meeting_program_tells_what_its_files_do_not(made):
    assert made("2026-11-05 09.30.00 Ada's Zoom Meeting 123/video1.mp4").recorded_at == HALF_PAST
    assert made("2026-11-05 09.30.00 Holiday/clip.mp4").source == "file"


@pytest.mark.parametrize("moment", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "soon", ""])
def test_a_clock_that_was_never_set_is_not_believed(made, moment):
    assert made("a.mp4", {"creation_time": moment}).source == "file"
    assert made("VID_20261105_093000.mp4", {"creation_time": moment}).source == "filename"


@given(st.text(max_size=80))
def test_any_name_can_be_read(name):
    found = read_name(name)
    assert found is None or found.moment.tzinfo is not None
