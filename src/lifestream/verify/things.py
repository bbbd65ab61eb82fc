"""What a task or a report is about: the thing that something is done to, and what else is said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lifestream.verify.mentions import MONTHS, WEEKDAYS, DateMention, find_dates
from lifestream.verify.names import TITLES
from lifestream.verify.numerals import ORDINALS, find_numbers
from lifestream.verify.senses import RESULTS
from lifestream.verify.words import STOPWORDS, Token, listed, stem, tokenize

PARTIAL = frozenset(listed("draft half outline part parts rough preliminary version beginning"))
"""Words that make a thing a part of it, or a forerunner."""
_RIVALS = (
    frozenset(listed("old new")),
    frozenset(listed("draft final")),
    frozenset(listed("last next previous")),
    frozenset((*ORDINALS, "final")),
    frozenset(listed("monthly weekly quarterly yearly annual daily")),
)
"""Qualifiers of which no thing has two."""
_TIME = frozenset(
    listed(
        "today tonight tomorrow yesterday morning afternoon evening night noon week weeks weekend day days month "
        "months year years ago earlier later now finally meanwhile soon already"
    )
) | frozenset(WEEKDAYS)
_HOW = frozenset(
    listed("fully completely entirely successfully properly correctly officially eventually actually quickly really")
)
_WHICH = frozenset(listed("last next early late"))
"""What tells a time where a time follows: "last night"."""
_PREPOSITIONS = frozenset(
    listed("to from with without at in on by for about of into onto over under through against between among via")
)
_INSIDE = frozenset(("-", "'", "."))
"""Marks inside a name or a compound."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun by its stem, and the stems of what stands before it: ``budget`` in "the budget meeting"."""

    head: str
    qualifiers: frozenset[str] = frozenset()

    def fits(self, other: Noun) -> bool:
        """Whether both may name one thing: not "text message" and "voice message"."""
        mine, theirs = self.qualifiers, other.qualifiers
        return self.head == other.head and not (mine and theirs and not mine & theirs)


@dataclass(frozen=True, slots=True)
class Things:
    """What a text is about.

    ``objects`` are what is dealt with: the nouns before the first preposition, all of a list, else the last ("send Ann
    *the list* of names"). ``keys`` are the stems of all nouns and qualifiers, ``names`` of the capitalised ones,
    ``numbers`` are ``#5``, ``months`` 1–12 where no day is said, ``targets`` weekdays that something is moved to,
    ``words`` all words as they stand.
    """

    objects: tuple[Noun, ...] = ()
    keys: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    months: frozenset[int] = frozenset()
    targets: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def covers(self, wanted: Things) -> bool:
        """Whether everything that is to be dealt with is among what was."""
        return all(any(noun.fits(mine) for mine in self.objects) for noun in wanted.objects)

    def excludes(self, other: Things) -> bool:
        """Whether both cannot be the same: other numbers, another month or name, a draft beside the final one."""
        mine = (self.numbers, self.months, self.names, self.targets)
        theirs = (other.numbers, other.months, other.names, other.targets)
        if any(a and b and a.isdisjoint(b) for a, b in zip(mine, theirs, strict=True)):
            return True
        if (self.words & PARTIAL) != (other.words & PARTIAL):
            return True
        return any(
            (own := self.words & rivals) and (others := other.words & rivals) and not own & others for rivals in _RIVALS
        )


NOTHING = Things()


def things(text: str, without: Collection[str] = ()) -> Things:
    """What a text is about, but for stems ``without``, such as those of its verbs.

    >>> [noun.head for noun in things("the text message and the letter to all patients").objects]
    ['messag', 'let']
    """
    tokens = tokenize(text)
    dates = find_dates(text)
    dated = {i for mention in dates for i in range(mention.first, mention.last + 1)}
    numbers = [n for n in find_numbers(text) if not dated & set(range(n.first, n.last + 1)) and n.form != "time"]
    counted = {i for n in numbers for i in range(n.first, n.last + 1)}
    timed = {i for i in range(len(tokens) - 1) if tokens[i].lower in _WHICH and tokens[i + 1].lower in _TIME}
    apart = dated | counted | timed
    places = [i for i in range(len(tokens)) if i not in apart and _is_thing(tokens[i], without)]
    return Things(
        _objects(tokens, places),
        frozenset(stem(tokens[i].lower) for i in places),
        frozenset(stem(tokens[i].lower) for i in places if i and tokens[i].text[0].isupper()),
        frozenset(f"#{value:g}" for n in numbers for value in n.values),
        _months(tokens, dates),
        frozenset(t.lower for i, t in enumerate(tokens) if t.lower in WEEKDAYS and i and tokens[i - 1].lower == "to"),
        frozenset(t.lower for t in tokens),
    )


def _months(tokens: Sequence[Token], dates: Sequence[DateMention]) -> frozenset[int]:
    """The months that are named alone, as in "the budget for March"; those of a date tell when something was done."""
    days = {i for mention in dates if mention.day for i in range(mention.first, mention.last + 1)}
    named = (t for i, t in enumerate(tokens) if i and i not in days and t.text[0].isupper())
    return frozenset(MONTHS[t.lower] for t in named if t.lower in MONTHS)


def _is_thing(token: Token, without: Collection[str]) -> bool:
    word = token.lower
    if not token.is_word or len(word) < 2 or stem(word) in without:
        return False
    return not any(word in group for group in (STOPWORDS, _TIME, _HOW, MONTHS, PARTIAL, TITLES, RESULTS))


def _objects(tokens: Sequence[Token], places: Sequence[int]) -> tuple[Noun, ...]:
    """The nouns up to the first preposition behind one; of two without "and" between them, the second."""
    found: list[Noun] = []
    before = -1
    for run in _runs(tokens, places):
        between = [token.lower for token in tokens[before + 1 : run[0]]]
        if found and not _PREPOSITIONS.isdisjoint(between):
            break
        keys = [stem(tokens[i].lower) for i in run]
        noun = Noun(keys[-1], frozenset(keys[:-1]))
        is_list = not found or not {"and", ",", "&", "or"}.isdisjoint(between)
        found = [*found, noun] if is_list else [*found[:-1], noun]
        before = run[-1]
    return tuple(found)


def _runs(tokens: Sequence[Token], places: Sequence[int]) -> list[list[int]]:
    """Places that follow each other with nothing but marks inside a name between them."""
    runs: list[list[int]] = []
    for place in places:
        if runs and all(tokens[i].text in _INSIDE for i in range(runs[-1][-1] + 1, place)):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
