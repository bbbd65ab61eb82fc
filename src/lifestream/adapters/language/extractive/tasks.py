"""What somebody will do: promised, asked for and not declined, volunteered for, or given to somebody by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lifestream.adapters.language.extractive import antecedents, cues
from lifestream.adapters.language.extractive.decisions import is_promise
from lifestream.adapters.language.extractive.dialogue import SHORT_REPLY, Dialogue, proposal_in
from lifestream.adapters.language.extractive.due import find_due, without_due
from lifestream.adapters.language.extractive.wording import task_text
from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.verify.support import content
from lifestream.verify.words import STOPWORDS

WEAK = frozenset({"can", "need to", "have to", "'ve got to", "must", "should", "plan to", "'m supposed to"})
"""What promises only in reply to a request, or with a date."""
ABOUT_IT = 6  # sentences after a task that may still be about when
NAMED_BEFORE = 4  # sentences within which the work was named that somebody takes on with "I'll do that"


@dataclass(frozen=True, slots=True)
class Promised:
    """A task: who (a speaker's id, a name, or nobody known), what, by when, and what it rests on.

    ``context`` are sentences that only say what its pronouns stand for.
    """

    task: str
    owner: str | None
    due: str | None
    sentences: tuple[int, ...]
    context: tuple[int, ...] = ()


def find_tasks(dialogue: Dialogue) -> Iterator[Promised]:
    """All tasks in order of time."""
    used: set[int] = set()
    for i in range(len(dialogue.sentences)):
        if i in used:
            continue
        finders = (_requested, _volunteered, _promised, _assigned)
        found = next((task for find in finders if (task := find(dialogue, i))), None)
        if found and found.sentences[0] not in used:  # else the work that it speaks of has its owner already
            used.update(found.sentences)
            yield _dated(dialogue, _explained(dialogue, found))


def _speaker(dialogue: Dialogue, i: int) -> str | None:
    speaker = dialogue.sentences[i].speaker
    return speaker if speaker != UNKNOWN_SPEAKER else None


def _promised(dialogue: Dialogue, i: int, *, is_reply: bool = False) -> Promised | None:
    """What a speaker says to do ("I will …", "let me …", "you will get …")."""
    sentence = dialogue.sentences[i]
    owner = _speaker(dialogue, i)
    if sentence.is_question or re.match(r"^(?:\w+ )?(?:if|unless|when|once)\b", sentence.plain, re.IGNORECASE):
        return None
    due, cited = _deadline(dialogue, i)
    plain = without_due(sentence.plain, find_due(sentence.plain))
    given = cues.PROMISES.match(plain)
    if given:
        what = given["rest"].strip(" .")
        if not what or not (due or is_reply):
            return None
        return Promised(task_text(f"provide {what}", owner, None), owner, due, cited)
    match = _commitment(plain)
    if not match or len(content(match["rest"])) < 1:
        return None
    is_dated = due is not None and is_promise(sentence.text)
    if cues.NO_TASK.match(match["rest"]) and not (is_dated and cues.STILL_TASK.match(match["rest"])):
        return None
    is_group = match["who"].lower() == "we"
    how = (match.groupdict().get("how") or "").strip().lower()
    is_weak = is_group or how in WEAK or match["who"].lower() == "let me"
    if (is_weak and not (is_reply or is_promise(sentence.text))) or (is_group and how in WEAK):
        return None
    if re.search(r"\bunless\b|\bif (?:i|we) (?:can|have|find|get)\b", plain):
        return None
    task = task_text(match["rest"], dialogue.short(sentence.speaker), dialogue.partner(i))
    helper = match.groupdict().get("with")
    if helper and dialogue.named(helper):
        task = f"{task} with {helper}"
    return Promised(task, owner, due, cited) if len(content(task)) >= 1 and len(task.split()) >= 2 else None


def _commitment(plain: str) -> re.Match[str] | None:
    """The words of a promise: at the beginning of a sentence, of one of its clauses, or behind a few words."""
    match = cues.COMMITS.match(plain) or cues.LET_ME.match(plain)
    if match:
        return match
    led = cues.LED.match(plain)
    clauses = [plain[led.end() :]] if led else cues.CLAUSES.split(plain)[1:]
    return next((found for clause in clauses if (found := cues.COMMITS.match(clause))), None)


def _deadline(dialogue: Dialogue, i: int) -> tuple[str | None, tuple[int, ...]]:
    """By when, said in a sentence or by the same speaker right after it ("By Friday."), and the sentences used."""
    own = find_due(dialogue.sentences[i].text)
    after = dialogue.own_next(i)
    later = find_due(after.text) if after else None
    if after is None or later is None:
        return own, (i,)
    if re.search(r"\bis due\b", after.text):
        return later, (i, i + 1)
    is_addition = cues.ADDS_WHEN.match(after.text)
    is_short = len(after.text.split()) <= 2 * SHORT_REPLY
    return (later, (i, i + 1)) if own is None and is_addition and is_short else (own, (i,))


def _volunteered(dialogue: Dialogue, i: int) -> Promised | None:
    """Work that somebody named and somebody takes on ("Somebody must call them." – "Leave that with me.")."""
    sentence = dialogue.sentences[i]
    match, given = cues.VOLUNTEERS.match(sentence.text), cues.GIVEN.search(sentence.text)
    called = dialogue.addressed(sentence.text) if given else None
    if called is None and (sentence.is_question or not match):
        return None
    if match and len(content(without_due(sentence.text[match.end() :], find_due(sentence.text)))) > 0:
        return None
    owner = called or _speaker(dialogue, i)
    due, cited = _deadline(dialogue, i)
    for j in range(i - 1, max(-1, i - 1 - NAMED_BEFORE), -1):
        work = _work_named(dialogue, j)
        if work:
            asker = dialogue.short(dialogue.sentences[j].speaker)
            due = due or find_due(dialogue.sentences[j].text)
            rest = without_due(work, find_due(work))
            return Promised(task_text(rest, dialogue.short(sentence.speaker), asker), owner, due, (j, *cited))
    return None


def _work_named(dialogue: Dialogue, j: int) -> str | None:
    """The verb phrase of a sentence that says what should be done."""
    plain = dialogue.sentences[j].plain
    request = cues.REQUESTS.search(plain)
    is_request = request is not None and (not request["named"] or dialogue.named(request["named"]))
    match = cues.NEEDS.search(plain) or (request if is_request else None)
    if match:
        rest = match["rest"].rstrip("?.! ")
        is_work = not cues.NO_TASK.match(rest) and not cues.NO_REQUEST.match(rest) and len(content(rest)) >= 1
        return rest if is_work else None
    thing = cues.AND_THE.match(plain)
    if thing:
        return f"take care of {thing['thing']}"
    passive = cues.MUST_BE.search(plain)
    if passive and not dialogue.sentences[j].is_question:
        return f"get {passive['what'][:1].lower()}{passive['what'][1:]} {passive['done']}"
    return proposal_in(plain)


def _requested(dialogue: Dialogue, i: int) -> Promised | None:
    """What somebody is asked to do, and does not decline ("Can you …?" – "Sure, by Thursday.")."""
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
    asker = dialogue.short(sentence.speaker)
    due = find_due(sentence.text)
    rest = without_due(match["rest"], find_due(match["rest"]))
    if reply is None:
        is_work = dialogue.is_shared or due is not None
        due, cited = _deadline(dialogue, i)
        return Promised(task_text(rest, None, asker), called, due, cited) if is_plea and is_work else None
    answer = dialogue.sentences[reply]
    if cues.REJECTS.match(answer.text):
        return None
    owner = called or _speaker(dialogue, reply)
    promise = _promise_in_reply(dialogue, reply)
    if promise and (called is None or promise.owner == called):
        is_same = len(content(promise.task) & content(rest)) >= 1 and not promise.task.startswith("Provide")
        task = promise.task if is_same else task_text(rest, promise.owner, asker)
        return Promised(task, promise.owner, promise.due or due, (i, reply, *promise.sentences))
    if cues.CONSENTS.match(answer.text) and not cues.BUT.search(answer.text):
        answered, cited = _deadline(dialogue, reply)
        return Promised(task_text(rest, owner, asker), owner, answered or due, (i, *cited))
    is_given = is_plea and (called is not None or due is not None)
    return Promised(task_text(rest, called, asker), called, due, (i,)) if is_given else None


def _promise_in_reply(dialogue: Dialogue, reply: int) -> Promised | None:
    """The promise in an answer: its first three sentences."""
    speaker = dialogue.sentences[reply].speaker
    for j in range(reply, min(reply + 3, len(dialogue.sentences))):
        if dialogue.sentences[j].speaker != speaker:
            return None
        promise = _promised(dialogue, j, is_reply=True)
        if promise:
            return promise
    return None


_ASSIGNED = re.compile(
    rf"(?:^|[,.] |\band )(?P<name>[A-Z][\w']+)(?: [A-Z]\w+)?(?: (?:in|from|at) (?:the )?\w+)?,? "
    rf"(?:then |also |please )?{cues.ASSIGNS} "
    r"(?:also |then |please )?(?P<rest>\w.*)"
)
_SAME_WORK = re.compile(
    r"(?:do|handle|sort|take care of|see to|look after|tell|call|ask) (?:that|it|this|them)\b", re.IGNORECASE
)
_WORK = re.compile(
    r"^(?:send|prepare|write|book|call|contact|check|fix|review|organi[sz]e|schedule|draft|order|arrange|ask|update|finish"
    r"|deliver|present|talk to|speak to|follow up|set up|look into|test|deploy|buy|sign|share|collect|invite|confirm"
    r"|email|report|handle|investigate|coordinate|lead|document|publish|print|pay|submit|create|make|provide|design"
    r"|tell|ring|phone|text|clear|move|take|drop|sort|chase|walk|build|paint|cook|bake|replace|repair|upload|register"
    r"|apply|verify|compare|research|plan|host|meet|visit|cut|mount|wash|feed|collect|pack|load|unload|speak|talk|do"
    r"|install|bring|film|record|take care|pick up|do the|get|find|run|put|drive|clean|fill|translate|measure|count)\b"
)


def _assigned(dialogue: Dialogue, i: int) -> Promised | None:
    """What is given to somebody by name ("Ben will prepare the demo.")."""
    sentence = dialogue.sentences[i]
    if not sentence.is_question and (given := cues.ACTION_ON.search(sentence.plain)):
        rest = without_due(given["rest"], find_due(given["rest"]))
        owner = dialogue.named(given["name"]) or given["name"]
        return Promised(task_text(rest, given["name"], None), owner, find_due(sentence.text), (i,))
    told, called = cues.YOU_DO.match(sentence.plain), dialogue.addressed(sentence.text)
    if told and called and not sentence.is_question and not dialogue.rejects(dialogue.reply(i)):
        rest = re.sub(r", [A-Z]\w+\.?$", "", without_due(told["rest"], find_due(told["rest"])))
        if _WORK.match(rest):
            return Promised(
                task_text(rest, None, dialogue.short(sentence.speaker)), called, find_due(sentence.text), (i,)
            )
    match = _ASSIGNED.search(sentence.plain)
    if not match or sentence.is_question or cues.HYPOTHETICAL.search(sentence.plain) or not dialogue.is_shared:
        return None
    name, due = match["name"], find_due(sentence.text)
    rest = without_due(match["rest"], find_due(match["rest"]))
    context: tuple[int, ...] = ()
    if _SAME_WORK.match(rest):
        j = next((j for j in range(i - 1, max(-1, i - 1 - NAMED_BEFORE), -1) if _work_named(dialogue, j)), None)
        if j is not None:
            rest, context = _work_named(dialogue, j) or rest, (j,)
    if cues.NO_TASK.match(rest) or not (_WORK.match(rest) or context or is_promise(sentence.text)):
        return None
    if name.lower() in {"it", "we"}:  # how a recogniser often hears a quick "I" in front of "will"
        owner = _speaker(dialogue, i) if is_promise(sentence.text) else None
    else:
        owner = dialogue.named(name) or (None if name.lower() in STOPWORDS else name)
    return Promised(task_text(rest, name, None), owner, due, (*context, i)) if owner else None


def _explained(dialogue: Dialogue, task: Promised) -> Promised:
    """The task with what its pronouns stand for."""
    text, named = antecedents.resolve(task.task, dialogue.sentences, min(task.sentences))
    return replace(task, task=text, context=named)


def _dated(dialogue: Dialogue, task: Promised) -> Promised:
    """The task with the deadline that the talk about it ends in ("When?" – "End of the week." – "Make it Monday.").

    The talk about it is over where another topic, question or promise begins.
    """
    last = max(task.sentences)
    for j in range(last + 1, min(last + 1 + ABOUT_IT, len(dialogue.sentences))):
        spoken = dialogue.sentences[j]
        is_correction = bool(cues.CORRECTS.match(spoken.text))
        due = find_due(spoken.text) or _bare_day(spoken.text)
        is_only_date = due is not None and len(content(without_due(spoken.text, due))) <= 1
        is_short = len(spoken.text.split()) <= SHORT_REPLY
        if due and is_short and (is_correction or (is_only_date and task.due is None)) and not _is_same(due, task.due):
            task = replace(task, due=due, sentences=(*task.sentences, j))
        elif not is_short and not is_correction:
            break
    return task


def _bare_day(text: str) -> str | None:
    """A day or a period that is all that a sentence says ("Monday." – "End of the week?")."""
    match = cues.BARE_DAY.search(text)
    return match["day"] if match else None


def _is_same(one: str, other: str | None) -> bool:
    return other is not None and bool(content(one) & content(other))
