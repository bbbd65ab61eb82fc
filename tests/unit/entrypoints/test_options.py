from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lifestream.entrypoints.cli.options import is_day, read_bounds, read_languages, read_moment
from lifestream.errors import InputError
from lifestream.ports.diarizer import SpeakerBounds


def test_a_moment_without_an_offset_is_in_the_zone_that_the_user_set():
    moment = read_moment("2026-07-03T09:30", ZoneInfo("Europe/Berlin"))
    assert moment.isoformat() == "2026-07-03T09:30:00+02:00"
    assert read_moment("2026-11-03", ZoneInfo("Europe/Berlin")).isoformat() == "2026-11-03T00:00:00+01:00"


def test_languages_are_codes_or_english_names_each_once() -> None:
    assert read_languages("EN, de,German,pt-BR") == ("en", "de", "pt")
    assert read_languages(None) == read_languages("") == ()


@pytest.mark.parametrize("text", ["xx", "en,klingon", "e n", "english;german"])
def test_a_language_that_nobody_can_hear_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no language"):
        read_languages(text)


def test_speakers_are_a_number_or_a_range() -> None:
    assert read_bounds(None) == SpeakerBounds()
    assert read_bounds("3") == SpeakerBounds(3, 3)
    assert read_bounds(" 2 - 5 ") == SpeakerBounds(2, 5)


@pytest.mark.parametrize("text", ["0", "5-2", "two", "-1", "3-", ""])
def test_other_counts_of_speakers_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a count"):
        read_bounds(text)


def test_a_moment_keeps_its_zone_or_gets_that_of_the_machine() -> None:
    known = read_moment("2026-11-03T09:30+01:00")
    assert known is not None
    assert known.utcoffset() == timedelta(hours=1)
    local = read_moment("2026-11-03")
    assert local == datetime(2026, 11, 3).astimezone()
    assert read_moment(None) is None


@pytest.mark.parametrize(("text", "only_a_day"), [("2026-11-03", True), ("2026-11-03T00:00Z", False), (None, False)])
def test_a_date_without_a_time_is_a_day(text: str | None, only_a_day: bool) -> None:
    assert is_day(text) is only_a_day


def test_what_is_no_moment_is_refused() -> None:
    with pytest.raises(InputError, match="is not a date"):
        read_moment("yesterday")
