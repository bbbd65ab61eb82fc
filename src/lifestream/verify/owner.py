"""The owner of an action is who takes it on in the evidence, or who is asked to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case, Exhibit, name_parts
from lifestream.verify.words import STOPWORDS, fold

COMMITMENT = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall)\b(?! have| be )|\blet me\b|\b(?:i'm|i am|we're|we are) going to\b"
    r"|\bi(?:'ll| will) be\b|\b(?:i|we) can\b|\byou(?:'ll| will) (?:get|have|receive|hear)\b"
    r"|^(?:sure|will do|of course|no problem|gladly|happy to|on it)\b",
    re.IGNORECASE,
)
REQUEST = re.compile(
    r"\b(?:can|could|would|will) you\b|\bplease\b"
    r"|\byou (?:should|need to|have to|must|will(?! (?:get|have|receive|hear)))\b"
    r"|\bi(?:'d like| would like| need| want) you to\b",
    re.IGNORECASE,
)
DUTY = (
    r"(?:will|shall|should|is going to|is to|can|could|must|needs? to|has to|ha[ds] agreed to|agreed to|agrees to|would"
    r"|offered to|promised to|committed to|takes?|took|plans to|to)"
)
"""What stands between a name and its task."""
SUBJECT = re.compile(rf"(S\d+|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){{0,2}}) {DUTY}\b")


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who may own what the evidence speaks of: ids of speakers, and folded parts of names."""

    speakers: frozenset[str]
    names: frozenset[str]

    def __or__(self, other: Responsible) -> Responsible:
        return Responsible(self.speakers | other.speakers, self.names | other.names)

    def __bool__(self) -> bool:
        return bool(self.speakers or self.names)


NOBODY = Responsible(frozenset(), frozenset())


def check_owner(case: Case, owner: str) -> Check:
    """Check an owner, a speaker's id or a name, against those who commit themselves, are asked or are named.

    Where the evidence has no words of commitment, everybody who speaks or is named in it may own.
    """
    firm = NOBODY
    for exhibit in case.exhibits:
        firm = firm | _responsible(exhibit, case)
    anybody = Responsible(case.speakers, case.words)
    if _includes(firm or anybody, owner, case):
        return Check("owner", True)
    return Check("owner", False, f"{owner} does not take it on in the evidence")


def check_subject(case: Case) -> Check:
    """Check whom the text of a claim itself says to have a task ("Clara will book the venue")."""
    match = SUBJECT.match(case.text)
    if not match or case.base.speaker(match.group(1)) is None:
        return Check("subject", True)
    checked = check_owner(case, match.group(1))
    return Check("subject", checked.passed, checked.detail)


def _includes(responsible: Responsible, owner: str, case: Case) -> bool:
    speaker = case.base.speaker(owner)
    if speaker is not None:
        return speaker.id in responsible.speakers or bool(name_parts(speaker) & responsible.names)
    parts = owner.casefold().split()
    return bool(parts) and all(part in responsible.names for part in parts)


def _responsible(exhibit: Exhibit, case: Case) -> Responsible:
    """Who takes on or is given something in one exhibit."""
    text = fold(exhibit.text)
    speakers: set[str] = set()
    names = set(_charged(text))
    if exhibit.speaker and COMMITMENT.search(text):
        speakers.add(exhibit.speaker)
    if exhibit.speaker and REQUEST.search(text):
        called = {
            part for s in case.base.speakers if s.id != exhibit.speaker for part in name_parts(s) if _calls(text, part)
        }
        names |= called
        if not called:
            # Nobody is called by name: whoever speaks next is the one who was asked, or who spoke just before.
            around = (case.base.neighbour(exhibit.ref, 1), case.base.neighbour(exhibit.ref, -1))
            speakers |= {e.speaker for e in around if e and e.speaker}
    return Responsible(frozenset(speakers), frozenset(names))


def _charged(text: str) -> set[str]:
    """Names in front of a duty ("Ben will …"), behind "ask" or "suggest", or with a colon or dash on a slide."""
    patterns = (
        rf"\b([A-Z][\w'-]*(?: [A-Z][\w'-]*){{0,2}}) {DUTY}\b",
        r"\b(?:asks?|suggests?|propose|nominate|assign|assigned to|owner|responsible|by)[: ]+"
        r"([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})",
        r"(?:^|\n)\s*([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})\s*[:–-]",
        r"[\(\[]([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})[\)\]]",
    )
    found = (match.group(1) for pattern in patterns for match in re.finditer(pattern, text))
    return {part for name in found for part in name.casefold().split() if part not in STOPWORDS}


def _calls(text: str, name: str) -> bool:
    """Whether somebody is addressed: a name set off by a comma, or at the start of a sentence before "can you"."""
    return bool(
        re.search(
            rf"(?:^|[.!?,] )(?:\w+ )?{re.escape(name)},|, {re.escape(name)}\b|^{re.escape(name)}\b", text, re.IGNORECASE
        )
    )
