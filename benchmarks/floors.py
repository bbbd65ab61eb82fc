"""What accuracy must not fall below: CI runs the recordings in the repository and fails on a real loss.

Each floor leaves the room that another processor's rounding may take: a word in fifty, one fact, no speaker, no cut.
"""

from __future__ import annotations

from benchmarks.results import Results
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
LEAST_READ = 0.97
"""Share of the words on slides."""
LEAST_FACTS = {
    "scripted_meeting_b/decision": (3, 1),
    "scripted_meeting_b/action_item": (6, 1),
    "scripted_lecture_p/action_item": (1, 1),
}
"""Facts that are told, and statements besides."""


def fallen(results: Results) -> list[str]:
    """A sentence for each thing that is worse than its floor; empty where nothing is."""
    found: list[str] = []
    for score in results.scores:
        found += [f"{score.item}: {what}" for what in _fallen(score)]
    return found


def _fallen(score: Score) -> list[str]:
    found: list[str] = []
    if score.failures:
        found.append(f"a stage failed: {'; '.join(score.failures)}")
    words, voices = MOST_WORD_ERRORS.get(score.item), MOST_VOICE_ERRORS.get(score.item)
    if words is not None and score.words and score.words.rate > words:
        found.append(f"WER {score.words.rate:.3f} is more than {words}")
    if voices is not None and score.voices and score.voices.strict.rate > voices:
        found.append(f"DER {score.voices.strict.rate:.3f} is more than {voices}")
    if voices is not None and score.voices and score.voices.true not in (None, score.voices.found):
        found.append(f"{score.voices.found} speakers were found, there are {score.voices.true}")
    if score.cuts and score.cuts.all.f1 < LEAST_CUTS.get(score.item, 0.0):
        found.append(f"cuts F1 is {score.cuts.all.f1:.3f}")
    if score.screens and score.screens.recall < LEAST_READ:
        found.append(f"of the words on slides, {score.screens.recall:.3f} were read")
    for kind, (right, surplus) in {k: v for k, v in LEAST_FACTS.items() if k.startswith(f"{score.item}/")}.items():
        fact = (score.facts or {}).get(kind.split("/")[1])
        if fact and (fact.matches.right < right or fact.matches.found - fact.matches.right > surplus):
            found.append(
                f"{kind.split('/')[1]}: {fact.matches.right} right and "
                f"{fact.matches.found - fact.matches.right} besides, not {right} and {surplus}"
            )
    if score.claims and score.claims.resolving < score.claims.claims:
        found.append("a statement cites what does not exist")
    if score.invented_words:
        found.append(f"{score.invented_words} words were invented")
    return found
