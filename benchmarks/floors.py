"""What accuracy must not fall below: CI runs the recordings in the repository and fails on a real loss.

Each floor leaves the room that another processor's rounding may take: a word in fifty, one fact, no speaker, no cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.results import Results
from benchmarks.scores.cuts import Matches
from benchmarks.scores.recall import TOP, AskScore
from benchmarks.scores.score import Score

MOST_WORD_ERRORS = {
    "asr_jfk": 0.05,
    "scripted_lecture_p": 0.055,
    "scripted_meeting_b": 0.035,
    "sim_clean_3spk": 0.145,
    "vid_nasa_webb": 0.10,
}
MOST_VOICE_ERRORS = {"scripted_lecture_p": 0.04, "scripted_meeting_b": 0.09, "sim_clean_3spk": 0.18}
LEAST_CUTS = {"scripted_lecture_p": 1.0, "scripted_meeting_b": 1.0, "sim_clean_3spk": 0.85, "vid_nasa_webb": 1.0}
"""F1. Three slides of ``sim_clean_3spk`` follow one another and differ in five characters: no cut is found there."""
LEAST_READ = {"scripted_lecture_p": 0.96, "scripted_meeting_b": 0.98, "sim_clean_3spk": 0.96}
"""Share of the words on slides."""
MOST_IN_TIME = {"scripted_lecture_p": 0.055, "scripted_meeting_b": 0.095, "sim_clean_3spk": 0.175}
"""tcpWER."""
MOST_OF_MANY = {"dia_ami_en2001": 0.33, "dia_ami_es2003": 0.55}
"""DER of recordings whose number of speakers nobody finds: it flips on tiny changes."""
LEAST_SUPPORTED = 0.93
"""Share of the checkable statements that the truth supports."""
LEAST_FACTS = {
    "scripted_meeting_b/decision": (3, 1),
    "scripted_meeting_b/action_item": (6, 1),
    "scripted_lecture_p/action_item": (1, 1),
}
"""Facts that are told, and statements besides."""
LEAST_FOUND = 0.93
LEAST_ANSWERED = 0.8
LEAST_REFUSED = 0.8
"""Shares of questions whose moment is among the first hits, that are answered right, and that are rightly refused."""


def fallen(results: Results, *, is_whole: bool = False) -> list[str]:
    """A sentence for each thing that is worse than its floor; empty where nothing is.

    ``is_whole`` says that every recording with a floor should be there: one that is not is named too.
    """
    found = [f"{score.item}: {what}" for score in results.scores for what in _fallen(score)]
    wanted = {*MOST_WORD_ERRORS, *MOST_VOICE_ERRORS, *MOST_OF_MANY} - {score.item for score in results.scores}
    found += _fallen_questions(results.questions)
    if is_whole and not results.questions:
        found.append("questions: none was asked")
    return found + [f"{item}: it was not measured" for item in sorted(wanted) if is_whole]


def _fallen(score: Score) -> list[str]:
    if score.failures:
        return [f"a stage failed: {'; '.join(score.failures)}"]
    found = [*_fallen_speech(score), *_fallen_picture(score), *_fallen_text(score)]
    return [*found, f"{score.invented_words} words were invented"] if score.invented_words else found


def _fallen_speech(score: Score) -> Iterator[str]:
    item, voices = score.item, score.voices
    figures: tuple[tuple[str, dict[str, float], float | None], ...] = (
        ("WER", MOST_WORD_ERRORS, score.words.rate if score.words else None),
        ("tcpWER", MOST_IN_TIME, score.in_time.rate if score.in_time else None),
        ("DER", MOST_VOICE_ERRORS | MOST_OF_MANY, voices.strict.rate if voices else None),
    )
    for name, most, rate in figures:
        if item in most and rate is None:
            yield f"{name} was not measured"
        elif item in most and rate is not None and rate > most[item]:
            yield f"{name} {rate:.3f} is more than {most[item]}"
    if item in MOST_VOICE_ERRORS and voices and voices.true not in (None, voices.found):
        yield f"{voices.found} speakers were found, there are {voices.true}"


def _fallen_picture(score: Score) -> Iterator[str]:
    cuts = score.cuts.all.f1 if score.cuts else 0.0
    if cuts < LEAST_CUTS.get(score.item, 0.0):
        yield f"cuts F1 is {cuts:.3f}"
    read = score.screens.recall if score.screens else 0.0
    if read < LEAST_READ.get(score.item, 0.0):
        yield f"of the words on slides, {read:.3f} were read"


def _fallen_text(score: Score) -> Iterator[str]:
    for place, (right, surplus) in LEAST_FACTS.items():
        item, kind = place.split("/")
        if item == score.item:
            matches = score.facts[kind].matches if score.facts and kind in score.facts else Matches(0, 0, 0)
            besides = matches.found - matches.right
            if matches.right < right or besides > surplus:
                yield f"{kind}: {matches.right} right and {besides} besides, not {right} and {surplus}"
    claims = score.claims
    if claims and claims.resolving < claims.claims:
        yield "a statement cites what does not exist"
    if claims and claims.supported < LEAST_SUPPORTED * claims.checkable:
        yield f"the truth supports {claims.supported} of {claims.checkable} statements"


def _fallen_questions(questions: Sequence[AskScore]) -> Iterator[str]:
    answerable = [q for q in questions if q.is_right is not None]
    hopeless = [q for q in questions if q.is_right is None]
    shares = (
        ("found", [q.rank is not None and q.rank <= TOP for q in answerable], LEAST_FOUND),
        ("answered right", [bool(q.is_right) for q in answerable], LEAST_ANSWERED),
        ("refused", [not q.is_answered for q in hopeless], LEAST_REFUSED),
    )
    for what, hits, least in shares:
        if hits and sum(hits) < least * len(hits):
            yield f"questions: {sum(hits)} of {len(hits)} were {what}"
    if any(q.resolved < q.cited for q in questions):
        yield "questions: an answer cites what does not exist"
