"""Who says what to whom: the replies, the agreement and the names in a conversation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.sentences import Sentence
from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.pipeline.topics import announced
from lifestream.verify.mentions import find_dates
from lifestream.verify.support import content

REPLY = 3  # sentences within which an answer begins
NEARBY = 12.0  # seconds within which it begins
SHORT_REPLY = 7  # words
TAG = 3  # words of a question that belongs to the sentence before ("By Friday?")


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
        """The first sentence that somebody else says after a sentence, soon enough to be an answer to it.

        There is none where the speaker goes on to another question or topic: what follows answers that.
        """
        asked = self.sentences[i]
        for j in range(i + 1, min(len(self.sentences), i + 1 + REPLY)):
            spoken = self.sentences[j]
            if spoken.speaker != asked.speaker:
                return j if spoken.start - asked.start <= NEARBY + 0.4 * len(asked.text.split()) else None
            is_new = spoken.is_question and len(spoken.text.split()) > TAG
            if is_new or announced(spoken.text) or self.addressed(spoken.text):
                return None
        return None

    def accepts(self, j: int | None) -> bool:
        """Whether a reply agrees, without a "but"."""
        if j is None:
            return False
        text = self.sentences[j].text
        return bool(cues.ACCEPTS.search(text)) and not cues.BUT.search(text) and not cues.REJECTS.search(text)

    def rejects(self, j: int | None) -> bool:
        """Whether a reply declines or has a "but"."""
        return j is not None and bool(
            cues.REJECTS.search(self.sentences[j].text) or cues.BUT.search(self.sentences[j].text)
        )

    def own_next(self, i: int) -> Sentence | None:
        """The sentence behind one, where the same speaker says it."""
        following = self.sentences[i + 1] if i + 1 < len(self.sentences) else None
        return following if following and following.speaker == self.sentences[i].speaker else None

    def own_before(self, i: int) -> Sentence | None:
        """The sentence before one, where the same speaker said it."""
        before = self.sentences[i - 1] if i else None
        return before if before and before.speaker == self.sentences[i].speaker else None

    def label(self, speaker: str) -> str | None:
        """What a speaker is called; ``None`` for a voice that nobody can tell."""
        return self.labels.get(speaker, speaker) if speaker != UNKNOWN_SPEAKER else None

    def short(self, speaker: str) -> str | None:
        """The first name of a speaker where nobody else has it, else the label."""
        label = self.label(speaker)
        if label is None or " " not in label:
            return label
        first = label.split()[0]
        is_title = first.rstrip(".").lower() in {"dr", "doctor", "mr", "mrs", "ms", "prof", "professor", "sister"}
        return label if is_title or sum(first in other.split() for other in self.labels.values()) > 1 else first

    def partner(self, i: int) -> str | None:
        """What the other one is called, where only two people speak around a sentence."""
        near = {s.speaker for s in self.sentences[max(0, i - 4) : i + 4]} - {self.sentences[i].speaker}
        return self.short(next(iter(near))) if len(near) == 1 else None

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


def proposal_in(text: str) -> str | None:
    """The verb phrase that a sentence proposes."""
    match = cues.LETS.match(text) or cues.PROPOSAL.match(text)
    if not match:
        return None
    rest = match["rest"].rstrip("?.! ")
    if (
        cues.PROCEDURAL.match(rest)
        or re.match(r"(?:not\b|be\b|if\b)", rest)
        or len(content(rest)) < 2 - _says_when(rest)
    ):
        return None
    rest = re.sub(r"^(?:just|then|maybe|also) |,? then$", "", rest)
    return re.split(r",? (?:because|since|but|so that)\b", rest)[0]


def _says_when(phrase: str) -> bool:
    """Whether a phrase names an hour or a day, which says what is proposed as a noun would."""
    return bool(find_dates(phrase) or cues.HOUR.search(phrase))
