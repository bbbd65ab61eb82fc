"""What sort of occasion a recording shows, from what can be counted in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from lifestream.domain.document import Kind, RecordingKind
from lifestream.domain.segment import union
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript, Utterance

LABELS: tuple[RecordingKind, ...] = ("meeting", "lecture", "interview", "event", "solo", "silent")

MEETING_CUES = re.compile(
    r"\b(agenda|action items?|decid\w+|decision|deadlines?|budget|next (?:meeting|topic|week)|minutes of|follow up|"
    r"approved?|let's|let us|i'll|i will|we will|postpone\w*|schedule\w*|on track|any other business|morning,? \w+|"
    r"release|project|team)\b",
    re.IGNORECASE,
)
LECTURE_CUES = re.compile(
    r"\b(lecture|today we|in this (?:lecture|talk|video|lesson)|chapter|theor\w+|definition|for example|as you can see|"
    r"remember that|the question is why|in other words|students|homework|next (?:time|lecture)|introduc\w+)\b",
    re.IGNORECASE,
)
INTERVIEW_CUES = re.compile(
    r"\b(tell (?:me|us) (?:about|more)|how did you|what made you|thank you for (?:having|joining|coming|your time)|"
    r"our guest|my guest|interview|welcome to the (?:show|programme|program|podcast)|how can i help|candidate)\b",
    re.IGNORECASE,
)
REPLIES = re.compile(
    r"(?:yes|yeah|yep|yup|no|nope|okay|ok|sure|right|all right|alright|exactly|agreed|thanks|thank you|of course"
    r"|good|great|fine|perfect|sorry|well|oh|wow|really|hello|hi|hey|morning|bye|goodbye|absolutely|definitely"
    r"|i agree|see you|honestly|me too|mm)\b|.*\b(?:you|your|you're|you'll|let's|shall we|should we)\b",
    re.IGNORECASE,
)
"""How somebody begins who answers, or what they say to somebody."""
A_WORD_IN_IT = 0.03
"""The share of the speech from which a voice counts as taking part."""
SILENCE = 0.02
"""The share of a recording below which its speech is an accident."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was counted: shares are 0–1, rates are a minute of speech, ``monologue`` is in seconds.

    ``exchange`` is the share of changes of the floor at which somebody answers or is spoken to.
    """

    duration: float
    words: int
    speech_share: float
    voices: int
    turn_rate: float
    balance: float
    top_share: float
    question_rate: float
    one_sided: float
    monologue: float
    exchange: float
    slide_share: float
    outdoor_share: float
    meeting_cues: float
    lecture_cues: float
    interview_cues: float


def classify(timeline: Timeline, override: RecordingKind | None = None) -> Kind:
    """Say what sort of occasion it was: a score (0–1, together 1) for each label, with reasons.

    ``override`` is the user's word: it decides, and the measured scores stay for comparison.
    """
    m = measure(timeline)
    points = _points(m)
    total = sum(points.values())
    scores = tuple((name, round(points[name] / total, 3)) for name in LABELS)
    likeliest = max(LABELS, key=lambda name: points[name])
    label = likeliest if override is None else override
    said = (f"The user said that it is {'an' if label[0] in 'aeiou' else 'a'} {label}.",) if override else ()
    reasons = _reasons(m) if timeline.media.audio else ("The recording has no sound.", *_reasons(m)[1:])
    return Kind(label, scores, said + reasons, override is not None)


def measure(timeline: Timeline) -> Measures:
    """Count in a timeline what tells occasions apart."""
    transcript, duration = timeline.transcript, timeline.media.duration
    text = " ".join(u.text for u in transcript.utterances)
    shares = _talk_shares(transcript)
    taking_part = [share for share in shares.values() if share >= A_WORD_IN_IT]
    speech = sum(segment.duration for segment in union(u.segment for u in transcript.utterances))
    minutes = max(speech / 60, 0.25)
    askers = [u.speaker for u in transcript.utterances for _ in range(u.text.count("?"))]
    main_asker = max((askers.count(s) for s in set(askers)), default=0)
    changes = [(a, b) for a, b in pairwise(transcript.utterances) if a.speaker != b.speaker]
    slides = sum(s.duration for s in union(span for slide in timeline.scenes.slides for span in slide.spans))
    pictures = [k.kind for k in timeline.scenes.keyframes]
    return Measures(
        duration=duration,
        words=sum(len(u.words) for u in transcript.utterances),
        speech_share=min(1.0, speech / duration) if duration else 0.0,
        voices=len(taking_part),
        turn_rate=len(changes) / minutes,
        balance=_balance(taking_part),
        top_share=max(shares.values(), default=0.0),
        question_rate=len(askers) / minutes,
        one_sided=main_asker / len(askers) if len(askers) >= 3 else 0.0,
        monologue=_monologue(transcript),
        exchange=_exchange(transcript, changes, len(shares)),
        slide_share=min(1.0, slides / duration) if duration else 0.0,
        outdoor_share=sum(1 for kind in pictures if kind in {"landscape", "people"}) / len(pictures)
        if pictures
        else 0.0,
        meeting_cues=len(MEETING_CUES.findall(text)) / minutes,
        lecture_cues=len(LECTURE_CUES.findall(text)) / minutes,
        interview_cues=len(INTERVIEW_CUES.findall(text)) / minutes,
    )


def _talk_shares(transcript: Transcript) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for u in transcript.utterances:
        seconds[u.speaker] = seconds.get(u.speaker, 0.0) + u.segment.duration
    total = sum(seconds.values())
    return {speaker: value / total for speaker, value in seconds.items()} if total else {}


def _balance(shares: list[float]) -> float:
    """How evenly the speech is shared (0–1): the entropy of the shares over that of equal ones."""
    total = sum(shares)
    if len(shares) < 2 or not total:
        return 0.0
    return -sum(s / total * log(s / total) for s in shares) / log(len(shares))


def _monologue(transcript: Transcript) -> float:
    """The longest time that one voice has the floor, in seconds."""
    longest, start, voice, end = 0.0, 0.0, None, 0.0
    for u in transcript.utterances:
        if u.speaker != voice:
            voice, start = u.speaker, u.segment.start
        end = u.segment.end
        longest = max(longest, end - start)
    return longest


def _exchange(transcript: Transcript, changes: Sequence[tuple[Utterance, Utterance]], voices: int) -> float:
    """How much of the talk is talk with each other (0–1).

    In other languages than English only questions, and that voices come back, can be seen.
    """
    if not changes:
        return 0.0
    languages = transcript.languages
    if languages and not languages[0].code.startswith("en"):
        is_asked = any("?" in u.text for u in transcript.utterances)
        return 1.0 if is_asked or len(changes) >= voices else 0.0
    answers = sum(1 for a, b in changes if a.text.rstrip().endswith("?") or REPLIES.match(b.text))
    return answers / len(changes)


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on, straight between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _points(m: Measures) -> dict[RecordingKind, float]:
    """Add up what speaks for each label; the weights are judgements, each feature a share of 0–1."""
    is_silent = m.words < 5 or m.speech_share < SILENCE
    several, pair = float(m.voices >= 2), float(m.voices == 2)
    crowd = _ramp(m.voices, 1, 3)
    speech = _ramp(m.speech_share, 0.05, 0.4)
    dominance = _ramp(m.top_share, 0.6, 0.9)
    # Voices that read or perform in turn never answer each other; whoever decides something does.
    together = max(_ramp(m.exchange, 0.25, 0.4), _ramp(m.meeting_cues, 1, 4))
    return {
        "meeting": several
        * speech
        * together
        * max(
            0.0,
            0.8 + crowd + m.balance + _ramp(m.turn_rate, 1, 5) + 1.5 * _ramp(m.meeting_cues, 0.5, 4) - 1.5 * dominance,
        ),
        "lecture": speech
        * dominance
        * (
            0.6
            + 1.5 * _ramp(m.slide_share, 0.1, 0.5)
            + 1.5 * _ramp(m.lecture_cues, 0.2, 2)
            + _ramp(m.monologue, 60, 300)
        ),
        "interview": several
        * speech
        * together
        * (pair + 0.5 * float(m.voices == 3))
        * (0.4 + 1.2 * m.one_sided * _ramp(m.question_rate, 0.5, 3) + 2 * _ramp(m.interview_cues, 0.1, 1)),
        "event": (1 - _ramp(m.slide_share, 0.05, 0.3))
        * (0.3 + 1.5 * _ramp(0.5 - m.speech_share, 0, 0.4) + m.outdoor_share)
        * (0.3 if is_silent else 1.0)
        * (1 - 0.7 * dominance * speech)
        + several * speech * (1 - together),
        "solo": float(m.voices <= 1)
        * speech
        * (1.6 - _ramp(m.slide_share, 0.1, 0.4) - _ramp(m.lecture_cues, 0.5, 3))
        * (0.0 if is_silent else 1.0),
        "silent": 5.0 if is_silent else 0.01,
    }


def _reasons(m: Measures) -> tuple[str, ...]:
    """The counts as sentences."""
    if m.words == 0:
        heard = "Nobody is heard to speak."
    else:
        voices = "One voice speaks" if m.voices <= 1 else f"{m.voices} voices speak"
        heard = f"{voices}, {m.speech_share:.0%} of the time ({m.words} words)."
    reasons = [heard]
    if m.voices >= 2:
        reasons.append(f"The floor changes {m.turn_rate:.1f} times a minute; the busiest voice has {m.top_share:.0%}.")
        reasons.append(f"At {m.exchange:.0%} of these changes somebody answers or is spoken to.")
    if m.question_rate > 0:
        reasons.append(f"{m.question_rate:.1f} questions are asked a minute.")
    for name, rate in (("meetings", m.meeting_cues), ("lectures", m.lecture_cues), ("interviews", m.interview_cues)):
        if rate > 0:
            reasons.append(f"Words of {name} occur {rate:.1f} times a minute.")
    if m.monologue >= 60:
        reasons.append(f"The longest monologue lasts {m.monologue:.0f} s.")
    if m.slide_share > 0:
        reasons.append(f"Slides are on screen {m.slide_share:.0%} of the time.")
    if m.outdoor_share > 0:
        reasons.append(f"{m.outdoor_share:.0%} of the pictures show people or landscapes.")
    return tuple(reasons)
