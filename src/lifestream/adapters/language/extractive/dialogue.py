"""What was settled and promised, read from the acts of a conversation: who proposes, asks, agrees, declines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.due import DEADLINES, find_due, without_due
from lifestream.adapters.language.extractive.sentences import Sentence, finish, without_opening
from lifestream.adapters.language.extractive.wording import reported, task_text
from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.verify.support import content

REPLY = 3  # sentences within which an answer begins
NEARBY = 12.0  # seconds within which it begins
PROPOSED = 5  # sentences that a decision may lie behind its proposal
SHORT_REPLY = 7  # words


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision: the sentence of the minutes, and the indices of the sentences that it rests on."""

    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """A task: who (a speaker's id, a name, or nobody known), what, by when, and what it rests on."""

    task: str
    owner: str | None
    due: str | None
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Dialogue:
    """The sentences of a chunk in order of time, and what its speakers are called."""

    sentences: Sequence[Sentence]
    labels: Mapping[str, str]

    @property
    def is_shared(self) -> bool:
        """Whether several people speak: alone, nobody agrees on anything."""
        return len({s.speaker for s in self.sentences}) > 1

    def reply(self, i: int) -> int | None:
        """The first sentence that somebody else says after a sentence, soon enough to be an answer to it."""
        asked = self.sentences[i]
        for j in range(i + 1, min(len(self.sentences), i + 1 + REPLY)):
            if self.sentences[j].speaker != asked.speaker:
                return j if self.sentences[j].start - asked.start <= NEARBY + 0.4 * len(asked.text.split()) else None
        return None

    def accepts(self, j: int | None) -> bool:
        """Whether a reply agrees, without a "but"."""
        if j is None:
            return False
        text = self.sentences[j].text
        return bool(cues.ACCEPTS.search(text)) and not cues.BUT.search(text) and not cues.REJECTS.search(text)

    def label(self, speaker: str) -> str | None:
        """What a speaker is called; ``None`` for a voice that nobody can tell."""
        return self.labels.get(speaker, speaker) if speaker != UNKNOWN_SPEAKER else None

    def partner(self, i: int) -> str | None:
        """The other one, where only two people speak around a sentence."""
        near = {s.speaker for s in self.sentences[max(0, i - 4) : i + 4]} - {self.sentences[i].speaker}
        return self.label(next(iter(near))) if len(near) == 1 else None

    def named(self, word: str) -> str | None:
        """The id of the one speaker whose name has this part."""
        found = [id for id, label in self.labels.items() if word.casefold() in label.casefold().split()]
        return found[0] if len(found) == 1 else None

    def addressed(self, text: str) -> str | None:
        """The speaker whom a sentence calls by name ("Ben, can you …")."""
        for match in re.finditer(r"(?:^|[,.!?] )(?:\w+,? )?([A-Z]\w+),|, ([A-Z]\w+)[?.!]", text):
            speaker = self.named(match[1] or match[2])
            if speaker:
                return speaker
        return None


def find_decisions(dialogue: Dialogue) -> Iterator[Settled]:
    """Decisions: announced, concluded from a proposal, or a proposal that somebody accepts."""
    for i, sentence in enumerate(dialogue.sentences):
        if cues.UNDECIDED.search(sentence.text):
            continue
        found = _announced(dialogue, i) or _concluded(dialogue, i) or _accepted(dialogue, i)
        if found:
            yield found


def _announced(dialogue: Dialogue, i: int) -> Settled | None:
    """ "It is decided", "we agreed to …", "the approved budget is …"."""
    sentence = dialogue.sentences[i]
    if sentence.is_question or not cues.DECIDED.search(sentence.text) or cues.HYPOTHETICAL.search(sentence.text):
        return None
    rest = re.sub(r"\bthen\b", "", cues.DECIDED.sub(" ", without_opening(sentence.text)))
    if len(content(rest)) >= 2:
        return Settled(_as_decision(sentence.text, dialogue.label(sentence.speaker)), _with_proposal(dialogue, i))
    following = i + 1
    if following < len(dialogue.sentences):
        spoken = dialogue.sentences[following]
        if spoken.speaker == sentence.speaker and not spoken.is_question and len(content(spoken.text)) >= 2:
            text = _as_decision(spoken.text, dialogue.label(spoken.speaker))
            return Settled(text, (i, following))
    for j in range(i - 1, max(-1, i - 1 - PROPOSED), -1):
        proposal = _proposal(dialogue.sentences[j].text)
        if proposal:
            return Settled(_agreed(proposal), (j, i))
    return None


def _concluded(dialogue: Dialogue, i: int) -> Settled | None:
    """ "Agreed. We buy it.", "Then we keep Saturday.", "We will drop it." – "All right."."""
    sentence = dialogue.sentences[i]
    match = cues.WE_WILL.match(sentence.plain)
    if not match or not dialogue.is_shared or sentence.is_question or _is_promise(sentence.text):
        return None
    rest = match["rest"]
    if cues.PROCEDURAL.match(rest) or cues.PAST.match(rest) or cues.HYPOTHETICAL.search(sentence.plain):
        return None
    if re.match(r"(?:be|have|see|need|get)\b", rest) or len(content(rest)) < 2:
        return None
    before = dialogue.sentences[i - 1] if i else None
    is_after_yes = (
        before is not None
        and before.speaker == sentence.speaker
        and len(before.text.split()) <= SHORT_REPLY
        and bool(cues.RESOLVES.match(before.text) or cues.ACCEPTS.match(before.text))
    )
    opening = sentence.plain[: match.start("rest")]
    is_then = bool(re.match(r"(?:[\w' ]+[,.!]? )?(?:then|in that case|agreed|therefore|so)\b", opening, re.IGNORECASE))
    is_firm = bool(re.search(r"(?:'ll|will|shall|going to|won't|will not)\s*$", opening, re.IGNORECASE))
    is_accepted = dialogue.accepts(dialogue.reply(i))
    if (
        is_after_yes
        or (is_then and (is_firm or is_accepted or _has_proposal(dialogue, i)))
        or (is_firm and is_accepted)
    ):
        text = _as_decision(sentence.text, dialogue.label(sentence.speaker))
        return Settled(text, (i - 1, i) if is_after_yes else _with_proposal(dialogue, i))
    return None


def _accepted(dialogue: Dialogue, i: int) -> Settled | None:
    """ "Shall we …?" – "Yes, good idea."."""
    proposal = _proposal(dialogue.sentences[i].plain)
    reply = dialogue.reply(i)
    if not proposal or reply is None or not dialogue.accepts(reply):
        return None
    following = dialogue.sentences[reply + 1] if reply + 1 < len(dialogue.sentences) else None
    is_restated = following is not None and cues.WE_WILL.match(following.plain)
    return None if is_restated else Settled(_agreed(proposal), (i, reply))


def _proposal(text: str) -> str | None:
    """The verb phrase that a sentence proposes."""
    match = cues.LETS.match(text) or cues.PROPOSAL.match(text)
    if not match:
        return None
    rest = match["rest"].rstrip("?.! ")
    if cues.PROCEDURAL.match(rest) or re.match(r"(?:not\b|be\b|if\b)", rest) or len(content(rest)) < 2:
        return None
    return re.split(r",? (?:because|since|but|so that)\b", rest)[0]


def _has_proposal(dialogue: Dialogue, i: int) -> bool:
    return any(s.is_question or _proposal(s.plain) is not None for s in dialogue.sentences[max(0, i - PROPOSED) : i])


def _with_proposal(dialogue: Dialogue, i: int) -> tuple[int, ...]:
    """A decision with the proposal about the same that it follows."""
    topic = content(dialogue.sentences[i].text)
    for j in range(i - 1, max(-1, i - 1 - PROPOSED), -1):
        proposal = _proposal(dialogue.sentences[j].plain)
        if proposal and len(content(proposal) & topic) >= 2:
            return j, i
    return (i,)


def _is_promise(text: str) -> bool:
    """Whether "we will …" is somebody's task: it has a deadline."""
    due = find_due(text)
    is_late = bool(due and due.lower().startswith(DEADLINES))
    is_soon = bool(due and re.match(r"(?:today|tonight|tomorrow|this|in \w+ (?:days|weeks))\b", due, re.IGNORECASE))
    return is_late or is_soon


def _agreed(phrase: str) -> str:
    return finish(f"Agreed to {phrase[:1].lower() + phrase[1:] if not phrase[1:2].isupper() else phrase}")


def _as_decision(text: str, label: str | None) -> str:
    """ "We will drop it" as "Agreed to drop it"; any other sentence as it is, without its opening."""
    plain = without_opening(text)
    settled = re.match(
        r"^we(?: have|'ve)? (?:all |now |both |just )?(?:decided|agreed) (?P<no>not )?to (?P<rest>.+)$",
        plain,
        re.IGNORECASE,
    )
    if settled:
        return finish(f"Agreed {settled['no'] or ''}to {settled['rest']}")
    match = cues.WE_WILL.match(plain) or cues.LETS.match(plain)
    if match and not cues.PAST.match(match["rest"]):
        is_denied = bool(
            re.search(r"(?:won't|will not|do not|don't|not)\s*$", plain[: match.start("rest")], re.IGNORECASE)
        )
        rest = re.sub(r"^(?:then|now|also|therefore|just)\s+", "", match["rest"])
        rest = re.sub(r"^not ", "", rest)
        is_denied = is_denied or match["rest"].startswith("not ")
        return finish(f"Agreed {'not ' if is_denied else ''}to {rest}")
    return reported(plain, label) if label else plain


def find_tasks(dialogue: Dialogue) -> Iterator[Promised]:
    """Tasks: promised, asked for and not declined, or given to somebody by name."""
    used: set[int] = set()
    for i, sentence in enumerate(dialogue.sentences):
        if i in used:
            continue
        found = _requested(dialogue, i) or _promised(dialogue, i) or _assigned(dialogue, i)
        if found:
            used.update(found.sentences)
            yield _corrected(dialogue, found)


def _promised(dialogue: Dialogue, i: int, *, is_reply: bool = False) -> Promised | None:
    """ "I will …", "let me …", "you will get …"."""
    sentence = dialogue.sentences[i]
    owner = sentence.speaker if sentence.speaker != UNKNOWN_SPEAKER else None
    if sentence.is_question or re.match(r"^(?:\w+ )?(?:if|unless|when|once)\b", sentence.plain, re.IGNORECASE):
        return None
    due = find_due(sentence.text) or _due_after(dialogue, i)
    plain = without_due(sentence.plain, find_due(sentence.plain))
    given = cues.PROMISES.match(plain)
    if given:
        what = given["rest"].strip(" .")
        if not what or not (due or is_reply):
            return None
        return Promised(task_text(f"provide {what}", owner, None), owner, due, (i,))
    match = cues.COMMITS.match(plain) or cues.LET_ME.match(plain)
    if not match or cues.NO_TASK.match(match["rest"]) or len(content(match["rest"])) < 1:
        return None
    is_group = match["who"].lower() == "we"
    how = (match.groupdict().get("how") or "").strip().lower()
    is_weak = is_group or how == "can" or match["who"].lower() == "let me"
    if (is_weak and not (is_reply or _is_promise(sentence.text))) or (is_group and how == "can"):
        return None
    if re.search(r"\bunless\b|\bif (?:i|we) (?:can|have|find|get)\b", plain):
        return None
    other = dialogue.partner(i)
    task = task_text(match["rest"], dialogue.label(sentence.speaker), other)
    return Promised(task, owner, due, (i,)) if len(content(task)) >= 1 and len(task.split()) >= 2 else None


def _due_after(dialogue: Dialogue, i: int) -> str | None:
    """The deadline that its speaker adds in a sentence of its own ("By Friday.")."""
    if i + 1 >= len(dialogue.sentences):
        return None
    after = dialogue.sentences[i + 1]
    is_own = after.speaker == dialogue.sentences[i].speaker and len(after.text.split()) <= SHORT_REPLY
    return (
        find_due(after.text)
        if is_own and re.match(r"(?:by|until|before|you|it|and by)\b", after.text, re.IGNORECASE)
        else None
    )


def _requested(dialogue: Dialogue, i: int) -> Promised | None:
    """ "Can you …?" – "Sure, by Thursday."."""
    sentence = dialogue.sentences[i]
    match = cues.REQUESTS.search(sentence.plain)
    if not match or cues.NO_REQUEST.match(match["rest"]) or re.search(r"\bif you\b", sentence.plain[: match.start()]):
        return None
    named = match["named"] and dialogue.named(match["named"])
    called = named or dialogue.addressed(sentence.text)
    if match["named"] and not named:
        return None
    is_plea = "please" in match[0].lower() or called is not None
    reply = dialogue.reply(i)
    answer = dialogue.sentences[reply] if reply is not None else None
    asker = dialogue.label(sentence.speaker)
    due = find_due(sentence.text)
    rest = without_due(match["rest"], find_due(match["rest"]))
    if answer is None or reply is None:
        return Promised(task_text(rest, None, asker), called, due, (i,)) if is_plea and dialogue.is_shared else None
    if cues.REJECTS.match(answer.text):
        return None
    owner = called or (answer.speaker if answer.speaker != UNKNOWN_SPEAKER else None)
    promise = _promise_in_reply(dialogue, reply)
    if promise and (called is None or promise.owner == called):
        is_same = len(content(promise.task) & content(rest)) >= 1 and not promise.task.startswith("Provide")
        task = promise.task if is_same else task_text(rest, promise.owner, asker)
        return Promised(task, promise.owner, promise.due or due, (i, reply, *promise.sentences))
    if cues.CONSENTS.match(answer.text) and not cues.BUT.search(answer.text):
        due = find_due(answer.text) or due
        return Promised(task_text(rest, owner, asker), owner, due, (i, reply))
    return Promised(task_text(rest, called, asker), called, due, (i,)) if is_plea and called else None


def _promise_in_reply(dialogue: Dialogue, reply: int) -> Promised | None:
    """The promise in an answer: its first two sentences."""
    speaker = dialogue.sentences[reply].speaker
    for j in range(reply, min(reply + 3, len(dialogue.sentences))):
        if dialogue.sentences[j].speaker != speaker:
            return None
        promise = _promised(dialogue, j, is_reply=True)
        if promise:
            return promise
    return None


_ASSIGNED = re.compile(
    rf"(?:^|[,.] |\band )(?P<name>[A-Z][\w']+)(?: [A-Z]\w+)? (?:then |also |please )?{cues.ASSIGNS} (?:also |then |please )?(?P<rest>\w[^?.!]*)"
)
_WORK = re.compile(
    r"^(?:send|prepare|write|book|call|contact|check|fix|review|organi[sz]e|schedule|draft|order|arrange|ask|update|finish|deliver"
    r"|present|talk to|speak to|follow up|set up|look into|test|deploy|buy|sign|share|collect|invite|confirm|email|report|handle"
    r"|investigate|coordinate|lead|document|publish|print|pay|submit|create|make|provide|design|install|bring|film|record)\b"
)


def _assigned(dialogue: Dialogue, i: int) -> Promised | None:
    """ "Ben will prepare the demo."."""
    sentence = dialogue.sentences[i]
    match = _ASSIGNED.search(sentence.plain)
    if not match or sentence.is_question or cues.HYPOTHETICAL.search(sentence.plain):
        return None
    owner = dialogue.named(match["name"])
    rest = without_due(match["rest"], find_due(match["rest"]))
    if cues.NO_TASK.match(rest) or not _WORK.match(rest) or not dialogue.is_shared:
        return None
    return Promised(task_text(rest, match["name"], None), owner or match["name"], find_due(sentence.text), (i,))


def _corrected(dialogue: Dialogue, task: Promised) -> Promised:
    """The task with the deadline to which somebody corrects it just after ("No wait, make it Friday.")."""
    last = max(task.sentences)
    for j in range(last + 1, min(last + 3, len(dialogue.sentences))):
        spoken = dialogue.sentences[j]
        due = find_due(spoken.text) or find_due(f"by {re.sub(r'^.*?(?=[A-Z][a-z]+day)', '', spoken.text)}")
        if due and cues.CORRECTS.match(spoken.text) and not cues.COMMITS.match(spoken.text):
            return replace(task, due=due, sentences=(*task.sentences, j))
    return task
