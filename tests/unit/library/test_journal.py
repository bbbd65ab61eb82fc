from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from benchmarks.journal.five_days import SCENES
from benchmarks.journal.make_days import made
from tests.builders import claim, keyframe, notes
from tests.library import local_library

from lifestream import codec
from lifestream.domain.day import Day, Period
from lifestream.domain.document import Chapter
from lifestream.domain.media import Place
from lifestream.domain.segment import Segment
from lifestream.errors import NotFoundError
from lifestream.library import journal
from lifestream.library.edit import Editor
from lifestream.library.journal import Calendar
from lifestream.ports.gazetteer import Gazetteer, Town

BERLIN = Calendar(ZoneInfo("Europe/Berlin"))
MONDAY, FRIDAY = date(2026, 11, 2), date(2026, 11, 6)


class OneTown(Gazetteer):
    """Knows a single town, wherever one is."""

    def find(self, latitude: float, longitude: float) -> Town | None:
        return Town("Davos, Switzerland", "Europe/Zurich", abs(latitude - 46.8) * 100)


@pytest.fixture
def library(tmp_path):
    return local_library(tmp_path)


def keep(library, scene, duration=None, entry=None, **document):
    written, timeline, made_entry = made(scene)
    kept = replace(made_entry, **(entry or {}))
    kept = replace(kept, duration=duration or kept.duration)
    library.store.put(kept, replace(written, **document), timeline)


def keep_week(library):
    for scene in SCENES:
        keep(library, scene)


def test_a_day_tells_its_events_in_order_and_the_gaps_between_them(library):
    keep_week(library)
    day = journal.day(library, date(2026, 11, 5))
    assert [event.title for event in day.events] == ["A note to myself", "On the way home"]
    assert [(event.people, event.unnamed) for event in day.events] == [(("Ada Brandt",), 0), ((), 1)]
    assert [(gap.start, gap.end) for gap in day.gaps] == [(day.events[0].end, day.events[1].start)]
    assert (day.zone, day.zone_source, day.seconds) == ("UTC+01:00", "recordings", 86_400)
    assert day.headline == "A note to myself · On the way home"


def test_a_day_has_what_was_opened_carried_closed_and_overdue(library):
    keep_week(library)
    day = journal.day(library, FRIDAY)
    assert [c.task for c in day.opened] == ["Send the new budget to the board"]
    assert [c.task for c in day.carried] == ["Measure the server room"]
    assert [c.task for c in day.overdue] == ["Draw the floor plan"]
    assert len(day.closed) == 4


def test_a_day_of_a_week_is_the_day_alone(library):
    keep_week(library)
    week = journal.period(library, MONDAY, date(2026, 11, 8))
    assert week.days == tuple(journal.day(library, day.date) for day in week.days)
    assert [day.date.day for day in week.days] == [2, 3, 4, 5, 6]
    assert [p.name for p in week.people] == ["Ada Brandt", "Ben Okafor", "Clara Ruiz"]
    assert {"budget", "server room", "letter"} <= set(week.themes)
    assert week.as_of == date(2026, 11, 8)


def test_a_period_that_is_not_over_is_told_as_of_today(library):
    keep_week(library)
    library.clock.time = datetime(2026, 11, 4, 12, tzinfo=UTC)
    assert journal.period(library, MONDAY, date(2026, 11, 8)).as_of == date(2026, 11, 4)


def test_a_day_without_recordings_says_so_and_still_knows_what_is_open(library):
    keep_week(library)
    day = journal.day(library, date(2026, 11, 7))
    assert (day.headline, day.events, day.zone_source) == ("No recordings", (), "assumed")
    assert [c.task for c in day.overdue] == ["Measure the server room", "Draw the floor plan"]
    assert journal.latest_day(library) == FRIDAY


def test_an_empty_library_has_no_latest_day(library):
    assert journal.latest_day(library) is None
    assert journal.period(library, MONDAY, FRIDAY).headline == "No recordings"


def test_a_recording_over_midnight_is_told_on_both_days_each_with_what_was_said_on_it(library):
    start = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    said = (claim("Early.", "u1", state="supported", at=10), claim("Late.", "u2", state="supported", at=3000))
    keep(library, SCENES[0], 3600.0, {"recorded_at": start}, bottom_line=said, actions=())
    days = [journal.day(library, date(2026, 11, day)) for day in (2, 3)]
    events = [day.events[0] for day in days]
    assert [[c.text for c in event.bottom_line] for event in events] == [["Early."], ["Late."]]
    assert [(e.began_before, e.goes_on, e.part.duration) for e in events] == [(False, True, 1800), (True, False, 1800)]
    assert (events[0].end, events[1].start) == (start + timedelta(minutes=30),) * 2


def test_recordings_that_overlap_leave_no_gap(library):
    keep(library, SCENES[0], 7200.0)
    keep(library, replace(SCENES[0], id="b", start=SCENES[0].start + timedelta(hours=1)), 60.0)
    keep(library, replace(SCENES[0], id="c", start=SCENES[0].start + timedelta(hours=2)), 60.0)
    assert journal.day(library, MONDAY).gaps == ()


def test_a_gap_while_clocks_go_back_is_as_long_as_it_was(library):
    for hour, id in ((0, "a"), (2, "b")):  # 02:00 in summer time, 03:00 in winter time
        moment = {"recorded_at": datetime(2026, 10, 25, hour, tzinfo=UTC), "zone_source": "unknown"}
        keep(library, replace(SCENES[0], id=id), 60.0, moment)
    day = journal.day(library, date(2026, 10, 25), BERLIN)
    assert (day.seconds, [gap.seconds for gap in day.gaps]) == (90_000, [7140])
    assert [f"{e.start:%H:%M%z}" for e in day.events] == ["02:00+0200", "03:00+0100"]


def test_a_zone_is_said_to_be_the_users_or_assumed(library):
    keep(library, SCENES[0], entry={"zone_source": "unknown", "recorded_at": datetime(2026, 11, 2, 23, 30, tzinfo=UTC)})
    assert journal.day(library, date(2026, 11, 3), BERLIN).zone_source == "user"
    assert journal.day(library, date(2026, 11, 2)).zone_source == "assumed"
    assert not journal.day(library, date(2026, 11, 2), BERLIN).events


@pytest.mark.parametrize("known", [{"is_day": True, "date_source": "user"}, {"date_source": "file"}])
def test_an_event_whose_hour_is_not_known_has_none_and_comes_first(library, known):
    keep(library, replace(SCENES[0], id="timed"))
    keep(library, replace(SCENES[0], id="vague"), entry={"recorded_at": SCENES[0].start.replace(hour=12), **known})
    events = journal.day(library, MONDAY).events
    assert [(e.recording, e.start is None) for e in events] == [("vague", True), ("timed", False)]


def test_a_place_is_named_by_gps_else_as_it_was_said_else_not(library):
    here = claim("We are in the town hall.", "u1", kind="location", state="supported", at=2)
    looks = claim("The picture shows a beach.", "k1", kind="location", source="inferred", state="supported", at=2)
    for id, place, location in (
        ("a", Place(46.8, 9.83, None, "container"), here),
        ("b", None, here),
        ("c", None, looks),
        ("d", None, None),
    ):
        keep(library, replace(SCENES[0], id=id), entry={"place": place}, blocks=(replace(notes(), location=location),))
    events = journal.day(library, MONDAY, Calendar(gazetteer=OneTown)).events
    assert [(e.place.text, e.place.source) if e.place else None for e in events] == [
        ("Davos, Switzerland", "gps"),
        ("We are in the town hall.", "said"),
        None,
        None,
    ]
    unnamed = journal.day(library, MONDAY).events[0].place
    assert unnamed.text.startswith("46.8000° N")


def test_a_recording_that_says_where_it_was_made_is_told_in_the_time_of_that_place(library):
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    for id, latitude in (("near", 46.8), ("far", 48.0)):
        place = Place(latitude, 9.83, None, "container")
        keep(library, replace(SCENES[0], id=id), entry={"place": place, "recorded_at": late, "zone_source": "unknown"})
    calendar = Calendar(ZoneInfo("Asia/Tokyo"), OneTown)
    day = journal.day(library, date(2026, 11, 3), calendar)
    assert [(e.recording, f"{e.start:%H:%M}", e.zone_source) for e in day.events] == [
        ("far", "08:30", "user"),
        ("near", "00:30", "place"),
    ]
    assert day.zone_source == "recordings"


def test_the_picture_of_an_event_is_its_first_chapters_else_one_that_is_spoken_of_else_the_middle_one(library):
    frames = tuple(keyframe(f"k{n}", float(n)) for n in range(1, 6))
    seen = (claim("The picture shows a landscape.", "k2", kind="visual", source="shown", state="supported", at=2),)
    keep(library, replace(SCENES[0], id="a"), keyframes=frames)
    keep(library, replace(SCENES[0], id="b"), keyframes=frames, chapters=(Chapter("One", Segment(0, 9), (), "k5"),))
    keep(library, replace(SCENES[0], id="c"), keyframes=frames, bottom_line=seen)
    keep(library, replace(SCENES[0], id="d"))
    pictures = [event.picture for event in journal.day(library, MONDAY).events]
    assert pictures == ["keyframes/k3.jpg", "keyframes/k5.jpg", "keyframes/k2.jpg", None]


def test_a_person_closes_dismisses_and_gives_away_tasks(library):
    keep_week(library)
    editor = Editor(library, "monday")
    editor.judge("a5", "action-done")
    editor.judge("a6", "claim-dismiss")
    editor.judge("a1", "action-owner", "Clara Ruiz")
    library.clock.time = datetime(2026, 11, 10, tzinfo=UTC)
    known = {c.task: c for c in journal.commitments(library, date(2026, 11, 10))}
    done = known["Measure the server room"]
    assert (done.state, done.closed_by, done.closed_on) == ("closed", "user", date(2026, 11, 10))
    assert known["Water the plants"].state == "dismissed"
    assert known["Send the budget to the board"].owner == "Clara Ruiz"
    before = journal.day(library, date(2026, 11, 9))
    assert "Measure the server room" in [c.task for c in before.overdue]


def test_a_commitment_is_closed_by_its_id_in_every_recording_that_speaks_of_it(library):
    keep_week(library)
    library.clock.time = datetime(2026, 11, 10, tzinfo=UTC)
    on = date(2026, 11, 10)
    server = next(c for c in journal.commitments(library, on) if c.task == "Measure the server room")
    journal.close(library, server.id[:6], on)
    assert [e.kind for id in ("monday", "wednesday") for e in library.store.edits(id)] == ["action-done"] * 2
    closed = next(c for c in journal.commitments(library, on) if c.id == server.id)
    assert (closed.state, closed.closed_by) == ("closed", "user")
    for wanted, error in ((server.id, NotFoundError), ("", NotFoundError), ("nothing", NotFoundError)):
        with pytest.raises(error):
            journal.close(library, wanted, on)


def test_a_day_and_a_week_are_read_back_from_json(library):
    keep_week(library)
    day, week = journal.day(library, FRIDAY), journal.period(library, MONDAY, FRIDAY)
    assert codec.load(Day, codec.dump(day)) == day
    assert codec.load(Period, codec.dump(week)) == week
