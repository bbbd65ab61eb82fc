"""By when something is due: the words that say so, and the day that they mean."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from lifestream.domain.claim import Due
from lifestream.verify.dates import borrow_months, resolve_deadline
from lifestream.verify.mentions import DateMention, find_dates
from lifestream.verify.words import fold, tokenize

DEADLINES = ("by", "until", "till", "before", "no later than", "not later than", "due", "due on", "due by", "latest")
TIMES = ("on", "this", "in", "for", "within", "at the", "at")
FILLERS = re.compile(
    r"(?:\b(?:the|the end of|end of|early|late|noon|midday|close of business|close of play|end of day|end of business"
    r"|eod|\d+(?::\d\d)? (?:o'clock|am|pm)))+$",
    re.IGNORECASE,
)
"""What may stand between "by" and the day."""
TAIL = re.compile(r"\s+(?:morning|afternoon|evening|night|at noon|at the latest)\b", re.IGNORECASE)
FRIDAY = 4


def resolve_due(words: str, recorded_at: datetime | None) -> Due:
    """Turn the words that were said into a due date, counted from the day of the recording.

    A weekday is the next such day, "next Friday" the one in the following week, a week means its Friday and
    a longer period its last day. Where the words say too little, or nobody knows the day of the recording,
    the date stays ``None``.

    >>> resolve_due("by Friday", datetime(2026, 11, 3)).date
    datetime.date(2026, 11, 6)
    """
    anchor = recorded_at.date() if recorded_at else None
    for mention in borrow_months(find_dates(words)):
        days = resolve_deadline(mention, anchor)
        ahead = sorted(day for day in days if anchor is None or day >= anchor)
        if ahead:
            chosen = _choose(mention, ahead, anchor)
            return Due(words, chosen, anchor.isoformat() if anchor else None)
    return Due(words)


def _choose(mention: DateMention, ahead: list[date], anchor: date | None) -> date:
    if anchor is not None and mention.phrase == "next" and mention.weekday is not None:
        monday = anchor - timedelta(days=anchor.weekday())
        following = [day for day in ahead if day >= monday + timedelta(weeks=1)]
        return following[0] if following else ahead[0]
    if mention.weekday is not None or (mention.day and mention.month):
        later = [day for day in ahead if day != anchor]
        return (later or ahead)[0]
    if mention.phrase.endswith(" week"):
        return next((day for day in ahead if day.weekday() == FRIDAY), ahead[-1])
    return ahead[-1]


def find_due(text: str) -> str | None:
    """The words of a sentence that say by when, as they were said; ``None`` where none do.

    >>> find_due("I will fix the login crash by Friday, the sixth of November.")
    'by Friday, the sixth of November'
    >>> find_due("We have two sessions on the eighteenth and one customer.") is None
    False
    """
    plain = fold(text)
    tokens = tokenize(plain)
    found: list[tuple[bool, str]] = []
    for mention in find_dates(plain):
        start, end = tokens[mention.first].start, tokens[mention.last].end
        before = plain[:start].rstrip()
        before = FILLERS.sub("", before).rstrip()
        tail = TAIL.match(plain, end)
        end = tail.end() if tail else end
        lead = next((p for p in (*DEADLINES, *TIMES) if re.search(rf"\b{p}$", before, re.IGNORECASE)), None)
        is_bare = not mention.phrase and mention.weekday is None
        is_only_day = is_bare and not mention.month
        if (lead is None and is_bare) or (is_only_day and lead not in (*DEADLINES, "on", "for")):
            continue
        first = len(before) - len(lead) if lead else len(before)
        found.append((lead in DEADLINES, plain[first:end].strip()))
    if not found:
        return None
    return next((words for is_deadline, words in found if is_deadline), found[-1][1])


def without_due(text: str, due: str | None) -> str:
    """A sentence without the words that say by when."""
    if not due:
        return text
    at = fold(text).find(due)
    if at < 0:
        return text
    plain = fold(text)
    rest = f"{plain[:at].rstrip(' ,')}{plain[at + len(due) :]}"
    return re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s{2,}", " ", rest)).strip()
