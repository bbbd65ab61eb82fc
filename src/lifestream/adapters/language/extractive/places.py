"""Where a recording says that it takes place."""

from __future__ import annotations

import re

_ROOMS = (
    "room|office|building|kitchen|garden|beach|park|station|street|hall|theatre|theater|library|museum|lab|studio|church"
    "|market|airport|hotel|restaurant|bridge|forest|mountain|car|train"
)
_HERE = re.compile(
    r"\b(?:we're|we are|i'm|i am) (?:all |now |currently |here |sitting |standing |back )*"
    r"(?P<place>(?:in|at|on|outside|inside) (?:the |our |a |an )?"
    rf"(?:[A-Z][\w'-]+(?: (?:of |the )?[A-Z][\w'-]+){{0,3}}|(?:\w+ ){{0,2}}(?:{_ROOMS})))"
    r"(?=[,.!?]|$| (?:and|today|right|for|with)\b)"
)
_LINE = re.compile(r"^(?:location|venue|place|room|where)\s*[:–-]\s*(?P<place>.{3,60})$", re.IGNORECASE)


def place_said(text: str) -> str | None:
    """Where a sentence says that its speaker is.

    >>> place_said("Good morning, we're in the town hall today."), place_said("We are in trouble.")
    ('in the town hall', None)
    """
    match = _HERE.search(text)
    return match["place"] if match else None


def place_shown(line: str) -> str | None:
    """The place that a line of a slide names ("Venue: Town Hall")."""
    match = _LINE.match(line.strip())
    return match["place"] if match else None
