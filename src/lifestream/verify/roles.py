"""Who does something to whom is the same in a claim and in its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case, EvidenceBase, name_parts
from lifestream.verify.words import Token, listed, stem, tokenize

REACH = 6
"""Words at most between one person and the other."""
BREAKS = frozenset(
    listed(", . ; : ! ? ( ) and or but nor that if when while because who whom which whose than as so with between")
)
"""What parts two persons: beside "with", both do the same."""
ADDS = frozenset(
    listed(
        "a an the is are was were be been being am has have had do does did will would shall should can could may "
        "might must not never also just already still then now really only always often once first finally to of for "
        "on at in about it by from"
    )
)
"""Words beside which the word for the deed stands."""
MUTUAL = frozenset(stem(word) for word in listed("meet met know knows marry married join joined resemble match"))
FIRST_PERSON = frozenset(listed("i me i'm i've i'll i'd"))


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to whom: the stem of a word, and persons by speaker id or name."""

    doer: str
    deed: str
    other: str


def check_roles(case: Case) -> Check:
    """Check that no deed between two persons is turned round.

    It fails only where the evidence has the same deed the other way alone.
    """
    said = {deed for exhibit in case.exhibits for deed in _deeds(exhibit.text, case.base, exhibit.speaker)}
    for claimed in _deeds(case.text, case.base, None):
        if claimed not in said and Deed(claimed.other, claimed.deed, claimed.doer) in said:
            return Check("roles", False, f"in the evidence {claimed.other} does so to {claimed.doer}")
    return Check("roles", True)


def _deeds(text: str, base: EvidenceBase, speaker: str | None) -> Iterator[Deed]:
    """The deeds of a text between persons that are named, or speak of themselves."""
    tokens = tokenize(text)
    persons = [(i, person) for i, token in enumerate(tokens) if (person := _person(token, base, speaker))]
    for (i, one), (j, other) in pairwise(persons):
        between = [token.lower for token in tokens[i + 1 : j]]
        if one == other or not 0 < len(between) <= REACH or not BREAKS.isdisjoint(between):
            continue
        deed = next((stem(word) for word in between if word not in ADDS), None)
        if deed is None or deed in MUTUAL:
            continue
        is_passive = between[-1] == "by"
        yield Deed(other, deed, one) if is_passive else Deed(one, deed, other)


def _person(token: Token, base: EvidenceBase, speaker: str | None) -> str | None:
    """The id of the one speaker whom a capitalised word names, or of the voice that says "I"."""
    word = token.lower.removesuffix("'s")
    if speaker and token.lower in FIRST_PERSON:
        return speaker
    if not token.is_word or not token.text[0].isupper():
        return None
    found = [s.id for s in base.speakers if word in name_parts(s)]
    return found[0] if len(found) == 1 else None
