"""A day, or several, as one HTML file that needs nothing else: style and pictures are inside, and no script."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lifestream.domain.claim import Claim
from lifestream.domain.day import Commitment, Day, Event, Gap, Mention, Period, elapsed
from lifestream.domain.segment import timecode
from lifestream.render import day_wording as say
from lifestream.render.day_style import POLICY, STYLE
from lifestream.render.escape import link_target, one_line
from lifestream.render.page import MOMENTS, WEAK
from lifestream.render.wording import length_text


@dataclass(frozen=True, slots=True)
class Sights:
    """What a page shows beside words: where media lie, by recording, and pictures as JPEG, by blob key."""

    media: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def moment(self, recording: str, seconds: float) -> str:
        """A timecode that links to its moment, where it is known where the media lies."""
        return self.link(recording, seconds, timecode(seconds), "at")

    def link(self, recording: str, seconds: float, text: str, kind: str = "") -> str:
        """Any text that links to a moment."""
        name = f' class="{kind}"' if kind else ""
        place = self.media.get(recording)
        if not place:
            return f"<span{name}>{_text(text)}</span>"
        target = html.escape(f"{link_target(place)}#t={int(seconds + 1e-6)}", quote=True)
        return f'<a{name} href="{target}">{_text(text)}</a>'

    def picture(self, key: str | None, title: str) -> str:
        """A picture inside the page; nothing where it is gone."""
        data = self.pictures.get(key or "")
        if not data:
            return ""
        return f'<img alt="Picture of {_text(title)}" src="data:image/jpeg;base64,{base64.b64encode(data).decode()}">'


def render_day_html(day: Day, sights: Sights = Sights()) -> str:
    """A page about one day."""
    head = [f'<p class="lead">{_text(day.headline)}</p>']
    if day.events:
        head.append(f"<p>{_text(say.amount_sentence(day))} {_text(say.zone_sentence(day))}</p>")
    body = [_timeline(day, sights), _decisions(day, sights)]
    body += [_section(name, _commitments(found, day.date, sights)) for name, found in say.commitment_sections(day)]
    body += [_section("People", _chips(map(say.presence_text, day.people))), _section("Themes", _chips(day.themes))]
    return _page(say.long_date(day.date), head, body)


def render_period_html(period: Period, sights: Sights = Sights()) -> str:
    """A page about several days: what stands at its end, then day by day."""
    head = [f'<p class="lead">{_text(period.headline)}</p>']
    body = [
        _section("People", _chips(map(say.presence_text, period.people))),
        _section("Themes", _chips(period.themes)),
    ]
    body += [_section(name, _commitments(found, period.as_of, sights)) for name, found in say.period_sections(period)]
    for day in period.days:
        headline = f'<p class="facts">{_text(day.headline)}</p>' if len(day.events) > 1 else ""
        parts = [headline, _timeline(day, sights), _decisions(day, sights)]
        body.append(_section(say.long_date(day.date), "".join(parts)))
    return _page(say.span_date(period.first, period.last), head, body)


def _page(title: str, head: Iterable[str], body: Iterable[str]) -> str:
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{_text(title)}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<header><h1>{_text(title)}</h1>{''.join(head)}</header>",
            *filter(None, body),
            "<footer>Written by LifeStream from the recordings alone. Every time links to its moment.</footer>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _text(text: str) -> str:
    """Text as text, whatever is in it."""
    return html.escape(one_line(text), quote=True)


def _section(name: str, body: str) -> str:
    return f"<section><h2>{_text(name)}</h2>{body}</section>" if body else ""


def _chips(texts: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(text)}</li>" for text in texts)
    return f'<ul class="chips">{items}</ul>' if items else ""


def _timeline(day: Day, sights: Sights) -> str:
    items: list[str] = []
    gaps = list(day.gaps)
    for event in day.events:
        while gaps and event.start and elapsed(gaps[0].end, event.start) >= 0:
            items.append(_gap(gaps.pop(0)))
        items.append(_event(event, day, sights))
    return f'<ol class="day">{"".join(items)}</ol>' if items else ""


def _gap(gap: Gap) -> str:
    hours = f"{say.clock(gap.start)} – {say.clock(gap.end)}"
    return f'<li class="gap">{hours}: nothing was recorded ({length_text(gap.seconds)})</li>'


def _event(event: Event, day: Day, sights: Sights) -> str:
    facts = [event.kind, length_text(event.part.duration), say.people_text(event)]
    facts += [say.place_words(event.place)] if event.place else []
    facts += [say.continuation(event), say.known_from(event, day)]
    told = " ".join(_claim(event, claim, sights) for claim in event.bottom_line)
    more = "".join(
        f"<h4>{_text(chapter.title) or 'Untitled'}</h4><p>{' '.join(_claim(event, c, sights) for c in claims)}</p>"
        for chapter, claims in say.untold(event)
    )
    return "".join(
        [
            f'<li><div class="hours">{_text(say.hours(event))}</div><article>',
            sights.picture(event.picture, event.title),
            f"<h3>{sights.link(event.recording, event.part.start, event.title or 'Untitled')}</h3>",
            f'<p class="facts">{" · ".join(_text(fact) for fact in facts if fact)}</p>',
            f"<p>{told}</p>" if told else "",
            f"<details><summary>What else was said</summary>{more}</details>" if more else "",
            "</article></li>",
        ]
    )


def _decisions(day: Day, sights: Sights) -> str:
    items = "".join(f"<li>{_claim(event, claim, sights)}</li>" for event, claim in say.decided(day))
    return _section("Decisions", f"<ul>{items}</ul>" if items else "")


def _claim(event: Event, claim: Claim, sights: Sights) -> str:
    mark = [WEAK] if claim.verification.state == "weak" else []
    return " ".join([_text(claim.text), *mark, *(sights.moment(event.recording, at) for at in say.moments(claim))])


def _commitments(found: Iterable[Commitment], today: date, sights: Sights) -> str:
    items = "".join(_commitment(commitment, today, sights) for commitment in found)
    return f'<ul class="tasks">{items}</ul>' if items else ""


def _commitment(commitment: Commitment, today: date, sights: Sights) -> str:
    owner = _text(commitment.owner) if commitment.owner else "Owner not said"
    standing = say.standing(commitment, today)
    return "".join(
        [
            f'<li class="{commitment.state}"><span class="who">{owner}:</span> {_text(commitment.task)}',
            f' <span class="standing">{_text(standing)}</span>' if standing else "",
            f" <code>{_text(commitment.id)}</code>",
            *(_mention(mention, "", sights) for mention in commitment.opened[:MOMENTS]),
            *(_mention(mention, "✓ ", sights) for mention in commitment.closed[:MOMENTS]),
            "</li>",
        ]
    )


def _mention(mention: Mention, mark: str, sights: Sights) -> str:
    moment = sights.moment(mention.recording, mention.segment.start)
    who = f"{_text(mention.speaker)}: " if mention.speaker else ""
    quote = f"{mark}{say.brief_date(mention.day)}, {moment} — {who}“{_text(mention.quote)}”"
    return f"<blockquote>{quote}</blockquote>"
