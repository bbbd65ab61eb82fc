"""Days and weeks as Markdown and as HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
import yaml
from markdown_it import MarkdownIt
from tests.builders import claim
from tests.hostile import NASTY

from lifestream.domain.claim import Due
from lifestream.domain.day import Commitment, Day, Event, Gap, Mention, Period, PlaceName, Presence
from lifestream.domain.document import Chapter
from lifestream.domain.segment import Segment
from lifestream.render.day_html import Sights, render_day_html, render_period_html
from lifestream.render.day_markdown import Links, render_day, render_period

ON = date(2026, 11, 5)
NINE = datetime(2026, 11, 5, 9, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0picture"


def mention(quote: str, day: date = ON, speaker: str | None = "Ada Brandt") -> Mention:
    return Mention("rec_1", day, Segment(65.0, 70.0), quote, speaker, "a1")


def promise(task: str, state: str = "open", **changes: object) -> Commitment:
    made = Commitment("c0ffee00", task, "Ada Brandt", Due("by Friday", date(2026, 11, 6)), (mention("I will."),))
    return replace(made, state=state, **changes)  # type: ignore[arg-type]


def event(**changes: object) -> Event:
    base = Event(
        recording="rec_1",
        title="Planning",
        kind="meeting",
        media="/films/planning one.mp4",
        part=Segment(0.0, 1800.0),
        start=NINE,
        end=NINE + timedelta(minutes=30),
        zone_source="recording",
        people=("Ada Brandt",),
        unnamed=2,
        place=PlaceName("Davos, Switzerland", "gps"),
        picture="keyframes/1.jpg",
        bottom_line=(claim("The move is on Saturday.", "u1", state="supported", at=61),),
        decisions=(claim("The move is on Saturday.", "u1", kind="decision", state="supported", at=61),),
        chapters=(Chapter("Vans", Segment(0, 9), (claim("Two vans are enough.", "u2", state="weak", at=90),)),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def a_day(**changes: object) -> Day:
    later = NINE + timedelta(hours=2)
    base = Day(
        date=ON,
        zone="Europe/Zurich",
        zone_source="recordings",
        headline="Planning · a note",
        events=(event(), event(recording="rec_2", title="A note", start=later, end=later + timedelta(minutes=30))),
        gaps=(Gap(NINE + timedelta(minutes=30), later),),
        opened=(promise("Book the van"),),
        carried=(promise("Write the letter", opened=(mention("I write it.", date(2026, 11, 2)),)),),
        closed=(promise("Order keys", "closed", closed=(mention("They are ordered."),), closed_by="evidence"),),
        overdue=(promise("Send the budget", "overdue", due=Due("by Monday", date(2026, 11, 2))),),
        people=(Presence("Ada Brandt", 200.0, 2),),
        themes=("moving van",),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def a_week() -> Period:
    day = a_day()
    closed = replace(day.closed[0], closed_on=ON)
    return Period(
        date(2026, 11, 2),
        date(2026, 11, 8),
        ON,
        "2 recordings on 1 day",
        (day,),
        (),
        (closed,),
        day.opened,
        day.overdue,
    )


LINKS = Links({"rec_1": "films/planning one.mp4"}, {"keyframes/1.jpg": "day_files/1.jpg"})
SIGHTS = Sights({"rec_1": "films/planning one.mp4"}, {"keyframes/1.jpg": JPEG})


class Tags(HTMLParser):
    """Every tag and attribute of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def front_matter(page: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(page.split("---\n")[1])
    return found


def test_a_day_tells_everything_in_the_order_in_which_it_is_wanted() -> None:
    page = render_day(a_day(), LINKS)
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    assert headings == [
        "Thursday, 5 November 2026",
        "09:00 – 09:30 · [Planning](films/planning%20one.mp4#t=0)",
        "11:00 – 11:30 · A note",
        *("Decisions", "Overdue", "Opened", "Closed", "Carried over", "People", "Themes"),
    ]
    assert "*09:30 – 11:00: nothing was recorded (1 h 30 min).*" in page
    assert "Ada Brandt]] and 2 unnamed voices · Davos, Switzerland (by GPS)" in page
    assert "The move is on Saturday. [01:01](films/planning%20one.mp4#t=61)" in page
    assert "- *Vans:* Two vans are enough. ≈ [01:30]" in page


def test_a_commitment_says_who_what_until_when_and_what_it_rests_on() -> None:
    page = render_day(a_day(), LINKS)
    assert "- [ ] [[Ada Brandt]]: Book the van — due Fri 6 Nov 2026 `c0ffee00`" in page
    assert "    - 5 Nov, [01:05](films/planning%20one.mp4#t=65) — Ada Brandt: “I will.”" in page
    assert "- [ ] [[Ada Brandt]]: Send the budget — was due Mon 2 Nov 2026, 3 days late" in page
    assert "- [ ] [[Ada Brandt]]: Write the letter — due Fri 6 Nov 2026, since 2 Nov" in page
    assert "- [x] [[Ada Brandt]]: Order keys" in page
    assert "    - ✓ 5 Nov, [01:05]" in page


def test_front_matter_and_links_are_what_a_vault_of_notes_needs() -> None:
    page = render_day(a_day(), LINKS)
    assert front_matter(page) == {
        "title": "Thursday, 5 November 2026",
        "date": ON,
        "zone": "Europe/Zurich",
        "people": ["Ada Brandt"],
        "places": ["Davos, Switzerland"],
        "themes": ["moving van"],
        "recordings": 2,
        "tags": ["lifestream/day", "lifestream/meeting"],
    }
    assert "← [[2026-11-04]] · → [[2026-11-06]]" in page
    assert "#moving-van" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zone_source": "assumed", "zone": "UTC"}, "times are in UTC. Set LIFESTREAM_ZONE"),
        ({"zone_source": "user"}, "shown in Europe/Zurich, as you set it"),
        ({"zone_source": "recordings"}, "Times are those of the recordings (Europe/Zurich)."),
        ({"seconds": 82_800.0}, "of 23 h (clocks were changed)"),
    ],
)
def test_how_times_are_known_is_said_on_every_page(changes, said) -> None:
    assert said in render_day(a_day(**changes))
    assert said in render_day_html(a_day(**changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"date_source": "file", "start": None, "end": None}, "the day is that of the file"),
        ({"date_source": "filename", "zone_source": "unknown"}, "from the file's name, which says no zone"),
        ({"zone_source": "place"}, "in the zone of its place"),
        ({"zone_source": "unknown"}, "shown in UTC, its own is not known"),
        ({"goes_on": True}, "09:00 – 24:00 …"),
        ({"began_before": True, "end": NINE}, "… – 09:00"),
        ({"start": None, "end": None, "date_source": "user"}, "Time not known"),
    ],
)
def test_what_is_odd_about_the_time_of_an_event_is_said_beside_it(changes, said) -> None:
    page = render_day(a_day(events=(event(**changes),)))
    assert said in page
    assert said in "".join(Tags(render_day_html(a_day(events=(event(**changes),)))).texts)


def test_an_html_page_needs_nothing_else_and_runs_no_script() -> None:
    page = render_day_html(a_day(), SIGHTS)
    tags = Tags(page)
    assert tags.open == []
    assert "script" not in tags.tags
    policy = next(value for name, value in tags.attributes if name == "content" and "default-src" in value)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert (
        policy == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    sources = [value for name, value in tags.attributes if name == "src"]
    assert sources == [f"data:image/jpeg;base64,{base64.b64encode(JPEG).decode()}"] * 2
    assert {value for name, value in tags.attributes if name == "href"} == {
        f"films/planning%20one.mp4#t={second}" for second in (0, 61, 90, 65)
    }


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_stays_text(text: str) -> None:
    said = claim(text, "u1", state="supported", at=1)
    bad = event(title=text, people=(text,), place=PlaceName(text, "said", said), bottom_line=(said,), decisions=(said,),
                chapters=(Chapter(text, Segment(0, 1), (replace(said, text=f"x {text}"),)),))  # fmt: skip
    task = promise(text, owner=text, opened=(mention(text, speaker=text),), due=Due(text))
    day = a_day(
        events=(bad,), opened=(task,), headline=text, themes=(text,), people=(Presence(text, 1.0, 1),), zone=text
    )
    week = replace(a_week(), days=(day,), open=(task,), headline=text, themes=(text,))
    places = Sights({"rec_1": "a.mp4"}, {"keyframes/1.jpg": JPEG})
    for page in (render_day_html(day, places), render_period_html(week, places)):
        tags = Tags(page)
        assert not {"script", "iframe", "b"} & set(tags.tags)
        assert not any(name.startswith("on") for name, _ in tags.attributes)
        assert not any(value.startswith(("javascript:", "http:", "data:text")) for _, value in tags.attributes)
        assert tags.open == []
    for page in (render_day(day, Links({"rec_1": "a.mp4"})), render_period(week, Links({"rec_1": "a.mp4"}))):
        assert isinstance(front_matter(page), dict)
        made = Tags(MarkdownIt("commonmark").render(page.split("---\n", 2)[2]))
        assert not {"script", "img", "blockquote", "hr"} & set(made.tags)
        assert all(value.startswith("a.mp4#t=") for name, value in made.attributes if name == "href")


def test_a_week_tells_what_stands_at_its_end_then_each_day() -> None:
    page = render_period(a_week(), LINKS)
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == ["Overdue", "Open", "Closed", "Thursday, 5 November 2026"]
    assert front_matter(page)["from"] == date(2026, 11, 2)
    texts = "".join(Tags(render_period_html(a_week(), SIGHTS)).texts)
    assert "2–8 November 2026" in texts
    assert "done on 5 Nov" in texts


def test_a_day_without_recordings_is_a_page_too() -> None:
    nothing = Day(ON, "UTC", "assumed", "No recordings")
    assert "**No recordings**" in render_day(nothing)
    assert "No recordings" in render_day_html(nothing)
