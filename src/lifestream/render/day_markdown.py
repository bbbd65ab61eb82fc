"""A day, or several, as Markdown with front matter, as Obsidian and its like read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from lifestream.domain.claim import Claim
from lifestream.domain.day import Commitment, Day, Event, Mention, Period, elapsed
from lifestream.domain.segment import timecode
from lifestream.render import day_wording as say
from lifestream.render.escape import link_target, markdown, one_line, quoted
from lifestream.render.page import MOMENTS, WEAK, section
from lifestream.render.wording import length_text, listed


@dataclass(frozen=True, slots=True)
class Links:
    """Where things lie as seen from the page: media by recording, pictures by blob key, days that have a page."""

    media: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)

    def moment(self, recording: str, seconds: float, text: str | None = None) -> str:
        """A timecode that links to its moment, where it is known where the media lies."""
        label = text or timecode(seconds)
        place = self.media.get(recording)
        return f"[{label}]({link_target(place)}#t={int(seconds + 1e-6)})" if place else label


def render_day(day: Day, links: Links = Links()) -> str:
    """A page about one day."""
    lines = [
        *_front_matter(say.long_date(day.date), day.date, day.date, (day,), day.themes),
        f"# {say.long_date(day.date)}",
        "",
        f"**{markdown(day.headline)}**",
        "",
        f"{_day_link(day.date - timedelta(days=1), '←')} · {_day_link(day.date + timedelta(days=1), '→')}",
        "",
        *_day_body(day, links, level=2),
    ]
    return "\n".join(lines).rstrip() + "\n"


def render_period(period: Period, links: Links = Links()) -> str:
    """A page about several days: what it was about, who was there, what stands at its end, then day by day."""
    title = say.span_date(period.first, period.last)
    people = [
        f"- {_person(p.name)} — {markdown(say.presence_text(p).partition(' (')[2].rstrip(')'))}" for p in period.people
    ]
    lines = [
        *_front_matter(title, period.first, period.last, period.days, period.themes),
        f"# {title}",
        "",
        f"**{markdown(period.headline)}**",
        "",
        *section("People", people),
    ]
    for name, found in say.period_sections(period):
        lines += section(name, _commitments(found, period.as_of, links))
    for day in period.days:
        headline = [f"**{markdown(day.headline)}** ·"] if len(day.events) > 1 else []
        lines += [f"## {say.long_date(day.date)}", "", " ".join([*headline, _day_link(day.date)]), ""]
        lines += _timeline(day, links, level=3)
    return "\n".join(lines).rstrip() + "\n"


def _front_matter(title: str, first: date, last: date, days: Sequence[Day], topics: Sequence[str]) -> list[str]:
    people = dict.fromkeys(name for day in days for event in day.events for name in event.people)
    kinds = dict.fromkeys(event.kind for day in days for event in day.events)
    places = dict.fromkeys(e.place.text for day in days for e in day.events if e.place and e.place.source == "gps")
    tags = ["lifestream/day" if first == last else "lifestream/period", *(f"lifestream/{kind}" for kind in kinds)]
    when = (
        [f"date: {first.isoformat()}"] if first == last else [f"from: {first.isoformat()}", f"to: {last.isoformat()}"]
    )
    return [
        "---",
        f"title: {quoted(title)}",
        *when,
        *([f"zone: {quoted(days[0].zone)}"] if days else []),
        f"people: [{', '.join(map(quoted, people))}]",
        f"places: [{', '.join(map(quoted, places))}]",
        f"themes: [{', '.join(map(quoted, topics))}]",
        f"recordings: {sum(len(day.events) for day in days)}",
        f"tags: [{', '.join(tags)}]",
        "---",
        "",
    ]


def _day_body(day: Day, links: Links, level: int) -> list[str]:
    lines = [f"{say.amount_sentence(day)} {markdown(say.zone_sentence(day))}", ""] if day.events else []
    lines += _timeline(day, links, level=level)
    lines += section("Decisions", [f"- {_claim(event, claim, links)}" for event, claim in say.decided(day)])
    for name, found in say.commitment_sections(day):
        lines += section(name, _commitments(found, day.date, links))
    lines += section("People", [f"- {_person(p.name)} — {length_text(p.talk_seconds)} of talk" for p in day.people])
    return lines + (section("Themes", [" · ".join(_tag(theme) for theme in day.themes)]) if day.themes else [])


def _timeline(day: Day, links: Links, level: int) -> list[str]:
    """The events in order, and the gaps between them."""
    lines: list[str] = []
    gaps = list(day.gaps)
    for event in day.events:
        while gaps and event.start and elapsed(gaps[0].end, event.start) >= 0:
            gap = gaps.pop(0)
            told = f"{say.clock(gap.start)} – {say.clock(gap.end)}: nothing was recorded"
            lines += [f"*{told} ({length_text(gap.seconds)}).*", ""]
        lines += _event(event, day, links, level)
    return lines


def _event(event: Event, day: Day, links: Links, level: int) -> list[str]:
    facts = [event.kind, length_text(event.part.duration), *_people(event)]
    if event.place:
        facts.append(markdown(say.place_words(event.place)))
    facts += [text for text in (say.continuation(event), say.known_from(event, day)) if text]
    title = markdown(event.title) or "Untitled"
    opened = links.moment(event.recording, event.part.start, title)
    lines = [f"{'#' * level} {say.hours(event)} · {opened}", "", " · ".join(facts), ""]
    if picture := links.pictures.get(event.picture or ""):
        lines += [f"![{title}]({link_target(picture)})", ""]
    told = [_claim(event, claim, links) for claim in event.bottom_line]
    lines += [" ".join(told), ""] if told else []
    rest = [
        f"- *{markdown(chapter.title) or 'Untitled'}:* {' '.join(_claim(event, claim, links) for claim in claims)}"
        for chapter, claims in say.untold(event)
    ]
    return [*lines, *rest, ""] if rest else lines


def _claim(event: Event, claim: Claim, links: Links) -> str:
    mark = [WEAK] if claim.verification.state == "weak" else []
    moments = (links.moment(event.recording, start) for start in say.moments(claim))
    return " ".join([markdown(claim.text), *mark, *moments])


def _commitments(found: Iterable[Commitment], today: date, links: Links) -> list[str]:
    """Commitments as check boxes, with what each rests on below."""
    lines: list[str] = []
    for commitment in found:
        box = "x" if commitment.state == "closed" else "-" if commitment.state == "dismissed" else " "
        owner = f"{_person(commitment.owner)}:" if commitment.owner else "*Owner not said:*"
        standing = markdown(say.standing(commitment, today))
        rest = [f"— {standing}"] if standing else []
        lines.append(" ".join([f"- [{box}] {owner} {markdown(commitment.task)}", *rest, f"`{commitment.id}`"]))
        lines += [f"    - {_mention(mention, links)}" for mention in commitment.opened[:MOMENTS]]
        lines += [f"    - ✓ {_mention(mention, links)}" for mention in commitment.closed[:MOMENTS]]
    return lines


def _mention(mention: Mention, links: Links) -> str:
    moment = links.moment(mention.recording, mention.segment.start)
    who = f"{markdown(mention.speaker)}: " if mention.speaker else ""
    return f"{say.brief_date(mention.day)}, {moment} — {who}“{markdown(mention.quote)}”"


def _people(event: Event) -> list[str]:
    named = [_person(name) for name in event.people]
    text = say.people_text(event)
    unnamed = [text.split(" and ")[-1]] if event.unnamed else []
    return [listed([*named, *unnamed])] if named or unnamed else []


def _person(name: str) -> str:
    """A link to a person's note, as wiki pages write it; a name with marks of its own is left as text."""
    plain = one_line(name)
    return (
        f"[[{plain}]]"
        if plain and re.fullmatch(r"[\w .'’-]+", plain) and not re.fullmatch(r"S\d+", plain)
        else markdown(name)
    )


def _tag(theme: str) -> str:
    """A theme as a tag: letters, digits and hyphens."""
    plain = re.sub(r"[^\w]+", "-", one_line(theme)).strip("-")
    return f"#{plain}" if plain and not plain.isdigit() else markdown(theme)


def _day_link(day: date, arrow: str = "") -> str:
    return " ".join(filter(None, (arrow, f"[[{day.isoformat()}]]")))
