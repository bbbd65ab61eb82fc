"""What was settled: announced, concluded from a proposal, or a proposal that others accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lifestream.adapters.language.extractive import antecedents, cues
from lifestream.adapters.language.extractive.dialogue import SHORT_REPLY, Dialogue, proposal_in
from lifestream.adapters.language.extractive.due import DEADLINES, find_due
from lifestream.adapters.language.extractive.reporting import reported
from lifestream.adapters.language.extractive.sentences import finish, without_opening
from lifestream.verify.support import content

PROPOSED = 5  # sentences that a decision may lie behind its proposal


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision: the sentence of the minutes, and the indices of the sentences that it rests on."""

    text: str
    sentences: tuple[int, ...]


def find_decisions(dialogue: Dialogue) -> Iterator[Settled]:
    """All decisions, in order of time; what was expressly not decided is none."""
    used: set[int] = set()
    for i, sentence in enumerate(dialogue.sentences):
        if i in used or cues.UNDECIDED.search(sentence.text):
            continue
        finders = (_announced, _concluded, _chosen, _ruled, _accepted)
        found = next((decision for find in finders if (decision := find(dialogue, i))), None)
        if found and not used.intersection(found.sentences):
            used.update(found.sentences)
            yield found


def _announced(dialogue: Dialogue, i: int) -> Settled | None:
    """Words that say that something is settled ("It is decided.", "we agreed to …", "the approved budget is …")."""
    sentence = dialogue.sentences[i]
    if sentence.is_question or not cues.DECIDED.search(sentence.text) or cues.HYPOTHETICAL.search(sentence.text):
        return None
    rest = re.sub(r"\bthen\b", "", cues.DECIDED.sub(" ", without_opening(sentence.text)))
    if len(content(rest)) >= (1 if cues.CHOICE.search(sentence.text) else 2):
        return Settled(_as_decision(dialogue, i), _with_proposal(dialogue, i))
    following = dialogue.own_next(i)
    if following and not following.is_question and len(content(following.text)) >= 2:
        return Settled(_as_decision(dialogue, i + 1), (i, i + 1))
    for j in range(i - 1, max(-1, i - 1 - PROPOSED), -1):
        proposal = proposal_in(dialogue.sentences[j].text)
        if proposal:
            return _agreed(dialogue, proposal, (j, i))
    return None


def _concluded(dialogue: Dialogue, i: int) -> Settled | None:
    """What "we" will do, once somebody has agreed ("Agreed. We buy it." – "We will drop it." – "All right.")."""
    sentence = dialogue.sentences[i]
    match = cues.WE_WILL.match(sentence.plain)
    if not match or not dialogue.is_shared or sentence.is_question or is_promise(sentence.text):
        return None
    rest = match["rest"]
    if cues.PROCEDURAL.match(rest) or cues.PAST.match(rest) or cues.HYPOTHETICAL.search(sentence.plain):
        return None
    if re.match(r"(?:be|have|see|need|get)\b", rest) or not content(rest):
        return None
    opening = sentence.plain[: match.start("rest")]
    is_firm = bool(re.search(r"(?:'ll|will|shall|going to|won't|will not)\s*$", opening, re.IGNORECASE))
    is_then = bool(re.match(r"(?:[\w' ]+[,.!]? )?(?:then|in that case|agreed|therefore|so)\b", opening, re.IGNORECASE))
    is_after_yes = _is_after_yes(dialogue, i)
    is_accepted = _is_accepted(dialogue, i, is_firm)
    if len(content(rest)) < 2 and not (is_then and is_firm and is_accepted):
        return None
    if (
        is_after_yes
        or (is_then and (is_firm or is_accepted or _has_proposal(dialogue, i)))
        or (is_firm and is_accepted)
    ):
        return Settled(_as_decision(dialogue, i), (i - 1, i) if is_after_yes else _with_proposal(dialogue, i))
    return None


def _chosen(dialogue: Dialogue, i: int) -> Settled | None:
    """What is concluded in a word or in the passive ("Blue it is." – "So the trip is cancelled.")."""
    sentence = dialogue.sentences[i]
    if sentence.is_question or not dialogue.is_shared or cues.HYPOTHETICAL.search(sentence.plain):
        return None
    chosen = cues.IT_IS.match(sentence.text) or cues.THEN_IT_IS.match(sentence.text)
    if chosen and _has_proposal(dialogue, i) and not cues.ABOUT_TALK.search(sentence.text):
        what = re.sub(r"^(?:The|A|An|This|That|Our)\b", lambda m: m[0].lower(), chosen["what"])
        return Settled(finish(f"Agreed on {what}"), (i,))
    said = cues.SO_IT_IS.match(sentence.text)
    is_choice = said is not None and bool(said["so"] or said["then"]) and _has_proposal(dialogue, i)
    if said and is_choice and content(said["what"]) and not cues.PAST.match(said["what"]):
        return Settled(finish(f"Agreed on {said['what']}"), (i,))
    ruled = cues.RULED.match(sentence.text)
    if ruled and (ruled["opening"] or ruled["then"]):
        rule, named = antecedents.resolve(without_opening(ruled["rule"]), dialogue.sentences, i)
        return Settled(finish(rule), tuple(dict.fromkeys((*named, *_with_proposal(dialogue, i)))))
    return None


def _ruled(dialogue: Dialogue, i: int) -> Settled | None:
    """A rule that nobody opposes ("So, no hiring for now." – "Any objection? No? Good." – "Deal.")."""
    sentence = dialogue.sentences[i]
    if not dialogue.is_shared:
        return None
    rule = cues.NO_MORE.match(sentence.text)
    if rule and (rule["when"] or rule["until"]) and not dialogue.rejects(dialogue.reply(i)):
        return Settled(finish(without_opening(sentence.plain)), (i,))
    if not sentence.is_question and (done := _from_now_on(dialogue, i)):
        return done
    asked = cues.UNOPPOSED.match(sentence.text)
    if asked and any(cues.NONE.match(s.text) for s in dialogue.sentences[i + 1 : i + 4]):
        if asked["what"]:
            return Settled(finish(f"Agreed on {asked['what']}"), (i,))
        return _sealed(dialogue, i) if dialogue.own_before(i) else None
    return _sealed(dialogue, i) if cues.SEALED.match(sentence.text) else None


def _from_now_on(dialogue: Dialogue, i: int) -> Settled | None:
    """What "we are …ing" and a firm "let's …" settle where nobody objects."""
    sentence, reply = dialogue.sentences[i], dialogue.reply(i)
    if dialogue.rejects(reply) or cues.HYPOTHETICAL.search(sentence.plain):
        return None
    now = cues.WE_ARE.match(sentence.plain)
    if now and content(now["rest"]) and (now["opening"] or dialogue.accepts(reply)):
        return Settled(finish(without_opening(sentence.plain)), _with_proposal(dialogue, i))
    settles = cues.LETS.match(sentence.plain)
    if settles and cues.LETS_SETTLE.match(settles["rest"]) and not cues.PROCEDURAL.match(settles["rest"]):
        rest = settles["rest"].rstrip(".! ")
        is_denied = rest.startswith("not ")
        return Settled(finish(f"Agreed {rest[:4]}to {rest[4:]}"), (i,)) if is_denied else _agreed(dialogue, rest, (i,))
    return None


def _sealed(dialogue: Dialogue, i: int) -> Settled | None:
    """What stands before a word that seals it."""
    before = dialogue.sentences[i - 1] if i else None
    if before is None or before.is_question or not content(before.text):
        return None
    planned = cues.WE_WILL.match(before.plain) or cues.LETS.match(before.plain)
    if planned and cues.PROCEDURAL.match(planned["rest"]):
        return None
    return Settled(_as_decision(dialogue, i - 1), (i - 1, i))


def _is_after_yes(dialogue: Dialogue, i: int) -> bool:
    """Whether the speaker has just agreed, in a short sentence of its own."""
    before = dialogue.own_before(i)
    return (
        before is not None
        and len(before.text.split()) <= SHORT_REPLY
        and not before.is_question
        and bool(cues.RESOLVES.match(before.text) or cues.ACCEPTS.match(before.text))
    )


def _is_accepted(dialogue: Dialogue, i: int, is_firm: bool) -> bool:
    """Whether somebody agrees, or takes on what follows from it; a bare "All right." counts whoever says it."""
    reply = dialogue.reply(i)
    if dialogue.accepts(reply):
        return True
    if reply is not None and is_firm:
        answer = dialogue.sentences[reply].plain
        if cues.COMMITS.match(answer) and not dialogue.rejects(reply):
            return True
    following = dialogue.own_next(i)
    return is_firm and following is not None and len(following.text.split()) <= 2 and dialogue.accepts(i + 1)


def _accepted(dialogue: Dialogue, i: int) -> Settled | None:
    """A proposal to which somebody says yes ("Shall we …?" – "Yes, good idea.")."""
    proposal = proposal_in(dialogue.sentences[i].plain)
    reply = dialogue.reply(i)
    if not proposal or reply is None or not dialogue.accepts(reply):
        return None
    following = dialogue.sentences[reply + 1] if reply + 1 < len(dialogue.sentences) else None
    is_restated = following is not None and cues.WE_WILL.match(following.plain)
    return None if is_restated else _agreed(dialogue, proposal, (i, reply))


def _has_proposal(dialogue: Dialogue, i: int) -> bool:
    earlier = dialogue.sentences[max(0, i - PROPOSED) : i]
    return any(s.is_question or proposal_in(s.plain) is not None for s in earlier)


def _with_proposal(dialogue: Dialogue, i: int) -> tuple[int, ...]:
    """A decision with the proposal about the same that it follows."""
    topic = content(dialogue.sentences[i].text)
    for j in range(i - 1, max(-1, i - 1 - PROPOSED), -1):
        proposal = proposal_in(dialogue.sentences[j].plain)
        if proposal and len(content(proposal) & topic) >= 2:
            return j, i
    return (i,)


def is_promise(text: str) -> bool:
    """Whether "we will …" is somebody's task: it has a deadline."""
    due = find_due(text)
    is_late = bool(due and due.lower().startswith(DEADLINES))
    is_soon = bool(due and re.match(r"(?:today|tonight|tomorrow|this|in \w+ (?:days|weeks))\b", due, re.IGNORECASE))
    return is_late or is_soon


def _agreed(dialogue: Dialogue, phrase: str, sentences: tuple[int, ...]) -> Settled:
    """A proposed verb phrase as a decision, with what its pronouns stand for."""
    phrase, named = antecedents.resolve(phrase, dialogue.sentences, sentences[0])
    phrase = _of_third_persons(phrase, dialogue, sentences[0])
    verb = phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]
    return Settled(finish(f"Agreed to {_parted(verb)}"), tuple(dict.fromkeys((*named, *sentences))))


def _of_third_persons(phrase: str, dialogue: Dialogue, i: int) -> str:
    """A proposed phrase of sentence ``i`` with the names of those who are "you" and "me" in it."""
    speaker, partner = dialogue.short(dialogue.sentences[i].speaker), dialogue.partner(i)
    for pronoun, possessive, name in (("you", "your", partner), ("me", "my", speaker)):
        if name:
            phrase = re.sub(rf"\b{pronoun}\b", name, re.sub(rf"\b{possessive}\b", f"{name}'s", phrase))
    return phrase


def _as_decision(dialogue: Dialogue, i: int) -> str:
    """A sentence as a decision: "We will drop it" as "Agreed to drop it"; another as it is, without its opening."""
    sentence = dialogue.sentences[i]
    plain = without_opening(sentence.text)
    settled = re.match(
        r"^we(?: have|'ve)? (?:all |now |both |just )?(?:decided|agreed) (?P<no>not )?to (?P<rest>.+)$",
        plain,
        re.IGNORECASE,
    )
    if settled:
        return finish(f"Agreed {settled['no'] or ''}to {_parted(settled['rest'])}")
    match = cues.WE_WILL.match(plain) or cues.LETS.match(plain)
    if match and not cues.PAST.match(match["rest"]):
        denial = r"(?:won't|will not|do not|don't|not)\s*$"
        is_denied = bool(re.search(denial, plain[: match.start("rest")], re.IGNORECASE))
        rest = re.sub(r"^(?:then|now|also|therefore|just)\s+", "", match["rest"])
        is_denied = is_denied or rest.startswith("not ")
        return finish(f"Agreed {'not ' if is_denied else ''}to {_parted(rest.removeprefix('not '))}")
    return reported(plain, dialogue.short(sentence.speaker), is_shared=True)


def _parted(phrase: str) -> str:
    """A phrase with a semicolon where another whole sentence follows after a mere comma.

    >>> _parted("close on Saturday, the clinic will open on Monday")
    'close on Saturday; the clinic will open on Monday'
    """
    if cues.SUBORDINATE.search(phrase):
        return phrase
    return cues.SECOND_SENTENCE.sub("; ", phrase, count=1)
