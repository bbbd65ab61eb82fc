"""Every number in a claim occurs in its evidence, however either writes it, and counts the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case
from lifestream.verify.mentions import MONTHS, WEEKDAYS, DateMention, find_dates
from lifestream.verify.numerals import CURRENCIES, ORDINALS, PERCENT, SCALES, TENS, UNITS, Number, agree, find_numbers
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

REACH = 5
"""Words behind a number among which the thing that it counts is looked for, and how many of them name it."""
MOST_THINGS = 2
NO_THINGS = frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(CURRENCIES) | PERCENT

NUMBER_WORDS = frozenset({*UNITS, *TENS, *SCALES, *ORDINALS, "hundred", "point"})
CLAUSE_ENDS = frozenset(listed(", . ; ! ? ( ) and but or while whereas because so though although which who since"))
POINTERS = frozenset(listed("it its it's that that's this these those they they're them there one ones he she"))


def check_numbers(case: Case) -> Check:
    """Check the value, the unit and the thing counted of each number; those inside dates are left to the dates."""
    evidence = [(number, tokenize(e.text)) for e in case.exhibits for number in find_numbers(e.text)]
    shown = sum(1 for e in case.exhibits if e.picture)
    tokens = tokenize(case.text)
    rivals = [pair for pair in evidence if not any(agree(n, pair[0]) for n in find_numbers(case.text))]
    for number in outside_dates(find_numbers(case.text), find_dates(case.text)):
        if tokens[number.first - 1].text == "S" and number.first:
            continue  # S2 is a voice
        said = " ".join(t.text for t in tokens[number.first : number.last + 1])
        same = [(n, context) for n, context in evidence if agree(number, n)]
        if not same and not (case.claim.source == "shown" and number.largest == shown):
            return Check("numbers", False, f"“{said}” is not in the evidence")
        if same and not _unit_fits(number, [n for n, _ in same], case):
            return Check("numbers", False, f"“{said} {number.unit}”: the evidence has another unit")
        if same and (thing := _miscounted(number, tokens, same, evidence)):
            return Check("numbers", False, f"“{said} {thing}”: the evidence counts something else")
        if same and (subject := _misplaced(number, tokens, same, rivals)):
            return Check("numbers", False, f"“{said}”: the evidence says another number of {subject}")
    return Check("numbers", True)


def outside_dates(numbers: Sequence[Number], dates: Sequence[DateMention]) -> list[Number]:
    """The numbers that are no part of a date."""
    return [n for n in numbers if not any(d.first <= n.first and n.last <= d.last for d in dates)]


def _unit_fits(number: Number, same: Sequence[Number], case: Case) -> bool:
    """Whether some equal number has this unit, or one that has none while the evidence names the unit elsewhere."""
    if not number.unit or any(n.unit == number.unit for n in same):
        return True
    units = {
        CURRENCIES.get(t.lower, "%" if t.lower in PERCENT else "") for e in case.exhibits for t in tokenize(e.text)
    }
    return any(not n.unit for n in same) and number.unit in units


def _miscounted(
    number: Number,
    tokens: Sequence[Token],
    same: Sequence[tuple[Number, Sequence[Token]]],
    evidence: Sequence[tuple[Number, Sequence[Token]]],
) -> str:
    """The thing that the claim counts with this number where the evidence counts it only with another one."""
    for thing in _things(number, tokens):
        counted_here = any(thing in _things(n, context) for n, context in same)
        counted_elsewhere = any(thing in _things(n, context) for n, context in evidence if not agree(number, n))
        if counted_elsewhere and not counted_here:
            return thing
        if counted_here:
            return ""
    return ""


def _things(number: Number, tokens: Sequence[Token]) -> list[str]:
    """The stems of the content words right behind a number ("37 open bugs", "6,000 euros for the event")."""
    things: list[str] = []
    for token in tokens[number.last + 1 : number.last + 1 + REACH]:
        if token.lower in {"for", "a", "an", "the"} and not things:
            continue
        if not token.is_word or token.lower in STOPWORDS or len(things) == MOST_THINGS:
            break
        if token.lower not in NO_THINGS:
            things.append(stem(token.lower))
    return things


def _misplaced(
    number: Number,
    tokens: Sequence[Token],
    same: Sequence[tuple[Number, Sequence[Token]]],
    rivals: Sequence[tuple[Number, Sequence[Token]]],
) -> str:
    """What the claim says this number of, where the evidence says it of something else, and of this another number.

    A clause of the evidence that points back ("it was twelve"), or names nothing before its number, says nothing here.
    """
    subject = _stems(_clause(number, tokens))
    heard: list[frozenset[str]] = []
    for other, context in same:
        clause = _clause(other, context)
        if not POINTERS.isdisjoint(t.lower for t in clause) or not _stems(
            t for t in clause if t.start < context[other.first].start
        ):
            return ""
        heard.append(_stems(clause) & subject)
    for rival, context in rivals:
        shared = _stems(_clause(rival, context)) & subject
        is_of_a_kind = (rival.unit, rival.form) == (number.unit, number.form)
        if is_of_a_kind and 2 * len(shared) >= len(subject) and all(stems < shared for stems in heard):
            return " ".join(sorted(shared))
    return ""


def _clause(number: Number, tokens: Sequence[Token]) -> Sequence[Token]:
    before = [i for i in range(number.first) if _ends_clause(tokens, i)]
    behind = [i for i in range(number.last + 1, len(tokens)) if _ends_clause(tokens, i)]
    return tokens[max(before, default=-1) + 1 : min(behind, default=len(tokens))]


def _stems(tokens: Iterable[Token]) -> frozenset[str]:
    """The stems of content words that are no part of a number."""
    return frozenset(stem(t.lower) for t in tokens if t.is_word and t.lower not in STOPWORDS | NO_THINGS | NUMBER_WORDS)


def _ends_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a clause ends at a token: at a mark or a conjunction, but not inside "three hundred and twelve"."""
    is_inside = 0 < i < len(tokens) - 1 and {tokens[i - 1].lower, tokens[i + 1].lower} <= NUMBER_WORDS
    return tokens[i].lower in CLAUSE_ENDS and not is_inside
