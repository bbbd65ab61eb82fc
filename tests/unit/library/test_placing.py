from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from tests.library import entry

from lifestream.errors import InputError
from lifestream.library.placing import day_seconds, place, read_zone

BERLIN, KOLKATA = ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=5, minutes=30))
HOUR = 3600.0


def recorded(moment, duration=60.0, **known):
    known = {"date_source": "container", "zone_source": "unknown", **known}
    return replace(entry(recorded_at=moment), duration=duration, **known)


def test_a_recording_that_says_its_zone_stays_in_it_wherever_the_user_is():
    placed = place(recorded(datetime(2026, 11, 5, 23, 30, tzinfo=KOLKATA), zone_source="container"), BERLIN)
    assert placed.start.isoformat() == "2026-11-05T23:30:00+05:30"
    assert [day for day, _ in placed.parts()] == [date(2026, 11, 5)]


def test_an_instant_without_a_zone_is_told_in_the_users_or_else_in_utc():
    late = recorded(datetime(2026, 11, 5, 23, 30, tzinfo=UTC))
    assert place(late, BERLIN).start.isoformat() == "2026-11-06T00:30:00+01:00"
    assert place(late, None).start.isoformat() == "2026-11-05T23:30:00+00:00"
    assert [place(late, zone).zone_from for zone in (BERLIN, None)] == ["user", "unknown"]


def test_the_time_in_a_file_name_is_what_a_clock_on_the_wall_showed():
    named = recorded(datetime(2026, 7, 5, 9, 30, tzinfo=UTC), date_source="filename")
    assert place(named, BERLIN).start.isoformat() == "2026-07-05T09:30:00+02:00"


def test_a_day_without_an_hour_is_that_day_in_every_zone():
    said = recorded(datetime(2026, 11, 5, tzinfo=UTC), duration=2 * HOUR, date_source="user", is_day=True)
    for zone in (None, BERLIN, ZoneInfo("America/New_York")):
        placed = place(said, zone)
        assert placed.is_day
        assert [(day, part.duration) for day, part in placed.parts()] == [(date(2026, 11, 5), 2 * HOUR)]


def test_what_nobody_dated_has_no_place():
    assert place(recorded(None), BERLIN) is None


def test_a_recording_over_midnight_lies_on_both_days():
    placed = place(recorded(datetime(2026, 11, 5, 23, 30, tzinfo=BERLIN), HOUR, zone_source="container"), None)
    assert [(day, part.start, part.end) for day, part in placed.parts()] == [
        (date(2026, 11, 5), 0.0, HOUR / 2),
        (date(2026, 11, 6), HOUR / 2, HOUR),
    ]
    assert placed.day_at(HOUR / 2 - 1) == date(2026, 11, 5)
    assert placed.day_at(HOUR / 2 + 1) == date(2026, 11, 6)


def test_a_recording_that_ends_at_midnight_lies_on_one_day():
    placed = place(recorded(datetime(2026, 11, 5, 23, tzinfo=UTC), HOUR), None)
    assert [day for day, _ in placed.parts()] == [date(2026, 11, 5)]


def test_days_on_which_clocks_change_have_23_and_25_hours():
    assert day_seconds(date(2026, 3, 29), BERLIN) == 23 * HOUR
    assert day_seconds(date(2026, 10, 25), BERLIN) == 25 * HOUR
    assert day_seconds(date(2026, 11, 5), BERLIN) == day_seconds(date(2026, 3, 29), UTC) == 24 * HOUR


def test_the_hour_that_comes_twice_is_told_apart_and_lengths_are_real():
    placed = place(recorded(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), HOUR), BERLIN)
    assert placed.start.isoformat() == "2026-10-25T02:30:00+02:00"
    assert placed.at(HOUR).isoformat() == "2026-10-25T02:30:00+01:00"


def test_a_night_in_which_clocks_are_put_forward_is_cut_where_the_day_ends():
    placed = place(recorded(datetime(2026, 3, 28, 22, tzinfo=UTC), 25 * HOUR), BERLIN)
    assert [(day, part.duration / HOUR) for day, part in placed.parts()] == [
        (date(2026, 3, 28), 1.0),
        (date(2026, 3, 29), 23.0),
        (date(2026, 3, 30), 1.0),
    ]


def test_a_zone_whose_midnight_is_skipped_begins_its_day_where_clocks_go_on():
    beirut = ZoneInfo("Asia/Beirut")  # 2022-03-27: from 00:00 to 01:00
    assert day_seconds(date(2022, 3, 27), beirut) == 23 * HOUR


def test_the_users_zone_knows_of_a_change_that_a_bare_offset_does_not():
    summer = timezone(timedelta(hours=2))
    placed = place(recorded(datetime(2026, 10, 25, 2, 30, tzinfo=summer), HOUR, zone_source="container"), BERLIN)
    assert placed.at(HOUR).isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "Europe", "x" * 500, "Europe/Berlin\0"])
def test_a_zone_that_there_is_not_is_refused_with_a_remedy(name):
    with pytest.raises(InputError) as error:
        read_zone(name)
    assert "Europe/Berlin" in error.value.remedy


def test_no_zone_is_none():
    assert read_zone(None) is read_zone(" ") is None
