"""Every date in a claim occurs in its evidence, and what a due date resolved to can be computed again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from lifestream.domain.claim import Check, Due
from lifestream.verify.evidence import Case
from lifestream.verify.mentions import DAYS_FROM_NOW, DateMention, find_dates, to_date
from lifestream.verify.numbers import check_numbers
from lifestream.verify.words import STOPWORDS, stem, tokenize


def resolve(mention: DateMention, anchor: date | None) -> frozenset[date]:
    """The dates that a mention may mean in a recording made on ``anchor``; empty where it says too little.

    A day without a year is the first one from the anchor on, or the last before it; "next Friday" may
    be this week's or next week's; a week stands for its Monday, Friday and Sunday, any longer period
    for its last day.
    """
    if mention.month and mention.day:
        years = (mention.year,) if mention.year else (anchor.year - 1, anchor.year, anchor.year + 1) if anchor else ()
        days = [d for year in years if (d := to_date(year, mention.month, mention.day))]
        return _nearest([d for d in days if mention.weekday in {None, d.weekday()}], anchor)
    if anchor is None:
        return frozenset()
    if mention.day:
        months = (_shift_month(anchor, offset) for offset in (-1, 0, 1))
        days = [d for first in months if (d := to_date(first.year, first.month, mention.day))]
        return _nearest([d for d in days if mention.weekday in {None, d.weekday()}], anchor)
    if mention.weekday is not None:
        ahead = (mention.weekday - anchor.weekday()) % 7 or 7
        offsets = {"last": (ahead - 7, ahead - 14), "next": (ahead, ahead + 7)}.get(mention.phrase, (ahead, ahead % 7))
        return frozenset(anchor + timedelta(days=offset) for offset in offsets)
    return _resolve_phrase(mention.phrase, anchor)


def _nearest(days: Sequence[date], anchor: date | None) -> frozenset[date]:
    """The first day from the anchor on, and the last before it: what is planned, and what is told."""
    if anchor is None:
        return frozenset(days)
    ahead = sorted(d for d in days if d >= anchor)[:1]
    behind = sorted(d for d in days if d < anchor)[-1:]
    return frozenset(ahead + behind)


def _resolve_phrase(phrase: str, anchor: date) -> frozenset[date]:
    if phrase in DAYS_FROM_NOW:
        return frozenset({anchor + timedelta(days=DAYS_FROM_NOW[phrase])})
    if match := re.fullmatch(r"in (\d{1,4}) days", phrase):
        return frozenset({anchor + timedelta(days=int(match[1]))})
    words = phrase.removeprefix("end of ").split()
    if len(words) != 2:
        return frozenset()
    step = {"next": 1, "following": 1, "last": -1}.get(words[0], 0)
    if words[1] in {"week", "weekend"}:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        days = (0, 4, 6) if not phrase.startswith("end") and words[1] == "week" else (4, 5, 6)
        return frozenset(monday + timedelta(days=offset) for offset in days)
    if words[1] == "month":
        first = _shift_month(anchor, step)
        return frozenset({_shift_month(first, 1) - timedelta(days=1)} | (set() if phrase[:3] == "end" else {first}))
    if words[1] == "quarter":
        start = _shift_month(anchor.replace(month=anchor.month - (anchor.month - 1) % 3, day=1), 3 * step)
        return frozenset({_shift_month(start, 3) - timedelta(days=1)})
    return frozenset({date(anchor.year + step, 12, 31)})


def _shift_month(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def resolve_deadline(mention: DateMention, anchor: date | None) -> frozenset[date]:
    """The days that a mention means as a deadline: as ``resolve``, and of a month without a day its last one."""
    if anchor is None or mention.day or not mention.month or mention.phrase or mention.weekday is not None:
        return resolve(mention, anchor)
    year = mention.year or anchor.year + (mention.month < anchor.month)
    return frozenset({_shift_month(date(year, mention.month, 1), 1) - timedelta(days=1)})


def borrow_months(mentions: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Give a bare day the month of the mention after it ("the eighteenth and the nineteenth of November")."""
    months = {m.month for m in mentions if m.month}
    if len(months) != 1:
        return tuple(mentions)
    return tuple(replace(m, month=next(iter(months))) if m.day and not m.month else m for m in mentions)


def is_backed(mention: DateMention, evidence: Sequence[DateMention], anchor: date | None) -> bool:
    """Whether one mention of the evidence says, or with the anchor means, every part of ``mention``.

    A lone weekday must have been said where any weekday was: another date's weekday is no evidence.
    """
    candidates = borrow_months(evidence)
    if _parts(mention) == (None, None, None, mention.weekday) and mention.weekday is not None:
        candidates = tuple(c for c in candidates if c.weekday is not None) or candidates
    return any(_implies(candidate, mention, anchor) for candidate in candidates)


def _implies(candidate: DateMention, mention: DateMention, anchor: date | None) -> bool:
    said, wanted = _parts(candidate), _parts(mention)
    if any(a is not None and b is not None and a != b for a, b in zip(said, wanted, strict=True)):
        return False
    if mention.phrase and candidate.phrase != mention.phrase and mention.phrase not in {"next", "last"}:
        alone = DateMention(mention.first, mention.last, phrase=mention.phrase)
        if not resolve(alone, anchor) & resolve(candidate, anchor):
            return False
    if all(b is None or a == b for a, b in zip(said, wanted, strict=True)):
        return True
    return any(
        all(b is None or a == b for a, b in zip((d.year, d.month, d.day, d.weekday()), wanted, strict=True))
        for d in resolve(candidate, anchor)
    )


def _parts(mention: DateMention) -> tuple[int | None, int | None, int | None, int | None]:
    return mention.year, mention.month, mention.day, mention.weekday


def check_dates(case: Case) -> Check:
    """Check that the evidence says each date, or means it on the recording's day."""
    evidence = [mention for e in case.exhibits for mention in find_dates(e.text)]
    tokens = tokenize(case.text)
    for mention in find_dates(case.text):
        anchors: tuple[date | None, ...] = case.base.anchors or (None,)
        if not any(is_backed(mention, evidence, anchor) for anchor in anchors):
            said = " ".join(t.text for t in tokens[mention.first : mention.last + 1])
            return Check("dates", False, f"“{said}” is not in the evidence")
    return Check("dates", True)


def check_due(case: Case, due: Due) -> Check:
    """Check that the words of a due date were said."""
    words = replace(case, text=due.text)
    for check in (check_dates(words), check_numbers(words)):
        if not check.passed:
            return replace(check, name="due")
    mentions = find_dates(due.text)
    covered = {i for m in mentions for i in range(m.first, m.last + 1)}
    rest = [t.lower for i, t in enumerate(tokenize(due.text)) if i not in covered and t.is_word]
    missing = [w for w in rest if w not in STOPWORDS and stem(w) not in case.stems]
    if missing or not (mentions or rest):
        return Check("due", False, f"“{due.text}” is not in the evidence")
    return Check("due", True)


def check_due_date(case: Case, due: Due) -> Check:
    """Check that the date which the words of a due date resolved to can be computed again from them."""
    if due.date is None:
        return Check("due date", True)
    for anchor in case.base.anchors or (None,):
        for mention in borrow_months(find_dates(due.text)):
            days = resolve_deadline(mention, anchor)
            ahead = {day for day in days if anchor is None or day >= anchor}
            if due.date in (ahead or days):
                return Check("due date", True)
    return Check("due date", False, f"“{due.text}” does not mean {due.date.isoformat()}")
