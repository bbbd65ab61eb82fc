from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifestream.adapters.speech.local_voices import LocalVoices
from lifestream.adapters.speech.segmentation import FRAMES, VOICES, WINDOW
from lifestream.adapters.speech.voice_clusters import ClusterSettings, cluster
from lifestream.adapters.speech.voice_embedding import DIMENSIONS, unit
from lifestream.ports.diarizer import SpeakerBounds

ANY = SpeakerBounds()


def voices(
    people: Sequence[int],
    windows: Sequence[int] | None = None,
    alone: float | Sequence[float] = 4.0,
    likeness: float = 0.0,
    noise: float = 0.3,
    seed: int = 7,
) -> LocalVoices:
    """Voices of known people, one a window unless said otherwise.

    ``likeness`` is the cosine of two people, ``noise`` how far a voice strays from its person.
    """
    random = np.random.default_rng(seed)
    axes = np.eye(DIMENSIONS)
    faces = np.sqrt(1 - likeness) * axes[1 : max(people, default=0) + 2] + np.sqrt(likeness) * axes[0]
    strays = random.normal(size=(len(people), DIMENSIONS)) * noise / np.sqrt(DIMENSIONS)
    place = np.array(range(len(people)) if windows is None else windows, np.int64)
    seconds = np.broadcast_to(np.asarray(alone, np.float64), len(people)).copy()
    return LocalVoices(
        step=WINDOW // 10,
        activity=np.zeros((int(place.max(initial=-1)) + 1, FRAMES, VOICES), np.uint8),
        window=place,
        voice=np.array([list(place[:n]).count(w) for n, w in enumerate(place)], np.int64),
        embedding=unit((faces[list(people)] + strays).astype(np.float32)).reshape(-1, DIMENSIONS),
        alone=seconds,
        seconds=np.maximum(seconds, 0.3),
    )


def groups(labels: Sequence[int]) -> set[frozenset[int]]:
    """Which voices are together, whatever the speakers are called."""
    return {frozenset(i for i, other in enumerate(labels) if other == label) for label in labels}


people = st.lists(st.integers(0, 3), min_size=1, max_size=24)
scattered = st.builds(
    voices,
    people,
    alone=st.sampled_from([0.0, 1.0, 4.0]),
    likeness=st.floats(0, 0.7),
    noise=st.floats(0.05, 1.5),
    seed=st.integers(0, 999),
)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_voices_of_the_same_person_are_together_and_others_apart(count: int) -> None:
    who = [n % count for n in range(6 * count)]
    labels, centroids = cluster(voices(who), ANY)
    assert groups(labels) == groups(who)
    assert centroids.shape == (count, DIMENSIONS)


def test_nobody_is_no_speaker() -> None:
    labels, centroids = cluster(voices([]), ANY)
    assert labels.shape == (0,)
    assert centroids.shape == (0, DIMENSIONS)


def test_a_single_short_voice_is_a_speaker() -> None:
    labels, centroids = cluster(voices([0], alone=0.0), ANY)
    assert labels.tolist() == [0]
    assert len(centroids) == 1


def test_two_people_of_one_window_are_two_speakers() -> None:
    labels, _ = cluster(voices([0, 1], windows=[0, 0]), ANY)
    assert labels[0] != labels[1]


def test_a_short_voice_joins_the_speaker_it_is_like() -> None:
    who = [0] * 5 + [1] * 5
    heard = voices([*who, 1], alone=[*[4.0] * 10, 0.4])
    labels, _ = cluster(heard, ANY)
    assert groups(labels) == groups([*who, 1])


def test_a_laugh_founds_no_speaker() -> None:
    who = [0] * 30 + [1] * 30
    heard = voices([*who, 2], alone=[*[6.0] * 60, 1.6])
    labels, centroids = cluster(heard, ANY)
    assert len(centroids) == 2
    assert groups(labels[:60]) == groups(who)


def test_two_voices_of_one_window_are_two_speakers_where_that_is_nearly_as_likely() -> None:
    who = [0, 1] * 8
    heard = voices([*who, 0, 0], windows=[*range(16), 16, 16], likeness=0.3)
    embedding = heard.embedding.copy()
    embedding[-1] = unit(0.55 * embedding[0] + 0.5 * embedding[1])
    labels, _ = cluster(replace(heard, embedding=embedding), ANY)
    assert labels[-1] != labels[-2] == labels[0]


def test_one_voice_that_was_split_in_two_stays_one_speaker() -> None:
    who = [0, 1] * 8
    labels, _ = cluster(voices([*who, 0, 0], windows=[*range(16), 16, 16]), ANY)
    assert labels[-1] == labels[-2] == labels[0]


def test_a_user_who_knows_of_more_speakers_gets_those_who_sound_alike_apart() -> None:
    who = [n % 2 for n in range(12)]
    alike = voices(who, likeness=0.75)
    assert len(cluster(alike, ANY)[1]) == 1
    labels, _ = cluster(alike, SpeakerBounds(at_least=2), ClusterSettings(finer=(0.48, 0.40, 0.2)))
    assert groups(labels) == groups(who)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_known_count_of_people_who_can_be_told_apart_is_the_count(count: int) -> None:
    who = [n % count for n in range(8 * count)]
    labels, centroids = cluster(voices(who), SpeakerBounds(count, count))
    assert len(centroids) == count
    assert groups(labels) == groups(who)


@pytest.mark.parametrize("count", [3, 4, 6])
def test_a_user_who_counts_more_people_than_can_be_told_apart_gets_as_many(count: int) -> None:
    who = [n % 2 for n in range(24)]
    labels, centroids = cluster(voices(who), SpeakerBounds(count, count))
    assert len(centroids) == count
    assert set(labels.tolist()) == set(range(count))


def test_somebody_who_was_counted_may_say_little() -> None:
    who = [0] * 30 + [1] * 30
    heard = voices([*who, 2], alone=[*[6.0] * 60, 1.6])
    labels, _ = cluster(heard, SpeakerBounds(3, 3))
    assert groups(labels) == groups([*who, 2])


def test_fewer_speakers_than_were_heard_are_the_nearest_made_one() -> None:
    heard = voices([0, 1, 2] * 6)
    embedding = heard.embedding.copy()
    embedding[2::3] = unit(embedding[2::3] + 0.8 * embedding[1::3])
    labels, centroids = cluster(replace(heard, embedding=embedding), SpeakerBounds(at_most=2))
    assert len(centroids) == 2
    assert groups(labels) == groups([0, 1, 1] * 6)


@settings(max_examples=60)
@given(scattered, st.integers(1, 4))
def test_there_are_never_more_speakers_than_the_user_allows(heard: LocalVoices, most: int) -> None:
    _, centroids = cluster(heard, SpeakerBounds(at_most=most))
    assert 1 <= len(centroids) <= most


@settings(max_examples=60)
@given(scattered)
def test_every_voice_has_a_speaker_and_every_speaker_a_voice(heard: LocalVoices) -> None:
    labels, centroids = cluster(heard, ANY)
    assert len(labels) == len(heard.window)
    assert set(labels.tolist()) == set(range(len(centroids)))
    assert np.linalg.norm(centroids, axis=1) == pytest.approx(1.0, abs=1e-5)


@settings(max_examples=60)
@given(people, st.randoms(use_true_random=False), st.integers(0, 999))
def test_the_order_of_voices_does_not_matter(who: list[int], random: object, seed: int) -> None:
    heard = voices(who, seed=seed)
    order = list(range(len(who)))
    random.shuffle(order)
    shuffled = replace(
        heard, **{name: getattr(heard, name)[order] for name in ("window", "voice", "embedding", "alone", "seconds")}
    )
    labels, _ = cluster(heard, ANY)
    again, _ = cluster(shuffled, ANY)
    assert groups(labels[order]) == groups(again)
