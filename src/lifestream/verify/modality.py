"""A claim does not settle what its evidence only considers, asks or ties to a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lifestream.domain.claim import Check
from lifestream.verify.evidence import Case, Exhibit
from lifestream.verify.polarity import ALIGNED, Clause, clauses
from lifestream.verify.words import STOPWORDS, fold, stem, tokenize

Stance = Literal["firm", "guess", "condition", "proposal", "question"]

GUESS = re.compile(
    r"\b(?:maybe|perhaps|possibly|might|suppose|imagine|what if)\b"
    r"|\b(?:i|we|you|they|he|she|it|that) may\b"
    r"|\b(?!(?:and|or|so|but|then|please|who|what|how) )\w+ (?:could|would)\b"
    r"(?! (?:you|some|any|one of|say|like|love|prefer|rather|be (?:happy|glad)))"
)
"""What leaves it open; "could you" and "who could" ask somebody to do it."""
CONDITION = re.compile(r"\b(?:if|unless|provided(?: that)?|assuming|as long as|only when|depending on|subject to)\b")
NO_CONDITION = re.compile(
    r"\b(?:as|even) if\b"
    r"|\b(?:ask|check|see|know|wonder|sure|find out|tell|test|verif|confirm|look)\w*(?: [\w']+){0,3} if\b"
    r"|\bif (?:possible|necessary|needed|not|so|anything|you (?:like|want|agree|don't mind|ask me)|i may"
    r"|(?:that|it)(?:'s| is) (?:ok|okay|fine|all right)|nobody|no one|everybody|everyone|there(?:'s| is| are) no)\b"
)
"""Where "if" asks indirectly, or is a courtesy."""
PROPOSAL = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:suggest|propose|recommend)\b|\b(?:how|what) about\b|\bwhy (?:don't|not)\b"
    r"|\b(?:shall|should|could|can) (?:i|we)\b|\bwe (?:should|ought to)\b|\bmy (?:suggestion|proposal)\b"
)
OFFER = re.compile(r"\b(?:shall|should|could) (?:i|we)\b|\b(?:how|what) about\b|\bwhy (?:don't|not)\b")
"""What a question must be for its task to be nobody's yet; any other question may be a request."""
TAG = re.compile(r",? (?:right|correct|okay|ok|yes|no|(?:is|are|do|does|was|were|will|have|has)n't \w+)\?$")
OPEN_QUESTION = re.compile(r"\b(?:when|what|who|whom|which|where|how|why|whose)\b")
HEDGED = re.compile(
    r"\b(?:if|unless|maybe|perhaps|possibl[ey]|potential\w*|might|may|could|would|should|can|whether|provided|assuming"
    r"|suggest\w*|propos\w*|recommend\w*|consider\w*|discuss\w*|ask\w*|wonder\w*|offer\w*|think\w*|hop(?:e|es|ed|ing)"
    r"|want\w*|wish\w*|plan\w*|intend\w*|likely|depend\w*|subject to|talk\w*|idea|option\w*)\b"
)
"""What makes a claim say no more than that somebody considers it."""
MONTH = re.compile(r"\bMay\b")
_HESITATION = r"^(?:(?:oh|well|um|uh|hmm|ah|so|and|right|okay|ok|good|great|then)[,.]? )*"
ACCEPTS = re.compile(
    _HESITATION
    + r"(?:yes|yeah|yep|yup|sure|agreed|okay|ok|fine|good|great|perfect|excellent|lovely|deal|absolutely|definitely"
    r"|certainly|exactly|right|correct|of course|no problem|no objections?|none|hearing none|all right|alright|done"
    r"|gladly|happy to|will do|aye|second(?:ed)?|me too|same here|why not|makes sense|(?:that )?(?:sounds|works)"
    r"|go for it|on it|suits me|fair enough|thanks|thank you|please do|you(?:'ll| will)|i agree|i like"
    r"|i'm (?:in|for|happy|fine|with|on)|(?:i|we)(?:'ll| will| can)|let's|by \w+"
    r"|(?:it's |that's )?an? (?:good|great|nice|excellent) (?:idea|plan|point))\b"
    r"|\b(?:works|fine|good|okay|ok) (?:for|with|by) (?:me|us)\b|\bi agree\b|\bagreed\b|\bgood idea\b"
)
"""How others accept what was considered, or confirm what was asked."""
REFUSES = re.compile(r"\bbut\b|\bi(?:'m| am) afraid\b|\b(?:do|does|can|wo|is|would|should|could)(?:n't|not| not)\b")
NO = re.compile(r"\bno\b|\bnot\b|n't\b|\bnever\b")
SETTLES = re.compile(
    r"\b(?:decided|settled|agreed|approved|confirmed|carried|so be it|(?:go|going) with)\b"
    r"|\blet's (?:do|go|make|take)\b"
    r"|^(?:(?:so|okay|ok|good|fine|great|all right|then|yes),? )*(?:then\b|we(?:'ll| will| do)\b|it is\b)"
)
"""How anybody settles it, the same voice too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A coordinate part of a sentence: what it speaks of, how firmly, and which sentence of the evidence it is in."""

    stems: frozenset[str]
    stance: Stance
    text: str
    sentence: int
    exhibit: Exhibit


def check_modality(case: Case) -> Check:
    """Check that the evidence states what a claim states, instead of considering, asking or conditioning it.

    What somebody accepts afterwards counts as stated. A decision, and a task that was only considered, fail;
    anything else passes with a reservation in ``detail``, which leaves it weak.
    """
    kind = case.claim.kind
    is_hedged = HEDGED.search(MONTH.sub("", fold(case.text)).lower()) is not None
    if is_hedged or kind in {"question", "quote"} or case.claim.source != "spoken":
        return Check("modality", True)
    parts = list(_parts(sorted(case.exhibits, key=lambda e: e.segment)))
    for clause in clauses(case.text):
        about = [p for p in parts if len(clause.stems & p.stems) / len(clause.stems) >= ALIGNED]
        tentative = [p for p in about if _is_tentative(p, kind)]
        if (
            clause.is_question
            or not about
            or len(tentative) < len(about)
            or _is_settled(clause, tentative, parts, case)
        ):
            continue
        fails = kind == "decision" or (kind == "action" and all(p.stance != "condition" for p in tentative))
        return Check("modality", not fails, f"the evidence has it only as a {tentative[0].stance}")
    return Check("modality", True)


def _parts(exhibits: Sequence[Exhibit]) -> Iterator[Part]:
    number = 0
    for exhibit in exhibits:
        for sentence in re.split(r"(?<=[.!?])\s+|\n", fold(exhibit.text).lower()):
            number += 1
            for text in re.split(r"[;:]|\b(?:and|but|or|so)\b", sentence):
                words = (t.lower for t in tokenize(text) if t.text[0].isalnum())
                stems = frozenset(stem(word) for word in words if word not in STOPWORDS)
                yield Part(stems, "firm" if exhibit.picture else _stance(text, sentence), sentence, number, exhibit)


def _stance(text: str, sentence: str) -> Stance:
    if CONDITION.search(NO_CONDITION.sub(" ", text)):
        return "condition"
    if GUESS.search(text):
        return "guess"
    if PROPOSAL.search(text):
        return "proposal"
    return "question" if TAG.sub(".", sentence).endswith("?") else "firm"


def _is_tentative(part: Part, kind: str) -> bool:
    """Whether a part leaves open what a claim of a kind says; who is asked to do something has a task."""
    if kind != "action":
        return part.stance != "firm"
    is_offer = part.text.endswith("?") and OFFER.search(part.text) is not None
    return part.stance in {"guess", "condition"} or is_offer


def _is_settled(clause: Clause, tentative: Sequence[Part], parts: Sequence[Part], case: Case) -> bool:
    """Whether a later sentence of the evidence, or the next reply, accepts, refuses, settles or answers it."""
    first = min(tentative, key=lambda p: p.sentence)
    later = {p.sentence: p for p in parts if p.sentence > first.sentence and p.stance == "firm"}
    is_open = OPEN_QUESTION.search(first.text) is not None and first.stance == "question"
    for part in later.values():
        is_reply = part.exhibit.speaker != first.exhibit.speaker
        is_refused = clause.is_negated and NO.search(part.text) is not None
        if SETTLES.search(part.text) or (is_reply and (is_open or is_refused or _accepts(part.text))):
            return True
    reply = case.base.neighbour(first.exhibit.ref, 1)
    return reply is not None and any(_accepts(s) for s in re.split(r"(?<=[.!?])\s+", fold(reply.text).lower())[:2])


def _accepts(sentence: str) -> bool:
    return ACCEPTS.search(sentence) is not None and not REFUSES.search(sentence) and not sentence.endswith("?")
