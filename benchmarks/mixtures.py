"""Recordings of two voices, made from utterances of single ones, so that it is exactly known who speaks when.

Two voices of one sex on one line are what diarisation takes for one person most easily. The voices are those of
the set: read books, and the synthetic ones of scripted meetings, because only they give several women. Voices are
paired within their origin and brought to one loudness, else microphone and distance would tell them apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng

from benchmarks.harm import PHONE_RATE, Signal, loudness, mu_law, phone_band, with_noise
from benchmarks.items import Item
from benchmarks.join import RATE, samples_of, write_wav
from lifestream.domain.segment import Segment

LEVEL = 10**-2.6  # the power of speech: -26 dB, the usual level of telephone lines (ITU-T P.56)
LINE_SNR = 40.0  # dB: no line is quite silent, and noise that starts with a voice would give it away
PAUSE = 0.3
"""A shorter silence within a turn belongs to it, in seconds (NIST, Rich Transcription evaluation)."""
WORD, CLOSURE = 0.15, 0.12  # s: the shortest word, and the silence before a plosive
MARGIN = 0.08  # s, of sound kept around what is spoken
STEP = 0.01  # s
LEAST = 45.0  # s that a voice must speak to be used
TALK = (58.0, 68.0)  # s, of both together
SHORTEST = 60.0  # s, of a recording


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Somebody who speaks alone: ``F``, ``M`` or unknown, where from, and stretches of sound at ``RATE``.

    ``threshold`` is the level in dB above which it speaks.
    """

    id: str
    sex: str | None
    item: Item
    stretches: tuple[Signal, ...]
    threshold: float

    @property
    def origin(self) -> str:
        """Voices of one origin were recorded alike."""
        return "synthetic" if self.item.id.startswith("scripted") else "read"


@dataclass(frozen=True, slots=True)
class Condition:
    """How two voices meet: turns from the shortest to the longest, in seconds; the share of the talk of the first.

    ``overlap`` is how likely it is that one speaks before the other has ended.
    """

    name: str
    is_phone: bool = False
    snr: float = LINE_SNR
    turns: tuple[float, float] = (2.0, 8.0)
    share: float = 0.5
    overlap: float = 0.0


CONDITIONS = (
    Condition("plain"),
    Condition("phone", is_phone=True),
    Condition("noise", snr=15.0),
    Condition("short-turns", turns=(1.5, 4.0)),
    Condition("unequal", share=0.83),
    Condition("overlap", overlap=0.6),
    Condition("phone-noise-short-turns", is_phone=True, snr=15.0, turns=(1.5, 4.0)),
    Condition("phone-unequal", is_phone=True, share=0.83),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of one voice, and where in them there is speech, in seconds from their start."""

    sound: Signal
    spoken: tuple[Segment, ...]


Turn = tuple[Voice, int, Piece]
"""A piece of a voice, and the number of the sample at which it was put."""


def make_mixtures(
    items: tuple[Item, ...],
    folder: Path,
    count: int = 48,
    seed: int = 2026,
    alone: int = 8,
    voices: tuple[Voice, ...] | None = None,
) -> tuple[Item, ...]:
    """Make recordings of 60 to 90 seconds, as items of kind ``mixture``: ``count`` of two voices, ``alone`` of one.

    Voices come from utterances with a manifest, and from meetings of read or synthetic speech without reverberation;
    where the items hold no two of one origin, there are no mixtures. The conditions take turns, and in five of six
    rounds the two are of one sex, as far as the voices allow. The same items and seed give the same recordings. Each
    becomes a folder in ``folder``, in the layout of the set. ``voices`` may be given, where not all of them, or not all
    that they say, is to be used.
    """
    voices, random = voices_of(items) if voices is None else voices, default_rng(seed)
    pieces = lru_cache(maxsize=None)(_pieces)  # a voice is cut once, not for each of its mixtures
    pairs = [(a, b) for a, b in combinations(voices, 2) if a.origin == b.origin and a.sex and b.sex]
    alike = [(a, b) for a, b in pairs if a.sex == b.sex]
    mixed = [(a, b) for a, b in pairs if a.sex != b.sex]
    decks = [[deck[n] for n in random.permutation(len(deck))] for deck in (alike or mixed, mixed or alike)]
    rounds = -(-count // len(CONDITIONS))
    plan: list[tuple[str, tuple[Voice, ...], Condition]] = []
    for number in range(count if pairs else 0):
        round_, place = divmod(number, len(CONDITIONS))
        # Counted by condition, so that a condition meets as many pairs as there are.
        deck, turn = (decks[1], place) if round_ % 6 == 5 else (decks[0], place * rounds)
        plan.append((f"two_voices_{number:02}", deck[(turn + round_) % len(deck)], CONDITIONS[place]))
    order = random.permutation(len(voices))
    fit = [condition for condition in CONDITIONS if condition.share == 0.5 and not condition.overlap]
    for number in range(alone if voices else 0):
        plan.append((f"one_voice_{number:02}", (voices[order[number % len(voices)]],), fit[number % len(fit)]))
    made = []
    for number, (name, speakers, condition) in enumerate(plan):
        own = default_rng([seed, number])
        turns = _lay_out(_choose(speakers, condition, pieces, own), condition, own)
        made.append(_write(folder / f"{name}_{condition.name}", turns, condition, own))
    return tuple(made)


def voices_of(items: Sequence[Item]) -> tuple[Voice, ...]:
    """Find the voices of which there is enough, in order of name; the same voice in two items is taken from one."""
    voices: dict[str, Voice] = {}
    # Single utterances come first: they were never mixed with anything.
    for item in sorted(items, key=lambda item: (item.media.is_file(), item.id)):
        sounds: dict[str, list[Signal]] = {}
        if str(item.truth.get("transcript")).endswith(".jsonl"):
            rows = (item.folder / item.truth["transcript"]).read_text(encoding="utf-8").splitlines()
            for row in map(json.loads, filter(None, rows)):
                sounds.setdefault(row.get("speaker"), []).append(samples_of(item.folder / row["file"]) / 32_768)
        elif item.kind == "sim_meeting" or item.id.startswith("scripted"):
            sounds = {} if item.truth.get("reverb_rt60_s") else _spoken_alone(item)
        for speaker in item.truth.get("speakers") or ():
            # Two people of scripted recordings may have one synthetic voice.
            name = speaker.get("voice") or speaker["id"].removeprefix("spk")
            stretches = tuple(sounds.get(speaker["id"], ()))
            if name not in voices and sum(map(len, stretches)) >= LEAST * RATE:
                # Between the loud moments and the quiet ones, nearer to these, at most 35 dB below the loud ones.
                loud, quiet = np.percentile(np.concatenate([_levels(sound) for sound in stretches]), (95, 5))
                threshold = float(max(loud - 35, quiet + 0.35 * (loud - quiet)))
                voices[name] = Voice(name, _sex(speaker), item, stretches, threshold)
    return tuple(voices[name] for name in sorted(voices))


def _sex(speaker: dict[str, str]) -> str | None:
    """As the truth says; the synthetic voices carry it in their names (Kokoro: ``af_heart``; Piper: ``joe``)."""
    voice = speaker.get("voice", "")
    return speaker.get("gender") or (voice[1].upper() if voice[2:3] == "_" else {"joe": "M"}.get(voice))


def _spoken_alone(item: Item) -> dict[str, list[Signal]]:
    """What each speaker of a meeting says while nobody else speaks."""
    said, sounds = item.said or (), dict[str, list[Signal]]()
    samples = samples_of(item.media) / 32_768
    for line in said:
        start, end = line.segment.start - MARGIN, line.segment.end + MARGIN
        if not any(o.speaker != line.speaker and o.segment.start < end and o.segment.end > start for o in said):
            sounds.setdefault(line.speaker, []).append(samples[max(0, int(start * RATE)) : int(end * RATE)])
    return sounds


def spoken(signal: Signal, threshold: float) -> tuple[Segment, ...]:
    """Where sound at ``RATE`` is louder than ``threshold`` dB, in seconds; silences under ``PAUSE`` are no gaps."""
    active = _levels(signal) > threshold
    runs = np.flatnonzero(np.diff(active.astype(np.int8), prepend=0, append=0)).reshape(-1, 2) * STEP
    # A sound that stands alone and is shorter than a word is a click: some readers had a clock in the room.
    words = [(start, end) for start, end in _joined(runs.tolist(), CLOSURE) if end - start >= WORD]
    return tuple(Segment(start, end) for start, end in _joined(words, PAUSE))


def _joined(runs: Iterable[Sequence[float]], gap: float) -> list[list[float]]:
    """Join what is less than ``gap`` seconds apart."""
    joined: list[list[float]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gap:
            start = joined.pop()[0]
        joined.append([start, end])
    return joined


def _levels(signal: Signal) -> Signal:
    """The level of each step of 10 ms in dB, shape (steps,)."""
    width = int(STEP * RATE)
    power = np.square(signal[: len(signal) // width * width]).reshape(-1, width).mean(1)
    return np.asarray(10 * np.log10(power + 1e-10), np.float64)


def cut_at_pauses(signal: Signal, threshold: float, shortest: float, longest: float) -> tuple[Piece, ...]:
    """Cut speech at its quietest moments into pieces of so many seconds, trimmed to what is spoken.

    A piece that is too short after that is left out; ``longest`` is at least twice ``shortest``.
    """
    pieces, rest = [], _trimmed(signal, threshold)
    while len(rest.sound) > longest * RATE:
        levels = np.convolve(_levels(rest.sound), np.ones(10) / 10, "same")
        first, last = int(shortest / STEP), int(min(longest, len(rest.sound) / RATE - shortest) / STEP)
        at = (first + int(np.argmin(levels[first:last]))) * int(STEP * RATE)
        pieces.append(_trimmed(rest.sound[:at], threshold))
        rest = _trimmed(rest.sound[at:], threshold)
    return tuple(piece for piece in [*pieces, rest] if len(piece.sound) >= shortest * RATE)


def _trimmed(signal: Signal, threshold: float) -> Piece:
    """Leave out what comes before and after speech, but for a margin."""
    spans = spoken(signal, threshold)
    start = int(max(0, spans[0].start - MARGIN) * RATE) if spans else 0
    end = int((spans[-1].end + MARGIN) * RATE) if spans else 0
    moved = (Segment(s.start - start / RATE, s.end - start / RATE) for s in spans)
    return Piece(signal[start:end], tuple(moved))


def _pieces(voice: Voice, turns: tuple[float, float]) -> tuple[Piece, ...]:
    """Everything that a voice says, in pieces of one loudness that begin and end softly: a step would be a click."""
    ramp = np.linspace(0, 1, int(MARGIN / 2 * RATE))
    pieces = []
    for piece in (p for sound in voice.stretches for p in cut_at_pauses(sound, voice.threshold, *turns)):
        sound = piece.sound * np.sqrt(LEVEL / loudness(piece.sound, RATE))
        sound[: len(ramp)] *= ramp
        sound[-len(ramp) :] *= ramp[::-1]
        pieces.append(Piece(sound, piece.spoken))
    return tuple(pieces)


def _choose(
    voices: Sequence[Voice], condition: Condition, pieces_of: Callable[..., tuple[Piece, ...]], random: Generator
) -> list[tuple[Voice, Piece]]:
    """Draw pieces of each voice until its share of the talk is reached, in an order in which both end together."""
    total, shares = random.uniform(*TALK), (condition.share, 1 - condition.share) if len(voices) > 1 else (1.0,)
    voices = [voices[number] for number in random.permutation(len(voices))]
    if condition.share > 0.5:  # most is said by the one of whom there is most
        voices.sort(key=lambda voice: -sum(map(len, voice.stretches)))
    drawn: list[tuple[float, Voice, Piece]] = []
    for voice, share in zip(voices, shares, strict=True):
        room, taken, pieces = (share * total + condition.turns[0] / 2) * RATE, [], pieces_of(voice, condition.turns)
        for piece in (pieces[number] for number in random.permutation(len(pieces))):
            if len(piece.sound) <= room:
                taken.append(piece)
                room -= len(piece.sound)
        drawn += [(number / len(taken), voice, piece) for number, piece in enumerate(taken)]
    return [(voice, piece) for _, voice, piece in sorted(drawn, key=lambda entry: entry[0])]


def _lay_out(order: list[tuple[Voice, Piece]], condition: Condition, random: Generator) -> tuple[Turn, ...]:
    """Put pieces one after the other, with pauses or overlaps between them."""
    gaps = [0.5]
    for (before, _), (voice, _) in pairwise(order):
        is_early = voice is not before and random.random() < condition.overlap
        gaps.append(-random.uniform(0.4, 1.5) if is_early else random.uniform(0.35, 0.9))
    length = sum(len(piece.sound) for _, piece in order) / RATE + sum(gaps)
    # Where there is too little to say, the pauses are longer.
    longer = max(0.0, SHORTEST - length) / sum(gap > 0 for gap in gaps)
    end, turns, own_end = 0, [], dict.fromkeys((voice for voice, _ in order), 0)
    for gap, (voice, piece) in zip(gaps, order, strict=True):
        pause = gap + longer if gap > 0 else gap
        start = max(end + int(pause * RATE), own_end[voice] + int(PAUSE * RATE))  # nobody overlaps himself
        turns.append((voice, start, piece))
        own_end[voice] = start + len(piece.sound)
        end = max(own_end.values())
    return tuple(turns)


def _write(folder: Path, turns: tuple[Turn, ...], condition: Condition, random: Generator) -> Item:
    """Send turns through one line, and write the sound and the truth."""
    signal = np.zeros(max(start + len(piece.sound) for _, start, piece in turns) + RATE // 2)
    for _, start, piece in turns:
        signal[start : start + len(piece.sound)] += piece.sound
    rate, lowest = (PHONE_RATE, 300.0) if condition.is_phone else (RATE, 50.0)
    signal = phone_band(signal, RATE) if condition.is_phone else signal
    signal = with_noise(signal, rate, condition.snr, int(random.integers(1 << 30)), lowest)
    signal = mu_law(signal) if condition.is_phone else signal
    write_wav(folder / "audio.wav", np.round(32_767 * np.clip(signal, -1, 1)).astype(np.int16), rate)
    rows = [(start / RATE + s.start, s.duration, voice.id) for voice, start, piece in turns for s in piece.spoken]
    text = "".join(f"SPEAKER {folder.name} 1 {a:.3f} {long:.3f} <NA> <NA> {who} <NA> <NA>\n" for a, long, who in rows)
    (folder / "ref.rttm").write_text(text, encoding="utf-8")
    voices = {voice.id: voice for voice, _, _ in turns}
    sources = {voice.item.id: str(voice.item.truth.get("license")) for voice in voices.values()}
    truth = {
        "id": folder.name,
        "media": "audio.wav",
        "kind": "mixture",
        "source": f"voices of {', '.join(sources)}, put together by benchmarks/mixtures.py",
        "license": "; ".join(dict.fromkeys(sources.values())),
        "quality": f"A: exact by construction; speech by energy, silences of {PAUSE} s and more are cut out",
        "duration_s": round(len(signal) / rate, 3),
        "speakers": [{"id": name, "gender": voices[name].sex} for name in sorted(voices)],
        "rttm": "ref.rttm",
        "language": "en",
        "notes": f"condition: {condition.name}",
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    return Item(folder, truth)
