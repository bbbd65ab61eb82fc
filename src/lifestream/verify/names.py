"""Every name in a claim is in its evidence, or belongs to somebody who speaks there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case, name_parts
from lifestream.verify.mentions import MONTHS, WEEKDAYS
from lifestream.verify.numerals import CURRENCIES, ORDINALS, SCALES, TENS, UNITS
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

TITLES = frozenset(listed("mr mrs ms miss mister madam dr doctor prof professor sir"))
ANYBODY = frozenset(
    listed(
        "participants participant attendees everyone everybody speaker speakers somebody someone team members nobody"
    )
)
"""Words for people that name nobody."""
SUBJECT_MARKS = frozenset(
    listed(
        "will would should shall must can could may might is was are has had have did does agreed agrees said says "
        "asked asks told tells suggested suggests proposed proposes offered offers promised promises confirmed "
        "confirms explained explains reported reports noted notes wants wanted plans planned needs thinks takes "
        "took and"
    )
)
"""Words that make the first word of a sentence a subject, so that its capital may be that of a name."""
NEUTRAL = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(CURRENCIES)
    | TITLES
    | ANYBODY
    | {"i", *UNITS, *TENS, *SCALES, *ORDINALS}
)
YOU = re.compile(r"\byou(?:r|'ll|'re|'ve|'d)?\b", re.IGNORECASE)
SENTENCE_ENDS = frozenset({".", "!", "?", ":", '"', "\n"})


def check_names(case: Case) -> Check:
    """Check names: capitalised words inside sentences, subjects that begin one, and ids of speakers."""
    allowed = case.words | _voices(case)
    tokens = tokenize(case.text)
    known = frozenset(part for s in case.base.speakers for part in name_parts(s))
    for i, token in enumerate(tokens):
        if token.text == "S" and i + 1 < len(tokens) and tokens[i + 1].is_number and tokens[i + 1].start == token.end:
            if f"S{tokens[i + 1].text}" not in case.speakers | _named_ids(case):
                return Check("names", False, f"S{tokens[i + 1].text} does not speak in the evidence")
            continue
        if not is_name(tokens, i, known):
            continue
        word = token.lower.removesuffix("'s")
        if word not in allowed and stem(word) not in case.stems:
            return Check("names", False, f"“{token.text}” is not in the evidence")
    return Check("names", True)


def check_attribution(case: Case) -> Check:
    """Check that the voice to which a claim is ascribed speaks in the evidence."""
    ascribed = case.label or case.claim.speaker
    if ascribed is None or case.claim.source == "shown":
        return Check("attribution", True)
    for label in dict.fromkeys(filter(None, (case.label, case.claim.speaker))):
        speaker = case.base.speaker(label)
        if (speaker.id if speaker else label) not in case.speakers:
            return Check("attribution", False, f"{label} does not speak in the evidence")
    return Check("attribution", True)


def is_name(tokens: Sequence[Token], i: int, known: frozenset[str]) -> bool:
    """Whether a token is a name: of a known speaker, or by its capital where only a name has one."""
    token = tokens[i]
    word = token.lower.removesuffix("'s")
    if not token.is_word or not token.text[0].isupper() or word in NEUTRAL:
        return False
    if word in known:
        return True
    is_after_title = i >= 2 and tokens[i - 2].lower in TITLES
    if is_after_title or (i and tokens[i - 1].text not in SENTENCE_ENDS):
        return word not in STOPWORDS or (token.text.isupper() and len(word) > 1)
    if word in STOPWORDS:
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    is_double = following is not None and following.is_word and following.text[0].isupper() and word not in STOPWORDS
    return following is not None and (is_double or following.lower in SUBJECT_MARKS or token.lower.endswith("'s"))


def _voices(case: Case) -> frozenset[str]:
    """The parts of the names of those who speak in the evidence, whom it calls by a part, or addresses as "you"."""
    present = case.speakers | _named_ids(case) | _addressed(case)
    return frozenset(part for s in case.base.speakers if s.id in present for part in name_parts(s))


def _addressed(case: Case) -> frozenset[str]:
    """Who speaks just before or after an exhibit that says "you"."""
    around = (
        case.base.neighbour(e.ref, step) for e in case.exhibits if YOU.search(e.text) for step in (-1, 1) if e.speaker
    )
    return frozenset(e.speaker for e in around if e and e.speaker)


def _named_ids(case: Case) -> frozenset[str]:
    return frozenset(s.id for s in case.base.speakers if name_parts(s) & case.words)
