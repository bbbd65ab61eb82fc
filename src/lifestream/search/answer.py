"""A question in, an answer out, in which every sentence was checked against the moments it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lifestream.domain.answer import Answer, AnswerSentence, Citation, Turn
from lifestream.domain.claim import Claim, ClaimKind, Evidence
from lifestream.domain.passage import Scope
from lifestream.domain.search import Query, Results
from lifestream.errors import ConfigurationError, LifeStreamError
from lifestream.ports.answerer import Answerer, Exhibit
from lifestream.ports.embedder import Embedder
from lifestream.ports.index import Term
from lifestream.search.extract import choose, extract
from lifestream.search.question import is_asking, read_question
from lifestream.search.retrieve import Sources, retrieve
from lifestream.search.sentences import Read, Sentence, sentences_of
from lifestream.search.tell import Draft, Moment, tell
from lifestream.verify.claims import EvidenceBase, verify_claims
from lifestream.verify.words import tokenize

MOMENTS = 12
"""Moments that an answer may be composed of."""
COUNTED = 200
"""How far the passages that hold a word are counted: what is in more of them tells nothing."""
MOST_EXHIBITS = 60
"""Sentences that are shown to a language model."""
TOPICS = 6
"""Words of the question before that a follow-up is understood by."""
_POINTERS = frozenset({"it", "its", "that", "this", "they", "their", "them", "he", "his", "him", "she", "her", "there"})
"""Words that mean what was spoken of before."""


Hear = Callable[[AnswerSentence], None]
"""Is told each sentence of an answer as soon as it stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the conversation before it."""

    query: Query
    turns: tuple[Turn, ...] = ()


def answer(
    asked: Asked, sources: Sources, read: Read, answerer: Answerer | None = None, hear: Hear | None = None
) -> Answer:
    """Answer from the library, or say that it has no answer, with the nearest moments.

    With an ``answerer`` one call drafts the sentences; where it fails, or none is given, sentences are quoted.
    What the checks do not support is dropped. ``hear`` gets each sentence as soon as it is checked.

    Raises:
        InputError: the question is empty, too long, or names a day that there is not.
        NotFoundError: it is limited to a recording that there is not.
    """
    text, topics = _resolved(asked)
    results = retrieve(replace(asked.query, text=text, limit=MOMENTS), sources)
    sentences = sentences_of(results.hits, read)
    notes = (*results.notes, *((f"Understood as a question about: {', '.join(topics)}.",) if topics else ()))
    desk = _Desk(sources, read, _embedder(sources), hear)
    if answerer is not None and sentences:
        try:
            return _drafted(asked, sentences, results, desk, answerer, notes)
        except LifeStreamError as error:
            notes = (*notes, f"{answerer.fingerprint} did not answer: {error.message} Sentences are quoted instead.")
    questions = read_question(text, topics)
    found = [c for q in questions for c in choose(q, extract(q, sentences, desk.seen, desk.embedder))]
    told, dropped = desk.checked(tuple(tell(found)))
    return Answer(asked.query.text, bool(told), told, results=results, dropped=dropped, notes=notes)


def turn_of(given: Answer) -> Turn:
    """What a later question may refer to."""
    questions = read_question(given.results.query.text or given.question)
    topics = dict.fromkeys(q.words[key] for q in questions for key in q.keys if key not in q.weak)
    return Turn(given.question, given.text, tuple(topics))


def _resolved(asked: Asked) -> tuple[str, tuple[str, ...]]:
    """A follow-up with the words of the question before that it leaves out: "And when?", "Who does it?"."""
    text = asked.query.text
    words = [t.lower for t in tokenize(text) if t.is_word]
    goes_on = not _POINTERS.isdisjoint(words) or words[:1] == ["and"] or words[1:2] == ["about"]
    if not asked.turns or not (goes_on or all(map(is_asking, words))):
        return text, ()
    topics = asked.turns[-1].topics[:TOPICS]
    missing = tuple(topic for topic in topics if topic.lower() not in text.lower())
    return f"{text.rstrip('?! ')} {' '.join(missing)}?" if missing else text, missing


def _embedder(sources: Sources) -> Embedder | None:
    try:
        return sources.embedder()
    except ConfigurationError:
        return None


def _drafted(
    asked: Asked,
    sentences: Sequence[Sentence],
    results: Results,
    desk: _Desk,
    answerer: Answerer,
    notes: tuple[str, ...],
) -> Answer:
    """One call over the sentences that were found; those of its sentences that hold."""
    shown = sentences[:MOST_EXHIBITS]
    exhibits = [
        Exhibit(number, s.text, s.speaker, f"{desk.title(s.recording)}, {s.heading}".rstrip(", "))
        for number, s in enumerate(shown, start=1)
    ]
    drafts = [
        Draft(d.text, tuple(Moment.of(s) for n in d.numbers if (s := _at(shown, n))))
        for d in answerer.draft(asked.query.text, exhibits, asked.turns)
    ]
    told, dropped = desk.checked(drafts)
    name = answerer.fingerprint
    return Answer(asked.query.text, bool(told), told, name, False, results, dropped, notes)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where an answer is put together: what it may look up."""

    sources: Sources
    read: Read
    embedder: Embedder | None
    hear: Hear | None = None

    def seen(self, word: str) -> int:
        """How many passages hold a word."""
        return len(self.sources.index.find_words([Term(word)], COUNTED, Scope()))

    def title(self, recording: str) -> str:
        """What a recording is called."""
        return self.sources.store.entry(recording).title

    def checked(self, drafts: Sequence[Draft]) -> tuple[tuple[AnswerSentence, ...], int]:
        """The drafts that hold, with citations, and how many do not.

        A draft is held against the recording of its first citation; citations of others stand beside it.
        """
        kept: list[AnswerSentence] = []
        for draft in drafts:
            if draft.rests_on and (sentence := self._check(draft)) is not None:
                kept.append(sentence)
                if self.hear:
                    self.hear(sentence)
        return tuple(kept), len(drafts) - len(kept)

    def _check(self, draft: Draft) -> AnswerSentence | None:
        first = draft.rests_on[0]
        base = EvidenceBase.of(self.read(first.recording)[1])
        refs = dict.fromkeys(m.line.ref for m in draft.rests_on if m.recording == first.recording)
        evidence = tuple(Evidence(ref, base.exhibits[ref].segment) for ref in refs if ref in base.exhibits)
        kind: ClaimKind = "quote" if draft.is_quote else "fact"
        claim = Claim("answer", draft.text, kind, evidence, "shown" if first.is_shown else "spoken")
        verdict = verify_claims([claim], base, self.embedder)[claim]
        if verdict.state == "unsupported":
            return None
        return AnswerSentence(draft.text, tuple(self._cite(m) for m in _by_ref(draft.rests_on)), verdict)

    def _cite(self, moment: Moment) -> Citation:
        entry, line = self.sources.store.entry(moment.recording), moment.line
        return Citation(entry.id, entry.title, entry.day, line.segment, line.ref, line.text, line.speaker)


def _at(sentences: Sequence[Sentence], number: int) -> Sentence | None:
    return sentences[number - 1] if 0 < number <= len(sentences) else None


def _by_ref(moments: Sequence[Moment]) -> Iterable[Moment]:
    """Each moment once."""
    found: dict[tuple[str, str], Moment] = {}
    for moment in moments:
        found.setdefault((moment.recording, moment.line.ref), moment)
    return found.values()
