"""Sentences that say that something was done: not that it will be, should be, is asked, denied or nearly so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lifestream.verify.polarity import NEGATIONS, PSEUDO_NEGATIONS
from lifestream.verify.senses import MEANS, RESULTS, is_past, past_sense, sense
from lifestream.verify.things import Things, things
from lifestream.verify.words import STOPWORDS, Token, fold, listed, stem, stems, tokenize

Doer = Literal["speaker", "group", "named", "open"]

_BLOCKS = frozenset(
    listed(
        """
    will shall would could should might may must can ought going gonna if unless once until when whenever before
    after almost nearly hardly barely half partly hope hopefully maybe perhaps possibly probably presumably
    apparently supposedly allegedly reportedly think thought guess believe suppose supposed assume imagine wish
    pretend want wanted wants need needs needed plan planned planning try tried trying intend intended meant be
    being get gets getting forgot forget forgotten failed refused promised offered let's who whoever whether
    wrong mistake should've would've could've i'd we'd he'd she'd they'd you'd i'll we'll he'll she'll they'll
    you'll it'll starting started begin began begun someone somebody anyone anybody soon sooner
        """
    )
)
"""Words of a clause that leave open whether the deed was done, or by whom."""
_FIRST, _GROUP = frozenset(listed("i i've")), frozenset(listed("we we've"))
_OTHERS = frozenset(listed("he she they you he's she's they've you've"))
_THAT = frozenset(listed("it that this them those these both one it's that's they they're"))
_IS = frozenset(listed("is are was were been it's that's they're"))
_HAVE = frozenset(listed("have has had i've we've they've you've"))
_DETERMINERS = frozenset(listed("the a an my our your his her their its this that these those some any no every each"))
_WHOM = frozenset(listed("me us you him her them everybody everyone"))
_WHEN = frozenset(listed("morning afternoon evening week month noon monday tuesday wednesday thursday friday"))
_TITLE = re.compile(r"\b(dr|mr|mrs|ms|prof|st)\.(?= )", re.IGNORECASE)
_SUBORDINATE = frozenset(
    listed(
        "if unless once until when whenever before after while although though because whether who which so but than"
    )
)
_STARTS = _FIRST | _GROUP | _OTHERS | _IS | _HAVE | frozenset(listed("it that's"))
_ASKS = frozenset(listed("did have has had is are was were do does can could will would should any"))
_YES = re.compile(
    r"^(?:(?:oh|well|um|uh|and|so)[,.]? )*(?:yes|yeah|yep|yup|sure|of course|indeed|done|i did|i have|it is|it has|"
    r"they are|already|all done|absolutely|certainly|sure did)\b"
)
_QUESTION = re.compile(r"\b(?:what|when|where|why|who|whom|which|how|whose)\b")
_OPEN = re.compile(
    r"\babout to\b|\bplease\b|\bmake sure\b|\bensure\b|\bsupposed\b|\bhave to\b|\bhas to\b"
    r"|\b(?:some|most|few|half|part|parts|one) of\b"
)
"""Phrases that leave it open as well."""
_FAILED = frozenset(listed("bounced failed wrong rejected returned refused unfortunately"))
_BY = re.compile(
    r"\b(?:by|until|till|before|no later than)\s+(?:\w+\s+){0,2}?(?:tomorrow|tonight|next|the end|\w+day)\b"
)


@dataclass(frozen=True, slots=True)
class Report:
    """One clause that says that something was done.

    ``doer`` is who did it: the one who speaks, a group he belongs to, somebody named (``names``, folded), or left open,
    as where a thing is said to be done. ``senses`` are those of its verbs.
    """

    sentence: str
    senses: frozenset[str]
    about: Things
    doer: Doer
    names: frozenset[str] = frozenset()


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    plain = _TITLE.sub(r"\1", fold(text))
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n", plain) if part.strip()]


def reports(text: str, before: str = "", wanted: Collection[str] = ()) -> list[Report]:
    """What an utterance says was done; ``before`` is what somebody else said just before it.

    With ``wanted``, stems, only sentences are read that speak of any, or follow one that does.

    >>> [(sorted(r.senses), sorted(r.about.keys), r.doer) for r in reports("I sent the budget, it is signed.")]
    [(['send'], ['budget'], 'speaker'), (['sign'], ['budget'], 'open')]
    >>> reports("I haven't sent the budget. I will send it tomorrow. Did you send yours?")
    []
    """
    found: list[Report] = []
    earlier = sentences(before)
    context = earlier[-1] if earlier else ""
    for number, sentence in enumerate(sentences(text)):
        if not wanted or not stems(f"{context} {sentence}").isdisjoint(wanted):
            if number == 0 and (answered := _answer(sentence, context)):
                found.append(answered)
            if not _is_question(sentence):
                found += _in_sentence(sentence, context)
        context = sentence
    return found


def _is_question(sentence: str) -> bool:
    words = [token.lower for token in tokenize(sentence) if token.is_word]
    return (
        sentence.endswith("?")
        or words[:1] == ["did"]
        or (words[:1] != [] and words[0] in _ASKS and "you" in words[1:3])
    )


def _in_sentence(sentence: str, context: str) -> list[Report]:
    found: list[Report] = []
    for clause in _clauses(tokenize(PSEUDO_NEGATIONS.sub(" ", sentence))):
        words = [token.lower for token in clause]
        if words[:1] == ["but"] and (_is_denied(words) or not _FAILED.isdisjoint(words)):
            found = []  # "I called, but nobody answered"
            continue
        report = _report(clause, sentence, found[-1] if found else None)
        if report is None:
            continue
        if not report.about.keys and not _THAT.isdisjoint(words):
            about = found[-1].about if found else _topic(context)
            report = replace(report, about=about, sentence=sentence if found else f"{context} {sentence}".strip())
        if report.about.keys:
            found.append(report)
    return found


def _is_denied(words: Sequence[str]) -> bool:
    return any(word in NEGATIONS or word.endswith("n't") for word in words)


def _topic(context: str) -> Things:
    plain = re.sub(r"^(?:(?:and|so|okay|now),? )?[A-Z]\w+, ", "", context)  # whom it is said to
    return things(plain, {stem(t.lower) for t in tokenize(plain) if is_past(t.lower)})


def _clauses(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Part a sentence at marks, and at conjunctions behind which another statement begins."""
    verbs = [_is_verb(tokens, i) for i in range(len(tokens))]
    begins = [is_verb or token.lower in _STARTS for is_verb, token in zip(verbs, tokens, strict=True)]
    tells = [is_verb or token.lower in RESULTS for is_verb, token in zip(verbs, tokens, strict=True)]
    start = 0
    for i, token in enumerate(tokens):
        # Behind a whole statement the next may begin with a noun; else its verb or a pronoun must come at once.
        reach = 4 if token.text == "," or any(tells[start:i]) else 1
        is_joint = token.lower in ("and", ",", "or") and any(begins[i + 1 : i + 1 + reach])
        if token.lower in _SUBORDINATE or token.text in ";:!?()" or is_joint:
            yield tokens[start:i]
            start = i
    yield tokens[start:]


def _is_verb(tokens: Sequence[Token], position: int) -> bool:
    """Whether a past form tells a deed; in "the signed contract" it does not."""
    return is_past(tokens[position].lower) and not (position and tokens[position - 1].lower in _DETERMINERS)


def _report(clause: Sequence[Token], sentence: str, before: Report | None) -> Report | None:
    words = [token.lower for token in clause]
    text = " ".join(words)
    if not _BLOCKS.isdisjoint(words) or _is_denied(words) or _BY.search(text) or _OPEN.search(text):
        return None
    told = {
        i: found for i in range(len(clause)) if _is_verb(clause, i) and (found := past_sense(clause, i)) is not None
    }
    told = {i: found for i, found in told.items() if words[i] not in ("had", "used")}
    results = [i for i, w in enumerate(words) if w in RESULTS and i and _follows_is(words, i)]
    senses = frozenset(sense for sense, _ in told.values()).union(*(RESULTS[words[i]] for i in results))
    if not senses:
        return None
    first = min((*told, *results))
    verb = told[first][1] if first in told else first
    is_result = first in results or (words[first] in ("went", "gone") and "send" in senses)
    who = _doer(clause, words, verb, is_result=is_result, before=before)
    if who is None:
        return None
    deeds = {stem(words[i]) for i in (*told, *results, *(at for _, at in told.values()))} | {"car", "know"}
    about = things(" ".join(token.text for token in clause), deeds | set(map(stem, who[1])))
    return Report(sentence, senses, about, *who)


def _follows_is(words: Sequence[str], position: int) -> bool:
    """Whether a form of "to be" stands shortly before, with nothing but little words between."""
    for word in reversed(words[max(0, position - 4) : position]):
        if word in _IS or word.endswith("'s"):
            return True
        if word not in STOPWORDS and word not in ("finally", "already", "fully", "completely"):
            return False
    return False


def _doer(
    clause: Sequence[Token], words: Sequence[str], verb: int, *, is_result: bool, before: Report | None
) -> tuple[Doer, frozenset[str]] | None:
    """Who did what a clause reports; ``None`` where it is somebody of whom nobody can say who it is."""
    subject = words[:verb]
    if is_result or _follows_is(words, verb):
        agents = _names(clause[words.index("by", verb) :]) if "by" in words[verb:] else frozenset[str]()
        return ("named", agents) if agents else ("open", frozenset())
    named = _names(clause[:verb])
    for word in reversed(subject):
        if word in _FIRST:
            return "speaker", frozenset()
        if word in _GROUP:
            return "group", frozenset()
        if word in _OTHERS:
            return ("named", named) if named else None
    if named and _has_object(clause, words, verb):
        return "named", named
    if all(word in STOPWORDS or not word[0].isalpha() for word in subject):
        if before is not None and words[:1] in (["and"], [","], ["or"]):
            return before.doer, before.names
        return "speaker", frozenset()
    if not _has_object(clause, words, verb) and len(subject) <= 4 and sense(words[verb]) not in MEANS - {"send"}:
        return "open", frozenset()  # "Freezer booked this morning."; but who "called" is its subject
    return None


def _names(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        t.lower.removesuffix("'s") for t in tokens if t.is_word and t.text[0].isupper() and t.lower not in STOPWORDS
    )


def _has_object(clause: Sequence[Token], words: Sequence[str], verb: int) -> bool:
    """Whether something follows the verb that it was done to; a time is nothing of that kind."""
    rest = [w for w in words[verb + 1 :] if w[0].isalnum()]
    if rest[:1] and rest[0] in _THAT | _DETERMINERS and rest[1:2] != [] and rest[1] in _WHEN:
        return False
    if rest[:1] and rest[0] in _WHOM:
        return True
    is_noun = bool(rest) and (rest[0] in _THAT | _DETERMINERS or rest[0] not in STOPWORDS)
    return is_noun and (rest[0] in _THAT or bool(things(" ".join(t.text for t in clause[verb + 1 :])).keys))


def _answer(reply: str, question: str) -> Report | None:
    """What a question asks to have been done, where the reply says that it was."""
    asked = fold(question)
    words = [token.lower for token in tokenize(asked) if token.is_word]
    is_asked = question.endswith("?") or words[:1] == ["did"]
    said = fold(reply).lower()
    if not is_asked or _QUESTION.search(asked.lower()) or not _YES.search(said) or reply.endswith("?"):
        return None
    given = [token.lower for token in tokenize(said)]
    if any(w in _BLOCKS or w in NEGATIONS or w.endswith("n't") or w in ("tomorrow", "later") for w in given):
        return None
    report = _asked(asked)
    return replace(report, sentence=f"{question} — {reply}") if report else None


def _asked(question: str) -> Report | None:
    tokens = tokenize(question)
    words = [token.lower for token in tokens]
    if any(w in _BLOCKS or w in NEGATIONS for w in words):
        return None
    helper = next((i for i, w in enumerate(words) if w in ("did", "have", "has", "is", "are", "was", "were")), None)
    if helper is None:
        return None
    rest = range(helper + 1, len(tokens))
    if words[helper] == "did":
        verb = next(
            (i for i in rest if tokens[i].is_word and words[i] not in STOPWORDS and tokens[i].text[0].islower()), None
        )
    else:
        verb = next((i for i in rest if is_past(words[i]) or words[i] in RESULTS), None)
    if verb is None:
        return None
    meaning = RESULTS.get(words[verb]) or frozenset((sense(words[verb], *words[verb + 1 : verb + 2]),))
    names = _names(tokens[helper + 1 : verb])
    is_you = "you" in words[helper:verb]
    doer: Doer = "speaker" if is_you else "named" if names and words[helper] in ("did", "has", "have") else "open"
    about = things(question, {stem(words[verb])} | ({stem(n) for n in names} if doer == "named" else set()))
    return Report(question, meaning, about, doer, names if doer == "named" else frozenset())
