"""Writes notes without a language model: what was said is chosen, tidied and reported, never made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.decisions import find_decisions
from lifestream.adapters.language.extractive.dialogue import Dialogue
from lifestream.adapters.language.extractive.due import resolve_due
from lifestream.adapters.language.extractive.picture import describe
from lifestream.adapters.language.extractive.places import place_said, place_shown
from lifestream.adapters.language.extractive.questions import Asked, find_questions
from lifestream.adapters.language.extractive.reporting import quoted, reported
from lifestream.adapters.language.extractive.salience import POINTS_BACK, Salience, counts, is_price
from lifestream.adapters.language.extractive.sentences import Sentence, finish, sentences_of, shortened, without_opening
from lifestream.adapters.language.extractive.subjects import Subject, find_subjects
from lifestream.adapters.language.extractive.tasks import Promised, find_tasks
from lifestream.domain.chunk import Chunk
from lifestream.domain.claim import Action, Claim, ClaimKind, ClaimSource, Evidence, Question
from lifestream.domain.notes import ChunkNotes, SpeakerNotes
from lifestream.domain.scene import Keyframe
from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.pipeline.topics import title_case, title_of_talk
from lifestream.ports.embedder import Embedder
from lifestream.ports.writer import Writer, WritingContext
from lifestream.verify.mentions import find_dates
from lifestream.verify.numbers import outside_dates
from lifestream.verify.support import content

VERSION = 5
"""Raise it whenever notes change: stored ones become stale."""

FACTS_A_MINUTE = 3.0
FACTS_OF_ONE = 6  # sentences reported of one speaker in one chunk
NUMBERS, RISKS, QUOTES, SALIENT, TOPICS = 8, 3, 1, 8, 6
TITLED = 3  # topics that a title names
TELLING = 2  # content words of a sentence that another points back to
QUOTED = 40  # words of two sentences quoted together
WORTH_QUOTING = 0.5  # of the mean salience
SURE = 0.6  # confidence from which a sentence may be quoted as remarkable
PLAIN = 0.75  # confidence from which a sentence is told as a fact; below, it is only quoted


class ExtractiveWriter(Writer):
    """The default writer: sentence selection by salience and diversity, and a cue grammar for what was settled.

    The cue grammar is English. In other languages notes hold the most salient sentences as they were
    said, and no decisions, actions or questions.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        return f"extractive {VERSION} {self._embedder.fingerprint}"

    def write(self, chunk: Chunk, context: WritingContext) -> ChunkNotes:
        return _Notes(chunk, context, self._embedder, self.fingerprint).notes()


@dataclass(frozen=True)
class _Notes:
    """The notes of one chunk in the making."""

    chunk: Chunk
    context: WritingContext
    embedder: Embedder
    writer: str
    _number: count[int] = field(default_factory=lambda: count(1))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.chunk.utterances, is_english=self.is_english)

    @cached_property
    def salience(self) -> Salience:
        return Salience(self.sentences, self.embedder, is_english=self.is_english)

    @cached_property
    def dialogue(self) -> Dialogue:
        everybody = (*self.context.speakers, *self.chunk.speakers)
        return Dialogue(self.sentences, {s.id: s.label for s in everybody if s.id != UNKNOWN_SPEAKER})

    @property
    def is_english(self) -> bool:
        return self.context.language.startswith("en")

    def notes(self) -> ChunkNotes:
        decisions = list(find_decisions(self.dialogue)) if self.is_english else []
        tasks = list(find_tasks(self.dialogue)) if self.is_english else []
        promised = {i for task in tasks for i in task.sentences}
        decisions = [d for d in decisions if d.sentences[-1] not in promised]
        settled = sorted(promised | {i for d in decisions for i in d.sentences})
        asked = list(find_questions(self.dialogue, settled)) if self.is_english else []
        facts = self._facts(settled)
        numbers = self._numbers(settled)
        told = [*settled, *numbers, *(i for chosen in facts.values() for i in chosen)]
        return ChunkNotes(
            index=self.chunk.index,
            segment=self.chunk.segment,
            title=self._title(),
            activity=self._activity(),
            location=self._location(),
            reliability=self._reliability(),
            participants=tuple(dict.fromkeys(u.speaker for u in self.chunk.utterances if u.speaker != UNKNOWN_SPEAKER)),
            speakers=tuple(
                SpeakerNotes(speaker, tuple(self._report(i, "fact") for i in chosen))
                for speaker, chosen in facts.items()
            ),
            visual=self._visual(),
            decisions=tuple(self._claim(d.text, "decision", d.sentences) for d in decisions),
            actions=tuple(self._action(task) for task in tasks),
            questions=tuple(self._question(question) for question in asked),
            risks=self._risks(settled),
            numbers=tuple(self._report(i, "number") for i in numbers),
            quotes=self._quotes(told),
            salient=self._salient(),
            writer=self.writer,
        )

    def _claim(self, text: str, kind: ClaimKind, sentences: Iterable[int], speaker: str | None = None) -> Claim:
        refs = dict.fromkeys(self.sentences[i].ref for i in sentences)
        return Claim(f"c{next(self._number)}", text, kind, tuple(Evidence(ref) for ref in refs), speaker=speaker)

    def _quoted(self, sentences: Sequence[int]) -> str:
        """Sentences of one speaker as a quotation."""
        label = self.dialogue.short(self.sentences[sentences[0]].speaker)
        said = " ".join(self.sentences[i].plain for i in sentences)
        return quoted(said, label)

    def _report(self, i: int, kind: ClaimKind) -> Claim:
        """One sentence in the third person; in other languages as it was said.

        One that points back ("It costs …") is quoted together with the sentence before it.
        """
        sentence = self.sentences[i]
        label = self.dialogue.short(sentence.speaker)
        before = self.dialogue.own_before(i)
        is_back = self.is_english and POINTS_BACK.match(without_opening(sentence.plain)) is not None
        if label and self.is_english and sentence.confidence < PLAIN:
            return self._claim(self._quoted([i]), kind, [i], sentence.speaker)
        if is_back and before and _explains(before, sentence):
            return self._claim(self._quoted((i - 1, i)), kind, (i - 1, i), sentence.speaker if label else None)
        plain = shortened(sentence.plain)
        text = reported(plain, label) if self.is_english else plain
        return self._claim(text, kind, [i], sentence.speaker if label else None)

    def _action(self, task: Promised) -> Action:
        label = self.dialogue.short(task.owner) if task.owner else None
        until = f" {task.due}" if task.due and task.due.casefold() not in task.task.casefold() else ""
        verb = task.task if task.task[1:2].isupper() else task.task[:1].lower() + task.task[1:]
        text = finish(f"{label} will {verb}{until}" if label else f"{task.task}{until}")
        due = resolve_due(task.due, self.context.recorded_at) if task.due else None
        return Action(self._claim(text, "action", (*task.context, *task.sentences)), task.task, task.owner, due)

    def _question(self, asked: Asked) -> Question:
        sentence = self.sentences[asked.sentences[0] if asked.by is None else asked.by]
        asker = self.dialogue.short(sentence.speaker)
        text = finish(asked.text)
        if asked.status and asker:
            text = f"{quoted(text, asker)} {self._quoted(asked.status)}"
        claim = self._claim(text, "question", asked.sentences)
        answer = None
        if asked.answer:
            answer = self._claim(
                self._quoted(asked.answer), "fact", asked.answer, self.sentences[asked.answer[0]].speaker
            )
        return Question(claim, sentence.speaker if sentence.speaker != UNKNOWN_SPEAKER else None, answer)

    def _facts(self, settled: Sequence[int]) -> dict[str, list[int]]:
        """What each speaker said beside what was settled, in proportion to how much they said."""
        room = max(3, round(FACTS_A_MINUTE * self.chunk.segment.duration / 60))
        words = {s.speaker: 0 for s in self.sentences if s.speaker != UNKNOWN_SPEAKER}
        for sentence in self.sentences:
            if sentence.speaker in words:
                words[sentence.speaker] += len(sentence.text.split())
        total = max(1, sum(words.values()))
        found = {}
        for speaker, said in words.items():
            own = [i for i, s in enumerate(self.sentences) if s.speaker == speaker and not s.is_question]
            share = min(FACTS_OF_ONE, max(1, round(room * said / total)))
            found[speaker] = self.salience.choose(own, share, settled)
        return {speaker: chosen for speaker, chosen in found.items() if chosen}

    def _numbers(self, settled: Sequence[int]) -> list[int]:
        """What counts or measures something, half of it what costs money where there is so much."""
        counted = [
            i
            for i, s in enumerate(self.sentences)
            if not s.is_question and outside_dates(counts(s.plain), find_dates(s.plain))
        ]
        priced = [i for i in counted if is_price(self.sentences[i].plain)]
        first = self.salience.choose(priced, NUMBERS // 2, settled)
        return sorted([*first, *self.salience.choose(counted, NUMBERS - len(first), [*settled, *first])])

    def _risks(self, settled: Sequence[int]) -> tuple[Claim, ...]:
        if not self.is_english:
            return ()
        named = [
            i
            for i, s in enumerate(self.sentences)
            if not s.is_question
            and cues.RISK.search(s.plain)
            and not cues.NO_RISK.search(s.plain)
            and not POINTS_BACK.match(s.plain)
        ]
        return tuple(self._report(i, "risk") for i in self.salience.choose(named, RISKS, settled))

    def _quotes(self, told: Sequence[int]) -> tuple[Claim, ...]:
        """The weightiest sentence that was heard well, stands on its own and says something not told yet."""
        fit = [
            i
            for i, s in enumerate(self.sentences)
            if 8 <= len(s.plain.split()) <= 28 and s.confidence >= SURE and not s.is_question
            if self.salience.scores[i] >= WORTH_QUOTING and not POINTS_BACK.match(s.plain)
        ]
        chosen = self.salience.choose(fit, QUOTES, told)
        return tuple(self._claim(self.sentences[i].plain, "quote", [i], self.sentences[i].speaker) for i in chosen)

    def _salient(self) -> tuple[str, ...]:
        ranked = sorted(range(len(self.sentences)), key=lambda i: -self.salience.scores[i])
        best = [i for i in ranked if self.salience.scores[i] > 0][: min(SALIENT, len(ranked) // 4)]
        return tuple(dict.fromkeys(self.sentences[i].ref for i in best))

    def _reliability(self) -> float | None:
        """The confidence of the utterances, each as heavy as it is long."""
        weights = [(max(u.segment.duration, 0.01), u.confidence) for u in self.chunk.utterances]
        total = sum(seconds for seconds, _ in weights)
        return sum(seconds * confidence for seconds, confidence in weights) / total if total else None

    @cached_property
    def topics(self) -> tuple[Subject, ...]:
        return find_subjects(self.chunk, TOPICS, is_english=self.is_english)

    def _title(self) -> str:
        """The topics, else who talks where this is the whole recording."""
        if self.topics:
            names = [topic.name for topic in self.topics]
            rest = ["more"] if len(names) > TITLED else []
            return title_case(_listed([*names[: TITLED - len(rest)], *rest]))
        people = self._people()
        talk = title_of_talk(people)
        is_whole = self.context.chunk_count == 1 and any(name in talk for name in people)
        return talk if is_whole else f"Part {self.chunk.index + 1}"

    def _people(self) -> list[str]:
        """What those who speak are called, in order of their first words."""
        spoken = [self.dialogue.short(u.speaker) for u in self.chunk.utterances]
        return list(dict.fromkeys(label for label in spoken if label))

    def _activity(self) -> Claim | None:
        """Who talks about what: "Alice and Ben discuss the release date and the budget."."""
        matters = [topic for topic in self.topics if topic.is_matter]
        people = self._people()
        if not matters or not people or not self.is_english:
            return None
        first = {self.dialogue.short(u.speaker): u.id for u in reversed(self.chunk.utterances)}
        refs = dict.fromkeys([ref for topic in matters for ref in topic.refs] + [first[name] for name in people])
        verb = "discuss" if len(people) > 1 else "talks about"
        text = finish(f"{_listed(people)} {verb} {_listed([topic.name for topic in matters])}")
        evidence = tuple(Evidence(ref) for ref in refs)
        return Claim(f"c{next(self._number)}", text, "activity", evidence, source="inferred")

    def _location(self) -> Claim | None:
        """Where somebody says that they are, or a slide says that it is."""
        for i, sentence in enumerate(self.sentences):
            place = place_said(sentence.plain) if self.is_english else None
            if place:
                return self._claim(finish(place), "location", [i])
        for keyframe in self.chunk.keyframes:
            for line in keyframe.lines:
                place = place_shown(line.text)
                if place:
                    return self._seen(finish(place), keyframe, "location")
        return None

    def _visual(self) -> tuple[Claim, ...]:
        return tuple(self._seen(text, keyframe, "visual") for text, keyframe in describe(self.chunk.keyframes))

    def _seen(self, text: str, keyframe: Keyframe, kind: ClaimKind) -> Claim:
        source: ClaimSource = "shown"
        return Claim(f"c{next(self._number)}", text, kind, (Evidence(keyframe.id),), source=source)


def _explains(before: Sentence, sentence: Sentence) -> bool:
    """Whether the sentence before one may say what it points back to, and both are not too long to quote."""
    is_short = len(f"{before.plain} {sentence.plain}".split()) <= QUOTED
    return is_short and not before.is_question and len(content(before.plain)) >= TELLING


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
